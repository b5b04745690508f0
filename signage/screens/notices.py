"""Notices and tickers: what the mall says in writing, from when until when. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from signage.queueing.hall import Text
from signage.screens.pieces import Block
from signage.screens.schedules import EVERYWHERE, Places, moment


@dataclass(frozen=True, slots=True)
class Term:
    """A time with an end, in the mall's clock: from the first moment, until before the last."""

    since: datetime | None = None
    until: datetime | None = None

    def moments(self, zone: ZoneInfo) -> tuple[int | None, int | None]:
        """Both ends in Unix ms."""
        return (
            None if self.since is None else moment(self.since, zone),
            None if self.until is None else moment(self.until, zone),
        )

    def holds(self, at: int, zone: ZoneInfo) -> bool:
        """Whether a moment lies in it."""
        since, until = self.moments(zone)
        return (since is None or at >= since) and (until is None or at < until)


ALWAYS = Term()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A page of words; its blocks by language."""

    id: str
    title: Text
    blocks: dict[str, tuple[Block, ...]]
    term: Term = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticker:
    """A line that runs along the foot of some screens."""

    text: Text
    where: Places = EVERYWHERE
    term: Term = ALWAYS
