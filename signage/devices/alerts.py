"""Alerts: told in opening hours, after a delay, once, and again when all is well.

`look` is pure: what was known before, what is wrong now, whether the hall is open, and the time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec

from signage.queueing.hall import Text
from signage.queueing.shapes import AlertRow, DeviceState

DELAY: Final[Mapping[DeviceState, int]] = {
    "hung": 0, "muted": 3_000, "trouble": 30_000, "silent": 60_000,
}  # fmt: skip
"""ms for which something must be wrong before it is told. A page hangs only after its own time has
passed; a reload or a restart of the server leaves a device silent for a moment."""
WELL: Final = 5_000
"""ms for which it must be well again before that is told."""
KEPT: Final = 200
"""Alerts that are kept to be read."""
NEWS: Final = 5 * 60_000
"""ms for which the floor is shown that something is well again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A device that somebody should see to, and what to do."""

    device: str
    kind: str
    title: Text
    place: str | None
    what: DeviceState
    text: Text


@dataclass(frozen=True, slots=True)
class Watch:
    """What is known: since when each device is in trouble, since when one that was told is well,
    the alerts that stand, and the number of the last one. Times in Unix ms."""

    since: Mapping[str, int] = field(default_factory=dict)
    well: Mapping[str, int] = field(default_factory=dict)
    standing: Mapping[str, AlertRow] = field(default_factory=dict)
    last: int = 0


def look(
    before: Watch, troubles: Iterable[Trouble], *, opened: bool, at: int
) -> tuple[Watch, tuple[AlertRow, ...]]:
    """The watch from now on, and what is to be told. When the hall shuts all is forgotten; what is
    still wrong when it opens again is told anew."""
    if not opened:
        return Watch(last=before.last), ()
    now = {trouble.device: trouble for trouble in troubles}
    since = {id: before.since.get(id, at) for id in now}
    well: dict[str, int] = {}
    standing: dict[str, AlertRow] = {}
    news, last = [], before.last
    for id, alert in before.standing.items():
        if id in now:  # still, or in another way: no new alert
            standing[id] = msgspec.structs.replace(alert, what=now[id].what, text=now[id].text)
        elif at - (began := before.well.get(id, at)) >= WELL:
            news.append(msgspec.structs.replace(alert, ended=at))
        else:
            standing[id], well[id] = alert, began
    for id, trouble in now.items():
        if id not in standing and at - since[id] >= DELAY.get(trouble.what, 0):
            last += 1
            standing[id] = _alert(last, trouble, since[id], at)
            news.append(standing[id])
    return Watch(since, well, standing, last), tuple(news)


class Alerts:
    """The alerts of a hall since its server started, the latest 200."""

    def __init__(self) -> None:
        self._watch = Watch()
        self._all: deque[AlertRow] = deque(maxlen=KEPT)

    def look(self, troubles: Iterable[Trouble], *, opened: bool, at: int) -> tuple[AlertRow, ...]:
        """Looks once more; gives what is new."""
        stood = self._watch.standing.values()
        self._watch, news = look(self._watch, troubles, opened=opened, at=at)
        for alert in news:
            if alert.ended is None:
                self._all.appendleft(alert)
        known = {one.alert: msgspec.structs.replace(one, ended=at) for one in stood}
        known |= {one.alert: one for one in (*self._watch.standing.values(), *news)}
        self._all = deque((known.get(one.alert, one) for one in self._all), maxlen=KEPT)
        return news

    @property
    def standing(self) -> tuple[AlertRow, ...]:
        """What is wrong now, and was told."""
        return tuple(self._watch.standing.values())

    def latest(self) -> tuple[AlertRow, ...]:
        """The newest first. Those that stood when the hall shut ended then."""
        return tuple(self._all)

    def for_floor(self, at: int) -> tuple[AlertRow, ...]:
        """What stands, and what has just become well."""
        ended = (one for one in self._all if one.ended is not None and at - one.ended < NEWS)
        return (*self.standing, *ended)


def _alert(number: int, trouble: Trouble, since: int, at: int) -> AlertRow:
    return AlertRow(
        alert=number,
        device=trouble.device,
        kind=trouble.kind,
        title=trouble.title,
        place=trouble.place,
        what=trouble.what,
        text=trouble.text,
        since=since,
        at=at,
    )
