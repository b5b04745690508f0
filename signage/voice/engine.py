"""What every engine can do: turn an utterance into sound. A new kind of voice is one more."""

from __future__ import annotations

from typing import Protocol

from signage.voice.phrases import Utterance
from signage.voice.profiles import Profile
from signage.voice.sound import Sound


class Engine(Protocol):
    """A way to make speech."""

    async def prepare(self, profile: Profile) -> None:
        """Get ready to speak; raises VoiceTrouble when it can't."""
        ...

    async def render(self, utterance: Utterance, profile: Profile) -> Sound:
        """The utterance as sound, raw; raises VoiceTrouble when it can't be made."""
        ...

    async def close(self) -> None:
        """Let go of what it holds."""
        ...
