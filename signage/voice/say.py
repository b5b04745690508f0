"""What `signage say` does: a text, or a ticket and its counter, as a clip or out of the speaker."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from signage.voice.clips import Clip
from signage.voice.maker import system_maker
from signage.voice.phrases import Announcement
from signage.voice.ports import Outcome
from signage.voice.repertoire import Repertoire
from signage.voice.settings import VoiceSettings
from signage.voice.soundcard import SoundCard


async def say_ticket(
    ticket: str,
    counter: str,
    *,
    repertoire: Repertoire,
    settings: VoiceSettings,
    folder: Path,
    language: str | None = None,
    agency: str = "",
) -> Clip:
    """The call of a ticket; without a language in all of the mall's. `clip.path` is the WAV."""
    languages = (language,) if language else settings.languages
    call = Announcement(
        id="say", zone="", seq=0, kind="call", ticket=ticket, counter=counter,
        agency=dict.fromkeys(languages, agency),
    )  # fmt: skip
    return await _made(call, repertoire, replace(settings, languages=languages), folder)


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


async def play(clip: Clip, device: str = "") -> Outcome:
    """Play a clip on the server's sound card; raises VoiceTrouble `no_player`."""
    return await SoundCard(device).play(clip.path, clip.length)


async def _made(
    announcement: Announcement, repertoire: Repertoire, settings: VoiceSettings, folder: Path
) -> Clip:
    maker = system_maker(repertoire, settings, folder)
    try:
        return await maker.make(announcement)
    finally:
        await maker.close()
