"""Schedules that meet: which wins, why, where and when, in both languages; what an item is."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from signage.queueing.hall import Text
from signage.queueing.hours import Span
from signage.screens.notices import Notice, Term
from signage.screens.overlaps import overlaps, why_told
from signage.screens.pieces import MediaFact
from signage.screens.playlists import Playlist, PlaylistItem, item_words, items
from signage.screens.programme import Playing, Rules, program
from signage.screens.schedules import Dates, Places, Schedule, ScreenPlace, moment

METRO = ZoneInfo("Asia/Jakarta")
HALL = tuple(ScreenPlace(id=f"d{n}", name=f"Layar {n}", zone="hall-a") for n in range(1, 6))
BALL = ScreenPlace(id="d9", name="Balai", zone="ballroom")
AT = moment(datetime(2026, 11, 26, 12), METRO)
EVERY = Schedule(
    id="pagi", name=Text("Pagi", "Mornings"), playlist="p", spans=(Span(480, 600),), place=0
)
FEAST = Schedule(
    id="natal", playlist="q", priority=3,
    dates=(Dates(date(2026, 12, 25), date(2026, 12, 26)),), place=1,
)  # fmt: skip
ZONE = Schedule(
    id="zona", playlist="r", where=Places(zones=("hall-a",)), spans=(Span(540, 720),), place=2
)
SAME = Schedule(id="sama", playlist="p", place=3, spans=(Span(480, 600),))
LATE = Schedule(id="akhir", playlist="t", place=4, days=(5,), spans=(Span(1320, 1500),))
LATER = Schedule(id="terakhir", playlist="u", place=5, days=(5,), spans=(Span(1380, 1440),))


def _rules(*schedules: Schedule) -> Rules:
    return Rules(zone=METRO, schedules=schedules)


def test_where_schedules_meet_is_told_in_both_languages() -> None:
    found = overlaps((*HALL, BALL), _rules(EVERY, FEAST, ZONE, SAME, LATE, LATER), AT)
    told = {(one.winner, one.loser): one for one in found}
    assert {pair: one.why for pair, one in told.items()} == {
        ("natal", "pagi"): "priority",
        ("zona", "pagi"): "narrower",
        ("natal", "zona"): "priority",
        ("natal", "sama"): "priority",
        ("zona", "sama"): "narrower",
        ("natal", "akhir"): "priority",
        ("natal", "terakhir"): "priority",
        ("terakhir", "akhir"): "later",
    }
    zone = told["zona", "pagi"]
    assert zone.screens == HALL
    assert zone.told == Text(
        "“zona” dan “Pagi” bertemu di Layar 1, Layar 2, Layar 3, Layar 4 dan 1 lainnya, pertama "
        "kali Jum 27 Nov 2026 09.00 sampai 10.00. Yang tayang “zona”, karena layar, hari atau "
        "jamnya lebih khusus.",
        "“zona” and “Mornings” meet on Layar 1, Layar 2, Layar 3, Layar 4 and 1 more, the first "
        "time Fri 27 Nov 2026 09:00 to 10:00. “zona” plays, because its screens, days or hours "
        "are narrower.",
    )
    assert "Sab 26 Des 2026 22.00 sampai Min 27 Des 2026 00.00" in told["natal", "akhir"].told.id
    assert "beri prioritas" in told["terakhir", "akhir"].told.id


def test_only_what_is_asked_about_and_what_can_meet() -> None:
    rules = _rules(EVERY, FEAST, ZONE)
    assert [one.loser for one in overlaps(HALL, rules, AT, frozenset({"zona"}))] == ["pagi", "zona"]
    assert overlaps((BALL,), rules, AT, frozenset({"zona"})) == ()
    assert overlaps(HALL, _rules(EVERY, SAME), AT) == ()
    always = Schedule(id="x", playlist="x"), Schedule(id="y", playlist="y", place=1)
    (one,) = overlaps((BALL,), _rules(*always), AT)
    assert (one.since, one.until, one.winner) == (AT, None, "y")


@pytest.mark.parametrize(
    ("schedules", "told"),
    [
        ((), "belum ada daftar putar sehari-hari"),
        ((Schedule(id="a", playlist="a"),), "Menurut jadwal “a”."),
        (
            (Schedule(id="a", playlist="a"), Schedule(id="b", playlist="b", priority=1)),
            "Menurut jadwal “b”, bukan “a”, karena prioritasnya lebih tinggi.",
        ),
    ],
)
def test_why_in_words(schedules: tuple[Schedule, ...], told: str) -> None:
    rules = _rules(*schedules)
    assert told in why_told(program(BALL, rules, AT), rules).id
    assert "sehari-hari" in why_told(Playing("u", None, "usual"), rules).id


# ---- playlists

PHOTO = MediaFact(url="/media/a.jpg", size=1, crc32="0", type="image/jpeg", width=1, height=1)
FILM = MediaFact(
    url="/media/b.mp4", size=1, crc32="0", type="video/mp4", width=1, height=1, length=31.5
)
MEDIA = {"aa" * 32: PHOTO, "bb" * 32: FILM, "b" * 20 + "c" * 44: PHOTO}


def test_items_as_a_screen_is_told_of_them() -> None:
    notice = Notice(id="n", title=Text("N", "N"), blocks={}, term=Term(datetime(2026, 12, 1)))
    playlist = Playlist(
        id="p", name=Text("P", "P"),
        items=(
            PlaylistItem(media="a" * 12, seconds=7, fit="cover", sound=True),
            PlaylistItem(media="b" * 21, sound=True),
            PlaylistItem(media="b" * 12),
            PlaylistItem(media="c" * 12),
            PlaylistItem(notice="n"),
            PlaylistItem(notice="gone"),
            PlaylistItem(slide="hours", agency="civil", seconds=9),
            PlaylistItem(media="a" * 12),
        ),
    )  # fmt: skip
    found = items(playlist, {"n": notice}, MEDIA, METRO)
    assert [(one.id, one.kind, one.seconds, one.sound) for one in found] == [
        ("media:aaaaaaaaaaaa", "image", 7, False),
        ("media:bbbbbbbbbbbb", "video", 31.5, True),
        ("notice:n", "notice", 12, False),
        ("slide:hours:civil", "slide", 9, False),
        ("media:aaaaaaaaaaaa#2", "image", 12, False),
    ]
    assert found[2].since == moment(datetime(2026, 12, 1), METRO) and found[2].until is None


def test_what_people_call_an_item() -> None:
    notices = {"n": Notice(id="n", title=Text("Libur", "Shut"), blocks={})}
    names = {"aa" * 32: "foto.jpg"}
    for id, told in {
        "notice:n#2": "Libur",
        "notice:gone": "notice:gone",
        "slide:hours:civil": "Salindia: jam buka civil",
        "slide:x": "slide:x",
        "media:aaaaaaaaaaaa": "foto.jpg",
        "media:cccccccccccc": "cccccccccccc",
        "?": "?",
    }.items():
        assert item_words(id, notices, names).id == told
