"""The tables of what is said, how, and when it is quiet."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from signage.config.tables.pieces import Both, Day, Gain, Table, Words
from signage.voice.codes import Numbers
from signage.voice.prayers import FAJR_ANGLE, ISHA_ANGLE
from signage.voice.quiet import Manner, Prayer


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

    id: dict[str, Any] = msgspec.field(default_factory=dict)
    en: dict[str, Any] = msgspec.field(default_factory=dict)


class EmergencyTable(Table, frozen=True):
    """[[emergencies]]"""

    id: str
    name: Words
    text: Words
