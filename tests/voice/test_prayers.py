"""The prayers' times against a reckoning of our own, and a table for Metro."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from signage.voice.prayers import Place, prayers
from signage.voice.quiet import Prayer, clock

METRO = Place(latitude=-5.11, longitude=105.31)
JAKARTA = ZoneInfo("Asia/Jakarta")

# By hand, from the declination and the equation of time of the Astronomical Almanac's low-precision
# formula: noon = 12 + (7 h − longitude / 15) − equation of time; the others by the hour angle of
# −20°, −18°, −0.833°, and of the shadow of one length and noon's. Without ihtiyat.
TABLE = {
    "2026-01-01": ("04:25", "12:02", "15:29", "18:15", "19:30"),
    "2026-03-20": ("04:46", "12:06", "15:15", "18:10", "19:19"),
    "2026-06-21": ("04:42", "12:01", "15:23", "17:55", "19:10"),
    "2026-09-23": ("04:31", "11:51", "15:00", "17:55", "19:04"),
    "2026-11-26": ("04:11", "11:46", "15:11", "17:57", "19:12"),
}
# What the ministry published for two towns, as newspapers printed it on the day: detik.com
# (15 March 2024), lampung.suara.com (13 March 2024, 17 April 2021) and sumatra.bisnis.com
# (1 April 2023).
BANDAR_LAMPUNG = Place(latitude=-5.43, longitude=105.26)
PUBLISHED = {
    ("metro", "2024-03-13"): ("04:49", "12:12", "15:15", "18:16", "19:24"),
    ("metro", "2024-03-15"): ("04:49", "12:11", "15:16", "18:15", "19:23"),
    ("bandar-lampung", "2023-04-01"): ("04:47", "12:06", "15:20", "18:08", "19:16"),
    ("bandar-lampung", "2021-04-17"): ("04:44", "12:02", "15:20", "18:01", "19:10"),
}
NAMES: tuple[Prayer, ...] = ("fajr", "dhuhr", "asr", "maghrib", "isha")
OFF_BY_MOST = 2  # minutes


def reckoned(day: date, place: Place, hours_east: float) -> dict[str, float]:
    """Minutes after local midnight, by another formula than the library's, without ihtiyat.

    Source: The Astronomical Almanac, low-precision formulas for the Sun, taken at local noon.
    """
    days = (day - date(2000, 1, 1)).days - hours_east / 24
    g = math.radians(357.528 + 0.9856003 * days)
    mean = 280.460 + 0.9856474 * days
    longitude = math.radians(mean + 1.915 * math.sin(g) + 0.020 * math.sin(2 * g))
    tilt = math.radians(23.439 - 0.0000004 * days)
    declination = math.asin(math.sin(tilt) * math.sin(longitude))
    ascension = math.degrees(math.atan2(math.cos(tilt) * math.sin(longitude), math.cos(longitude)))
    equation = ((mean - ascension + 180) % 360 - 180) * 4
    noon = 720 + hours_east * 60 - place.longitude * 4 - equation
    latitude = math.radians(place.latitude)

    def away(height: float) -> float:
        """Minutes from noon to the sun's height in degrees."""
        up = math.sin(math.radians(height)) - math.sin(latitude) * math.sin(declination)
        return math.degrees(math.acos(up / (math.cos(latitude) * math.cos(declination)))) * 4

    shadow = math.degrees(math.atan(1 / (1 + math.tan(abs(latitude - declination)))))
    return {
        "fajr": noon - away(-place.fajr_angle),
        "dhuhr": noon,
        "asr": noon + away(shadow),
        "maghrib": noon + away(-0.833),
        "isha": noon + away(-place.isha_angle),
    }


@pytest.mark.parametrize("day", TABLE)
def test_the_times_of_metro(day: str) -> None:
    found = prayers(replace(METRO, ihtiyat=0), date.fromisoformat(day), JAKARTA)
    for name, told in zip(NAMES, TABLE[day], strict=True):
        hour, minute = told.split(":")
        assert abs(found[name] - int(hour) * 60 - int(minute)) <= OFF_BY_MOST, (name, found)


@pytest.mark.parametrize(("town", "day"), PUBLISHED)
def test_the_ministrys_published_times(town: str, day: str) -> None:
    place = METRO if town == "metro" else BANDAR_LAMPUNG
    found = prayers(place, date.fromisoformat(day), JAKARTA)
    for name, told in zip(NAMES, PUBLISHED[town, day], strict=True):
        hour, minute = told.split(":")
        assert abs(found[name] - int(hour) * 60 - int(minute)) <= 1, (name, clock(found[name]))


@pytest.mark.parametrize(
    ("place", "zone", "hours"),
    [
        (METRO, "Asia/Jakarta", 7),
        (Place(latitude=0.13, longitude=117.5), "Asia/Makassar", 8),
        (Place(latitude=-2.53, longitude=140.72), "Asia/Jayapura", 9),
        (Place(latitude=5.55, longitude=95.32), "Asia/Jakarta", 7),
    ],
)
def test_every_day_of_a_year_all_over_the_country(place: Place, zone: str, hours: int) -> None:
    bare, where = replace(place, ihtiyat=0), ZoneInfo(zone)
    for ahead in range(0, 366, 3):
        day = date(2026, 11, 26) + timedelta(days=ahead)
        found, ours = prayers(bare, day, where), reckoned(day, bare, hours)
        assert all(abs(found[name] - ours[name]) <= OFF_BY_MOST for name in NAMES), (day, found)


def test_another_method_would_be_seen() -> None:
    """The control: the angles of another country are minutes away."""
    egypt = replace(METRO, ihtiyat=0, fajr_angle=18.0, isha_angle=17.0)
    ours = reckoned(date(2026, 11, 26), METRO, 7)
    found = prayers(egypt, date(2026, 11, 26), JAKARTA)
    assert abs(found["fajr"] - ours["fajr"]) > OFF_BY_MOST
    assert abs(found["isha"] - ours["isha"]) > OFF_BY_MOST


def test_the_ihtiyat_is_added_to_each() -> None:
    day = date(2026, 11, 26)
    bare, careful = prayers(replace(METRO, ihtiyat=0), day, JAKARTA), prayers(METRO, day, JAKARTA)
    assert all(careful[name] == bare[name] + 2 for name in bare)
    assert careful["friday"] == careful["dhuhr"]
    assert clock(careful["dhuhr"]) == "11:49"


def test_where_the_sun_does_not_set_there_are_no_times() -> None:
    assert prayers(Place(latitude=80.0, longitude=20.0), date(2026, 6, 21), JAKARTA) == {}
