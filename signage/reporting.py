"""The reports of a day: finds the day in the journal, reads it and counts it, one at a time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec

from signage.errors import NotFound, SignageError
from signage.journal.journal import Journal
from signage.queueing.events import DayClosed
from signage.queueing.fairness.report import fairness
from signage.queueing.fairness.shapes import FairnessReport
from signage.queueing.model import Recorded
from signage.records.records import Records

_OPENED = "SELECT opened FROM days WHERE day = ?"
_ECHOED = 40


class Reports:
    """Counted in a thread, so that presses go on; the last one is kept until something happens."""

    def __init__(self, journal: Journal, records: Records) -> None:
        self._journal = journal
        self._records = records
        self._turn = asyncio.Lock()
        self._kept: tuple[int, int, FairnessReport] | None = None

    async def fairness(self, day: str | None = None) -> FairnessReport:
        """The fairness of a business day; of the last one when none is named. Raises NotFound."""
        async with self._turn:
            opened = await self._opened(day)
            kept = self._kept
            if kept is not None and kept[0] == opened and _stands(kept, self._journal.seq):
                return kept[2]
            events = await self._events(opened)
            report = await asyncio.to_thread(fairness, events)
            if report is None:
                raise NotFound("day_unknown", day=(day or "")[:_ECHOED])
            self._kept = (opened, self._journal.seq, report)
            return report

    async def _opened(self, day: str | None) -> int:
        """The seq with which the day began. The tables know all days, the journal the last."""
        last = await self._journal.last_day()
        if day is None:
            return last
        rows = await self._records.rows(_OPENED, day)
        if not rows:
            raise NotFound("day_unknown", day=day[:_ECHOED])
        return int(rows[0]["opened"])

    async def _events(self, opened: int) -> list[Recorded]:
        events: list[Recorded] = []
        if not opened:
            return events
        async for recorded in self._journal.read(opened - 1):
            events.append(recorded)
            if isinstance(recorded.event, DayClosed):
                break
        return events


def _stands(kept: tuple[int, int, FairnessReport], seq: int) -> bool:
    """Whether nothing can have changed: the day is closed, or nothing has happened since."""
    return kept[2].closed or kept[1] == seq


async def read_fairness(folder: Path, day: str | None) -> FairnessReport:
    """The report from a data folder on which no server runs. Raises NotFound."""
    async with Journal.open(folder) as journal, Records.open(folder) as records:
        await records.catch_up(journal)
        return await Reports(journal, records).fairness(day)


def ask_fairness(base: str, secret: str, day: str | None) -> FairnessReport:
    """The report from the server that runs, at its address. Raises SignageError."""
    query = f"?{urlencode({'day': day})}" if day else ""
    status, body = _get(base, f"/api/reports/fairness{query}", secret)
    if status != 200:
        told = json.loads(body) if body.startswith(b"{") else {}
        raise SignageError(_sentence(told, status))
    return msgspec.json.decode(body, type=FairnessReport)


def _get(base: str, path: str, secret: str) -> tuple[int, bytes]:
    place = urlsplit(base)
    kind = HTTPSConnection if place.scheme == "https" else HTTPConnection
    server = kind(place.hostname or "127.0.0.1", place.port, timeout=60)
    headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}
    try:
        server.request("GET", path, headers=headers)
        reply = server.getresponse()
        return reply.status, reply.read()
    except (OSError, HTTPException) as error:
        raise SignageError(f"the server at {base} does not answer: {error}") from error
    finally:
        server.close()


def _sentence(told: Mapping[str, Any], status: int) -> str:
    return str(told.get("detail") or f"the server answered {status}")
