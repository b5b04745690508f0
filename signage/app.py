"""The one place where a running hall is built from its parts."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import time
from collections.abc import AsyncIterator, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp

from signage import assets, speech
from signage.clock import Clock, steady
from signage.config import Config
from signage.config.settings import ReadyText, Reservations
from signage.devices.presence import Presence
from signage.devices.printers.printers import Printers
from signage.diary import ShutDiary
from signage.edits import Edits, Source
from signage.errors import JournalTrouble, Refused, RegistryTrouble, SignageError
from signage.hearing import Hearing
from signage.hub import Hub
from signage.journal.journal import FILE as JOURNAL
from signage.journal.journal import Journal
from signage.live import Live
from signage.papers import Papers
from signage.presses import Presses
from signage.queueing import shapes
from signage.queueing.events import DayOpened, HallChanged
from signage.queueing.hall import Hall
from signage.queueing.model import Recorded, State
from signage.queueing.refusals import sentence
from signage.queueing.views import Around
from signage.records import Records
from signage.registry.bookings import KEPT_DAYS, Bookings
from signage.registry.codes import BookingCodes
from signage.registry.devices import REGISTRY, Devices, first_secrets
from signage.registry.tokens import TicketTokens, open_key
from signage.reporting import Reports
from signage.voice.ahead import Foresight, ahead
from signage.voice.announcer import Announcer
from signage.voice.maker import ClipMaker, system_maker
from signage.voice.phrases import Words
from signage.voice.repertoire import load_repertoire
from signage.web import api, describe, feed, metrics, pages, paper, problems
from signage.web.armour import Armour
from signage.web.gate import Gate
from signage.web.house import House
from signage.web.limits import Buckets
from signage.web.session import Room
from signage.web.socket import endpoint
from signage.web.talk import Limits

log = logging.getLogger("signage")

BEAT = 5.0
"""Seconds between two heartbeats, and between two looks at the calendar."""
PER_HOUR = 20
"""Bookings that one address may make in an hour, where the file did not say at the start."""
TRIALS = 1.0
"""Sentences that one device may hear in a second, in the long run; ten at once."""
LOOK = 0.5
"""Seconds between two looks at the hours."""
SOUND = re.compile(r"[0-9A-Za-z-]{1,80}\.wav")
"""The name of a clip."""


@dataclass(slots=True, kw_only=True)
class Running:
    """A hall that runs: its parts, and the tasks that keep it going."""

    config: Config
    clock: Clock
    presence: Presence
    devices: Devices
    journal: Journal | None
    live: Live
    hub: Hub
    spoken: speech.HallSpeech
    makers: tuple[ClipMaker, ClipMaker]
    foresight: Foresight
    announcer: Announcer
    speakers: speech.Speakers
    room: Room
    reservations: Reservations | None
    words: Words
    texts: tuple[ReadyText, ...]
    edits: Edits | None = None
    strangers: Buckets
    printers: Printers
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    app: ASGIApp = field(init=False)
    bookings: Bookings = field(init=False)
    day_began: int = 0
    forgetting: asyncio.Task[None] | None = None

    async def adopt(self, config: Config) -> None:
        """Run by this hall from now on. Raises Refused, and then all stays as it was."""
        await self.live.adopt(config.hall)
        self._settle(config.hall)
        self.reservations = config.bookings
        self.texts = config.emergencies
        self.printers.settle(config.printers)
        voice = self.config.voice.on_terms_of(config.voice)
        self.spoken.adopt(voice)
        for maker in self.makers:
            maker.adopt(voice)
        self.foresight.anew()
        self.config = replace(self.config, hall=config.hall, voice=voice)
        if (config.machine, config.voice) != (self.config.machine, voice):
            log.warning(
                "what is new under server, limits, buttons and voice.profiles waits for a restart"
            )

    def _settle(self, hall: Hall) -> None:
        self.clock.place(ZoneInfo(hall.mall.time_zone))
        self.devices.settle(hall)
        self.announcer.wake(zone.id for zone in hall.zones)

    @property
    def limits(self) -> Limits:
        """What one socket may cost."""
        machine = self.config.machine
        return Limits(
            origins=frozenset(machine.allowed_origins),
            strangers=machine.limits.sockets_per_address,
        )

    def around(self) -> Around:
        """What stands beside the state in a view."""
        return Around(
            voice=speech.statuses(self.live, self.announcer, self.presence.sound),
            captions=speech.captions(self.live, self.announcer),
            shown=self.presence.proof,
            screens=self.presence.health(),
            printers=self.printers.statuses(),
            at_kiosk=self.printers.at_kiosk,
        )

    def message(self, topic: str) -> bytes | None:
        """A topic's newest whole message."""
        kind, _, name = topic.partition("/")
        hall = self.live.state.hall
        if kind == "sound" and name in hall.zone:
            return self.live.enclose(topic, self.speakers.view(name))
        if kind == "screen":
            return self._screen(topic, name)
        return self.live.message(topic)

    def _screen(self, topic: str, name: str) -> bytes | None:
        hall = self.live.state.hall
        for device in self.devices.of_kind("screen"):
            zone = hall.zone.get(device.place or "")
            if device.id == name and zone is not None:
                speaks = zone.speaker == "screen"
                view = shapes.ScreenView(
                    screen=name, name=zone.name.id, zone=zone.id, speaks=speaks
                )
                return self.live.enclose(topic, view)
        return None

    def happened(self, records: Sequence[Recorded], state: State) -> None:
        """After every commit: the voice looks at its agendas."""
        self.announcer.wake(zone.id for zone in state.hall.zones)
        if any(isinstance(r.event, DayOpened | HallChanged) for r in records):
            self.hub.changed(f"screen/{d.id}" for d in self.devices.of_kind("screen"))
        for recorded in records:
            if isinstance(recorded.event, DayOpened) and self.journal is not None:
                # the day that ended and the new one are the two whose answers are kept
                before, self.day_began = self.day_began, recorded.seq
                old = date.fromisoformat(recorded.event.date) - timedelta(days=KEPT_DAYS)
                self.forgetting = asyncio.create_task(
                    _forget(self.journal, before, self.bookings, old.isoformat())
                )

    def painted(self, zone: str) -> None:
        """A screen came, went, or painted: the counters whose call it shows must know."""
        state = self.live.state
        rows = state.calls.get(zone, ())
        self.hub.changed(f"counter/{row.counter}" for row in rows)
        self.hub.changed(("floor",))

    def printed(self) -> None:
        """There is news of a printer."""
        self.hub.changed(("floor", *(f"kiosk/{zone.id}" for zone in self.live.state.hall.zones)))


