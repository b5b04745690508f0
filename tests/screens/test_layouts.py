"""Sizes by distance, ready layouts, themes, and when screens are dark."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.config import indonesian
from signage.errors import ConfigError
from signage.queueing.hours import Span, Week
from signage.screens.contrast import ratio, weak_pairs
from signage.screens.dark import dark_spans
from signage.screens.fitting import fits, fitting_faults
from signage.screens.layouts import Layout, Region, layout_faults
from signage.screens.legibility import letters, short_side, sizes
from signage.screens.ready import READY
from signage.screens.settings import Facts, Screens, Settings, Waking
from signage.screens.themes import THEMES
from tests.halls import SMALL, small

JAKARTA = ZoneInfo("Asia/Jakarta")
HOUR = 3_600_000


def test_the_letters_of_the_standards() -> None:
    assert letters(4.57) == pytest.approx((51, 26.6, 18.28), abs=0.1)
    assert letters(4.57 + 0.305)[0] == pytest.approx(54.2)
    assert letters(10) == pytest.approx((51 + 3.2 * 5430 / 305, 58.2, 40), abs=0.1)
    assert letters(1)[0] == 51


def test_a_screen_of_55_inches_is_685_mm_high() -> None:
    assert short_side(55) == pytest.approx(684.9, abs=0.5)


@given(st.floats(7, 200), st.floats(0.5, 60), st.floats(1.01, 3))
def test_a_larger_screen_needs_smaller_parts_and_a_farther_seat_larger_ones(
    diagonal: float, distance: float, more: float
) -> None:
    usual = sizes(diagonal, distance)
    assert sizes(diagonal * more, distance).number < usual.number
    assert sizes(diagonal, distance * more).text > usual.text
    assert usual.agency == usual.counter > usual.text


@pytest.mark.parametrize("layout", READY.values(), ids=lambda one: f"{one.id}-{one.orientation}")
def test_every_ready_layout_is_whole_and_readable_from_the_usual_seat(layout: Layout) -> None:
    assert list(layout_faults(layout)) == []
    usual = Settings()
    assert list(fitting_faults(layout, sizes(usual.diagonal, usual.distance))) == []


def test_what_can_not_be_read_is_said_of_each_region() -> None:
    told = list(fitting_faults(READY["classic", "landscape"], sizes(32, 15)))
    assert {fault.region for fault in told} >= {"board", "waits", "header"}
    assert all("kotak" in fault.what.id and "cells" in fault.what.en for fault in told)


@given(st.floats(7, 200), st.floats(0.5, 60))
def test_what_fits_fits_from_nearer_too(diagonal: float, distance: float) -> None:
    for region in READY["all", "landscape"].regions:
        if fits(region, sizes(diagonal, distance)):
            assert fits(region, sizes(diagonal, distance / 2))


def _faults(*regions: Region, calls: str = "board") -> list[str]:
    layout = replace(READY["classic", "landscape"], regions=regions, calls=calls)  # type: ignore[arg-type]
    return [fault.what.en for fault in layout_faults(layout)]


def test_a_layout_that_makes_no_sense_is_told_why() -> None:
    status = Region(kind="status", x=0, y=17, w=32, h=1)
    board = Region(kind="board", x=0, y=0, w=32, h=17)
    assert _faults(status, board) == []
    assert "status line" in _faults(board)[0]
    assert "Calls have no place" in _faults(status)[0]
    assert _faults(status, calls="banner") == []
    assert "leaves the grid" in _faults(status, replace(board, w=33))[0]
    assert "leaves the grid" in _faults(status, replace(board, h=0))[0]
    assert "covers" in _faults(status, replace(board, h=18))[0]
    media = replace(board, kind="media", h=3)
    assert "twice" in _faults(status, board, board)[0]
    assert "covers" in _faults(status, board, media)[0]


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda one: one.id)
def test_our_themes_can_be_read(theme) -> None:  # type: ignore[no-untyped-def]
    assert list(weak_pairs(theme.tokens)) == []


def test_a_weak_pair_is_told_with_its_ratio() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    tokens = {**THEMES["malam"].tokens, "soft": "#27527c"}
    told = [weak.what for weak in weak_pairs(tokens)]
    assert told[0].en.startswith("soft on ground has a contrast of 2.")
    assert "berkontras 2," in told[0].id


def test_a_screen_is_set_by_itself_then_its_zone_then_the_mall() -> None:
    screens = Screens(zones={"a": Facts(layout="media", distance=8)})
    own = Facts(theme="siang", distance=12)
    assert screens.settings("b") == Settings()
    assert screens.settings("a") == Settings(layout="media", distance=8)
    assert screens.settings("a", own) == Settings(layout="media", theme="siang", distance=12)
    assert screens.settings("a", Facts(layout="gone", theme="gone")) == screens.settings("a")


def test_a_page_may_choose_by_how_it_stands() -> None:
    screens = Screens()
    both = screens.layouts(Settings(layout="media"))
    assert [one.orientation for one in both] == ["landscape", "portrait"]
    (only,) = screens.layouts(Settings(layout="media", orientation="portrait"))
    assert only.orientation == "portrait"


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=JAKARTA).timestamp() * 1000)


def local(moment: int) -> str:
    return datetime.fromtimestamp(moment / 1000, JAKARTA).strftime("%a %H:%M")


WEEK = Week((*((Span(480, 930),),) * 5, (), ()))


def _mall(date: str) -> tuple[Span, ...]:
    return WEEK.days[datetime.fromisoformat(date).weekday()]


def test_screens_are_dark_while_the_mall_is_shut() -> None:
    waking = Waking(hours="hours", before=30, after=60)
    friday = dark_spans(waking, _mall, at("2026-11-27T12:00"), JAKARTA, hours=72)
    assert [(local(a), local(b)) for a, b in friday] == [("Fri 16:30", "Mon 07:30")]
    assert dark_spans(Waking(), _mall, at("2026-11-27T12:00"), JAKARTA) == ()
    night = dark_spans(waking, _mall, at("2026-11-26T03:00"), JAKARTA)
    assert [(local(a), local(b)) for a, b in night] == [
        ("Thu 03:00", "Thu 07:30"), ("Thu 16:30", "Fri 07:30"),
    ]  # fmt: skip


def test_hours_of_their_own_and_a_hall_that_never_shuts() -> None:
    own = Waking(hours=Week((((Span(420, 1440),)),) * 7), before=0, after=0)
    found = dark_spans(own, _mall, at("2026-11-26T12:00"), JAKARTA, hours=24)
    assert [(local(a), local(b)) for a, b in found] == [("Fri 00:00", "Fri 07:00")]
    always = Waking(hours="hours")
    assert dark_spans(always, lambda _: (Span(0, 1440),), at("2026-11-26T12:00"), JAKARTA) == ()


@given(st.integers(0, 14 * 24 * 60), st.integers(0, 240), st.integers(0, 240))
def test_every_minute_is_dark_or_bright_as_the_hours_say(
    minute: int, before: int, after: int
) -> None:
    start = at("2026-11-23T00:00") + minute * 60_000
    waking = Waking(hours="hours", before=before, after=after)
    spans = dark_spans(waking, _mall, start, JAKARTA, hours=24)
    for ahead in range(0, 24, 5):
        moment = start + ahead * HOUR
        wall = datetime.fromtimestamp(moment / 1000, UTC).astimezone(JAKARTA)
        now = wall.hour * 60 + wall.minute
        bright = any(
            span.start - before <= now + day * 1440 < span.end + after
            for day in (-1, 0, 1)
            for span in WEEK.days[(wall.weekday() - day) % 7]
        )
        assert any(a <= moment < b for a, b in spans) is not bright


REGION = '{{ kind = "status", x = 0, y = {}, w = {}, h = 1 }}'
OWN = f"""
[[layouts]]
id = "lobby"
name = "Lobby"
calls = "banner"
regions = [
  {REGION.format(17, 32)},
  {{ kind = "clock", x = 0, y = 0, w = 9, h = 3, date = false }},
  {{ kind = "last", x = 0, y = 3, w = 9, h = 9, most = 3 }},
  {{ kind = "directory", x = 9, y = 3, w = 9, h = 9, agencies = ["civil"] }},
]
turned = [{REGION.format(31, 18)}]
"""


def test_a_layout_of_the_malls_own_may_stand_both_ways_and_have_options() -> None:
    screens = small(SMALL + OWN).screens
    both = screens.layouts(Settings(layout="lobby"))
    assert [one.orientation for one in both] == ["landscape", "portrait"]
    assert [r.options for r in both[0].regions] == [
        {}, {"date": False}, {"most": 3}, {"agencies": ("civil",)}
    ]  # fmt: skip
    (upright,) = screens.layouts(Settings(layout="lobby", orientation="portrait"))
    assert upright is both[1] and upright.calls == "banner"
    one_way = small(SMALL + OWN.replace(f"turned = [{REGION.format(31, 18)}]", "")).screens
    for way in ("auto", "portrait", "landscape"):
        (only,) = one_way.layouts(Settings(layout="lobby", orientation=way))
        assert only.orientation == "landscape", "it is shown as it is"


@pytest.mark.parametrize(
    ("was", "is_", "key", "told"),
    [
        ("y = 17, w = 32, h = 1 }", "y = 17, w = 32, h = 1, most = 3 }", "regions.most",
         "“most” hanya untuk bidang “last”"),
        ('"civil"', '"civill"', "regions.agencies", "maksudnya “civil”"),
        ("most = 3", "most = 0", "regions.most", "paling kecil 1"),
        ("most = 3", "most = 2000000000", "regions.most", "paling besar 20"),
        ("date = false", 'date = "no"', "regions.date", "true atau false"),
        ("y = 31, w = 18", "y = 30, w = 32", "turned", "keluar dari kisi 18 × 32"),
        ('turned = [{ kind = "status"', 'turned = [{ kind = "ticker"', "turned",
         "Baris keadaan tidak ada"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_one_is_told(was: str, is_: str, key: str, told: str) -> None:
    assert was in OWN
    with pytest.raises(ConfigError) as caught:
        small(SMALL + OWN.replace(was, is_))
    fault = caught.value.faults[0]
    assert fault.key == f"layouts.{key}"
    assert told in indonesian.told(fault.problem).id
