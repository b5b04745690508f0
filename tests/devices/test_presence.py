"""Which screens are there: what they painted, who has fallen silent, and which page speaks."""

from __future__ import annotations

import pytest

from signage.devices.presence import GONE, Presence, Report
from tests.halls import Hands


class There:
    """A presence, its clock, and the zones that were told of."""

    def __init__(self) -> None:
        self.hands = Hands()
        self.told: list[str] = []
        self.presence = Presence(self.hands.steady, self.told.append)

    def page(self, name: str = "", sound: str = "ready", screen: str = "screen-hall") -> int:
        page = self.presence.join(screen, screen.removeprefix("screen-"))
        self.presence.beat(page, sound, name)  # type: ignore[arg-type]
        return page

    def news(self) -> list[str]:
        told, self.told[:] = list(self.told), []
        return told


@pytest.fixture
def there() -> There:
    return There()


def test_two_pages_of_one_screen_are_two(there: There) -> None:
    one, two = there.page("a"), there.page("b")
    there.page("c", screen="screen-ballroom")
    assert there.presence.proof("hall", 1) == (0, 2)
    there.presence.shown(one, 5)
    assert there.presence.proof("hall", 5) == (1, 2)
    there.presence.shown(two, 7)
    assert (there.presence.proof("hall", 5), there.presence.proof("hall", 6)) == ((2, 2), (1, 2))
    there.presence.shown(two, 3)  # late news is no news
    assert there.presence.proof("hall", 7) == (1, 2)
    there.presence.leave(one)
    assert there.presence.proof("hall", 5) == (1, 1)
    assert there.presence.zone(one) is there.presence.name(one) is None


def test_who_says_nothing_for_15_s_is_gone(there: There) -> None:
    page = there.page("a")
    there.hands.pass_(GONE)
    assert there.presence.proof("hall", 0) == (1, 1)
    there.hands.pass_(1)
    assert there.presence.proof("hall", 0) == (0, 0)
    assert there.presence.speaker("hall") is None
    assert [screen.age for screen in there.presence.health()] == [15.0]
    there.presence.shown(page, 1)
    assert there.presence.proof("hall", 1) == (1, 1)


def test_what_changes_is_told_once(there: There) -> None:
    page = there.page("a")
    assert there.news() == ["hall", "hall"]  # came; its sound is ready
    there.presence.beat(page, "ready", "a")
    there.presence.shown(page, 0)
    assert there.news() == []
    there.presence.shown(page, 4)
    there.presence.beat(page, "blocked", "a")
    assert there.news() == ["hall", "hall"]
    there.presence.sweep()
    assert there.news() == []
    there.hands.pass_(GONE + 1)
    there.presence.sweep()
    there.presence.sweep()
    assert there.news() == ["hall"]
    there.presence.beat(page, "blocked", "a")
    assert there.news() == ["hall"]  # it is back
    there.presence.leave(page)
    there.presence.leave(page)
    assert there.news() == ["hall"]


def test_news_of_a_page_that_is_not_there_is_no_news(there: There) -> None:
    there.presence.shown(7, 1)
    there.presence.beat(7, "ready", "a")
    there.presence.leave(7)
    assert (there.news(), there.presence.health()) == ([], ())


def test_a_page_whose_sound_is_ready_speaks(there: There) -> None:
    assert there.presence.speaker("hall") is None
    blocked = there.page("a", "blocked")
    there.page("b", "missing")
    assert there.presence.speaker("hall") == blocked
    ready = there.page("c")
    assert there.presence.speaker("hall") == ready
    there.page("d", screen="screen-ballroom")
    assert there.presence.speaker("hall") == ready
    there.presence.leave(ready)
    assert there.presence.speaker("hall") == blocked
    there.presence.leave(blocked)
    assert there.presence.speaker("hall") is None  # one without sound speaks never


def test_a_lease_stays_with_a_page_that_is_fine(there: There) -> None:
    first, second = there.page("a", "blocked"), there.page("b")
    assert there.presence.speaker("hall", None) == second
    there.presence.beat(first, "ready", "a")
    assert there.presence.speaker("hall", "b") == second
    assert there.presence.speaker("hall", None) == first  # the control: by age it would hop
    there.presence.beat(second, "blocked", "b")
    assert there.presence.speaker("hall", "b") == first
    there.presence.beat(second, "ready", "b")
    assert there.presence.speaker("hall", "a") == first
    there.presence.leave(first)
    assert there.presence.speaker("hall", "a") == second


def test_a_page_without_a_name_gets_one(there: There) -> None:
    page = there.page()
    assert there.presence.name(page) == f"screen-hall-{page}"
    there.presence.beat(page, "ready", "mine")
    there.presence.beat(page, "ready", "")
    assert there.presence.name(page) == "mine"


