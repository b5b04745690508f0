"""All that a page of service figures shows of a period, from its book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

import numpy as np

from signage.figures.book import WHOLE, Book, Part, must_be
from signage.figures.columns import Column
from signage.figures.fairness import fairness
from signage.figures.grains import HOURS
from signage.figures.names import NO_DAYS, NO_VISITS, NOT_HERE
from signage.figures.periods import Period
from signage.figures.shapes import (
    By,
    Chosen,
    FigureRow,
    HeatMap,
    LoadRow,
    Overview,
    PeriodView,
    ServiceReport,
)
from signage.figures.sums import WHERE, Sums
from signage.queueing.hall import Text


def overview(book: Book, period: Period, part: Part = WHOLE) -> Overview:
    """The whole page. Raises NotFound for a part that the mall never had."""
    sums = sums_of(book, part)
    total = sums.total()
    hours, days, weekdays, months, agencies, services, counters, groups, *who = (
        sums.rows(by) for by in get_args(By)
    )
    return Overview(
        period=view(book, period, total, part), chosen=chosen(book, part), total=total,
        hours=hours, days=days, weekdays=weekdays, months=months, agencies=agencies,
        services=services, counters=counters, groups=groups, origins=who[0], priorities=who[1],
        channels=who[2], heat=heat(book, sums), load=tuple(load(book, sums, total, part)),
        fairness=fairness(book, sums),
    )  # fmt: skip


def service_report(book: Book, period: Period, by: By, part: Part = WHOLE) -> ServiceReport:
    """The figures by one thing. Raises NotFound."""
    sums = sums_of(book, part)
    total = sums.total()
    return ServiceReport(
        period=view(book, period, total, part), chosen=chosen(book, part), by=by, total=total,
        rows=sums.rows(by),
    )  # fmt: skip


def view(book: Book, period: Period, total: FigureRow | None, part: Part = WHOLE) -> PeriodView:
    """The period as it was: its business days, and a sentence when nobody came."""
    said: Text | None = None
    if not book.days:
        said = NO_DAYS
    elif total is not None and not (total.tickets or total.direct or total.calls):
        said = NO_VISITS if part == WHOLE else NOT_HERE
    return PeriodView(
        first=period.first, last=period.last, days=len(book.days), open=book.open, said=said
    )


def chosen(book: Book, part: Part) -> Chosen:
    """The part that was chosen, with its names."""
    names = {
        kind: thing.name
        for thing in book.things.values()
        for kind in WHERE
        if thing.kind == kind and thing.id == getattr(part, kind)
    }
    return Chosen(
        agency=part.agency, agency_name=names.get("agency"),
        service=part.service, service_name=names.get("service"),
        counter=part.counter, counter_name=names.get("counter"),
    )  # fmt: skip


def heat(book: Book, sums: Sums) -> HeatMap:
    """Arrivals by weekday and hour."""
    placed = np.array([date.fromisoformat(day).weekday() for day in book.days], np.int64)
    visits = sums.visits
    keys = placed[visits["day"]] * HOURS + visits["minute"] // 60 if len(placed) else []
    counts = np.bincount(np.asarray(keys, np.int64), minlength=7 * HOURS).reshape(7, HOURS)
    days = np.bincount(placed, minlength=7)
    return HeatMap(
        days=tuple(int(n) for n in days),
        arrivals=tuple(tuple(int(n) for n in row) for row in counts),
    )


def load(book: Book, sums: Sums, total: FigureRow, part: Part) -> Iterator[LoadRow]:
    """Counters open against need, by the hour of a mean day."""
    days = max(1, len(book.days))
    arrivals = np.bincount(sums.visits["minute"] // 60, minlength=HOURS)
    busy = _busy(total)
    seconds = _open_seconds(book, _counters(sums, part))
    for hour in range(HOURS):
        came = int(arrivals[hour]) / days
        if came or seconds[hour]:
            yield LoadRow(
                hour=hour, arrivals=round(came, 2), open=round(seconds[hour] / 3600 / days, 2),
                need=None if busy is None else round(came * busy / 3600, 2),
            )  # fmt: skip


def _busy(total: FigureRow) -> float | None:
    """The seconds that a visit keeps counters: walks to them, and servings, per visit."""
    visits = total.tickets + total.direct
    if not visits or not total.serve.count:
        return None
    walks = (total.walk.mean or 0) * total.walk.count
    return (walks + (total.serve.mean or 0) * total.serve.count) / visits


def _counters(sums: Sums, part: Part) -> Column | None:
    """The counters that worked for a part of the mall; None is all."""
    if part == WHOLE:
        return None
    return np.unique(np.concatenate((sums.calls["counter"], sums.servings["counter"])))


def _open_seconds(book: Book, counters: Column | None) -> list[int]:
    """The seconds that counters were open in each hour of the day, over all days."""
    rows = book.columns["openings"]
    mask = np.ones(len(rows["day"]), bool)
    if counters is not None:
        mask = np.isin(rows["counter"], counters)
    start, end = rows["start"][mask].astype(np.int64), rows["end"][mask].astype(np.int64)
    found = [0] * HOURS
    for hour in range(2 * HOURS):  # a business day may go on past midnight
        edge = hour * 3600
        inside = np.clip(np.minimum(end, edge + 3600) - np.maximum(start, edge), 0, 3600)
        found[hour % HOURS] += int(inside.sum())
    return found


def sums_of(book: Book, part: Part) -> Sums:
    """The sums of a part of the mall. Raises NotFound for one that it never had."""
    must_be(part, book.things.values())
    return Sums(book, part)
