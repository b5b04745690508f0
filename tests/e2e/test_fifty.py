"""Fifty officers and ten kiosks at once (promise P2): no double number, no ticket at two desks."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from signage.queueing.codec import decode
from signage.queueing.fold import apply
from signage.queueing.model import Recorded, State
from tests.devices.printers import reader
from tests.devices.printers.fake import FakePrinter, fake_printer
from tests.e2e.ledger import Ledger, _gaps, carry
from tests.e2e.running import Answer, Hall, hall_of, printing, until
from tests.e2e.test_hours import clock
from tests.queueing.scene import HALL

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

OFFICERS = 50
KIOSKS = 10
TICKETS_EACH = 30
PRESSES_EACH = 8
SERVICES = ("oss", "ktp-el", "skck")
LEAVES = ("TicketServed", "TicketMissed", "TicketParked", "TicketTransferred")
"""What takes a visitor away from a counter."""


def fifty_counters(document: Any) -> None:
    """Counters of three services; every one serves all three, so that all want the same tickets."""
    counters, services = document["counters"], document["services"]
    kept = [service for service in services if service["id"] in SERVICES]
    services.clear()
    services.extend(kept)
    pattern = counters[0].copy()
    counters.clear()
    for number in range(1, OFFICERS + 1):
        desk = pattern.copy()
        desk.update(
            {
                "id": str(number),
                "name": str(number),
                "services": list(SERVICES),
                "zone": ("hall-a", "hall-b")[number % 2],
            }
        )
        counters.append(desk)


async def kiosk(hall: Hall, ledger: Ledger, number: int) -> None:
    for turn in range(TICKETS_EACH):
        service = SERVICES[(number + turn) % len(SERVICES)]
        assert await carry(hall, ledger, ledger.asks("ticket", service))


async def officer(hall: Hall, ledger: Ledger, counter: str) -> None:
    for _ in range(PRESSES_EACH):
        assert await carry(hall, ledger, ledger.asks("call", counter))


async def test_fifty_officers_and_ten_kiosks_at_once(tmp_path: Path) -> None:
    async with hall_of(tmp_path, fifty_counters) as hall:
        ledger = Ledger()
        before = [kiosk(hall, ledger, number) for number in range(2)]
        await asyncio.gather(*before)
        counters = [str(number) for number in range(1, OFFICERS + 1)]
        await asyncio.gather(
            *(kiosk(hall, ledger, number) for number in range(2, KIOSKS)),
            *(officer(hall, ledger, counter) for counter in counters),
        )
        events = await hall.events()
        assert ledger.faults(events) == []
        assert len(ledger.tickets()) == KIOSKS * TICKETS_EACH
        assert len(ledger.calls()) == len(called(events)) > OFFICERS

        floors = [await hall.view(f"counters/{counter}") for counter in counters]
        there = [view["ticket"]["number"] for view in floors if view["ticket"]]
        assert [n for n, times in Counter(there).items() if times > 1] == []
        assert crowded(events) == []
        # Nobody was passed over: of each service the earlier number was called first.
        assert overtaken(called(events)) == []
        controls(events)


def controls(events: Sequence[dict[str, Any]]) -> None:
    """Each of these checks finds what it is there for."""
    numbers = called(events)
    assert overtaken([numbers[-1], *numbers]) != []
    first = next(e for e in events if e["kind"] == "TicketCalled")
    stolen = {**first, "event": {**first["event"], "counter": "nobody's"}}
    at = events.index(first) + 1
    assert crowded([*events[:at], stolen, *events[at:]]) != []


def called(events: Sequence[dict[str, Any]]) -> list[str]:
    return [e["event"]["number"] for e in events if e["kind"] == "TicketCalled"]


def crowded(events: Sequence[dict[str, Any]]) -> list[str]:
    """Tickets that stood at two counters at once, by the journal."""
    where: dict[str, str] = {}
    found = []
    for event in events:
        facts = event["event"]
        if event["kind"] == "TicketCalled":
            if facts["ticket"] in where:
                found.append(facts["number"])
            where[facts["ticket"]] = facts["counter"]
        elif event["kind"] in LEAVES or (event["kind"] == "ServiceAdded" and not facts["here"]):
            where.pop(facts["ticket"], None)
    return found


def overtaken(numbers: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of one service, of which the later number was called before the earlier one."""
    found = []
    latest: dict[str, str] = {}
    for number in numbers:
        prefix = number.rstrip("0123456789")
        if number <= latest.get(prefix, ""):
            found.append((latest[prefix], number))
        latest[prefix] = number
    return found


