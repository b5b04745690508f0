"""A program on the socket: it comes back for ever, and keeps the newest view of each topic."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import InvalidHandshake, WebSocketException

JSON = dict[str, Any]
MOVING = frozenset({"age", "since", "waited", "left", "lag", "longest"})
"""Fields that say how long something has lasted."""


class Watcher:
    """What a client holds who reads as the contract says: by epoch, seq, and then time."""

    def __init__(self, url: str, secret: str, topics: Sequence[str]) -> None:
        self._url = url.replace("http", "ws", 1) + "/live"
        self._hello = json.dumps({"watch": list(topics), "secret": secret})
        self.newest: dict[str, JSON] = {}
        self.sockets = 0
        self.closed: tuple[int, str] | None = None

    def view(self, topic: str) -> Any:
        """The newest view of a topic."""
        return self.newest[topic]["view"]

    def seq(self, topic: str) -> int:
        """The place in the journal of the newest view; 0 when there is none."""
        return int(self.newest.get(topic, {"seq": 0})["seq"])

    async def run(self) -> None:
        """Watch, and come back when the server is away."""
        while True:
            with contextlib.suppress(OSError, InvalidHandshake, WebSocketException, EOFError):
                async with connect(self._url, proxy=None, compression=None) as socket:
                    await socket.send(self._hello)
                    self.sockets += 1
                    async for message in socket:
                        self._take(json.loads(message))
            await asyncio.sleep(0.05)

    def _take(self, message: JSON) -> None:
        topic = message.get("topic")
        if topic is None:
            return
        held = self.newest.get(topic)
        if held is None or _place(message) >= _place(held):
            self.newest[topic] = message


@asynccontextmanager
async def watching(url: str, secret: str, *topics: str) -> AsyncIterator[Watcher]:
    """A watcher at work."""
    watcher = Watcher(url, secret, topics)
    task = asyncio.create_task(watcher.run())
    try:
        yield watcher
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def still(view: Any) -> Any:
    """A view without what only says how much time has passed."""
    if isinstance(view, dict):
        return {key: still(value) for key, value in view.items() if key not in MOVING}
    if isinstance(view, list):
        return [still(value) for value in view]
    return view


def _place(message: JSON) -> tuple[int, int, int]:
    return message["epoch"], message["seq"], message["at"]
