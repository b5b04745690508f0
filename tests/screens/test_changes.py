"""What another file does to screens, and what of it nobody will ever see, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from signage.queueing.hall import TakeoverPlan, Text
from signage.queueing.hours import Span
from signage.screens.changes import Filed, Hung, gone, on_screens
from signage.screens.layouts import Layout, Region
from signage.screens.notices import Notice, Term, Ticker
from signage.screens.playlists import Playlist, PlaylistItem
from signage.screens.programme import Rules
from signage.screens.schedules import Dates, Places, Schedule, ScreenPlace, moment
from signage.screens.settings import Facts, Screens, Settings
from signage.screens.themes import THEMES, Theme

METRO = ZoneInfo("Asia/Jakarta")
AT = moment(datetime(2026, 11, 26, 12), METRO)
NOTE = Notice(id="n", title=Text("Libur", "Shut"), blocks={})
ITEMS = (PlaylistItem(notice="n"),)
LISTS = {
    "p": Playlist(id="p", name=Text("Umum", "Common"), items=ITEMS),
    "e": Playlist(id="e", name=Text("Kosong", "Empty")),
}
LOBBY = Layout(
    id="lobby", name=Text("Lobi", "Lobby"), orientation="landscape",
    regions=(Region(kind="media", x=0, y=0, w=9, h=9),),
)  # fmt: skip
SENJA = Theme(id="senja", name=Text("Senja", "Dusk"), tokens=THEMES["malam"].tokens)
SCREENS = Screens(
    usual=Settings(layout="media"), own={"lobby": LOBBY}, themes={"senja": SENJA},
    zones={"b": Facts(layout="classic")},
)  # fmt: skip
HUNG = (
    Hung(ScreenPlace(id="d1", name="Pintu", zone="a"), Facts(layout="lobby", theme="senja")),
    Hung(ScreenPlace(id="d2", name="Balai", zone="b"), Facts()),
)


def rules(*schedules: Schedule, **more: Any) -> Rules:
    made = Rules(
        zone=METRO, schedules=tuple(replace(one, place=at) for at, one in enumerate(schedules)),
        playlists=LISTS, notices={"n": NOTE},
    )  # fmt: skip
    return replace(made, **more)


OLD = Filed(SCREENS, rules())


def told(new: Filed, old: Filed = OLD) -> list[tuple[str, str, str | None, str, str]]:
    return [
        (one.kind, one.section, one.id, one.told.id, one.told.en)
        for one in on_screens(old, new, HUNG, AT)
    ]


def test_a_layout_and_a_theme_that_screens_show_are_not_taken_out_in_silence() -> None:
    without = replace(SCREENS, own={}, themes={})
    assert told(replace(OLD, screens=without)) == [
        ("shown_instead", "layouts", "lobby",
         "“Lobi” dipakai Pintu, yang lalu memakai “Media besar, panggilan di samping”.",
         "“Lobby” is used by Pintu, which would show “Large media, calls beside” instead."),
        ("shown_instead", "themes", "senja",
         "“Senja” dipakai Pintu, yang lalu memakai “Biru malam”.",
         "“Dusk” is used by Pintu, which would show “Night blue” instead."),
    ]  # fmt: skip
    settings = without.settings("a", HUNG[0].facts)
    layout, theme = gone(without, HUNG[0].facts, settings)
    assert "“lobby” yang dipilih untuk layar ini sudah tidak ada" in layout.id
    assert "shows “Night blue”" in theme.en
    assert list(gone(SCREENS, HUNG[0].facts, settings)) == []


def test_what_screens_show_and_another_of_it_are_told() -> None:
    wide = replace(LOBBY, calls="banner")
    renamed = replace(LOBBY, name=Text("Lobi 2", "Lobby 2"))
    assert told(replace(OLD, screens=replace(SCREENS, own={"lobby": renamed}))) == []
    ((kind, section, id, said, _),) = told(
        replace(OLD, screens=replace(SCREENS, own={"lobby": wide}))
    )
    assert (kind, section, id) == ("screens_turn", "layouts", "lobby")
    assert said == "Pintu langsung tampil dengan “Lobi” yang baru."
    always = Schedule(id="s", playlist="p")
    old, short = Filed(SCREENS, rules(always)), replace(LISTS["p"], items=(ITEMS * 2))
    new = Filed(SCREENS, rules(always, playlists={**LISTS, "p": short}))
    ((kind, _, id, said, _),) = told(new, old)
    assert (kind, id) == ("playing_turns", "p") and "sedang tayang di Pintu, Balai" in said
    notes = {"n": replace(NOTE, title=Text("x", "x"))}
    assert [one[0] for one in told(Filed(SCREENS, rules(always, notices=notes)), old)] == [
        "playing_turns"
    ]


DAY = Dates(date(2026, 12, 25), date(2026, 12, 25))
CASES: dict[str, tuple[Schedule, str]] = {
    "over": (Schedule(id="s", playlist="p", until=datetime(2026, 11, 26)), "sudah lewat"),
    "dates gone by": (
        Schedule(id="s", playlist="p", dates=(Dates(date(2026, 1, 1), date(2026, 1, 2)),)),
        "sudah lewat",
    ),
    "today, but the hours are over": (
        Schedule(
            id="s", playlist="p", dates=(Dates(date(2026, 11, 26), date(2026, 11, 26)),),
            spans=(Span(480, 600),),
        ),
        "sudah lewat",
    ),
    "a day that is none of the dates": (
        Schedule(id="s", playlist="p", dates=(DAY,), days=(0,)), "tidak pernah berlaku",
    ),
    "hours outside of its term": (
        Schedule(
            id="s", playlist="p", spans=(Span(480, 600),), since=datetime(2026, 12, 1, 12),
            until=datetime(2026, 12, 1, 13),
        ),
        "tidak pernah berlaku",
    ),
    "a leap day in no leap year": (
        Schedule(id="s", playlist="p", dates=(Dates(date(2028, 2, 29), date(2028, 2, 29)),),
                 days=(0,)),
        "tidak pernah berlaku",
    ),
    "empty": (Schedule(id="s", playlist="e"), "daftar putar “Kosong” masih kosong"),
    "no such screen": (
        Schedule(id="s", playlist="p", where=Places(zones=("a",), layouts=("classic",))),
        "tidak ada layar yang cocok",
    ),
    "no media region": (
        Schedule(id="s", playlist="p", where=Places(zones=("b",))), "Balai tidak punya bidang",
    ),
    "always below another": (
        Schedule(id="s", playlist="p", days=(4,), priority=-1), "selalu tayang “pagi”",
    ),
}  # fmt: skip
FINE = (
    Schedule(id="s", playlist="p", dates=(DAY,), days=(4,)),
    Schedule(id="s", playlist="p", spans=(Span(1320, 1500),)),
    Schedule(id="s", playlist="p", dates=(Dates(date(2028, 2, 29), date(2028, 2, 29)),)),
    Schedule(id="s", playlist="p", dates=(Dates(date(2026, 11, 25), date(2026, 11, 25)),),
             spans=(Span(1320, 1440 + 780),)),
)  # fmt: skip
ABOVE = Schedule(id="pagi", playlist="p")


@pytest.mark.parametrize("case", CASES)
def test_a_schedule_that_nobody_will_see_is_told(case: str) -> None:
    schedule, why = CASES[case]
    old, new = Filed(SCREENS, rules(ABOVE)), Filed(SCREENS, rules(ABOVE, schedule))
    (found,) = [one for one in told(new, old) if one[0] == "unseen"]
    assert found[1:3] == ("schedules", "s") and why in found[3] and found[3] != found[4]
    assert [one for one in told(new, new) if one[0] == "unseen"] == [], "what is known is not told"


@pytest.mark.parametrize("schedule", FINE)
def test_one_that_will_be_seen_is_not(schedule: Schedule) -> None:
    new = Filed(SCREENS, rules(schedule))
    assert [one for one in told(new) if one[0] == "unseen"] == []


def test_a_screen_that_nobody_has_paired_is_named() -> None:
    lost = Schedule(id="s", playlist="p", where=Places(screens=("Pintu 9",)))
    (found,) = told(Filed(SCREENS, rules(lost)))
    assert found[0] == "screen_gone" and "Pintu 9" in found[4]


def test_two_screens_of_one_name_are_told_where_a_schedule_names_it() -> None:
    twins = (HUNG[0], replace(HUNG[1], place=replace(HUNG[1].place, name="Pintu")))
    new = Filed(SCREENS, rules(Schedule(id="s", playlist="p", where=Places(screens=("Pintu",)))))
    (found,) = on_screens(OLD, new, twins, AT)
    assert found.kind == "screens_alike" and "“Pintu”" in found.told.id


def test_lines_notices_and_events_that_are_over() -> None:
    over = Term(until=datetime(2026, 11, 1))
    lines = (
        Ticker(text=Text("Lama " * 20, "Old"), term=over),
        Ticker(text=Text("Di mana", "Where"), where=Places(zones=("b",), layouts=("media",))),
        Ticker(text=Text("Tanpa", "None"), where=Places(zones=("b",))),
    )
    event = TakeoverPlan(
        id="ev", zone="b", name=Text("Rapat", "Meeting"), calls_to=(), dates=("2026-11-01",)
    )
    late = {"n": replace(NOTE, term=over)}
    found = told(Filed(SCREENS, rules(tickers=lines, notices=late), (event,)))
    whys = [one[3] for one in found if one[0] == "unseen"]
    assert [(one[1], one[2]) for one in found if one[0] == "unseen"] == [
        ("tickers", None), ("tickers", None), ("tickers", None), ("notices", "n"),
        ("takeovers", "ev"),
    ]  # fmt: skip
    for words, said in zip(
        ("sudah lewat", "tidak ada layar yang cocok", "Balai tidak punya", "Libur: ", "mulai"),
        whys, strict=True,
    ):  # fmt: skip
        assert words in said
    assert max(map(len, whys)) < 160, "a long line is cut"


def test_an_event_comes_over_a_schedule() -> None:
    event = TakeoverPlan(
        id="ev", zone="b", name=Text("Rapat", "Meeting"), calls_to=(), dates=("2026-12-25",),
        spans=(Span(540, 720),),
    )  # fmt: skip
    mornings = Schedule(id="pagi", playlist="p", spans=(Span(480, 600),))
    elsewhere = Schedule(id="a", playlist="p", where=Places(zones=("a",)))
    old = Filed(SCREENS, rules(mornings, elsewhere))
    ((kind, section, id, said, english),) = told(replace(old, events=(event,)), old)
    assert (kind, section, id) == ("overlap", "takeovers", "ev")
    assert said.startswith("Acara “Rapat” memakai Balai selagi jadwal “pagi” berlaku, pertama")
    assert "Fri 25 Dec 2026 09:00 to 10:00" in english
    by_hand = replace(event, dates=(), spans=())
    for other in (by_hand, replace(event, closed=True), replace(event, spans=(Span(720, 780),))):
        assert told(replace(old, events=(other,)), old) == []
    fresh = told(Filed(SCREENS, rules(mornings), (event,)), Filed(SCREENS, rules(), (event,)))
    assert [(one[0], one[1], one[2]) for one in fresh] == [("overlap", "schedules", "pagi")]


def test_another_order_is_told_where_only_the_order_decides() -> None:
    one, other = Schedule(id="one", playlist="p"), Schedule(id="other", playlist="e")
    first = Schedule(id="first", playlist="p", priority=5)
    old, new = Filed(SCREENS, rules(one, other, first)), Filed(SCREENS, rules(first, other, one))
    (found,) = told(new, old)
    assert found[0] == "overlap" and "Yang tayang “one”, hanya karena letaknya" in found[3]
    assert told(Filed(SCREENS, rules(one, first, other)), old) == []
