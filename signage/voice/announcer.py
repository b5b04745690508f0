"""The one room that talks: it follows each zone's agenda, and writes down what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from typing import Final

from signage.errors import JournalTrouble, Refused, VoiceTrouble
from signage.voice.agenda import Decision, Drop, Waiting, interrupts, lag, next_saying
from signage.voice.clips import Clip
from signage.voice.phrases import Announcement
from signage.voice.ports import HallVoice, Maker, Outcome, Speaker
from signage.voice.quiet import Quiet

_log = logging.getLogger(__name__)
_BREATH: Final = 1.0  # seconds before another try, after the journal or the hall failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """What a zone says at this moment."""

    announcement: str
    seq: int
    caption: str


@dataclass(frozen=True, slots=True)
class _Alarm:
    """An emergency's sayings so far: how many were heard, when the last ended, and how."""

    heard: int
    last: int
    outcome: Outcome


class Announcer:
    """One task a zone. Zones never wait for each other; in one zone, one thing at a time.

    `speaker` gives a zone's speaker now, None when it has none; `turns` is held while a zone looks
    at its agenda and speaks, so that zones on one sound card take turns; `told` hears of a zone
    whose trouble or quiet time came or went.
    """

    def __init__(
        self,
        hall: HallVoice,
        maker: Maker,
        speaker: Callable[[str], Speaker | None],
        *,
        turns: Callable[[str], AbstractAsyncContextManager[None]] = lambda zone: nullcontext(),
        breath: float = _BREATH,
        told: Callable[[str], None] = lambda zone: None,
    ) -> None:
        self._hall = hall
        self._maker = maker
        self._speaker = speaker
        self._turns = turns
        self._breath = breath
        self._told = told
        self._news: dict[str, asyncio.Event] = {}
        self._speaking: dict[str, Speaking] = {}
        self._troubles: dict[str, str] = {}
        self._stood_in: dict[str, str] = {}
        self._stand_ins: Counter[str] = Counter()
        self._quiet: dict[str, Quiet] = {}
        self._silent_since: dict[str, int] = {}
        self._sounding: dict[str, asyncio.Task[Outcome]] = {}
        self._alarms: dict[str, _Alarm] = {}
        # Said, but not yet written down: the journal was in trouble at that moment.
        self._unwritten: dict[str, tuple[str, Outcome]] = {}

    async def run(self) -> None:
        """Talk until cancelled; a cancelled sentence is cut off, and said again after a restart."""
        running: dict[str, asyncio.Task[None]] = {}
        changed = self._event("")
        try:
            while True:
                changed.clear()
                for zone in self._hall.zones():
                    if zone not in running:
                        running[zone] = asyncio.create_task(self._zone(zone), name=f"voice {zone}")
                await changed.wait()
        finally:
            for task in running.values():
                task.cancel()
            await asyncio.gather(*running.values(), return_exceptions=True)

    def wake(self, zones: Iterable[str] | None = None) -> None:
        """Something may have to be said, in these zones or in any; new zones get their voice."""
        for zone in [*self._news] if zones is None else [*zones, ""]:
            self._event(zone).set()
            said = self._speaking.get(zone)
            if said and zone in self._sounding and self._interrupted(zone, said.announcement):
                self._sounding[zone].cancel()

    def speaking(self, zone: str) -> Speaking | None:
        """What is being said there now."""
        return self._speaking.get(zone)

    def trouble(self, zone: str) -> str | None:
        """Why the zone can't be heard, or was not the last time, in one word; None: all is well."""
        return self._troubles.get(zone)

    def instead(self, zone: str) -> str | None:
        """The voice that stood in at the zone's last announcement; None: its own voice spoke."""
        return self._stood_in.get(zone)

    def stand_ins(self, zone: str) -> int:
        """How many announcements were said by another voice than the zone's since the start."""
        return self._stand_ins[zone]

    def quiet(self, zone: str) -> Quiet | None:
        """The quiet time that the zone keeps now."""
        return self._quiet.get(zone)

    def lag(self, zone: str) -> float:
        """Seconds that the oldest unsaid announcement of the zone has waited."""
        said = self._speaking.get(zone)
        items = [i for i in self._hall.waiting(zone) if not said or i.id != said.announcement]
        return lag(items, self._hall.tick())

    async def _zone(self, zone: str) -> None:
        await self._checked(zone)
        news = self._event(zone)
        while True:
            news.clear()
            try:
                async with self._turns(zone):
                    more, again = await self._turn(zone)
            except JournalTrouble as trouble:
                _log.warning("zone %s: the journal is in trouble: %s", zone, trouble)
                await asyncio.sleep(self._breath)
                continue
            except Exception:  # the zone's supervisor: one bad announcement must not end its voice
                _log.exception("zone %s: the voice stumbled", zone)
                await asyncio.sleep(self._breath)
                continue
            if not more:
                await self._rest(news, again)

    async def _rest(self, news: asyncio.Event, again: int | None) -> None:
        """Until there is news, or until the tick at which time alone may bring something to say."""
        left = None if again is None else max(0, again - self._hall.tick()) / 1000
        with suppress(TimeoutError):
            async with asyncio.timeout(left):
                await news.wait()

    async def _checked(self, zone: str) -> None:
        """Know before the first call that it could not be heard."""
        speaker = self._speaker(zone)
        problem = await speaker.trouble() if speaker else "no_speaker"
        problem = problem or await self._maker.trouble()
        if problem:
            self._note(zone, problem)

    async def _turn(self, zone: str) -> tuple[bool, int | None]:
        """Write off what is due, say one thing; whether there was anything to do, and if not, the
        tick from which there may be."""
        if zone in self._unwritten:
            await self._write(zone, *self._unwritten[zone])
        terms = self._hall.terms(zone)
        self._keep_quiet(zone, terms.quiet)
        items = [self._alarmed(item) for item in self._hall.waiting(zone)]
        decision = next_saying(items, self._hall.tick(), terms, self._silent_since.get(zone))
        for drop in decision.drops:
            await self._end(drop.id, self._dropped(drop))
            self._alarms.pop(drop.id, None)
        if decision.say is not None:
            await self._handled(zone, decision.say, decision)
        more = decision.say is not None or bool(decision.drops)
        return more, min((t for t in (decision.again, terms.again) if t is not None), default=None)

    def _keep_quiet(self, zone: str, quiet: Quiet | None) -> None:
        before = self._quiet.pop(zone, None)
        if quiet is not None:
            self._quiet[zone] = quiet
        if quiet != before:
            self._told(zone)

    def _alarmed(self, item: Waiting) -> Waiting:
        """An emergency, with what this room remembers of its sayings; all else as it is."""
        alarm = self._alarms.get(item.id)
        return replace(item, said=alarm.heard, last=alarm.last) if alarm else item

    def _dropped(self, drop: Drop) -> Outcome:
        alarm = self._alarms.get(drop.id)
        if alarm is not None and not alarm.heard:
            return alarm.outcome
        return Outcome(drop.result, drop.reason)

    async def _handled(self, zone: str, item: Waiting, decision: Decision) -> None:
        try:
            await self._say(zone, item, decision)
        except JournalTrouble:
            raise
        except Refused as refused:  # its call is gone since the agenda was read
            _log.info("zone %s: %s: %s", zone, item.id, refused)
            await self._write(zone, item.id, Outcome("skipped", "over"))
        except Exception:  # one announcement's supervisor: it must not be tried for ever
            _log.exception("zone %s: %s could not be said", zone, item.id)
            await self._said(zone, item, Outcome("failed", "internal"))

    async def _say(self, zone: str, item: Waiting, decision: Decision) -> None:
        speaker = self._speaker(zone)
        if speaker is None:
            await self._said(zone, item, Outcome("skipped", "no_speaker"))
            return
        facts = replace(self._hall.facts(item.id), kind=decision.kind)
        try:
            clip = await self._maker.make(
                facts, decision.brevity, times=decision.times, chime=decision.chime
            )
        except VoiceTrouble as trouble:
            await self._said(zone, item, Outcome("failed", trouble.code))
            return
        self._speaking[zone] = Speaking(announcement=item.id, seq=item.seq, caption=clip.caption)
        try:
            if item.kind != "emergency" or not item.begun:  # its repeats need no line in a journal
                await self._hall.begin(item.id)
            outcome = await self._sounded(zone, speaker, facts, replace(clip, gain=decision.gain))
        finally:
            del self._speaking[zone]
        if outcome is not None and outcome.result == "heard":
            self._own_voice(zone, clip)
            outcome = Outcome("heard", decision.shortened)
        await self._said(zone, item, outcome)

    def _own_voice(self, zone: str, clip: Clip) -> None:
        """A voice that stands in is heard well, and is still not the one that the mall chose."""
        now, before = ", ".join(dict.fromkeys(clip.stand_ins)), self._stood_in.pop(zone, "")
        if now:
            self._stood_in[zone] = now
            self._stand_ins[zone] += 1
        if now != before:
            self._told(zone)

    async def _sounded(
        self, zone: str, speaker: Speaker, facts: Announcement, clip: Clip
    ) -> Outcome | None:
        """What became of it; None when an emergency cut it off, so that it is still to be said."""
        if self._interrupted(zone, facts.id):  # while it was made
            return None
        saying = asyncio.ensure_future(speaker.say(facts, clip))
        self._sounding[zone] = saying
        try:
            outcome = await saying
        except VoiceTrouble as trouble:
            return Outcome("failed", trouble.code)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            return None
        finally:
            del self._sounding[zone]
            self._silent_since[zone] = self._hall.tick()
        if outcome.result == "heard" and not clip.complete:
            # The chime sounded, the sentence did not: to call that heard would be a lie.
            return Outcome("failed", f"chime_only:{clip.reason}")
        return outcome

    def _interrupted(self, zone: str, saying: str) -> bool:
        return interrupts(self._hall.waiting(zone), saying)

    async def _said(self, zone: str, item: Waiting, outcome: Outcome | None) -> None:
        """Write down how it ended, unless it is to be said again."""
        if item.kind == "emergency":
            self._repeats(zone, item, outcome)
        elif outcome is not None:
            await self._write(zone, item.id, outcome)

    def _repeats(self, zone: str, item: Waiting, outcome: Outcome | None) -> None:
        """It has its result when somebody ends it."""
        outcome = outcome or Outcome("skipped", "over")
        heard = item.said + (outcome.result == "heard")
        self._alarms[item.id] = _Alarm(heard, self._hall.tick(), outcome)
        self._tell(zone, outcome)

    async def _write(self, zone: str, id: str, outcome: Outcome) -> None:
        self._unwritten[zone] = (id, outcome)
        self._tell(zone, outcome)
        await self._end(id, outcome)
        del self._unwritten[zone]

    def _tell(self, zone: str, outcome: Outcome) -> None:
        """What an outcome says about the zone's voice."""
        if outcome.result == "heard":
            self._note(zone, None)
        elif outcome.reason and outcome.result != "skipped":
            self._note(zone, outcome.reason)

    def _note(self, zone: str, problem: str | None) -> None:
        before = self._troubles.get(zone)
        if problem is None:
            self._troubles.pop(zone, None)
        else:
            self._troubles[zone] = problem
        if problem != before:
            self._told(zone)

    async def _end(self, id: str, outcome: Outcome) -> None:
        try:
            await self._hall.end(id, outcome.result, outcome.reason)
        except Refused as refused:  # it has a result already, or its day is over
            _log.info("announcement %s: %s", id, refused)
            # Should it still be on the agenda, it must not come up again at once, for ever.
            await asyncio.sleep(self._breath)

    def _event(self, zone: str) -> asyncio.Event:
        return self._news.setdefault(zone, asyncio.Event())
