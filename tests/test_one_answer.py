"""Kiosk, phone, counter, screens and the press itself: one answer at every minute of a week.

Views are drawn as the hub draws them: only those topics that the hall says have changed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from signage.errors import Refused
from signage.live import Live
from signage.queueing import commands as c
from signage.queueing.admission import admission
from signage.queueing.hall import Text
from signage.queueing.refusals import sentence
from signage.queueing.rules import decide
from signage.queueing.views.offer import admitted
from tests.halls import SMALL, Hands, live_hall, small
from tests.web.asking import FREE, House, house

HOURS = """
hours = { mon = "08:00-15:30", tue = "08:00-15:30", wed = "08:00-15:30", thu = "08:00-15:30",
          fri = ["08:00-11:30", "13:30-15:30"] }
tickets_before = 20
cut_off = 30
""".replace(",\n          ", ", ")
WEEK = (
    SMALL.replace('hours = "always"', HOURS)
    .replace('prefix = "A"', 'prefix = "A"\nquota = 25')
    .replace(
        'prefix = "B"',
        'prefix = "B"\ncut_off = 60\nhours = { mon = ["08:00-12:00", "13:00-15:30"], '
        'tue = "09:00-10:00", fri = "08:00-15:30" }\n'
        'quota = { day = 18, "08:00-12:00" = 9, "12:00-15:30" = 12 }',
    )
    + """
[calendar]
holidays = false
add = [{ date = "2026-11-25", name = { id = "Hari jadi kota", en = "City day" } }]

[[days]]
dates = "2026-11-26"
name = { id = "Rapat", en = "Meeting" }
hours = ["08:00-10:00", "11:00-14:00"]
services = ["card"]
"""
)
MONDAY = int(datetime(2026, 11, 23, tzinfo=UTC).timestamp() * 1000)
MINUTES = 8 * 24 * 60
SERVICES = ("card", "birth")
TOPICS = (
    "kiosk/hall", "kiosk/ballroom", "zone/hall", "zone/ballroom", "counter/1", "counter/2",
    *(f"{kind}/{service}" for service in SERVICES for kind in ("queue", "line")),
)  # fmt: skip
FACTS = ("open", "shut", "why_shut", "opens", "quota_left")
Answer = dict[str, Any]


def facts(row: Any) -> Answer:
    return {fact: getattr(row, fact) for fact in FACTS}


def rows(topic: str, view: Any) -> Iterator[tuple[str, Answer]]:
    """What one view says of each service; a phone's line is told open or why not, no more."""
    kind, _, name = topic.partition("/")
    if kind == "kiosk":
        for agency in view.agencies:
            yield from ((service.service, facts(service)) for service in agency.services)
    elif kind == "zone":
        yield from ((row.service, facts(row)) for row in view.waiting)
    elif kind == "counter":
        yield from ((row.service, facts(row)) for row in view.services)
    elif kind == "queue":
        yield name, facts(view)
    else:
        yield name, {"open": view.open, "why_shut": view.why_shut}


