"""The one room that talks: it follows each zone's agenda, and writes down what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Final

from signage.errors import JournalTrouble, Refused, VoiceTrouble
from signage.voice.agenda import Decision, Waiting, lag, next_saying
from signage.voice.clips import Clip
from signage.voice.phrases import Announcement
from signage.voice.ports import HallVoice, Maker, Outcome, Speaker

_log = logging.getLogger(__name__)
_BREATH: Final = 1.0  # seconds before another try, after the journal or the hall failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """What a zone says at this moment."""

    announcement: str
    seq: int
    caption: str


class Announcer:
    """One task a zone. Zones never wait for each other; in one zone, one thing at a time.

    `speaker` gives a zone's speaker now, None when it has none; `turns` is held while a zone looks
    at its agenda and speaks, so that zones on one sound card take turns; `short_from` is the length
    of an agenda from which sentences are short; `told` hears of a zone whose trouble came or went.
    """

    def __init__(
        self,
        hall: HallVoice,
        maker: Maker,
        speaker: Callable[[str], Speaker | None],
        *,
        turns: Callable[[str], AbstractAsyncContextManager[None]] = lambda zone: nullcontext(),
        short_from: int = 6,
        breath: float = _BREATH,
        told: Callable[[str], None] = lambda zone: None,
    ) -> None:
        self._hall = hall
        self._maker = maker
        self._speaker = speaker
        self._turns = turns
        self._short_from = short_from
        self._breath = breath
        self._told = told
        self._news: dict[str, asyncio.Event] = {}
        self._speaking: dict[str, Speaking] = {}
        self._troubles: dict[str, str] = {}
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

    def speaking(self, zone: str) -> Speaking | None:
        """What is being said there now."""
        return self._speaking.get(zone)

    def trouble(self, zone: str) -> str | None:
        """Why the zone can't be heard, or was not the last time, in one word; None: all is well."""
        return self._troubles.get(zone)

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
                    more = await self._turn(zone)
            except JournalTrouble as trouble:
                _log.warning("zone %s: the journal is in trouble: %s", zone, trouble)
                await asyncio.sleep(self._breath)
                continue
            except Exception:  # the zone's supervisor: one bad announcement must not end its voice
                _log.exception("zone %s: the voice stumbled", zone)
                await asyncio.sleep(self._breath)
                continue
            if not more:
                await news.wait()

    async def _checked(self, zone: str) -> None:
        """Know before the first call that it could not be heard."""
        speaker = self._speaker(zone)
        problem = await speaker.trouble() if speaker else "no_speaker"
        problem = problem or await self._maker.trouble()
        if problem:
            self._note(zone, problem)

    async def _turn(self, zone: str) -> bool:
        """Write off what is due, say one thing; whether there was anything to do."""
        if zone in self._unwritten:
            await self._write(zone, *self._unwritten[zone])
        decision = next_saying(self._hall.waiting(zone), self._hall.tick(), self._short_from)
        for drop in decision.drops:
            await self._end(drop.id, Outcome(drop.result, drop.reason))
        if decision.say is not None:
            await self._handled(zone, decision.say, decision)
        return decision.say is not None or bool(decision.drops)

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
            await self._write(zone, item.id, Outcome("failed", "internal"))

    async def _say(self, zone: str, item: Waiting, decision: Decision) -> None:
        speaker = self._speaker(zone)
        if speaker is None:
            await self._write(zone, item.id, Outcome("skipped", "no_speaker"))
            return
        facts = replace(self._hall.facts(item.id), kind=decision.kind)
        try:
            clip = await self._maker.make(facts, decision.brevity)
        except VoiceTrouble as trouble:
            await self._write(zone, item.id, Outcome("failed", trouble.code))
            return
        self._speaking[zone] = Speaking(announcement=item.id, seq=item.seq, caption=clip.caption)
        try:
            await self._hall.begin(item.id)
            outcome = await self._sounded(speaker, facts, clip)
        finally:
            del self._speaking[zone]
        await self._write(zone, item.id, outcome)

    async def _sounded(self, speaker: Speaker, facts: Announcement, clip: Clip) -> Outcome:
        try:
            outcome = await speaker.say(facts, clip)
        except VoiceTrouble as trouble:
            return Outcome("failed", trouble.code)
        if outcome.result == "heard" and not clip.complete:
            # The chime sounded, the sentence did not: to call that heard would be a lie.
            return Outcome("failed", f"chime_only:{clip.reason}")
        return outcome

    async def _write(self, zone: str, id: str, outcome: Outcome) -> None:
        self._unwritten[zone] = (id, outcome)
        if outcome.result == "heard":
            self._note(zone, None)
        elif outcome.reason and outcome.result != "skipped":
            self._note(zone, outcome.reason)
        await self._end(id, outcome)
        del self._unwritten[zone]

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
