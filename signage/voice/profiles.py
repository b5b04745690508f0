"""Profiles of voices: which engine speaks a language, how fast, how high, how loud. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from signage.errors import ConfigError

EngineName = Literal["espeak", "system", "pack", "piper"]

_LIMITS: Final = {"rate": (60, 400), "pitch": (0, 100), "gain": (-24, 24)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One voice. `rate` is words a minute, `pitch` 0 to 100, `gain` dB; "" is the default voice.

    `voice` is a pack's folder, or a neural model's file, where the engine is that. `instead` names
    the profile that says the whole sentence when this one can't; "" is nobody. `mark` is the hash
    of the files behind the voice: what was made from other files is not found again.
    """

    name: str
    engine: EngineName
    language: str
    voice: str = ""
    rate: int = 150
    pitch: int = 50
    gain: float = 0.0
    instead: str = ""
    mark: str = ""

    @property
    def slow(self) -> bool:
        """Whether its sentences are to be made ahead of the press."""
        return self.engine == "piper"


def parse_profile(text: str, name: str, file: str) -> Profile:
    """A profile from TOML; `name` is the file's, without its ending."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(error), file=file) from error
    unknown = set(table) - {"engine", "language", "voice", "instead", *_LIMITS}
    if unknown:
        raise ConfigError("no such setting of a voice", file=file, key=min(unknown))
    engine = table.get("engine")
    if engine not in get_args(EngineName):
        known = " or ".join(get_args(EngineName))
        raise ConfigError(f"an engine is {known}", file=file, key="engine")
    return Profile(
        name=name,
        engine=cast(EngineName, engine),
        language=_text(table, "language", file, required=True),
        voice=_text(table, "voice", file, required=engine in ("pack", "piper")),
        rate=round(_number(table, "rate", 150, file)),
        pitch=round(_number(table, "pitch", 50, file)),
        gain=float(_number(table, "gain", 0, file)),
        instead=_text(table, "instead", file),
    )


def _text(table: dict[str, object], key: str, file: str, *, required: bool = False) -> str:
    value = table.get(key, "")
    if not isinstance(value, str) or (required and not value):
        raise ConfigError("this is text", file=file, key=key)
    return value


def _number(table: dict[str, object], key: str, default: float, file: str) -> float:
    value = table.get(key, default)
    low, high = _LIMITS[key]
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not low <= cast(float, value) <= high:
        raise ConfigError(f"a number from {low} to {high}", file=file, key=key)
    return cast(float, value)
