"""The settings of the voice, as frozen values; `config.toml` is mapped onto them elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from signage.voice.codes import Numbers, Style
from signage.voice.prayers import Place
from signage.voice.quiet import QuietTime, Volume
from signage.voice.templates import CALLS, Phrasing


def _profiles() -> Mapping[str, str]:
    return {"id": "espeak-id", "en": "espeak-en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceSettings:
    """How a mall speaks. Times are seconds, `store_limit` is bytes.

    `gap` is the silence after a chime and between two announcements, `language_gap` that between
    the sentences of two languages, `repeat_gap` that before all is said again; None is `gap`.
    `profiles` names the voice profile of each language; `zeros` the word for zero ("nol" or
    "kosong"). A sentence is said `times` within its announcement, once from `once_from` waiting
    announcements on, short from `short_from`, without a chime in between from `bare_from`; 0 is
    never. `place` is where the prayers of `quiet` are reckoned for. `phrases` are the mall's own
    sentences, and `lexicon` its own words by language.
    """

    languages: tuple[str, ...] = ("id",)
    numbers: Numbers = "digits"
    zeros: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, str] = field(default_factory=_profiles)
    gap: float = 0.35
    language_gap: float | None = None
    repeat_gap: float | None = None
    age_limit_notice: int = 600
    times: int = 1
    once_from: int = 3
    short_from: int = 6
    bare_from: int = 6
    quiet: tuple[QuietTime, ...] = ()
    volume: tuple[Volume, ...] = ()
    place: Place | None = None
    phrases: tuple[Phrasing, ...] = ()
    lexicon: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    store_limit: int = 200 * 1024 * 1024

    def on_terms_of(self, other: VoiceSettings) -> VoiceSettings:
        """The other settings, but for what a running hall keeps until it is started anew: its
        voices, and the room for its clips."""
        return replace(other, profiles=self.profiles, store_limit=self.store_limit)

    @property
    def zones_apart(self) -> frozenset[str]:
        """The zones that have sentences of their own."""
        return frozenset(zone for phrasing in self.phrases for zone in phrasing.zones)

    def own(self, language: str, kind: str, zone: str, agency: str = "") -> str:
        """The mall's own template of such a sentence: of those that fit, the last; or empty."""
        fitting = (
            phrasing.templates[kind]
            for phrasing in reversed(self.phrases)
            if phrasing.language == language
            and kind in phrasing.templates
            and phrasing.fits(zone, agency)
        )
        return next(fitting, "")

    def own_calls(self, language: str) -> tuple[str, ...]:
        """The mall's own templates of calls, wherever they are said."""
        return tuple(
            template
            for phrasing in self.phrases
            for kind, template in phrasing.templates.items()
            if phrasing.language == language and kind in CALLS
        )

    def style(self, language: str, *, leading_zero: bool = False) -> Style:
        """How numbers are said in a language."""
        return Style(
            language=language,
            numbers=self.numbers,
            zero=self.zeros.get(language, ""),
            leading_zero=leading_zero,
        )
