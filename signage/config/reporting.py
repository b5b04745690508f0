"""The reports that are left in a folder by themselves, as the file has them."""

from __future__ import annotations

from signage.config.backing import OFF, minute_of
from signage.config.faults import Faults
from signage.config.settings import ReportPlan
from signage.config.tables import Tables


def plan(tables: Tables, faults: Faults) -> ReportPlan:
    """When, which, as what and where."""
    written = tables.reports
    minute = minute_of(written.at)
    if minute is None and written.at != OFF:
        faults.add(
            ("reports", "at"), f'“{written.at}” is no time; write it like "18:30", or "off".'
        )
    for key in ("daily", "monthly"):
        names = getattr(written, key)
        for at, name in enumerate(names):
            if name in names[:at]:
                faults.add(("reports", key, at), f"“{name}” stands here twice; take one out.")
    if minute is not None and not (written.daily or written.monthly):
        faults.add(
            ("reports", "at"), 'no report is named; write daily = ["day"], monthly = ["service"].'
        )
    if written.folder and not written.folder.startswith("/"):
        faults.add(
            ("reports", "folder"),
            f"“{written.folder}” is no whole path; write it from the first /, such as "
            "/media/stick/reports.",
        )
    return ReportPlan(
        minute=minute, daily=written.daily, monthly=written.monthly, format=written.format,
        folder=written.folder, language=written.language,
    )  # fmt: skip
