"""The one place where a running hall is built from its parts."""

from __future__ import annotations

import contextlib
import logging
import re
import secrets
import socket
import sys
import time
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp

from signage import assets, scheduling, speech
from signage.backups.nightly import Nightly, by_process
from signage.clock import Clock, steady, wall
from signage.config import Config
from signage.devices.oversight import Oversight
from signage.devices.pairing import Pairings
from signage.devices.presence import Presence
from signage.devices.printers.printers import Printers
from signage.devices.uptime import Uptime
from signage.diary import ShutDiary
from signage.edits import Edits, Source
from signage.errors import JournalTrouble
from signage.exporting import Exports
from signage.figuring import Figures
from signage.hearing import Hearing
from signage.hub import Hub
from signage.journal.journal import FILE as JOURNAL
from signage.journal.journal import Journal
from signage.live import Live
from signage.media.desk import Desk
from signage.media.shelf import Shelf
from signage.papers import Papers
from signage.past import Past
from signage.presses import Presses
from signage.records.records import Records
from signage.registry.answers import Answers
from signage.registry.audit import Audit
from signage.registry.bookings import Bookings
from signage.registry.codes import BookingCodes
from signage.registry.devices import REGISTRY, Devices, first_secrets
from signage.registry.officers import Officers
from signage.registry.people import People
from signage.registry.plays import Plays
from signage.registry.sessions import Sessions
from signage.registry.staff_code import StaffCode, Tries
from signage.registry.tokens import TicketTokens, open_key
from signage.reporting import Reports
from signage.running import Running
from signage.scheduling import Scheduled
from signage.surveying import Surveys
from signage.timely import local
from signage.tls.keeper import Secured
from signage.voice.ahead import Foresight, ahead
from signage.voice.maker import system_maker
from signage.voice.repertoire import load_repertoire
from signage.watching import (
    begin,
    keep,
    keep_signs,
    look_back,
    ticks,
    watch_certificate,
    watch_hours,
    watch_programme,
    watch_sessions,
    watch_sockets,
    watch_survey,
    watch_takeovers,
)
from signage.web import (
    api,
    bookings,
    describe,
    exports,
    feed,
    history,
    media,
    metrics,
    pages,
    paper,
    plays,
    problems,
    trust,
)
from signage.web.armour import Armour
from signage.web.gate import Gate
from signage.web.guessing import Grants
from signage.web.hosts import machine_names
from signage.web.house import House
from signage.web.limits import Addresses, Buckets, network
from signage.web.pins import Pins
from signage.web.refusal_page import RefusalPage
from signage.web.sender import Sender
from signage.web.session import Room
from signage.web.signing import SigningIn
from signage.web.socket import endpoint
from signage.web.visitors import Forwarded

log = logging.getLogger("signage")

PER_HOUR = 20
"""Bookings that one address may make in an hour, where the file did not say at the start."""
TRIALS = 1.0
"""Sentences that one device may hear in a second, in the long run; ten at once."""
ANSWERS, ANSWERS_AT_ONCE = 6.0, 12.0
"""Answers of one tablet or interviewer: so many a minute, and at once. Nine questions take a person
a minute; a few go faster."""
TOLD_AT_ONCE = 30
"""Messages in which a screen that was away tells what it has shown; then one a second."""
FLOOR = 0.25
"""Seconds between two drawings of the floor: it shows the whole hall."""
SIGNAGE = (sys.executable, "-m", "signage")
"""The commands, as a process of their own."""
SOUND = re.compile(r"[0-9A-Za-z-]{1,80}\.wav")
"""The name of a clip."""


