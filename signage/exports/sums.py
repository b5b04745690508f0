"""The files with sums: the service report, the day sheet, voices and screens."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from signage.exports.asking import Asked
from signage.exports.tables import Cell, Column, Table
from signage.figures.book import Book
from signage.figures.columns import Kind
from signage.figures.flat import TURNS, flat
from signage.figures.names import day_name
from signage.figures.overview import sums_of
from signage.figures.shapes import By, FigureRow, Times
from signage.figures.voices import flat_voices
from signage.figuring import screens as screen_rows
from signage.queueing.hall import Text
from signage.records.books import SERVICE, book, days_between, one_picture
from signage.records.reading import Database
from signage.registry.play_rows import play_rows

_BREAKDOWNS: Final[tuple[tuple[By, Text], ...]] = (
    ("day", Text("Per hari", "By day")),
    ("hour", Text("Per jam", "By hour")),
    ("weekday", Text("Per hari dalam minggu", "By weekday")),
    ("month", Text("Per bulan", "By month")),
    ("agency", Text("Per instansi", "By agency")),
    ("service", Text("Per layanan", "By service")),
    ("counter", Text("Per loket", "By counter")),
    ("group", Text("Per kelompok petugas", "By group")),
    ("origin", Text("Per asal", "By origin")),
    ("priority", Text("Per prioritas", "By priority")),
    ("channel", Text("Per kanal", "By channel")),
)
TOGETHER: Final = 10
"""Days that are summed at once: a year needs no more memory."""
_TIMES: Final = (
    ("wait", Text("Menunggu", "Wait")),
    ("walk", Text("Ke loket", "Walk")),
    ("serve", Text("Dilayani", "Service")),
    ("total", Text("Seluruhnya", "Total")),
)
_OF: Final = (
    ("mean", Text("rata-rata", "mean")),
    ("median", Text("median", "median")),
    ("p90", Text("P90", "P90")),
    ("longest", Text("terlama", "longest")),
)
_COUNTS: Final = (
    Column("tickets", Text("Nomor", "Tickets"), "whole", 9),
    Column("direct", Text("Langsung", "Without a ticket"), "whole", 10),
    Column("served", Text("Selesai", "Served"), "whole", 9),
    Column("no_show", Text("Tidak hadir", "No-show"), "whole", 9),
    Column("cancelled", Text("Dibatalkan", "Cancelled"), "whole", 10),
    Column("expired", Text("Kedaluwarsa", "Expired"), "whole", 11),
    Column("open", Text("Belum selesai", "Open"), "whole", 9),
    Column("calls", Text("Panggilan", "Calls"), "whole", 9),
    Column("recalls", Text("Panggil ulang", "Recalls"), "whole", 9),
    Column("transfers", Text("Dialihkan", "Transfers"), "whole", 9),
    Column("servings", Text("Pelayanan", "Servings"), "whole", 9),
)
FIGURES: Final = (
    *_COUNTS,
    *(
        Column(f"{time}_{of}", Text(f"{name.id}, {which.id}", f"{name.en}, {which.en}"), "time", 11)
        for time, name in _TIMES
        for of, which in _OF
    ),
    Column("wait_kept", Text("Menunggu sesuai standar", "Wait within standard"), "share", 11),
    Column("serve_kept", Text("Dilayani sesuai standar", "Service within standard"), "share", 11),
)


def service(db: Database, asked: Asked) -> Iterator[Table]:
    """The figures of the period, by everything, a table each."""
    with one_picture(db):
        days = _some_days(db, asked, SERVICE)
        total, by = flat(
            lambda: (sums_of(one, asked.part) for one in days()), [one for one, _ in _BREAKDOWNS]
        )
    yield Table(
        Text("Ringkasan", "Summary"),
        (Column("what", Text("Periode", "Period"), width=28), *FIGURES),
        [(_span(asked), *_figures(total))],
    )
    for one, name in _BREAKDOWNS:
        day = one == "day"
        head = Column(one, name, "date" if day else "text", 12 if day else 28)
        rows = ((row.key if day else row.name, *_figures(row)) for row in by[one])
        yield Table(name, (head, *FIGURES), rows)


def _some_days(db: Database, asked: Asked, kinds: Sequence[Kind]) -> Callable[[], Iterator[Book]]:
    """A few days of the period after the other, as often as they are asked for."""
    first, last = asked.period.first, asked.period.last
    days = [day for day, _ in days_between(db, first, last)]
    done = itertools.count(TOGETHER, TOGETHER)
    steps = TURNS * len(days)

    def books() -> Iterator[Book]:
        for at in range(0, len(days), TOGETHER):
            some = days[at : at + TOGETHER]
            yield book(db, some[0], some[-1], asked.now, kinds)
            asked.told(min(next(done), steps), steps)

    return books


def day(db: Database, asked: Asked) -> Iterator[Table]:
    """The day sheet: a row for each day and service, and the day's sum."""
    head = (
        Column("day", Text("Tanggal", "Date"), "date", 11),
        Column("service", Text("Layanan", "Service"), width=30),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        days = days_between(db, asked.period.first, asked.period.last)
        for done, (date, _) in enumerate(days):
            asked.told(done, len(days))
            sums = sums_of(book(db, date, date, asked.now), asked.part)
            for row in (*sums.rows("service"), sums.total()):
                yield date, row.name, *_figures(row)
        asked.told(len(days), len(days))

    yield Table(Text("Lembar harian", "Day sheet"), (*head, *FIGURES), rows())


def voice(db: Database, asked: Asked) -> Iterator[Table]:
    """How the voices kept up."""
    with one_picture(db):
        found = flat_voices(_some_days(db, asked, ("spoken",)))
    zone = Column("zone", Text("Zona", "Zone"), width=24)
    counts = (
        ("asked", Text("Diminta", "Asked")), ("heard", Text("Terdengar", "Heard")),
        ("shortened", Text("Disingkat", "Shortened")), ("dropped", Text("Dilewati", "Dropped")),
        ("failed", Text("Gagal", "Failed")), ("pending", Text("Belum", "Pending")),
    )  # fmt: skip
    lags = [Column(f"lag_{of}", Text(f"Jeda, {n.id}", f"Lag, {n.en}"), "time") for of, n in _OF]
    yield Table(
        Text("Suara", "Voice"),
        (zone, *(Column(key, title, "whole") for key, title in counts), *lags),
        [(row.name, *(getattr(row, key) for key, _ in counts), *_of(row.lag)) for row in found],
    )
    why = (
        zone, Column("result", Text("Hasil", "Result"), width=12),
        Column("reason", Text("Alasan", "Reason"), width=46),
        Column("count", Text("Jumlah", "Count"), "whole"),
    )  # fmt: skip
    results = {
        "shortened": Text("disingkat", "shortened"), "dropped": Text("dilewati", "dropped"),
        "failed": Text("gagal", "failed"),
    }  # fmt: skip
    yield Table(
        Text("Alasan", "Reasons"), why,
        [(row.name, results[r.result], r.name, r.count) for row in found for r in row.reasons],
    )  # fmt: skip


def screens(db: Database, asked: Asked) -> Iterator[Table]:
    """For how long screens were there."""
    columns = (
        Column("screen", Text("Layar", "Screen"), width=24),
        Column("zone", Text("Zona", "Zone"), width=16),
        Column("up", Text("Menyala", "There"), "time"),
        Column("watched", Text("Diamati", "Watched"), "time"),
        Column("share", Text("Bagian", "Share"), "share"),
    )
    found = screen_rows(asked.data, asked.period)
    rows = [(row.name, row.zone, row.up, row.watched, row.share) for row in found]
    yield Table(Text("Layar", "Screens"), columns, rows)


def plays(db: Database, asked: Asked) -> Iterator[Table]:
    """What was shown on which screen, a row for each day and item."""
    columns = (
        Column("day", Text("Tanggal", "Date"), "date", 11),
        Column("screen", Text("Layar", "Screen"), width=24),
        Column("playlist", Text("Daftar putar", "Playlist"), width=24),
        Column("item", Text("Butir", "Item"), width=30),
        Column("count", Text("Kali tayang", "Times shown"), "whole"),
        Column("whole", Text("Sampai selesai", "To its end"), "whole"),
        Column("shown", Text("Lama tayang", "Shown for"), "time"),
    )
    rows = (
        (one.day, one.screen, one.playlist, one.item, one.count, one.whole, one.ms / 1000)
        for one in play_rows(asked.data, asked.period.first, asked.period.last)
    )
    yield Table(Text("Bukti tayang", "Proof of play"), columns, rows)


def _figures(row: FigureRow) -> tuple[Cell, ...]:
    times = [cell for time, _ in _TIMES for cell in _of(getattr(row, time))]
    kept = (
        round(one.kept / one.of, 4) if one.of else None for one in (row.wait_kept, row.serve_kept)
    )
    return (*(getattr(row, c.key) for c in _COUNTS), *times, *kept)


def _of(times: Times) -> tuple[Cell, ...]:
    return times.mean, times.median, times.p90, times.longest


def _span(asked: Asked) -> Text:
    ends = [day_name(day)[1] for day in (asked.period.first, asked.period.last)]
    if ends[0] == ends[1]:
        return ends[0]
    return Text(f"{ends[0].id} – {ends[1].id}", f"{ends[0].en} – {ends[1].en}")
