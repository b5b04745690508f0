"""The settings of the voice, as frozen values; `config.toml` is mapped onto them elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from signage.voice.codes import Numbers, Style
from signage.voice.prayers import Place
from signage.voice.quiet import QuietTime, Volume


def _profiles() -> Mapping[str, str]:
    return {"id": "espeak-id", "en": "espeak-en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceSettings:
    """How a mall speaks. Times are seconds, `store_limit` is bytes.

    `gap` is the silence after a chime, between sentences, and between two announcements.
    `profiles` names the voice profile of each language; `zeros` the word for zero ("nol" or
    "kosong"). A sentence is said `times` within its announcement, once from `once_from` waiting
    announcements on, short from `short_from`, without a chime in between from `bare_from`; 0 is
    never. `place` is where the prayers of `quiet` are reckoned for.
    """

    languages: tuple[str, ...] = ("id",)
    numbers: Numbers = "digits"
    zeros: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, str] = field(default_factory=_profiles)
    gap: float = 0.35
    age_limit_notice: int = 600
    times: int = 1
    once_from: int = 3
    short_from: int = 6
    bare_from: int = 6
    quiet: tuple[QuietTime, ...] = ()
    volume: tuple[Volume, ...] = ()
    place: Place | None = None
    store_limit: int = 200 * 1024 * 1024

    def on_terms_of(self, other: VoiceSettings) -> VoiceSettings:
        """These settings with all of the other's that a running hall can take over at once."""
        return replace(
            self,
            age_limit_notice=other.age_limit_notice,
            times=other.times,
            once_from=other.once_from,
            short_from=other.short_from,
            bare_from=other.bare_from,
            quiet=other.quiet,
            volume=other.volume,
            place=other.place,
        )

    def style(self, language: str, *, leading_zero: bool = False) -> Style:
        """How numbers are said in a language."""
        return Style(
            language=language,
            numbers=self.numbers,
            zero=self.zeros.get(language, ""),
            leading_zero=leading_zero,
        )
