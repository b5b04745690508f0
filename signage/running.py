"""A hall that runs: its parts, what follows a commit, and the tasks that keep it going."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from starlette.types import ASGIApp

from signage import speech
from signage.airing import Turning, screen_places
from signage.backups.nightly import Nightly
from signage.clock import Clock
from signage.config import Config
from signage.config.settings import ReadyText, Reservations
from signage.devices.oversight import Oversight
from signage.devices.pairing import Pairings
from signage.devices.presence import Presence
from signage.devices.printers.printers import Printers
from signage.devices.uptime import Uptime
from signage.edits import Edits
from signage.errors import JournalTrouble, Refused, RegistryTrouble, SignageError
from signage.exporting import Exports
from signage.hub import Hub
from signage.journal.journal import Journal
from signage.live import Live
from signage.media.desk import Desk
from signage.queueing import shapes
from signage.queueing.commands import TurnTakeovers
from signage.queueing.events import DayOpened, HallChanged
from signage.queueing.hall import Hall
from signage.queueing.model import Recorded, State
from signage.queueing.refusals import sentence
from signage.queueing.takeovers import playlists, turn
from signage.queueing.views import Around, coming_rows
from signage.registry import uptime
from signage.registry.audit import Audit
from signage.registry.bookings import KEPT_DAYS, Bookings
from signage.registry.devices import Devices
from signage.registry.officers import Officers
from signage.registry.people import People
from signage.registry.plays import Play, Plays
from signage.registry.sessions import Sessions
from signage.screens.pieces import MediaFact
from signage.screens.playlists import playable
from signage.screens.schedules import ScreenPlace, clock
from signage.screens.settings import Facts
from signage.screens.settings import Settings as ScreenSettings
from signage.showing import Shown, screen_view
from signage.surveying import Surveys
from signage.tls.keeper import Secured
from signage.voice.ahead import Foresight
from signage.voice.announcer import Announcer
from signage.voice.maker import ClipMaker
from signage.voice.phrases import Words
from signage.web.house import House
from signage.web.limits import Buckets
from signage.web.lobby import Generous, nobody
from signage.web.session import Played, Room
from signage.web.talk import Limits
from signage.web.visitors import Proxies

log = logging.getLogger("signage")

RENEW = 60.0
"""Seconds between two looks at the certificate."""
BEAT = 5.0
"""Seconds between two heartbeats, and between two looks at the calendar."""
SIGNS = 60.0
"""Seconds between two notes of when devices were seen."""
SURVEY = 1800.0
"""Seconds between two looks at last month's index."""
ANEW = 3600.0
"""Seconds until a screen's programme is told again, whatever happens."""
LOOK = 0.5
"""Seconds between two looks at the hours."""


