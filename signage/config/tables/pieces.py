"""What tables of `config.toml` are made of: the base of each, and values that many have."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal, get_args, get_type_hints

import msgspec
from msgspec import Meta

from signage.screens.settings import FARTHEST, LARGEST, NEAREST, SMALLEST


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the file: its keys, their types, and what holds when one is left out."""


class Both(Table, frozen=True):
    """A text in both languages."""

    id: str
    en: str


Words = str | Both
"""One text for both languages, or `{id = "…", en = "…"}`."""
Hours = str | dict[str, str | tuple[str, ...]]
""""always", or spans by day: `{mon = "08:00-15:30", fri = ["08:00-11:30", "13:30-15:30"]}`."""
Dates = str | tuple[str, ...]
"""A date such as "2026-12-24", a range "2026-12-24..2026-12-31", or a list of these."""
WaitLimit = Annotated[int, Meta(ge=1, le=600)]
Diagonal = Annotated[float, Meta(ge=SMALLEST, le=LARGEST)]
Distance = Annotated[float, Meta(ge=NEAREST, le=FARTHEST)]
Minutes = Annotated[int, Meta(ge=0, le=720)]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Gain = Annotated[int, Meta(ge=-40, le=0)]


def item_of(hint: Any) -> type[Table] | None:
    """The table that a section's type is made of, be it one table or a list of them."""
    for kind in (hint, *get_args(hint)):
        if isinstance(kind, type) and issubclass(kind, Table):
            return kind
    return None


@cache
def hints(table: type[msgspec.Struct]) -> dict[str, Any]:
    """The types of a table's keys, by the keys' names in the file."""
    types = get_type_hints(table, include_extras=True)
    return {one.encode_name: types[one.name] for one in msgspec.structs.fields(table)}
