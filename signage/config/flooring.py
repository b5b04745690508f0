"""[floor] of the file: what the mall takes for too long, and what a service takes for it."""

from __future__ import annotations

from signage.config.faults import Faults
from signage.config.lines import Path
from signage.config.tables import Tables
from signage.queueing.shapes import Limit
from signage.queueing.views import FloorLimits


def floor_limits(tables: Tables, faults: Faults) -> FloorLimits:
    """The limits in seconds; one that warns after it has raised the alarm is noted."""
    floor = tables.floor
    path: Path = ("floor",)
    return FloorLimits(
        wait=_limit(floor.wait_warn, floor.wait_alarm, 60, (*path, "wait_warn"), faults),
        serve=_limit(floor.serve_warn, floor.serve_alarm, 60, (*path, "serve_warn"), faults),
        lag=_limit(floor.lag_warn, floor.lag_alarm, 1, (*path, "lag_warn"), faults),
        waits={
            service.id: _limit(
                *_own(service.wait_warn, service.wait_alarm, tables),
                60,
                ("services", index, "wait_warn"),
                faults,
            )
            for index, service in enumerate(tables.services)
            if service.wait_warn or service.wait_alarm
        },
    )


def _own(warn: int | None, alarm: int | None, tables: Tables) -> tuple[int, int]:
    """The limits of a service: what it leaves out is the mall's, as far as that fits."""
    floor = tables.floor
    if warn is None:
        return min(floor.wait_warn, alarm or floor.wait_warn), alarm or floor.wait_alarm
    return warn, max(floor.wait_alarm, warn) if alarm is None else alarm


def _limit(warn: int, alarm: int, unit: int, path: Path, faults: Faults) -> Limit:
    if warn > alarm:
        key = str(path[-1]).replace("warn", "alarm")
        faults.add(
            path,
            f"it would warn at {warn}, after the alarm at {alarm}; make it at most as large as "
            f"{key}.",
        )
    return Limit(warn * unit, alarm * unit)
