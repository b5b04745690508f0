"""Which files of reports there are."""

from __future__ import annotations

from typing import Final, Literal

Which = Literal["visits", "calls", "day", "service", "voice", "screens", "skm", "plays"]
Format = Literal["xlsx", "csv", "json"]
FORMATS: Final[tuple[Format, ...]] = ("xlsx", "csv", "json")
"""By the ending of the file."""
