"""A minute of rush in three zones, and what their loudspeakers really sounded."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict
from itertools import product
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

from signage.config import load
from signage.voice.chime import chime
from signage.voice.maker import system_maker
from signage.voice.phrases import Announcement, Brevity
from signage.voice.repertoire import load_repertoire
from signage.voice.sound import Samples, Sound, read_wav, trimmed
from tests.e2e.running import JSON, ROOT, Hall, hall_of, until
from tests.voice.ears import Sentences, faults, hear
from tests.voice.fakes import awake
from tests.voice.pulse import RATE, PulseServer

pytestmark = [pytest.mark.sound, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

SINKS: Final = {"ballroom": "ballroom", "hall-a": "hall_a", "hall-b": "hall_b"}
A_MINUTE: Final = 17
"""Calls: 50 counters and 3 minutes a visit."""
SECONDS: Final = 60.0
SEED: Final = 20261126
FORMS: Final[tuple[Brevity, ...]] = ("whole", "short")


def three_voices(document: Any) -> None:
    for zone in document["zones"]:
        zone["speaker"], zone["device"] = "server", SINKS[zone["id"]]


@pytest.fixture
def pulse(tmp_path: Path, require: Callable[[str], None]) -> Iterator[PulseServer]:
    require("pulseaudio")
    with PulseServer(tmp_path / "pulse") as server:
        for sink in SINKS.values():
            server.sink(sink)
        yield server


async def test_a_minute_of_rush_is_said_once_in_its_zones_and_in_no_other(
    pulse: PulseServer, tmp_path: Path
) -> None:
    async with hall_of(tmp_path, three_voices, environment=pulse.environment) as hall:
        with ExitStack() as stack:
            recordings = {
                zone: stack.enter_context(pulse.record(sink)) for zone, sink in SINKS.items()
            }
            pressed = await rush(hall)
            await until(lambda: _all_ended(hall), "not all is said", 90.0)
        events = await hall.events()
        sentences = await made(hall, events)
    heard = {zone: recording.samples for zone, recording in recordings.items()}

    assert pressed >= A_MINUTE // 2
    said = outcomes(events)
    asked = due(events)
    # Each has its one result, and what was not said has a reason that the voice may have.
    assert sorted(said) == sorted(asked)
    unsaid = {reason for result, reason in said.values() if result != "heard"}
    assert unsaid <= {"over", "too_old"}, said
    assert sum(result == "heard" for result, _ in said.values()) >= 0.8 * len(said)
    order = spoken(events, said)
    assert faults(heard, sentences, order) == []

    # In the order of the calls: the ballroom hears both halls.
    for zone in SINKS:
        begun = [int(name.partition("-")[0]) for name in begun_in(events, zone)]
        assert begun == sorted(begun)
    controls(heard, sentences, order)


def controls(
    heard: Mapping[str, Samples], sentences: Sentences, order: Mapping[str, list[str]]
) -> None:
    """These very recordings with one thing wrong in each must be found out, by two sentences."""
    zone = "hall-a"
    names = order[zone][:2]
    sentences = {name: sentences[name] for name in names}
    places = {one.name: one for one in hear(heard[zone], sentences)}
    first, second = places[names[0]], places[names[1]]

    def told(changed: Samples, where: str = zone) -> list[str]:
        recordings = {where: changed}
        two = {zone: names, "hall-b": []}
        return [fault.split(": ", 1)[1] for fault in faults(recordings, sentences, two)]

    def without(name: str) -> Samples:
        one, changed = places[name], heard[zone].copy()
        changed[round((one.begin - 0.05) * RATE) : round((one.end + 0.05) * RATE)] = 0
        return changed

    def put(into: Samples, name: str, begin: float) -> Samples:
        changed, at = into.copy(), round(begin * RATE)
        sentence = sentences[name][0]
        changed[at : at + len(sentence)] += sentence[: len(changed) - at]
        return changed

    padded = np.pad(heard[zone], (0, 10 * RATE))
    after = len(heard[zone]) / RATE + 0.5
    assert f"missing {names[0]}" in told(without(names[0]))
    assert f"doubled {names[0]}" in told(put(padded, names[0], after))
    early = put(without(names[1]), names[1], first.end - 0.6)
    assert f"{names[1]} begins over {names[0]}" in told(early)
    late = put(np.pad(without(names[0]), (0, 10 * RATE)), names[0], after)
    assert any(fault.startswith(f"{names[0]} after ") for fault in told(late))
    elsewhere = np.pad(heard["hall-b"], (0, 10 * RATE))
    stray = put(elsewhere, names[0], len(heard["hall-b"]) / RATE + 0.5)
    assert f"stray {names[0]}" in told(stray, "hall-b")
    assert second.begin > first.end


async def rush(hall: Hall) -> int:
    """Press as officers do in a rush: a Poisson stream over all counters. Gives the calls."""
    chance = random.Random(SEED)
    rows = load((ROOT / "config.toml").read_text(), "config.toml", lambda zone: True).hall.counters
    counters = [(row.id, row.services[0]) for row in rows]
    chance.shuffle(counters)
    for _, service in counters * 2:
        assert (await hall.ticket(service)).status == 201
    began, at, pressed = time.monotonic(), chance.expovariate(A_MINUTE / 60), 0
    while at < SECONDS:
        await asyncio.sleep(max(0.0, began + at - time.monotonic()))
        counter, _ = counters[pressed % len(counters)]
        answer = await hall.press(counter)
        assert answer.body["call"] is not None, answer
        pressed += 1
        at += chance.expovariate(A_MINUTE / 60)
    return pressed


async def made(hall: Hall, events: list[JSON]) -> dict[str, list[Samples]]:
    """The sentences that the hall made of every call, whole and short, out of its store of clips.

    Made anew they would be others.
    """
    there = {file.name for file in (hall.data / "sounds").glob("*.wav")}
    settings = load(hall.config.read_text(), "config.toml", lambda zone: True)
    maker = system_maker(load_repertoire(ROOT / "voices"), settings.voice, hall.data / "sounds")
    sentences: dict[str, list[Samples]] = {}
    try:
        await awake(maker)
        for recorded in events:
            if recorded["kind"] != "TicketCalled":
                continue
            call = recorded["event"]
            agency = settings.hall.agency[call["agency"]].spoken
            facts = Announcement(
                id="", zone="", seq=recorded["seq"], kind="call", ticket=call["number"],
                counter=call["counter_name"], agency=asdict(agency),
            )  # fmt: skip
            for form, chimed in product(FORMS, (True, False)):
                clip = await maker.make(facts, form, chime=chimed)
                assert clip.complete, clip.reason
                if clip.name in there:
                    makings = sentences.setdefault(f"{recorded['seq']} {form}", [])
                    makings.append(spoken_part(clip.path, chimed))
    finally:
        await maker.close()
    return sentences


def spoken_part(clip: Path, chimed: bool) -> Samples:
    """A clip without its chime and the silence around it."""
    sound = read_wav(clip.read_bytes())
    assert sound is not None
    assert sound.rate == RATE
    begin = len(chime(RATE).samples) if chimed else 0
    return trimmed(Sound(sound.samples[begin:], RATE)).samples


async def _all_ended(hall: Hall) -> bool:
    await asyncio.sleep(0.5)
    events = await hall.events()
    return len(outcomes(events)) == len(due(events))


def due(events: list[JSON]) -> list[str]:
    """The announcements that the calls asked for."""
    return [
        f"{recorded['seq']}-{zone}"
        for recorded in events
        if recorded["kind"] == "TicketCalled"
        for zone in recorded["event"]["zones"]
    ]


def outcomes(events: list[JSON]) -> dict[str, tuple[str, str | None]]:
    """How each announcement ended; no two may end as one."""
    ended = [e["event"] for e in events if e["kind"] == "AnnouncementEnded"]
    said = {end["announcement"]: (end["result"], end["reason"]) for end in ended}
    assert len(said) == len(ended)
    return said


def begun_in(events: list[JSON], zone: str) -> list[str]:
    begun = [e["event"] for e in events if e["kind"] == "AnnouncementBegun"]
    return [begin["announcement"] for begin in begun if begin["zone"] == zone]


def spoken(events: list[JSON], said: Mapping[str, tuple[str, str | None]]) -> dict[str, list[str]]:
    """The sentences that each zone says it has said, in their order."""
    at = {str(e["seq"]): e["event"]["zone"] for e in events if e["kind"] == "TicketCalled"}

    def form(name: str, zone: str) -> str:
        seq = name.partition("-")[0]
        short = at[seq] != zone or said[name][1] == "short"
        return f"{seq} {'short' if short else 'whole'}"

    return {
        zone: [form(n, zone) for n in begun_in(events, zone) if said[n][0] == "heard"]
        for zone in SINKS
    }
