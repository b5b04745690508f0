"""What `config.toml` may hold, table by table. The keys that the documents name come from here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_type_hints

import msgspec
from msgspec import Meta

from signage.devices.printers.settings import PaperWidth, PrinterKind
from signage.figures.files import Format, Which
from signage.queueing.hall import SpeakerKind, Unfinished
from signage.queueing.slots import Turn
from signage.screens.layouts import Calls, Ducking, Kind, Orientation
from signage.screens.settings import FARTHEST, LARGEST, NEAREST, SMALLEST, Hanging
from signage.voice.codes import Numbers
from signage.voice.prayers import FAJR_ANGLE, ISHA_ANGLE
from signage.voice.quiet import Manner, Prayer


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the file: its keys, their types, and what holds when one is left out."""


class Both(Table, frozen=True):
    """A text in both languages."""

    id: str
    en: str


Words = str | Both
"""One text for both languages, or `{id = "…", en = "…"}`."""
Hours = str | dict[str, str | tuple[str, ...]]
""""always", or spans by day: `{mon = "08:00-15:30", fri = ["08:00-11:30", "13:30-15:30"]}`."""


class ShareTable(Table, frozen=True):
    """A share in numbers."""

    priority: int
    ordinary: int


ShareWords = str | ShareTable
""""off", "1:1", or `{priority = 1, ordinary = 1}`."""
PassLimit = Annotated[int, Meta(ge=0, le=480)]
Minutes = Annotated[int, Meta(ge=0, le=720)]
WaitLimit = Annotated[int, Meta(ge=1, le=600)]
LagLimit = Annotated[int, Meta(ge=1, le=3600)]
Dates = str | tuple[str, ...]
"""A date such as "2026-12-24", a range "2026-12-24..2026-12-31", or a list of these."""


Diagonal = Annotated[float, Meta(ge=SMALLEST, le=LARGEST)]
Distance = Annotated[float, Meta(ge=NEAREST, le=FARTHEST)]
Cell = Annotated[int, Meta(ge=0, le=32)]


class MallTable(Table, frozen=True):
    """[mall]"""

    id: str
    name: Words
    time_zone: str
    languages: tuple[str, ...] = ("id", "en")
    hours: Hours = "always"
    unfinished: Unfinished = "served"
    undo: Annotated[int, Meta(ge=0, le=300)] = 30
    tickets_before: Minutes = 0
    cut_off: Minutes = 0


class ZoneTable(Table, frozen=True):
    """[[zones]]"""

    id: str
    name: Words
    hears: tuple[str, ...] = ()
    speaker: SpeakerKind = "server"
    device: str = ""
    age_limit: Annotated[int, Meta(ge=5, le=3600)] | None = None
    direction: Words | None = None
    layout: str | None = None
    theme: str | None = None
    orientation: Hanging | None = None
    diagonal: Diagonal | None = None
    distance: Distance | None = None


class AgencyTable(Table, frozen=True):
    """[[agencies]]"""

    id: str
    name: Words
    short: Words | None = None
    spoken: Words | None = None
    hours: Hours | None = None
    tickets_before: Minutes | None = None
    cut_off: Minutes | None = None
    closed: bool = False


class StandardTable(Table, frozen=True):
    """What a service promises, in minutes."""

    wait: Annotated[int, Meta(ge=1, le=600)] | None = None
    serve: Annotated[int, Meta(ge=1, le=600)] | None = None


class ServiceTable(Table, frozen=True):
    """[[services]]"""

    id: str
    agency: str
    name: Words
    prefix: str
    separator: str = ""
    width: Annotated[int, Meta(ge=1, le=6)] = 3
    hours: Hours | None = None
    share: ShareWords | None = None
    pass_limit: PassLimit | None = None
    tickets_before: Minutes | None = None
    cut_off: Minutes | None = None
    dates: Dates = ()
    quota: int | dict[str, int] | None = None
    papers: tuple[Words, ...] = ()
    priorities: tuple[str, ...] | None = None
    asks_origin: bool = False
    wait_warn: WaitLimit | None = None
    wait_alarm: WaitLimit | None = None
    closed: bool = False
    standard: StandardTable | None = None


class AddedDay(Table, frozen=True):
    """An entry of calendar.add: a holiday of the mall's own."""

    date: str
    name: Words