@contextlib.asynccontextmanager
async def running(
    config: Config,
    folder: Path,
    source: Source | None = None,
    hasher: PasswordHasher | None = None,
    *,
    secured: Secured | None = None,
) -> AsyncIterator[Running]:
    """The hall of a data folder, alive until the block ends. The caller holds the folder's lock.

    `source` is the file of these settings; without one no page can edit them. `hasher` is for tests
    that can't wait for a good one. `secured` keeps the certificate, where there is one.
    """
    async with contextlib.AsyncExitStack() as stack:
        journal, diary = await _diary(stack, folder)
        clock = Clock(ZoneInfo(config.hall.mall.time_zone))
        key = open_key(folder)
        live = Live(diary, clock, TicketTokens(key).token)
        await live.start(config.hall)
        bookings = await stack.enter_async_context(Bookings.open(folder, BookingCodes(key)))
        answers = await stack.enter_async_context(Answers.open(folder, key))
        people = People(folder, wall, hasher)
        hall = _build(config, folder, live, clock, journal, people, stack)
        hall.bookings = bookings
        if secured is not None:
            hall.secured = secured
            keep(stack, watch_certificate(secured))
        if source is not None:
            hall.edits = Edits(source, folder, hall.adopt)
            hall.nightly = _nightly(hall, folder, source)
        records = None
        if journal is not None:
            records = await stack.enter_async_context(Records.open(folder))
            hall.exports = _exports(hall, folder, source)
            await stack.enter_async_context(hall.exports.open())
            keep(stack, hall.exports.run())
        figures = _figures(hall, folder, records) if records else None
        if figures is not None:
            stack.push_async_callback(figures.close)
        hall.surveys = _surveys(hall, answers, records, figures)
        stack.push_async_callback(hall.surveys.drafts.close)
        keep(stack, hall.surveys.drafts.run())
        hall.house = _house(hall, folder, diary, records, figures, key)
        stack.callback(hall.house.sender.close)
        hall.app = web(hall, hall.house)
        tasks = (ticks(hall), watch_hours(hall), watch_sockets(hall), keep_signs(hall))
        beside = (watch_sessions(hall), watch_survey(hall), watch_programme(hall), hall.plays.run())
        for task in (live.run(), *tasks, *beside, watch_takeovers(hall)):
            keep(stack, task)
        if journal is not None and records is not None:
            hall.day_began = await journal.last_day()
            keep(stack, records.run(journal))
            keep(stack, look_back(hall, journal))
        await begin(hall)
        if hall.nightly is not None and journal is not None:
            keep(stack, hall.nightly.run())
        if source is not None and hall.house.figures is not None:
            hall.scheduled = _scheduled(hall, folder, source, hall.house.figures)
            keep(stack, hall.scheduled.run())
        hall.printers.settle(config.printers)
        keep(stack, hall.announcer.run())
        try:
            yield hall
        finally:
            live.stop()
            await live.drained()
            await hall.rest()


async def _diary(
    stack: contextlib.AsyncExitStack, folder: Path
) -> tuple[Journal | None, Journal | ShutDiary]:
    try:
        if (folder / REGISTRY).exists() and not _has_content(folder / JOURNAL):
            raise JournalTrouble("damaged", "the journal is gone, and this folder is not new")
        journal = await stack.enter_async_context(Journal.open(folder))
    except JournalTrouble as trouble:
        log.error("the journal can't be opened: %s", trouble)
        return None, ShutDiary(trouble)
    return journal, journal


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _mall_time(hall: Running) -> datetime | None:
    """The mall's own time; None while the clock is doubtful."""
    moment = hall.live.now()
    zone = ZoneInfo(hall.live.state.hall.mall.time_zone)
    return None if moment.doubtful else local(moment.at, zone)


def _nightly(hall: Running, folder: Path, source: Source) -> Nightly:
    return Nightly(
        folder,
        plan=lambda: hall.config.backup,
        mall=lambda: hall.live.state.hall.mall.id,
        now=lambda: _mall_time(hall),
        steady=time.monotonic,
        make=by_process([*SIGNAGE, "backup", *_files(folder, source)]),
        told=lambda: hall.hub.changed(("floor",)),
    )


