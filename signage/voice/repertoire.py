"""What a voice knows: phrases, lexicon and profiles, read from the `voices` folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from signage.errors import ConfigError
from signage.voice.lexicon import parse_lexicon
from signage.voice.phrases import Words, parse_phrases
from signage.voice.profiles import Profile, parse_profile
from signage.voice.settings import VoiceSettings

PHRASES: Final = "phrases.toml"
LEXICON: Final = "lexicon.toml"


@dataclass(frozen=True, slots=True)
class Repertoire:
    """The words of a hall, and the voices that can say them, by name."""

    words: Words
    profiles: Mapping[str, Profile]

    def profile(self, language: str, settings: VoiceSettings) -> Profile:
        """The voice that the settings name for a language."""
        name = settings.profiles.get(language, "")
        if name not in self.profiles:
            known = ", ".join(sorted(self.profiles))
            raise ConfigError(f"no such voice {name!r}; there are {known}", key=f"voice.{language}")
        return self.profiles[name]


def load_repertoire(folder: Path) -> Repertoire:
    """Read the folder; a file that can't be read or makes no sense is a ConfigError."""
    phrases = parse_phrases(_read(folder / PHRASES), PHRASES)
    lexicons = parse_lexicon(_read(folder / LEXICON), LEXICON)
    profiles = {
        file.stem: parse_profile(_read(file), file.stem, file.name)
        for file in sorted(folder.glob("*.toml"))
        if file.name not in (PHRASES, LEXICON)
    }
    return Repertoire(Words(phrases, lexicons), profiles)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"can't be read: {error}", file=file.name) from error
