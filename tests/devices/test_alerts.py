"""Alerts: in opening hours, after their delay, once, and the news that all is well again."""

from __future__ import annotations

from signage.devices.alerts import KEPT, NEWS, Alerts, Trouble
from signage.queueing.hall import Text
from signage.queueing.shapes import DeviceState

NAME = Text("Layar Aula", "Screen Hall")


def wrong(what: DeviceState, device: str = "screen-hall") -> Trouble:
    return Trouble(device=device, kind="screen", title=NAME, place="hall", what=what, text=NAME)


class Day:
    """Seconds that pass, and what was told in them."""

    def __init__(self) -> None:
        self.alerts, self.at = Alerts(), 1_000_000
        self.told: list[tuple[int, str, bool]] = []

    def seconds(self, count: int, *troubles: Trouble, opened: bool = True) -> None:
        for _ in range(count):
            self.at += 1000
            for news in self.alerts.look(troubles, opened=opened, at=self.at):
                second = self.at // 1000 - 1000
                self.told.append((second, news.what, news.ended is not None))


def test_each_trouble_is_told_once_after_its_delay() -> None:
    for what, delay in (("hung", 1), ("muted", 4), ("trouble", 31), ("silent", 61)):
        day = Day()
        day.seconds(200, wrong(what))  # type: ignore[arg-type]
        assert day.told == [(delay, what, False)]
        assert len(day.alerts.standing) == 1


def test_a_moment_is_no_alert() -> None:
    day = Day()
    for _ in range(5):
        day.seconds(59, wrong("silent"))
        day.seconds(1)
    assert day.told == [] and day.alerts.latest() == ()


def test_that_it_is_well_again_is_told_once_when_it_holds() -> None:
    day = Day()
    day.seconds(10, wrong("hung"))
    day.seconds(3)
    day.seconds(3, wrong("hung"))  # it was not: no second alert
    day.seconds(60)
    assert day.told == [(1, "hung", False), (22, "hung", True)]
    assert [alert.ended for alert in day.alerts.latest()] == [1_022_000]
    assert len(day.alerts.for_floor(day.at)) == 1
    assert day.alerts.for_floor(day.at + NEWS) == ()


def test_another_trouble_of_the_same_device_is_the_same_alert() -> None:
    day = Day()
    day.seconds(10, wrong("hung"))
    day.seconds(100, wrong("silent"))
    assert day.told == [(1, "hung", False)]
    assert [alert.what for alert in day.alerts.standing] == ["silent"]


def test_nothing_is_told_outside_the_hours_and_the_evening_ends_what_stands() -> None:
    day = Day()
    day.seconds(100, wrong("silent"), opened=False)
    assert day.told == []
    day.seconds(100, wrong("silent"))  # the delay counts from the opening
    assert day.told == [(161, "silent", False)]
    day.seconds(10, opened=False)
    assert day.alerts.standing == () and day.alerts.latest()[0].ended == 1_201_000
    day.seconds(100, wrong("silent"))
    assert day.told[1:] == [(271, "silent", False)]
    assert [alert.alert for alert in day.alerts.latest()] == [2, 1]


def test_the_latest_200_are_kept() -> None:
    day = Day()
    for device in range(KEPT + 50):
        day.seconds(1, *(wrong("hung", f"screen-{n}") for n in range(device + 1)))
    latest = day.alerts.latest()
    assert len(latest) == KEPT and latest[0].device == f"screen-{KEPT + 49}"
