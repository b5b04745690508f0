"""What reports read: the columns of a period's days, and the names behind the codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from signage.errors import NotFound
from signage.figures.columns import Columns, Kind
from signage.queueing.hall import Text

ECHOED: Final = 40
"""Signs of a name that nobody knows which are said back."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An agency, a service, a counter and so on, under its last name; `part_of` is a service's
    agency or a counter's group."""

    kind: str
    id: str
    name: Text
    part_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The columns of the business days `days`; `things` has names by code. `open` holds when one
    of the days goes on."""

    days: tuple[str, ...]
    things: Mapping[int, Thing]
    columns: Mapping[Kind, Columns]
    open: bool = False

    def code(self, kind: str, id: str) -> int | None:
        """The code of a thing, if the mall ever had it."""
        found = (code for code, one in self.things.items() if (one.kind, one.id) == (kind, id))
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of the mall that figures are of; all None for all of it."""

    agency: str | None = None
    service: str | None = None
    counter: str | None = None


WHOLE = Part()
"""All of the mall."""


def must_be(part: Part, things: Iterable[Thing]) -> None:
    """Raises NotFound for a part that is not among these things."""
    known = {(one.kind, one.id) for one in things}
    for kind in ("agency", "service", "counter"):
        id = getattr(part, kind)
        if id is not None and (kind, id) not in known:
            raise NotFound(f"{kind}_unknown", **{kind: id[:ECHOED]})
