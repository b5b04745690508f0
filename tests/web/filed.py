"""A hall whose file the tests of the settings change, and put back before each."""

from __future__ import annotations

from pathlib import Path

from tests.halls import SMALL
from tests.web.asking import FREE, House

TEXT = "# by hand\n" + SMALL + FREE


def file_of(asked: House) -> Path:
    return asked.folder / "hall.toml"


def text_of(asked: House) -> str:
    return file_of(asked).read_text()


async def as_it_was(shared: House) -> House:
    """The house with its file as it was at first."""
    if text_of(shared) != TEXT:
        file_of(shared).write_text(TEXT)
        assert shared.hall.edits is not None
        await shared.hall.edits.reload()
    return shared
