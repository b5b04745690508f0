"""`signage backup` and `signage restore`: what they say, in words and in JSON, and their codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from signage import assets, cli
from signage.journal.lock import hold
from tests.backups.folders import a_day


class Said:
    """One command, in a folder with a `config.toml`."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *words: str) -> None:
        try:
            self.code = cli.main(words)
        except SystemExit as ended:
            self.code = int(ended.code or 0)
        told = capsys.readouterr()
        self.out, self.err = told.out, told.err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    import asyncio

    monkeypatch.chdir(tmp_path)
    asyncio.run(a_day(tmp_path / "data"))
    return tmp_path


def test_there_and_back(day: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with hold(day / "data"):  # a server runs on it
        said = Said(capsys, "backup")
        assert (said.code, said.err) == (0, "")
        assert "is written and checked" in said.out and "journal.db" in said.out
        assert "Lock it away." in said.out and "event 7" in said.out
        told = Said(capsys, "backup", "--json", "--out", "mine.tar.gz").json
    assert told["file"] == "mine.tar.gz" and told["bytes"] == Path("mine.tar.gz").stat().st_size
    assert {"name": "hall/ticket.key", "bytes": 32} in told["files"]
    assert len(list((day / "data" / "backups").iterdir())) == 1

    said = Said(capsys, "restore", "mine.tar.gz", "--data", "new", "--after", "A=7", "B=9")
    assert (said.code, said.err) == (0, "")
    assert "A008, B010" in said.out
    assert "signage serve --config config.toml --data new" in said.out
    told = Said(capsys, "restore", "mine.tar.gz", "--data", "new", "--force", "--json").json
    assert told["aside"].startswith("new/before-restore-") and told["config"] == "config.toml"
    assert told["epoch"] > 0 and told["numbers"] == {"card": "A201", "birth": "B201"}
    # the other commands take a restored folder as any other
    for words in (("verify",), ("rebuild",), ("links", "--config", "config.toml")):
        assert Said(capsys, *words, "--data", "new", "--json").code == 0
    assert Said(capsys, "verify", "--data", "new", "--json").json["whole"] is True


def test_refusals_are_1(day: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Said(capsys, "backup").code == 0
    file = str(next((day / "data" / "backups").iterdir()))
    Path("torn.tar.gz").write_bytes(Path(file).read_bytes()[:3000])
    for words, told in (
        (("backup", "--data", "none"), "no journal in none"),
        (("backup", "--out", "none/x.tar.gz"), "the folder none is not there"),
        (("backup", "--into", "none"), "the folder none is not there"),
        (("backup", "--into", str(assets.folder("static"))), "to everybody"),
        (("restore", "none.tar.gz", "--data", "new"), "no file none.tar.gz"),
        (("restore", "config.toml", "--data", "new"), "no backup"),
        (("restore", "torn.tar.gz", "--data", "new"), "damaged"),
        (("restore", file), "not empty"),
        (("restore", file, "--data", "new", "--after", "Q=1"), "prefix Q; there are A, B"),
        (("restore", file, "--data", "config.toml"), "config.toml"),
    ):
        said = Said(capsys, *words)
        assert (said.code, said.out) == (1, "") and told in said.err, words
        assert Said(capsys, *words, "--json").json["ok"] is False
    with hold(day / "data"):
        assert "is running on the data folder" in Said(capsys, "restore", file, "--force").err


@pytest.mark.parametrize(
    "words",
    [["restore"], ["restore", "x", "--after", "B"], ["restore", "x", "--after", "B=-1"],
     ["restore", "x", "--after", "B=1234567"], ["backup", "x"], ["service"],
     ["backup", "--out", "x", "--into", "y"]],
)  # fmt: skip
def test_misuse_is_2(tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert Said(capsys, *words, "--data", str(tmp_path)).code == 2


def test_a_server_does_not_start_in_the_middle_of_a_restore(
    day: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (day / "data" / "restoring").write_text("x")
    said = Said(capsys, "serve", "--port", "0")
    assert said.code == 1 and "cut off" in said.err and "signage restore" in said.err


def test_the_folder_of_the_settings_is_used(day: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (day / "stick").mkdir()
    text = (day / "config.toml").read_text()
    (day / "config.toml").write_text(f'{text}\n[backup]\nfolder = "{day}/stick"\n')
    assert Said(capsys, "backup", "--json").json["file"].startswith(f"{day}/stick/signage-small-")
    for wrong, key in (('at = "2 o\'clock"', "backup.at"), ('folder = "stick"', "backup.folder"),
                       ("keep = 0", "backup.keep"), ("often = 1", "backup.often")):  # fmt: skip
        (day / "wrong.toml").write_text(f"{text}\n[backup]\n{wrong}\n")
        said = Said(capsys, "check", "--config", "wrong.toml", "--json")
        assert (said.code, said.json["key"]) == (1, key)
    (day / "off.toml").write_text(f'{text}\n[backup]\nat = "off"\n')
    assert Said(capsys, "check", "--config", "off.toml").code == 0
