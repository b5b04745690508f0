"""A ticket on paper: from its facts to the lines that a printer, of whatever width, is to draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from signage.queueing.hall import Text

Size = Literal["small", "plain", "tall"]


MOVED: Final = 6
"""Lines for where to wait during an event; nothing of it may be cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What a ticket's paper says. `ahead` is None once nobody is waited for; `at` is local time.

    `again` is when it was printed once more, None for the first time; `waits_at` says where to
    wait while an event has the usual zone.
    """

    language: str
    languages: tuple[str, ...]
    number: str
    url: str
    mall: Text
    agency: Text
    service: Text
    zones: tuple[Text, ...]
    where: tuple[Text, ...] = ()
    ahead: int | None
    priority: Text | None = None
    date: str
    time: str
    footer: Text | None = None
    again: str | None = None
    waits_at: Text | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Centred words; at most `lines` of them when they are long."""

    text: str
    size: Size = "plain"
    bold: bool = False
    lines: int = 3


@dataclass(frozen=True, slots=True)
class Number:
    """The number, as large as the paper is wide."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of an address."""

    url: str


@dataclass(frozen=True, slots=True)
class Logo:
    """The mall's picture, if the printer has one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line."""


Line = Words | Number | Code | Logo | Rule | Gap
Receipt = tuple[Line, ...]


def ticket(slip: Slip) -> Receipt:
    """The paper of a ticket: in the visitor's language, the mall's other one small below."""
    return tuple(_ticket(slip))


def _ticket(slip: Slip) -> Iterator[Line]:
    say = _Say(slip.language, slip.languages)
    yield Logo()
    yield Words(say.main(slip.mall), bold=True)
    yield Words(say.main(slip.agency))
    if slip.again is not None:
        yield Words(say.main(Text(f"CETAK ULANG {slip.again}", f"PRINTED AGAIN {slip.again}")))
    yield Rule()
    yield Words(say.main(Text("Nomor antrean Anda", "Your queue number")))
    yield Number(slip.number)
    if slip.priority is not None:
        name = slip.priority
        yield Words(say.main(Text(f"Prioritas: {name.id}", f"Priority: {name.en}")), bold=True)
    yield Words(say.main(slip.service), "tall", bold=True)
    yield from say.small(slip.service)
    yield Gap()
    yield from _place(slip, say)
    if slip.ahead is not None:
        ahead = _ahead(slip.ahead)
        yield Words(say.main(ahead), bold=True)
        yield from say.small(ahead)
    yield Words(f"{slip.date}, {slip.time}")
    yield Gap()
    yield Code(slip.url)
    yield from say.both(Text("Pindai untuk melihat giliran Anda", "Scan to follow your turn"))
    yield Rule()
    yield from say.both(Text("Simpan struk ini sampai selesai", "Keep this ticket until the end"))
    if slip.footer is not None:
        yield from say.both(slip.footer)


def _place(slip: Slip, say: _Say) -> Iterator[Line]:
    names = Text(
        " atau ".join(zone.id for zone in slip.zones), " or ".join(z.en for z in slip.zones)
    )
    if slip.waits_at is not None:
        yield Words(say.main(slip.waits_at), lines=MOVED)
        yield from say.small(slip.waits_at, MOVED)
    elif slip.zones:
        waiting = Text(f"Tunggu di {names.id}", f"Wait in {names.en}")
        yield Words(say.main(waiting))
        if waiting != Text(f"Tunggu di {names.en}", f"Wait in {names.id}"):
            yield from say.small(waiting)
    for where in slip.where:
        yield Words(say.main(where))


def _ahead(count: int) -> Text:
    if count == 0:
        return Text("Anda pertama dalam antrean ini", "You are first in this line")
    return Text(f"{count} nomor di depan Anda", f"{count} ahead of you")


@dataclass(frozen=True, slots=True)
class _Say:
    """The visitor's language, and whether the mall's other one is to be said too."""

    language: str
    languages: tuple[str, ...]

    def main(self, text: Text) -> str:
        return text.en if self.language == "en" else text.id

    def small(self, text: Text, lines: int = 3) -> Iterator[Words]:
        """The other language, when the mall has it and it says it otherwise."""
        if len(self.languages) > 1 and text.id != text.en:
            yield Words(text.id if self.language == "en" else text.en, "small", lines=lines)

    def both(self, text: Text) -> Iterator[Words]:
        yield Words(self.main(text))
        yield from self.small(text)


def trial_page(name: Text, facts: tuple[str, ...], url: str) -> Receipt:
    """What `signage printers test` prints: every size, the signs, the widest number, a code."""
    return (
        Logo(),
        Words("Halaman uji / Test page", "tall", bold=True),
        Words(name.id, bold=True),
        *(Words(fact) for fact in facts),
        Rule(),
        Number("4K-1000"),
        Number("A012"),
        Words("Biasa: Perizinan – “OSS” é 12.30"),
        Words("Kecil: abcdefghijklmnopqrstuvwxyz 0123456789", "small"),
        Words("Tinggi: Kartu Keluarga", "tall"),
        Gap(),
        Code(url),
        Words(url, "small", lines=4),
    )
