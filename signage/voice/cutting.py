"""What each zone is making or saying now, so that it can be cut off for what must go first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Work:
    announcement: str
    task: asyncio.Task[Any]


class UnderWay:
    """One piece of work a zone. `interrupted(zone, announcement)` says whether it must stop."""

    def __init__(self, interrupted: Callable[[str, str], bool]) -> None:
        self._interrupted = interrupted
        self._works: dict[str, _Work] = {}

    def look(self, zone: str) -> None:
        """Cut off what the zone does, if it must stop now."""
        work = self._works.get(zone)
        if work is None or not self._interrupted(zone, work.announcement):
            return
        if not work.task.cancelling():  # a second time would disturb what the first cleans up
            work.task.cancel()

    async def unless_cut(
        self, zone: str, announcement: str, work: Callable[[], Coroutine[Any, Any, _T]]
    ) -> _T | None:
        """What the work gives; None when it is cut off, or need not begin."""
        if self._interrupted(zone, announcement):
            return None
        task = asyncio.create_task(work())
        self._works[zone] = _Work(announcement, task)
        try:
            return await task
        except asyncio.CancelledError:
            mine = asyncio.current_task()
            if mine is None or mine.cancelling():
                raise
            return None
        finally:
            del self._works[zone]
