"""The hall as its announcer sees it, and the speaker of each zone. Joins `live` and `voice`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import asdict
from datetime import date
from typing import Final, assert_never
from zoneinfo import ZoneInfo

from signage.devices.presence import Presence, SoundState
from signage.errors import Refused
from signage.live import Live
from signage.queueing import commands as c
from signage.queueing import shapes
from signage.queueing.emergencies import sentences
from signage.queueing.events import Emergency
from signage.queueing.hall import Zone
from signage.queueing.model import Announcement as Asked
from signage.queueing.model import Call, State, VoiceDay
from signage.queueing.wording import voice_reason
from signage.voice.agenda import CallState, Steps, Terms, Waiting
from signage.voice.announcer import Announcer
from signage.voice.phrases import Announcement
from signage.voice.ports import Maker, Result, Speaker
from signage.voice.prayers import Place, prayers
from signage.voice.quiet import Prayer, Quiet, clock, gain_now, next_minute, quiet_now
from signage.voice.screen_speaker import ScreenSpeaker, Sounding
from signage.voice.settings import VoiceSettings
from signage.voice.soundcard import SoundCard

CURED: Final = frozenset({"blocked", "no_screen", "no_sound", "screen_gone"})
"""Troubles of a zone's screens that are over when a screen says that its sound is ready."""


class HallSpeech:
    """What the announcer reads of the live hall, and writes into its journal."""

    def __init__(self, live: Live, settings: VoiceSettings) -> None:
        self._live = live
        self._settings = settings
        self._prayers: tuple[tuple[date, Place, str], Mapping[Prayer, int]] | None = None

    def adopt(self, settings: VoiceSettings) -> None:
        """Speak on these terms from the next announcement on."""
        self._settings = settings

    def zones(self) -> Sequence[str]:
        """The zones that have a voice."""
        return [zone.id for zone in self._live.state.hall.zones if zone.speaker != "none"]

    def waiting(self, zone: str) -> Sequence[Waiting]:
        """Every announcement of the zone without a result."""
        state = self._live.state
        place = state.hall.zone.get(zone)
        asked = state.announcements.get(zone, ())
        if place is None:
            return []
        return [self._waiting(state, place, a, asked) for a in asked if a.result is None]

    def beside(self, zone: str) -> Sequence[Waiting]:
        """Every announcement without a result of the zones on the same sound card."""
        hall = self._live.state.hall
        place = hall.zone.get(zone)
        if place is None or place.speaker != "server":
            return []
        others = (
            other.id
            for other in hall.zones
            if other.speaker == "server" and other.device == place.device and other.id != zone
        )
        return [item for other in others for item in self.waiting(other)]

    def facts(self, announcement: str) -> Announcement:
        """What an announcement says. Raises Refused for one that is gone."""
        state = self._live.state
        asked = _find(state, announcement)
        if asked.kind == "notice":
            return Announcement(
                id=asked.id, zone=asked.zone, seq=asked.seq, kind="notice",
                text=asked.text, language=asked.language,
            )  # fmt: skip
        if asked.kind == "emergency":
            return _emergency(state, asked)
        call = _call(state, asked)
        if call is None:
            raise Refused("announcement_over")
        hall = state.hall
        agency, service = hall.agency.get(call.agency), hall.service.get(call.service)
        return Announcement(
            id=asked.id,
            zone=asked.zone,
            seq=asked.seq,
            kind=asked.kind,
            ticket=call.number,
            counter=call.counter_name,
            agency=asdict(agency.spoken) if agency else {},
            service=asdict(service.name) if service else {},
            of=call.agency,
        )

    def terms(self, zone: str) -> Terms:
        """How the zone may speak now. A clock that is in doubt keeps no times."""
        settings, now = self._settings, self._live.now()
        steps = Steps(
            times=settings.times,
            once_from=settings.once_from,
            short_from=settings.short_from,
            bare_from=settings.bare_from,
        )
        if now.doubtful or not (settings.quiet or settings.volume):
            return Terms(steps=steps)
        return Terms(
            steps=steps,
            quiet=quiet_now(settings.quiet, zone, now, self._prayed),
            gain=gain_now(settings.volume, zone, now),
            again=next_minute(now),
        )

    def tick(self) -> int:
        """Now, in ms of the hall's steady clock."""
        return self._live.now().tick

    async def begin(self, announcement: str) -> None:
        """Write down that it begins."""
        zone = _zone_of(announcement)
        await self._live.submit(c.BeginAnnouncement(announcement=announcement, zone=zone))

    async def end(self, announcement: str, result: Result, reason: str | None) -> None:
        """Write down how it ended."""
        await self._live.submit(
            c.EndAnnouncement(
                announcement=announcement,
                zone=_zone_of(announcement),
                result=result,
                reason=reason,
            )
        )

    def _prayed(self, day: date) -> Mapping[Prayer, int]:
        """The day's prayers, reckoned once a day."""
        place, zone = self._settings.place, self._live.state.hall.mall.time_zone
        if place is None:
            return {}
        asked = (day, place, zone)
        if self._prayers is None or self._prayers[0] != asked:
            self._prayers = (asked, prayers(place, day, ZoneInfo(zone)))
        return self._prayers[1]

    def _waiting(self, state: State, zone: Zone, asked: Asked, beside: Iterable[Asked]) -> Waiting:
        if asked.kind == "emergency":
            return _alarm(state, asked)
        call = _call(state, asked)
        heard = sum(a.first == asked.first and a.result == "heard" for a in beside)
        notice = asked.kind == "notice"
        return Waiting(
            id=asked.id,
            zone=asked.zone,
            seq=asked.seq,
            first=asked.first or asked.seq,
            tick=asked.tick,
            kind=asked.kind,
            said=0 if notice else heard,
            begun=asked.begun,
            state="current" if notice else _standing(state, call),
            limit=self._settings.age_limit_notice if notice else zone.age_limit,
            short=call is not None and call.zones[0] != zone.id,
            muted=not notice and zone.id in state.takeovers,
            opening="transfer" if call is not None and call.transferred else "call",
        )


