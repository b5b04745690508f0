"""A hall from nothing: the file that `signage new` writes, and what it may become."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from signage.beginning import TEXT
from signage.cli import main
from signage.config.changing import Change, all_of
from signage.config.editing import edited
from tests.halls import small


def test_a_new_hall_is_written_and_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "hall.toml"
    assert main(["new", "--config", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "config": str(file)}
    assert file.read_text() == TEXT
    assert main(["check", "--config", str(file)]) == 0
    hall = small(TEXT).hall
    counts = (hall.zones, hall.agencies, hall.services, hall.counters)
    assert [len(things) for things in counts] == [1, 1, 1, 1]


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_nothing_is_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    file = tmp_path / "hall.toml"
    match kind:
        case "file":
            file.write_text("mine")
        case "link":
            file.symlink_to(tmp_path / "nowhere")
        case _:
            file.mkdir()
    assert main(["new", "--config", str(file)]) == 1
    assert "not written over" in capsys.readouterr().err
    assert kind != "file" or file.read_text() == "mine"


def test_a_folder_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "--config", str(tmp_path / "no" / "hall.toml")]) == 1
    assert "can't be written" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["serve", "check"])
def test_who_has_no_file_is_told_how_to_begin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    file = tmp_path / "hall.toml"
    assert main([verb, "--config", str(file), "--data", str(tmp_path / "data")]) == 1
    assert f"signage new --config {file}" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_it_becomes_any_hall_by_changes_alone() -> None:
    """Everything that the new file names goes, and another mall stands in it."""
    changes = [
        Change(section="mall", values={"id": "kota", "name": "MPP Kota", "hours": "always"}),
        Change(section="zones", values={"id": "a", "name": "A", "speaker": "server"}),
        Change(section="zones", values={"id": "b", "name": "B", "hears": ["a"]}),
        Change(section="agencies", values={"id": "x", "name": {"id": "X", "en": "X"}}),
        Change(
            section="services",
            values={
                "id": "s", "agency": "x", "name": "S", "prefix": "S", "quota": {"day": 9},
                "hours": {"mon": ["08:00-11:00", "13:00-15:00"]},
                "papers": [{"id": "K", "en": "C"}],
            },
        ),
        Change(section="counters", values={"id": "9", "zone": "b", "services": ["s"]}),
        Change(section="priorities", values={"id": "lansia", "name": "Lansia"}),
        Change(section="calling", values={"share": {"priority": 2, "ordinary": 1}}),
        Change(section="bookings", values={"days_ahead": 3}),
        Change(
            section="slots", values={"services": ["s"], "hours": "08:00-10:00", "capacity": 4}
        ),
        Change(section="counters", id="1", values=None),
        Change(section="services", id="layanan-1", values=None),
        Change(section="agencies", id="instansi-1", values=None),
        Change(section="zones", id="aula", values=None),
    ]  # fmt: skip
    config = small(edited(TEXT, all_of(changes)))
    hall = config.hall
    assert [zone.id for zone in hall.zones] == ["a", "b"]
    assert [service.id for service in hall.services] == ["s"]
    assert (hall.services[0].quota, hall.calling.share.priority) != (None, 1)
    assert config.bookings is not None
