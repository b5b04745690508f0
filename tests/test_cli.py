"""The command: 0 done, 1 refused, 2 misused; sentences for people, JSON for programs."""

from __future__ import annotations

import argparse
import json
import logging
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from signage import cli
from signage.registry.devices import Devices
from tests.halls import SMALL, live_hall, small
from tests.serving import signage


def verbs() -> list[str]:
    return [
        verb
        for action in cli.parser()._actions
        if isinstance(action, argparse._SubParsersAction)
        for verb in action.choices
    ]


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Run]:
    """One command in a folder with a `config.toml`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text(SMALL)
    level = logging.getLogger().level

    def command(*words: str) -> Said:
        try:
            code = cli.main(words)
        except SystemExit as exit:
            code = int(exit.code or 0)
        told = capsys.readouterr()
        assert "Traceback" not in told.err + told.out
        return Said(code, told.out, told.err)

    yield command
    logging.getLogger().setLevel(level)


async def _day(folder: Path) -> None:
    """A hall with three events in its journal, and its devices."""
    folder.mkdir(exist_ok=True)
    Devices(folder).settle(small().hall)
    async with live_hall(folder) as (live, _):
        assert live.state.seq == 1


@pytest.mark.parametrize("verb", ["", *verbs()])
def test_every_verb_helps(run: Run, verb: str) -> None:
    said = run(*([verb] if verb else []), "--help")
    assert said.code == 0
    assert "usage: signage" in said.out
    if verb:
        for option in ("--config", "--data", "--json"):
            assert option in said.out


@pytest.mark.parametrize(
    "words",
    [[], ["dance"], ["check", "--colour"], ["serve", "--port", "x"], ["serve", "--port", "65536"],
     ["serve", "--port", "-1"], ["say"], ["say", "x"], ["say", "x", "--language", "nl"],
     ["check", "--config"]],
)  # fmt: skip
def test_misuse_is_2(run: Run, words: list[str]) -> None:
    said = run(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err


# ---- check


def test_a_right_file(run: Run) -> None:
    said = run("check")
    assert (said.code, said.err) == (0, "")
    assert said.out == "config.toml is right: 2 zones, 1 agencies, 2 services, 2 counters.\n"
    assert run("check", "--json").json == {
        "ok": True, "zones": 2, "agencies": 1, "services": 2, "counters": 2, "warnings": [],
    }  # fmt: skip


def test_without_a_file_it_is_the_sample(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").unlink()
    assert run("check", "--json").json["ok"] is True


@pytest.mark.parametrize("name", ["missing.toml", "", "/", "folder"])
def test_a_file_that_cannot_be_read(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    for verb in (["check"], ["links"], ["say", "x", "--out", "x.wav"], ["serve", "--port", "0"]):
        said = run(*verb, "--config", name)
        assert (said.code, said.out) == (1, "")
        assert "can't be read" in said.err and "--config" in said.err


@pytest.mark.parametrize("content", [b"\xff\xfe", "x = 1".encode("utf-16"), b"# \xe9\n"])
def test_a_file_that_is_not_utf_8(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.toml").write_bytes(content)
    said = run("check", "--config", "odd.toml")
    assert said.code == 1
    assert "is not UTF-8 text; save it as UTF-8" in said.err


def test_a_wrong_file_is_named_with_line_and_key(run: Run, tmp_path: Path) -> None:
    text = SMALL.replace('prefix = "B"', 'prefix = "A"')
    (tmp_path / "wrong.toml").write_text(text)
    said = run("check", "--config", "wrong.toml")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("signage check: wrong.toml:")
    told = run("check", "--config", "wrong.toml", "--json")
    assert (told.code, told.err) == (1, "")
    assert (told.json["ok"], told.json["file"]) == (False, "wrong.toml")
    assert told.json["line"] > 1 and "prefix" in told.json["key"] and told.json["error"]


def test_a_file_of_another_system_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert run("check", "--config", "odd.toml").code == 0


# ---- links


def test_there_are_no_links_before_the_first_start(run: Run) -> None:
    for data in ("data", "nowhere"):
        said = run("links", "--data", data)
        assert said.code == 1
        assert "start the hall once with: signage serve" in said.err
        assert run("links", "--data", data, "--json").json["ok"] is False


async def test_links(run: Run, tmp_path: Path) -> None:
    await _day(tmp_path / "data")
    said = run("links", "--json", "--base", "http://192.0.2.7:8000/")
    assert said.code == 0
    screen = next(one for one in said.json if one["kind"] == "screen" and one["place"] == "hall")
    assert screen["url"] == f"http://192.0.2.7:8000/screen#{screen['secret']}"
    text = run("links")
    assert text.code == 0
    assert "http://127.0.0.1:8000/counter#" in text.out and "secret " in text.out
    (tmp_path / "data" / "address").write_text("http://127.0.0.1:9\n")
    assert "http://127.0.0.1:9/counter#" in run("links").out
    (tmp_path / "config.toml").write_text(
        SMALL.replace('[[counters]]\nid = "2"\nzone = "hall"\nservices = ["card"]\n', "")
    )
    places = [one["place"] for one in run("links", "--json").json]
    assert "2" not in places and "1" in places


async def test_retired_links_are_printed_no_more_and_counted(run: Run, tmp_path: Path) -> None:
    await _day(tmp_path / "data")
    devices = Devices(tmp_path / "data")
    ids = [one.device.id for one in devices.enrolled()]
    devices.retire([id for id in ids if id != "admin"], 9, over=True)
    said = run("links")
    assert f"{len(ids) - 1} links were retired" in said.out and "/screen#" not in said.out
    assert [one["kind"] for one in run("links", "--json").json] == ["admin"]
    devices.retire(["admin"], 9, over=False)
    assert run("links").code == 0 and run("links", "--json").json == []


async def test_damaged_links_are_a_sentence(run: Run, tmp_path: Path) -> None:
    await _day(tmp_path / "data")
    (tmp_path / "data" / "first-secrets.json").write_text("{")
    said = run("links")
    assert said.code == 1
    assert "first-secrets.json can't be read" in said.err


# ---- the journal


async def test_verify_and_rebuild(tmp_path: Path) -> None:
    await _day(tmp_path / "data")
    (tmp_path / "config.toml").write_text(SMALL)
    for verb, words in (("verify", "whole: 1 events"), ("rebuild", "again from 1 events")):
        said = signage(verb, "--data", str(tmp_path / "data"))
        assert (said.returncode, words in said.stdout) == (0, True), said.stderr
        told = signage(verb, "--json", "--data", str(tmp_path / "data"))
        assert json.loads(told.stdout)["events"] == 1


@pytest.mark.parametrize("verb", ["verify", "rebuild"])
def test_without_a_journal(run: Run, tmp_path: Path, verb: str) -> None:
    (tmp_path / "empty").mkdir()
    for data in ("data", "empty", "config.toml"):
        said = run(verb, "--data", data)
        assert said.code == 1
        assert f"there is no journal in {data}" in said.err
    assert not (tmp_path / "data").exists()
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.mark.parametrize("verb", ["verify", "rebuild"])
async def test_a_damaged_journal_is_said(tmp_path: Path, verb: str) -> None:
    await _day(tmp_path / "data")
    (tmp_path / "data" / "journal.db").write_bytes(b"no journal" * 1000)
    for told in (signage(verb, "--data", str(tmp_path / "data")),
                 signage(verb, "--json", "--data", str(tmp_path / "data"))):  # fmt: skip
        assert told.returncode == 1
        assert "damaged" in told.stdout + told.stderr
        assert "Traceback" not in told.stderr


# ---- the voice


def test_the_voices_are_listed(run: Run) -> None:
    rows = run("voices", "--json").json
    assert {"voice", "engine", "language", "place"} == set(rows[0])
    assert {"id", "en"} <= {row["language"] for row in rows}
    assert all(row["voice"] in run("voices").out for row in rows)


@pytest.mark.parametrize("json", [[], ["--json"]])
def test_an_unknown_zone_is_refused_before_a_word(
    run: Run, tmp_path: Path, json: list[str]
) -> None:
    for how in (["--play"], ["--out", "x.wav"]):
        said = run("say", "A012", "--counter", "1", "--zone", "nowhere", *how, *json)
        assert said.code == 1
        assert "there is no zone nowhere" in said.out + said.err
    assert not (tmp_path / "x.wav").exists()


def test_nothing_to_do_is_misuse(run: Run) -> None:
    said = run("say", "A012", "--counter", "1")
    assert said.code == 2
    assert "add --out FILE or --play" in said.err


def test_a_ticket_is_said_into_a_file(run: Run, tmp_path: Path) -> None:
    said = run("say", "A012", "--counter", "1", "--out", "x.wav", "--json")
    assert said.code == 0, said.err
    assert said.json["complete"] is True and said.json["out"] == "x.wav"
    assert "A nol satu dua" in said.json["caption"]
    with wave.open(str(tmp_path / "x.wav")) as sound:
        assert sound.getnframes() / sound.getframerate() == pytest.approx(
            said.json["length"], abs=0.01
        )
    for out in ("nowhere/x.wav", "/", "/proc/x.wav", "data"):
        again = run("say", "A012", "--counter", "1", "--out", out)
        assert again.code == 1
        assert "can't be written" in again.err and "None" not in again.err


@pytest.mark.parametrize("data", ["config.toml", "/proc/nowhere"])
def test_a_folder_that_takes_no_sound_is_a_sentence(run: Run, data: str) -> None:
    said = run("say", "Halo", "--out", "x.wav", "--data", data)
    assert said.code == 1
    assert said.err


@pytest.mark.parametrize("text", ["", " ", "\x00", "😀", "x" * 5000])
def test_odd_texts_end_well(run: Run, text: str) -> None:
    said = run("say", text, "--out", "x.wav")
    assert said.code in (0, 1)
    assert said.out or said.err


# ---- what leaves the room


async def test_what_is_logged_has_no_secret(
    run: Run, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await _day(tmp_path / "data")
    secrets = [one["secret"] for one in run("links", "--json").json]
    for verb in ("check", "links", "voices"):
        said = run(verb)
        for secret in secrets:
            assert secret not in said.err + caplog.text


def test_a_closed_pipe_is_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(options: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(cli, "_check", closed)
    assert run("check").code == 1

    def stopped(options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_check", stopped)
    assert run("check").code == 130


@pytest.mark.parametrize(
    ("text", "told"), [("", "Write what is to be said"), ("😀", "Write"), ("a" * 401, "Too long")]
)
def test_what_can_not_be_said_is_refused_in_a_sentence(
    text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.wav"
    assert cli.main(["say", text, "--out", str(out), "--data", str(tmp_path)]) == 1
    assert told in capsys.readouterr().err
    assert not out.exists()


def test_a_voice_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(SMALL + '\n[voice]\nprofiles = { id = "nix" }\n', encoding="utf-8")
    assert cli.main(["check", "--config", str(file)]) == 1
    told = capsys.readouterr().err
    assert "voice.profiles.id" in told
    assert "espeak-id" in told
