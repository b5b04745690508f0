"""Whether a screen can have shown what it says: by programme, event, edit and outage."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

import pytest

from signage.queueing.hall import Text
from signage.screens.believing import AWAY, DRIFT, Eras, Events
from signage.screens.notices import Notice, Term
from signage.screens.playlists import Playlist, PlaylistItem
from signage.screens.programme import Rules
from signage.screens.schedules import moment
from tests.screens.test_programme import BALL, DAY, HALL, METRO

HOUR: Final = 3_600_000


def _at(told: str) -> int:
    return moment(datetime.fromisoformat(told), METRO)


def _list(id: str, *items: PlaylistItem) -> Playlist:
    return Playlist(id=id, name=Text(id, id), items=items)


WAITS = PlaylistItem(slide="waits")
RULES: Final = replace(
    DAY,
    playlists={
        "umum": _list("umum", WAITS, WAITS, PlaylistItem(notice="libur")),
        "pagi": _list("pagi", PlaylistItem(media="4f2a90c1d3e8")),
        "wisuda": _list("wisuda", WAITS),
    },
    notices={
        "libur": Notice(
            id="libur", title=Text("Libur", "Holiday"), blocks={},
            term=Term(since=datetime(2026, 11, 26, 12), until=datetime(2026, 11, 26, 13)),
        )
    },
)  # fmt: skip
NOW: Final = _at("2026-11-26 18:00")


def _eras(rules: Rules = RULES, standing: str = "", began: int = NOW) -> Eras:
    eras = Eras()
    eras.look(rules, [HALL, BALL], {"ballroom": Events(standing, frozenset({"wisuda"}))}, began)
    return eras


@pytest.mark.parametrize(
    ("playlist", "item", "told", "believed"),
    [
        ("pagi", "media:4f2a90c1d3e8", "07:00", True),
        ("pagi", "media:4f2a90c1d3e8", "09:01:59", True),  # it was heard late
        ("pagi", "media:4f2a90c1d3e8", "06:58:01", True),
        ("pagi", "media:4f2a90c1d3e8", "09:02:01", False),
        ("pagi", "media:4f2a90c1d3e8", "15:00", False),
        ("pagi", "slide:waits", "07:30", False),
        ("umum", "slide:waits", "07:30", False),
        ("umum", "slide:waits", "15:00", True),
        ("umum", "slide:waits#2", "15:00", True),
        ("umum", "slide:waits#3", "15:00", False),
        ("umum", "notice:libur", "12:30", True),
        ("umum", "notice:libur", "14:00", False),
        ("wisuda", "slide:waits", "15:00", False),
        ("never", "slide:waits", "15:00", False),
        ("", "slide:waits", "15:00", False),
    ],
)
def test_by_the_programme(playlist: str, item: str, told: str, believed: bool) -> None:
    at = _at(f"2026-11-26 {told}")
    assert _eras().could("d2", playlist, item, at, NOW) is believed
    assert not _eras().could("gone", playlist, item, at, NOW)


def test_by_an_event() -> None:
    eras, at = _eras(), NOW + 60_000
    assert not eras.could("d3", "wisuda", "slide:waits", at, at)
    # of what was before the server began nothing is known
    assert eras.could("d3", "wisuda", "slide:waits", NOW - HOUR, NOW)
    assert not eras.could("d2", "wisuda", "slide:waits", NOW - HOUR, NOW)
    begun, over = NOW + HOUR, NOW + 3 * HOUR
    for standing, when in (("wisuda", begun), ("", over)):
        eras.look(RULES, [HALL, BALL], {"ballroom": Events(standing)}, when)
    for at, believed in (
        (begun - DRIFT - 1, False), (begun, True), (over, True),
        (over + AWAY, True), (over + AWAY + 1, False),
    ):  # fmt: skip
        assert eras.could("d3", "wisuda", "slide:waits", at, at) is believed, at - begun
        assert not eras.could("d2", "wisuda", "slide:waits", at, at)


def test_after_an_edit_and_after_days_away() -> None:
    eras, edited = _eras(), NOW + HOUR
    other = replace(RULES, usual="wisuda")
    eras.look(other, [HALL, BALL], {"ballroom": Events("", frozenset({"wisuda"}))}, edited)
    late = edited + AWAY
    assert eras.could("d2", "umum", "slide:waits", late, late)  # it has not heard of the edit
    assert eras.could("d2", "wisuda", "slide:waits", edited, late)
    assert not eras.could("d2", "wisuda", "slide:waits", edited - DRIFT - 1, late)
    for count in range(1, 200):  # an afternoon of edits
        eras.look(replace(other), [HALL], {}, late + count)
    assert not eras.could("d2", "umum", "slide:waits", late, late + 200)
    # for longer than its programme reaches it went on with what it had
    at, days = _at("2026-11-26 15:00"), 3 * 24 * HOUR
    assert not _eras().could("d2", "pagi", "media:4f2a90c1d3e8", at, at + AWAY)
    assert _eras().could("d2", "pagi", "media:4f2a90c1d3e8", at, at + days)
