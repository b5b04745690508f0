"""What hours, days, channels and those of none are called in figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from signage.queueing.hall import Text

WEEKDAYS: Final = tuple(
    Text(id, en)
    for id, en in zip(
        "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split(),
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
        strict=True,
    )
)
MONTHS: Final = tuple(
    Text(id, en)
    for id, en in zip(
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November"
        " Desember".split(),
        "January February March April May June July August September October November"
        " December".split(),
        strict=True,
    )
)
CHANNELS: Final[Mapping[str, Text]] = {
    "kiosk": Text("Kios", "Kiosk"),
    "desk": Text("Meja informasi", "Information desk"),
    "booking": Text("Reservasi", "Booking"),
    "paper": Text("Nomor kertas", "Numbers on paper"),
    "direct": Text("Langsung di loket", "At the counter, without a ticket"),
}
NOBODY: Final[Mapping[str, Text]] = {
    "total": Text("Jumlah", "Total"),
    "agency": Text("Tanpa instansi", "No agency"),
    "service": Text("Tanpa layanan", "No service"),
    "counter": Text("Belum sampai di loket", "Never at a counter"),
    "group": Text("Tanpa kelompok", "No group"),
    "origin": Text("Asal tidak disebut", "Origin not said"),
    "priority": Text("Tanpa prioritas", "No priority"),
    "channel": Text("Tanpa kanal", "No channel"),
}
NO_VISITS: Final = Text(
    "Tidak ada kunjungan pada periode ini.", "There were no visits in this period."
)
NO_DAYS: Final = Text(
    "Tidak ada hari layanan pada periode ini.", "There was no business day in this period."
)
NOT_HERE: Final = Text(
    "Tidak ada kunjungan pada periode ini untuk pilihan ini.",
    "There were no visits in this period for this choice.",
)


def channel(id: str) -> Text:
    """A channel in words; one that is not known under its own."""
    return CHANNELS.get(id, Text(id, id))


def hour_name(hour: int) -> tuple[str, Text]:
    """An hour of the day: `08`, 08.00-09.00."""
    edges = f"{hour:02d}.00–{(hour + 1) % 24:02d}.00"
    return f"{hour:02d}", Text(edges, edges.replace(".", ":"))


def day_name(day: str) -> tuple[str, Text]:
    """A date in words."""
    told = date.fromisoformat(day)
    month = MONTHS[told.month - 1]
    return day, Text(f"{told.day} {month.id} {told.year}", f"{told.day} {month.en} {told.year}")


def month_name(month: str) -> tuple[str, Text]:
    """A month in words, from `2026-11`."""
    name = MONTHS[int(month[5:7]) - 1]
    return month, Text(f"{name.id} {month[:4]}", f"{name.en} {month[:4]}")
