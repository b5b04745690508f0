"""A hall as the floor page sees it, for tests: a small one in motion, and one of any size."""

from __future__ import annotations

from typing import Any

from tests.browser.fake_hall import View, text

LONG = "Pelayanan administrasi kependudukan dan pencatatan sipil terpadu satu pintu utama"[:80]
FLOOR: View = {
    "kind": "admin", "id": "admin", "place": None, "topics": ["floor"], "language": "id",
}  # fmt: skip


def queue(service: str, waiting: int = 0, longest: int = 0, **more: Any) -> View:
    """A queue; two counters call it."""
    return {
        "service": service, "name": text(service.upper()), "agency_name": text("Dukcapil"),
        "waiting": waiting, "longest": longest, "limit": {"warn": 1200, "alarm": 2400},
        "classes": [], "counters_open": 2, "expected_wait": None, "open": True, "shut": None,
        "why_shut": None, "opens": None, "quota_left": None, **more,
    }  # fmt: skip


def counter(id: str, services: list[str], **more: Any) -> View:
    """A counter that is open and free."""
    return {
        "counter": id, "name": id, "zone": "hall-a", "services": services, "open": True,
        "shut_by": None, "on_break": None, "state": "free", "number": None, "service": None,
        "since": 0.0, "aimed": 0, **more,
    }  # fmt: skip


def zone(id: str, **voice: Any) -> View:
    """A zone that is heard."""
    calm: View = {
        "state": "ready", "reason": None, "lag": 0.0, "longest": 0.0, "shortened": 0, "failed": 0,
        "shortened_why": [], "failed_why": [], "dropped": [], "quiet": None, "instead": None,
        "stand_ins": 0,
    }  # fmt: skip
    name = text(id.replace("-", " ").title())
    return {"zone": id, "name": name, "speaker": "server", "voice": {**calm, **voice}}


def screen(zone: str, **more: Any) -> View:
    """A screen that is well."""
    health = {"screen": f"screen-{zone}", "zone": zone, "shown": 4, "sound": "ready", "age": 1.0}
    return {**health, "name": "", "state": "well", **more}


def floor(**changes: Any) -> View:
    """A small hall in which all is well."""
    return {
        "mall": text("MPP Kota Metro"), "languages": ["id", "en"], "utc_offset": 420,
        "day": "2026-11-26", "day_open": True,
        "serve_limit": {"warn": 1200, "alarm": 2700}, "lag_limit": {"warn": 10, "alarm": 30},
        "counters": [
            counter("1", ["ktp", "kk"], state="serving", number="B012", service="ktp", since=65.0),
            counter("2", ["ktp"], state="called", number="B013", service="ktp", since=5.0),
            counter("3", ["kk"]),
            counter("4", ["skck"], open=False, shut_by="hall", zone="hall-b"),
            counter("5", ["skck"], open=False, on_break={"since": 60, "left": 540}, zone="hall-b"),
        ],
        "queues": [
            queue("kk", 1, 60), queue("ktp", 3, 300), queue("skck", counters_open=0),
        ],
        "zones": [zone("hall-a"), zone("hall-b")],
        "screens": [screen("hall-a"), screen("hall-b")],
        "emergencies": [], "backup": None, "trouble": None, "clock_doubtful": False,
        "printers": [], "alerts": [],
        **changes,
    }  # fmt: skip


TROUBLES: View = {
    "counters": [
        counter("1", ["ktp"], state="serving", number="B012", service="ktp", since=2800.0),
        counter("2", ["ktp"], state="called", number="B013", service="ktp", since=1300.0),
        counter("3", ["kk"], open=False, shut_by="officer"),
        counter("5", ["skck"], open=False, on_break={"since": 900, "left": -300}),
    ],
    "queues": [
        queue("ktp", 3, 1300), queue("kk", 4, 1210, counters_open=0), queue("skck", 9, 2500),
        queue("sim", 2, 100), queue("oss", 0, 0),
    ],
    "zones": [
        zone("hall-a", state="failed", reason=text("kartu suara tidak ada")),
        zone("hall-b", lag=31.0, longest=31.0),
    ],
    "screens": [screen("hall-a", state="hung")],
    "emergencies": [{
        "emergency": "e1", "text": text("Keluar <b>sekarang</b>"), "since": 3.0, "drill": False,
        "zones": ["hall-a"], "zone_names": [text("Hall A")], "languages": ["id"],
    }],
    "trouble": {"code": "disk_full", "text": text("Penyimpanan penuh.")},
    "clock_doubtful": True,
    "printers": [{
        "printer": "p1", "name": text("Kios A"), "zones": ["hall-a"], "kind": "network",
        "state": "paper_out", "text": text("kertas habis"), "error": "", "waiting": 2,
        "printed": 4, "missed": 0, "last_missed": None, "last_missed_why": None,
    }],
    "alerts": [
        {"alert": 1, "device": "k1", "kind": "kiosk", "title": text("Pintu"), "place": "hall-a",
         "what": "silent", "text": text("Periksa daya."), "since": 0, "at": 1, "ended": None},
        {"alert": 2, "device": "p1", "kind": "printer", "title": text("Kios A"), "place": "hall-a",
         "what": "trouble", "text": text("kertas habis"), "since": 0, "at": 1, "ended": None},
        {"alert": 3, "device": "s1", "kind": "screen", "title": text("TV kiri"), "place": "hall-b",
         "what": "silent", "text": text("x"), "since": 0, "at": 1, "ended": 9},
    ],
}  # fmt: skip


def large(name: str = LONG) -> View:
    """A hundred counters and sixty services, with names as long as they may be."""
    services = [f"s{n}" for n in range(60)]
    return floor(
        queues=[
            queue(id, n % 7 * 30, n * 45, name=text(f"{n} {name}"[:80]), agency_name=text(name))
            for n, id in enumerate(services)
        ],
        counters=[
            counter(
                f"c{n}", [services[n % 60], services[(n + 7) % 60]], name=f"{n} {name}"[:80],
                zone=("hall-a", "hall-b")[n % 2], open=n % 5 != 0,
                **({"state": "serving", "number": f"GGGGG-{n:06d}", "since": n * 40.0}
                   if n % 3 else {}),
            )
            for n in range(100)
        ],
        zones=[{**zone("hall-a"), "name": text(name)}, {**zone("hall-b"), "name": text(name)}],
        mall=text(name),
    )  # fmt: skip
