"""The sound card: real players on a real null sink, and players that fail."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from signage.errors import VoiceTrouble
from signage.voice.clips import Clip
from signage.voice.phrases import Announcement
from signage.voice.ports import Outcome
from signage.voice.sound import Sound, read_wav, silence
from signage.voice.soundcard import SoundCard
from tests.voice.pulse import PulseServer, islands
from tests.voice.test_sound import tone

FACTS = Announcement(id="1-hall", zone="hall", seq=1, kind="call")


def fake(folder: Path, name: str, body: str) -> None:
    player = folder / name
    player.write_text(f"#!/bin/sh\n{body}\n")
    player.chmod(0o755)


def wav(folder: Path, sound: Sound) -> Path:
    file = folder / "sound.wav"
    file.write_bytes(sound.wav())
    return file


@pytest.fixture
def players(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A folder of fake players, and an environment that has no others."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder, {"PATH": str(folder)}


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch, players: tuple[Path, dict[str, str]]) -> Path:
    monkeypatch.setenv("PATH", f"{players[0]}:/bin")
    for name in ("pw-play", "paplay", "aplay"):
        fake(players[0], name, "echo 'no card' >&2; exit 1")
    return players[0]


async def test_the_first_that_works_is_taken(path: Path, tmp_path: Path) -> None:
    fake(path, "paplay", f'echo "$@" >> {tmp_path}/said')
    card = SoundCard("hall_a")
    assert await card.find() == "paplay"
    file = wav(tmp_path, silence(0.1, 8000))
    assert await card.play(file, 0.1) == Outcome("heard")
    assert (tmp_path / "said").read_text().split("\n")[-2] == f"--device=hall_a {file}"


async def test_a_device_may_name_its_player(path: Path) -> None:
    for name in ("pw-play", "aplay"):
        fake(path, name, "exit 0")
    assert await SoundCard("aplay:plughw:1,0").find() == "aplay"
    assert await SoundCard().find() == "pw-play"


async def test_no_player_and_none_that_works(path: Path) -> None:
    card = SoundCard()
    with pytest.raises(VoiceTrouble, match="no card") as caught:
        await card.find()
    assert caught.value.code == "no_player"
    assert await card.trouble() == "no_player"
    for name in ("pw-play", "paplay", "aplay"):
        (path / name).unlink()
    with pytest.raises(VoiceTrouble):
        await SoundCard().find()


async def test_its_exit_code_is_the_truth_and_the_next_looks_anew(
    path: Path, tmp_path: Path
) -> None:
    file = wav(tmp_path, silence(0.1, 8000))
    fake(path, "paplay", "exit 0")
    card = SoundCard()
    assert await card.trouble() is None
    fake(path, "paplay", "echo 'Connection refused' >&2; exit 1")
    fake(path, "aplay", "exit 0")
    assert await card.play(file, 0.1) == Outcome("failed", "Connection refused")
    assert await card.play(file, 0.1) == Outcome("heard")
    assert await card.find() == "aplay"


async def test_a_stuck_player_is_killed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(path, "paplay", "exit 0")
    card = SoundCard()
    await card.find()
    monkeypatch.setattr("signage.voice.soundcard._SPARE", 0.2)
    fake(path, "paplay", "exec sleep 60")
    assert await card.play(wav(tmp_path, silence(0.1, 8000)), 0.1) == Outcome(
        "failed", "player_stuck"
    )


@pytest.fixture
def pulse(tmp_path: Path, require: Callable[[str], None]) -> Iterator[PulseServer]:
    require("pulseaudio")
    with PulseServer(tmp_path / "pulse") as server:
        yield server


@pytest.mark.sound
async def test_it_sounds_where_it_should(pulse: PulseServer, tmp_path: Path) -> None:
    pulse.sink("hall_a")
    pulse.sink("hall_b")
    card = SoundCard("hall_a", pulse.environment)
    file = wav(tmp_path, tone(1.0))
    await card.find()
    with pulse.record("hall_a") as here, pulse.record("hall_b") as there:
        assert await card.play(file, 1.0) == Outcome("heard")
    (island,) = islands(here.samples)
    assert island[1] - island[0] == pytest.approx(1.0, abs=0.4)  # a busy recorder loses some
    assert islands(there.samples) == []


@pytest.mark.sound
async def test_cancelled_it_is_silent_at_once(pulse: PulseServer, tmp_path: Path) -> None:
    pulse.sink("hall_a")
    card = SoundCard("hall_a", pulse.environment)
    await card.find()
    with pulse.record("hall_a") as heard:
        task = asyncio.create_task(card.play(wav(tmp_path, tone(5.0)), 5.0))
        await asyncio.to_thread(wait_for, lambda: bool(islands(heard.so_far())))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert pulse.playing() == 0
    (island,) = islands(heard.samples)
    assert island[1] - island[0] < 4.0


@pytest.mark.sound
async def test_an_unplugged_card_fails_and_comes_back(tmp_path: Path, pulse: PulseServer) -> None:
    pulse.sink("hall_a")
    card = SoundCard("paplay:hall_a", pulse.environment)
    file = wav(tmp_path, tone(3.0))
    await card.find()
    task = asyncio.create_task(card.play(file, 3.0))
    await asyncio.to_thread(wait_for, lambda: pulse.playing() == 1)
    await asyncio.to_thread(pulse.stop)
    outcome = await task
    assert outcome.result == "failed"
    with pytest.raises(VoiceTrouble):
        await card.play(file, 3.0)
    with PulseServer(tmp_path / "pulse") as again:
        again.sink("hall_a")
        assert (await card.play(wav(tmp_path, tone(0.2)), 0.2)).result == "heard"


@pytest.mark.sound
async def test_a_card_that_is_unplugged_is_heard_on_no_other(
    tmp_path: Path, pulse: PulseServer
) -> None:
    for name in ("hall_a", "hall_b"):
        pulse.sink(name)
    card = SoundCard("hall_a", pulse.environment)
    await card.find()
    with pulse.record("hall_b") as heard:
        task = asyncio.create_task(card.play(wav(tmp_path, tone(6.0)), 6.0))
        await asyncio.to_thread(wait_for, lambda: pulse.playing() == 1)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(pulse.unplug, "hall_a")
        assert (await task).result == "failed"
        await asyncio.sleep(0.5)
    strayed = sum(end - begin for begin, end in islands(heard.samples))
    assert strayed < 1.0  # of the 5 s that were left
    with pytest.raises(VoiceTrouble):
        await card.play(wav(tmp_path, tone(0.2)), 0.2)
    pulse.sink("hall_a")
    assert (await card.play(wav(tmp_path, tone(0.2)), 0.2)).result == "heard"


SERVER = """
import asyncio, pathlib, sys
from signage.voice.soundcard import SoundCard
print("go", flush=True)
asyncio.run(SoundCard("paplay:hall_a").play(pathlib.Path(sys.argv[1]), 20.0))
"""


@pytest.mark.sound
def test_a_killed_server_does_not_go_on_talking(pulse: PulseServer, tmp_path: Path) -> None:
    pulse.sink("hall_a")
    file = wav(tmp_path, tone(20.0))
    root = Path(__file__).parents[2]
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(file)], cwd=root, env=pulse.environment
    )
    wait_for(lambda: pulse.playing() == 1)
    time.sleep(0.5)
    assert pulse.playing() == 1
    os.kill(server.pid, signal.SIGKILL)
    server.wait(10)
    wait_for(lambda: pulse.playing() == 0)


def wait_for(done: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


async def test_a_gain_is_in_what_is_played_and_the_clip_stays_as_it_was(
    path: Path, tmp_path: Path
) -> None:
    fake(path, "paplay", f'cp "$1" {tmp_path}/played.wav')
    file = wav(tmp_path, tone(0.2))
    before = file.read_bytes()
    clip = Clip(name=file.name, path=file, length=0.2, complete=True, gain=-6.0)
    card = SoundCard()
    assert await card.say(FACTS, clip) == Outcome("heard")
    played, full = read_wav((tmp_path / "played.wav").read_bytes()), read_wav(before)
    assert played is not None and full is not None
    loud = np.abs(full.samples).max()
    assert np.abs(played.samples).max() == pytest.approx(loud * 10 ** (-6 / 20), rel=0.001)
    assert file.read_bytes() == before
    assert await card.say(FACTS, replace(clip, gain=0.0)) == Outcome("heard")
    assert (tmp_path / "played.wav").read_bytes() == before


@pytest.mark.parametrize("bytes_", [None, b"no sound"])
async def test_a_clip_that_can_not_be_softened_is_not_played(
    path: Path, tmp_path: Path, bytes_: bytes | None
) -> None:
    file = tmp_path / "clip.wav"
    if bytes_ is not None:
        file.write_bytes(bytes_)
    clip = Clip(name=file.name, path=file, length=0.2, complete=True, gain=-6.0)
    with pytest.raises(VoiceTrouble, match="store_failed"):
        await SoundCard().say(FACTS, clip)
