"""What `config.toml` may hold, table by table."""

from __future__ import annotations

from signage.config.tables.airing import (
    AiringTable,
    ItemTable,
    NoticeTable,
    PlaylistTable,
    ScheduleTable,
    TickerTable,
)
from signage.config.tables.glass import (
    REGIONS,
    Cell,
    LayoutTable,
    RegionTable,
    ScreensTable,
    ThemeTable,
)
from signage.config.tables.hall import (
    AddedDay,
    AgencyTable,
    CalendarTable,
    CallingTable,
    CounterTable,
    DayTable,
    MallTable,
    NamedTable,
    PassLimit,
    PointTable,
    PriorityTable,
    ServiceTable,
    ShareTable,
    ShareWords,
    StandardTable,
    TakeoverTable,
    ZoneTable,
)
from signage.config.tables.machine import (
    BackupTable,
    ButtonsTable,
    FloorTable,
    LagLimit,
    Limits,
    MediaTable,
    PeopleTable,
    PrinterTable,
    ReportsTable,
    ServerTable,
    TlsTable,
)
from signage.config.tables.pieces import (
    Both,
    Dates,
    Day,
    Diagonal,
    Distance,
    Gain,
    Hours,
    Minutes,
    Table,
    WaitLimit,
    Words,
    hints,
    item_of,
)
from signage.config.tables.sound import (
    EmergencyTable,
    Gap,
    LexiconTable,
    PhrasesTable,
    PrayerTable,
    ProfilesTable,
    QuietTable,
    VoiceTable,
    VolumeTable,
)
from signage.config.tables.visits import BookingsTable, ElementTable, SlotsTable, SurveyTable
from signage.config.tables.whole import KEYS, Tables

__all__ = [
    "KEYS", "REGIONS", "AddedDay", "AgencyTable", "AiringTable", "BackupTable", "BookingsTable",
    "Both", "ButtonsTable", "CalendarTable", "CallingTable", "Cell", "CounterTable", "Dates",
    "Day", "DayTable", "Diagonal", "Distance", "ElementTable", "EmergencyTable", "FloorTable",
    "Gain", "Gap", "Hours", "ItemTable", "LagLimit", "LayoutTable", "LexiconTable", "Limits",
    "MallTable", "MediaTable", "Minutes", "NamedTable", "NoticeTable", "PassLimit",
    "PeopleTable", "PhrasesTable", "PlaylistTable", "PointTable", "PrayerTable", "PrinterTable",
    "PriorityTable", "ProfilesTable", "QuietTable", "RegionTable", "ReportsTable",
    "ScheduleTable", "ScreensTable", "ServerTable", "ServiceTable", "ShareTable", "ShareWords",
    "SlotsTable", "StandardTable", "SurveyTable", "Table", "Tables", "TakeoverTable",
    "ThemeTable", "TickerTable", "TlsTable", "VoiceTable", "VolumeTable", "WaitLimit", "Words",
    "ZoneTable", "hints", "item_of",
]  # fmt: skip