# ---- under all rules at once

PLACES = tuple(f"kiosk-{number}" for number in range(1, KIOSKS + 1))
QUOTA = 30
BOOKED = 20
TODAY = "2026-11-26"
CLASSES = (None, None, None, "lansia", "hamil")
LET = {
    "already_serving", "counter_shut", "nothing_at_counter", "same_counter", "same_service",
    "ticket_at_counter", "ticket_over", "ticket_waits",
}  # fmt: skip
"""Refusals that officers meet who press anything at any time."""


def whole_hall(addresses: dict[str, str]) -> Callable[[Any], None]:
    """Ten places with a kiosk and a printer each, a quota, shares, bookings."""

    def change(document: Any) -> None:
        fifty_counters(document)
        document["mall"]["time_zone"] = "Asia/Jakarta"  # which the clock of this test is in
        document["zones"].extend(
            {"id": place, "name": place, "speaker": "none"} for place in PLACES
        )
        next(s for s in document["services"] if s["id"] == "skck")["quota"] = QUOTA
        document["calling"]["no_show"] = "after 3"
        document["calling"]["transferred"] = "front"
        document["bookings"] = {"open": True, "early": 240, "late": 240}
        slots = {"services": ["ktp-el"], "hours": "08:00-16:00", "minutes": 30, "capacity": 50}
        document["slots"] = [slots]
        printing(addresses)(document)

    return change


