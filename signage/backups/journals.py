"""The journal of a backup: checked whole, and begun anew above what may have been printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from signage.clock import Clock
from signage.errors import BackupTrouble
from signage.journal.journal import Journal
from signage.queueing.adoption import go_on_above
from signage.queueing.business import open_day
from signage.queueing.events import DayOpened, Event, HallChanged
from signage.queueing.fold import apply
from signage.queueing.hall import Hall
from signage.queueing.model import Recorded, State

Clocks = Callable[[ZoneInfo], Clock]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A journal whose chain holds from its first event: how far it goes, and its hall."""

    epoch: int
    seq: int
    day: str
    hall: Hall


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Where a journal goes on: its new epoch, the day, and the first number of each service."""

    epoch: int
    seq: int
    day: str
    numbers: Mapping[str, str]


async def examine(folder: Path) -> Examined:
    """Check a journal whole. Raises JournalTrouble, or BackupTrouble for one without a hall."""
    async with Journal.open(folder) as journal:
        await journal.verify()
        state = await _state(journal)
        return Examined(epoch=journal.epoch, seq=journal.seq, day=state.day, hall=state.hall)


async def begin(
    folder: Path, printed: Callable[[Hall], Mapping[str, int]], clocks: Clocks
) -> Begun:
    """Open the day of this moment, and let each service's numbers go on above what was printed.

    `printed` gives the last number by service, where somebody can tell.
    """
    async with Journal.open(folder) as journal:
        state = await _state(journal)
        clock = clocks(ZoneInfo(state.hall.mall.time_zone))
        clock.resume(journal.at, journal.tick, rebooted=journal.rebooted)
        now = clock.now()
        made: list[Recorded] = []

        def take(state: State, events: tuple[Event, ...]) -> State:
            for seq, event in enumerate(events, start=state.seq + 1):
                recorded = Recorded(
                    epoch=journal.epoch, seq=seq, at=now.at, tick=now.tick, event=event
                )
                made.append(recorded)
                state = apply(state, recorded)
            return state

        state = take(state, open_day(state, now))
        state = take(state, go_on_above(state, printed(state.hall)))
        if made:
            await journal.append(made)
        numbers = {s.id: s.number(state.serials.get(s.id, 0) + 1) for s in state.hall.services}
        return Begun(
            epoch=journal.epoch, seq=journal.seq, day=state.day,
            numbers=numbers if state.day_open else {},
        )  # fmt: skip


async def _state(journal: Journal) -> State:
    """The fold from the last day on; of a journal without a day, its hall alone."""
    state: State | None = None
    day = await journal.last_day()
    async for recorded in journal.read(after=max(0, day - 1)):
        if state is None:
            if not isinstance(recorded.event, DayOpened | HallChanged):
                continue
            state = State(hall=recorded.event.hall)
        state = apply(state, recorded)
    if state is None:
        raise BackupTrouble("this hall has never begun a day; start it once with: signage serve")
    return replace(state, seq=journal.seq)
