"""For how long screens are there: of the time in which the server looked and the mall was open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from signage.devices.presence import GONE, Presence
from signage.devices.uptime import Uptime
from signage.queueing.hours import Week
from signage.registry import uptime
from signage.registry.uptime import Stretch
from tests.journal.days import HALL


class Fake:
    """A hall with two screens, and its clock."""

    def __init__(self) -> None:
        self.tick = 0
        rows = [
            SimpleNamespace(
                device=SimpleNamespace(id=id, kind=kind, place="hall-a"), name=name, revoked=revoked
            )
            for id, kind, name, revoked in (
                ("s1", "screen", "Pintu", None), ("s2", "screen", "", None),
                ("s3", "screen", "lama", 5), ("c1", "counter", "", None),
            )
        ]  # fmt: skip
        self.state = SimpleNamespace(day="2026-11-26", day_open=True, hall=HALL)
        now = SimpleNamespace(date="2026-11-26", minute=600, doubtful=False)
        live = SimpleNamespace(state=self.state, now=lambda: now)
        self.presence = Presence(lambda: self.tick)
        devices = SimpleNamespace(enrolled=lambda: rows)
        self.uptime = Uptime(
            cast(Any, live), self.presence, cast(Any, devices), lambda: self.tick
        )  # fmt: skip

    def seconds(self, count: int, *beating: int) -> None:
        for _ in range(count):
            self.tick += 1000
            for page in beating:
                self.presence.beat(page, "ready", "p")
            self.presence.sweep()
            self.uptime.look()


def test_a_screen_is_there_while_its_page_gives_signs() -> None:
    fake = Fake()
    fake.uptime.look()
    page = fake.presence.join("s1", "hall-a")
    fake.seconds(60, page)
    fake.seconds(60)  # it gives no sign any more, which is seen in a moment
    told = {s.screen: s for s in fake.uptime.taken()}
    assert set(told) == {"s1", "s2"}
    assert told["s1"].watched == told["s2"].watched == 120_000
    assert 60_000 <= told["s1"].up <= 60_000 + GONE
    assert (told["s1"].name, told["s2"].name, told["s2"].up) == ("Pintu", "s2", 0)
    assert fake.uptime.taken() == []


def test_what_nobody_could_see_counts_for_nothing() -> None:
    fake = Fake()
    fake.uptime.look()
    fake.seconds(5)
    fake.tick += 3_600_000  # the machine slept
    fake.seconds(5)
    shut = replace(HALL, mall=replace(HALL.mall, hours=Week(days=((),) * 7)))
    fake.state.hall = shut
    fake.seconds(50)
    fake.state.hall = HALL
    fake.seconds(5)
    assert {s.watched for s in fake.uptime.taken()} == {5000 + 4000 + 4000}


def test_the_registry_sums_a_period(tmp_path: Path) -> None:
    assert uptime.between(tmp_path, "2026-01-01", "2026-12-31") == []
    for day, name, up in (
        ("2026-11-25", "Pintu", 50), ("2026-11-26", "Pintu", 10), ("2026-11-26", "Lift", 20),
    ):  # fmt: skip
        uptime.add(tmp_path, [Stretch(day, "s1", name, "hall-a", up, 60)])
    assert uptime.between(tmp_path, "2026-11-26", "2026-11-30") == [
        Stretch("2026-11-26", "s1", "Lift", "hall-a", 30, 120)
    ]
    assert uptime.between(tmp_path, "2026-11-01", "2026-11-30")[0].up == 80
    assert (tmp_path / uptime.FILE).stat().st_mode & 0o077 == 0
