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
    """Several processes share the tests: those that wait for a sentence stand among those that
    drive a browser, so that the processors have work meanwhile."""
    loud = [item for item in items if item.get_closest_marker("sound") is not None]
    browsing = [item for item in items if item.get_closest_marker("browser") is not None]
    others = [item for item in items if item not in {*loud, *browsing}]
    step = max(1, len(browsing) // (len(loud) + 1))
    mixed: list[pytest.Item] = []
    for first in range(0, max(len(browsing), len(loud) * step), step):
        mixed += loud[first // step : first // step + 1] + browsing[first : first + step]
    items[:] = [*mixed, *others]


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
