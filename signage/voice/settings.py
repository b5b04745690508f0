"""The settings of the voice, as frozen values; `config.toml` is mapped onto them elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from signage.voice.codes import Numbers, Style


def _profiles() -> Mapping[str, str]:
    return {"id": "espeak-id", "en": "espeak-en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceSettings:
    """How a mall speaks. Times are seconds, `store_limit` is bytes.

    `gap` is the silence after a chime, between sentences, and between two announcements.
    `profiles` names the voice profile of each language; `zeros` the word for zero ("nol" or
    "kosong"); `short_from` the length of the agenda from which sentences are short.
    """

    languages: tuple[str, ...] = ("id",)
    numbers: Numbers = "digits"
    zeros: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, str] = field(default_factory=_profiles)
    gap: float = 0.35
    age_limit: int = 120
    age_limit_hearing: int = 60
    age_limit_notice: int = 600
    short_from: int = 6
    store_limit: int = 200 * 1024 * 1024

    def style(self, language: str, *, leading_zero: bool = False) -> Style:
        """How numbers are said in a language."""
        return Style(
            language=language,
            numbers=self.numbers,
            zero=self.zeros.get(language, ""),
            leading_zero=leading_zero,
        )
