"""What tickets and records name: a thing of the hall that was used is closed, not taken out."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from signage.config.differing import Difference
from signage.queueing.model import State
from signage.records import Records

log = logging.getLogger("signage")

CLOSED_INSTEAD: Final = frozenset({"services", "counters", "agencies"})
"""The sections whose things can be closed."""
_ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    "services": (
        "SELECT 1 FROM visits WHERE service = ? LIMIT 1",
        "SELECT 1 FROM calls WHERE service = ? LIMIT 1",
    ),
    "agencies": (
        "SELECT 1 FROM visits WHERE agency = ? LIMIT 1",
        "SELECT 1 FROM calls WHERE agency = ? LIMIT 1",
    ),
    "counters": (
        "SELECT 1 FROM visits WHERE counter = ? LIMIT 1",
        "SELECT 1 FROM calls WHERE counter = ? LIMIT 1",
    ),
}


class Past:
    """Knows which things were used, from the state and, where there are any, from the records."""

    def __init__(self, state: Callable[[], State], records: Records | None) -> None:
        self._state = state
        self._records = records

    async def used(self, found: Iterable[Difference]) -> tuple[Difference, ...]:
        """Those that a change takes out although a ticket or a record names them."""
        gone = [one for one in found if one.did == "removed" and one.section in CLOSED_INSTEAD]
        return tuple([one for one in gone if await self._names(one.section, one.id or "")])

    async def _names(self, section: str, id: str) -> bool:
        if id in _today(self._state(), section):
            return True
        if self._records is None:
            return False
        try:
            return any([await self._records.rows(asked, id) for asked in _ASKED[section]])
        except sqlite3.Error as error:  # nobody can say, so nothing is taken out
            log.warning("the records can't say what was used: %s", error)
            return True


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