class CalendarTable(Table, frozen=True):
    """[calendar]"""

    holidays: bool = False
    joint_leave: bool = False
    add: tuple[AddedDay, ...] = ()
    remove: tuple[str, ...] = ()


class DayTable(Table, frozen=True):
    """[[days]]"""

    dates: Dates
    name: Words
    hours: str | tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


class CounterTable(Table, frozen=True):
    """[[counters]]"""

    id: str
    name: str | None = None
    zone: str | None = None
    services: tuple[str, ...] = ()
    direction: Words | None = None
    share: ShareWords | None = None
    weights: dict[str, int] = {}
    closed: bool = False
    group: str = ""


class CallingTable(Table, frozen=True):
    """[calling]"""

    share: ShareWords = "off"
    pass_limit: PassLimit = 0
    parked: str = "place"
    transferred: str = "place"
    no_show: str = "place"


class NamedTable(Table, frozen=True):
    """[[origins]]"""

    id: str
    name: Words


class PriorityTable(NamedTable, frozen=True):
    """[[priorities]]"""

    shares: bool = True


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


class ProfilesTable(Table, frozen=True):
    """voice.profiles: for each language a file of `voices/`, without its ending."""

    id: str = "espeak-id"
    en: str = "espeak-en"


Gap = Annotated[int, Meta(ge=0, le=5000)]


class VoiceTable(Table, frozen=True):
    """[voice]"""

    languages: tuple[str, ...] = ("id",)
    zero: Literal["nol", "kosong"] = "nol"
    number_style: Numbers = "digits"
    profiles: ProfilesTable = ProfilesTable()
    gap_ms: Gap = 350
    language_gap_ms: Gap | None = None
    repeat_gap_ms: Gap | None = None
    times: Annotated[int, Meta(ge=1, le=3)] = 1
    once_after: Annotated[int, Meta(ge=0, le=100)] = 3
    brief_after: Annotated[int, Meta(ge=0, le=100)] = 6
    bare_after: Annotated[int, Meta(ge=0, le=100)] = 6
    notice_age_limit: Annotated[int, Meta(ge=5, le=86_400)] = 600


Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Gain = Annotated[int, Meta(ge=-40, le=0)]


