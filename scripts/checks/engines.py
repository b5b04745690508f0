"""What the two oldest browsers can't do: the television of 2018, and the oldest of the other pages.

The numbers are the first Chromium release that has a thing. A thing that an old engine passes over
without harm (`accent-color`, `font-display`) is not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Engine:
    """A browser that pages must run on, by its Chromium release and edition of ECMAScript."""

    name: str
    release: int
    edition: int
    modules: bool


TELEVISION: Final = Engine("Chromium 53", release=53, edition=2015, modules=False)
DESKTOP: Final = Engine("Chromium 87", release=87, edition=2022, modules=True)

NEVER: Final = 1_000_000
"""For what browsers give to secure contexts only; a page on a LAN address is none."""

# Syntax by the parser's name of a node or token: release, edition.
SYNTAX: Final[Mapping[str, tuple[int, int]]] = {
    "**": (52, 2016),
    "**=": (52, 2016),
    "async": (55, 2017),
    "await": (55, 2017),
    "optional_chain": (80, 2020),
    "??": (80, 2020),
    "??=": (85, 2021),
    "||=": (85, 2021),
    "&&=": (85, 2021),
    "field_definition": (72, 2022),
    "private_property_identifier": (74, 2022),
    "class_static_block": (94, 2022),
    "decorator": (NEVER, 2030),
    "using_declaration": (134, 2026),
    "jsx_element": (NEVER, 2030),
    "jsx_self_closing_element": (NEVER, 2030),
}

# Methods, seen where they are called: `.padStart(…)`.
METHODS: Final[Mapping[str, int]] = {
    "append": 54,
    "prepend": 54,
    "replaceWith": 54,
    "getRootNode": 54,
    "padEnd": 57,
    "padStart": 57,
    "formatToParts": 57,
    "finally": 63,
    "toggleAttribute": 69,
    "trimEnd": 66,
    "trimStart": 66,
    "flat": 69,
    "flatMap": 69,
    "matchAll": 73,
    "getAnimations": 84,
    "replaceAll": 85,
    "replaceChildren": 86,
    "at": 92,
    "findLast": 97,
    "findLastIndex": 97,
    "showPopover": 114,
    "toReversed": 110,
    "toSorted": 110,
    "toSpliced": 110,
}

# Names and properties, seen wherever they stand, with or without their owner before them.
NAMES: Final[Mapping[str, int]] = {
    "customElements": 54,
    "AbortController": 66,
    "BigInt": 67,
    "ResizeObserver": 64,
    "queueMicrotask": 71,
    "globalThis": 71,
    "visualViewport": 61,
    "keepalive": 66,
    "WeakRef": 84,
    "structuredClone": 98,
    "BroadcastChannel": 54,
    "serviceWorker": NEVER,
    "randomUUID": NEVER,
    "wakeLock": NEVER,
    "clipboard": NEVER,
    "Object.entries": 54,
    "Object.values": 54,
    "Object.getOwnPropertyDescriptors": 54,
    "Object.fromEntries": 73,
    "Object.groupBy": 117,
    "Object.hasOwn": 93,
    "Promise.allSettled": 76,
    "Promise.any": 85,
    "Promise.withResolvers": 119,
    "Intl.ListFormat": 72,
    "Intl.PluralRules": 63,
    "Intl.RelativeTimeFormat": 71,
    "crypto.subtle": NEVER,
}

# In regular expressions.
PATTERNS: Final[Mapping[str, int]] = {"(?<": 62, "\\p{": 64, "\\P{": 64}
FLAGS: Final[Mapping[str, int]] = {"s": 62, "d": 90, "v": 112}

# CSS. A property ending in `*` stands for all that begin so.
PROPERTIES: Final[Mapping[str, int]] = {
    "grid*": 57,
    "place-*": 59,
    "gap": 84,
    "row-gap": 84,
    "column-gap": 84,
    "inset*": 87,
    "margin-inline*": 87,
    "margin-block*": 87,
    "padding-inline*": 87,
    "padding-block*": 87,
    "border-inline*": 87,
    "border-block*": 87,
    "inline-size": 57,
    "block-size": 57,
    "aspect-ratio": 88,
    "backdrop-filter": 76,
    "clip-path": 55,
    "rotate": 104,
    "scale": 104,
    "translate": 104,
    "container*": 105,
}
VALUES: Final[Mapping[str, Mapping[str, int]]] = {
    "display": {"grid": 57, "inline-grid": 57, "flow-root": 58, "contents": 65},
    "position": {"sticky": 56},
    "justify-content": {"space-evenly": 60},
    "align-content": {"space-evenly": 60},
    "overflow": {"clip": 90},
    "overflow-wrap": {"anywhere": 80},
}
FUNCTIONS: Final[Mapping[str, int]] = {
    "min": 79,
    "max": 79,
    "clamp": 79,
    "env": 69,
    "conic-gradient": 69,
    "color": 111,
    "color-mix": 111,
    "hwb": 101,
    "lab": 111,
    "lch": 111,
    "light-dark": 123,
    "oklab": 111,
    "oklch": 111,
    "round": 125,
}
UNITS: Final[Mapping[str, int]] = {
    **{f"{size}v{side}": 108 for size in "dsl" for side in ("h", "w", "min", "max")},
    **{f"cq{side}": 105 for side in ("w", "h", "i", "b", "min", "max")},
    "lh": 109,
}
ALPHA_HEX: Final = 62
SPACED_COLOUR: Final = 65
SELECTORS: Final[Mapping[str, int]] = {
    "focus-within": 60,
    "any-link": 65,
    "focus-visible": 86,
    "is": 88,
    "where": 88,
    "has": 105,
    "modal": 105,
    "user-invalid": 119,
}
AT_RULES: Final[Mapping[str, int]] = {
    "property": 85,
    "layer": 99,
    "container": 105,
    "scope": 118,
    "starting-style": 117,
}
NESTING: Final = 112
MEDIA_RANGE: Final = 104
