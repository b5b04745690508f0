"""Imports run one way, pure rooms touch nothing, and nothing happens at import."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

from tests.sources import parsed_text

ROOT: Final = Path(__file__).parent.parent

# A room and its floor. Imports go to the own floor or below; rooms of one floor form no circle.
FLOORS: Final[Mapping[str, int]] = {
    "signage.__main__": 7,
    "signage.cli": 6,
    "signage.serving": 5,
    "signage.verbs": 5,
    "signage.trusting": 5,
    "signage.voicing": 5,
    "signage.app": 5,
    "signage.saving": 5,
    "signage.service": 5,
    "signage.running": 5,
    "signage.watching": 5,
    "signage.building": 5,
    "signage.housing": 5,
    "signage.apart": 5,
    "signage.showing": 4,
    "signage.web": 4,
    "signage.speech": 4,
    "signage.hearing": 4,
    "signage.airing": 3,
    "signage.live": 3,
    "signage.seen": 3,
    "signage.presses": 3,
    "signage.edits": 3,
    "signage.papers": 3,
    "signage.past": 3,
    "signage.replies": 3,
    "signage.reporting": 3,
    "signage.surveying": 3,
    "signage.figuring": 3,
    "signage.reckoning": 3,
    "signage.summing": 3,
    "signage.exporting": 3,
    "signage.scheduling": 3,
    "signage.filing": 5,
    "signage.exports": 3,
    "signage.voice": 3,
    "signage.devices": 3,
    "signage.rehearsal": 3,
    "signage.backups": 3,
    "signage.media": 3,
    "signage.journal": 2,
    "signage.diary": 2,
    "signage.records": 2,
    "signage.registry": 2,
    "signage.hub": 2,
    "signage.assets": 2,
    "signage.almanac": 2,
    "signage.clock": 2,
    "signage.whole": 2,
    "signage.timely": 2,
    "signage.unit": 2,
    "signage.logs": 2,
    "signage.watchman": 2,
    "signage.versions": 2,
    "signage.tls": 2,
    "signage.devices.printers.settings": 1,
    "signage.devices.printers.letters": 1,
    "signage.devices.printers.paper": 1,
    "signage.devices.printers.status": 1,
    "signage.devices.printers.wording": 1,
    "signage.printing": 5,
    "signage.kiosks": 5,
    "signage.peopling": 5,
    "signage.beginning": 5,
    "signage.config": 1,
    "signage.queueing": 1,
    "signage.figures": 1,
    "signage.screens": 1,
    "signage.survey": 1,
    "signage.voice.agenda": 1,
    "signage.voice.codes": 1,
    "signage.voice.lexicon": 1,
    "signage.voice.numerals": 1,
    "signage.voice.phrases": 1,
    "signage.voice.prayers": 1,
    "signage.voice.quiet": 1,
    "signage.voice.settings": 1,
    "signage.voice.templates": 1,
    "signage.errors": 0,
    "signage": 0,
}

# All that a pure room needs from elsewhere; others may reach a clock, chance, disk or network.
PURE_PARTS: Final = frozenset(
    """
    __future__ abc adhanpy babel bisect calendar collections contextlib copy dataclasses datetime
    decimal difflib enum fractions functools hashlib heapq html immutables ipaddress
    itertools json markdown_it math msgspec numpy operator re signage statistics string textwrap
    tomlkit tomllib types typing typing_extensions unicodedata zoneinfo
    """.split()
)

# Parts that belong to certain rooms only.
PART_ROOMS: Final[Mapping[str, frozenset[str]]] = {
    part: frozenset(f"signage.{room}" for room in rooms.split())
    for part, rooms in {
        "starlette": "web app running cli",
        "uvicorn": "web app serving cli",
        "websockets": "web app cli rehearsal",
        "jinja2": "web app",
        "aiosqlite": "journal records registry",
        "sqlite3": "journal records registry backups",
        "pyttsx3": "voice",
        "espeakng_loader": "voice",
        "soundfile": "voice",
        "piper": "voice",
        "numpy": "voice figures records",
        "xlsxwriter": "exports",
        "adhanpy": "voice.prayers",
        "markdown_it": "screens",
        "escpos": "devices",
        "PIL": "devices media",
        "cryptography": "tls",
        "holidays": "almanac",
    }.items()
}

NOW: Final = frozenset(
    {
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.datetime.today",
        "datetime.date.today",
    }
)
BUILT_IN_EFFECTS: Final = frozenset({"open", "input", "print", "exec", "eval"})
EFFECTS: Final = (
    "asyncio.",
    "logging.basicConfig",
    "multiprocessing.",
    "os.",
    "pathlib.Path.cwd",
    "pathlib.Path.home",
    "random.",
    "secrets.",
    "shutil.",
    "socket.",
    "sqlite3.",
    "subprocess.",
    "sys.stdin",
    "sys.stdout",
    "tempfile.",
    "threading.",
    "time.",
    "uuid.",
)
HARMLESS: Final = ("os.path.", "os.PathLike", "time.struct_time")
DISK_METHODS: Final = frozenset(
    {
        "exists",
        "glob",
        "is_dir",
        "is_file",
        "iterdir",
        "mkdir",
        "read_bytes",
        "read_text",
        "rglob",
        "stat",
    }
)

Sources = Mapping[str, ast.Module]


def parsed(package: Path) -> dict[str, ast.Module]:
    """Every module of the package by its dotted name."""
    found = {}
    for file in sorted(package.rglob("*.py")):
        parts = file.relative_to(package.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = parsed_text(file.read_text(encoding="utf-8"), str(file))
    return found


def room_of(module: str) -> str | None:
    """The longest room that the name begins with; `signage` is a room for itself only."""
    fitting = [room for room in FLOORS if module == room or module.startswith(room + ".")]
    room = max(fitting, key=len, default=None)
    return None if room == "signage" and module != "signage" else room


def imports(name: str, tree: ast.Module, modules: Sources) -> Iterator[tuple[str, int]]:
    """The dotted name and the line of everything that a module imports, at its top or inside."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                is_package = any(other.startswith(f"{name}.") for other in modules)
                here = name.split(".")
                parents = here[: len(here) + is_package - node.level]
                base = ".".join([*parents, *([base] if base else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield (inner if inner in modules else base), node.lineno


def door_faults(sources: Sources) -> Iterator[str]:
    """Imports that go up, rooms that import each other in a circle, and modules in no room."""
    rooms: dict[str, set[str]] = {}
    for name, tree in sources.items():
        room = room_of(name)
        if room is None:
            yield f"{name} is in no room"
            continue
        for target, line in imports(name, tree, sources):
            other = room_of(target) if target.split(".")[0] == "signage" else None
            if other is None or other == room:
                continue
            if FLOORS[other] > FLOORS[room]:
                yield f"{name}:{line} imports {target}, which is above it"
            rooms.setdefault(room, set()).add(other)
    try:
        TopologicalSorter(rooms).prepare()
    except CycleError as circle:
        yield f"rooms import each other: {' → '.join(circle.args[1])}"


def is_pure(module: str) -> bool:
    room = room_of(module)
    return room is not None and FLOORS[room] <= 1


def part_faults(sources: Sources) -> Iterator[str]:
    """Parts that a pure room must not know, and parts in a room that they don't belong to."""
    for name, tree in sources.items():
        for target, line in imports(name, tree, sources):
            part = target.split(".")[0]
            if is_pure(name) and part not in PURE_PARTS:
                yield f"{name}:{line} is pure and imports {part}"
            elif room_of(name) not in PART_ROOMS.get(part, {room_of(name)}):
                yield f"{name}:{line} imports {part}, which belongs to other rooms"


def aliases(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname:
                    names[alias.asname] = alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def dotted(node: ast.expr, names: Mapping[str, str]) -> str:
    """`a.b.c` of a chain of attributes, with imported names resolved; empty for anything else."""
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        base = dotted(node.value, names)
        return f"{base}.{node.attr}" if base else ""
    return ""


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run at import: no bodies of functions, no annotations, no main block."""
    yield node
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            children: list[ast.AST] = [*node.decorator_list, *node.args.defaults]
            children += [default for default in node.args.kw_defaults if default is not None]
        case ast.Lambda():
            children = []
        case ast.AnnAssign():
            children = [node.value] if node.value is not None else []
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            children = []
        case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
            children = []
        case _:
            children = list(ast.iter_child_nodes(node))
    for child in children:
        yield from at_import(child)


def is_effect(node: ast.AST, names: Mapping[str, str]) -> bool:
    if isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and node.id in names):
        return dotted(node, names).startswith("os.environ")
    if not isinstance(node, ast.Call):
        return False
    name = dotted(node.func, names)
    if name in BUILT_IN_EFFECTS or name in NOW:
        return True
    if isinstance(node.func, ast.Attribute) and node.func.attr in DISK_METHODS:
        return True
    return name.startswith(EFFECTS) and not name.startswith(HARMLESS)


def effect_faults(sources: Sources) -> Iterator[str]:
    """What happens at import, and the clock or the disk in a pure room."""
    for name, tree in sources.items():
        names = aliases(tree)
        for node in at_import(tree):
            if is_effect(node, names):
                yield f"{name}:{getattr(node, 'lineno', 0)} does something at import"
        if not is_pure(name):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and dotted(node.func, names) in NOW | BUILT_IN_EFFECTS:
                yield f"{name}:{node.lineno} is pure and calls {dotted(node.func, names)}"


def faults(sources: Sources) -> list[str]:
    return [*door_faults(sources), *part_faults(sources), *effect_faults(sources)]


def planted(**modules: str) -> dict[str, ast.Module]:
    """Modules of an imagined package; `__` in a keyword stands for a dot."""
    return {
        f"signage.{name.replace('__', '.')}": parsed_text(text) for name, text in modules.items()
    }


def test_the_house_keeps_its_doors_shut() -> None:
    sources = parsed(ROOT / "signage")
    assert "signage.errors" in sources
    assert faults(sources) == []


def test_an_honest_room_has_no_fault() -> None:
    text = "import re\nfrom signage.errors import Refused\nCODE = re.compile('a')\n"
    assert faults(planted(queueing__rules=text, errors="")) == []


def test_an_import_upwards_is_found() -> None:
    up = planted(hub="def f():\n    from signage.web import pages\n", web__pages="")
    assert faults(up) == ["signage.hub:2 imports signage.web.pages, which is above it"]
    relative = planted(journal__log="from ..live import Hall\n", live="")
    assert faults(relative) == ["signage.journal.log:1 imports signage.live, which is above it"]
    package = planted(journal="from . import log\nfrom .. import live\n", journal__log="", live="")
    assert faults(package) == ["signage.journal:2 imports signage.live, which is above it"]
    through_the_root = planted(errors="from signage import cli\n", cli="")
    assert faults(through_the_root) == ["signage.errors:1 imports signage.cli, which is above it"]


def test_a_circle_of_rooms_is_found() -> None:
    circle = planted(
        journal__a="from signage.records import b\n", records__b="from signage.journal import a\n"
    )
    assert len(faults(circle)) == 1
    assert faults(circle)[0].startswith("rooms import each other: ")


def test_a_room_without_a_floor_is_found() -> None:
    assert faults(planted(helpers="")) == ["signage.helpers is in no room"]


def test_an_impure_part_in_a_pure_room_is_found() -> None:
    for part in ("asyncio", "time", "random", "os", "socket", "sqlite3", "aiosqlite", "pathlib"):
        for room in ("queueing__order", "config", "voice__agenda", "errors"):
            assert len(faults(planted(**{room: f"def f():\n    import {part}\n"}))) == 1
    assert faults(planted(voice__player="import os\n")) == []


def test_a_part_outside_its_room_is_found() -> None:
    found = faults(planted(hub="from starlette.routing import Route\n"))
    assert found == ["signage.hub:1 imports starlette, which belongs to other rooms"]


def test_the_clock_in_a_pure_room_is_found() -> None:
    text = "from datetime import datetime as d\ndef f():\n    return d.now()\n"
    assert faults(planted(queueing__hours=text)) == [
        "signage.queueing.hours:3 is pure and calls datetime.datetime.now"
    ]


def test_what_happens_at_import_is_found() -> None:
    for text in (
        "import os\nHOME = os.environ['HOME']\n",
        "from os import environ\nHOME = environ['HOME']\n",
        "import time\nSTART = time.monotonic()\n",
        "from time import time as now\nclass A:\n    start = now()\n",
        "import secrets\ndef f(key=secrets.token_hex()): ...\n",
        "text = open('config.toml')\n",
        "from pathlib import Path\nTEXT = Path('x').read_text()\n",
        "import asyncio\nLOCK = asyncio.Lock()\n",
    ):
        assert len(faults(planted(live=text))) == 1, text
    for text in (
        "import time\ndef f(now=time.monotonic):\n    return now() + time.time()\n",
        "import time\nclass A:\n    at: float = field(default_factory=time.time)\n",
        "import os\nif __name__ == '__main__':\n    print(os.environ)\n",
    ):
        assert faults(planted(live=text)) == [], text