@contextlib.asynccontextmanager
async def running(
    config: Config, folder: Path, source: Source | None = None
) -> AsyncIterator[Running]:
    """The hall of a data folder, alive until the block ends. The caller holds the folder's lock.

    `source` is the file of these settings; without one no page can edit them.
    """
    async with contextlib.AsyncExitStack() as stack:
        journal, diary = await _diary(stack, folder)
        clock = Clock(ZoneInfo(config.hall.mall.time_zone))
        key = open_key(folder)
        live = Live(diary, clock, TicketTokens(key).token)
        await live.start(config.hall)
        bookings = await stack.enter_async_context(Bookings.open(folder, BookingCodes(key)))
        hall = _build(config, folder, live, clock, journal, stack)
        hall.bookings = bookings
        if source is not None:
            hall.edits = Edits(source, folder, hall.adopt)
        records, reports = None, None
        if journal is not None:
            records = await stack.enter_async_context(Records.open(folder))
            reports = Reports(journal, records)
        hall.app = web(hall, _house(hall, folder, diary, reports))
        for task in (live.run(), _ticks(hall), _watch_hours(hall), _watch_sockets(hall)):
            _keep(stack, task)
        if journal is not None and records is not None:
            hall.day_began = await journal.last_day()
            _keep(stack, records.run(journal))
            _keep(stack, _look_back(hall, journal))
        await _begin(hall)
        hall.printers.settle(config.printers)
        _keep(stack, hall.announcer.run())
        try:
            yield hall
        finally:
            live.stop()
            await live.drained()


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


def _build(
    config: Config,
    folder: Path,
    live: Live,
    clock: Clock,
    journal: Journal | None,
    stack: contextlib.AsyncExitStack,
) -> Running:
    presence, devices = Presence(steady), Devices(folder)
    hub = Hub(lambda topic: hall.message(topic), live.beat)
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
        gate=Gate(devices),
        presence=presence,
        hall=lambda: live.state.hall,
        heard=speakers.heard,
        left=speakers.gone,
        topics=config.machine.limits.topics,
        line=live.line_of,
        guessed=lambda address: hall.strangers.take(address),
        pages=config.machine.limits.sockets_per_ticket,
    )
    hall = Running(
        config=config,
        clock=clock,
        presence=presence,
        devices=devices,
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
        strangers=_a_minute(config.machine.limits.requests_per_minute),
        texts=config.emergencies,
        printers=Printers(time.monotonic, lambda: hall.printed()),
    )
    stack.push_async_callback(hall.printers.close)
    live.surround(hall.around)
    live.changed = hub.changed
    live.watch(hall.happened)
    presence.told = hall.painted
    live.watch(lambda records, state: foresight.wake())
    _keep(stack, foresight.run())
    return hall


