"""What the people in a hall remember: each press, its id, and the answer if there was one."""

from __future__ import annotations

import asyncio
import random
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx

from tests.e2e.running import Answer, Hall

JSON = dict[str, Any]
Kind = Literal["ticket", "call"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One press with its id: a number for a service, or the next one for a counter."""

    kind: Kind
    place: str
    key: str


@dataclass(slots=True)
class Ledger:
    """Presses with and without an answer, and what was wrong with the answers."""

    answered: dict[str, tuple[Asked, Answer]] = field(default_factory=dict)
    pending: dict[str, Asked] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def asks(self, kind: Kind, place: str) -> Asked:
        """A new press; it is pending until it is answered."""
        asked = Asked(kind, place, str(uuid.uuid4()))
        self.pending[asked.key] = asked
        return asked

    def hears(self, asked: Asked, answer: Answer) -> None:
        """The server's answer to it, the first or again."""
        if answer.status not in (200, 201):
            self.wrong.append(f"{asked} was refused: {answer}")
            return
        before = self.answered.get(asked.key)
        if before is not None and _fact(before[1]) is not None and before[1].body != answer.body:
            self.wrong.append(f"{asked} was answered {before[1].body}, then {answer.body}")
        self.pending.pop(asked.key, None)
        self.answered[asked.key] = (asked, answer)

    def tickets(self) -> list[str]:
        """The numbers that people hold in their hands."""
        return [a.body["number"] for asked, a in self.answered.values() if asked.kind == "ticket"]

    def calls(self) -> list[tuple[int, str, str]]:
        """(seq, number, counter) of every call that an officer was answered."""
        found = [a.body["call"] for asked, a in self.answered.values() if asked.kind == "call"]
        return [(call["seq"], call["number"], call["counter"]) for call in found if call]

    def faults(self, events: Sequence[JSON]) -> list[str]:
        """Where the journal differs from what people were told. Nobody may be waiting any more."""
        issued = [e["event"]["number"] for e in events if e["kind"] == "TicketIssued"]
        called = [
            (e["seq"], e["event"]["number"], e["event"]["counter"])
            for e in events
            if e["kind"] == "TicketCalled"
        ]
        return [
            *self.wrong,
            *(f"{asked} has no answer" for asked in self.pending.values()),
            *_twice("number", issued),
            *_twice("number called", [number for _, number, _ in called]),
            *_twice("number given", self.tickets()),
            *_apart("ticket", self.tickets(), issued),
            *_apart("call", self.calls(), called),
            *_gaps(events),
        ]


async def carry(hall: Hall, ledger: Ledger, asked: Asked) -> bool:
    """Send a press; False when the server died over it."""
    try:
        if asked.kind == "ticket":
            answer = await hall.ticket(asked.place, asked.key)
        else:
            answer = await hall.press(asked.place, "next", key=asked.key)
    except httpx.TransportError:
        return False
    ledger.hears(asked, answer)
    return True


async def bustle(hall: Hall, ledger: Ledger, places: Sequence[tuple[Kind, str]]) -> None:
    """Presses from every place, one after the other at each, until the server is dead.

    First come those that had no answer before, and some that had one.
    """
    pending = list(ledger.pending.values())
    known = [asked for asked, _ in ledger.answered.values()]
    again = [*pending, *random.sample(known, min(len(known), 10))]
    jobs: list[Any] = [carry(hall, ledger, asked) for asked in again]

    async def work(kind: Kind, place: str) -> None:
        while True:
            if not await carry(hall, ledger, ledger.asks(kind, place)):
                return
            await asyncio.sleep(random.uniform(0, 0.02))

    await asyncio.gather(*jobs, *(work(*place) for place in places))


async def settle(hall: Hall, ledger: Ledger) -> None:
    """Send what is still pending to a server that lives."""
    pending = list(ledger.pending.values())
    assert all(await asyncio.gather(*(carry(hall, ledger, asked) for asked in pending)))


def _fact(answer: Answer) -> object:
    """What an answer is about; None when it changed nothing and may be decided anew."""
    return answer.body.get("call") or answer.body.get("number")


def _twice(what: str, values: Iterable[object]) -> list[str]:
    return [f"{what} {value}: {n} times" for value, n in Counter(values).items() if n > 1]


def _apart(what: str, told: Iterable[Any], written: Iterable[Any]) -> list[str]:
    told, written = set(told), set(written)
    lost = [f"{what} {one} was answered and is lost" for one in sorted(told - written)]
    return lost + [f"{what} {one} was written for nobody" for one in sorted(written - told)]


def _gaps(events: Sequence[JSON]) -> list[str]:
    """Numbers of a service go up by one, and so do the journal's own."""
    serials: dict[str, list[int]] = {}
    for event in events:
        if event["kind"] == "TicketIssued":
            serials.setdefault(event["event"]["service"], []).append(event["event"]["serial"])
    seqs = {"journal": [event["seq"] for event in events]}
    return [
        f"{name}: not 1 to {len(found)}: {found[:20]}"
        for name, found in {**serials, **seqs}.items()
        if found != list(range(1, len(found) + 1))
    ]
