"""The settings of a hall: numbers, zones that hear, lookups."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signage.queueing.hall import Service, Zone
from tests.queueing.scene import HALL, both


@pytest.mark.parametrize(
    ("prefix", "separator", "width", "serial", "number"),
    [
        ("A", "", 3, 12, "A012"),
        ("A", "", 3, 999, "A999"),
        ("A", "", 3, 1000, "A1000"),
        ("4K", "-", 1, 10, "4K-10"),
        ("B", "", 6, 1, "B000001"),
    ],
)
def test_a_number_as_printed(
    prefix: str, separator: str, width: int, serial: int, number: str
) -> None:
    service = Service(
        id="s", agency="a", name=both("S"), prefix=prefix, separator=separator, width=width
    )
    assert service.number(serial) == number


def test_a_call_belongs_to_its_zone_and_to_those_that_hear_it() -> None:
    assert HALL.zones_of("1") == ("hall-a", "ballroom")
    assert HALL.zones_of("3") == ("hall-b", "ballroom")


def test_a_counter_in_the_ballroom_is_heard_there_alone() -> None:
    (one, *others) = HALL.counters
    hall = replace(HALL, counters=(replace(one, zone="ballroom"), *others))
    assert hall.zones_of("1") == ("ballroom",)


def test_hearing_is_not_passed_on() -> None:
    hall = replace(HALL, zones=(*HALL.zones, Zone(id="far", name=both("Far"), hears=("ballroom",))))
    assert hall.zones_of("1") == ("hall-a", "ballroom")


def test_two_zones_may_hear_each_other() -> None:
    ballroom, a, b = HALL.zones
    a, b = replace(a, hears=("hall-b",)), replace(b, hears=("hall-a",))
    hall = replace(HALL, zones=(ballroom, a, b))
    assert hall.zones_of("1") == ("hall-a", "ballroom", "hall-b")
    assert hall.zones_of("3") == ("hall-b", "ballroom", "hall-a")


def test_the_counters_that_a_zone_shows() -> None:
    assert [c.id for c in HALL.counters_in("ballroom")] == ["1", "2", "3"]
    assert [c.id for c in HALL.counters_in("hall-a")] == ["1", "2"]
    assert [c.id for c in HALL.counters_in("hall-b")] == ["3"]


def test_the_zones_that_serve_a_service() -> None:
    assert HALL.zones_serving("ktp") == ("hall-a",)
    assert HALL.zones_serving("paspor") == ("hall-b",)
    assert HALL.zones_serving("nope") == ()


def test_things_are_found_by_id() -> None:
    assert HALL.zone["hall-a"].id == "hall-a"
    assert HALL.agency["imigrasi"].id == "imigrasi"
    assert HALL.service["kk"].prefix == "BK"
    assert HALL.counter["3"].zone == "hall-b"
    assert HALL.priority["lansia"].name == both("Lansia")
    assert HALL.origin["kota"].name == both("Kota Metro")
