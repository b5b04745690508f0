"""What stands beside the state in a view, and how old something is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from signage.queueing import shapes as s
from signage.queueing.hours import Moment

WAIT, SERVE, LAG = s.Limit(20 * 60, 40 * 60), s.Limit(20 * 60, 45 * 60), s.Limit(10, 30)
"""Where a mall says nothing else; seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorLimits:
    """What the mall takes for too long: a wait, also of one service, a visit, the voice's lag."""

    wait: s.Limit = WAIT
    serve: s.Limit = SERVE
    lag: s.Limit = LAG
    waits: Mapping[str, s.Limit] = field(default_factory=dict)

    def wait_of(self, service: str) -> s.Limit:
        """How long the visitors of a service may wait."""
        return self.waits.get(service, self.wait)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands beside the state: voices, trouble, the mall's minutes ahead of UTC.

    `captions` has the words of what is being said, by announcement; `shown(zone, seq)` gives
    (screens that painted it, screens that are there), `at_kiosk(zone)` its kiosks' printers.
    `officer(counter)` says who is signed on there, which no journal knows.
    `bookings` says whether the mall takes any, `limits` what is too long for the floor manager;
    `backup` is None where none is made by night, `reports` where none are left in a folder.
    """

    voice: Mapping[str, s.VoiceStatus] = field(default_factory=dict)
    captions: Mapping[str, str] = field(default_factory=dict)
    trouble: s.Trouble | None = None
    utc_offset: int = 0
    shown: Callable[[str, int], tuple[int, int]] = lambda zone, seq: (0, 0)
    screens: tuple[s.ScreenHealth, ...] = ()
    printers: tuple[s.PrinterStatus, ...] = ()
    at_kiosk: Callable[[str], tuple[s.KioskPrinter, ...]] = lambda zone: ()
    bookings: bool = False
    officer: Callable[[str], s.OfficerView] = lambda counter: s.OfficerView()
    limits: FloorLimits = field(default_factory=FloorLimits)
    backup: s.BackupStatus | None = None
    reports: s.ReportStatus | None = None
    alerts: Callable[[], tuple[s.AlertRow, ...]] = tuple


def age(tick: int, now: Moment) -> float:
    """Seconds since `tick`, to a tenth."""
    return round(max(0, now.tick - tick) / 1000, 1)