@dataclass(slots=True, kw_only=True)
class Running:
    """A hall that runs: its parts, and the tasks that keep it going. `names` are those that the
    machine has on its own word."""

    config: Config
    clock: Clock
    presence: Presence
    folder: Path
    devices: Devices
    people: People
    officers: Officers
    sessions: Sessions
    audit: Audit
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
    names: frozenset[str] = frozenset()
    edits: Edits | None = None
    secured: Secured | None = None
    strangers: Buckets
    plays: Plays
    telling: Buckets
    printers: Printers
    pairings: Pairings
    oversight: Oversight
    uptime: Uptime
    desk: Desk
    generous: Generous = nobody
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    app: ASGIApp = field(init=False)
    house: House = field(init=False)
    bookings: Bookings = field(init=False)
    surveys: Surveys = field(init=False)
    nightly: Nightly | None = None
    version: str = ""
    media: Callable[[], Mapping[str, MediaFact]] = dict
    exports: Exports | None = None
    day_began: int = 0
    forgetting: asyncio.Task[None] | None = None

    async def adopt(self, config: Config) -> None:
        """Run by this hall from now on. Raises Refused, and then all stays as it was."""
        await self.live.adopt(config.hall)
        self._settle(config.hall)
        self.reservations = config.bookings
        self.texts = config.emergencies
        self.printers.settle(config.printers)  # draws the kiosks anew, their bookings with them
        voice = self.config.voice.on_terms_of(config.voice)
        self.spoken.adopt(voice)
        for maker in self.makers:
            maker.adopt(voice)
        self.foresight.anew()
        self.config = replace(
            self.config,
            hall=config.hall,
            voice=voice,
            floor=config.floor,
            backup=config.backup,
            reports=config.reports,
            officers=config.officers,
            survey=config.survey,
            rules=config.rules,
            screens=config.screens,
            media=config.media,
        )
        self.hub.changed(f"screen/{place.id}" for place in self.screens())
        self.hub.changed(("floor", *(f"counter/{one.id}" for one in config.hall.counters)))
        if (config.machine, config.voice) != (self.config.machine, voice):
            log.warning(
                "what is new under server, limits, buttons and voice.profiles waits for a restart"
            )

    def _settle(self, hall: Hall) -> None:
        self.clock.place(ZoneInfo(hall.mall.time_zone))
        self.devices.settle(hall)
        self.announcer.wake(zone.id for zone in hall.zones)

    @property
    def hosts(self) -> frozenset[str]:
        """The names of this server, in small letters."""
        return self.names | {*self.config.machine.hosts}

    @property
    def limits(self) -> Limits:
        """What one socket may cost."""
        machine = self.config.machine
        return Limits(
            origins=frozenset(machine.allowed_origins),
            strangers=machine.limits.sockets_per_address,
            pings=machine.limits.pings_per_second,
            hosts=self.hosts,
            proxies=Proxies(machine.proxies),
        )

    def around(self) -> Around:
        """What stands beside the state in a view."""
        return Around(
            officer=self.at_counter,
            voice=speech.statuses(self.live, self.announcer, self.presence.sound),
            captions=speech.captions(self.live, self.announcer),
            shown=self.presence.proof,
            screens=self.presence.health(),
            printers=self.printers.statuses(),
            at_kiosk=self.printers.at_kiosk,
            bookings=self.reservations is not None,
            limits=self.config.floor,
            backup=self.nightly.status() if self.nightly is not None else None,
            alerts=self.oversight.floor,
        )

    def changed(self, topics: Iterable[str]) -> None:
        """Views that look different now: whoever watches gets them, and is to paint them."""
        names = tuple(topics)
        self.hub.changed(names)
        self.presence.drawn(names, self.live.state.seq)

    def at_counter(self, counter: str) -> shapes.OfficerView:
        """Who is signed on at a counter, and whether somebody has to be."""
        found = self.officers.at(counter, self.live.state.day)
        person = self.people.known(found.person) if found else None
        return shapes.OfficerView(rule=self.config.officers, name=person.name if person else None)

    def message(self, topic: str) -> bytes | None:
        """A topic's newest whole message."""
        kind, _, name = topic.partition("/")
        hall = self.live.state.hall
        if kind == "sound" and name in hall.zone:
            return self.live.enclose(topic, self.speakers.view(name))
        if kind == "screen":
            return self._screen(topic, name)
        if kind == "pairing":
            view = self.pairings.view(name)
            return None if view is None else self.live.enclose(topic, view)
        return self.live.message(topic)

    def _screen(self, topic: str, name: str) -> bytes | None:
        place = next((place for place in self.screens() if place.id == name), None)
        if place is None:
            return None
        now = self.live.now()
        view = screen_view(self.shown(), place, self.settings_of(place), now.at, day=now.date)
        return self.live.enclose(topic, view)

    def shown(self) -> Shown:
        """What stands behind every screen now."""
        state = self.live.state
        return Shown(
            hall=state.hall,
            screens=self.config.screens,
            rules=self.config.rules,
            version=self.version,
            place=self.config.voice.place,
            media=self.media(),
            skm=lambda: self.surveys.latest,
            takeovers=lambda zone: playlists(state, zone),
        )

    def settings_of(self, place: ScreenPlace) -> ScreenSettings:
        """How a screen is set: by itself, over its zone, over the mall."""
        return self.config.screens.settings(place.zone, self._facts(place.id))

    def _facts(self, device: str) -> Facts:
        try:
            return self.devices.one(device).facts
        except SignageError:
            return Facts()

    def screens(self) -> tuple[ScreenPlace, ...]:
        """The hall's screens, as its programme knows them."""
        screens = self.config.screens
        return screen_places(
            self.devices.enrolled(),
            self.live.state.hall,
            lambda device, zone: screens.settings(zone, self._facts(device)).layout,
        )

    def date_of(self, at: int) -> str:
        """The mall's date of a moment in Unix ms."""
        return clock(at, self.config.rules.zone).date().isoformat()

    def playable(self) -> frozenset[str]:
        """The playlists that there are, and all items that a screen may be told of."""
        return playable(self.config.rules.playlists.values())

    def played(self, screen: str, plays: Sequence[Played]) -> None:
        """A screen tells what it has shown. Raises Refused for one that tells too often."""
        self.telling.take(screen)
        self.plays.take(
            Play(
                screen=screen, item=one.item, playlist=one.playlist or "", at=one.at, ms=one.ms,
                whole=one.whole,
            )
            for one in plays
        )  # fmt: skip

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
                marks = date.fromisoformat(recorded.event.date) - timedelta(days=1)
                self.forgetting = asyncio.create_task(
                    _forget(self, self.journal, before, old.isoformat(), marks.isoformat())
                )

    def painted(self, zone: str) -> None:
        """A screen came, went, or painted: the counters whose call it shows must know."""
        state = self.live.state
        rows = state.calls.get(zone, ())
        self.hub.changed(f"counter/{row.counter}" for row in rows)
        self.hub.changed(("floor",))

    async def rest(self) -> None:
        """Let go of what is still being forgotten, before its files are closed."""
        if self.forgetting is not None:
            self.forgetting.cancel()
            await asyncio.wait((self.forgetting,))

    def redraw_screens(self) -> None:
        """What screens show beside the calls is different now."""
        self.hub.changed(f"screen/{device.id}" for device in self.devices.of_kind("screen"))

    def printed(self) -> None:
        """There is news of a printer."""
        self.hub.changed(("floor", *(f"kiosk/{zone.id}" for zone in self.live.state.hall.zones)))


