"""Working ahead: what a slow voice makes before the press, so that a call finds it made."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import Final, Protocol

from signage.errors import VoiceTrouble
from signage.queueing.hall import Counter
from signage.queueing.model import State, Ticket
from signage.queueing.order import calling_order
from signage.voice.phrases import Announcement, Brevity

DEPTH: Final = 4
"""Tickets of each counter that are made ahead."""
MOST: Final = 200
"""Sentences of one look at the hall."""
_REST: Final = 30.0  # seconds without another try after an engine or the disk failed

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sentence that may be asked for soon."""

    announcement: Announcement
    brevity: Brevity

    @property
    def key(self) -> tuple[str, ...]:
        """What its words depend on."""
        facts = self.announcement
        return (
            facts.id, facts.zone, facts.kind, facts.counter, *facts.agency.values(), self.brevity,
        )  # fmt: skip


class Preparing(Protocol):
    """What makes sentences ahead."""

    async def ahead(self, announcement: Announcement, brevity: Brevity) -> None:
        """Make a sentence's halves, each when no call's own sentence is being made."""
        ...


def ahead(
    state: State,
    depth: int = DEPTH,
    most: int = MOST,
    apart: Container[str] = frozenset(),
) -> tuple[Wanted, ...]:
    """The calls that may come next, the likeliest first: who is first at each open counter, then
    who is second. Whole where the counter stands, short where its zone is heard.

    The zones that are `apart` have words of their own; all others say a call alike.
    """
    return tuple(islice(_wanted(state, depth, apart), most))


def _wanted(state: State, depth: int, apart: Container[str]) -> Iterator[Wanted]:
    hall = state.hall
    lines = [
        (counter, tuple(islice(calling_order(state, counter.id, state.tick), depth)))
        for counter in hall.counters
        if state.desk(counter.id).open and _ways(state, counter, apart)
    ]
    for rank in range(depth):
        for counter, tickets in lines:
            if rank < len(tickets):
                call = _call(state, tickets[rank], counter)
                if call is not None:
                    for zone, how in _ways(state, counter, apart):
                        yield Wanted(replace(call, zone=zone), how)


def _ways(state: State, counter: Counter, apart: Container[str]) -> tuple[tuple[str, Brevity], ...]:
    """Where and how a call of this counter will be said: whole in its own zone, short where that is
    heard, and short anywhere once the agenda is full."""
    hall = state.hall
    voiced = [id for id in hall.zones_of(counter.id) if hall.zone[id].speaker != "none"]
    alike = [id for id in voiced if id not in apart][:1]
    whole: list[tuple[str, Brevity]] = [(id, "whole") for id in voiced if id == counter.zone]
    return (*whole, *((id, "short") for id in voiced if id in apart or id in alike))


def _call(state: State, ticket: Ticket, counter: Counter) -> Announcement | None:
    """The facts of the call as it will be, word for word; None for a service that is gone."""
    service = state.hall.service.get(ticket.service)
    if service is None:
        return None
    spoken = state.hall.agency[service.agency].spoken
    return Announcement(
        id=f"{ticket.id}-{counter.id}",
        zone=counter.zone,
        seq=0,
        kind="transfer" if ticket.sent_on else "call",
        ticket=ticket.number,
        counter=counter.name,
        agency=asdict(spoken),
        service=asdict(service.name),
        of=service.agency,
    )


class Foresight:
    """The task that works ahead. One sentence at a time; a call's own sentence goes before.

    `wanted` is asked anew whenever the hall has moved on: what nobody needs any more is dropped.
    """

    def __init__(
        self,
        wanted: Callable[[], Sequence[Wanted]],
        maker: Preparing,
        *,
        rest: float = _REST,
    ) -> None:
        self._wanted = wanted
        self._maker = maker
        self._rest = rest
        self._news = asyncio.Event()
        self._news.set()
        # Not asked for again while it stays wanted, so that a busy hall does not keep the first
        # sentences in the way of the others.
        self._made: frozenset[tuple[str, ...]] = frozenset()
        self._round = 0

    def anew(self) -> None:
        """The words have changed: what was made is not what will be said."""
        self._made = frozenset()
        self._round += 1
        self._news.set()

    def wake(self) -> None:
        """The hall has moved on."""
        self._news.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            try:
                await self._look()
            except VoiceTrouble as trouble:
                _log.warning("nothing is made ahead for a while: %s", trouble)
                await asyncio.sleep(self._rest)
                self._news.set()
            except Exception:  # its supervisor: calls are said without it, only later
                _log.exception("working ahead stumbled")
                await asyncio.sleep(self._rest)

    async def _look(self) -> None:
        wanted = self._wanted()
        self._made &= frozenset(one.key for one in wanted)
        for one in wanted:
            if one.key in self._made:
                continue
            before = self._round
            await self._maker.ahead(one.announcement, one.brevity)
            if self._round == before:
                self._made |= {one.key}
            if self._news.is_set():
                return
