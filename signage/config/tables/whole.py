"""The whole file: its sections in order, and the names of all its keys."""

from __future__ import annotations

from collections.abc import Iterator

from signage.config.tables.airing import NoticeTable, PlaylistTable, ScheduleTable, TickerTable
from signage.config.tables.glass import LayoutTable, ScreensTable, ThemeTable
from signage.config.tables.hall import (
    AgencyTable,
    CalendarTable,
    CallingTable,
    CounterTable,
    DayTable,
    MallTable,
    NamedTable,
    PriorityTable,
    ServiceTable,
    TakeoverTable,
    ZoneTable,
)
from signage.config.tables.machine import (
    BackupTable,
    ButtonsTable,
    FloorTable,
    Limits,
    MediaTable,
    PeopleTable,
    PrinterTable,
    ReportsTable,
    ServerTable,
    TlsTable,
)
from signage.config.tables.pieces import Table, hints, item_of
from signage.config.tables.sound import (
    EmergencyTable,
    LexiconTable,
    PhrasesTable,
    PrayerTable,
    QuietTable,
    VoiceTable,
    VolumeTable,
)
from signage.config.tables.visits import BookingsTable, ElementTable, SlotsTable, SurveyTable


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


def _keys() -> Iterator[str]:
    for section, hint in hints(Tables).items():
        table = item_of(hint)
        yield from (f"{section}.{key}" for key in (hints(table) if table else ()))


KEYS: tuple[str, ...] = tuple(_keys())
"""Every key that the file may hold, `section.key`, in the order of this module."""
