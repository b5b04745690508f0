"""Ticket numbers are unique as printed: no two services may ever print the same one."""

from __future__ import annotations

import re
from collections import defaultdict

from signage.config.faults import Faults
from signage.config.tables import ServiceTable

_PREFIX = re.compile(r"[A-Z0-9]{1,6}")


def check(services: tuple[ServiceTable, ...], faults: Faults) -> None:
    """Notes prefixes that are malformed, used twice, or that could print another's number."""
    for index, service in enumerate(services):
        _well_formed(index, service, faults)
    for at, index in _near(services):
        one, other = services[at], services[index]
        path = ("services", index, "prefix")
        if one.prefix == other.prefix:
            faults.add(
                path,
                f"“{other.prefix}” is the prefix of “{one.id}” already; "
                f"choose another for “{other.id}”.",
            )
        elif (number := clash(one, other)) is not None:
            faults.add(
                path,
                f"“{one.prefix}” and “{other.prefix}” would both print {number}; choose another "
                f"prefix, or a separator, for “{other.id}”.",
            )


def _near(services: tuple[ServiceTable, ...]) -> list[tuple[int, int]]:
    """The pairs that could clash: the same prefix, or one that begins as the whole other does."""
    by_head: dict[str, list[int]] = defaultdict(list)
    by_prefix: dict[str, list[int]] = defaultdict(list)
    for index, service in enumerate(services):
        by_head[service.prefix + service.separator].append(index)
        by_prefix[service.prefix].append(index)
    pairs: set[tuple[int, int]] = set()
    for index, service in enumerate(services):
        head = service.prefix + service.separator
        others = [*by_prefix[service.prefix]]
        for length in range(len(head) + 1):
            others += by_head.get(head[:length], ())
        pairs |= {(min(index, at), max(index, at)) for at in others if at != index}
    return sorted(pairs)


def clash(one: ServiceTable, other: ServiceTable) -> str | None:
    """A number that both services would print one day; None when there is none."""
    short, long = sorted((one, other), key=lambda service: len(service.prefix + service.separator))
    head, longer = short.prefix + short.separator, long.prefix + long.separator
    rest = longer.removeprefix(head)
    if not longer.startswith(head) or (rest and not _digits(rest)):
        return None
    spare = short.width - len(rest)
    if rest.startswith("0"):
        # Padding makes a leading nought only up to the width, so only one length can meet.
        return f"{longer}{_serial(spare, long.width)}" if spare >= long.width else None
    if not rest:
        return f"{longer}{_serial(max(spare, long.width), min(spare, long.width))}"
    return f"{longer}{_serial(max(spare, long.width), long.width)}"


def _serial(length: int, width: int) -> str:
    """The first serial that is printed with so many digits where the width is this."""
    return f"{1:0{width}d}" if length == width else str(10 ** (length - 1))


def _digits(text: str) -> bool:
    return re.fullmatch(r"[0-9]+", text) is not None


def _well_formed(index: int, service: ServiceTable, faults: Faults) -> None:
    if _PREFIX.fullmatch(service.prefix) is None:
        faults.add(
            ("services", index, "prefix"),
            f"“{service.prefix}” is no prefix; use 1 to 6 capital letters (A-Z) or digits.",
        )
    separator = service.separator
    if len(separator) > 2 or not all(c.isprintable() and not c.isalnum() for c in separator):
        faults.add(
            ("services", index, "separator"),
            f"“{separator}” is no separator; use one or two signs, such as -, no letter or digit.",
        )
