"""An emergency in a running hall with sound: cuts off, repeats, survives `kill -9`, ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from signage.voice.agenda import PAUSE
from signage.voice.alarm import alarm
from signage.voice.chime import chime
from signage.voice.sound import Sound
from tests.e2e.running import Hall, hall_of, until
from tests.voice.pulse import RATE, PulseServer, Samples, islands

pytestmark = [pytest.mark.sound, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

TEXT = {"id": "Keluar lewat pintu timur.", "en": "Leave by the east door."}


@pytest.fixture
def pulse(tmp_path: Path, require: Callable[[str], None]) -> Iterator[PulseServer]:
    require("pulseaudio")
    with PulseServer(tmp_path / "pulse") as server:
        server.sink("usual")
        server.sink("ballroom")
        yield server


def voiced(document: Any) -> None:
    for zone in document["zones"]:
        zone["speaker"] = "server"
        zone["device"] = "ballroom" if zone["id"] == "ballroom" else ""


@asynccontextmanager
async def sounding(folder: Path, pulse: PulseServer) -> AsyncIterator[Hall]:
    async with hall_of(folder / "hall", voiced, environment=pulse.environment) as hall:
        yield hall


ALARM = alarm(RATE)
BELL = replace(chime(RATE), samples=chime(RATE).samples[: round(0.35 * RATE)])


def places(heard: Samples, tone: Sound, sure: float = 0.6) -> list[float]:
    """Seconds at which a tone begins; 1.0 would be exactly this tone and nothing beside it."""
    sought = tone.samples.astype(np.float64)
    size = 1 << (len(heard) + len(sought)).bit_length()
    match = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(sought, size)), size)
    sums = np.concatenate(([0.0], np.cumsum(heard.astype(np.float64) ** 2)))
    energy = sums[len(sought) :] - sums[: -len(sought)]
    score = match[: len(energy)] / np.sqrt(np.maximum(energy, 1.0) * float(np.sum(sought**2)))
    found: list[float] = []
    for index in np.argsort(score)[::-1][:20_000]:
        if score[index] < sure:
            break
        if all(abs(index / RATE - known) > 2.0 for known in found):
            found.append(int(index) / RATE)
    return sorted(found)


def repeated(heard: Samples) -> bool:
    """Whether it was said twice: on a busy machine its tone sounds alone before late words."""
    return bool(np.any(np.diff(places(heard, ALARM)) > PAUSE / 1000))


async def start(hall: Hall, **body: Any) -> str:
    answer = await hall.ask(
        "POST", "/api/emergencies", hall.secret("admin"), json={"text": TEXT, **body}
    )
    assert answer.status == 201, answer
    return str(answer.body["emergency"])


async def end(hall: Hall, emergency: str) -> None:
    path = f"/api/emergencies/{emergency}/end"
    assert (await hall.ask("POST", path, hall.secret("admin"))).status == 200


async def results(hall: Hall) -> dict[str, str]:
    return {
        event["event"]["announcement"]: event["event"]["result"]
        for event in await hall.events()
        if event["kind"] == "AnnouncementEnded"
    }


async def begun(hall: Hall, announcement: str) -> int:
    return sum(
        event["kind"] == "AnnouncementBegun" and event["event"]["announcement"] == announcement
        for event in await hall.events()
    )


async def speaking(hall: Hall, zone: str, announcement: str) -> bool:
    said = (await hall.view(f"zones/{zone}"))["speaking"]
    return said is not None and said["announcement"] == announcement


async def test_it_cuts_off_repeats_and_what_was_cut_off_is_said_again_once(
    tmp_path: Path, pulse: PulseServer
) -> None:
    async with sounding(tmp_path, pulse) as hall:
        await hall.tickets("oss")
        with pulse.record("usual") as usual, pulse.record("ballroom") as ballroom:
            call = (await hall.press("1")).body["call"]["seq"]
            said = f"{call}-hall-a"
            await until(lambda: speaking(hall, "hall-a", said), "the call is not said")
            await asyncio.sleep(1.5)
            id = await start(hall)
            for zone in ("hall-a", "hall-b", "ballroom"):
                shown = (await hall.view(f"zones/{zone}"))["emergency"]
                assert (shown["emergency"], shown["drill"]) == (id, False)
            for recording in (usual, ballroom):
                await until(lambda it=recording: repeated(it.so_far()), "it is not repeated")
            await end(hall, id)
            await until(lambda: ended(hall, said), "the call is not said again")
        heard, times = await results(hall), await begun(hall, said)
    seq = id[1:]
    assert {heard[f"{seq}-{zone}"] for zone in ("hall-a", "hall-b", "ballroom")} == {"heard"}
    assert (heard[said], times) == ("heard", 2)
    for recording in (usual, ballroom):
        alarms = places(recording.samples, ALARM)
        bells = places(recording.samples, BELL)
        assert len(alarms) >= 2
        # Once on a card, however many of its zones say it: the next one comes after the pause.
        # On a busy machine the words are late, and the first tone sounds alone before them.
        gaps = np.diff(alarms)
        assert min(gaps[1:] if gaps[0] < PAUSE / 1000 else gaps) > PAUSE / 1000 + ALARM.length
        assert len(bells) == 2
        assert bells[0] < alarms[0] < alarms[-1] < bells[1]
    # The call fell silent before the alarm began, in the middle of its sentence.
    first = places(usual.samples, ALARM)[0]
    before = islands(usual.samples[: round((first - 0.005) * RATE)], 0.02)
    assert before[-1][1] < first - 0.008


async def ended(hall: Hall, announcement: str) -> bool:
    return announcement in await results(hall)


async def test_it_goes_on_after_kill_9_and_ends_by_the_press(
    tmp_path: Path, pulse: PulseServer
) -> None:
    async with sounding(tmp_path, pulse) as hall:
        id = await start(hall, zones=["hall-a"])
        said = f"{id[1:]}-hall-a"
        await until(lambda: begun(hall, said), "it is not said")
        hall.kill9()
        with pulse.record("usual") as usual:
            await hall.start()
            assert (await hall.view("zones/hall-a"))["emergency"]["emergency"] == id
            assert (await hall.view("zones/hall-b"))["emergency"] is None
            # said whole, in both languages, before it is said again
            await until(lambda: repeated(usual.so_far()), "it does not go on")
        await end(hall, id)
        await until(lambda: ended(hall, said), "it has no end")
        assert (await results(hall))[said] == "heard"
        assert (await hall.view("zones/hall-a"))["emergency"] is None
        with pulse.record("usual") as after:
            await asyncio.sleep(PAUSE / 1000 + 1)
        assert islands(after.samples) == []


async def test_a_drill_has_no_alarm(tmp_path: Path, pulse: PulseServer) -> None:
    async with sounding(tmp_path, pulse) as hall:
        with pulse.record("usual") as usual:
            id = await start(hall, drill=True)
            said = f"{id[1:]}-hall-a"
            await until(lambda: speaking(hall, "hall-a", said), "it is not said")
            caption = (await hall.view("zones/hall-a"))["speaking"]["caption"]
            await asyncio.sleep(3)
            await end(hall, id)
    assert "latihan" in caption.lower()
    assert "drill" in caption
    assert places(usual.samples, ALARM) == []
    assert len(places(usual.samples, BELL)) == 1
