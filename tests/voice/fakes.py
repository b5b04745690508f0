"""A hall, a maker and a speaker that do as they are told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from signage.errors import JournalTrouble, Refused
from signage.voice.agenda import Terms, Waiting
from signage.voice.clips import Clip
from signage.voice.maker import ClipMaker
from signage.voice.phrases import Announcement, Brevity
from signage.voice.ports import Outcome, Result


async def awake(maker: ClipMaker) -> ClipMaker:
    """With its engines running: on a busy machine a start takes longer than a call would wait."""
    async with asyncio.timeout(60):
        while await maker.trouble():  # noqa: ASYNC110 - an engine sets no event
            await asyncio.sleep(0.5)
    return maker


@dataclass
class FakeHall:
    """A journal in memory: what began and what ended, in order."""

    names: list[str] = field(default_factory=lambda: ["hall-a"])
    items: dict[str, Waiting] = field(default_factory=dict)
    log: list[tuple[str, ...]] = field(default_factory=list)
    now: int = 0
    broken: bool = False
    refusing: bool = False
    refused: int = 0
    unknown: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)
    cards: tuple[tuple[str, ...], ...] = ()
    agreed: Terms = field(default_factory=Terms)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def call(self, seq: int, zone: str = "hall-a", **more: object) -> str:
        item = Waiting(
            id=f"{seq}-{zone}", zone=zone, seq=seq, first=seq, tick=self.now, kind="call"
        )
        self.items[item.id] = replace(item, **more)  # type: ignore[arg-type]
        return item.id

    def zones(self) -> Sequence[str]:
        return self.names

    def waiting(self, zone: str) -> Sequence[Waiting]:
        return [item for item in self.items.values() if item.zone == zone]

    def beside(self, zone: str) -> Sequence[Waiting]:
        card = next((card for card in self.cards if zone in card), ())
        return [item for other in card if other != zone for item in self.waiting(other)]

    def facts(self, announcement: str) -> Announcement:
        if announcement in self.unknown:
            raise KeyError(announcement)
        if announcement in self.undone:
            raise Refused("announcement_over")
        item = self.items[announcement]
        return Announcement(
            id=item.id, zone=item.zone, seq=item.seq, kind=item.kind,
            ticket=f"A{item.seq:03d}", counter="3", agency={"id": "Disdukcapil"},
        )  # fmt: skip

    def terms(self, zone: str) -> Terms:
        return self.agreed

    def tick(self) -> int:
        return self.now

    async def begin(self, announcement: str) -> None:
        await self._write(announcement)
        self.log.append(("begin", announcement))
        item = self.items[announcement]
        self.items[announcement] = replace(item, begun=item.begun + 1)

    async def end(self, announcement: str, result: Result, reason: str | None) -> None:
        await self._write(announcement)
        self.log.append(("end", announcement, result, reason or ""))
        del self.items[announcement]
        self.ended.set()

    async def until_silent(self) -> None:
        while self.items:
            self.ended.clear()
            await asyncio.wait_for(self.ended.wait(), 60)
        await asyncio.sleep(0)

    async def _write(self, announcement: str) -> None:
        await asyncio.sleep(0)
        if self.broken:
            raise JournalTrouble("disk_full")
        if self.refusing or announcement not in self.items:
            self.refused += 1
            raise Refused("announcement_over")


@dataclass
class FakeMaker:
    """Clips of no sound."""

    clip: Clip = field(
        default_factory=lambda: Clip(
            name="x.wav", path=Path("x.wav"), length=0.0, complete=True, caption="A nol satu"
        )
    )
    problem: Exception | None = None
    ready: str | None = None
    made: list[tuple[Announcement, Brevity]] = field(default_factory=list)
    forms: list[tuple[int, bool]] = field(default_factory=list)

    async def trouble(self) -> str | None:
        return self.ready

    async def make(
        self,
        announcement: Announcement,
        brevity: Brevity = "whole",
        *,
        times: int = 1,
        chime: bool = True,
    ) -> Clip:
        self.made.append((announcement, brevity))
        self.forms.append((times, chime))
        if self.problem:
            raise self.problem
        return self.clip

    async def tone(self, announcement: Announcement) -> Clip:
        return replace(self.clip, name="tone.wav", complete=False, reason="making")


@dataclass
class FakeSpeaker:
    """Says things one after another, and knows when two were said at once."""

    outcome: Outcome | Exception = field(default_factory=lambda: Outcome("heard"))
    ready: str | None = None
    hold: asyncio.Event | None = None
    said: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    sounding: int = 0
    most: int = 0
    gains: list[float] = field(default_factory=list)

    async def trouble(self) -> str | None:
        return self.ready

    async def say(self, announcement: Announcement, clip: Clip) -> Outcome:
        self.said.append(announcement.id.partition(".")[0])  # behind it: which saying it is
        self.named.append(announcement.id)
        self.gains.append(clip.gain)
        self.sounding += 1
        self.most = max(self.most, self.sounding)
        try:
            await asyncio.sleep(0)
            if self.hold:
                await self.hold.wait()
        finally:
            self.sounding -= 1
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome
