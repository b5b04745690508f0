"""What the announcer needs of the hall and of a speaker, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from signage.voice.agenda import Terms, Waiting
from signage.voice.clips import Clip
from signage.voice.phrases import Announcement, Brevity

Result = Literal["heard", "blocked", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an announcement; `reason` is one word, None when it was heard as it should
    be. Heard with a reason: it was said, and less than it might have been."""

    result: Result
    reason: str | None = None


class HallVoice(Protocol):
    """The hall, as the announcer sees it."""

    def zones(self) -> Sequence[str]:
        """The zones that have a voice."""
        ...

    def waiting(self, zone: str) -> Sequence[Waiting]:
        """Every announcement of the zone without a result, also one that was begun.

        A zone that is not there any more has none.
        """
        ...

    def beside(self, zone: str) -> Sequence[Waiting]:
        """The same of the other zones that share the zone's sound card."""
        ...

    def facts(self, announcement: str) -> Announcement:
        """What an announcement says."""
        ...

    def terms(self, zone: str) -> Terms:
        """How the zone may speak now: its steps of brevity, a quiet time, its volume."""
        ...

    def tick(self) -> int:
        """Now, in ms of the hall's steady clock: the clock of `Waiting.tick`."""
        ...

    async def begin(self, announcement: str) -> None:
        """Write down that it begins; returns when that is on the disk."""
        ...

    async def end(self, announcement: str, result: Result, reason: str | None) -> None:
        """Write down how it ended; returns when that is on the disk."""
        ...


class Speaker(Protocol):
    """The one device that voices a zone."""

    async def trouble(self) -> str | None:
        """Why it can't be heard now, in one word, as far as it can tell without a sound."""
        ...

    async def say(self, announcement: Announcement, clip: Clip) -> Outcome:
        """Play a clip to its end, at its gain. Cancelling it makes it silent at once."""
        ...


class Maker(Protocol):
    """What makes clips."""

    async def trouble(self) -> str | None:
        """Why it could say nothing now, in one word."""
        ...

    async def make(
        self,
        announcement: Announcement,
        brevity: Brevity = "whole",
        *,
        times: int = 1,
        chime: bool = True,
    ) -> Clip:
        """The clip of an announcement, said so many times over."""
        ...

    async def tone(self, announcement: Announcement) -> Clip:
        """What comes before its words, alone: it is there while they are still made."""
        ...
