"""The format of a pack, one person's recorded clips: `pack.toml`, and the names of clips. Pure."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, get_args

from signage.errors import ConfigError
from signage.voice.codes import Numbers

PACK_FILE: Final = "pack.toml"
LICENCE_FILE: Final = "LICENSE"
GROUPS: Final = ("phrase", "letter", "digit", "num", "unit", "counter", "agency")
SENTENCES: Final = ("call", "recall", "transfer", "short")
FIELDS: Final = ("{ticket}", "{counter}", "{agency}", "[{agency}]")

NumberStyle = Literal["digits", "number", "any"]

_CLIP: Final = re.compile(rf"(?:{'|'.join(GROUPS)})/[a-z0-9](?:[a-z0-9-]{{0,58}}[a-z0-9])?")
_TEXTS: Final = ("name", "language", "speaker", "licence", "consent", "zero")
_TABLES: Final = ("gaps", "sentences")
_LONGEST_GAP: Final = 2.0
_MOST_GAIN: Final = 24.0

# What a pack says unless its file says otherwise. A phrase's name is also what is read aloud.
USUAL: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "id": {
        "call": (
            "phrase/nomor-antrean", "{ticket}",
            "phrase/silakan-menuju-loket", "{counter}", "[{agency}]",
        ),
        "recall": (
            "phrase/panggilan-ulang", "phrase/nomor-antrean", "{ticket}",
            "phrase/silakan-menuju-loket", "{counter}", "[{agency}]",
        ),
        "transfer": (
            "phrase/nomor-antrean", "{ticket}",
            "phrase/selanjutnya-silakan-menuju-loket", "{counter}", "[{agency}]",
        ),
        "short": ("{ticket}", "phrase/loket", "{counter}"),
    },
    "en": {
        "call": (
            "phrase/ticket-number", "{ticket}", "phrase/please-proceed-to-counter", "{counter}",
        ),
        "recall": (
            "phrase/once-more", "phrase/ticket-number", "{ticket}",
            "phrase/please-proceed-to-counter", "{counter}",
        ),
        "transfer": (
            "phrase/ticket-number", "{ticket}", "phrase/please-continue-to-counter", "{counter}",
        ),
        "short": ("{ticket}", "phrase/counter", "{counter}"),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack as its file describes it. Gaps are seconds: between clips, and between parts.

    `sentences` has a list of clips and fields for each kind of sentence. `clips` are the files of
    its folder by clip name; a file's name without its ending is the clip's.
    """

    id: str
    name: str
    language: str
    speaker: str
    licence: str
    consent: str
    synthetic: bool
    number_style: NumberStyle
    zero: str
    gain: float
    gap_clip: float
    gap_part: float
    instead: str
    sentences: Mapping[str, tuple[str, ...]]
    clips: Mapping[str, Path]
    mark: str = ""

    def says_numbers(self, numbers: Numbers) -> bool:
        """Whether it was recorded for the mall's number style."""
        return self.number_style in ("any", numbers)


def parse_pack(text: str, id: str, file: str, clips: Mapping[str, Path], mark: str = "") -> Pack:
    """A pack from its TOML. Raises ConfigError with file and key."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(error), file=file) from error
    known = {*_TEXTS, *_TABLES, "synthetic", "number_style", "gain", "instead"}
    unknown = set(table) - known
    if unknown:
        raise ConfigError("no such setting of a pack", file=file, key=min(unknown))
    texts = {key: _text(table, key, file) for key in _TEXTS}
    gaps = _table(table, "gaps", file, ("clip", "part"))
    return Pack(
        **texts,
        id=id,
        synthetic=_truth(table, "synthetic", file),
        number_style=_style(table, file),
        gain=_number(table, "gain", 0.0, (-_MOST_GAIN, _MOST_GAIN), file),
        gap_clip=_number(gaps, "clip", 0.03, (0.0, _LONGEST_GAP), file, "gaps.clip"),
        gap_part=_number(gaps, "part", 0.15, (0.0, _LONGEST_GAP), file, "gaps.part"),
        instead=_text(table, "instead", file, default=f"espeak-{texts['language']}"),
        sentences=_sentences(table, texts["language"], file),
        clips=clips,
        mark=mark,
    )


def is_clip(name: str) -> bool:
    """Whether it may name a clip: `group/name`, small letters, digits and hyphens."""
    return _CLIP.fullmatch(name) is not None


def slug(words: str) -> str:
    """The clip's name of some words: "Dinas Penanaman Modal" is `dinas-penanaman-modal`."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    name = "-".join(re.findall(r"[a-z0-9]+", plain))
    if not name or len(name) > 60:
        # Another script, or a whole title: still one name, and always the same.
        name = f"{name[:50].strip('-') or 'x'}-{sha256(words.encode()).hexdigest()[:8]}"
    return name


def _text(table: Mapping[str, object], key: str, file: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or (not value.strip() and default is None):
        raise ConfigError("this is text, and must be filled in", file=file, key=key)
    return value


def _truth(table: Mapping[str, object], key: str, file: str) -> bool:
    value = table.get(key)
    if not isinstance(value, bool):
        raise ConfigError("true where no person was recorded, else false", file=file, key=key)
    return value


def _style(table: Mapping[str, object], file: str) -> NumberStyle:
    value = table.get("number_style", "digits")
    for style in get_args(NumberStyle):
        if style == value:
            found: NumberStyle = style
            return found
    raise ConfigError("a number style is digits, number or any", file=file, key="number_style")


def _number(
    table: Mapping[str, object],
    key: str,
    default: float,
    limits: tuple[float, float],
    file: str,
    shown: str = "",
) -> float:
    value = table.get(key, default)
    low, high = limits
    if not isinstance(value, int | float) or isinstance(value, bool) or not low <= value <= high:
        raise ConfigError(f"a number from {low:g} to {high:g}", file=file, key=shown or key)
    return float(value)


def _table(
    table: Mapping[str, object], key: str, file: str, known: tuple[str, ...]
) -> Mapping[str, object]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise ConfigError("this is a table", file=file, key=key)
    for name in value:
        if name not in known:
            raise ConfigError(f"one of {', '.join(known)}", file=file, key=f"{key}.{name}")
    return value


def _sentences(
    table: Mapping[str, object], language: str, file: str
) -> Mapping[str, tuple[str, ...]]:
    given = _table(table, "sentences", file, SENTENCES)
    usual = USUAL.get(language)
    if usual is None:
        raise ConfigError(f"one of {', '.join(USUAL)}", file=file, key="language")
    return {kind: _steps(given.get(kind, usual[kind]), kind, file) for kind in SENTENCES}


def _steps(value: object, kind: str, file: str) -> tuple[str, ...]:
    key = f"sentences.{kind}"
    if not isinstance(value, list | tuple) or not value:
        raise ConfigError("a list of clips and fields", file=file, key=key)
    for step in value:
        if not isinstance(step, str) or not (step in FIELDS or is_clip(step)):
            fields = ", ".join(FIELDS)
            raise ConfigError(
                f"{step!r} is neither a clip such as phrase/loket nor one of {fields}",
                file=file, key=key,
            )  # fmt: skip
    return tuple(value)
