"""`signage kiosk code`: the staff code from the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from signage.cli import main
from signage.registry.devices import Devices
from signage.registry.staff_code import StaffCode


def run(folder: Path, *more: str) -> int:
    return main(["kiosk", "code", "--data", str(folder), *more])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Devices(tmp_path)
    return tmp_path


def test_a_code_is_set_and_taken_away(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "482913") == 0
    assert "The code is set" in capsys.readouterr().out
    assert StaffCode(folder).is_right("482913")
    assert run(folder, "--remove", "--json") == 0
    assert '"set": false' in capsys.readouterr().out
    assert not StaffCode(folder).known()


def test_a_code_that_is_not_named_is_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("482913\n"))
    assert run(folder) == 0
    assert StaffCode(folder).is_right("482913")


@pytest.mark.parametrize(("code", "why"), [("12", "has 6 digits"), ("111111", "too easy")])
def test_a_bad_code_is_refused_with_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], code: str, why: str
) -> None:
    assert run(folder, code) == 1
    assert why in capsys.readouterr().err
    assert not StaffCode(folder).known()


def test_a_folder_without_a_hall_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "nowhere", "482913") == 1
    assert "there is no hall" in capsys.readouterr().err
