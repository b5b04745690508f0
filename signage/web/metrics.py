"""The hall's figures for Prometheus, read from the live state when somebody asks."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from signage.devices.presence import GONE
from signage.queueing.shapes import DeviceState
from signage.web.house import House, house


async def metrics(request: Request) -> Response:
    """GET /metrics"""
    rooms = house(request)
    rooms.gate.allow(rooms.device(request), "feed", rooms.live.state.hall)
    return Response(generate_latest(_registry(rooms)), media_type=CONTENT_TYPE_LATEST)


def _registry(rooms: House) -> CollectorRegistry:
    live, registry = rooms.live, CollectorRegistry()
    state, around = live.state, live.around()

    def gauge(name: str, text: str, value: float) -> None:
        Gauge(f"signage_{name}", text, registry=registry).set(value)

    def table(name: str, text: str, label: str, values: dict[str, float]) -> None:
        family = Gauge(f"signage_{name}", text, [label], registry=registry)
        for key, value in values.items():
            family.labels(key).set(value)

    gauge("journal_seq", "Number of the last event", state.seq)
    gauge("journal_trouble", "1 while presses are refused", live.trouble is not None)
    gauge("clock_doubtful", "1 while the clock is before the last event", live.now().doubtful)
    gauge("day_open", "1 while the business day is open", state.day_open)
    gauge("emergencies", "Emergencies and drills that stand", len(state.emergencies))
    gauge("tickets_today", "Tickets of the business day", len(state.tickets))
    gauge("counters_open", "Counters that call", sum(d.open for d in state.desks.values()))
    there = sum(screen.age is not None and screen.age <= GONE / 1000 for screen in around.screens)
    gauge("screens", "Screens that are there", there)
    gauge("alerts", "Alerts that stand", len(rooms.oversight.alerts.standing))
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
    return registry
