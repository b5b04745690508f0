"""The agenda of a zone: what the voice says next, how briefly, what not at all, and why. Pure."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final, Literal

from signage.voice.phrases import Brevity, Kind
from signage.voice.quiet import Quiet

CallState = Literal["current", "over"]
DropReason = Literal["over", "too_old", "replaced", "interrupted", "quiet", "takeover"]
ShortReason = Literal["once", "short", "bare", "soft"]
"""Said, but less than it would have been: once and not twice, the short form, without its chime,
softly in a quiet time."""

# Begun once and cut off by a crash or an emergency: said once more. Begun twice: enough.
MOST_BEGINNINGS: Final = 2
BREATH: Final = 3_000
"""ms after an announcement in which the next one follows it directly, and needs no chime."""
PAUSE: Final = 5_000
"""ms between two sayings of an emergency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An announcement without a result. `tick` is ms of the hall's clock, `limit` seconds.

    `first` is the seq of the call's first announcement; `said` how often that call was heard in
    this zone; `begun` how often this announcement was begun; `short` asks for the short form. An
    emergency's `said` counts its own sayings, and `last` is the tick at which the last one ended;
    a `drill` is one that gives way to what is real. `opening` is how the call is said the first
    time; a `muted` one is of a zone that an event has taken meanwhile.
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
    last: int | None = None
    opening: Kind = "call"
    drill: bool = False
    muted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """How a zone's sentences shrink as its agenda fills; each from so many waiting on, 0: never.

    With room a whole sentence is said `times` within its announcement.
    """

    times: int = 1
    once_from: int = 3
    short_from: int = 6
    bare_from: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a zone may speak now. `gain` is dB; the terms may be others from the tick `again` on."""

    steps: Steps = Steps()
    quiet: Quiet | None = None
    gain: float = 0.0
    again: int | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """An announcement that ends without being said now; an ended emergency may have been heard."""

    id: str
    result: Literal["skipped", "failed", "heard"]
    reason: DropReason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to write off, and then what to say, and how; `say` is None when there is nothing.

    `times` is how often the sentence is said, `gain` dB, `shortened` why it is less than it might
    be. `again` is the tick from which the same agenda may come to another decision.
    """

    drops: tuple[Drop, ...] = ()
    say: Waiting | None = None
    kind: Kind = "call"
    brevity: Brevity = "whole"
    times: int = 1
    chime: bool = True
    gain: float = 0.0
    shortened: ShortReason | None = None
    again: int | None = None


def next_saying(
    items: Sequence[Waiting],
    now: int,
    terms: Terms | None = None,
    silent_since: int | None = None,
    beside: Sequence[Waiting] = (),
) -> Decision:
    """Decide over all announcements of one zone that have no result; `now` is a tick.

    `silent_since` is the tick at which the zone's last announcement ended, if it knows. `beside`
    is what waits in the zones that share its speaker: an emergency there silences this zone too,
    and one that stands in several of them is said by one of them, for all.
    """
    terms = terms or Terms()
    drops = tuple(drop for item in items if (drop := _dropped(item, items, now, terms.quiet)))
    gone = {drop.id for drop in drops}
    live = [item for item in items if item.id not in gone]
    alarms = _foremost([*live, *beside])
    if alarms:
        return _emergency(drops, alarms, now, {item.id for item in live})
    if not live or (terms.quiet and terms.quiet.silent):
        return Decision(drops=drops)
    chosen = min(live, key=lambda item: _rank(item, items))
    follows = silent_since is not None and now - silent_since <= BREATH
    return _said_so(drops, chosen, len(live), terms, follows=follows)


def interrupts(items: Sequence[Waiting], saying: str) -> bool:
    """Whether what is being said must stop at once: for an emergency, or as one that is ended.

    `items` are those of all zones that share the speaker.
    """
    said = next((item for item in items if item.id == saying), None)
    if said is not None and said.kind == "emergency":
        return said.state == "over" or (said.drill and not _foremost(items)[0].drill)
    return bool(_foremost(items))


def twins(items: Sequence[Waiting], emergency: Waiting) -> list[Waiting]:
    """The same emergency's announcements in all zones that share the speaker."""
    return [item for item in items if item.kind == "emergency" and item.seq == emergency.seq]


