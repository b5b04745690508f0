"""What all tests share: the parts that a machine may lack, and what to do without them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from typing import Final

import pytest

PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "chromium": (os.environ.get("SIGNAGE_CHROMIUM", "chromium"),),
    "pulseaudio": ("pulseaudio", "pactl", "parec"),
    "faketime": ("faketime",),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Several processes share the tests: those that wait, for a sentence or a server, stand among
    those that drive a browser, so that the processors have work meanwhile."""
    waiting = [item for item in items if _waits(item)]
    working = [item for item in items if not _waits(item)]
    driving = sum(item.get_closest_marker("browser") is not None for item in working)
    working.sort(key=lambda item: item.get_closest_marker("browser") is None)
    step = max(1, driving // (len(waiting) + 1))
    for place, item in enumerate(waiting):
        working.insert(place * (step + 1), item)
    items[:] = working


def _waits(item: pytest.Item) -> bool:
    return item.get_closest_marker("sound") is not None or "e2e" in item.path.parts


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
    """The path of the Chromium that the browser tests drive."""
    require("chromium")
    return shutil.which(PARTS["chromium"][0]) or ""
