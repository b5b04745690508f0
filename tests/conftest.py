"""What all tests share: the parts that a machine may lack, and what to do without them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Final

import pytest

PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "chromium": (os.environ.get("SIGNAGE_CHROMIUM", "chromium"),),
    "pulseaudio": ("pulseaudio", "pactl", "parec"),
    "faketime": ("faketime",),
    "ffmpeg": ("ffmpeg", "ffprobe"),
}


LONGEST: Final = (
    "test_voice_faults", "test_kill", "test_rush", "test_hall", "test_emergency",
    "test_speaking_screen", "test_soundcard", "test_voicing", "test_fifty", "test_real_sound",
    "test_screen", "test_axe", "test_counter", "test_kiosk", "test_payloads", "test_counter_acts",
    "test_player", "test_kiosk_lock", "test_bench", "test_intelligible", "test_card_laws",
    "test_maker", "test_serving", "test_cli", "test_admission", "test_promises",
)  # fmt: skip
"""Files that take longer than others of their kind, the longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Several processes share the tests, a file each: files that wait, for a sentence or a server,
    stand among those that drive a browser, so that the processors have work meanwhile, and the
    many short ones come last, so that no process is left alone with a long one."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    place = {name: number for number, name in enumerate(LONGEST)}
    files = dict(sorted(files.items(), key=lambda each: place.get(each[0].stem, len(place))))
    waiting = [path for path, held in files.items() if any(_waits(item) for item in held)]
    driving = [
        path for path, held in files.items() if path not in waiting and any(map(_drives, held))
    ]
    first = [path for pair in zip_longest(waiting, driving) for path in pair if path is not None]
    rest = [path for path in files if path not in first]
    items[:] = [item for path in [*first, *rest] for item in files[path]]


def _waits(item: pytest.Item) -> bool:
    return item.get_closest_marker("sound") is not None or "e2e" in item.path.parts


def _drives(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None


def missing(part: str) -> tuple[str, ...]:
    """The commands of a part that are not on this machine."""
    return tuple(command for command in PARTS[part] if shutil.which(command) is None)


def require_part(part: str, *, strict: bool) -> None:
    """Go on where the part is there; without it skip, or fail where nothing may be skipped."""
    lacking = missing(part)
    if not lacking:
        return
    reason = f"{part} is not installed ({', '.join(lacking)} missing); scripts/test installs it"
    if strict:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def require() -> Callable[[str], None]:
    """Call it at the top of a test: `require("chromium")`, `"pulseaudio"` or `"faketime"`."""
    strict = os.environ.get("SIGNAGE_TEST_STRICT") == "1"

    def require(part: str) -> None:
        require_part(part, strict=strict)

    return require


@pytest.fixture(scope="session")
def chromium(require: Callable[[str], None]) -> str:
    """The path of a whole Chromium, which sounds and has windows."""
    require("chromium")
    return shutil.which(PARTS["chromium"][0]) or ""


@pytest.fixture(scope="session")
def headless(chromium: str) -> str:
    """The path of the same engine without windows, where it is: a page of it costs a fifth."""
    shell = None if "SIGNAGE_CHROMIUM" in os.environ else shutil.which("chromium-headless-shell")
    return shell or chromium
