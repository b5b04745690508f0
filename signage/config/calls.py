"""The rule of calling in the file: shares, weights, and where a ticket comes back to."""

from __future__ import annotations

import re

from signage.config.faults import Faults, nearest
from signage.config.lines import Path
from signage.config.tables import CallingTable, CounterTable, ShareWords, Tables
from signage.queueing.calling import OFF, Calling, Share

MOST = 20
"""The largest part of a share, and the largest weight: more is as good as "always"."""
_RATIO = re.compile(r"(\d{1,4}):(\d{1,4})")
_AFTER = re.compile(r"after [1-9]\d?")


def calling(table: CallingTable, faults: Faults) -> Calling:
    """The mall's rule."""
    path: Path = ("calling",)
    for key in ("parked", "transferred", "no_show"):
        where: str = getattr(table, key)
        if where not in ("place", "front", "end") and _AFTER.fullmatch(where) is None:
            faults.add(
                (*path, key),
                f"“{where}” is no place in a line; use “place” (the old one), “front”, “end” or "
                "“after 3” (behind the next three, 1 to 99).",
            )
    return Calling(
        share=share(table.share, (*path, "share"), faults),
        pass_limit=table.pass_limit,
        parked=table.parked,
        transferred=table.transferred,
        no_show=table.no_show,
    )


def share(words: ShareWords, path: Path, faults: Faults) -> Share:
    """A share as it is written; what makes no sense is noted."""
    if words == "off":
        return OFF
    if isinstance(words, str):
        parts = _RATIO.fullmatch(words)
        if parts is None:
            faults.add(
                path,
                f"“{words}” is no share; write “1:1” (one of the priority classes for one other "
                "while both wait), { priority = 1, ordinary = 1 }, or “off”.",
            )
            return OFF
        priority, ordinary = int(parts[1]), int(parts[2])
    else:
        priority, ordinary = words.priority, words.ordinary
    if not (1 <= priority <= MOST and 1 <= ordinary <= MOST):
        faults.add(
            path,
            f"both parts of a share are 1 to {MOST}: with 0 one side would wait for ever; to have "
            "no share write “off”.",
        )
        return OFF
    return Share(priority=priority, ordinary=ordinary)


def own_share(words: ShareWords | None, path: Path, faults: Faults) -> Share | None:
    """The share of one service or counter; None when it is left to the mall."""
    return None if words is None else share(words, (*path, "share"), faults)


def weights(counter: CounterTable, path: Path, faults: Faults) -> dict[str, int]:
    """How much a minute of waiting counts at this counter, by service."""
    for service, weight in counter.weights.items():
        here = (*path, "weights", service)
        if service not in counter.services:
            faults.add(
                here,
                f"counter “{counter.id}” does not serve “{service}”; "
                f"{nearest(service, counter.services)}",
            )
        if not 1 <= weight <= MOST:
            faults.add(here, f"a weight is 1 to {MOST}; 1 is the usual, 2 counts a minute twice.")
    return dict(counter.weights)


def one_share_a_counter(tables: Tables, faults: Faults) -> None:
    """Notes counters whose services ask for different shares: turns can be taken by one only."""
    of_service = {service.id: service.share for service in tables.services}
    for index, counter in enumerate(tables.counters):
        if counter.share is not None:
            continue
        asked = [of_service.get(id) or tables.calling.share for id in counter.services]
        if any(one != asked[0] for one in asked):
            faults.add(
                ("counters", index, "services"),
                f"the services of counter “{counter.id}” have different shares, and a counter "
                "takes turns by one; give the counter a share of its own.",
            )
