"""From the facts of an announcement to a finished clip: words, voice, loudness, one WAV."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec

from signage.errors import ConfigError, VoiceTrouble
from signage.voice.assemble import Gaps, assembled, gaps_of
from signage.voice.clips import Clip, ClipStore, clip_name
from signage.voice.engine import Engine
from signage.voice.loudness import carrying
from signage.voice.packs_voice import PackVoice
from signage.voice.phrases import Announcement, Brevity, Utterance, caption
from signage.voice.piper import piper_voice
from signage.voice.profiles import Profile
from signage.voice.repertoire import Repertoire
from signage.voice.settings import VoiceSettings
from signage.voice.sound import Sound, joined, read_wav, silence, trimmed
from signage.voice.system_voice import PATIENCE, SystemVoice, system_voice

# Raise it when the chime or the loudness chain changes: old clips are then not found any more.
_RECIPE: Final = 2
_BREATH: Final = 0.12  # seconds between two halves of a sentence
_MOST_TOLD: Final = 200  # different reasons in the log

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Form:
    """How sentences become an announcement."""

    gaps: Gaps
    times: int = 1
    chime: bool = True
    alarm: bool = False

    @property
    def key(self) -> list[object]:
        """What a clip's name tells of it."""
        return [self.times, self.chime, *(["alarm"] if self.alarm else [])]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one voice made of one utterance; `why` is empty where it was the mall's choice."""

    profile: Profile
    sound: Sound
    why: str = ""


