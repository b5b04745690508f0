"""A pack as an engine: the whole sentence in its own clips, or no sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from signage.errors import ConfigError, VoiceTrouble
from signage.voice.packs import Pack
from signage.voice.packs_folder import read_clip
from signage.voice.packs_plan import Part, planned
from signage.voice.phrases import Utterance
from signage.voice.profiles import Profile
from signage.voice.sound import Sound, joined, silence

_MOST_SAID = 3  # missing clips that a reason names
_MOST_KEPT = 600  # clips in memory, some 40 kB each


class PackVoice:
    """Packs by id, and what is wrong with others. A clip is read when first said, and kept."""

    def __init__(
        self, packs: Mapping[str, Pack], broken: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._packs = packs
        self._broken = broken
        self._read: dict[tuple[str, str], Sound] = {}

    async def prepare(self, profile: Profile) -> None:
        """Read every clip that sentences begin with; raises VoiceTrouble for a bad one."""
        pack = self._pack(profile)
        steps = {step for steps in pack.sentences.values() for step in steps}
        phrases = [(step,) for step in sorted(steps & set(pack.clips))]
        if not phrases:
            raise VoiceTrouble("pack_incomplete", f"{pack.id} has none of its phrases")
        await asyncio.to_thread(self._sounds, pack, phrases)

    async def render(self, utterance: Utterance, profile: Profile) -> Sound:
        """The sentence; raises VoiceTrouble `pack_incomplete`, with what is missing."""
        pack = self._pack(profile)
        if utterance.told is None:
            raise VoiceTrouble("pack_incomplete", "a free text has no clips")
        plan = planned(pack, utterance.told)
        if plan.missing or not plan.parts:
            named = ", ".join(islice(plan.missing, _MOST_SAID)) or "a sentence"
            raise VoiceTrouble("pack_incomplete", f"{pack.id} lacks {named}")
        return await asyncio.to_thread(self._said, pack, plan.parts)

    async def close(self) -> None:
        """Forget the clips."""
        self._read.clear()

    def _pack(self, profile: Profile) -> Pack:
        try:
            return self._packs[profile.voice]
        except KeyError:
            problem = self._broken.get(profile.voice, f"there is no pack {profile.voice}")
            raise VoiceTrouble("voice_unknown", problem) from None

    def _said(self, pack: Pack, parts: Sequence[Part]) -> Sound:
        said: list[Sound] = []
        for sounds in self._sounds(pack, parts):
            for index, sound in enumerate(sounds):
                gap = pack.gap_clip if index else pack.gap_part
                said += [silence(gap, sound.rate), sound] if said else [sound]
        return joined(said)

    def _sounds(self, pack: Pack, parts: Sequence[Part]) -> list[list[Sound]]:
        return [[self._sound(pack, name) for name in part] for part in parts]

    def _sound(self, pack: Pack, name: str) -> Sound:
        key = (pack.id, name)
        if key not in self._read:
            if len(self._read) >= _MOST_KEPT:
                self._read.pop(next(iter(self._read)))
            try:
                self._read[key] = read_clip(pack, name)
            except ConfigError as error:
                raise VoiceTrouble("pack_incomplete", str(error)) from error
        return self._read[key]
