"""A hall that runs: its parts, what stands around its views, and what follows a commit."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from starlette.types import ASGIApp

from signage import speech
from signage.airing import screen_places
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
from signage.errors import JournalTrouble, RegistryTrouble, SignageError
from signage.exporting import Exports
from signage.hub import Hub
from signage.journal.journal import Journal
from signage.live import Live
from signage.media.desk import Desk
from signage.queueing import shapes
from signage.queueing.events import DayOpened, HallChanged
from signage.queueing.hall import Hall
from signage.queueing.model import Recorded, State
from signage.queueing.takeovers import playlists
from signage.queueing.views import Around
from signage.registry.audit import Audit
from signage.registry.bookings import KEPT_DAYS, Bookings
from signage.registry.devices import Devices
from signage.registry.officers import Officers
from signage.registry.people import People
from signage.registry.plays import Play, Plays
from signage.registry.sessions import Sessions
from signage.scheduling import Scheduled
from signage.screens.believing import Eras, Events
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
    eras: Eras = field(default_factory=Eras)
    generous: Generous = nobody
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    app: ASGIApp = field(init=False)
    house: House = field(init=False)
    bookings: Bookings = field(init=False)
    surveys: Surveys = field(init=False)
    nightly: Nightly | None = None
    scheduled: Scheduled | None = None
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
            reports=self.scheduled.status() if self.scheduled is not None else None,
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
        self.look_at_eras()
        self.plays.take(
            Play(
                screen=screen, item=one.item, playlist=one.playlist or "", at=one.at, ms=one.ms,
                whole=one.whole,
            )
            for one in plays
        )  # fmt: skip

    def look_at_eras(self) -> None:
        """Remember what screens may be showing by now."""
        state = self.live.state
        events = {zone.id: _events(state, zone.id) for zone in state.hall.zones}
        self.eras.look(self.config.rules, self.screens(), events, self.live.now().at)

    def could_show(self, play: Play, now: int) -> bool:
        """Whether a screen can have shown what it says."""
        return self.eras.could(play.screen, play.playlist, play.item, play.at, now)

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


def _events(state: State, zone: str) -> Events:
    standing = state.takeovers.get(zone)
    return Events(standing.playlist if standing else "", frozenset(playlists(state, zone)))


async def _forget(hall: Running, journal: Journal, before: int, booked: str, marks: str) -> None:
    try:
        await journal.forget(before)
        await hall.bookings.forget(booked)
        await hall.surveys.answers.forget(marks)
    except (JournalTrouble, RegistryTrouble) as trouble:
        log.warning("old answers, bookings and marks are kept: %s", trouble)
