"""An event in the ballroom of a running hall with sound: silent there, called in the halls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.e2e.running import Hall, hall_of, until
from tests.voice.pulse import PulseServer, Samples

pytestmark = [pytest.mark.sound, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

SINKS = {"ballroom": "ballroom", "hall-a": "hall_a", "hall-b": "hall_b"}


@pytest.fixture
def pulse(tmp_path: Path, require: Callable[[str], None]) -> Iterator[PulseServer]:
    require("pulseaudio")
    with PulseServer(tmp_path / "pulse") as server:
        for sink in SINKS.values():
            server.sink(sink)
        yield server


def eventful(document: Any) -> None:
    for zone in document["zones"]:
        zone["speaker"], zone["device"] = "server", SINKS[zone["id"]]
    document["takeovers"] = [{"id": "wisuda", "zone": "ballroom", "name": "Wisuda"}]


async def results(hall: Hall) -> dict[str, tuple[str, str | None]]:
    return {
        event["event"]["announcement"]: (event["event"]["result"], event["event"]["reason"])
        for event in await hall.events()
        if event["kind"] == "AnnouncementEnded"
    }


def loud(heard: Samples) -> bool:
    return bool(np.abs(heard.astype(np.float64)).max(initial=0.0) > 0.01)


async def test_the_ballroom_is_silent_meanwhile_and_afterwards_all_is_as_before(
    tmp_path: Path, pulse: PulseServer
) -> None:
    async with hall_of(tmp_path / "hall", eventful, environment=pulse.environment) as hall:
        path, admin = "/api/zones/ballroom/takeover", hall.secret("admin")
        await hall.tickets("oss")
        assert (await hall.ask("POST", path, admin, json={"takeover": "wisuda"})).status == 201
        with pulse.record("ballroom") as silent, pulse.record("hall_b") as beside:
            call = (await hall.press("1")).body["call"]
            assert call["zones"] == ["hall-a", "hall-b"]
            beside_it = f"{call['seq']}-hall-b"
            await until(lambda: said(hall, beside_it), "the hall beside it does not call")
        assert (await hall.ask("POST", f"{path}/end", admin)).status == 200
        shown = await hall.view("zones/ballroom")
        assert (shown["calls"], shown["takeover"], shown["speaking"]) == ([], None, None)
        with pulse.record("ballroom") as again:
            recall = (await hall.press("1", "recall")).body["call"]
            assert set(recall["zones"]) == {"hall-a", "hall-b", "ballroom"}
            there = f"{recall['seq']}-ballroom"
            await until(lambda: said(hall, there), "the ballroom does not call")
        heard = await results(hall)
    assert heard[beside_it] == heard[there] == ("heard", None)
    assert [id for id in heard if id.endswith("-ballroom")] == [there]
    assert not loud(silent.samples)
    assert loud(beside.samples) and loud(again.samples)


async def said(hall: Hall, announcement: str) -> bool:
    return announcement in await results(hall)
