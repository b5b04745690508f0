"""What a running hall has done by processes of their own: backups, reports, long sums."""

from __future__ import annotations

import sys
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from signage import assets, scheduling
from signage.backups.nightly import Nightly, by_process
from signage.edits import Source
from signage.exporting import Exports
from signage.figuring import Figures
from signage.records.records import Records
from signage.running import Running
from signage.scheduling import Scheduled
from signage.timely import local

SIGNAGE = (sys.executable, "-m", "signage")
"""The commands, as a process of their own."""


def _mall_time(hall: Running) -> datetime | None:
    """The mall's own time; None while the clock is doubtful."""
    moment = hall.live.now()
    zone = ZoneInfo(hall.live.state.hall.mall.time_zone)
    return None if moment.doubtful else local(moment.at, zone)


def hall_backups(hall: Running, folder: Path, source: Source) -> Nightly:
    """The nightly backups, by `signage backup`."""
    return Nightly(
        folder,
        plan=lambda: hall.config.backup,
        mall=lambda: hall.live.state.hall.mall.id,
        now=lambda: _mall_time(hall),
        steady=time.monotonic,
        make=by_process([*SIGNAGE, "backup", *_files(folder, source)]),
        told=lambda: hall.hub.changed(("floor",)),
    )


def hall_reports(hall: Running, folder: Path, source: Source, figures: Figures) -> Scheduled:
    """The reports that are left in a folder, by `signage report`."""
    return Scheduled(
        folder,
        plan=lambda: hall.config.reports,
        mall=lambda: hall.live.state.hall.mall.id,
        now=lambda: _mall_time(hall),
        steady=time.monotonic,
        worked=figures.worked,
        make=scheduling.by_process([*SIGNAGE, "report", *_files(folder, source)]),
        served=(assets.folder("static"),),
        told=lambda: hall.hub.changed(("floor",)),
    )


def _files(folder: Path, source: Source | None) -> list[str]:
    file = ["--config", str(source.file.resolve())] if source else []
    return [*file, "--data", str(folder.resolve())]


def hall_exports(hall: Running, folder: Path, source: Source | None) -> Exports:
    """The files that somebody asks for, by `signage report`."""
    return Exports(
        folder,
        [*SIGNAGE, "report", *_files(folder, source)],
        mall=lambda: hall.live.state.hall.mall.id,
        steady=time.monotonic,
    )


def hall_figures(hall: Running, folder: Path, records: Records) -> Figures:
    """The figures of periods; long ones by a process of its own."""

    def today() -> str:
        state = hall.live.state
        return state.day if state.day_open else hall.live.now().business_date

    return Figures(folder, records.path, today=today, now=lambda: hall.live.now().at)