class ClipMaker:
    """Makes clips, or finds them. A sentence is one voice's, or there is none: never a mixture.

    `behind` are the engines that work ahead, for engines that are slow: never the ones that a call
    waits for, so that no call waits for them.
    """

    def __init__(
        self,
        repertoire: Repertoire,
        settings: VoiceSettings,
        engines: Mapping[str, Engine],
        store: ClipStore,
        behind: Mapping[str, Engine] = MappingProxyType({}),
    ) -> None:
        self._repertoire = repertoire
        self.adopt(settings)
        self._engines = engines
        self._store = store
        self._behind = behind
        self._calls = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._told: set[str] = set()

    def adopt(self, settings: VoiceSettings) -> None:
        """Say all in these words, and on these terms, from the next sentence on."""
        self._settings = settings
        self._words = self._repertoire.words.of(settings)
        self._gaps = gaps_of(settings)

    @property
    def settings(self) -> VoiceSettings:
        """How the mall speaks, as it was last told."""
        return self._settings

    def words(
        self, announcement: Announcement, brevity: Brevity, languages: Sequence[str] = ()
    ) -> tuple[Utterance, ...]:
        """The sentences of an announcement, as they would be said now; in the mall's languages
        unless others are named."""
        chosen = tuple(languages) or self._settings.languages
        return self._words.say(announcement, replace(self._settings, languages=chosen), brevity)

    async def make(
        self,
        announcement: Announcement,
        brevity: Brevity = "whole",
        *,
        times: int = 1,
        chime: bool = True,
        languages: Sequence[str] = (),
    ) -> Clip:
        """The clip of an announcement; the chime alone, and why, where no voice can say it.

        Its sentences are said `times` over; without the `chime` where it follows another. Raises
        VoiceTrouble `store_failed` when the disk takes no file.
        """
        utterances = self.words(announcement, brevity, languages)
        form = Form(self._gaps, times, chime, _alarms(announcement))
        self._calls += 1
        self._idle.clear()
        try:
            clip = await self._spoken(utterances, form)
        except VoiceTrouble as trouble:
            if trouble.code == "store_failed":
                raise
            clip = await self._partly(utterances, form, trouble)
        finally:
            self._calls -= 1
            if not self._calls:
                self._idle.set()
        return replace(clip, caption=caption(utterances))

    async def tone(self, announcement: Announcement) -> Clip:
        """The alarm or the chime alone. Raises VoiceTrouble `store_failed`."""
        return await self._toned(Form(self._gaps, alarm=_alarms(announcement)), "making")

    async def ahead(self, announcement: Announcement, brevity: Brevity) -> None:
        """Make what a slow voice will need for a call that may come, whenever no call is made.

        Raises VoiceTrouble.
        """
        for utterance in self.words(announcement, brevity):
            profile = self._profile(utterance.language)
            engine = self._behind.get(profile.engine)
            if engine is None or not profile.slow:
                continue
            for half in _halves(utterance):
                await self._idle.wait()
                await self._half(half, profile, engine)

    async def idle(self, patience: float) -> None:
        """Return when no call's sentence is being made, or after so many seconds all the same."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._idle.wait()

    def apart(self) -> ClipMaker:
        """A maker of the same words with the same voices and store, for what is no call: its
        engines are its own and leave the processor to all others."""
        trial = system_voice(behind=True, patience=3 * PATIENCE)
        piper = self._behind.get("piper")
        engines = {**self._engines, "espeak": trial, "system": trial}
        if piper is not None:
            engines["piper"] = piper
        return ClipMaker(self._repertoire, self._settings, engines, self._store)

    @property
    def slow(self) -> bool:
        """Whether any language of the mall has a voice that must work ahead."""
        try:
            profiles = [self._profile(language) for language in self._settings.languages]
        except VoiceTrouble:
            return False
        return any(profile.slow and profile.engine in self._behind for profile in profiles)

    async def trouble(self) -> str | None:
        """Why some language of the mall can't be spoken now; also wakes the engines."""
        for language in self._settings.languages:
            try:
                await self._prepared(self._profile(language))
            except VoiceTrouble as trouble:
                return trouble.code
        return None

    async def close(self) -> None:
        """Let the engines go."""
        for engine in (*self._engines.values(), *self._behind.values()):
            await engine.close()

    async def _prepared(self, profile: Profile) -> None:
        try:
            await self._engine(profile).prepare(profile)
        except VoiceTrouble as trouble:
            other = self._instead(profile)
            if other is None:
                raise
            self._tell(profile, other, str(trouble))
            await self._engine(other).prepare(other)

    async def _spoken(self, utterances: Sequence[Utterance], form: Form) -> Clip:
        wanted = [self._profile(utterance.language) for utterance in utterances]
        found = await self._found(utterances, wanted, form)
        if found:
            return found
        sentences = [
            await self._sentence(utterance, profile)
            for utterance, profile in zip(utterances, wanted, strict=True)
        ]
        name = self._name(utterances, [sentence.profile for sentence in sentences], form)
        path, length = await asyncio.to_thread(self._finished, name, sentences, form)
        return Clip(
            name=name, path=path, length=length, complete=True,
            voices=tuple(sentence.profile.name for sentence in sentences),
            stand_ins=tuple(sentence.profile.name for sentence in sentences if sentence.why),
            instead="; ".join(sentence.why for sentence in sentences if sentence.why),
        )  # fmt: skip

    async def _found(
        self, utterances: Sequence[Utterance], profiles: Sequence[Profile], form: Form
    ) -> Clip | None:
        name = self._name(utterances, profiles, form)
        found = await asyncio.to_thread(self._store.find, name)
        if found is None:
            return None
        path, length = found
        voices = tuple(profile.name for profile in profiles)
        return Clip(name=name, path=path, length=length, complete=True, voices=voices)

    def _name(
        self, utterances: Sequence[Utterance], profiles: Sequence[Profile], form: Form
    ) -> str:
        voices = zip(utterances, profiles, strict=True)
        return clip_name(
            {
                "recipe": _RECIPE,
                "gaps": astuple(form.gaps),
                "form": form.key,
                "said": [[u.text, msgspec.to_builtins(profile)] for u, profile in voices],
            }
        )

    async def _sentence(self, utterance: Utterance, profile: Profile) -> Sentence:
        """By the voice of the mall's choice, or the whole of it by the one that stands in."""
        try:
            return Sentence(profile, await self._sound(utterance, profile))
        except VoiceTrouble as trouble:
            other = self._instead(profile)
            if other is None or trouble.code == "store_failed":
                raise
            why = self._tell(profile, other, str(trouble))
        return Sentence(other, await self._sound(utterance, other), why)

    async def _sound(self, utterance: Utterance, profile: Profile) -> Sound:
        engine = self._engine(profile)
        if not profile.slow:
            return await engine.render(utterance, profile)
        halves = [await self._half(half, profile, engine) for half in _halves(utterance)]
        parts = [halves[0]]
        for half in halves[1:]:
            parts += [silence(_BREATH, half.rate), half]
        return joined(parts)

    async def _half(self, half: Utterance, profile: Profile, engine: Engine) -> Sound:
        """Half a sentence at its full loudness, from the store where it was made before."""
        name = clip_name(
            {"recipe": _RECIPE, "half": half.text, "voice": msgspec.to_builtins(profile)}
        )
        found = await asyncio.to_thread(self._kept, name)
        if found:
            return found
        raw = await engine.render(half, profile)
        return await asyncio.to_thread(self._carried, name, raw, profile.gain)

    def _carried(self, name: str, raw: Sound, gain: float) -> Sound:
        """Each half is brought to its loudness when it is made: a call has only to join them."""
        sound = carrying(trimmed(raw), gain)
        self._store.put(name, sound.wav())
        return sound

    def _kept(self, name: str) -> Sound | None:
        found = self._store.find(name)
        return read_wav(found[0].read_bytes()) if found else None

    async def _partly(
        self, utterances: Sequence[Utterance], form: Form, trouble: VoiceTrouble
    ) -> Clip:
        """Of an emergency what can be said, for one language is better than none; of all else the
        chime."""
        if form.alarm and len(utterances) > 1:
            for utterance in utterances:
                with contextlib.suppress(VoiceTrouble):
                    clip = await self._spoken([utterance], form)
                    return replace(clip, instead=f"{utterance.language} only: {trouble}")
        return await self._toned(form, trouble.code)

    async def _toned(self, form: Form, reason: str) -> Clip:
        alone = Form(form.gaps, alarm=form.alarm)
        made_from: dict[str, object] = {
            "recipe": _RECIPE, "gaps": astuple(form.gaps), "said": [],
            **({"form": alone.key} if form.alarm else {}),
        }  # fmt: skip
        name = clip_name(made_from)
        found = await asyncio.to_thread(self._store.find, name)
        if found is None:
            found = await asyncio.to_thread(self._finished, name, [], alone)
        path, length = found
        return Clip(name=name, path=path, length=length, complete=False, reason=reason)

    def _finished(self, name: str, sentences: Sequence[Sentence], form: Form) -> tuple[Path, float]:
        carried = [
            one.sound if one.profile.slow else carrying(one.sound, one.profile.gain)
            for one in sentences
        ]
        sound = assembled(
            carried,
            form.gaps,
            times=form.times,
            chimed=form.chime,
            alarmed=form.alarm,
        )
        return self._store.put(name, sound.wav()), sound.length

    def _profile(self, language: str) -> Profile:
        try:
            return self._repertoire.profile(language, self._settings)
        except ConfigError as error:
            raise VoiceTrouble("voice_unknown", str(error)) from error

    def _instead(self, profile: Profile) -> Profile | None:
        return self._repertoire.profiles.get(profile.instead)

    def _tell(self, profile: Profile, other: Profile, trouble: str) -> str:
        why = f"{other.name} says it, not {profile.name}: {trouble}"
        if why not in self._told and len(self._told) < _MOST_TOLD:
            self._told.add(why)
            _log.warning("%s", why)
        return why

    def _engine(self, profile: Profile) -> Engine:
        try:
            return self._engines[profile.engine]
        except KeyError:
            raise VoiceTrouble("no_engine", profile.engine) from None


def _alarms(announcement: Announcement) -> bool:
    """A drill frightens nobody: it has the chime of a call."""
    return announcement.kind == "emergency" and not announcement.drill


def _halves(utterance: Utterance) -> list[Utterance]:
    texts = [text for text in utterance.halves if text] or [utterance.text]
    return [Utterance(utterance.language, text, "") for text in texts]


def system_maker(repertoire: Repertoire, settings: VoiceSettings, folder: Path) -> ClipMaker:
    """A maker with the voices that this machine can have, its clips in `folder`."""
    voice = SystemVoice()
    engines: dict[str, Engine] = {
        "espeak": voice,
        "system": voice,
        "pack": PackVoice(repertoire.packs, repertoire.broken),
        "piper": piper_voice(),
    }
    store = ClipStore(folder, settings.store_limit)
    return ClipMaker(repertoire, settings, engines, store, {"piper": piper_voice(behind=True)})
