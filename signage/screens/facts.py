"""What a screen tells of the mall: where agencies are, when they are open, when it is time to pray.

Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from signage.queueing.calendar import spans_on
from signage.queueing.hall import Agency, Hall, Text
from signage.queueing.hours import MINUTES_A_DAY, Span
from signage.screens.shapes import DirectoryCounter, DirectoryRow, HoursRow, PrayerRow

PRAYERS: Final[Mapping[str, tuple[str, Text]]] = {
    "fajr": ("subuh", Text("Subuh", "Fajr")),
    "dhuhr": ("zuhur", Text("Zuhur", "Dhuhr")),
    "asr": ("asar", Text("Asar", "Asr")),
    "maghrib": ("magrib", Text("Magrib", "Maghrib")),
    "isha": ("isya", Text("Isya", "Isha")),
}
"""The five, by their names in `voice.prayers`."""
SHUT: Final = Text("Tutup hari ini", "Closed today")
ALL_DAY: Final = Text("Buka 24 jam", "Open 24 hours")


def directory(hall: Hall, only: Collection[str] = ()) -> Iterator[DirectoryRow]:
    """Each agency that has a counter, with its counters in their order; of some if any is named."""
    for agency in hall.agencies:
        if only and agency.id not in only:
            continue
        own = {service.id for service in hall.services if service.agency == agency.id}
        counters = tuple(
            DirectoryCounter(
                counter=counter.id,
                name=Text(counter.name, counter.name),
                zone=hall.zone[counter.zone].name,
                direction=counter.direction,
            )
            for counter in hall.counters
            if not counter.closed and own & {*counter.services}
        )
        if counters and not agency.closed:
            yield DirectoryRow(agency=agency.short, counters=counters)


def hours(hall: Hall, date: str) -> Iterator[HoursRow]:
    """When each agency is open on a date: from its first opening to its last closing."""
    for agency in hall.agencies:
        if not agency.closed:
            yield HoursRow(agency=agency.id, name=agency.short, today=_today(hall, agency, date))


def _today(hall: Hall, agency: Agency, date: str) -> Text:
    spans = sorted(
        {
            (span.start, span.end)
            for service in hall.services
            if service.agency == agency.id and not service.closed
            for span in spans_on(hall, service, date)
        }
    )
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Span(start, end))
    if not joined:
        return SHUT
    if joined == [Span(0, MINUTES_A_DAY)]:
        return ALL_DAY
    told = [(clock(span.start), clock(span.end)) for span in joined]
    return Text(
        ", ".join(f"{a.replace(':', '.')}–{b.replace(':', '.')}" for a, b in told),
        ", ".join(f"{a}–{b}" for a, b in told),
    )


def prayer_rows(minutes: Mapping[str, int]) -> Iterator[PrayerRow]:
    """The five prayers of a day in their order, from minutes after midnight."""
    for key, (prayer, name) in PRAYERS.items():
        if key in minutes:
            yield PrayerRow(prayer=prayer, name=name, at=clock(minutes[key]))


def clock(minute: int) -> str:
    """A minute of the day as "04:31"."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"
