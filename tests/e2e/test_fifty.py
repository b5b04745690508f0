"""Fifty officers and ten kiosks at once (promise P2): no double number, no ticket at two desks."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.ledger import Ledger, carry
from tests.e2e.running import Hall, hall_of

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

OFFICERS = 50
KIOSKS = 10
TICKETS_EACH = 30
PRESSES_EACH = 8
SERVICES = ("oss", "ktp-el", "skck")


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
        elif event["kind"] in ("TicketServed", "TicketMissed", "TicketParked"):
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