async def begin(hall: Running) -> None:
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


async def look(hall: Running) -> str:
    """Once through the single writer and to the disk, as a press goes; gives known trouble."""
    await hall.live.pulse()
    if hall.journal is not None and hall.live.trouble is None:
        try:
            await hall.journal.probe()
        except JournalTrouble as failed:
            hall.live.fail(failed)
    known: shapes.Trouble | None = hall.live.trouble
    return known.text.en if known else ""


async def ticks(hall: Running) -> None:
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


async def watch_sockets(hall: Running) -> None:
    """Cut who does not read, and see who has fallen silent."""
    while True:
        await asyncio.sleep(1.0)
        hall.hub.sweep(time.monotonic())
        hall.presence.sweep()
        hall.hub.changed(f"pairing/{token}" for token in hall.pairings.sweep())
        try:
            news = hall.oversight.look()
            hall.uptime.look()
        except Exception:  # its supervisor: stuck sockets must be cut whatever happens
            log.exception("the devices can't be looked at")
            continue
        if news:
            hall.hub.changed(("floor",))


async def keep_signs(hall: Running) -> None:
    """Note in the registry when devices were seen last, now and then and at the end."""
    try:
        while True:
            await asyncio.sleep(SIGNS)
            await asyncio.to_thread(_note, hall)
    finally:
        _note(hall)


def _note(hall: Running) -> None:
    signs, stretches = hall.oversight.unwritten(), hall.uptime.taken()
    try:
        if signs:
            hall.devices.note(signs)
        if stretches:
            uptime.add(hall.folder, stretches)
    except RegistryTrouble as trouble:
        log.warning("when devices were seen is not noted: %s", trouble)


