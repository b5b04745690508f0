"""Documents are a test: whatever can be asked, happens, is set or is called has its heading."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import re
import tomllib
import typing
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).parent.parent
DOCS: Final = ROOT / "docs"

CALL: Final = re.compile(r"(?:GET|POST|PUT|PATCH|DELETE) /api\S*")
VERB: Final = re.compile(r"signage [a-z]+")
KEY: Final = re.compile(r"(?!config\.toml)[a-z_]+(?:\.[a-z_]+)+")
NAME: Final = re.compile(r"(?:[A-Z][a-z]+){2,}")


def headings(text: str) -> list[str]:
    """The headings of the third level and below, without their marks; fenced blocks have none."""
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return [
        line.lstrip("#").replace("`", "").strip()
        for line in prose.splitlines()
        if line.startswith("###")
    ]


def faults(names: Iterable[str], text: str, kind: re.Pattern[str]) -> list[str]:
    """Names without a heading, headings of this kind that name nothing, and those given twice."""
    wanted = set(names)
    found = [heading for heading in headings(text) if heading in wanted or kind.fullmatch(heading)]
    return [
        *(f"no heading: {name}" for name in sorted(wanted - set(found))),
        *(f"names nothing: {heading}" for heading in sorted(set(found) - wanted)),
        *(f"twice: {name}" for name in sorted({name for name in found if found.count(name) > 1})),
    ]


def module(name: str) -> Any:
    """A module of the product; its test waits while the room is not built yet."""
    try:
        missing = importlib.util.find_spec(name) is None
    except ModuleNotFoundError:
        missing = True
    if missing:
        pytest.skip(f"{name} is not written yet")
    return importlib.import_module(name)


def document(name: str) -> str:
    file = DOCS / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


def members(union: Any) -> set[str]:
    return {member.__name__ for member in typing.get_args(union)}


def test_every_command_and_event_has_its_heading() -> None:
    commands = members(module("signage.queueing.commands").Command)
    events = members(module("signage.queueing.events").Event)
    assert commands
    assert events
    assert faults(commands | events, document("protocol.md"), NAME) == []


def test_every_api_call_has_its_heading() -> None:
    calls = {
        f"{method} {re.sub(r':[a-z]+}', '}', route.path)}"
        for route in module("signage.web.api").ROUTES
        for method in route.methods - {"HEAD"}
    }
    assert calls
    assert faults(calls, document("protocol.md"), CALL) == []


def test_every_verb_has_its_heading() -> None:
    parser: argparse.ArgumentParser = module("signage.cli").parser()
    verbs = {
        f"signage {verb}"
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for verb in action.choices
    }
    assert verbs
    assert faults(verbs, document("operating.md"), VERB) == []


def test_every_config_key_has_its_heading() -> None:
    keys: tuple[str, ...] = module("signage.config").KEYS
    assert keys
    assert faults(keys, document("operating.md"), KEY) == []


def test_every_part_has_its_heading() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[^\w.-]", part, maxsplit=1)[0] for part in parts}
    assert faults(names, document("dependencies.md"), re.compile(r"[a-z0-9-]+")) == []


def test_a_missing_a_stale_and_a_double_heading_are_found() -> None:
    text = "# Title\n### `CallNext`\n```\n### InFence\n```\n### OldEvent\n### Serve\n### Serve\n"
    assert faults(["CallNext", "Serve", "Recall"], text, NAME) == [
        "no heading: Recall",
        "names nothing: OldEvent",
        "twice: Serve",
    ]
    assert faults(["CallNext"], "### CallNext\n### two words\n", NAME) == []


def test_the_picture_of_a_tickets_life_is_the_table_of_moves() -> None:
    drawn: str = module("signage.queueing.moves").diagram()
    assert drawn in document("protocol.md")