def lag(items: Sequence[Waiting], now: int) -> float:
    """Seconds that the oldest announcement has waited for the voice; 0 when none waits. An
    emergency waits for nothing but its end."""
    ticks = (item.tick for item in items if item.kind != "emergency")
    return max((now - tick for tick in ticks), default=0) / 1000


def _foremost(items: Sequence[Waiting]) -> list[Waiting]:
    """The emergencies that stand; the drills among them only when nothing real does."""
    standing = [item for item in items if item.kind == "emergency" and item.state == "current"]
    return [item for item in standing if not item.drill] or standing


def _emergency(
    drops: tuple[Drop, ...], standing: Sequence[Waiting], now: int, own: Set[str]
) -> Decision:
    """Before all else, in no quiet time and by no step, again and again; several take turns.

    Of one that stands in several zones of a speaker, the first of these zones says it.
    """
    chosen = min(standing, key=lambda item: (_due(item), item.seq, item.zone))
    if chosen.id not in own:
        return Decision(drops=drops)
    if now < _due(chosen):
        return Decision(drops=drops, again=_due(chosen))
    return Decision(drops=drops, say=chosen, kind="emergency")


def _due(emergency: Waiting) -> int:
    return emergency.tick if emergency.last is None else emergency.last + PAUSE


def _said_so(
    drops: tuple[Drop, ...], chosen: Waiting, count: int, terms: Terms, *, follows: bool
) -> Decision:
    """How the chosen one is said, with so many on the agenda."""
    steps = terms.steps
    notice = chosen.kind == "notice"
    full = not notice and not chosen.short and _filled(count, steps.short_from)
    short = full or chosen.short
    once = steps.times > 1 and not notice and not short and _filled(count, steps.once_from)
    bare = follows and not notice and _filled(count, steps.bare_from)
    soft = terms.quiet is not None
    reasons: tuple[tuple[bool, ShortReason], ...] = (
        (full, "short"), (once, "once"), (bare, "bare"), (soft, "soft"),
    )  # fmt: skip
    return Decision(
        drops=drops,
        say=chosen,
        # A recall whose call was never heard is the visitor's first news of it.
        kind=chosen.opening if chosen.kind == "recall" and not chosen.said else chosen.kind,
        brevity="short" if short else "whole",
        times=1 if notice or short or once else steps.times,
        chime=not bare,
        gain=min(terms.gain, terms.quiet.gain) if terms.quiet else terms.gain,
        shortened=next((reason for holds, reason in reasons if holds), None),
    )


def _filled(count: int, step: int) -> bool:
    return 0 < step <= count


def _dropped(item: Waiting, items: Sequence[Waiting], now: int, quiet: Quiet | None) -> Drop | None:
    if item.kind == "emergency":
        if item.state == "current":
            return None
        return Drop(item.id, "heard", None) if item.said else Drop(item.id, "skipped", "over")
    if item.muted:
        return Drop(item.id, "skipped", "takeover")
    if item.begun >= MOST_BEGINNINGS:
        return Drop(item.id, "failed", "interrupted")
    if item.state == "over":
        return Drop(item.id, "skipped", "over")
    if not item.begun and any(_replaces(other, item) for other in items):
        return Drop(item.id, "skipped", "replaced")
    silent = quiet is not None and quiet.silent
    if now - item.tick > item.limit * 1000:
        # In a quiet time it was not the voice that was too slow.
        return Drop(item.id, "skipped", "quiet" if silent else "too_old")
    if quiet is not None and silent and not quiet.later:
        return Drop(item.id, "skipped", "quiet")
    return None


def _replaces(other: Waiting, item: Waiting) -> bool:
    """A later recall of the same call stands for it; the one being said stays."""
    return other.kind == "recall" and other.seq > item.seq and _same_call(other, item)


def _rank(item: Waiting, items: Sequence[Waiting]) -> tuple[bool, bool, int]:
    """What was cut off, then what was never said, then repeats; a recall keeps its call's place."""
    place = min((other.seq for other in items if _same_call(other, item)), default=item.seq)
    return (not item.begun, item.said > 0, place)


def _same_call(one: Waiting, other: Waiting) -> bool:
    calls = ("call", "recall", "transfer")
    return one.first == other.first and one.kind in calls and other.kind in calls
