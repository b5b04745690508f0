"""CSS: it parses, and the oldest browser that a page is for knows what gives it its layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import tinycss2

from scripts.checks.addresses import foreign, leads_away
from scripts.checks.engines import (
    ALPHA_HEX,
    AT_RULES,
    FUNCTIONS,
    MEDIA_RANGE,
    NESTING,
    PROPERTIES,
    SELECTORS,
    SPACED_COLOUR,
    UNITS,
    VALUES,
    Engine,
)

Fault = tuple[int, str]
Token = Any  # tinycss2 carries no types

OF_RULES: Final = frozenset({"media", "supports", "document"})
COLOURS: Final = frozenset({"rgb", "rgba", "hsl", "hsla"})
MARGINS: Final = frozenset(
    {"top-left", "top-right", "bottom-left", "bottom-center", "bottom-right"}
)
"""Boxes in the margins of a printed page: older engines leave them out, and print the page."""


def style_faults(source: str, engine: Engine) -> Iterator[Fault]:
    """The line and a sentence for each thing that is no CSS, or too new for the engine."""
    for line, address in foreign(source):
        yield line, f"names another host: {address}"
    yield from rules(tinycss2.parse_stylesheet(source, True, True), engine)


def too_new(token: Token, what: str, first: int, engine: Engine) -> Iterator[Fault]:
    if first > engine.release:
        yield token.source_line, f"{what} is too new for {engine.name}"


def rules(nodes: Iterable[Token], engine: Engine) -> Iterator[Fault]:
    for node in nodes:
        match node.type:
            case "error":
                yield node.source_line, f"is no CSS: {node.message}"
            case "at-rule":
                yield from at_rule(node, engine)
            case "qualified-rule":
                yield from selector(node.prelude, engine)
                yield from block(node.content, engine)


def at_rule(node: Token, engine: Engine) -> Iterator[Fault]:
    name = node.lower_at_keyword
    yield from too_new(node, f"@{name}", AT_RULES.get(name, 0), engine)
    if name == "media":
        for token in flat(node.prelude):
            if token.type == "literal" and token.value[0] in "<>":
                yield from too_new(token, "a range in @media", MEDIA_RANGE, engine)
    if node.content is None:
        yield from values("", node.prelude, engine)
    elif name in OF_RULES:
        yield from rules(tinycss2.parse_rule_list(node.content, True, True), engine)
    elif name.endswith("keyframes"):
        for frame in tinycss2.parse_rule_list(node.content, True, True):
            yield from (
                rules([frame], engine) if frame.type == "error" else block(frame.content, engine)
            )
    else:
        yield from block(node.content, engine)


def selector(prelude: Iterable[Token], engine: Engine) -> Iterator[Fault]:
    after_colon = False
    for token in flat(prelude):
        if after_colon and token.type in {"ident", "function"}:
            name = token.lower_value if token.type == "ident" else token.lower_name
            yield from too_new(token, f":{name}", SELECTORS.get(name, 0), engine)
        after_colon = token.type == "literal" and token.value == ":"


def block(content: Iterable[Token], engine: Engine) -> Iterator[Fault]:
    for node in tinycss2.parse_blocks_contents(content, True, True):
        match node.type:
            case "error":
                yield node.source_line, f"is no CSS: {node.message}"
            case "declaration":
                name = node.lower_name
                yield from too_new(node, name, first_release(name), engine)
                yield from values(name, node.value, engine)
            case "at-rule" if node.lower_at_keyword in MARGINS:
                yield from block(node.content or (), engine)
            case "qualified-rule" | "at-rule":
                yield from too_new(node, "a rule within a rule", NESTING, engine)


def first_release(name: str) -> int:
    for pattern, first in PROPERTIES.items():
        if name == pattern or (pattern.endswith("*") and name.startswith(pattern[:-1])):
            return first
    return 0


def values(name: str, value: Iterable[Token], engine: Engine) -> Iterator[Fault]:
    """What a declaration's value holds, functions and their arguments included."""
    for token in flat(value):
        match token.type:
            case "ident":
                first = VALUES.get(name, {}).get(token.lower_value, 0)
                yield from too_new(token, f"{name}: {token.value}", first, engine)
            case "function":
                called = token.lower_name
                yield from too_new(token, f"{called}()", FUNCTIONS.get(called, 0), engine)
                if called in COLOURS and not any(part == "," for part in token.arguments):
                    yield from too_new(token, f"{called}() without commas", SPACED_COLOUR, engine)
                if called == "url" and leads_away(
                    tinycss2.serialize(token.arguments).strip("\"' ")
                ):
                    yield token.source_line, "names another host"
            case "dimension":
                yield from too_new(token, token.unit, UNITS.get(token.lower_unit, 0), engine)
            case "hash" if len(token.value) in {4, 8}:
                yield from too_new(token, f"#{token.value}, with alpha,", ALPHA_HEX, engine)
            case "url" if leads_away(token.value):
                yield token.source_line, f"names another host: {token.value}"
            case "error":
                yield token.source_line, f"is no CSS: {token.message}"


def flat(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(getattr(token, "arguments", None) or getattr(token, "content", None) or ())