def test_a_page_with_a_new_socket_beside_a_dead_one_is_one_page(there: There) -> None:
    dead = there.page("a")
    there.presence.shown(dead, 9)
    there.news()
    back = there.page("a")
    assert there.presence.proof("hall", 9) == (1, 1)
    assert there.presence.speaker("hall", "a") == back
    assert there.presence.zone(dead) is None
    assert "hall" in there.news()
    other = there.page("a", screen="screen-ballroom")  # another screen's page is another page
    assert there.presence.zone(back) == "hall"
    assert there.presence.zone(other) == "ballroom"


def test_the_floor_sees_every_page(there: There) -> None:
    page = there.page("a", "blocked")
    there.presence.shown(page, 3)
    there.hands.pass_(2500)
    health = there.presence.health()[0]
    assert (health.screen, health.zone, health.shown) == ("screen-hall", "hall", 3)
    assert (health.sound, health.age) == ("blocked", 2.5)


def test_a_zones_sound_is_the_best_of_its_pages() -> None:
    there = There()
    assert there.presence.sound("hall") is None
    pages = []
    for sound in ("missing", "blocked", "unknown", "ready"):
        pages.append(there.page(sound, sound))
        assert there.presence.sound("hall") == sound
    there.page("elsewhere", "ready", "screen-ballroom")
    there.presence.leave(pages.pop())
    there.presence.leave(pages.pop())
    assert there.presence.sound("hall") == "blocked"
    there.hands.pass_(GONE + 100)
    assert there.presence.sound("hall") is None


# ---- what is painted


def _beat(there: There, page: int, painted: int, **more: object) -> None:
    report = Report(painted=painted, version="v", **more)  # type: ignore[arg-type]
    there.presence.beat(page, "ready", "a", report)


def _states(there: There) -> list[str]:
    there.presence.sweep()
    return [there.presence.state(page) for page in there.presence.pages()]


def test_a_page_that_stops_beating_hangs_within_15_s(there: There) -> None:
    page = there.page("a")
    there.news()
    seconds = 0
    while _states(there) == ["well"]:
        there.hands.pass_(1000)
        seconds += 1
    assert 10 < seconds < 15 and there.news() == ["hall"]
    _beat(there, page, 0)
    assert _states(there) == ["well"] and there.news() == ["hall"]


def test_a_page_that_beats_and_paints_nothing_new_hangs_within_15_s(there: There) -> None:
    page, other = there.page("a"), there.page("b", screen="screen-ballroom")
    _beat(there, page, 7)
    there.presence.drawn(["zone/hall", "floor"], 8)
    for second in range(1, 16):
        there.hands.pass_(1000)
        if second % 5 == 0:
            _beat(there, page, 7)
            _beat(there, other, 3)
        if _states(there)[0] == "hung":
            break
    assert 10 < second < 15
    assert _states(there) == ["hung", "well"]  # nothing was drawn for the other zone
    _beat(there, page, 8)
    assert _states(there)[0] == "well"


def test_a_page_that_keeps_up_with_a_busy_hall_is_well(there: There) -> None:
    page = there.page("a")
    for seq in range(1, 60):
        there.presence.drawn(["zone/hall"], seq)
        there.hands.pass_(1000)
        if seq % 10 == 0:  # what was drawn in the last second is still on its way
            _beat(there, page, seq - 1)
        assert _states(there) == ["well"], seq


def test_a_page_that_joins_must_paint_what_it_gets_first(there: There) -> None:
    there.presence.drawn(["zone/hall"], 8)
    page = there.page("a")
    for _ in range(3):
        there.hands.pass_(5000)
        _beat(there, page, 0)
    assert _states(there) == ["hung"]


def test_one_that_never_names_what_it_painted_is_not_held_to_it(there: There) -> None:
    page = there.page("a")
    there.presence.drawn(["zone/hall"], 8)
    for _ in range(4):
        there.hands.pass_(10_000)
        there.presence.beat(page, "ready", "a", Report())
        assert _states(there) == ["well"]


def test_a_page_behind_other_windows_may_be_slow(there: There) -> None:
    page = there.presence.join("counter-1", "", topic="counter/1", address="192.0.2.5")
    _beat(there, page, 1, hidden=True)
    there.hands.pass_(60_000)
    assert _states(there) == ["well"]
    there.hands.pass_(100_000)
    assert _states(there) == ["hung"]


def test_a_counters_page_is_no_screen(there: There) -> None:
    there.presence.join("counter-1", "", topic="counter/1")
    assert there.presence.health() == () and there.presence.proof("hall", 0) == (0, 0)
    assert there.presence.sound("hall") is None


def test_a_screen_without_sound_is_muted_where_screens_speak(there: There) -> None:
    there.page("a", "blocked")
    assert _states(there) == ["muted"]
    assert [screen.state for screen in there.presence.health()] == ["muted"]
    there.presence.speaks = lambda zone: False
    assert _states(there) == ["well"]
