"""The hall's figures for Prometheus, read from the live state when somebody asks."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from prometheus_client import CollectorRegistry, Gauge, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from signage import RELEASE
from signage.clock import steady
from signage.devices.presence import GONE
from signage.journal.journal import FILE as JOURNAL
from signage.queueing.shapes import DeviceState
from signage.queueing.views import coming_rows
from signage.web.house import House, house


async def metrics(request: Request) -> Response:
    """GET /metrics"""
    rooms = house(request)
    rooms.gate.allow(rooms.device(request), "feed", rooms.live.state.hall)
    disk = await asyncio.to_thread(disk_of, rooms.data)
    return Response(generate_latest(_registry(rooms, disk)), media_type=CONTENT_TYPE_LATEST)


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk of the data folder, in bytes: free and whole, and what the journal takes."""

    free: int
    size: int
    journal: int


def disk_of(folder: Path) -> Disk | None:
    """How full it is; None where it can't be told."""
    try:
        found = os.statvfs(folder)
        journal = sum(path.stat().st_size for path in folder.glob(f"{JOURNAL}*"))
    except OSError:
        return None
    return Disk(found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize, journal)


@dataclass(frozen=True, slots=True)
class _Counted:
    """One figure that only rises."""

    name: str
    text: str
    value: float

    def collect(self) -> Iterator[CounterMetricFamily]:
        yield CounterMetricFamily(self.name, self.text, value=self.value)


def _registry(rooms: House, disk: Disk | None) -> CollectorRegistry:
    live, registry = rooms.live, CollectorRegistry()
    ProcessCollector(registry=registry)
    state, around = live.state, live.around()

    def gauge(name: str, text: str, value: float) -> None:
        Gauge(f"signage_{name}", text, registry=registry).set(value)

    def table(name: str, text: str, label: str, values: dict[str, float]) -> None:
        family = Gauge(f"signage_{name}", text, [label], registry=registry)
        for key, value in values.items():
            family.labels(key).set(value)

    table("build_info", "1; the release that runs", "release", {RELEASE: 1.0})
    gauge("uptime_seconds", "Since the server started", (steady() - rooms.since) / 1000)
    registry.register(_Counted("signage_events", "Events of the journal", state.seq))
    if disk is not None:
        gauge("disk_free_bytes", "Free for the data folder", disk.free)
        gauge("disk_size_bytes", "The whole disk of the data folder", disk.size)
        gauge("journal_bytes", "The journal's files", disk.journal)
    gauge("sockets", "Open sockets that watch", rooms.hub.viewers)
    gauge("sockets_behind", "Sockets that have not taken their newest frame", rooms.hub.behind)
    if (backup := around.backup) is not None:
        gauge("backup_trouble", "1 when the nightly backup failed or is old", bool(backup.trouble))
        if backup.age is not None and backup.bytes is not None:
            gauge("backup_age_seconds", "Since the newest backup was made", backup.age)
            gauge("backup_bytes", "Size of the newest backup", backup.bytes)
    if (reports := around.reports) is not None:
        gauge("reports_trouble", "1 when the scheduled reports failed", bool(reports.trouble))
        if reports.age is not None:
            gauge("reports_age_seconds", "Since reports were left in their folder", reports.age)
    gauge("journal_seq", "Number of the last event", state.seq)
    gauge("journal_trouble", "1 while presses are refused", live.trouble is not None)
    gauge("clock_doubtful", "1 while the clock is before the last event", live.now().doubtful)
    gauge("day_open", "1 while the business day is open", state.day_open)
    gauge("emergencies", "Emergencies and drills that stand", len(state.emergencies))
    gauge("takeovers", "Events that have a zone", len(state.takeovers))
    waits = [one for one in coming_rows(state, live.now()) if one.hindrance is not None]
    gauge("takeovers_waiting", "Events whose time it is and that wait for their zone", len(waits))
    gauge("tickets_today", "Tickets of the business day", len(state.tickets))
    gauge("counters_open", "Counters that call", sum(d.open for d in state.desks.values()))
    there = sum(screen.age is not None and screen.age <= GONE / 1000 for screen in around.screens)
    gauge("screens", "Screens that are there", there)
    gauge("alerts", "Alerts that stand", len(rooms.oversight.alerts.standing))
    registry.register(
        _Counted(
            "signage_plays_dropped",
            "Showings that screens told of and can't have made, since the start",
            rooms.plays.dropped,
        )
    )
    states = Counter(row.state for row in rooms.oversight.rows())
    table(
        "devices", "Devices by state", "state",
        {state: float(states[state]) for state in get_args(DeviceState)},
    )  # fmt: skip
    waiting = {id: float(len(state.queue(id))) for id in state.hall.service}
    table("waiting", "Tickets that wait", "service", waiting)
    lags = {zone: status.lag for zone, status in around.voice.items()}
    table("voice_lag_seconds", "Age of the oldest unsaid announcement", "zone", lags)
    longest = {zone: status.longest for zone, status in around.voice.items()}
    table("voice_longest_lag_seconds", "Longest lag of the day", "zone", longest)
    shortened = {zone: float(status.shortened) for zone, status in around.voice.items()}
    table("voice_shortened_today", "Announcements said shorter than with room", "zone", shortened)
    failed = {zone: float(status.failed) for zone, status in around.voice.items()}
    table("voice_failed_today", "Announcements tried and not heard", "zone", failed)
    quiet = {zone: float(status.quiet is not None) for zone, status in around.voice.items()}
    table("voice_quiet", "1 in a quiet time", "zone", quiet)
    stood_in = {zone: float(status.instead is not None) for zone, status in around.voice.items()}
    table("voice_stand_in", "1 while another voice than the zone's own speaks", "zone", stood_in)
    stand_ins = {zone: float(status.stand_ins) for zone, status in around.voice.items()}
    table(
        "voice_stand_ins", "Announcements said by another voice since the start", "zone", stand_ins
    )
    papers = {p.printer: p for p in around.printers}
    ready = {id: float(p.state in ("ready", "unknown", "browser")) for id, p in papers.items()}
    table("printer_ready", "1 while a printer prints, as far as it says", "printer", ready)
    listed = {id: float(p.waiting) for id, p in papers.items()}
    table("printer_waiting", "Papers that wait", "printer", listed)
    printed = {id: float(p.printed) for id, p in papers.items()}
    table("printer_printed", "Papers printed since the start", "printer", printed)
    missed = {id: float(p.missed) for id, p in papers.items()}
    table("printer_missed", "Papers not printed since the start", "printer", missed)
    dropped = Gauge(
        "signage_voice_dropped_today", "Announcements not said", ["zone", "reason"],
        registry=registry,
    )  # fmt: skip
    for zone, status in around.voice.items():
        for row in status.dropped:
            dropped.labels(zone, row.reason).set(row.count)
    left = rooms.secured.keeper.standing.days_left if rooms.secured else None
    if left is not None:
        gauge("certificate_days", "Days that the certificate still holds", left)
    return registry
