"""The hub: newest wins, nobody is awaited, nothing is drawn for nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest

from signage.errors import NotFound
from signage.hub import STUCK, TOO_SLOW, Frame, Hub, frame, join


class Drawings:
    """A hall of numbered views: each drawing shows the topic's present count."""

    def __init__(self, *topics: str) -> None:
        self.counts = dict.fromkeys(topics, 0)
        self.drawn: list[str] = []
        self.now = 100.0
        self.hub = Hub(self.draw, lambda: b"beat", clock=lambda: self.now)

    def draw(self, topic: str) -> bytes | None:
        if topic not in self.counts:
            return None
        if self.counts[topic] < 0:
            raise RuntimeError("a fault in the view")
        self.drawn.append(topic)
        return f"{topic}={self.counts[topic]}".encode()

    def change(self, *topics: str) -> None:
        for topic in topics:
            self.counts[topic] += 1
        self.hub.changed(topics)


class Watcher:
    """A viewer whose buffer the test fills and drains."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.full = False
        self.writes: list[Frame] = []
        self.cuts: list[tuple[int, str]] = []

    def offer(self, frame: Frame) -> bool:
        if self.full:
            return False
        self.writes.append(frame)
        return True

    def cut(self, code: int, reason: str) -> None:
        self.cuts.append((code, reason))

    def drain(self) -> None:
        self.full = False
        self.hub.drained(self)

    @property
    def seen(self) -> list[str]:
        return [message.decode() for write in self.writes for message in write.messages]


def watcher(hub: Hub, topics: Iterable[str], *, forget: bool = True) -> Watcher:
    viewer = Watcher(hub)
    hub.watch(viewer, list(topics))
    if forget:
        viewer.writes.clear()
    return viewer


async def turn() -> None:
    await asyncio.sleep(0)
    await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("size", "head"),
    [
        (0, "8100"),
        (125, "817d"),
        (126, "817e007e"),
        (65535, "817effff"),
        (65536, "817f" + "0" * 11 + "10000"),
    ],
)
def test_a_frame_has_the_shortest_head(size: int, head: str) -> None:
    made = frame(b"x" * size)
    assert made.wire.hex() == head + "78" * size
    assert made.text == b"x" * size


def test_joined_frames_are_one_write_of_several_messages() -> None:
    both = join([frame(b"a"), frame(b"b")])
    assert both.messages == (b"a", b"b")
    assert both.wire == frame(b"a").wire + frame(b"b").wire
    assert both.text == b"a\nb"


def test_a_single_frame_is_not_made_again() -> None:
    one = frame(b"a")
    assert join([one]) is one


async def test_a_watcher_gets_the_view_of_each_topic_in_one_write() -> None:
    hall = Drawings("zone/a", "screen/1")
    viewer = watcher(hall.hub, ["zone/a", "screen/1", "zone/a"], forget=False)
    assert viewer.seen == ["zone/a=0", "screen/1=0"]
    assert len(viewer.writes) == 1


async def test_an_unknown_topic_is_refused_and_changes_nothing() -> None:
    hall = Drawings("zone/a")
    viewer = watcher(hall.hub, ["zone/a"])
    with pytest.raises(NotFound):
        hall.hub.watch(viewer, ["zone/a", "zone/none"])
    assert hall.hub.watching("zone/a") == 1
    assert hall.hub.watching("zone/none") == 0
    assert viewer.writes == []


async def test_watching_again_replaces_the_topics() -> None:
    hall = Drawings("zone/a", "zone/b")
    viewer = watcher(hall.hub, ["zone/a"])
    hall.hub.watch(viewer, ["zone/b"])
    assert (hall.hub.watching("zone/a"), hall.hub.watching("zone/b")) == (0, 1)
    assert viewer.seen == ["zone/b=0"]


async def test_changes_of_one_turn_are_one_drawing_and_one_frame() -> None:
    hall = Drawings("zone/a")
    viewers = [watcher(hall.hub, ["zone/a"]) for _ in range(3)]
    hall.drawn.clear()
    for _ in range(50):
        hall.change("zone/a")
    await turn()
    assert hall.drawn == ["zone/a"]
    assert [viewer.seen for viewer in viewers] == [["zone/a=50"]] * 3
    assert viewers[0].writes[0] is viewers[2].writes[0]


async def test_topics_that_change_together_are_joined_for_who_watches_both() -> None:
    hall = Drawings("zone/a", "sound/a")
    both = watcher(hall.hub, ["zone/a", "sound/a"])
    one = watcher(hall.hub, ["sound/a"])
    hall.change("sound/a", "zone/a")
    await turn()
    assert both.seen == ["zone/a=1", "sound/a=1"]
    assert len(both.writes) == 1
    assert one.seen == ["sound/a=1"]


async def test_who_watches_another_topic_gets_nothing() -> None:
    hall = Drawings("zone/a", "zone/b")
    other = watcher(hall.hub, ["zone/b"])
    watcher(hall.hub, ["zone/a"])
    hall.change("zone/a")
    await turn()
    assert other.writes == []


async def test_nothing_is_drawn_for_nobody() -> None:
    hall = Drawings("zone/a")
    viewer = watcher(hall.hub, ["zone/a"])
    hall.hub.leave(viewer)
    hall.drawn.clear()
    hall.change("zone/a")
    await turn()
    assert hall.drawn == []
    assert hall.hub.viewers == 0


async def test_a_slow_viewer_gets_the_newest_of_each_topic_and_no_backlog() -> None:
    hall = Drawings("zone/a", "zone/b", "zone/c")
    slow = watcher(hall.hub, ["zone/a", "zone/b", "zone/c"])
    quick = watcher(hall.hub, ["zone/a"])
    slow.full = True
    for _ in range(20):
        hall.change("zone/a", "zone/c")
        await turn()
    assert len(quick.writes) == 20
    assert slow.writes == []
    slow.drain()
    assert slow.seen == ["zone/a=20", "zone/c=20"]
    assert hall.hub.behind == 0


async def test_a_viewer_that_fills_up_again_is_marked_again() -> None:
    hall = Drawings("zone/a")
    slow = watcher(hall.hub, ["zone/a"])
    slow.full = True
    hall.change("zone/a")
    await turn()
    hall.hub.drained(slow)
    assert hall.hub.behind == 1
    slow.drain()
    assert slow.seen == ["zone/a=1"]


async def test_draining_without_having_missed_anything_sends_nothing() -> None:
    hall = Drawings("zone/a")
    viewer = watcher(hall.hub, ["zone/a"])
    hall.hub.filled(viewer)
    assert hall.hub.behind == 1
    hall.hub.drained(viewer)
    hall.hub.drained(viewer)
    assert viewer.writes == []


async def test_a_stuck_viewer_is_cut_and_one_that_drains_in_time_is_not() -> None:
    hall = Drawings("zone/a")
    stuck, late, well = (watcher(hall.hub, ["zone/a"]) for _ in range(3))
    hall.hub.filled(stuck)
    hall.hub.filled(late)
    hall.hub.sweep(0.0)
    hall.hub.sweep(STUCK - 0.1)
    assert stuck.cuts == []
    hall.hub.drained(late)
    hall.hub.filled(late)
    hall.hub.sweep(STUCK)
    assert stuck.cuts == [(TOO_SLOW, "too slow")]
    assert (late.cuts, well.cuts) == ([], [])
    assert hall.hub.watching("zone/a") == 2


async def test_the_heartbeat_reaches_every_viewer_that_can_take_it() -> None:
    hall = Drawings("zone/a", "zone/b")
    viewers = [watcher(hall.hub, [topic]) for topic in ("zone/a", "zone/b")]
    viewers[1].full = True
    hall.hub.quiet()
    assert viewers[0].seen == ["beat"]
    assert hall.hub.behind == 1
    viewers[1].drain()
    assert viewers[1].seen == []


async def test_many_who_come_at_once_share_a_drawing_and_a_change_is_never_shared() -> None:
    hall = Drawings("zone/a")
    watcher(hall.hub, ["zone/a"])
    watcher(hall.hub, ["zone/a"])
    hall.drawn.clear()
    for _ in range(1000):
        watcher(hall.hub, ["zone/a"])
    assert hall.drawn == []
    hall.change("zone/a")
    await turn()
    assert watcher(hall.hub, ["zone/a"], forget=False).seen == ["zone/a=1"]
    assert hall.drawn == ["zone/a"]
    hall.now += 0.2
    watcher(hall.hub, ["zone/a"])
    assert hall.drawn == ["zone/a", "zone/a"]


async def test_a_drawing_is_forgotten_with_its_last_watcher() -> None:
    hall = Drawings("zone/a")
    first = watcher(hall.hub, ["zone/a"])
    hall.hub.leave(first)
    hall.change("zone/a")
    assert watcher(hall.hub, ["zone/a"], forget=False).seen == ["zone/a=1"]


async def test_a_view_that_fails_does_not_keep_the_others_from_the_screens() -> None:
    hall = Drawings("zone/a", "zone/b")
    viewer = watcher(hall.hub, ["zone/a", "zone/b"])
    troubles: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: troubles.append(context))
    hall.counts["zone/a"] = -5
    hall.counts["zone/b"] = 7
    hall.hub.changed(["zone/a", "zone/b"])
    await turn()
    assert viewer.seen == ["zone/b=7"]
    assert len(troubles) == 1


class Fickle(Watcher):
    """Leaves in the middle of a flush, as a socket does whose write fails."""

    def offer(self, frame: Frame) -> bool:
        self.hub.leave(self)
        return False


async def test_one_that_leaves_in_the_middle_of_a_flush_leaves_no_trace() -> None:
    hall = Drawings("zone/a")
    fickle = Fickle(hall.hub)
    hall.hub.watch(fickle, ["zone/a"])
    watcher(hall.hub, ["zone/a"])
    assert (hall.hub.viewers, hall.hub.behind) == (1, 0)


async def test_no_topics_mean_the_heartbeat_alone() -> None:
    hall = Drawings("zone/a")
    viewer = watcher(hall.hub, [], forget=False)
    hall.hub.quiet()
    assert viewer.seen == ["beat"]


async def test_who_watches_a_topic_that_is_gone_is_cut_and_others_go_on() -> None:
    hall = Drawings("a", "b")
    one, two = watcher(hall.hub, ("a", "b")), watcher(hall.hub, ("b",))
    del hall.counts["a"]
    hall.counts["b"] = 7
    hall.hub.changed(("a", "b"))
    await turn()
    assert one.cuts == [(4004, "unknown topic")]
    assert (two.cuts, two.seen) == ([], ["b=7"])
    assert (hall.hub.watching("a"), hall.hub.watching("b")) == (0, 1)


async def test_a_spaced_topic_is_drawn_at_once_then_rests_and_ends_with_the_last_change() -> None:
    made = Drawings("floor", "zone")
    made.hub = Hub(made.draw, lambda: b"beat", clock=lambda: made.now, spaced={"floor": 0.5})
    viewer = Watcher(made.hub)
    made.hub.watch(viewer, ["floor", "zone"])
    made.now += 1
    made.drawn.clear()
    made.change("floor")
    await asyncio.sleep(0)
    assert made.drawn == ["floor"]
    for _ in range(50):
        made.change("floor", "zone")
        await asyncio.sleep(0)
    assert made.drawn.count("floor") == 1
    assert made.drawn.count("zone") == 50
    async with asyncio.timeout(45):
        while made.drawn.count("floor") < 2:  # noqa: ASYNC110 - a fake's plain list
            await asyncio.sleep(0.01)
    assert made.drawn.count("floor") == 2
    assert viewer.seen[-1] == "floor=51"


async def test_nobody_left_to_draw_a_put_off_topic_for() -> None:
    made = Drawings("floor")
    made.hub = Hub(made.draw, lambda: b"beat", clock=lambda: made.now, spaced={"floor": 0.01})
    viewer = Watcher(made.hub)
    made.hub.watch(viewer, ["floor"])
    made.change("floor")
    made.hub.leave(viewer)
    made.drawn.clear()
    await asyncio.sleep(0.02)
    assert made.drawn == []
