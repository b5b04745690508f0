"""The hours of the hall by a clock that is set: pages turn at the minute, without a press."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.running import Hall, hall_of, until
from tests.e2e.watching import Watcher, watching

pytestmark = [pytest.mark.slow, pytest.mark.asyncio]

THURSDAY = "2026-11-26"
JSON = dict[str, Any]
Require = Callable[[str], None]


def clock(at: str) -> Mapping[str, str]:
    """The environment of a process whose wall clock stands at this time of the mall."""
    # a steady clock is left alone: durations and sleeps are real
    return {
        **os.environ, "TZ": "Asia/Jakarta", "FAKETIME": f"@{at}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1", "LD_PRELOAD": faketime(),
    }  # fmt: skip


def faketime() -> str:
    """Where the library lies that `faketime` preloads."""
    found = [*Path("/usr/lib").glob("*/faketime/libfaketime.so.1")]
    assert found, "libfaketime is not where Debian puts it"
    return str(found[0])


class WallClock:
    """The wall clock of a process, set by a file that it reads again and again."""

    def __init__(self, folder: Path, at: str) -> None:
        self._file = folder / "faketime"
        self.set(at)

    def set(self, at: str) -> None:
        """It is this time in Jakarta from now on, and goes on from there."""
        there = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Asia/Jakarta"))
        new = self._file.with_suffix(".new")
        new.write_text(f"{there.timestamp() - time.time():+.3f}\n")
        new.replace(self._file)  # at once: an empty file would be no time at all

    @property
    def environment(self) -> Mapping[str, str]:
        # a steady clock is left alone: durations and sleeps are real
        return {
            **os.environ, "TZ": "Asia/Jakarta", "LD_PRELOAD": faketime(), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_TIMESTAMP_FILE": str(self._file), "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }  # fmt: skip


def office(document: Any) -> None:
    """08.00 to 15.30 with a quota of two cards."""
    document["mall"]["time_zone"] = "Asia/Jakarta"
    document["mall"]["hours"] = {"thu": ["08:00-11:30", "13:30-15:30"], "mon": "08:00-15:30"}
    document["mall"]["cut_off"] = 30
    document["calendar"]["holidays"] = True
    service(document, "ktp-el")["quota"] = 2


def service(document: Any, id: str) -> Any:
    return next(one for one in document["services"] if one["id"] == id)


def offered(watcher: Watcher, id: str = "oss") -> JSON:
    """A service as the kiosk shows it."""
    if "kiosk/hall-a" not in watcher.newest:
        return {"open": None}
    agencies = watcher.view("kiosk/hall-a")["agencies"]
    return next(s for agency in agencies for s in agency["services"] if s["service"] == id)


def shown(watcher: Watcher, id: str = "oss") -> JSON:
    """A service as the screens of a zone show it."""
    return next(row for row in watcher.view("zone/hall-a")["waiting"] if row["service"] == id)


async def both(hall: Hall, clock: WallClock, minute: str, before: JSON, after: JSON) -> Any:
    """Kiosk and screen show the one, and when the minute comes, with no press at all, the other."""
    async with watching(hall.url, hall.secret("admin"), "kiosk/hall-a", "zone/hall-a") as watcher:
        await until(lambda: before.items() <= offered(watcher).items(), f"not {before}")
        seq = watcher.seq("kiosk/hall-a")
        clock.set(f"{THURSDAY} {minute}")
        await until(lambda: after.items() <= offered(watcher).items(), f"not {after}")
        await until(lambda: after.items() <= shown(watcher).items(), f"the screen: not {after}")
        assert watcher.seq("kiosk/hall-a") == seq, "somebody pressed"
        return offered(watcher)


async def test_kiosk_and_screen_open_at_the_minute(tmp_path: Path, require: Require) -> None:
    require("faketime")
    clock = WallClock(tmp_path, f"{THURSDAY} 07:40:00")
    async with hall_of(tmp_path / "hall", office, environment=clock.environment) as hall:
        refused = await hall.ticket("oss")
        assert (refused.status, refused.code) == (409, "too_early")
        opens = {
            "date": THURSDAY, "minute": 480,
            "text": {"id": "Buka lagi hari ini 08.00.", "en": "Opens today 08:00."},
        }  # fmt: skip
        await both(
            hall,
            clock,
            "07:59:57",
            {"open": False, "shut": "too_early", "opens": opens},
            {"open": True, "shut": None, "why_shut": None, "opens": None},
        )
        assert (await hall.ticket("oss")).status == 201


async def test_they_shut_at_the_cut_off_and_who_has_a_ticket_is_called(
    tmp_path: Path, require: Require
) -> None:
    require("faketime")
    clock = WallClock(tmp_path, f"{THURSDAY} 14:40:00")
    async with hall_of(tmp_path / "hall", office, environment=clock.environment) as hall:
        (number,) = await hall.tickets("oss")
        opens = {
            "date": "2026-11-30", "minute": 480,
            "text": {
                "id": "Buka lagi Senin 30 November 08.00.",
                "en": "Opens Monday 30 November 08:00.",
            },
        }  # fmt: skip
        shut = {"open": False, "shut": "cut_off", "opens": opens}
        now = await both(hall, clock, "14:59:57", {"open": True}, shut)
        assert re.search(r"Buka lagi Senin 30 November 08\.00\.$", now["why_shut"]["id"])
        refused = await hall.ticket("oss")
        assert (refused.status, refused.code) == (409, "cut_off")
        assert refused.body["detail"] == now["why_shut"]["id"], "kiosk and refusal say the same"
        assert (await hall.press("1")).number == number


async def test_a_holiday_opens_no_day_and_is_told_by_name(tmp_path: Path, require: Require) -> None:
    require("faketime")

    def fridays(document: Any) -> None:
        office(document)
        document["mall"]["hours"]["fri"] = "08:00-11:30"

    async with hall_of(tmp_path, fridays, environment=clock("2026-12-25 09:00:00")) as hall:
        assert (await hall.health()).body["day_open"] is False
        refused = await hall.ticket("oss")
        assert (refused.status, refused.code) == (409, "holiday")
        told = "Hari ini libur: Hari Raya Natal. Buka lagi Senin 28 Desember 08.00."
        assert refused.body["detail"] == told
        assert (await hall.press("1")).body["detail"] == told


async def test_the_last_ticket_of_a_quota_is_given_once(tmp_path: Path, require: Require) -> None:
    require("faketime")
    async with hall_of(tmp_path, office, environment=clock(f"{THURSDAY} 09:00:00")) as hall:
        hall.secret("kiosk", "hall-a")
        answers = await asyncio.gather(*(hall.ticket("ktp-el") for _ in range(50)))
        assert sorted(answer.status for answer in answers) == [201] * 2 + [409] * 48
        assert {answer.code for answer in answers} == {"", "quota_reached"}
        line = await hall.view("services/ktp-el")
        assert (line["quota_left"], line["shut"], line["waiting"]) == (0, "quota_reached", 2)
