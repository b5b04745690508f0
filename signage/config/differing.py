"""What became different between two texts of `config.toml`, thing by thing, and in words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

import msgspec

from signage.config.changing import LISTS, NAMED, SECTIONS
from signage.queueing.hall import Text

Did = Literal["added", "changed", "removed"]
SHOWN = 3
"""Differences that a sentence names; the others are counted."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One table that was added, changed or removed. `id` names it in a list of things with ids."""

    did: Did
    section: str
    id: str | None = None
    keys: tuple[str, ...] = ()


Tables = Mapping[str, Any]


def tables(text: str) -> Tables:
    """The tables of a text as they are written; none of one that is no TOML."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def differences(before: Tables, after: Tables) -> tuple[Difference, ...]:
    """What is different, section by section; a list without ids is one thing."""
    sections = dict.fromkeys((*SECTIONS, *before, *after))
    return tuple(one for name in sections for one in _of(name, before.get(name), after.get(name)))


def table_of(read: Tables, difference: Difference) -> Any:
    """The table that a difference is about, as it is written; None where it is not there."""
    found = read.get(difference.section)
    if difference.id is None:
        return found
    return next((one for one in _things(found) if one.get("id") == difference.id), None)


def _of(name: str, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if name in NAMED:
        yield from _things_of(name, _by_id(before), _by_id(after))
        return
    did: Did = "added" if before is None else "removed" if after is None else "changed"
    keys = () if name in LISTS or did != "changed" else _keys(before, after)
    yield Difference(did=did, section=name, keys=keys)


def _things_of(name: str, before: Tables, after: Tables) -> Iterator[Difference]:
    for id in dict.fromkeys((*before, *after)):
        if id not in after:
            yield Difference(did="removed", section=name, id=id)
        elif id not in before:
            yield Difference(did="added", section=name, id=id)
        elif keys := _keys(before[id], after[id]):
            yield Difference(did="changed", section=name, id=id, keys=keys)


def _keys(before: Any, after: Any) -> tuple[str, ...]:
    if not isinstance(before, dict) or not isinstance(after, dict):
        return ()
    every = dict.fromkeys((*before, *after))
    return tuple(key for key in every if before.get(key) != after.get(key))


def _by_id(found: Any) -> Mapping[str, Any]:
    return {str(one.get("id")): one for one in _things(found)}


def _things(found: Any) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


# ---- in words

NOUNS: Final[Mapping[str, Text]] = {
    "mall": Text("mal", "mall"),
    "zones": Text("zona", "zone"),
    "agencies": Text("instansi", "agency"),
    "services": Text("layanan", "service"),
    "counters": Text("loket", "counter"),
    "priorities": Text("kelas prioritas", "priority class"),
    "origins": Text("asal", "origin"),
    "calling": Text("aturan giliran", "rule of calling"),
    "calendar": Text("kalender", "calendar"),
    "days": Text("hari khusus", "special days"),
    "server": Text("server", "server"),
    "limits": Text("batas", "limits"),
    "buttons": Text("tombol", "buttons"),
    "voice": Text("suara", "voice"),
    "prayer": Text("waktu salat", "prayer times"),
    "quiet": Text("waktu tenang", "quiet times"),
    "volume": Text("volume", "volume"),
    "emergencies": Text("teks darurat", "emergency text"),
    "takeovers": Text("acara", "event"),
    "bookings": Text("reservasi", "bookings"),
    "slots": Text("jadwal reservasi", "slots"),
    "phrases": Text("kalimat", "phrases"),
    "lexicon": Text("kamus", "lexicon"),
    "printers": Text("printer", "printer"),
    "floor": Text("batas lantai layanan", "limits of the floor"),
    "tls": Text("sambungan aman (TLS)", "secure connection (TLS)"),
    "backup": Text("cadangan", "backup"),
    "reports": Text("berkas laporan", "report files"),
    "people": Text("petugas", "people"),
    "survey": Text("survei", "survey"),
    "elements": Text("unsur survei", "element of the survey"),
    "notices": Text("pengumuman layar", "notice"),
    "playlists": Text("daftar putar", "playlist"),
    "schedules": Text("jadwal siar", "schedule"),
    "tickers": Text("teks berjalan", "tickers"),
    "screens": Text("layar", "screens"),
    "layouts": Text("tata letak", "layout"),
    "themes": Text("tema", "theme"),
    "media": Text("media", "media"),
}
_DID: Final[Mapping[str, Text]] = {
    "added": Text("{what} ditambahkan", "{what} added"),
    "changed": Text("{what} diubah{keys}", "{what} changed{keys}"),
    "removed": Text("{what} dihapus", "{what} removed"),
}


def in_words(found: Sequence[Difference], count: int) -> Text:
    """What was done, in a line: the first of `count` differences, and how many more there are."""
    if not found:
        return Text("hanya susunan atau catatan", "only layout or remarks")
    more = count - min(SHOWN, len(found))
    said = [_words(one) for one in found[:SHOWN]]
    tail = Text(f", dan {more} lagi", f", and {more} more") if more > 0 else Text("", "")
    return Text(
        ", ".join(one.id for one in said) + tail.id, ", ".join(one.en for one in said) + tail.en
    )


def _words(one: Difference) -> Text:
    noun = NOUNS.get(one.section, Text(one.section, one.section))
    name = f" {one.id}" if one.id is not None else ""
    did = _DID[one.did]
    own = f" ({', '.join(_KEYS.get(key, key) for key in one.keys[:4])})" if one.keys else ""
    keys = f" ({', '.join(one.keys[:4])})" if one.keys else ""
    return Text(
        did.id.format(what=noun.id + name, keys=own),
        did.en.format(what=noun.en + name, keys=keys),
    )


_KEYS: Final[Mapping[str, str]] = {
    "address": "alamat",
    "agency": "instansi",
    "closed": "ditutup",
    "counters": "loket",
    "dates": "tanggal",
    "days": "hari",
    "direction": "letak",
    "group": "kelompok petugas",
    "holidays": "hari libur",
    "from": "mulai",
    "hours": "jam",
    "items": "butir",
    "languages": "bahasa",
    "name": "nama",
    "papers": "berkas",
    "playlist": "daftar putar",
    "prefix": "awalan",
    "priorities": "prioritas",
    "quota": "kuota",
    "screens": "layar",
    "services": "layanan",
    "share": "pembagian prioritas",
    "short": "nama singkat",
    "speaker": "suara",
    "spoken": "yang disebut suara",
    "standard": "standar layanan",
    "text": "teks",
    "time_zone": "zona waktu",
    "title": "judul",
    "until": "sampai",
    "zone": "zona",
    "zones": "zona",
}
"""Keys in Indonesian, for whoever reads the history; the others stand as the file has them."""
