"""What the handlers of the web may reach of a running hall."""

from __future__ import annotations

import re
import time
from pathlib import Path

from signage.building import a_minute
from signage.clock import steady
from signage.diary import ShutDiary
from signage.figuring import Figures
from signage.hearing import Hearing
from signage.journal.journal import Journal
from signage.papers import Papers
from signage.past import Past
from signage.presses import Presses
from signage.records.records import Records
from signage.registry.devices import first_secrets
from signage.registry.staff_code import StaffCode, Tries
from signage.reporting import Reports
from signage.running import Running
from signage.web.guessing import Grants
from signage.web.house import House
from signage.web.limits import Addresses, Buckets
from signage.web.pins import Pins
from signage.web.sender import Sender
from signage.web.signing import SigningIn

PER_HOUR = 20
"""Bookings that one address may make in an hour, where the file did not say at the start."""


TRIALS = 1.0
"""Sentences that one device may hear in a second, in the long run; ten at once."""


ANSWERS = 6.0


ANSWERS_AT_ONCE = 12.0
"""Answers of one tablet or interviewer: so many a minute, and at once. Nine questions take a person
a minute; a few go faster."""


SOUND = re.compile(r"[0-9A-Za-z-]{1,80}\.wav")
"""The name of a clip."""


def house_of(
    hall: Running,
    folder: Path,
    diary: Journal | ShutDiary,
    records: Records | None,
    figures: Figures | None,
    key: bytes,
) -> House:
    """The parts that handlers use, with their bounds."""
    machine, grants = hall.config.machine, Grants(steady)
    limits, sounds = machine.limits, folder / "sounds"
    rate = limits.tickets_per_second
    per_hour = hall.config.bookings.per_hour if hall.config.bookings else PER_HOUR

    def sound(name: str) -> Path | None:
        path = sounds / name
        return path if SOUND.fullmatch(name) and path.is_file() else None

    return House(
        live=hall.live,
        hub=hall.hub,
        presses=Presses(hall.live, diary, steady, machine.debounce_ms),
        gate=hall.room.gate,
        journal=hall.journal,
        body_limit=limits.body_bytes,
        tickets=Buckets(steady, rate, rate * 2),
        strangers=hall.strangers,
        phones=a_minute(Buckets, limits.requests_per_ticket),
        sound=sound,
        links=lambda: first_secrets(folder),
        hearing=Hearing(
            calls=hall.makers[0],
            maker=hall.makers[1],
            hall=lambda: hall.live.state.hall,
            settings=lambda: hall.config.voice,
        ),
        trials=Buckets(steady, TRIALS, 10 * TRIALS),
        tablets=Buckets(steady, ANSWERS / 60, ANSWERS_AT_ONCE),
        product_words={language: one.entries for language, one in hall.words.lexicons.items()},
        edits=hall.edits,
        past=Past(lambda: hall.live.state, records),
        config=lambda: hall.config,
        stopping=hall.stopping,
        bookings=hall.bookings,
        bookers=Addresses(steady, per_hour / 3600, per_hour),
        reservations=lambda: hall.reservations,
        reports=Reports(hall.journal, records) if hall.journal and records else None,
        figures=figures,
        exports=hall.exports,
        texts=lambda: hall.texts,
        papers=Papers(hall.live, hall.printers),
        staff_code=StaffCode(folder),
        tries=Tries(steady),
        address=machine.address,
        data=folder,
        since=steady(),
        devices=hall.devices,
        pairings=hall.pairings,
        oversight=hall.oversight,
        sockets=hall.room.sockets,
        people=hall.people,
        sessions=hall.sessions,
        audit=hall.audit,
        signing=SigningIn(steady, key, grants),
        grants=grants,
        pins=Pins(steady, grants),
        officers=hall.officers,
        officer_rule=lambda: hall.config.officers,
        surveys=hall.surveys,
        plays=hall.plays,
        screens=hall.screens,
        shelf=lambda: hall.desk.shelf.facts,
        desk=hall.desk,
        sender=Sender(hall.desk.shelf, time.monotonic),
        shown=hall.shown,
        secured=hall.secured,
    )
