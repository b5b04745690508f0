"""Topics and fan-out: hands every open socket the newest view of what it watches.

Knows no web and no hall, and awaits nobody. A viewer that can't take a frame is only marked; it
gets the newest frame of each topic it missed when it drains, or is cut.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from signage.errors import NotFound

TOO_SLOW: Final = 4008
UNKNOWN: Final = 4004
# A viewer whose buffer has not emptied for this long is cut (seconds).
STUCK: Final = 10.0
# Many who come at once share one drawing (seconds). A change always draws anew.
SHARED: Final = 0.1


@dataclass(frozen=True, slots=True)
class Frame:
    """Messages for a viewer, and the same as bytes that are ready for its socket."""

    messages: tuple[bytes, ...]
    wire: bytes

    @property
    def text(self) -> bytes:
        """The payload; of joined frames one JSON text a line."""
        return b"\n".join(self.messages)


def frame(text: bytes) -> Frame:
    """One unmasked WebSocket text frame (RFC 6455, section 5.2)."""
    size = len(text)
    if size < 126:
        head = bytes((0x81, size))
    elif size < 65536:
        head = b"\x81\x7e" + size.to_bytes(2, "big")
    else:
        head = b"\x81\x7f" + size.to_bytes(8, "big")
    return Frame((text,), head + text)


def join(frames: Sequence[Frame]) -> Frame:
    """Several frames as one, so that they cost one write."""
    if len(frames) == 1:
        return frames[0]
    messages = tuple(message for one in frames for message in one.messages)
    return Frame(messages, b"".join([one.wire for one in frames]))


class Viewer(Protocol):
    """One open socket, or a test's stand-in for one. Must be hashable by identity."""

    def offer(self, frame: Frame) -> bool:
        """Writes at once. False: its buffer is not empty, and nothing of the frame was taken."""

    def cut(self, code: int, reason: str) -> None:
        """Closes the socket with a WebSocket close code."""


class _Lag:
    """What a viewer missed, and when the sweep first saw it behind."""

    __slots__ = ("since", "topics")

    def __init__(self) -> None:
        self.since: float | None = None
        self.topics: Final[dict[str, None]] = {}


