"""What a voice knows: phrases, lexicon, profiles and packs, read from the `voices` folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from signage.errors import ConfigError
from signage.voice.lexicon import parse_lexicon
from signage.voice.packs import PACK_FILE, Pack
from signage.voice.packs_folder import load_pack
from signage.voice.phrases import Words, parse_phrases
from signage.voice.profiles import Profile, parse_profile
from signage.voice.settings import VoiceSettings

PHRASES: Final = "phrases.toml"
LEXICON: Final = "lexicon.toml"


@dataclass(frozen=True, slots=True)
class Repertoire:
    """The words of a hall, and the voices that can say them, by name. A pack is a voice too.

    `broken` are packs whose file makes no sense, and why: a hall does not stand still for one.
    `places` are the folders that they lie in.
    """

    words: Words
    profiles: Mapping[str, Profile]
    packs: Mapping[str, Pack] = field(default_factory=dict)
    broken: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Path] = field(default_factory=dict)

    def profile(self, language: str, settings: VoiceSettings) -> Profile:
        """The voice that the settings name for a language."""
        name = settings.profiles.get(language, "")
        if name in self.broken:
            # The engine says what is wrong with it, and another voice says the sentence.
            return Profile(
                name=name,
                engine="pack",
                language=language,
                voice=name,
                instead=f"espeak-{language}",
            )
        if name not in self.profiles:
            known = ", ".join(sorted(self.profiles))
            raise ConfigError(f"no such voice {name!r}; there are {known}", key=f"voice.{language}")
        return self.profiles[name]


def load_repertoire(folder: Path, own: Path | None = None) -> Repertoire:
    """Read the product's folder, and the mall's `own`, whose voices go before those of the product.

    A file that can't be read or makes no sense is a ConfigError.
    """
    phrases = parse_phrases(_read(folder / PHRASES), PHRASES)
    lexicons = parse_lexicon(_read(folder / LEXICON), LEXICON)
    packs: dict[str, Pack] = {}
    broken: dict[str, str] = {}
    files: dict[str, Path] = {}
    places: dict[str, Path] = {}
    for root in (folder,) if own is None else (folder, own):
        found, faults, theirs = *_packs(root), _files(root, words=root == folder)
        for name in {*found, *faults, *theirs}:
            for known in (packs, broken, files):
                known.pop(name, None)
            places[name] = root
        packs |= found
        broken |= faults
        files |= theirs
    profiles = {id: _packed(pack) for id, pack in packs.items()}
    for name, file in files.items():
        if name in packs:
            raise ConfigError("a pack has this name already", file=file.name)
        profile = parse_profile(_read(file), name, file.name)
        profiles[name] = _placed(profile, file.parent, packs, file.name)
    for profile in [*profiles.values()]:
        fault = _instead_fault(profile, profiles)
        if fault and profile.name not in packs:
            raise ConfigError(fault, file=f"{profile.name}.toml", key="instead")
        if fault:
            error = ConfigError(fault, file=f"{profile.name}/{PACK_FILE}", key="instead")
            broken[profile.name] = str(error)
            del profiles[profile.name], packs[profile.name]
    return Repertoire(Words(phrases, lexicons), profiles, packs, broken, places)


def _files(folder: Path, *, words: bool) -> dict[str, Path]:
    """The profiles of a folder. Only the product's has files of words."""
    found = {file.stem: file for file in sorted(folder.glob("*.toml"))}
    for name in (PHRASES, LEXICON):
        if found.pop(name.removesuffix(".toml"), None) and not words:
            problem = "a mall's own words stand in its config.toml, as [lexicon] and [[phrases]]"
            raise ConfigError(problem, file=str(folder / name))
    return found


def _packs(folder: Path) -> tuple[dict[str, Pack], dict[str, str]]:
    packs: dict[str, Pack] = {}
    broken: dict[str, str] = {}
    for file in sorted(folder.glob(f"*/{PACK_FILE}")):
        try:
            packs[file.parent.name] = load_pack(file.parent)
        except ConfigError as error:
            broken[file.parent.name] = str(error)
    return packs, broken


def _packed(pack: Pack) -> Profile:
    """The voice that a pack is by itself."""
    return Profile(
        name=pack.id, engine="pack", language=pack.language, voice=pack.id,
        gain=pack.gain, instead=pack.instead, mark=pack.mark,
    )  # fmt: skip


def _placed(profile: Profile, folder: Path, packs: Mapping[str, Pack], file: str) -> Profile:
    """With what it needs from the disk: its pack, or where its model lies."""
    if profile.engine == "piper":
        model = folder / profile.voice
        return replace(profile, voice=str(model), mark=_mark(model))
    if profile.engine != "pack":
        return profile
    pack = packs.get(profile.voice)
    if pack is None:
        return profile  # the engine says so, and another voice says the sentence
    if pack.language != profile.language:
        raise ConfigError(f"this pack speaks {pack.language!r}", file=file, key="language")
    return replace(profile, instead=profile.instead or pack.instead, mark=pack.mark)


def _instead_fault(profile: Profile, profiles: Mapping[str, Profile]) -> str:
    other = profiles.get(profile.instead)
    if not profile.instead or (
        other and other.language == profile.language and other.engine != "pack"
    ):
        return ""
    return f"{profile.instead!r} is no voice of the same language that makes any sentence"


def _mark(file: Path) -> str:
    try:
        stat = file.stat()
    except OSError:
        return ""  # the engine says that it is not there
    return f"{stat.st_size} {stat.st_mtime_ns}"


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"can't be read: {error}", file=file.name) from error
