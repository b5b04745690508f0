"""The times of the five prayers at a place, reckoned offline as Indonesia's ministry does. Pure.

Source: the "Kriteria Jadwal Shalat" of the Kementerian Agama RI, as its tables quote it: Subuh with
the sun 20° below the horizon, Isya with it 18° below, Zuhur when it crosses the meridian, Asar at a
shadow of one length and noon's (the Shafi'i rule), Magrib at sunset, and 2 minutes of ihtiyat
(precaution) added to each. Its published tables have a minute more for Zuhur and Magrib. It reckons
a town's table for one point of it and its height; a mall compares once with its mosque, and moves
`ihtiyat` if they differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from adhanpy.calculation.CalculationParameters import CalculationParameters
from adhanpy.PrayerTimes import PrayerTimes

from signage.voice.quiet import Prayer

FAJR_ANGLE: Final = 20.0
ISHA_ANGLE: Final = 18.0
_MORE: Final = 1  # minute, for noon and sunset


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the prayers' times are reckoned for: degrees north and east, minutes of ihtiyat."""

    latitude: float
    longitude: float
    ihtiyat: int = 2
    fajr_angle: float = FAJR_ANGLE
    isha_angle: float = ISHA_ANGLE


def prayers(place: Place, day: date, zone: tzinfo) -> Mapping[Prayer, int]:
    """The minute after local midnight at which each prayer's time begins on a local date.

    No prayer has a time where the sun does not rise or set on that day.
    """
    angles = CalculationParameters(fajr_angle=place.fajr_angle, isha_angle=place.isha_angle)
    try:
        times = PrayerTimes(
            (place.latitude, place.longitude),
            datetime(day.year, day.month, day.day, tzinfo=UTC),
            calculation_parameters=angles,
        )
    except (RuntimeError, ValueError):
        return {}
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)

    def minute(moment: datetime) -> int:
        return round((moment - midnight) / timedelta(minutes=1)) + place.ihtiyat

    return {
        "fajr": minute(times.fajr),
        "dhuhr": minute(times.dhuhr) + _MORE,
        "friday": minute(times.dhuhr) + _MORE,
        "asr": minute(times.asr),
        "maghrib": minute(times.maghrib) + _MORE,
        "isha": minute(times.isha),
    }
