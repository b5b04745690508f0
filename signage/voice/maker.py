"""From the facts of an announcement to a finished clip: words, voice, loudness, one WAV."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec

from signage.errors import ConfigError, VoiceTrouble
from signage.voice.assemble import assembled
from signage.voice.clips import Clip, ClipStore, clip_name
from signage.voice.engine import Engine
from signage.voice.loudness import carrying
from signage.voice.phrases import Announcement, Brevity, Utterance, caption
from signage.voice.profiles import Profile
from signage.voice.repertoire import Repertoire
from signage.voice.settings import VoiceSettings
from signage.voice.sound import Sound
from signage.voice.system_voice import SystemVoice

# Raise it when the chime or the loudness chain changes: old clips are then not found any more.
_RECIPE: Final = 1


class ClipMaker:
    """Makes clips, or finds them. A sentence is one voice's, or there is none: never a mixture."""

    def __init__(
        self,
        repertoire: Repertoire,
        settings: VoiceSettings,
        engines: Mapping[str, Engine],
        store: ClipStore,
    ) -> None:
        self._repertoire = repertoire
        self._settings = settings
        self._engines = engines
        self._store = store

    async def make(self, announcement: Announcement, brevity: Brevity = "whole") -> Clip:
        """The clip of an announcement; the chime alone, and why, where no voice can say it.

        Raises VoiceTrouble `store_failed` when the disk takes no file.
        """
        utterances = self._repertoire.words.say(announcement, self._settings, brevity)
        try:
            clip = await self._spoken(utterances)
        except VoiceTrouble as trouble:
            if trouble.code == "store_failed":
                raise
            clip = await self._chime(trouble.code)
        return replace(clip, caption=caption(utterances))

    async def trouble(self) -> str | None:
        """Why some language of the mall can't be spoken now; also wakes the engines."""
        for language in self._settings.languages:
            try:
                profile = self._profile(language)
                await self._engine(profile).prepare(profile)
            except VoiceTrouble as trouble:
                return trouble.code
        return None

    async def close(self) -> None:
        """Let the engines go."""
        for engine in self._engines.values():
            await engine.close()

    async def _spoken(self, utterances: Sequence[Utterance]) -> Clip:
        voices = [(utterance, self._profile(utterance.language)) for utterance in utterances]
        name = clip_name(
            {
                "recipe": _RECIPE,
                "gap": self._settings.gap,
                "said": [[u.text, msgspec.to_builtins(profile)] for u, profile in voices],
            }
        )
        found = await asyncio.to_thread(self._store.find, name)
        if found:
            return Clip(name=name, path=found[0], length=found[1], complete=True)
        raw = [
            (await self._engine(profile).render(utterance, profile), profile.gain)
            for utterance, profile in voices
        ]
        path, length = await asyncio.to_thread(self._finished, name, raw)
        return Clip(name=name, path=path, length=length, complete=True)

    async def _chime(self, reason: str) -> Clip:
        name = clip_name({"recipe": _RECIPE, "gap": self._settings.gap, "said": []})
        found = await asyncio.to_thread(self._store.find, name)
        if found is None:
            found = await asyncio.to_thread(self._finished, name, [])
        path, length = found
        return Clip(name=name, path=path, length=length, complete=False, reason=reason)

    def _finished(self, name: str, raw: Sequence[tuple[Sound, float]]) -> tuple[Path, float]:
        sound = assembled([carrying(sentence, gain) for sentence, gain in raw], self._settings.gap)
        return self._store.put(name, sound.wav()), sound.length

    def _profile(self, language: str) -> Profile:
        try:
            return self._repertoire.profile(language, self._settings)
        except ConfigError as error:
            raise VoiceTrouble("voice_unknown", str(error)) from error

    def _engine(self, profile: Profile) -> Engine:
        return self._engines[profile.engine]


def system_maker(repertoire: Repertoire, settings: VoiceSettings, folder: Path) -> ClipMaker:
    """A maker with the system's voices, its clips in `folder`."""
    voice = SystemVoice()
    engines = {"espeak": voice, "system": voice}
    return ClipMaker(repertoire, settings, engines, ClipStore(folder, settings.store_limit))