def _scheduled(hall: Running, folder: Path, source: Source, figures: Figures) -> Scheduled:
    return Scheduled(
        folder,
        plan=lambda: hall.config.reports,
        mall=lambda: hall.live.state.hall.mall.id,
        now=lambda: _mall_time(hall),
        steady=time.monotonic,
        worked=figures.worked,
        make=scheduling.by_process([*SIGNAGE, "report", *_files(folder, source)]),
        served=(assets.folder("static"),),
        told=lambda: hall.hub.changed(("floor",)),
    )


def _files(folder: Path, source: Source | None) -> list[str]:
    file = ["--config", str(source.file.resolve())] if source else []
    return [*file, "--data", str(folder.resolve())]


def _build(
    config: Config,
    folder: Path,
    live: Live,
    clock: Clock,
    journal: Journal | None,
    people: People,
    stack: contextlib.AsyncExitStack,
) -> Running:
    presence, devices = Presence(steady), Devices(folder)
    sessions = Sessions(folder, steady, wall)
    hub = Hub(lambda topic: hall.message(topic), live.beat, spaced={"floor": FLOOR})
    pairings = Pairings(
        steady,
        secrets.randbelow,
        lambda: secrets.token_urlsafe(24),
        network,
        lambda token: hub.watching(f"pairing/{token}") > 0,
    )
    printers = Printers(time.monotonic, lambda: hall.printed())
    speakers = speech.Speakers(live, presence, hub.changed)
    repertoire = load_repertoire(assets.folder("voices"), folder / "voices")
    maker = system_maker(repertoire, config.voice, folder / "sounds")
    trials = maker.apart()
    stack.push_async_callback(maker.close)
    stack.push_async_callback(trials.close)
    foresight = Foresight(
        lambda: ahead(live.state, apart=maker.settings.zones_apart) if maker.slow else (), maker
    )
    spoken = speech.HallSpeech(live, config.voice)
    announcer = speech.announcer(spoken, maker, speakers)
    room = Room(
        hub=hub,
        gate=Gate(devices, people, sessions),
        presence=presence,
        hall=lambda: live.state.hall,
        heard=speakers.heard,
        saying=speakers.saying,
        left=speakers.gone,
        topics=config.machine.limits.topics,
        line=live.line_of,
        guessed=lambda address: hall.strangers.take(address),
        waits=pairings.shown,
        seen=lambda id, address: hall.oversight.seen(id, address),
        now=lambda: live.now().at,
        played=lambda id, played: hall.played(id, played),
        pages=config.machine.limits.sockets_per_ticket,
    )
    hall = Running(
        config=config,
        version=pages.version_of(assets.folder("static")),
        clock=clock,
        presence=presence,
        folder=folder,
        devices=devices,
        people=people,
        officers=Officers(folder, wall),
        sessions=sessions,
        audit=Audit(folder, wall),
        journal=journal,
        live=live,
        hub=hub,
        spoken=spoken,
        makers=(maker, trials),
        foresight=foresight,
        words=repertoire.words,
        announcer=announcer,
        speakers=speakers,
        room=room,
        reservations=config.bookings,
        telling=Buckets(steady, 1, TOLD_AT_ONCE),
        strangers=_a_minute(Addresses, config.machine.limits.requests_per_minute),
        plays=Plays(
            folder,
            wall,
            lambda at: hall.date_of(at),
            lambda: hall.playable(),
            lambda play, now: hall.could_show(play, now),
        ),
        texts=config.emergencies,
        names=_names(),
        printers=printers,
        pairings=pairings,
        uptime=Uptime(live, presence, devices, steady),
        desk=Desk(Shelf(folder), lambda: hall.config.media, wall),
        media=lambda: hall.desk.shelf.facts,
        oversight=Oversight(
            live,
            presence,
            devices,
            printers=printers.statuses,
            voices=lambda: speech.statuses(live, announcer, presence.sound),
            version=pages.version_of(assets.folder("static")),
        ),
    )
    presence.speaks = lambda id: (
        (zone := live.state.hall.zone.get(id)) is not None and zone.speaker == "screen"
    )
    hall.desk.shelf.told = hall.redraw_screens
    hall.desk.shelf.open()
    hall.desk.resume()
    hall.generous = media.allowance(room.gate, lambda: hall.config, hall.desk.shelf)
    stack.push_async_callback(hall.desk.close)
    stack.push_async_callback(hall.printers.close)
    live.surround(hall.around)
    live.changed = hall.changed
    live.watch(hall.happened)
    presence.told = hall.painted
    live.watch(lambda records, state: foresight.wake())
    keep(stack, foresight.run())
    return hall


