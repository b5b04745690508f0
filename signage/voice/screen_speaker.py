"""A zone voiced by one of its screens: the clip is published under that screen's lease."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from signage.voice.clips import Clip
from signage.voice.phrases import Announcement
from signage.voice.ports import Outcome

_PATIENCE: Final = 3.0  # seconds beyond the clip's length, as the contract says
_HUSH: Final = 3.5  # seconds without a sign of a page that gave one every second
_RESULTS: Final[dict[str, Outcome]] = {
    "ended": Outcome("heard"),
    "blocked": Outcome("blocked", "blocked"),
    "failed": Outcome("failed", "screen_failed"),
}
_GONE: Final = Outcome("failed", "screen_gone")
_NOBODY: Final = Outcome("failed", "no_screen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounding:
    """The one current announcement of a zone, as `sound/<zone>` shows it; `gain` in dB."""

    id: str
    seq: int
    url: str
    lease: str
    length: float
    gain: float = 0.0


class ScreenSpeaker:
    """Publishes a clip to the zone's screens and waits for the one that speaks.

    `publish` puts a view on `sound/<zone>`, None when nothing sounds; `lease` names the screen that
    speaks now, None when there is none; `lost` is told of one that fell dumb in the middle, and
    says whether another can take over.
    """

    def __init__(
        self,
        publish: Callable[[Sounding | None], None],
        lease: Callable[[], str | None],
        patience: float = _PATIENCE,
        *,
        lost: Callable[[], bool] = lambda: False,
        hush: float = _HUSH,
    ) -> None:
        self._publish = publish
        self._lease = lease
        self._patience = patience
        self._lost = lost
        self._hush = hush
        self._sign: asyncio.TimerHandle | None = None
        self._current: tuple[str, asyncio.Future[Outcome]] | None = None

    async def trouble(self) -> str | None:
        """None: whether a screen can speak shows when it is asked to."""
        return None

    async def say(self, announcement: Announcement, clip: Clip) -> Outcome:
        """Say it on the screen that speaks; should that be lost meanwhile, once more on another."""
        outcome = await self._said(announcement, clip)
        if outcome != _GONE:
            return outcome
        again = await self._said(announcement, clip)
        return outcome if again == _NOBODY else again

    async def _said(self, announcement: Announcement, clip: Clip) -> Outcome:
        """Wait for the screen's word, or for the clip's length and three seconds."""
        lease = self._lease()
        if lease is None:
            return _NOBODY
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._current = (announcement.id, answer)
        sounding = Sounding(
            id=announcement.id,
            seq=announcement.seq,
            url=clip.url,
            lease=lease,
            length=round(clip.length, 3),
            gain=clip.gain,
        )
        self._publish(sounding)
        try:
            async with asyncio.timeout(clip.length + self._patience):
                return await answer
        except TimeoutError:
            return Outcome("failed", "no_answer")
        finally:
            self._current = None
            self._listen(None)
            self._publish(None)

    def heard(self, announcement: str, result: str) -> bool:
        """What the speaking screen says became of it; False when that is no news."""
        outcome = _RESULTS.get(result)
        if outcome is None or self._current is None or self._current[0] != announcement:
            return False
        answer = self._current[1]
        if answer.done():
            return False
        answer.set_result(outcome)
        return True

    def saying(self, announcement: str) -> None:
        """A sign of the speaking screen, which it gives every second from when it is asked on."""
        if self._current is not None and self._current[0] == announcement:
            self._listen(asyncio.get_running_loop().call_later(self._hush, self._hushed))

    def _listen(self, sign: asyncio.TimerHandle | None) -> None:
        if self._sign is not None:
            self._sign.cancel()
        self._sign = sign

    def _hushed(self) -> None:
        """No sign any more: a television without power closes no socket."""
        if self._lost():
            self.gone()

    def gone(self) -> None:
        """The speaking screen is lost: do not wait for it."""
        if self._current and not self._current[1].done():
            self._current[1].set_result(_GONE)