class Pages:
    """The newest frames: drawn again only when the hall names their topic."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._marked: set[str] = set(TOPICS)
        self._views: dict[str, Any] = {}
        self.drawn = 0
        live.changed = self._marked.update

    def apart(self, told: dict[str, Answer]) -> list[str]:
        """Where a page says another thing than it should."""
        for topic in self._marked & set(TOPICS):
            self._views[topic] = self._live.view(topic)
            self.drawn += 1
        self._marked.clear()
        return [
            f"{topic} of {service}: {said}, not {told[service]}"
            for topic, view in self._views.items()
            for service, said in rows(topic, view)
            if said != {fact: told[service][fact] for fact in said}
        ]


def pressed(live: Live, service: str) -> tuple[str | None, Text | None]:
    """What a press would be answered: nothing against it, or the code and the sentence."""
    try:
        decide(live.state, c.IssueTicket(service=service), live.now())
    except Refused as refused:
        return refused.code, sentence(refused)
    return None, None


async def test_every_page_and_the_press_agree_at_every_minute_of_a_week(tmp_path: Path) -> None:
    chance, hands = random.Random(4), Hands(wall=MONDAY)
    seen: dict[str, int] = {}
    async with live_hall(tmp_path, hands, small(WEEK)) as (live, _):
        pages = Pages(live)
        for _ in range(MINUTES):
            hands.pass_(60_000)
            await live.turn()
            live.look()
            now = live.now()
            for service in SERVICES:
                if chance.random() < 0.12:
                    with suppress(Refused):
                        await live.submit(c.IssueTicket(service=service))
            if chance.random() < 0.01 and (waiting := live.state.queue("card")):
                await live.submit(c.CancelTicket(ticket=waiting[0]))
            told = {s: admitted(admission(live.state, s, now)) for s in SERVICES}
            assert pages.apart(told) == [], f"{now.date} {now.minute // 60}:{now.minute % 60:02}"
            for service, answer in told.items():
                assert pressed(live, service) == (answer["shut"], answer["why_shut"])
                seen[answer["shut"] or "open"] = seen.get(answer["shut"] or "open", 0) + 1
        assert pages.drawn < MINUTES, "pages are drawn when something changes, not each minute"
    # The week had every kind of answer: this test looked at more than one.
    assert {
        "open", "too_early", "cut_off", "service_break", "service_shut", "quota_reached", "holiday",
        "day_shut", "not_today",
    } <= seen.keys(), seen  # fmt: skip


EDGES = (
    (0, 455), (0, 459), (0, 460), (0, 480), (0, 719), (0, 720), (0, 780), (0, 839), (0, 840),
    (0, 870), (0, 899), (0, 900), (0, 930), (1, 520), (1, 560), (1, 599), (2, 600), (3, 470),
    (3, 600), (3, 650), (3, 810), (3, 840), (4, 600), (4, 690), (4, 760), (4, 800), (4, 899),
    (4, 901), (5, 600), (6, 600), (7, 479),
)  # fmt: skip
"""(day, minute) around what changes in that week."""


async def test_posted_tickets_say_what_the_pages_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = Hands(wall=MONDAY)
    monkeypatch.setattr("signage.app.Clock", lambda zone: hands.clock())
    codes = set()
    async with house(tmp_path, WEEK + FREE) as asked:
        passed = 0
        for day, minute in EDGES:
            hands.pass_((day * 1440 + minute - passed) * 60_000)
            passed = day * 1440 + minute
            await asked.hall.live.turn()
            for service in SERVICES:
                codes.add(await _agreed(asked, service))
        for _ in range(40):  # until today's quotas are used up
            codes.update([await _agreed(asked, service) for service in SERVICES])
    assert {None, "too_early", "cut_off", "quota_reached", "holiday", "day_shut"} <= codes


async def _agreed(asked: House, service: str) -> str | None:
    """The code that a posted ticket is answered, which is what each page said before."""
    seen = [await _said(asked, path, service) for path in ("kiosk", "zones/hall", "counters/1")]
    seen.append((await asked.ask("GET", f"/api/services/{service}", "admin")).json())
    answer = await asked.ask(
        "POST", "/api/tickets", "kiosk-hall", json={"service": service},
        headers={"Accept-Language": "en"},
    )  # fmt: skip
    body = answer.json()
    code, told = body.get("code"), body.get("detail")
    for row in seen:
        assert row["open"] is (answer.status_code == 201), (row, body)
        assert row["shut"] == code
        assert (row["why_shut"] or {}).get("en") == told
    return str(code) if code else None


async def _said(asked: House, path: str, service: str) -> Any:
    view = (await asked.ask("GET", f"/api/{path}", "admin")).json()
    rows = view.get("waiting") if path.startswith("zones") else view.get("services")
    if path == "kiosk":
        rows = [row for agency in view["agencies"] for row in agency["services"]]
    return next(row for row in rows if row["service"] == service)