def _standing_emergency(state: State, asked: Asked) -> Emergency | None:
    return next((one for one in state.emergencies if one.seq == asked.seq), None)


def _alarm(state: State, asked: Asked) -> Waiting:
    one = _standing_emergency(state, asked)
    return Waiting(
        id=asked.id, zone=asked.zone, seq=asked.seq, first=asked.seq, tick=asked.tick,
        kind="emergency", begun=asked.begun, state="current" if one else "over",
        said=1 if asked.begun > 1 else 0,  # it is begun a second time once it was heard
        drill=one is not None and one.drill,
    )  # fmt: skip


def _emergency(state: State, asked: Asked) -> Announcement:
    one = _standing_emergency(state, asked)
    if one is None:
        raise Refused("announcement_over")
    return Announcement(
        id=asked.id, zone=asked.zone, seq=asked.seq, kind="emergency", texts=sentences(one),
        drill=one.drill,
    )  # fmt: skip


def _zone_of(announcement: str) -> str:
    return announcement.partition("-")[2]


def _find(state: State, announcement: str) -> Asked:
    for asked in state.announcements.get(_zone_of(announcement), ()):
        if asked.id == announcement:
            return asked
    raise Refused("announcement_over")


def _call(state: State, asked: Asked) -> Call | None:
    """The call that an announcement is of; None when it was undone."""
    rows = state.calls.get(asked.zone, ())
    return next((row for row in rows if row.first == asked.first), None)


def _standing(state: State, call: Call | None) -> CallState:
    """A call is over once its visitor is served, gone, or called elsewhere."""
    if call is None:
        return "over"
    current = state.desk(call.counter).call
    waited_for = state.tickets[call.ticket].state == "called"
    same = current is not None and current.first == call.first
    return "current" if same and waited_for else "over"


class Speakers:
    """The speaker of each zone as the hall sets it now, and what `sound/<zone>` shows."""

    def __init__(
        self, live: Live, presence: Presence, changed: Callable[[Iterable[str]], None]
    ) -> None:
        self._live = live
        self._presence = presence
        self._changed = changed
        self._cards: dict[tuple[str, str], SoundCard] = {}
        self._screens: dict[str, ScreenSpeaker] = {}
        self._sounding: dict[str, Sounding] = {}
        self._leased: dict[str, str] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    def speaker(self, zone: str) -> Speaker | None:
        """What voices a zone now."""
        place = self._live.state.hall.zone.get(zone)
        if place is None or place.speaker == "none":
            return None
        if place.speaker == "server":
            return self._cards.setdefault((zone, place.device), SoundCard(place.device))
        if zone not in self._screens:
            self._screens[zone] = ScreenSpeaker(
                lambda sounding: self._publish(zone, sounding),
                lambda: self._lease(zone),
                lost=lambda: self._lost(zone),
            )
        return self._screens[zone]

    def turn(self, zone: str) -> AbstractAsyncContextManager[None]:
        """Held while the zone speaks: zones on one sound card take turns; others never wait."""
        place = self._live.state.hall.zone.get(zone)
        if place is None or place.speaker != "server":
            return nullcontext()
        return _held(self._turns.setdefault(place.device, asyncio.Lock()))

    def changed(self, zone: str) -> None:
        """Whether the zone can be heard is not as it was: its screens and counters must know."""
        self._changed(self._live.topics.zone(zone))

    def view(self, zone: str) -> shapes.SoundView | None:
        """What `sound/<zone>` shows: the one current announcement."""
        sounding = self._sounding.get(zone)
        if sounding is None:
            return None
        return shapes.SoundView(
            id=sounding.id,
            seq=sounding.seq,
            url=sounding.url,
            lease=sounding.lease,
            length=sounding.length,
            gain=sounding.gain,
        )

    def heard(self, zone: str, page: int, announcement: str, result: str) -> None:
        """A screen's report; only the page that speaks is believed."""
        speaker = self._screens.get(zone)
        if speaker is not None and self._holds(zone, page):
            speaker.heard(announcement, result)

    def saying(self, zone: str, page: int, announcement: str) -> None:
        """A sign of a screen; only the page that speaks is believed."""
        speaker = self._screens.get(zone)
        if speaker is not None and self._holds(zone, page):
            speaker.saying(announcement)

    def gone(self, zone: str, page: int) -> None:
        """A page closes its socket."""
        speaker = self._screens.get(zone)
        if speaker is not None and self._holds(zone, page):
            speaker.gone()

    def _holds(self, zone: str, page: int) -> bool:
        """By name: a page that came back over another socket still holds its lease."""
        name = self._presence.name(page)
        return name is not None and self._leased.get(zone) == name

    def _lease(self, zone: str) -> str | None:
        page = self._presence.speaker(zone, self._leased.get(zone))
        name = None if page is None else self._presence.name(page)
        if name is not None:
            self._leased[zone] = name
        return name

    def _lost(self, zone: str) -> bool:
        """The page that speaks gives no sign. With nobody to take over it is waited for."""
        name = self._leased.get(zone)
        if name is None or self._presence.speaker(zone, without=name) is None:
            return False
        self._presence.lose(zone, name)
        return True

    def _publish(self, zone: str, sounding: Sounding | None) -> None:
        if sounding is None:
            self._sounding.pop(zone, None)
        else:
            self._sounding[zone] = sounding
        self._changed((f"sound/{zone}",))


