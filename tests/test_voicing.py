"""`signage voices` and its actions: sentences for people, JSON for programs, 0, 1 or 2."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from signage import assets, cli
from signage.voice.loudness import TARGET
from signage.voice.scripts import parse_script
from signage.voice.sound import read_wav
from tests.halls import SMALL
from tests.serving import Server
from tests.voice.pulse import PulseServer, islands
from tests.voice.test_loudness import metered
from tests.voice.test_slicing import take

ACTIONS = ("list", "script", "slice", "check", "say", "test")
VOICED = SMALL.replace('"Hall" }\nspeaker = "none"', '"Hall" }\nspeaker = "server"')


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
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`signage voices` in a folder with a `config.toml`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text(VOICED)

    def command(*words: str) -> Said:
        try:
            code = cli.main(("voices", *words))
        except SystemExit as exit:
            code = int(exit.code or 0)
        told = capsys.readouterr()
        assert "Traceback" not in told.err + told.out
        return Said(code, told.out, told.err)

    return command


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_helps(run: Run, action: str) -> None:
    said = run(action, "--help")
    assert said.code == 0
    for option in ("--config", "--data", "--json"):
        assert option in said.out
    assert action in run("--help").out


@pytest.mark.parametrize(
    "words",
    [["dance"], ["check"], ["slice", "x.wav"], ["slice", "x.wav", "--pack", "y", "--pause", "9"],
     ["slice", "x.wav", "--pack", "y", "--pause", "x"], ["say", "x"], ["test"],
     ["say", "x", "--voice", "espeak-id"], ["script", "--language", "nl"]],
)  # fmt: skip
def test_misuse_is_2(run: Run, words: list[str]) -> None:
    said = run(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err


def test_options_stand_before_and_behind_the_action(run: Run, tmp_path: Path) -> None:
    assert run("--json").json == run("list", "--json").json == run("--json", "list").json
    for words in (["--config", "gone.toml", "script"], ["script", "--config", "gone.toml"]):
        said = run(*words)
        assert said.code == 1
        assert "gone.toml" in said.err


def test_a_pack_that_can_not_be_used_is_listed_with_its_fault(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices = Path(shutil.copytree(assets.folder("voices"), tmp_path / "voices"))
    (voices / "sample-id" / "pack.toml").write_text('name = "x"\nspeaker = ""')
    monkeypatch.setattr(assets, "folder", lambda name: tmp_path / name)
    said = run()
    assert said.code == 0
    assert "sample-id        can't be used: sample-id/pack.toml: " in said.out
    assert "sample-id" not in [row["voice"] for row in run("--json").json]


# ---- script


def test_the_script_of_the_hall(run: Run) -> None:
    said = run("script")
    assert said.code == 0
    lines = parse_script(said.out)
    assert [line.clip for line in lines][:2] == ["phrase/loket", "phrase/nomor-antrean"]
    assert run("script", "--json").json == [
        {"number": line.number, "clip": line.clip, "text": line.text} for line in lines
    ]
    english = parse_script(run("script", "--language", "en").out)
    assert "phrase/ticket-number" in [line.clip for line in english]


def test_what_a_pack_still_lacks(run: Run) -> None:
    said = run("script", "--lacking", "sample-id", "--json")
    assert said.json == [
        {"number": 1, "clip": "agency/dinas-kependudukan", "text": "Dinas Kependudukan"}
    ]
    assert run("script", "--lacking", "sample-id", "--language", "en").code == 1
    assert "can't be read" in run("script", "--lacking", "siti").err


# ---- slice and check


def test_from_a_take_to_a_pack_that_is_complete(run: Run, tmp_path: Path) -> None:
    lines = run("script", "--json").json
    sound = take([line["text"] for line in lines], hiss=0.001)
    soundfile.write(tmp_path / "take.wav", sound.samples, sound.rate)
    said = run("slice", "take.wav", "--pack", "siti")
    assert said.code == 0, said.err
    assert f"{len(lines)} clips are in siti. Now fill in speaker, licence" in said.out
    assert "filled in" in run("check", "siti").err
    text = (tmp_path / "siti" / "pack.toml").read_text()
    (tmp_path / "siti" / "pack.toml").write_text(text.replace('= ""', '= "x"'))
    (tmp_path / "siti" / "LICENSE").write_text("x")
    assert run("check", "siti").code == 0
    told = run("check", "siti", "--json").json
    assert (told["ok"], told["clips"], told["missing"]) == (True, len(lines), [])
    (tmp_path / "siti" / "digit" / "7.wav").unlink()
    said = run("check", "siti")
    assert said.code == 1
    assert "tujuh" in said.out and "digit/7" in said.out
    assert run("check", "siti", "--json").json["missing"][0]["clip"] == "digit/7"


def test_a_script_file_of_either_form(run: Run, tmp_path: Path) -> None:
    lines = run("script", "--json").json[:3]
    sound = take([line["text"] for line in lines])
    soundfile.write(tmp_path / "take.wav", sound.samples, sound.rate)
    (tmp_path / "script.json").write_text(json.dumps(lines))
    (tmp_path / "script.txt").write_text("\n".join(run("script").out.splitlines()[:3]))
    for script in ("script.json", "script.txt"):
        said = run("slice", "take.wav", "--pack", f"p-{script}", "--script", script, "--json")
        assert said.code == 0
        assert len(said.json["clips"]) == 3
        assert said.json["begun"] is True


def test_what_slice_refuses(run: Run, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "quiet.wav", np.zeros(16_000), 16_000)
    short = take(["a", "be"])
    soundfile.write(tmp_path / "short.wav", short.samples, short.rate)
    (tmp_path / "bad.txt").write_text("nonsense")
    for words, named in (
        (["gone.wav"], "no sound file"),
        (["quiet.wav"], "no silences"),
        (["short.wav"], "2 spoken pieces, and the script 18 lines"),
        (["short.wav", "--script", "gone.txt"], "--script"),
        (["short.wav", "--script", "bad.txt"], "no line of it"),
    ):
        said = run("slice", *words, "--pack", "siti")
        assert said.code == 1
        assert named in said.err
    assert not (tmp_path / "siti").exists()


# ---- say and test


def test_a_chosen_voice(run: Run, tmp_path: Path) -> None:
    for voice in ("sample-id", "espeak-id"):
        said = run("say", "A012", "--counter", "9", "--voice", voice, "--out", "x.wav", "--json")
        assert said.code == 0, said.err
        assert said.json["voices"] == [voice]
    english = run("say", "A012", "--counter", "1", "--voice", "espeak-en", "--out", "x.wav")
    assert english.out.startswith("Ticket number A zero one two")


def test_a_voice_that_stands_in_is_named(run: Run) -> None:
    said = run("say", "Halo.", "--voice", "sample-id", "--out", "x.wav")
    assert said.code == 0
    assert "espeak-id says it, not sample-id" in said.out
    assert "sample-id lacks sentence/notice" in said.out


def test_a_voice_that_is_not_there_or_speaks_otherwise(run: Run) -> None:
    assert "there is no voice siti" in run("say", "x", "--voice", "siti", "--out", "x.wav").err
    said = run("say", "x", "--voice", "sample-id", "--language", "en", "--out", "x.wav")
    assert said.code == 1
    assert "sample-id speaks id, not en" in said.err


def test_the_level_test_into_a_file(run: Run, tmp_path: Path) -> None:
    said = run("test", "--zone", "hall", "--out", "x.wav")
    assert said.code == 0, said.err
    assert "pink noise at −13 LUFS" in said.out and "A nol satu dua" in said.out
    told = run("test", "--zone", "ballroom", "--out", "y.wav", "--json").json
    assert (told["zone"], told["noise_lufs"], told["complete"]) == ("ballroom", -13, True)
    sound = read_wav((tmp_path / "x.wav").read_bytes())
    assert sound is not None
    assert sound.length == pytest.approx(told["length"], abs=0.5)
    assert metered(sound) == pytest.approx(TARGET, abs=1.0)


def test_what_the_level_test_refuses(run: Run) -> None:
    assert "there is no zone x; there are hall, ballroom" in run("test", "--zone", "x").err
    said = run("test", "--zone", "ballroom")
    assert said.code == 1
    assert "--out FILE" in said.err


@pytest.mark.sound
@pytest.mark.slow
def test_the_level_test_is_heard_on_the_zones_device(
    run: Run, tmp_path: Path, require: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    require("pulseaudio")
    text = VOICED.replace('speaker = "server"', 'speaker = "server"\ndevice = "paplay:hall_a"')
    (tmp_path / "config.toml").write_text(text)
    with PulseServer(tmp_path / "pulse") as pulse:
        for sink in ("hall_a", "hall_b"):
            pulse.sink(sink)
        monkeypatch.setenv("PULSE_SERVER", pulse.environment["PULSE_SERVER"])
        with pulse.record("hall_a") as heard, pulse.record("hall_b") as other:
            said = run("test", "--zone", "hall")
        assert said.code == 0, said.err
        assert "on paplay:hall_a" in said.out
        assert islands(heard.samples)
        assert not islands(other.samples)


# ---- packs of the mall's own


PACKED = VOICED + '[voice]\nprofiles = { id = "siti" }\n'


def check(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    code = cli.main(("check", *words))
    told = capsys.readouterr()
    return Said(code, told.out, told.err)


def test_a_pack_of_the_data_folder_is_listed_with_its_place(run: Run, tmp_path: Path) -> None:
    shutil.copytree(assets.folder("voices") / "sample-id", tmp_path / "data/voices/siti")
    rows = {row["voice"]: row["place"] for row in run("list", "--json").json}
    assert rows["siti"] == str(Path("data/voices"))
    assert rows["espeak-id"] == str(assets.folder("voices"))
    assert str(Path("data/voices")) in run("list").out
    assert "siti" not in run("list", "--data", "elsewhere").out
    assert run("check", "siti").out.startswith("siti lacks")  # by its name, without its folder


def test_a_chosen_pack_that_lacks_clips_is_right_with_a_warning(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text(PACKED)
    pack = shutil.copytree(assets.folder("voices") / "sample-id", tmp_path / "data/voices/siti")
    said = check(capsys)
    assert said.code == 0
    assert "is right" in said.out
    assert "voice.profiles.id: siti lacks 1 clips for this hall: agency/" in said.err
    assert "espeak-id says those (signage voices check siti)" in said.err
    said = check(capsys, "--json")
    assert said.err == ""
    assert len(said.json["warnings"]) == 1
    (pack / "digit" / "7.flac").write_bytes(b"no sound")
    for group in ("letter", "phrase"):
        shutil.rmtree(pack / group)
    warnings = check(capsys, "--json").json["warnings"]
    assert any("digit/7.flac" in warning and "no sound file" in warning for warning in warnings)
    assert any(", …;" in warning for warning in warnings)
    # The control: a voice that is no pack lacks nothing.
    (tmp_path / "config.toml").write_text(VOICED)
    assert check(capsys, "--json").json["warnings"] == []


def test_a_chosen_pack_that_can_not_be_read_is_refused(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text(PACKED)
    (tmp_path / "data/voices/siti").mkdir(parents=True)
    (tmp_path / "data/voices/siti/pack.toml").write_text('name = ""')
    said = check(capsys)
    assert (said.code, said.out) == (1, "")
    assert "voice.profiles.id" in said.err
    assert "siti/pack.toml" in said.err


# ---- the level test of a zone that a screen voices


SCREENED = SMALL.replace('"Hall" }\nspeaker = "none"', '"Hall" }\nspeaker = "screen"')


def test_a_running_hall_says_a_test_on_its_screen(run: Run, tmp_path: Path) -> None:
    with Server(tmp_path, SCREENED) as server:
        said = run("test", "--zone", "hall", "--json")
        assert said.code == 0, said.err
        assert said.json["announcement"].endswith("-hall")
        assert "Uji suara" in run("test", "--zone", "hall").out
        server.end()
    said = run("test", "--zone", "hall")
    assert said.code == 1
    assert "no hall answers at" in said.err
    assert "--out FILE" in said.err
    said = run("test", "--zone", "hall", "--data", "elsewhere")
    assert "start the hall first" in said.err