def _surveys(
    hall: Running, answers: Answers, records: Records | None, figures: Figures | None
) -> Surveys:
    return Surveys(
        answers,
        records,
        figures,
        hall=lambda: hall.live.state.hall,
        rules=lambda: hall.config.survey,
        today=lambda: date.fromisoformat(hall.live.now().business_date),
    )


def _house(
    hall: Running,
    folder: Path,
    diary: Journal | ShutDiary,
    records: Records | None,
    figures: Figures | None,
    key: bytes,
) -> House:
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
        phones=_a_minute(Buckets, limits.requests_per_ticket),
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


def _exports(hall: Running, folder: Path, source: Source | None) -> Exports:
    return Exports(
        folder,
        [*SIGNAGE, "report", *_files(folder, source)],
        mall=lambda: hall.live.state.hall.mall.id,
        steady=time.monotonic,
    )


def _figures(hall: Running, folder: Path, records: Records) -> Figures:
    def today() -> str:
        state = hall.live.state
        return state.day if state.day_open else hall.live.now().business_date

    return Figures(folder, records.path, today=today, now=lambda: hall.live.now().at)


def _names() -> frozenset[str]:
    told = []
    for file in ("/etc/hosts", "/etc/resolv.conf"):
        try:
            told.append(Path(file).read_text("utf-8", "replace"))
        except OSError:  # another system keeps them elsewhere
            told.append("")
    return machine_names(socket.gethostname(), *told)


def _a_minute(kind: type[Buckets], count: int) -> Buckets:
    return kind(steady, count / 60, count)


def web(hall: Running, house: House) -> ASGIApp:
    """The web application over a running hall."""
    environment, static = pages.environment_of(assets.folder("templates")), assets.folder("static")
    version = pages.version_of(static)
    app = Starlette(
        routes=[
            *api.ROUTES,
            *describe.DOCUMENTS,
            Route("/api/events", feed.events, methods=["GET"]),
            *exports.FILES,
            Route("/api/config/file", history.download, methods=["GET"]),
            Route("/api/tickets/{token}/qr.svg", paper.code, methods=["GET"]),
            Route("/api/bookings/{code}/qr.svg", bookings.picture, methods=["GET"]),
            Route("/api/plays/csv", plays.table, methods=["GET"]),
            Route("/media/{file}", media.send, methods=["GET"]),
            Route("/metrics", metrics.metrics, methods=["GET"]),
            Route("/button/{counter}/{action}", api.button, methods=["GET"]),
            WebSocketRoute("/live", endpoint(hall.hub, hall.room.session, hall.limits)),
            *trust.trust_routes(environment, version),
            *pages.page_routes(environment, static, version),
        ],
        exception_handlers=problems.HANDLERS,
    )
    app.router.redirect_slashes = False  # where to, is what the Host header says
    app.state.house = house
    # outside of Starlette, so that its last word on a fault is armoured too
    page = RefusalPage(environment, version)
    armoured = Armour(app, hall.config.machine.allowed_origins, hall.hosts, page=page)
    return Forwarded(armoured, hall.limits.proxies)
