"""What tickets and records name: a thing of the hall that was used is closed, not taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from signage.config.differing import Difference
from signage.queueing.model import State
from signage.records.records import Records
from signage.records.uses import ASKED, names


class Past:
    """Knows which things were used, from the state and, where there are any, from the records."""

    def __init__(self, state: Callable[[], State], records: Records | None) -> None:
        self._state = state
        self._records = records

    async def used(self, found: Iterable[Difference]) -> tuple[Difference, ...]:
        """Those that a change takes out although a ticket or a record names them."""
        gone = [one for one in found if one.did == "removed" and one.section in ASKED]
        return tuple([one for one in gone if await self._names(one.section, one.id or "")])

    async def _names(self, section: str, id: str) -> bool:
        if id in _today(self._state(), section):
            return True
        return self._records is not None and await names(self._records, section, id)


def _today(state: State, section: str) -> set[str]:
    """What today's tickets name, also those of a moment ago that the records do not have yet."""
    tickets = state.tickets.values()
    if section == "counters":
        past = {counter for counter, desk in state.desks.items() if desk.recent}
        return past | {counter for t in tickets for counter in (t.counter, t.aimed) if counter}
    services = {id for t in tickets for id in (t.service, *t.earlier)}
    if section == "services":
        return services
    return {state.hall.service[id].agency for id in services if id in state.hall.service}
