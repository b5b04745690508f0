"""Ready links: a page's secret is in the fragment, and a place that is gone has no link."""

from __future__ import annotations

import pytest

from signage.registry.devices import FirstSecret, Kind
from signage.web.links import link, standing
from tests.halls import small

HALL = small().hall


@pytest.mark.parametrize(
    ("kind", "place", "url", "name"),
    [
        ("admin", None, "/#s", "Mal Kecil"),
        ("screen", "hall", "/screen#s", "Balai"),
        ("kiosk", "ballroom", "/kiosk#s", "Ballroom"),
        ("counter", "1", "/counter#s", "Loket 1 · Dinas Kependudukan · Balai"),
        ("button", "2", "/button/2/next", "Loket 2 · Dinas Kependudukan · Balai"),
        ("feed", None, "/api/events", "Mal Kecil"),
        ("counter", "gone", "/counter#s", "gone"),
        ("screen", "gone", "/screen#s", "gone"),
    ],
)
def test_a_link_leads_to_its_page(kind: Kind, place: str | None, url: str, name: str) -> None:
    made = link(FirstSecret("id", kind, place, "s"), HALL, "http://mal:8000")
    assert (made.kind, made.place, made.secret) == (kind, place, "s")
    assert (made.url, made.name) == ("http://mal:8000" + url, name)
    assert "s" not in made.url.removeprefix("http://mal:8000").partition("#")[0].split("/")


def test_a_place_that_is_gone_has_no_link() -> None:
    firsts = [
        FirstSecret("a", "admin", None, "s"), FirstSecret("b", "screen", "hall", "s"),
        FirstSecret("c", "screen", "1", "s"), FirstSecret("d", "counter", "1", "s"),
        FirstSecret("e", "button", "hall", "s"), FirstSecret("f", "kiosk", "gone", "s"),
    ]  # fmt: skip
    assert [first.id for first in standing(firsts, HALL)] == ["a", "b", "d"]
