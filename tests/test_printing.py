"""`signage printers`: how each is, a test page on paper or in a file; what is wrong is said."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from signage.cli import main
from tests.devices.printers import reader
from tests.halls import SMALL

FILE = '\n[[printers]]\nid = "f"\nkind = "file"\npaper = 58\naddress = "{}"\n'
DEAD = '\n[[printers]]\nid = "dead"\nkind = "network"\naddress = "127.0.0.1:9"\n'
OWN = '\n[[printers]]\nid = "own"\nkind = "browser"\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(SMALL + FILE.format(tmp_path / "out.bin") + DEAD + OWN)
    return path


def run(config: Path, *words: str) -> int:
    return main(["printers", "--config", str(config), *words])


def test_they_are_listed_with_their_state(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(config) == 0
    plain = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in plain] == ["f", "dead", "own"]
    assert run(config, "list", "--json") == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    assert [row["state"] for row in rows] == ["offline", "offline", "browser"]
    assert not (config.parent / "out.bin").exists()
    (config.parent / "out.bin").touch()
    run(config, "list", "--json")
    assert json.loads(capsys.readouterr().out)[0]["state"] == "ready"


def test_a_hall_without_printers_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(SMALL)
    assert run(path) == 0
    assert "names no printer" in capsys.readouterr().out
    assert run(path, "test") == 1


def test_a_test_page_is_printed_or_written(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(config, "test") == 0
    assert "4K-1000" in reader.lines((config.parent / "out.bin").read_bytes())
    page = config.parent / "page.bin"
    assert run(config, "test", "dead", "--out", str(page), "--json") == 0
    assert json.loads(capsys.readouterr().out.split("\n", 1)[1])["bytes"] == page.stat().st_size
    assert "Halaman uji / Test page" in reader.lines(page.read_bytes())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["test", "nobody"], "there is no printer “nobody”"),
        (["test", "dead"], "can't be reached"),
        (["test", "own"], "take a number at that kiosk"),
        (["test", "f", "--out", "/nowhere/page.bin"], "can't be written"),
    ],
)
def test_what_can_not_be_done_is_said(
    config: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert run(config, *words) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "key", "said"),
    [
        ('profile = "TM-T8000"', "profile", "no profile “TM-T8000”"),
        ('code_page = "KLINGON"', "code_page", "no code page “KLINGON”"),
        ('logo = "none.png"', "logo", "put it beside config.toml"),
        ('logo = "text.png"', "logo", "it is no PNG"),
        ('logo = "cut.png"', "logo", "damaged"),
    ],
)
def test_what_only_the_machine_can_tell_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, key: str, said: str
) -> None:
    held = io.BytesIO()
    Image.new("L", (300, 100), 120).save(held, "PNG")
    (tmp_path / "text.png").write_text("<svg/>")
    (tmp_path / "cut.png").write_bytes(held.getvalue()[:60])
    (tmp_path / "logo.png").write_bytes(held.getvalue())
    path = tmp_path / "config.toml"
    path.write_text(f"{SMALL}{DEAD}{line}\n")
    assert main(["check", "--config", str(path), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["key"] == f"printers.{key}"
    assert said in told["error"]
    path.write_text(f'{SMALL}{DEAD}logo = "logo.png"\n')
    assert main(["check", "--config", str(path)]) == 0
