"""Devices that nobody names can still be told from each other."""

from __future__ import annotations

import pytest

from signage.devices.naming import is_taken, own_name
from signage.registry.device_file import Device, Enrolled, Kind
from tests.halls import SMALL, small

HALL = small(SMALL).hall


def here(*rows: tuple[Kind, str | None, str], revoked: int | None = None) -> list[Enrolled]:
    return [
        Enrolled(device=Device(f"d{n}", kind, place), name=name, created=0, revoked=revoked)
        for n, (kind, place, name) in enumerate(rows)
    ]


FIRST: tuple[Kind, str, str] = ("screen", "hall", "")


@pytest.mark.parametrize(
    ("rows", "kind", "place", "name"),
    [
        ((), "screen", "hall", ""),
        ((FIRST,), "screen", "ballroom", ""),
        ((FIRST,), "kiosk", "hall", ""),
        ((FIRST,), "screen", "hall", "Layar Balai 2"),
        ((FIRST, ("screen", "hall", "layar balai 2")), "screen", "hall", "Layar Balai 3"),
        ((("screen", "ballroom", "Layar Balai"),), "screen", "hall", "Layar Balai 2"),
        ((("screen", "hall", "TV"),), "screen", "hall", ""),
        ((("counter", "1", ""),), "counter", "1", "Loket 1 2"),
        ((("feed", None, ""),), "feed", None, "Umpan data 2"),
    ],
)
def test_a_device_without_a_name_gets_one_that_nobody_has(
    rows: tuple[tuple[Kind, str | None, str], ...], kind: str, place: str | None, name: str
) -> None:
    assert own_name(kind, place, HALL, here(*rows)) == name
    assert own_name(kind, place, HALL, here(*rows, revoked=1)) == "", "who is gone has no name"


def test_a_device_does_not_stand_in_its_own_way() -> None:
    assert own_name("screen", "hall", HALL, here(FIRST), but="d0") == ""
    rows = here(FIRST, ("kiosk", "hall", "TV"))
    assert is_taken("Layar Balai", HALL, rows) and not is_taken("TV", HALL, rows)
    assert not is_taken("Layar Balai", HALL, rows, but="d0")
