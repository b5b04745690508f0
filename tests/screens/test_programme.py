"""What plays when: a table of moments, and the laws, held against a scan minute by minute."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signage.queueing.hall import Text
from signage.queueing.hours import Span
from signage.screens.notices import Notice, Term, Ticker
from signage.screens.programme import Playing, Rules, meeting, next_change, program, spans
from signage.screens.schedules import Dates, Places, Schedule, ScreenPlace, clock, moment

METRO = ZoneInfo("Asia/Jakarta")
BERLIN = ZoneInfo("Europe/Berlin")
DOOR = ScreenPlace(id="d1", name="Pintu", zone="hall-a", layout="directory")
HALL = ScreenPlace(id="d2", name="Aula A", zone="hall-a")
BALL = ScreenPlace(id="d3", name="Balai", zone="ballroom", layout="ballroom")
SCREENS = {"door": DOOR, "hall": HALL, "ball": BALL}
MINUTE = 60_000


def _dates(first: str, last: str) -> tuple[Dates, ...]:
    return (Dates(date.fromisoformat(first), date.fromisoformat(last)),)


DAY = Rules(
    zone=METRO,
    usual="umum",
    schedules=(
        Schedule(id="pagi", playlist="pagi", spans=(Span(7 * 60, 9 * 60),), place=0),
        Schedule(
            id="jumat", playlist="jumat", days=(4,), spans=(Span(11 * 60, 13 * 60),), place=1
        ),
        Schedule(
            id="pintu", playlist="arah", where=Places(screens=("Pintu",)),
            spans=(Span(8 * 60, 10 * 60),), place=2,
        ),
        Schedule(
            id="pameran", playlist="pameran", where=Places(zones=("ballroom",)), priority=5,
            dates=_dates("2026-11-27", "2026-11-28"), spans=(Span(19 * 60, 26 * 60),), place=3,
        ),
        Schedule(
            id="natal", playlist="natal", since=datetime(2026, 11, 29),
            until=datetime(2026, 12, 27), place=4,
        ),
        Schedule(id="papan", playlist="papan", where=Places(layouts=("directory",)), place=5),
    ),
)  # fmt: skip

TABLE = """
                    door     hall     ball
