"""What each command is answered with, from the state right after it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from signage.live import Live
from signage.queueing import commands as c
from tests.halls import SMALL, live_hall, small


async def _said(live: Live, command: c.Command) -> tuple[int, Any]:
    reply = await live.submit(command)
    return reply.status, json.loads(reply.body) if reply.body else None


async def test_the_answer_to_each_kind_of_command(tmp_path: Path) -> None:
    spoken = small(SMALL.replace('speaker = "none"', 'speaker = "screen"'))
    async with live_hall(tmp_path, config=spoken) as (live, _):
        status, first = await _said(live, c.IssueTicket(service="card"))
        assert status == 201
        assert set(first) == {"id", "number", "token", "service", "ahead"}
        assert (first["number"], first["service"], first["ahead"]) == ("A001", "card", 0)
        assert live.ticket(first["token"]) is not None
        _, second = await _said(live, c.IssueTicket(service="card"))
        assert second["ahead"] == 1

        status, called = await _said(live, c.CallNext(counter="1"))
        call = called["call"]
        assert status == 200
        assert {
            "seq", "first", "number", "counter", "zone", "zones", "service", "agency", "recall",
            "ticket", "why",
        } <= set(call)  # fmt: skip
        assert (call["seq"], call["first"], call["ticket"]) == (
            live.state.seq, live.state.seq, first["id"],
        )  # fmt: skip
        again = (await _said(live, c.Recall(counter="1")))[1]["call"]
        assert (again["recall"], again["first"]) == (1, call["first"])
        assert again["seq"] > call["seq"]
        assert "token" not in json.dumps([called, again])

        assert await _said(live, c.CancelTicket(ticket="A002")) == (
            200, {"id": second["id"], "number": "A002"},
        )  # fmt: skip
        assert await _said(live, c.Finish(counter="1")) == (200, {"call": None})
        assert await _said(live, c.CallNext(counter="1")) == (200, {"call": None})
        assert await _said(live, c.OpenCounter(counter="2")) == (200, {"call": None})

        assert await _said(live, c.CloseCounter(counter="2")) == (
            200, {"call": None, "unserved": []},
        )  # fmt: skip
        status, adopted = await _said(live, c.AdoptNumbers(service="card", first=7, last=8))
        assert (status, adopted) == (
            201, {"service": "card", "numbers": ["A007", "A008"], "next": "A009"},
        )  # fmt: skip

        asked = c.Announce(zone="hall", text="Halo", language="id")
        status, told = await _said(live, asked)
        assert (status, told) == (201, {"announcement": f"{live.state.seq}-hall"})
        begun = c.BeginAnnouncement(announcement=told["announcement"], zone="hall")
        assert await _said(live, begun) == (204, None)
        ended = c.EndAnnouncement(
            announcement=told["announcement"], zone="hall", result="heard", reason=None
        )
        assert await _said(live, ended) == (204, None)
        assert await _said(live, c.ChangeHall(hall=small().hall)) == (204, None)


async def test_the_last_counter_to_close_is_told_whom_it_leaves(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, _):
        for service in ("card", "card", "birth"):
            await live.submit(c.IssueTicket(service=service))
        for counter in ("1", "2"):
            await live.submit(c.OpenCounter(counter=counter))
        told = (await _said(live, c.CloseCounter(counter="1")))[1]["unserved"]
        assert [(row["service"], row["count"]) for row in told] == [("birth", 1)]
        told = (await _said(live, c.CloseCounter(counter="2")))[1]["unserved"]
        assert [(row["service"], row["count"]) for row in told] == [("card", 2)]
        assert told[0]["text"]["id"] == "Tidak ada loket yang buka; 2 nomor menunggu."


async def test_an_undo_gives_the_call_back(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, _):
        await live.submit(c.IssueTicket(service="card"))
        call = (await _said(live, c.CallNext(counter="1")))[1]
        await live.submit(c.Finish(counter="1"))
        assert (await _said(live, c.Undo(counter="1")))[1]["call"]["number"] == "A001"
        assert call["call"]["number"] == "A001"
