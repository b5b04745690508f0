"""The server's sound card: one player process an announcement, its exit code the truth."""

from __future__ import annotations

import asyncio
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from signage.errors import VoiceTrouble
from signage.voice.clips import Clip
from signage.voice.phrases import Announcement
from signage.voice.ports import Outcome
from signage.voice.processes import end, start
from signage.voice.sinks import until_gone
from signage.voice.sound import read_wav, silence

# How each player is told its device, in the order in which they are tried.
PLAYERS: Final[Mapping[str, str]] = {
    "pw-play": "--target={}",
    "paplay": "--device={}",
    "aplay": "--device={}",
}
_MOVED: Final = ("pw-play", "paplay")  # players whose sound another card takes over
_SPARE: Final = 5.0  # seconds a player may take beyond the clip
_PROBE: Final = 0.05  # seconds of silence that show whether a player works


class SoundCard:
    """Plays clips on one device, as the player names it; "" is the default one.

    `aplay:plughw:1,0` names the player too. The first player that works stays until it fails.
    """

    def __init__(self, device: str = "", environment: Mapping[str, str] | None = None) -> None:
        player, _, rest = device.partition(":")
        self._players = (player,) if player in PLAYERS else tuple(PLAYERS)
        self._device = rest if player in PLAYERS else device
        self._environment = environment
        self._player: str | None = None

    async def trouble(self) -> str | None:
        """Why nothing can be played now; None when a player works."""
        try:
            await self.find()
        except VoiceTrouble as trouble:
            return trouble.code
        return None

    async def say(self, announcement: Announcement, clip: Clip) -> Outcome:
        """Play a clip to its end."""
        if not clip.gain:
            return await self.play(clip.path, clip.length)
        # The players' own volumes are of three kinds, and one of them has none.
        with tempfile.TemporaryDirectory(prefix="signage-sound-") as folder:
            file = Path(folder) / "softer.wav"
            await asyncio.to_thread(_soften, clip.path, file, clip.gain)
            return await self.play(file, clip.length)

    async def play(self, file: Path, length: float) -> Outcome:
        """Play a WAV of `length` seconds to its end; raises VoiceTrouble `no_player`."""
        player = self._player or await self.find()
        code, complaint = await self._run(player, file, length + _SPARE, watched=True)
        if code == 0:
            return Outcome("heard")
        # The card may have been unplugged: the next announcement looks for a player anew.
        self._player = None
        return Outcome("failed", "player_stuck" if code is None else complaint or "player_failed")

    async def find(self) -> str:
        """The first player that can play on the device; raises VoiceTrouble `no_player`."""
        complaints = []
        with tempfile.TemporaryDirectory(prefix="signage-sound-") as folder:
            probe = Path(folder) / "silence.wav"
            probe.write_bytes(silence(_PROBE, 22_050).wav())
            for player in self._players:
                code, complaint = await self._run(player, probe, _PROBE + _SPARE)
                if code == 0:
                    self._player = player
                    return player
                complaints.append(f"{player}: {complaint or 'failed'}")
        raise VoiceTrouble("no_player", "; ".join(complaints))

    async def _run(
        self, player: str, file: Path, limit: float, *, watched: bool = False
    ) -> tuple[int | None, str]:
        """Its exit code, None when it got stuck, and the first line of its complaint.

        While `watched`, it is killed when its card goes.
        """
        device = [PLAYERS[player].format(self._device)] if self._device else []
        try:
            process = await start(
                [player, *device, str(file)],
                stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, env=self._environment,
            )  # fmt: skip
        except OSError as error:
            return 127, error.strerror or "not there"
        playing = asyncio.create_task(process.communicate())
        lost = None
        if watched and self._device and player in _MOVED:
            lost = asyncio.create_task(until_gone(self._device, self._environment))
        both = {task for task in (playing, lost) if task is not None}
        try:
            async with asyncio.timeout(limit):
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        except TimeoutError:
            return None, "stuck"
        finally:
            if not playing.done():
                await end(process)
            for task in both - {playing}:
                task.cancel()
            await asyncio.wait(both)
        if lost is not None and not lost.cancelled():
            return 1, "player_failed"
        _, complaint = playing.result()
        lines = complaint.decode(errors="replace").split("\n")
        return process.returncode, lines[0].strip()[:200]


def _soften(clip: Path, into: Path, gain: float) -> None:
    """Raises VoiceTrouble `store_failed`: silence is better than a voice that is too loud."""
    try:
        sound = read_wav(clip.read_bytes())
        if sound is None:
            raise VoiceTrouble("store_failed", f"{clip.name} is no sound")
        into.write_bytes(sound.at(gain).wav())
    except OSError as error:
        raise VoiceTrouble("store_failed", str(error)) from error