2026-11-26 06:59    papan    umum     umum
2026-11-26 07:00    papan    pagi     pagi
2026-11-26 08:00    arah     pagi     pagi
2026-11-26 09:00    arah     umum     umum
2026-11-26 09:59    arah     umum     umum
2026-11-26 10:00    papan    umum     umum
2026-11-27 10:59    papan    umum     umum
2026-11-27 11:00    papan    jumat    jumat
2026-11-27 13:00    papan    umum     umum
2026-11-27 18:59    papan    umum     umum
2026-11-27 19:00    papan    umum     pameran
2026-11-28 01:59    papan    umum     pameran
2026-11-28 02:00    papan    umum     umum
2026-11-28 23:59    papan    umum     pameran
2026-11-29 00:00    papan    natal    pameran
2026-11-29 01:59    papan    natal    pameran
2026-11-29 02:00    papan    natal    natal
2026-11-29 08:00    arah     natal    natal
2026-12-04 11:30    papan    natal    natal
2026-12-26 23:59    papan    natal    natal
2026-12-27 00:00    papan    umum     umum
2026-12-27 19:00    papan    umum     umum
"""


def _at(told: str, zone: ZoneInfo = METRO) -> int:
    return moment(datetime.fromisoformat(told), zone)


def test_a_day_s_programme_looked_up_against_a_table() -> None:
    head, *rows = TABLE.strip("\n").splitlines()
    for row in rows:
        day, hour, *wanted = row.split()
        at = _at(f"{day} {hour}")
        found = [program(SCREENS[name], DAY, at).playlist for name in head.split()]
        assert found == wanted, row


def test_why_it_plays_and_what_would_play_without_it() -> None:
    at = _at("2026-11-29 08:30")
    assert program(DOOR, DAY, at) == Playing(
        "arah", "pintu", "narrower", ("papan", "natal", "pagi")
    )
    at = _at("2026-11-29 01:00")
    assert program(BALL, DAY, at) == Playing("pameran", "pameran", "priority", ("natal",))
    assert program(HALL, DAY, _at("2026-11-26 12:00")) == Playing("umum", None, "usual")
    assert program(HALL, Rules(zone=METRO), 0) == Playing(None, None, "nothing")
    two = (Schedule(id="a", playlist="a", place=0), Schedule(id="b", playlist="b", place=1))
    assert program(HALL, Rules(zone=METRO, schedules=two), 0) == Playing("b", "b", "later", ("a",))
    one = Rules(zone=METRO, schedules=two[:1])
    assert program(HALL, one, 0) == Playing("a", "a", "only")
    assert next_change(HALL, one, 0) is None
    assert [(s.since, s.until) for s in spans(HALL, one, 5)] == [(5, None)]


def test_the_spans_of_a_night() -> None:
    found = spans(BALL, DAY, _at("2026-11-28 22:00"), hours=12)
    told = [
        (f"{clock(span.since, METRO):%d %H:%M}", span.playing.playlist, span.playing.why)
        for span in found
    ]
    assert told == [
        ("28 22:00", "pameran", "only"),
        ("29 00:00", "pameran", "priority"),
        ("29 02:00", "natal", "only"),
        ("29 07:00", "natal", "narrower"),
        ("29 09:00", "natal", "only"),
    ]
    assert found[-1].until == _at("2026-11-30 07:00")


def test_a_notice_and_a_ticker_that_come_and_go_are_changes() -> None:
    rules = Rules(
        zone=METRO,
        notices={
            "n": Notice(
                id="n", title=Text("a", "a"), blocks={},
                term=Term(datetime(2027, 1, 1, 8), datetime(2027, 2, 28)),
            )
        },
        tickers=(
            Ticker(text=Text("a", "a"), term=Term(until=datetime(2027, 1, 31, 23, 59))),
            Ticker(
                text=Text("b", "b"), where=Places(zones=("ballroom",)),
                term=Term(until=datetime(2026, 12, 31)),
            ),
        ),
    )  # fmt: skip
    at, found = _at("2026-11-26 12:00"), []
    while (at := next_change(HALL, rules, at) or 0) > 0:
        found.append(f"{clock(at, METRO):%Y-%m-%d %H:%M}")
    assert found == ["2027-01-01 08:00", "2027-01-31 23:59", "2027-02-28 00:00"]
    first = next_change(BALL, rules, _at("2026-11-26 12:00"))
    assert first == _at("2026-12-31 00:00")


def test_a_clock_that_jumps() -> None:
    """In Berlin the hour from two is left out in March, and comes twice in October."""
    night = Schedule(id="n", playlist="n", spans=(Span(2 * 60, 2 * 60 + 30),))
    rules = Rules(zone=BERLIN, schedules=(night,))
    assert next_change(HALL, rules, _at("2026-03-29 01:00", BERLIN)) == _at(
        "2026-03-30 02:00", BERLIN
    )
    found = spans(HALL, rules, _at("2026-10-25 01:00", BERLIN), hours=4)
    assert [span.playing.playlist for span in found] == [None, "n", None, "n", None]
    half = MINUTE * 30
    assert [b.since - a.since for a, b in itertools.pairwise(found[1:])] == [half] * 3
    over = Schedule(id="o", playlist="o", spans=(Span(22 * 60, 24 * 60 + 150),))
    change = next_change(
        HALL, Rules(zone=BERLIN, schedules=(over,)), _at("2026-03-28 23:00", BERLIN)
    )
    assert change == _at("2026-03-29 03:00", BERLIN), "at the jump: half past two never comes"


def test_when_two_meet() -> None:
    by_id = {schedule.id: schedule for schedule in DAY.schedules}
    at = _at("2026-11-26 08:30")
    assert meeting(by_id["pagi"], by_id["jumat"], DAY, at) is None
    assert meeting(by_id["pagi"], by_id["pintu"], DAY, at) == (at, _at("2026-11-26 09:00"))
    assert meeting(by_id["natal"], by_id["jumat"], DAY, at) == (
        _at("2026-12-04 11:00"), _at("2026-12-04 13:00"),
    )  # fmt: skip
    assert meeting(by_id["papan"], Schedule(id="x", playlist="x"), DAY, at) == (at, None)


# ---- laws

ZONES = [METRO, BERLIN, ZoneInfo("America/Santiago"), ZoneInfo("Australia/Lord_Howe")]
STARTS = [
    "2026-12-30 21:00", "2027-02-27 22:10", "2028-02-28 23:00", "2026-03-28 12:00",
    "2026-10-24 13:30", "2026-09-05 20:00", "2026-04-04 20:00", "2026-10-03 18:00",
]  # fmt: skip
MINUTES = st.integers(0, 95).map(lambda quarter: quarter * 15)


@st.composite
def _schedule(draw: st.DrawFn, start: datetime) -> Schedule:
    days = st.integers(-2, 3).map(lambda ahead: start.date() + timedelta(days=ahead))
    begin, length = draw(MINUTES), draw(st.integers(1, 60)) * 15
    first, long = draw(days), draw(st.integers(0, 2))
    dated, houred = draw(st.booleans()), draw(st.booleans())
    walls = st.none() | st.builds(
        lambda day, minute: datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute),
        days, MINUTES,
    )  # fmt: skip
    return Schedule(
        id="",
        playlist=draw(st.sampled_from("pqr")),
        where=Places(
            screens=draw(st.sampled_from([(), (), ("d2",)])),
            zones=draw(st.sampled_from([(), ("hall-a",)])),
        ),
        dates=(Dates(first, first + timedelta(days=long)),) if dated else (),
        days=tuple(draw(st.sets(st.integers(0, 6), max_size=3))),
        spans=(Span(begin, begin + length),) if houred else (),
        priority=draw(st.integers(0, 1)),
        since=draw(walls),
        until=draw(walls),
    )


@st.composite
def _rules(draw: st.DrawFn) -> tuple[Rules, int]:
    zone, start = (
        draw(st.sampled_from(ZONES)),
        datetime.fromisoformat(draw(st.sampled_from(STARTS))),
    )
    found = draw(st.lists(_schedule(start), max_size=4))
    numbered = (
        Schedule(
            **{f: getattr(s, f) for f in Schedule.__dataclass_fields__} | {"id": str(i), "place": i}
        )
        for i, s in enumerate(found)
    )
    ends = draw(st.lists(_schedule(start), max_size=1))
    notices = {
        str(i): Notice(id=str(i), title=Text("", ""), blocks={}, term=Term(s.since, s.until))
        for i, s in enumerate(ends)
    }
    rules = Rules(zone=zone, usual="u", schedules=tuple(numbered), notices=notices)
    return rules, moment(start, zone)


def _seen(rules: Rules, at: int) -> tuple[object, ...]:
    playing = program(HALL, rules, at)
    valid = tuple(notice.term.holds(at, rules.zone) for notice in rules.notices.values())
    return playing.playlist, playing.schedule, valid


@settings(max_examples=60, deadline=None)
@given(_rules())
def test_next_change_is_the_first_moment_that_a_scan_finds(drawn: tuple[Rules, int]) -> None:
    rules, at = drawn
    for start in (at, at + 60 * MINUTE - 1):
        now, change = _seen(rules, start), next_change(HALL, rules, start)
        scanned = (
            one
            for one in range(start, start + 30 * 60 * MINUTE, MINUTE)
            if _seen(rules, one) != now
        )
        found = next(scanned, None)
        if found is not None:
            assert change is not None and found - MINUTE < change <= found
            assert _seen(rules, change) != now and _seen(rules, change - 1) == now
        else:
            assert change is None or change >= start + 30 * 60 * MINUTE - MINUTE


@settings(max_examples=40, deadline=None)
@given(_rules())
def test_spans_have_no_gap_and_are_the_programme_at_every_moment(
    drawn: tuple[Rules, int],
) -> None:
    rules, at = drawn
    found = spans(HALL, rules, at)
    assert found[0].since == at
    assert all(one.until == two.since for one, two in itertools.pairwise(found))
    last = found[-1].until
    assert last is None or last >= at + 36 * 60 * MINUTE
    for one in range(at, at + 36 * 60 * MINUTE, 5 * MINUTE):
        span = next(s for s in found if s.since <= one and (s.until is None or one < s.until))
        assert span.playing == program(HALL, rules, one)


@settings(max_examples=40, deadline=None)
@given(_rules(), st.randoms(use_true_random=False))
def test_only_the_stated_tie_minds_the_order_of_the_file(
    drawn: tuple[Rules, int], chance: object
) -> None:
    rules, at = drawn
    mixed = list(rules.schedules)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    again = Rules(
        zone=rules.zone, usual="u",
        schedules=tuple(
            Schedule(**{f: getattr(s, f) for f in Schedule.__dataclass_fields__} | {"place": i})
            for i, s in enumerate(mixed)
        ),
    )  # fmt: skip
    for hour in range(0, 36, 3):
        one, other = (program(HALL, r, at + hour * 60 * MINUTE) for r in (rules, again))
        if one.schedule != other.schedule:
            assert one.why == other.why == "later"


def test_a_year_of_nothing_is_soon_looked_through() -> None:
    far = Schedule(id="f", playlist="f", dates=_dates("2099-12-31", "2099-12-31"))
    rules = Rules(zone=METRO, schedules=(far,))
    assert next_change(HALL, rules, _at("2026-01-01 00:00")) == _at("2099-12-31 00:00")
    assert next_change(HALL, rules, _at("2099-12-31 12:00")) == _at("2100-01-01 00:00")


@pytest.mark.parametrize("screen", [DOOR, HALL, BALL])
def test_walking_from_change_to_change_meets_every_span(screen: ScreenPlace) -> None:
    at = _at("2026-11-26 00:00")
    walked = [at]
    while (
        then := next_change(screen, DAY, walked[-1])
    ) is not None and then < at + 30 * 86_400_000:
        walked.append(then)
    found = spans(screen, DAY, at, hours=30 * 24)
    changes = [
        b.since for a, b in itertools.pairwise(found) if a.playing.schedule != b.playing.schedule
    ]
    assert walked[1:] == changes
