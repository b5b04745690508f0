"""Counts for how long each screen is there while the mall is open, for the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from signage.devices.presence import Presence
from signage.live import Live
from signage.queueing.calendar import mall_spans
from signage.queueing.hours import inside
from signage.registry.devices import Devices
from signage.registry.uptime import Stretch

LONGEST: Final = 10_000
"""Ms between two looks that count: a server that slept longer saw nothing."""


@dataclass(slots=True)
class _Count:
    name: str
    zone: str
    up: int = 0
    watched: int = 0


class Uptime:
    """Look at the screens every few seconds; `taken` gives what was counted since."""

    def __init__(
        self, live: Live, presence: Presence, devices: Devices, steady: Callable[[], int]
    ) -> None:
        self._live = live
        self._presence = presence
        self._devices = devices
        self._steady = steady
        self._last: int | None = None
        self._counts: dict[tuple[str, str], _Count] = {}

    def look(self) -> None:
        """Count the time since the last look; none of it while the mall is shut."""
        now, before = self._steady(), self._last
        self._last = now if self._open() else None
        if before is None or self._last is None or now - before > LONGEST:
            return
        there = {
            seen.screen for seen in self._presence.pages() if not (seen.silent or seen.hung)
        }  # fmt: skip
        for row in self._devices.enrolled():
            device = row.device
            if device.kind != "screen" or row.revoked is not None:
                continue
            count = self._counts.setdefault(
                (self._live.state.day, device.id), _Count(row.name, device.place or "")
            )
            count.watched += now - before
            count.up += (now - before) * (device.id in there)

    def taken(self) -> list[Stretch]:
        """What was counted since the last time, for the registry."""
        counts, self._counts = self._counts, {}
        return [
            Stretch(day, screen, c.name or screen, c.zone, c.up, c.watched)
            for (day, screen), c in counts.items()
        ]

    def _open(self) -> bool:
        state, now = self._live.state, self._live.now()
        spans = mall_spans(state.hall, now.date)
        return state.day_open and (now.doubtful or inside(spans, now.minute))
