"""What `signage say` does: a text, or a ticket and its counter, as a clip or out of the speaker."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from signage.errors import VoiceTrouble
from signage.voice.clips import Clip, ClipStore, clip_name
from signage.voice.levels import level_test
from signage.voice.maker import system_maker
from signage.voice.phrases import Announcement, Brevity, Said
from signage.voice.ports import Outcome
from signage.voice.repertoire import Repertoire
from signage.voice.settings import VoiceSettings
from signage.voice.sound import read_wav
from signage.voice.soundcard import SoundCard


async def say_ticket(
    ticket: str,
    counter: str,
    *,
    repertoire: Repertoire,
    settings: VoiceSettings,
    folder: Path,
    language: str | None = None,
    agency: Said = MappingProxyType({}),
) -> Clip:
    """The call of a ticket; without a language in all of the mall's. `clip.path` is the WAV.

    `agency` is how the voice names it, by language.
    """
    languages = (language,) if language else settings.languages
    call = Announcement(
        id="say", zone="", seq=0, kind="call", ticket=ticket, counter=counter, agency=agency
    )
    return await _made(call, repertoire, replace(settings, languages=languages), folder)


async def say_announcement(
    announcement: Announcement,
    brevity: Brevity,
    *,
    repertoire: Repertoire,
    settings: VoiceSettings,
    folder: Path,
    language: str | None = None,
) -> Clip:
    """An announcement as its zone would say it; with a language in that one alone."""
    languages = (language,) if language else settings.languages
    spoken = replace(settings, languages=languages)
    return await _made(announcement, repertoire, spoken, folder, brevity)


async def say_text(
    text: str,
    *,
    repertoire: Repertoire,
    settings: VoiceSettings,
    folder: Path,
    language: str | None = None,
) -> Clip:
    """A free text, by default in the mall's first language."""
    spoken = language or settings.languages[0]
    notice = Announcement(id="say", zone="", seq=0, kind="notice", text=text, language=spoken)
    return await _made(notice, repertoire, settings, folder)


async def say_level_test(
    ticket: str,
    counter: str,
    *,
    repertoire: Repertoire,
    settings: VoiceSettings,
    folder: Path,
    agency: Said = MappingProxyType({}),
    zone: str = "",
) -> Clip:
    """The installer's level test, with the call of a ticket at its end."""
    call = Announcement(
        id="say", zone=zone, seq=0, kind="call", ticket=ticket, counter=counter, agency=agency
    )
    said = await _made(call, repertoire, settings, folder)
    return await asyncio.to_thread(_with_noise, said, ClipStore(folder, settings.store_limit))


async def play(clip: Clip, device: str = "") -> Outcome:
    """Play a clip on the server's sound card; raises VoiceTrouble `no_player`."""
    return await SoundCard(device).play(clip.path, clip.length)


def _with_noise(said: Clip, store: ClipStore) -> Clip:
    call = read_wav(said.path.read_bytes())
    if call is None:
        raise VoiceTrouble("store_failed", "the sentence is gone")
    sound = level_test(call)
    name = clip_name({"level test": said.name})
    path = store.put(name, sound.wav())
    return replace(said, name=name, path=path, length=sound.length)


async def _made(
    announcement: Announcement,
    repertoire: Repertoire,
    settings: VoiceSettings,
    folder: Path,
    brevity: Brevity = "whole",
) -> Clip:
    maker = system_maker(repertoire, settings, folder)
    try:
        return await maker.make(announcement, brevity)
    finally:
        await maker.close()
