"""From the text of `config.toml` to frozen values, or to a ConfigError with the way out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from signage.config import (
    airing,
    alarms,
    backing,
    booking,
    flooring,
    meeting,
    picturing,
    printing,
    quieting,
    reporting,
    saying,
    screening,
    securing,
    surveying,
)
from signage.config.building import build, languages
from signage.config.calendars import PublicDays
from signage.config.faults import Faults
from signage.config.lines import lines
from signage.config.reading import read
from signage.config.settings import Config, Machine
from signage.config.syntax import parsed
from signage.config.tables import Tables
from signage.config.words import well_formed
from signage.errors import ConfigError
from signage.voice.settings import VoiceSettings

LARGEST = 1_000_000
MOST = 1000
"""Things of one section; no mall comes near it."""
_HOST = re.compile(r"(?!.{254})[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*")
_ORIGIN = re.compile(r"https?://(\[[0-9a-f:]+\]|[a-z0-9.\-]+)(?::([0-9]{1,5}))?")


def load(
    text: str,
    file: str,
    time_zones: Callable[[str], bool],
    public_days: PublicDays | None = None,
) -> Config:
    """The settings in the text; `file` is its name in errors, `time_zones` says which exist.

    `public_days` are the holidays of the country, for a file that wants them.

    Raises ConfigError, which names the first fault by line and lists the next ones.
    """
    if len(text) > LARGEST:
        raise ConfigError(
            f"the file has {len(text)} characters; at most {LARGEST} are read.", file=file
        )
    plain = text.removeprefix("\ufeff")
    try:
        raw = parsed(plain, file)
        _not_too_many(raw, file)
        found = lines(plain)
    except RecursionError as error:
        raise ConfigError(
            "lists or tables are nested too deep; three levels are enough.", file=file
        ) from error
    faults = Faults(file, found)
    tables = read(raw, faults)
    hall = build(tables, time_zones, public_days, faults)
    voice = _voice(tables, hall.mall.languages, faults)
    machine = _machine(tables, faults)
    bookings = booking.reservations(tables, faults)
    if bookings is not None and not faults.some:
        meeting.check_slots(hall, bookings.rules.slots, faults)
    texts = alarms.ready_texts(tables, faults)
    printers = printing.printers(tables, faults)
    floor = flooring.floor_limits(tables, faults)
    backup = backing.plan(tables, faults)
    reports = reporting.plan(tables, faults)
    survey = surveying.rules(tables, faults)
    zone = ZoneInfo(hall.mall.time_zone if time_zones(hall.mall.time_zone) else "UTC")
    screens = screening.screens(tables, faults)
    rules = airing.rules(tables, tables.screens.playlist, zone, faults)
    media = picturing.media(tables, faults)
    faults.check()
    return Config(
        hall=hall,
        machine=machine,
        voice=voice,
        bookings=bookings,
        emergencies=texts,
        printers=printers,
        floor=floor,
        backup=backup,
        reports=reports,
        officers=tables.people.officers,
        survey=survey,
        rules=rules,
        screens=screens,
        media=media,
    )


def _not_too_many(raw: Mapping[str, Any], file: str) -> None:
    """Before anything looks at each of them: a slip of a program must not hold the hall up."""
    faults = Faults(file, {})
    for section, things in raw.items():
        if isinstance(things, list) and len(things) > MOST:
            faults.add(
                (section,), f"there are {len(things)} in this section; at most {MOST} are kept."
            )
    faults.check()


def _is_origin(written: str) -> bool:
    found = _ORIGIN.fullmatch(written)
    return found is not None and 0 < int(found[2] or 80) < 65_536


def _machine(tables: Tables, faults: Faults) -> Machine:
    for index, origin in enumerate(tables.server.allowed_origins):
        if not _is_origin(origin):
            faults.add(
                ("server", "allowed_origins", index),
                f"“{origin}” is no origin; write it like https://mal.example.go.id, "
                "with no path behind it.",
            )
    address = tables.server.address.rstrip("/")
    if address and not _is_origin(address):
        faults.add(
            ("server", "address"),
            f"“{tables.server.address}” is no address; write it like http://192.168.1.10:8000, "
            "with no path behind it.",
        )
    for index, host in enumerate(tables.server.hosts):
        if _HOST.fullmatch(host) is None:
            faults.add(
                ("server", "hosts", index),
                f"“{host}” is no name of a server; write it like antrian.example.go.id, "
                "without http:// and port.",
            )
    return Machine(
        limits=tables.limits,
        debounce_ms=tables.buttons.debounce_ms,
        allowed_origins=tables.server.allowed_origins,
        address=address,
        hosts=_names((*tables.server.hosts, *tables.tls.names), address),
        tls=securing.tls(tables, faults),
        proxies=securing.proxies(tables, faults),
    )


def _names(hosts: tuple[str, ...], address: str) -> tuple[str, ...]:
    own = re.sub(r":\d+$", "", address.partition("://")[2])
    return tuple(sorted({name.lower() for name in (*hosts, own) if name}))


def _voice(tables: Tables, of_mall: tuple[str, ...], faults: Faults) -> VoiceSettings:
    voice = tables.voice
    languages(voice.languages, of_mall, ("voice", "languages"), faults)
    profiles = {"id": voice.profiles.id, "en": voice.profiles.en}
    for language, profile in profiles.items():
        if not well_formed(profile):
            faults.add(
                ("voice", "profiles", language),
                f"“{profile}” is no voice; name a file or folder of voices/, such as espeak-id.",
            )
    return VoiceSettings(
        languages=voice.languages,
        numbers=voice.number_style,
        zeros={"id": voice.zero},
        profiles=profiles,
        gap=voice.gap_ms / 1000,
        language_gap=_seconds(voice.language_gap_ms),
        repeat_gap=_seconds(voice.repeat_gap_ms),
        age_limit_notice=voice.notice_age_limit,
        times=voice.times,
        once_from=voice.once_after,
        short_from=voice.brief_after,
        bare_from=voice.bare_after,
        quiet=quieting.quiet_times(tables, faults),
        volume=quieting.volumes(tables, faults),
        place=quieting.place(tables.prayer),
        phrases=saying.phrases(tables, faults),
        lexicon=saying.lexicon(tables, faults),
        store_limit=tables.limits.store_megabytes * 1024 * 1024,
    )


def _seconds(ms: int | None) -> float | None:
    return None if ms is None else ms / 1000
