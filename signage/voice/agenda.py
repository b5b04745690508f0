"""The agenda of a zone: what the voice says next, and what it never says, and why. Pure.

Later rules (emergencies, quiet times, a sentence said twice) have their place here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from signage.voice.phrases import Brevity, Kind

CallState = Literal["current", "over"]
DropReason = Literal["over", "too_old", "replaced", "interrupted"]

# Begun once and cut off by a crash: said once more. Begun twice: enough.
MOST_BEGINNINGS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An announcement without a result. `tick` is ms of the hall's clock, `limit` seconds.

    `first` is the seq of the call's first announcement; `said` how often that call was heard in
    this zone; `begun` how often this announcement was begun; `short` asks for the short form.
    """

    id: str
    zone: str
    seq: int
    first: int
    tick: int
    kind: Kind
    said: int = 0
    begun: int = 0
    state: CallState = "current"
    limit: int = 120
    short: bool = False


@dataclass(frozen=True, slots=True)
class Drop:
    """An announcement that ends without being said."""

    id: str
    result: Literal["skipped", "failed"]
    reason: DropReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to write off, and then what to say; `say` is None when there is nothing."""

    drops: tuple[Drop, ...] = ()
    say: Waiting | None = None
    kind: Kind = "call"
    brevity: Brevity = "whole"


def next_saying(items: Sequence[Waiting], now: int, short_from: int = 6) -> Decision:
    """Decide over all announcements of one zone that have no result; `now` is a tick."""
    drops = tuple(drop for item in items if (drop := _dropped(item, items, now)))
    gone = {drop.id for drop in drops}
    live = [item for item in items if item.id not in gone]
    if not live:
        return Decision(drops=drops)
    chosen = min(live, key=lambda item: _rank(item, items))
    short = chosen.short or len(live) >= short_from
    return Decision(
        drops=drops,
        say=chosen,
        # A recall whose call was never heard is the visitor's first news of it.
        kind="call" if chosen.kind == "recall" and not chosen.said else chosen.kind,
        brevity="short" if short and chosen.kind != "notice" else "whole",
    )


def lag(items: Sequence[Waiting], now: int) -> float:
    """Seconds that the oldest announcement has waited for the voice; 0 when none waits."""
    return max((now - item.tick for item in items), default=0) / 1000


def _dropped(item: Waiting, items: Sequence[Waiting], now: int) -> Drop | None:
    if item.begun >= MOST_BEGINNINGS:
        return Drop(item.id, "failed", "interrupted")
    if item.state == "over":
        return Drop(item.id, "skipped", "over")
    if now - item.tick > item.limit * 1000:
        return Drop(item.id, "skipped", "too_old")
    if not item.begun and any(_replaces(other, item) for other in items):
        return Drop(item.id, "skipped", "replaced")
    return None


def _replaces(other: Waiting, item: Waiting) -> bool:
    """A later recall of the same call stands for it; the one being said stays."""
    return other.kind == "recall" and other.seq > item.seq and _same_call(other, item)


def _rank(item: Waiting, items: Sequence[Waiting]) -> tuple[bool, bool, int]:
    """What was cut off, then what was never said, then repeats; a recall keeps its call's place."""
    place = min((other.seq for other in items if _same_call(other, item)), default=item.seq)
    return (not item.begun, item.said > 0, place)


def _same_call(one: Waiting, other: Waiting) -> bool:
    return one.first == other.first and "notice" not in (one.kind, other.kind)