@dataclass(slots=True)
class Seen:
    """What the people of this hall were told."""

    numbers: dict[str, list[str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    checked_in: dict[str, list[Answer]] = field(default_factory=dict)

    def hears(self, place: str, answer: Answer) -> None:
        if answer.status == 201:
            self.numbers.setdefault(place, []).append(answer.body["number"])
        else:
            assert answer.status == 409, answer
            self.refused.append(answer.code)


async def busy_kiosk(hall: Hall, seen: Seen, place: str, chance: random.Random) -> None:
    for turn in range(12):
        service = SERVICES[turn % len(SERVICES)]
        of_class = chance.choice(CLASSES)
        more = {"priority": of_class} if of_class else {}
        seen.hears(place, await hall.ticket(service, zone=place, **more))


async def check_in(hall: Hall, seen: Seen, code: str, places: Sequence[str]) -> None:
    """The same code at two kiosks at once."""
    answers = await asyncio.gather(
        *(
            hall.ask(
                "POST", "/api/bookings/check-in", hall.secret("kiosk", place), json={"code": code}
            )
            for place in places
        )
    )
    seen.checked_in[code] = list(answers)
    for place, answer in zip(places, answers, strict=True):
        seen.hears(place, answer)


async def any_officer(hall: Hall, counter: str, chance: random.Random) -> list[Answer]:
    """Presses of all kinds, most of them a next."""
    other = str(int(counter) % OFFICERS + 1)
    presses: list[tuple[str, dict[str, Any]]] = [
        ("next", {}), ("next", {}), ("next", {}), ("serve", {}), ("finish", {}), ("recall", {}),
        ("no-show", {}), ("park", {"note": "fotokopi"}), ("break", {"minutes": 5}), ("open", {}),
        ("transfer", {"service": chance.choice(SERVICES)}), ("transfer", {"counter": other}),
        ("also", {"service": chance.choice(SERVICES)}),
    ]  # fmt: skip
    answers = []
    for _ in range(10):
        action, body = chance.choice(presses)
        answers.append(await hall.press(counter, action, body))
        if action in ("park", "no-show") and answers[-1].status == 200:
            view = await hall.view(f"counters/{counter}")
            for row in (view["parked"] + view["missed"])[:1]:  # its own, or another's at this time
                step = chance.choice(("return", "call"))
                answers.append(await hall.press(counter, step, {"ticket": row["ticket"]}))
    return answers


async def book(hall: Hall) -> list[str]:
    """Bookings of another system for this morning; their codes."""
    codes = [f"MPP-{number:03}" for number in range(BOOKED)]
    lines = [f"{code},ktp-el,{TODAY},10:30" for code in codes]
    file = "\n".join(("code,service,date,start", *lines)).encode()
    taken = await hall.ask("POST", "/api/bookings/file", hall.secret("admin"), content=file)
    assert taken.status == 201, taken
    return codes


async def test_no_double_and_no_gap_under_all_rules_at_once(
    tmp_path: Path, require: Callable[[str], None]
) -> None:
    require("faketime")
    chance = random.Random()
    async with AsyncExitStack() as stack:
        printers = {place: await stack.enter_async_context(fake_printer()) for place in PLACES}
        change = whole_hall({place: fake.address for place, fake in printers.items()})
        at = clock(f"{TODAY} 10:00:00")
        hall = await stack.enter_async_context(hall_of(tmp_path, change, environment=at))
        codes, seen = await book(hall), Seen()
        counters = [str(number) for number in range(1, OFFICERS + 1)]
        made = await asyncio.gather(
            asyncio.gather(*(any_officer(hall, counter, chance) for counter in counters)),
            asyncio.gather(*(busy_kiosk(hall, seen, place, chance) for place in PLACES)),
            asyncio.gather(*(check_in(hall, seen, c, chance.sample(PLACES, 2)) for c in codes)),
        )
        odd = [a for answers in made[0] for a in answers if a.status != 200 and a.code not in LET]
        assert odd == []
        events = await hall.events()
        given = numbers_hold(events, seen)
        assert crowded(events) == [] == doubly_held(events)
        floors = [await hall.view(f"counters/{counter}") for counter in counters]
        there = [view["ticket"]["number"] for view in floors if view["ticket"]]
        assert [n for n, times in Counter(there).items() if times > 1] == []
        report = await hall.view("reports/fairness")
        assert report["late"] == 0
        assert sum(line["windows"] for line in report["lines"]) > 0
        assert all(line["kept"] == line["windows"] for line in report["lines"]), report["lines"]
        await papers_hold(printers, seen, given)
        hall.stop()
        assert '"whole": true' in hall.run("verify", "--json").stdout
        kinds = {event["kind"] for event in events}
        assert {
            "TicketReturned", "TicketParked", "TicketTransferred", "ServiceAdded", "CounterClosed",
            "TicketMissed", "TicketRecalled",
        } <= kinds, kinds  # fmt: skip
        assert "Traceback" not in hall.log


def numbers_hold(events: Sequence[dict[str, Any]], seen: Seen) -> list[str]:
    """Each number once and without a gap, as people were told; the quota full, no booking twice."""
    issued = [event["event"] for event in events if event["kind"] == "TicketIssued"]
    given = [facts["number"] for facts in issued]
    told = [number for numbers in seen.numbers.values() for number in numbers]
    assert sorted(told) == sorted(given)
    assert len(set(given)) == len(given)
    assert _gaps(events) == []
    assert _gaps([e for e in events if e["event"].get("serial") != 2]) != [], "a gap is seen"
    assert sum(facts["service"] == "skck" for facts in issued) == QUOTA
    used = [facts["booking"] for facts in issued if facts["booking"]]
    assert len(used) == len(set(used)) == BOOKED
    for code, answers in seen.checked_in.items():
        (once,) = (answer for answer in answers if answer.status == 201)
        (again,) = (answer for answer in answers if answer.status == 409)
        assert again.code == "booking_used", code
        assert once.body["number"] in again.body["detail"]
    assert Counter(seen.refused)["booking_used"] == BOOKED
    assert set(seen.refused) == {"booking_used", "quota_reached"}
    return given


def doubly_held(events: Sequence[dict[str, Any]]) -> list[tuple[int, str]]:
    """By the fold: events after which one ticket is at two counters."""
    state, found = State(hall=HALL), []
    for told in events:
        event = decode(told["kind"], json.dumps(told["event"]))
        place = {name: told[name] for name in ("epoch", "seq", "at")}
        state = apply(state, Recorded(**place, tick=told["seq"], event=event))
        held = Counter(desk.ticket for desk in state.desks.values() if desk.ticket)
        found += [(told["seq"], ticket) for ticket, times in held.items() if times > 1]
    return found


async def papers_hold(printers: dict[str, FakePrinter], seen: Seen, given: Sequence[str]) -> None:
    """Each number on one paper, at the kiosk where it was given, with a code of its own."""

    def papers(place: str) -> list[bytes]:
        return reader.pages(bytes(printers[place].paper))

    def numbers(place: str) -> list[str]:
        known = set(given)
        texts = (reader.lines(paper) for paper in papers(place))
        return sorted(line for lines in texts for line in lines if line in known)

    told = {place: sorted(seen.numbers[place]) for place in PLACES}
    await until(
        lambda: all(len(papers(place)) >= len(told[place]) for place in PLACES),
        "some kiosk does not print", 90,
    )  # fmt: skip
    assert {place: numbers(place) for place in PLACES} == told
