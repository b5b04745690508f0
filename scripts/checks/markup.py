"""Templates: they parse, escape everything, run no inline script and name no other host."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from scripts.checks.addresses import foreign, leads_away

Fault = tuple[int, str]

JINJA: Final = re.compile(r"\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}", re.DOTALL)
UNQUOTED: Final = re.compile(r"<[^<>]*\s[\w-]+=\s*\{\{")
ADDRESSES: Final = frozenset({"action", "data", "formaction", "href", "poster", "src", "srcset"})


def template_faults(source: str, *, classic: bool) -> Iterator[Fault]:
    """The line and a sentence for each fault; `classic` pages are for a browser without modules."""
    yield from jinja_faults(source)
    for line, address in foreign(source):
        yield line, f"names another host: {address}"
    for match in UNQUOTED.finditer(source):
        yield source.count("\n", 0, match.end()) + 1, "an attribute's value has no quotes around it"
    reader = Reader(classic=classic)
    reader.feed(JINJA.sub(stand_in, source))
    reader.close()
    yield from reader.faults


def stand_in(match: re.Match[str]) -> str:
    """A word for what Jinja prints, nothing for what it does; lines are kept."""
    text = match.group()
    return ("x" if text.startswith("{{") else "") + "\n" * text.count("\n")


def jinja_faults(source: str) -> Iterator[Fault]:
    env = Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    try:
        tree = env.parse(source)
    except TemplateSyntaxError as error:
        yield error.lineno, f"is no template: {error.message}"
        return
    for node in tree.find_all(nodes.Filter):
        if node.name == "safe":
            yield node.lineno, "|safe switches escaping off"
    for scope in tree.find_all(nodes.ScopedEvalContextModifier):
        yield scope.lineno, "{% autoescape %} switches escaping off or on in places"


class Reader(HTMLParser):
    """Looks at every tag of a page."""

    def __init__(self, *, classic: bool) -> None:
        super().__init__()
        self.classic: Final = classic
        self.faults: Final[list[Fault]] = []

    def say(self, fault: str) -> None:
        self.faults.append((self.getpos()[0], fault))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "script" and "src" not in given:
            self.say("a script without src")
        if tag == "script" and not given.get("nonce"):
            self.say("a script without nonce, which the policy stops")
        if tag == "script" and self.classic and given.get("type", "") == "module":
            self.say("a module on a page for a browser without modules")
        for name, value in given.items():
            if name.startswith("on"):
                self.say(f"a script in the attribute {name}")
            if value.strip().lower().startswith("javascript:"):
                self.say(f"a script in the attribute {name}")
            if name in ADDRESSES and leads_away(value):
                self.say(f"{name} names another host: {value}")


def environment_faults(source: str) -> Iterator[Fault]:
    """Python that builds a template environment: it escapes in every file, whatever its ending."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        if name.endswith("Environment"):
            chosen = given.get("autoescape")
            if not (isinstance(chosen, ast.Constant) and chosen.value is True):
                yield node.lineno, f"{name}() without autoescape=True"
        elif name == "Jinja2Templates" and "env" not in given:
            yield node.lineno, "Jinja2Templates() of its own escapes .html only; give it env="
