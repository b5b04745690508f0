"""JavaScript: it parses, and the oldest browser that a page is for knows all of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from scripts.checks.addresses import foreign
from scripts.checks.engines import FLAGS, METHODS, NAMES, PATTERNS, SYNTAX, Engine

MODULE_SYNTAX: Final = frozenset(
    {"import_statement", "export_statement", "import", "meta_property"}
)
FUNCTIONS: Final = frozenset(
    {
        "arrow_function",
        "function_declaration",
        "function_expression",
        "generator_function",
        "generator_function_declaration",
        "method_definition",
    }
)


# Where text becomes markup or code; the policy's trusted types refuse these where they are known.
SINKS: Final = frozenset(
    {
        "createContextualFragment",
        "eval",
        "Function",
        "innerHTML",
        "insertAdjacentHTML",
        "outerHTML",
        "parseFromString",
        "setHTMLUnsafe",
        "srcdoc",
        "write",
        "writeln",
    }
)


def text_of(node: Node | None) -> str:
    return (node.text or b"").decode() if node is not None else ""


def walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from walk(child)


def script_faults(source: str, engine: Engine) -> Iterator[tuple[int, str]]:
    """The line and a sentence for each thing that is no JavaScript, or too new for the engine."""
    for line, address in foreign(source):
        yield line, f"names another host: {address}"
    root = Parser(Language(tree_sitter_javascript.language())).parse(source.encode()).root_node
    for node in walk(root):
        line = node.start_point.row + 1
        if node.is_error or node.is_missing:
            yield line, "is no JavaScript"
            return
        for fault in (
            *new_syntax(node, engine),
            *new_names(node, engine),
            *modules(node, engine),
            *sinks(node),
        ):
            yield line, fault


def new_syntax(node: Node, engine: Engine) -> Iterator[str]:
    release, edition = SYNTAX.get(node.type, (0, 0))
    if node.type in {"async", "await"} and node.is_named:
        return
    if release > engine.release or edition > engine.edition:
        yield f"{node.type} is too new for {engine.name}"
    yield from (
        f"{what} is too new for {engine.name}"
        for what, first in shapes(node)
        if first > engine.release
    )


def shapes(node: Node) -> Iterator[tuple[str, int]]:
    """Syntax that no single node's name tells: what it is, and the first release that has it."""
    match node.type:
        case "spread_element" if node.parent is not None and node.parent.type == "object":
            yield "spread in an object", 60
        case "rest_pattern" if node.parent is not None and node.parent.type == "object_pattern":
            yield "rest in an object pattern", 60
        case "catch_clause" if node.child_by_field_name("parameter") is None:
            yield "catch without a name", 66
        case "arguments" | "formal_parameters" if [c.type for c in node.children[-2:]] == [
            ",",
            ")",
        ]:
            yield "a comma after the last argument", 58
        case "number" if "_" in text_of(node):
            yield "a number with underscores", 75
        case "number" if text_of(node).endswith("n") and not text_of(node).startswith("0x"):
            yield "a big integer", 67
        case "regex_pattern":
            yield from (
                (f"{part} in a pattern", PATTERNS[part])
                for part in PATTERNS
                if part in text_of(node)
            )
        case "regex_flags":
            yield from (
                (f"the flag {flag}", FLAGS[flag]) for flag in text_of(node) if flag in FLAGS
            )
        case "await_expression" if not any(above.type in FUNCTIONS for above in ancestors(node)):
            yield "await outside a function", 89


def ancestors(node: Node) -> Iterator[Node]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def new_names(node: Node, engine: Engine) -> Iterator[str]:
    """Names and methods of the browser that the engine lacks."""
    match node.type:
        case "identifier" | "shorthand_property_identifier":
            wanted = [text_of(node)]
        case "member_expression":
            inner = text_of(node.child_by_field_name("property"))
            owner = text_of(node.child_by_field_name("object")).split(".")[-1]
            wanted = [inner, f"{owner}.{inner}"]
            if is_called(node) and METHODS.get(inner, 0) > engine.release:
                yield f".{inner}() is too new for {engine.name}"
        case "pair" if text_of(node.child_by_field_name("key")) == "keepalive":
            wanted = ["keepalive"]
        case _:
            return
    for name in wanted:
        if NAMES.get(name, 0) > engine.release:
            yield f"{name} is not to be had in {engine.name}"


def sinks(node: Node) -> Iterator[str]:
    """Text that is taken for markup or for code, and scripts that a script makes."""
    match node.type:
        case "member_expression":
            name = text_of(node.child_by_field_name("property"))
        case "call_expression" | "new_expression":
            called = node.child_by_field_name("function") or node.child_by_field_name("constructor")
            name = text_of(called) if called is not None and called.type == "identifier" else ""
            given = text_of(node.child_by_field_name("arguments")).strip("()'\"").lower()
            if text_of(called).endswith(".createElement") and given == "script":
                yield "makes a script"
        case _:
            return
    if name in SINKS and not (name.startswith("write") and "document" not in text_of(node)):
        yield f"{name} takes text for markup or code; set text as text"


def is_called(node: Node) -> bool:
    call = node.parent
    return call is not None and call.type == "call_expression" and call.children[0] == node


def modules(node: Node, engine: Engine) -> Iterator[str]:
    """Classic scripts know no modules; modules are named relative to their own file."""
    if node.type not in MODULE_SYNTAX:
        return
    if not engine.modules:
        yield f"modules are too new for {engine.name}"
    source = node.child_by_field_name("source")
    if source is not None and not text_of(source)[1:].startswith(("./", "../")):
        yield f"imports {text_of(source)}, which is no relative address"
