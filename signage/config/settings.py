"""What the server runs by: the hall, the machine's own limits, and how the voice speaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo

from signage.config.securing import TlsSettings
from signage.config.tables import Limits
from signage.devices.printers.settings import PrinterSettings
from signage.figures.files import Format, Which
from signage.queueing.hall import Hall, Text
from signage.queueing.slots import BookingRules
from signage.queueing.views import FloorLimits
from signage.screens.programme import Rules
from signage.screens.settings import Screens
from signage.survey.elements import NINE
from signage.survey.questionnaire import Questionnaire
from signage.voice.settings import VoiceSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What the server itself needs. `debounce_ms`: a second press within it is the same press.

    `address` is where visitors' phones reach the server, empty when the file doesn't say; `hosts`
    are the names under which it is reached, beside its addresses and the machine's own name;
    `proxies` are the networks whose word on a visitor's address is taken.
    """

    limits: Limits
    debounce_ms: int
    allowed_origins: tuple[str, ...]
    address: str = ""
    hosts: tuple[str, ...] = ()
    tls: TlsSettings = field(default_factory=TlsSettings)
    proxies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservations:
    """What may be booked, and how often one address may ask for it in an hour."""

    rules: BookingRules
    per_hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyText:
    """Words for an emergency, to be chosen in a hurry."""

    id: str
    name: Text
    text: Text


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """The nightly backup: the minute of the day in the mall's time, None for never; how many are
    kept, and the folder, empty for the usual one in the data folder."""

    minute: int | None = 120
    keep: int = 14
    folder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRules:
    """How the mall asks: what, for about how many seconds, from how many answers on a result holds.
    `intro` is its own first sentence."""

    asked: Questionnaire = NINE
    open: bool = True
    seconds: int = 60
    minimum: int = 30
    intro: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRules:
    """Pictures and videos: the largest file of each and of all together, in bytes; the longer and
    the shorter side that a picture is made to fit; whether there are videos, and what they are made
    into: H.264 in MP4, or VP8 in WebM for televisions that play no H.264."""

    image_bytes: int = 30_000_000
    video_bytes: int = 500_000_000
    total_bytes: int = 2_000_000_000
    width: int = 3_840
    height: int = 2_160
    video: bool = True
    codec: Literal["h264", "vp8"] = "h264"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlan:
    """Reports that are left in a folder: the minute of the day in the mall's time, None for never,
    which each day and each month, and the folder, empty for the usual one in the data folder."""

    minute: int | None = None
    daily: tuple[Which, ...] = ()
    monthly: tuple[Which, ...] = ()
    format: Format = "xlsx"
    folder: str = ""
    language: Literal["id", "en"] = "id"


OfficerRule = Literal["off", "optional", "required"]
"""Whether officers sign on at counters: not at all, if they like, or before they press."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """One `config.toml`, read and checked."""

    hall: Hall
    machine: Machine
    voice: VoiceSettings
    bookings: Reservations | None = None
    emergencies: tuple[ReadyText, ...] = ()
    printers: tuple[PrinterSettings, ...] = ()
    floor: FloorLimits = field(default_factory=FloorLimits)
    backup: BackupPlan = BackupPlan()
    reports: ReportPlan = ReportPlan()
    officers: OfficerRule = "off"
    survey: SurveyRules = field(default_factory=SurveyRules)
    rules: Rules = field(default_factory=lambda: Rules(zone=ZoneInfo("UTC")))
    screens: Screens = field(default_factory=Screens)
    media: MediaRules = field(default_factory=MediaRules)
