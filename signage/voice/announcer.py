"""The one room that talks: it follows each zone's agenda, and writes down what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from typing import Final

from signage.errors import JournalTrouble, Refused, VoiceTrouble
from signage.voice.agenda import (
    Decision,
    Waiting,
    interrupts,
    lag,
    next_saying,
    twins,
)
from signage.voice.clips import Clip
from signage.voice.cutting import UnderWay
from signage.voice.phrases import Announcement
from signage.voice.ports import HallVoice, Maker, Outcome, Speaker
from signage.voice.quiet import Quiet
from signage.voice.sayings import Sayings

_log = logging.getLogger(__name__)
_BREATH: Final = 1.0  # seconds before another try, after the journal or the hall failed
_MOMENT: Final = 0.3  # seconds in which an emergency's words are made, or its tone goes before


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """What a zone says at this moment."""

    announcement: str
    seq: int
    caption: str


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
        self._under_way = UnderWay(self._interrupted)
        self._sayings = Sayings()
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
            self._under_way.look(zone)

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
        items = [self._sayings.known(item) for item in self._hall.waiting(zone)]
        beside = [self._sayings.known(item) for item in self._hall.beside(zone)]
        now, silent_since = self._hall.tick(), self._silent_since.get(zone)
        decision = next_saying(items, now, terms, silent_since, beside)
        for drop in decision.drops:
            await self._end(drop.id, self._sayings.result(drop))
            self._sayings.forget(drop.id)
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
            clip = await self._made(zone, speaker, facts, decision)
        except VoiceTrouble as trouble:
            await self._said(zone, item, Outcome("failed", trouble.code))
            return
        if clip is None:
            await self._said(zone, item, None)
            return
        clip = replace(clip, gain=decision.gain)
        outcome = await self._spoken(zone, speaker, item, facts, clip)
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

    async def _made(
        self, zone: str, speaker: Speaker, facts: Announcement, decision: Decision
    ) -> Clip | None:
        """Its clip; None when an emergency came meanwhile."""

        async def make() -> Clip:
            return await self._maker.make(
                facts, decision.brevity, times=decision.times, chime=decision.chime
            )

        if facts.kind != "emergency":
            return await self._under_way.unless_cut(zone, facts.id, make)
        return await self._under_way.unless_cut(
            zone, facts.id, lambda: self._heralded(speaker, facts, make)
        )

    async def _heralded(
        self, speaker: Speaker, facts: Announcement, make: Callable[[], Coroutine[None, None, Clip]]
    ) -> Clip:
        """An emergency is heard at once: its tone alone while a slow engine makes its words."""
        making = asyncio.create_task(make())
        try:
            while not (await asyncio.wait((making,), timeout=_MOMENT))[0]:
                with suppress(VoiceTrouble):
                    await speaker.say(self._anew(facts), await self._maker.tone(facts))
            return await making
        finally:
            making.cancel()

    async def _spoken(
        self, zone: str, speaker: Speaker, item: Waiting, facts: Announcement, clip: Clip
    ) -> Outcome | None:
        """Say it, and let it be known that it is being said."""
        self._speaking[zone] = Speaking(announcement=item.id, seq=item.seq, caption=clip.caption)
        try:
            await self._begin(zone, item)
            return await self._sounded(zone, speaker, facts, clip)
        finally:
            del self._speaking[zone]

    async def _begin(self, zone: str, item: Waiting) -> None:
        if item.kind != "emergency":
            await self._hall.begin(item.id)
            return
        for twin in map(self._sayings.known, self._twins(zone, item)):
            # A second line says that it was heard, for what is asked after a restart; further
            # repeats need none.
            if not twin.begun or (twin.begun == 1 and twin.said):
                await self._hall.begin(twin.id)

    async def _sounded(
        self, zone: str, speaker: Speaker, facts: Announcement, clip: Clip
    ) -> Outcome | None:
        """What became of it; None when an emergency cut it off, so that it is still to be said."""
        try:
            outcome = await self._under_way.unless_cut(
                zone, facts.id, lambda: speaker.say(self._anew(facts), clip)
            )
        except VoiceTrouble as trouble:
            return Outcome("failed", trouble.code)
        finally:
            self._silent_since[zone] = self._hall.tick()
        if outcome is not None and outcome.result == "heard" and not clip.complete:
            # The chime sounded, the sentence did not: to call that heard would be a lie.
            return Outcome("failed", f"chime_only:{clip.reason}")
        return outcome

    def _anew(self, facts: Announcement) -> Announcement:
        """A screen says what it has said never again; an emergency's next saying is another."""
        if facts.kind != "emergency":
            return facts
        return replace(facts, id=f"{facts.id}.{self._hall.tick()}")

    def _twins(self, zone: str, item: Waiting) -> list[Waiting]:
        return twins([*self._hall.waiting(zone), *self._hall.beside(zone)], item)

    def _interrupted(self, zone: str, saying: str) -> bool:
        return interrupts([*self._hall.waiting(zone), *self._hall.beside(zone)], saying)

    async def _said(self, zone: str, item: Waiting, outcome: Outcome | None) -> None:
        """Write down how it ended, unless it is to be said again."""
        if item.kind == "emergency":
            self._repeats(zone, item, outcome)
        elif outcome is not None:
            await self._write(zone, item.id, outcome)

    def _repeats(self, zone: str, item: Waiting, outcome: Outcome | None) -> None:
        """It has its result when somebody ends it."""
        outcome = outcome or Outcome("skipped", "over")
        said = self._twins(zone, item)
        self._sayings.add(said, self._hall.tick(), outcome)
        for twin in said:
            self._tell(twin.zone, outcome)
        for other in {beside.zone for beside in self._hall.beside(zone)}:
            self._event(other).set()  # another one's turn on this card may have come

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
