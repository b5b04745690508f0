"""The hall's time: it never falls, durations don't jump, and an old call never looks new."""

from __future__ import annotations

from datetime import timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from signage.clock import STALE, Clock
from tests.halls import NOON, Hands

HOUR = 3_600_000
JAKARTA = timezone(timedelta(hours=7))


def test_a_moment_has_the_malls_calendar() -> None:
    hands = Hands()
    now = Clock(JAKARTA, wall=hands.wall, steady=hands.steady).now()
    assert (now.date, now.weekday, now.minute) == ("2026-11-26", 3, 12 * 60)
    assert now.business_date == "2026-11-26"
    assert not now.doubtful


def test_the_business_day_turns_at_three() -> None:
    hands = Hands()
    clock = Clock(JAKARTA, wall=hands.wall, steady=hands.steady)
    hands.pass_(14 * HOUR + 59 * 60_000)
    assert (clock.now().date, clock.now().business_date) == ("2026-11-27", "2026-11-26")
    hands.pass_(60_000)
    assert clock.now().business_date == "2026-11-27"


def test_a_wall_clock_that_goes_back_is_doubtful_and_time_goes_on() -> None:
    hands = Hands()
    clock = hands.clock()
    before = clock.now()
    hands.at -= HOUR
    hands.tick += 5_000
    now = clock.now()
    assert now.doubtful
    assert (now.at - before.at, now.tick - before.tick) == (5_000, 5_000)


def test_a_jump_forward_is_no_duration() -> None:
    hands = Hands()
    clock = hands.clock()
    before = clock.now()
    hands.at += 10 * HOUR
    hands.tick += 1_000
    assert clock.now().tick - before.tick == 1_000
    assert clock.stepped()
    assert not clock.stepped()


def test_a_restart_goes_on_by_the_wall() -> None:
    hands = Hands(steady=50)
    clock = hands.clock()
    clock.resume(NOON - 4_000, 777, rebooted=False)
    assert clock.now().tick == 777 + 4_000


def test_after_a_reboot_an_old_call_is_old_whatever_the_wall_says() -> None:
    clock = Hands(steady=50).clock()
    clock.resume(NOON - 4_000, 777, rebooted=True)
    assert clock.now().tick >= 777 + STALE


def test_a_start_in_1970_is_doubtful_and_stays_after_the_last_event() -> None:
    clock = Hands(wall=86_400_000, steady=50).clock()
    clock.resume(NOON, 777, rebooted=False)
    now = clock.now()
    assert now.doubtful
    assert now.at >= NOON
    assert now.tick >= 777 + STALE


def test_the_offset_is_in_minutes() -> None:
    hands = Hands()
    assert Clock(JAKARTA, wall=hands.wall, steady=hands.steady).utc_offset == 420


steps = st.lists(
    st.tuples(st.integers(-20 * HOUR, 20 * HOUR), st.integers(0, HOUR)), min_size=1, max_size=20
)


@given(steps)
def test_neither_count_ever_falls(moves: list[tuple[int, int]]) -> None:
    hands = Hands(wall=NOON)
    clock = hands.clock()
    last = clock.now()
    for jump, passed in moves:
        hands.at = max(0, hands.at + jump + passed)
        hands.tick += passed
        now = clock.now()
        assert now.at >= last.at
        assert now.tick - last.tick == passed
        last = now