async def watch_sessions(hall: Running) -> None:
    """End those whose time is up, with the pages that are open in them."""
    while True:
        await asyncio.sleep(1.0)
        try:
            over = hall.sessions.over(hall.room.sockets.watched)
            for session in over:
                hall.room.evict(session)
            if over or hall.sessions.lags():
                await asyncio.to_thread(hall.sessions.tidy, over)
        except RegistryTrouble as trouble:
            log.warning("sessions can't be noted: %s", trouble)


async def watch_certificate(secured: Secured) -> None:
    """Take in a new one, renew an own one, and say when it is time."""
    while True:
        await asyncio.sleep(RENEW)
        try:
            secured.keeper.look()
        except Exception:  # its supervisor: the one in service goes on
            log.exception("the certificate can't be looked at")


async def watch_hours(hall: Running) -> None:
    """Pages turn shut or open in the first second of the minute, without a press."""
    while True:
        await asyncio.sleep(LOOK)
        try:
            hall.live.look()
        except Exception:  # its supervisor: a page that stays open turns nobody away
            log.exception("the hours can't be looked at")


async def watch_takeovers(hall: Running) -> None:
    """Events take their zones and leave them in the first second of their minute."""
    told: tuple[shapes.ComingRow, ...] = ()
    while True:
        await asyncio.sleep(LOOK)
        try:
            state, now = hall.live.state, hall.live.now()
            if turn(state, now):
                await hall.live.submit(TurnTakeovers())
            coming = coming_rows(hall.live.state, hall.live.now())
            if coming != told:
                hall.hub.changed(("floor",))
            known = {one.takeover for one in told if one.hindrance}
            for one in coming:
                if one.hindrance and one.takeover not in known:
                    log.warning("the event %s waits: %s", one.takeover, one.hindrance.en)
            told = coming
        except SignageError as trouble:
            log.warning("an event can't begin or end by its schedule: %s", trouble)
            await asyncio.sleep(BEAT)
        except Exception:  # its supervisor: a press still begins and ends them
            log.exception("the schedule of events can't be looked at")
            await asyncio.sleep(BEAT)


async def watch_survey(hall: Running) -> None:
    """Look at last month's index now and then; the screens that show it get the new one."""
    while True:
        if await hall.surveys.look():
            hall.hub.changed(f"screen/{d.id}" for d in hall.devices.of_kind("screen"))
        await asyncio.sleep(SURVEY)


async def watch_programme(hall: Running) -> None:
    """Screens are told what plays next when it begins, without a press."""
    turning = Turning()
    anew = time.monotonic()
    while True:
        await asyncio.sleep(LOOK)
        if time.monotonic() - anew > ANEW:
            # what they know reaches hours ahead; a hall that is shut has no other reason to tell
            anew = time.monotonic()
            hall.hub.changed(f"screen/{place.id}" for place in hall.screens())
        try:
            now = hall.live.now()
            places, rules = hall.screens(), hall.config.rules
            turned = await asyncio.to_thread(turning.look, places, rules, now.at)
            hall.hub.changed(f"screen/{screen}" for screen in turned)
        except Exception:  # its supervisor: a screen knows its next hours by itself
            log.exception("the programme can't be looked at")


async def _forget(hall: Running, journal: Journal, before: int, booked: str, marks: str) -> None:
    try:
        await journal.forget(before)
        await hall.bookings.forget(booked)
        await hall.surveys.answers.forget(marks)
    except (JournalTrouble, RegistryTrouble) as trouble:
        log.warning("old answers, bookings and marks are kept: %s", trouble)


async def look_back(hall: Running, journal: Journal) -> None:
    """Check the days before this one."""
    day = await journal.last_day()
    try:
        await journal.verify(after=0)
    except JournalTrouble as trouble:
        log.error("an older day of the journal is damaged: %s", trouble)
        hall.live.fail(trouble)
        return
    log.info("the journal is whole; the day began with event %d", day)


def keep(stack: contextlib.AsyncExitStack, work: Coroutine[Any, Any, None]) -> None:
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