class Hub:
    """Who watches what. `draw` gives a topic's newest whole message, None for an unknown topic.

    `spaced` has the seconds that lie between two drawings of a topic that is dear to draw.
    """

    def __init__(
        self,
        draw: Callable[[str], bytes | None],
        beat: Callable[[], bytes],
        *,
        clock: Callable[[], float] = time.monotonic,
        spaced: Mapping[str, float] | None = None,
    ) -> None:
        self._draw = draw
        self._beat = beat
        self._clock = clock
        self._spaced: Final[Mapping[str, float]] = spaced or {}
        self._put_off: Final[dict[str, asyncio.TimerHandle]] = {}
        # Each phone watches a topic of its own beside the one that it shares: what all share must
        # be handed to all without a look at each one's other topics.
        self._watched: dict[str, dict[Viewer, None]] = {}
        self._place: dict[Viewer, tuple[str, ...]] = {}
        self._lags: dict[Viewer, _Lag] = {}
        self._drawn: dict[str, tuple[float, Frame]] = {}
        self._dirty: dict[str, None] = {}

    def watch(self, viewer: Viewer, topics: Sequence[str]) -> None:
        """Gives the view of each topic at once, then every newer one; replaces an earlier watch.

        Raises NotFound("topic_unknown") and leaves everything as it was.
        """
        names = tuple(dict.fromkeys(map(sys.intern, topics)))
        views = [self._view(topic) for topic in names]
        self.leave(viewer)
        for topic in names:
            self._watched.setdefault(topic, {})[viewer] = None
        self._place[viewer] = names
        if views:
            self._hand((viewer,), join(views), names)

    def leave(self, viewer: Viewer) -> None:
        self._lags.pop(viewer, None)
        for topic in self._place.pop(viewer, ()):
            viewers = self._watched[topic]
            del viewers[viewer]
            if not viewers:
                del self._watched[topic]
                self._drawn.pop(topic, None)

    def changed(self, topics: Iterable[str]) -> None:
        """Marks topics for one flush in the next turn of the loop; one without watchers is free.

        One that is spaced, and was drawn just now, is marked when its time has come.
        """
        watched = [t for t in topics if t in self._watched and not self._waits(t)]
        if watched and not self._dirty:
            asyncio.get_running_loop().call_soon(self._flush)
        self._dirty.update(dict.fromkeys(watched))

    def _waits(self, topic: str) -> bool:
        """Whether a spaced topic was drawn so lately that its change can wait."""
        if topic in self._put_off:
            return True
        if topic not in self._spaced or topic not in self._drawn:
            return False
        rest = self._drawn[topic][0] + self._spaced[topic] - self._clock()
        if rest <= 0:
            return False
        loop = asyncio.get_running_loop()
        self._put_off[topic] = loop.call_later(rest, self._due, topic)
        return True

    def _due(self, topic: str) -> None:
        del self._put_off[topic]
        if topic in self._watched:
            if not self._dirty:
                asyncio.get_running_loop().call_soon(self._flush)
            self._dirty[topic] = None

    def filled(self, viewer: Viewer) -> None:
        """The viewer's buffer is no longer empty, though it took its last frame."""
        self._missed(viewer, ())

    def drained(self, viewer: Viewer) -> None:
        """The viewer's buffer is empty again: it gets the newest of what it missed, no backlog."""
        lag = self._lags.pop(viewer, None)
        topics = self._place.get(viewer)
        if lag is None or topics is None or not lag.topics:
            return
        missed = tuple(topic for topic in topics if topic in lag.topics)
        views = [self._shared(topic) or self._attempt(topic) for topic in missed]
        known = [view for view in views if view is not None]
        if known and viewer in self._place:
            self._hand((viewer,), join(known), missed)

    def quiet(self) -> None:
        """Sends the heartbeat to every viewer."""
        self._hand(tuple(self._place), frame(self._beat()), ())

    def sweep(self, now: float) -> None:
        """Cuts who has been behind for 10 s; to be called about once a second.

        The first sweep that sees a viewer behind starts its clock, so the hub needs none for this.
        """
        for viewer, lag in tuple(self._lags.items()):
            if lag.since is None:
                lag.since = now
            elif now - lag.since >= STUCK:
                self.leave(viewer)
                viewer.cut(TOO_SLOW, "too slow")

    def watching(self, topic: str) -> int:
        return len(self._watched.get(topic, ()))

    @property
    def viewers(self) -> int:
        return len(self._place)

    @property
    def behind(self) -> int:
        """How many viewers have a buffer that is not empty."""
        return len(self._lags)

    def _flush(self) -> None:
        dirty, self._dirty = self._dirty, {}
        frames: dict[str, Frame] = {}
        for topic in dirty:
            if topic in self._watched and (drawn := self._attempt(topic)) is not None:
                frames[topic] = drawn
        for topics, viewers in self._crowds(frames):
            self._hand(viewers, join([frames[topic] for topic in topics]), topics)

    def _crowds(self, drawn: Collection[str]) -> Iterator[tuple[tuple[str, ...], list[Viewer]]]:
        """Who gets which of these topics together, so that each viewer costs one write.

        Who watches two of them is looked for among the viewers of all but the largest topic.
        """
        *few, most = sorted(drawn, key=self.watching) or ("",)
        seen = {viewer for topic in few for viewer in self._watched.get(topic, ())}
        largest = self._watched.get(most, {})
        alone = [viewer for viewer in largest if viewer not in seen] if seen else list(largest)
        crowds: dict[tuple[str, ...], list[Viewer]] = {}
        for viewer in seen:
            topics = tuple(topic for topic in self._place[viewer] if topic in drawn)
            crowds.setdefault(topics, []).append(viewer)
        yield from crowds.items()
        if alone:
            yield (most,), alone

    def _hand(self, viewers: Sequence[Viewer], frame: Frame, topics: Sequence[str]) -> None:
        for viewer in viewers:
            if not viewer.offer(frame):
                self._missed(viewer, topics)

    def _missed(self, viewer: Viewer, topics: Sequence[str]) -> None:
        # One that left in the middle of a flush is no longer ours.
        if viewer in self._place:
            lag = self._lags.get(viewer) or self._lags.setdefault(viewer, _Lag())
            lag.topics.update(dict.fromkeys(topics))

    def _view(self, topic: str) -> Frame:
        view = self._shared(topic) or self._redraw(topic)
        if view is None:
            raise NotFound("topic_unknown", topic=topic)
        return view

    def _shared(self, topic: str) -> Frame | None:
        """A drawing that is at most 100 ms old, if there is one."""
        at, view = self._drawn.get(topic, (0.0, None))
        return view if view is not None and self._clock() - at < SHARED else None

    def _redraw(self, topic: str) -> Frame | None:
        text = self._draw(topic)
        if text is None:
            self._drawn.pop(topic, None)
            return None
        view = frame(text)
        if topic in self._watched:
            self._drawn[topic] = (self._clock(), view)
        return view

    def _attempt(self, topic: str) -> Frame | None:
        # A view that can't be drawn must not keep the others of the same turn from the screens. The
        # topic's kind alone is told: the rest of a name may be a secret.
        try:
            view = self._redraw(topic)
        except Exception as trouble:
            asyncio.get_running_loop().call_exception_handler(
                {"message": f"a {topic.partition('/')[0]} can't be drawn", "exception": trouble}
            )
            return None
        if view is None:
            self._vanished(topic)
        return view

    def _vanished(self, topic: str) -> None:
        """The topic is no more: nobody may take its old view for the present one."""
        for viewer in tuple(self._watched.get(topic, ())):
            self.leave(viewer)
            viewer.cut(UNKNOWN, "unknown topic")