def _house(
    hall: Running, folder: Path, diary: Journal | ShutDiary, reports: Reports | None
) -> House:
    machine = hall.config.machine
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
        phones=_a_minute(limits.requests_per_ticket),
        sound=sound,
        links=lambda: first_secrets(folder),
        hearing=Hearing(
            calls=hall.makers[0],
            maker=hall.makers[1],
            hall=lambda: hall.live.state.hall,
            settings=lambda: hall.config.voice,
        ),
        trials=Buckets(steady, TRIALS, 10 * TRIALS),
        product_words={language: one.entries for language, one in hall.words.lexicons.items()},
        edits=hall.edits,
        stopping=hall.stopping,
        bookings=hall.bookings,
        bookers=Buckets(steady, per_hour / 3600, per_hour),
        reservations=lambda: hall.reservations,
        reports=reports,
        texts=lambda: hall.texts,
        papers=Papers(hall.live, hall.printers),
        address=machine.address,
    )


def _a_minute(count: int) -> Buckets:
    return Buckets(steady, count / 60, count)


def web(hall: Running, house: House) -> ASGIApp:
    """The web application over a running hall."""
    app = Starlette(
        routes=[
            *api.ROUTES,
            *describe.DOCUMENTS,
            Route("/api/events", feed.events, methods=["GET"]),
            Route("/api/tickets/{token}/qr.svg", paper.code, methods=["GET"]),
            Route("/metrics", metrics.metrics, methods=["GET"]),
            Route("/button/{counter}/{action}", api.button, methods=["GET"]),
            WebSocketRoute("/live", endpoint(hall.hub, hall.room.session, hall.limits)),
            *pages.page_routes(assets.folder("templates"), assets.folder("static")),
        ],
        exception_handlers=problems.HANDLERS,
    )
    app.router.redirect_slashes = False  # where to, is what the Host header says
    app.state.house = house
    # outside of Starlette, so that its last word on a fault is armoured too
    return Armour(app, hall.config.machine.allowed_origins)


async def _begin(hall: Running) -> None:
    """Take the hall of the file and open the day; a refusal leaves the hall of the journal."""
    try:
        await hall.live.adopt(hall.config.hall)
    except Refused as refused:
        log.error("config.toml is not applied: %s", sentence(refused).en)
    except JournalTrouble as trouble:
        log.error("the hall starts without its journal: %s", trouble)
    with contextlib.suppress(JournalTrouble):
        await hall.live.turn()
    hall.devices.settle(hall.live.state.hall)


async def _ticks(hall: Running) -> None:
    """The heartbeat, the calendar, and whether the disk is well again."""
    doubtful = False
    while True:
        await asyncio.sleep(BEAT)
        if hall.live.now().doubtful != doubtful:
            doubtful = not doubtful
            log.warning("the clock is %s", "before the last event" if doubtful else "right again")
        try:
            hall.hub.quiet()
            if hall.journal is not None:
                await hall.live.recover(hall.journal.probe)
            await hall.live.turn()
        except SignageError as trouble:
            log.warning("the day can't be turned: %s", trouble)
        except Exception:  # the heartbeat's supervisor: without it every screen goes stale
            log.exception("a tick of the hall failed")


async def _watch_sockets(hall: Running) -> None:
    """Cut who does not read, and see who has fallen silent."""
    while True:
        await asyncio.sleep(1.0)
        hall.hub.sweep(time.monotonic())
        hall.presence.sweep()


async def _watch_hours(hall: Running) -> None:
    """Pages turn shut or open in the first second of the minute, without a press."""
    while True:
        await asyncio.sleep(LOOK)
        try:
            hall.live.look()
        except Exception:  # its supervisor: a page that stays open turns nobody away
            log.exception("the hours can't be looked at")


async def _forget(journal: Journal, before: int, bookings: Bookings, day: str) -> None:
    try:
        await journal.forget(before)
        await bookings.forget(day)
    except (JournalTrouble, RegistryTrouble) as trouble:
        log.warning("old answers and bookings are kept: %s", trouble)


async def _look_back(hall: Running, journal: Journal) -> None:
    """Check the days before this one."""
    day = await journal.last_day()
    try:
        await journal.verify(after=0)
    except JournalTrouble as trouble:
        log.error("an older day of the journal is damaged: %s", trouble)
        hall.live.fail(trouble)
        return
    log.info("the journal is whole; the day began with event %d", day)


def _keep(stack: contextlib.AsyncExitStack, work: Coroutine[Any, Any, None]) -> None:
    """Run beside the hall; end it with the hall."""
    task = asyncio.create_task(work)

    def ended(done: asyncio.Task[None]) -> None:
        if not done.cancelled() and done.exception() is not None:
            log.error("a task of the hall ended", exc_info=done.exception())

    async def end() -> None:
        task.cancel()
        await asyncio.wait((task,))

    task.add_done_callback(ended)
    stack.push_async_callback(end)
