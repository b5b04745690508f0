"""The colours of a screen: three themes of ours, and those that a mall makes of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from signage.queueing.hall import Text

TOKENS: Final = (
    "ground", "paper", "paper2", "line", "text", "soft", "call", "call_ink", "call_text", "go",
    "alert", "alert_ink",
)  # fmt: skip
"""Amber says "this is being called now" and nothing else; `call_text` is the
number of a counter whose call is not being called now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours by token, and the id of the mall's logo among its media, if it has one."""

    id: str
    name: Text
    tokens: Mapping[str, str]
    logo: str | None = None


def _theme(id: str, name: Text, *colours: str) -> Theme:
    return Theme(id=id, name=name, tokens=dict(zip(TOKENS, colours, strict=True)))


THEMES: Final[Mapping[str, Theme]] = {
    theme.id: theme
    for theme in (
        _theme(
            "malam", Text("Biru malam", "Night blue"),
            "#08192b", "#0f2a44", "#16385a", "#27527c", "#ffffff", "#b9cfe4",
            "#ffc845", "#1b1400", "#ffc845", "#5fd6a4", "#ff6b57", "#2b0500",
        ),
        _theme(
            "siang", Text("Terang siang", "Daylight"),
            "#e9eef3", "#ffffff", "#d9e5f0", "#9fb4c9", "#0b1f33", "#3a5168",
            "#ffc02e", "#1b1400", "#7a4b00", "#0b6b45", "#c8321f", "#ffffff",
        ),
        _theme(
            "hutan", Text("Hijau hutan", "Forest green"),
            "#0a1f18", "#12342a", "#1a4738", "#2f6a55", "#ffffff", "#bcd9cc",
            "#ffc845", "#1b1400", "#ffc845", "#8be3b4", "#ff7a66", "#2b0500",
        ),
    )
}  # fmt: skip
USUAL: Final = "malam"