@asynccontextmanager
async def _held(lock: asyncio.Lock) -> AsyncIterator[None]:
    async with lock:
        yield


def voice_status(
    announcer: Announcer, zone: Zone, day: VoiceDay, sound: SoundState | None = "unknown"
) -> shapes.VoiceStatus:
    """How a zone speaks now, and how it has spoken today; `sound` is what its screens say of it."""
    if zone.speaker == "none":
        return shapes.VoiceStatus(state="silent")
    trouble, quiet = announcer.trouble(zone.id), announcer.quiet(zone.id)
    if zone.speaker == "screen":
        trouble = _screens_trouble(trouble, sound)
    state: shapes.VoiceState = "screen" if zone.speaker == "screen" else "ready"
    return shapes.VoiceStatus(
        state=state if trouble is None else "failed",
        reason=None if trouble is None else voice_reason(trouble),
        lag=round(announcer.lag(zone.id), 1),
        longest=round(day.longest / 1000, 1),
        shortened=sum(day.shortened.values()),
        failed=sum(day.failed.values()),
        shortened_why=_reasons(day.shortened),
        failed_why=_reasons(day.failed),
        dropped=_reasons(day.dropped),
        quiet=None if quiet is None else _quiet(quiet),
        instead=announcer.instead(zone.id),
        stand_ins=announcer.stand_ins(zone.id),
    )


def _screens_trouble(known: str | None, sound: SoundState | None) -> str | None:
    """What the screens say now goes before what came of the last announcement: a screen that was
    touched speaks from then on, and one that is blocked is known before the first call."""
    match sound:
        case "ready":
            return None if known in CURED else known
        case "unknown":
            return known
        case "blocked" | "missing":
            return "blocked" if sound == "blocked" else "no_sound"
        case None:
            return "no_screen"
        case _:
            assert_never(sound)


def _reasons(counts: Mapping[str, int]) -> tuple[shapes.ReasonRow, ...]:
    return tuple(
        shapes.ReasonRow(reason=reason, text=voice_reason(reason), count=count)
        for reason, count in sorted(counts.items())
    )


def _quiet(quiet: Quiet) -> shapes.QuietNow:
    return shapes.QuietNow(
        name=quiet.name, until=clock(quiet.until), voice="silent" if quiet.silent else "soft"
    )


def statuses(
    live: Live, announcer: Announcer, sound: Callable[[str], SoundState | None]
) -> Mapping[str, shapes.VoiceStatus]:
    """How every zone speaks now; `sound` knows what a zone's screens say of theirs."""
    state = live.state
    return {
        zone.id: voice_status(
            announcer, zone, state.voices.get(zone.id, VoiceDay()), sound(zone.id)
        )
        for zone in state.hall.zones
    }


def captions(live: Live, announcer: Announcer) -> Mapping[str, str]:
    """What every zone says now, in words, by announcement."""
    said = (announcer.speaking(zone.id) for zone in live.state.hall.zones)
    return {speaking.announcement: speaking.caption for speaking in said if speaking}


def announcer(hall: HallSpeech, maker: Maker, speakers: Speakers) -> Announcer:
    """The announcer of this hall."""
    return Announcer(hall, maker, speakers.speaker, turns=speakers.turn, told=speakers.changed)
