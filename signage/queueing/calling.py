"""The mall's rule of calling: the share of the priority classes, the age, the way back in line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Lane = Literal["priority", "ordinary"]
Where = str
"""Where a ticket comes back to: "place", "front", "end", or "after N"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """While both wait: so many of the priority classes for so many others. 0 and 0 is off."""

    priority: int
    ordinary: int

    @property
    def on(self) -> bool:
        """Whether there are two lanes at all."""
        return self.priority > 0 and self.ordinary > 0

    def turn(self, balance: int) -> Lane:
        """Whose turn it is when both wait. The balance stays in (-priority, ordinary]."""
        return "priority" if balance <= 0 else "ordinary"

    def after(self, balance: int, turn: Lane) -> int:
        """The balance after a turn: what priority has had, less what it was due."""
        return balance + (self.ordinary if turn == "priority" else -self.priority)

    def before_ordinary(self, served: int, balance: int) -> int:
        """How many of priority have a turn before ordinary's next one but `served`."""
        return max(0, (self.priority * served - balance) // self.ordinary + 1)

    def before_priority(self, served: int, balance: int) -> int:
        """How many others have a turn before priority's next one but `served`."""
        return max(0, -(-(balance + self.ordinary * served) // self.priority))


OFF = Share(priority=0, ordinary=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    """The mall's rule. After `pass_limit` minutes nobody is passed over any more; 0 is never."""

    share: Share = OFF
    pass_limit: int = 0
    parked: Where = "place"
    transferred: Where = "place"
    no_show: Where = "place"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What holds at one counter. Counters of one `line` count their turns together.

    `limits` are ms by service, `sharing` the priority classes with a lane of their own: none where
    there is no share.
    """

    services: tuple[str, ...]
    share: Share
    line: str
    limits: Mapping[str, int]
    sharing: frozenset[str]
    weights: Mapping[str, int] = field(default_factory=dict)

    def lane(self, priority: str | None) -> Lane:
        """In which lane somebody of this class waits."""
        return "priority" if priority in self.sharing else "ordinary"

    def overdue(self, service: str, age: int) -> bool:
        """Whether nobody may pass somebody who has waited so long, in ms."""
        limit = self.limits.get(service, 0)
        return 0 < limit <= age


def line_of(services: tuple[str, ...], share: Share) -> str:
    """One name for all counters that serve the same services by the same share."""
    return f"{share.priority}:{share.ordinary} {' '.join(sorted(services))}" if share.on else ""


def after(where: Where) -> int | None:
    """N of "after N"; None for any other place."""
    word, _, number = where.partition(" ")
    return int(number) if word == "after" and number.isdecimal() else None


NO_RULE = Rule(services=(), share=OFF, line="", limits={}, sharing=frozenset())
"""Of a queue that no counter serves."""
