"""The tables of the machine: its limits, its doors, its printers, its backups and reports."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from signage.config.tables.pieces import Table, WaitLimit, Words
from signage.devices.printers.settings import PaperWidth, PrinterKind
from signage.figures.files import Format, Which

LagLimit = Annotated[int, Meta(ge=1, le=3600)]


class ServerTable(Table, frozen=True):
    """[server]"""

    allowed_origins: tuple[str, ...] = ()
    address: str = ""
    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()


class TlsTable(Table, frozen=True):
    """[tls]"""

    mode: Literal["off", "own", "files"] = "off"
    port: Annotated[int, Meta(ge=0, le=65_535)] = 8443
    certificate: str = ""
    key: str = ""
    names: tuple[str, ...] = ()


class Limits(Table, frozen=True):
    """[limits]: what one client may cost. Rates are upper bounds."""

    body_bytes: Annotated[int, Meta(ge=1024, le=16_777_216)] = 65_536
    tickets_per_second: Annotated[int, Meta(ge=1, le=10_000)] = 50
    requests_per_minute: Annotated[int, Meta(ge=1, le=1_000_000)] = 600
    requests_per_ticket: Annotated[int, Meta(ge=1, le=1_000_000)] = 60
    sockets_per_ticket: Annotated[int, Meta(ge=1, le=10_000)] = 16
    sockets_per_address: Annotated[int, Meta(ge=1, le=100_000)] = 1_000
    connections_per_address: Annotated[int, Meta(ge=16, le=100_000)] = 512
    connections: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    head_bytes: Annotated[int, Meta(ge=4096, le=65_536)] = 16_384
    head_seconds: Annotated[int, Meta(ge=1, le=120)] = 10
    body_seconds: Annotated[int, Meta(ge=1, le=120)] = 10
    answer_seconds: Annotated[int, Meta(ge=1, le=600)] = 20
    pings_per_second: Annotated[int, Meta(ge=1, le=500)] = 20
    topics: Annotated[int, Meta(ge=1, le=10_000)] = 64
    store_megabytes: Annotated[int, Meta(ge=10, le=1_000_000)] = 200


class ButtonsTable(Table, frozen=True):
    """[buttons]"""

    debounce_ms: Annotated[int, Meta(ge=0, le=10_000)] = 700


class FloorTable(Table, frozen=True):
    """[floor]: what is too long, in minutes; of the voice in seconds."""

    wait_warn: WaitLimit = 20
    wait_alarm: WaitLimit = 40
    serve_warn: WaitLimit = 20
    serve_alarm: WaitLimit = 45
    lag_warn: LagLimit = 10
    lag_alarm: LagLimit = 30


class PrinterTable(Table, frozen=True):
    """[[printers]]"""

    id: str
    kind: PrinterKind
    name: Words | None = None
    zones: tuple[str, ...] = ()
    address: str = ""
    paper: PaperWidth = 80
    profile: str = "default"
    code_page: str = "CP437"
    logo: str = ""
    cut: bool = True
    copies: Annotated[int, Meta(ge=1, le=3)] = 1
    footer: Words | None = None


class BackupTable(Table, frozen=True):
    """[backup]: the nightly backup. `at` is a time of the day, or "off"."""

    at: str = "02:00"
    keep: Annotated[int, Meta(ge=1, le=1_000)] = 14
    folder: str = ""


class ReportsTable(Table, frozen=True):
    """[reports]: files that are left in a folder. `at` is a time of the day, or "off"."""

    at: str = "off"
    daily: tuple[Which, ...] = ("day",)
    monthly: tuple[Which, ...] = ("service", "skm")
    format: Format = "xlsx"
    folder: str = ""
    language: Literal["id", "en"] = "id"


class MediaTable(Table, frozen=True):
    """[media]: what may be sent in, and how large screens get it."""

    image_megabytes: Annotated[int, Meta(ge=1, le=200)] = 30
    video_megabytes: Annotated[int, Meta(ge=1, le=4_000)] = 500
    total_megabytes: Annotated[int, Meta(ge=10, le=1_000_000)] = 2_000
    width: Annotated[int, Meta(ge=640, le=7_680)] = 3_840
    height: Annotated[int, Meta(ge=360, le=4_320)] = 2_160
    video: bool = True
    codec: Literal["h264", "vp8"] = "h264"


class PeopleTable(Table, frozen=True):
    """[people]: whether officers sign on at their counters with a PIN."""

    officers: Literal["off", "optional", "required"] = "off"