class PrayerTable(Table, frozen=True):
    """[prayer]: where and how the prayers' times are reckoned."""

    latitude: Annotated[float, Meta(ge=-65, le=65)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    ihtiyat: Annotated[int, Meta(ge=0, le=10)] = 2
    fajr_angle: Annotated[float, Meta(ge=10, le=25)] = FAJR_ANGLE
    isha_angle: Annotated[float, Meta(ge=10, le=25)] = ISHA_ANGLE


class QuietTable(Table, frozen=True):
    """[[quiet]]"""

    name: Words = Both(id="Waktu tenang", en="Quiet time")
    zones: tuple[str, ...] = ()
    days: tuple[Day, ...] = ()
    dates: tuple[str, ...] = ()
    hours: str | tuple[str, ...] = ()
    prayer: Prayer | None = None
    before: Annotated[int, Meta(ge=0, le=120)] = 0
    minutes: Annotated[int, Meta(ge=1, le=240)] = 15
    voice: Manner = "silent"
    gain_db: Gain = -12
    later: bool = False


class VolumeTable(Table, frozen=True):
    """[[volume]]"""

    gain_db: Gain
    zones: tuple[str, ...] = ()
    days: tuple[Day, ...] = ()
    dates: tuple[str, ...] = ()
    hours: str | tuple[str, ...] = "00:00-24:00"


class BookingsTable(Table, frozen=True):
    """[bookings]: without this table the mall takes none."""

    open: bool = True
    days_ahead: Annotated[int, Meta(ge=0, le=90)] = 14
    early: Annotated[int, Meta(ge=0, le=240)] = 15
    late: Annotated[int, Meta(ge=0, le=240)] = 15
    turn: Turn = "slot"
    per_hour: Annotated[int, Meta(ge=1, le=10_000)] = 20


class SlotsTable(Table, frozen=True):
    """[[slots]]"""

    services: tuple[str, ...]
    hours: str | tuple[str, ...]
    capacity: Annotated[int, Meta(ge=1, le=1000)]
    minutes: Annotated[int, Meta(ge=5, le=480)] = 30
    walk_in: Annotated[int, Meta(ge=0, le=1000)] = 0
    days: tuple[Day, ...] = ()
    dates: tuple[str, ...] = ()


class PhrasesTable(Table, frozen=True):
    """[[phrases]]: the mall's own sentences of one language."""

    language: str
    zones: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    call: str | None = None
    recall: str | None = None
    transfer: str | None = None
    short: str | None = None
    notice: str | None = None
    emergency: str | None = None


class LexiconTable(Table, frozen=True):
    """[lexicon.id] and [lexicon.en]: words, and how they are said."""

    id: dict[str, Any] = {}
    en: dict[str, Any] = {}


class EmergencyTable(Table, frozen=True):
    """[[emergencies]]"""

    id: str
    name: Words
    text: Words


class PointTable(Table, frozen=True):
    """takeovers.programme: a time of the day, and what there is then."""

    at: str
    text: Words


class TakeoverTable(Table, frozen=True):
    """[[takeovers]]: an event that may take a zone."""

    id: str
    zone: str
    name: Words
    greeting: Words | None = None
    playlist: str = ""
    programme: tuple[PointTable, ...] = ()
    dates: Dates = ()
    days: tuple[Day, ...] = ()
    hours: str | tuple[str, ...] = ()
    calls_to: tuple[str, ...] | None = None
    closed: bool = False


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


class SurveyTable(Table, frozen=True):
    """[survey]: the survey of satisfaction (SKM). `minimum` answers make a result that holds."""

    open: bool = True
    seconds: Annotated[int, Meta(ge=20, le=600)] = 60
    minimum: Annotated[int, Meta(ge=1, le=10_000)] = 30
    intro: Words | None = None


class ElementTable(Table, frozen=True):
    """[[elements]]: other words for one of the nine, or another element."""

    id: str
    name: Words | None = None
    question: Words | None = None
    answers: tuple[Words, ...] = ()


class MediaTable(Table, frozen=True):
    """[media]: what may be sent in, and how large screens get it."""

    image_megabytes: Annotated[int, Meta(ge=1, le=200)] = 30
    video_megabytes: Annotated[int, Meta(ge=1, le=4_000)] = 500
    total_megabytes: Annotated[int, Meta(ge=10, le=1_000_000)] = 2_000
    width: Annotated[int, Meta(ge=640, le=7_680)] = 3_840
    height: Annotated[int, Meta(ge=360, le=4_320)] = 2_160
    video: bool = True


class PeopleTable(Table, frozen=True):
    """[people]: whether officers sign on at their counters with a PIN."""

    officers: Literal["off", "optional", "required"] = "off"


class NoticeTable(Table, frozen=True):
    """[[notices]]: `text` is Markdown."""

    id: str
    title: Words
    text: Words
    since: str | None = msgspec.field(default=None, name="from")
    until: str | None = None


class ItemTable(Table, frozen=True):
    """An entry of playlists.items: a media file, a notice or a slide."""

    media: str | None = None
    notice: str | None = None
    slide: Literal["waits", "skm", "hours"] | None = None
    agency: str | None = None
    seconds: Annotated[int, Meta(ge=3, le=3600)] | None = None
    fit: Literal["contain", "cover"] = "contain"
    sound: bool = False


class PlaylistTable(Table, frozen=True):
    """[[playlists]]"""

    id: str
    name: Words
    items: tuple[ItemTable, ...] = ()


class AiringTable(Table, frozen=True, kw_only=True):
    """On which screens, and from when until when."""

    screens: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    since: str | None = msgspec.field(default=None, name="from")
    until: str | None = None


class ScheduleTable(AiringTable, frozen=True, kw_only=True):
    """[[schedules]]"""

    id: str
    name: Words | None = None
    playlist: str
    dates: Dates = ()
    days: tuple[Day, ...] = ()
    hours: str | tuple[str, ...] = ()
    priority: Annotated[int, Meta(ge=-100, le=100)] = 0


class TickerTable(AiringTable, frozen=True, kw_only=True):
    """[[tickers]]"""

    text: Words


class ScreensTable(Table, frozen=True):
    """[screens]: what holds where a zone or a screen says nothing else."""

    layout: str = "classic"
    theme: str = "malam"
    orientation: Hanging = "auto"
    diagonal: Diagonal = 55.0
    distance: Distance = 5.0
    playlist: str | None = None
    awake: Literal["always", "hours"] | dict[str, str | tuple[str, ...]] = "always"
    awake_before: Annotated[int, Meta(ge=0, le=240)] = 30
    awake_after: Annotated[int, Meta(ge=0, le=240)] = 30
    drift: bool = True


REGIONS = 32
"""Entries of one layout: more than there are kinds, for a kind twice has a fault of its own."""


class RegionTable(Table, frozen=True):
    """An entry of layouts.regions: a part of the screen, in cells."""

    kind: Kind
    x: Cell
    y: Cell
    w: Cell
    h: Cell


class LayoutTable(Table, frozen=True):
    """[[layouts]]"""

    id: str
    name: Words
    orientation: Orientation = "landscape"
    calls: Calls = "board"
    media: Ducking = "duck"
    regions: Annotated[tuple[RegionTable, ...], Meta(max_length=REGIONS)] = ()


class ThemeTable(Table, frozen=True):
    """[[themes]]: colours over those of `base`."""

    id: str
    name: Words
    base: str = "malam"
    logo: str | None = None
    ground: str | None = None
    paper: str | None = None
    paper2: str | None = None
    line: str | None = None
    text: str | None = None
    soft: str | None = None
    call: str | None = None
    call_ink: str | None = None
    call_text: str | None = None
    go: str | None = None
    alert: str | None = None
    alert_ink: str | None = None


class Tables(Table, frozen=True):
    """The whole file."""

    mall: MallTable
    zones: tuple[ZoneTable, ...] = ()
    agencies: tuple[AgencyTable, ...] = ()
    services: tuple[ServiceTable, ...] = ()
    counters: tuple[CounterTable, ...] = ()
    priorities: tuple[PriorityTable, ...] = ()
    origins: tuple[NamedTable, ...] = ()
    calling: CallingTable = CallingTable()
    calendar: CalendarTable = CalendarTable()
    days: tuple[DayTable, ...] = ()
    server: ServerTable = ServerTable()
    tls: TlsTable = TlsTable()
    limits: Limits = Limits()
    buttons: ButtonsTable = ButtonsTable()
    voice: VoiceTable = VoiceTable()
    prayer: PrayerTable | None = None
    quiet: tuple[QuietTable, ...] = ()
    volume: tuple[VolumeTable, ...] = ()
    emergencies: tuple[EmergencyTable, ...] = ()
    takeovers: tuple[TakeoverTable, ...] = ()
    bookings: BookingsTable | None = None
    slots: tuple[SlotsTable, ...] = ()
    phrases: tuple[PhrasesTable, ...] = ()
    lexicon: LexiconTable = LexiconTable()
    printers: tuple[PrinterTable, ...] = ()
    floor: FloorTable = FloorTable()
    backup: BackupTable = BackupTable()
    reports: ReportsTable = ReportsTable()
    people: PeopleTable = PeopleTable()
    survey: SurveyTable = SurveyTable()
    elements: tuple[ElementTable, ...] = ()
    notices: tuple[NoticeTable, ...] = ()
    playlists: tuple[PlaylistTable, ...] = ()
    schedules: tuple[ScheduleTable, ...] = ()
    tickers: tuple[TickerTable, ...] = ()
    screens: ScreensTable = ScreensTable()
    layouts: tuple[LayoutTable, ...] = ()
    themes: tuple[ThemeTable, ...] = ()
    media: MediaTable = MediaTable()


@cache
def hints(table: type[Table]) -> dict[str, Any]:
    """The types of a table's keys, by the keys' names in the file."""
    types = get_type_hints(table, include_extras=True)
    return {one.encode_name: types[one.name] for one in msgspec.structs.fields(table)}


def item_of(hint: Any) -> type[Table] | None:
    """The table that a section's type is made of, be it one table or a list of them."""
    for kind in (hint, *get_args(hint)):
        if isinstance(kind, type) and issubclass(kind, Table):
            return kind
    return None


def _keys() -> Iterator[str]:
    for section, hint in hints(Tables).items():
        table = item_of(hint)
        yield from (f"{section}.{key}" for key in (hints(table) if table else ()))


KEYS: tuple[str, ...] = tuple(_keys())
"""Every key that the file may hold, `section.key`, in the order of this module."""
