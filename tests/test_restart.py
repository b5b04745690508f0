"""A power cut after any press: what starts again is what stood, in every field of the state."""

from __future__ import annotations

import random
import shutil
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from signage.errors import Refused
from signage.journal.journal import Journal
from signage.live import Live
from signage.queueing import commands as c
from signage.queueing.fairness.report import fairness
from signage.queueing.hall import Text
from signage.queueing.model import State
from signage.records.records import Records
from tests.halls import SMALL, Hands, live_hall, small
from tests.records.test_records import tables

FULL = (
    SMALL.replace('prefix = "A"', 'prefix = "A"\nquota = { day = 60, "00:00-24:00" = 50 }')
    .replace('speaker = "none"', 'speaker = "screen"')
    .replace('"birth"]\n', '"birth"]\nweights = { birth = 2 }\n')
    + """
[calling]
share = "1:1"
pass_limit = 45
parked = "front"
transferred = "after 2"
no_show = "end"

[[priorities]]
id = "elderly"
name = "Elderly"

[[takeovers]]
id = "event"
zone = "ballroom"
name = "Event"
"""
)
PRESSES = 260
DAY = 86_400_000


def press(chance: random.Random, state: State) -> c.Command:
    """Anything that people may ask for, sense or not."""
    counter, other = chance.sample(("1", "2"), 2)
    service = chance.choice(("card", "birth"))
    ticket = chance.choice(sorted(state.numbers) or ["A001"])
    said = [one for every in state.announcements.values() for one in every if one.result is None]
    visitors: list[c.Command] = [
        *[c.IssueTicket(service=service)] * 3,
        c.IssueTicket(service=service, priority="elderly"),
        c.IssueTicket(
            service="card", booking=str(chance.randrange(20)), slot=chance.choice((None, 300))
        ),
        c.CancelTicket(ticket=ticket),
        c.Return(ticket=ticket),
        c.AdoptNumbers(
            service="birth",
            first=(new := state.serials.get("birth", 0) + 1),
            last=new + 1,
            minute=290,
        ),
    ]
    officers: list[c.Command] = [
        *[c.CallNext(counter=counter)] * 5,
        c.CallTicket(counter=counter, ticket=ticket),
        c.Recall(counter=counter),
        c.Serve(counter=counter),
        c.Finish(counter=counter),
        c.MarkNoShow(counter=counter),
        c.Park(counter=counter, note=chance.choice(("", "fotokopi"))),
        c.Transfer(counter=counter, service=service),
        c.Transfer(counter=counter, to_counter=other),
        c.AddService(counter=counter, service=service),
        c.NoteVisit(counter=counter, text=chance.choice(("", "bawa KK"))),
        c.ServeDirect(counter=counter, service=service),
        c.Undo(counter=counter),
        c.TakeBreak(counter=counter, minutes=chance.choice((None, 15))),
        c.CloseCounter(counter=counter, by=chance.choice(("officer",) * 3 + ("hall",))),
        c.OpenCounter(counter=counter, by="hall"),
    ]
    others: list[c.Command] = [
        c.Announce(zone="hall", text="Mobil B 1 menghalangi", language="id"),
        c.StartEmergency(text=Text("Keluar", "Leave"), drill=chance.random() < 0.5),
        *(c.EndEmergency(emergency=one.id) for one in state.emergencies),
        c.StartEmergency(text=Text("Api", "Fire")),
        c.StartTakeover(zone="ballroom", takeover="event"),
        *(c.EndTakeover(zone=zone) for zone in state.takeovers),
        *(c.BeginAnnouncement(announcement=one.id, zone=one.zone) for one in said[:1]),
        *(
            c.EndAnnouncement(
                announcement=one.id, zone=one.zone, result="skipped", reason="too_old"
            )
            for one in said[:1]
        ),
    ]  # fmt: skip
    (kind,) = chance.choices((visitors, officers, others), (4, 6, 1))
    return chance.choice(kind)


async def after_a_cut(folder: Path, to: Path, hands: Hands) -> State:
    """The state of a server that starts on what the disk has at this moment."""
    shutil.copytree(folder, to)
    async with live_hall(to, hands, small(FULL)) as (live, _):
        return live.state


def apart(one: State, other: State) -> dict[str, tuple[Any, Any]]:
    """The fields in which two states differ."""
    values = {f.name: (getattr(one, f.name), getattr(other, f.name)) for f in fields(State)}
    return {name: pair for name, pair in values.items() if pair[0] != pair[1]}


async def some_presses(live: Live, hands: Hands, chance: random.Random) -> None:
    for _ in range(PRESSES // 4):
        hands.pass_(chance.choice((0, 5, 900, 40_000)))
        with suppress(Refused):
            await live.submit(press(chance, live.state))


@pytest.mark.parametrize("seed", range(4))
async def test_a_cut_at_any_time_changes_nothing(tmp_path: Path, seed: int) -> None:
    chance, hands = random.Random(seed), Hands()
    folder = tmp_path / "hall"
    folder.mkdir()
    seen = set[str]()
    async with live_hall(folder, hands, small(FULL)) as (live, journal):
        for cut in range(4):
            await some_presses(live, hands, chance)
            if cut == 2:  # the night: what stands and what was learned goes with the new day
                hands.pass_(DAY)
                await live.turn()
            after = await after_a_cut(folder, tmp_path / f"cut-{cut}", hands)
            assert apart(after, live.state) == {}
            seen |= {f.name for f in fields(State) if getattr(live.state, f.name)}
        last = [recorded async for recorded in journal.read(await journal.last_day() - 1)]
    # The control: every part of the state was in use when it was cut.
    assert {f.name for f in fields(State)} <= seen, {f.name for f in fields(State)} - seen
    await the_rest_follows(tmp_path / "cut-3", fairness(last))


async def the_rest_follows(folder: Path, report: Any) -> None:
    """The chain is whole, the tables grow as they are rebuilt, the report is the same."""
    async with Journal.open(folder) as journal, Records.open(folder) as records:
        assert await journal.verify() == journal.seq
        async for recorded in journal.read():
            await records.apply([recorded])
        grown = await tables(records)
        await records.rebuild(journal)
        assert await tables(records) == grown
        again = [r async for r in journal.read(await journal.last_day() - 1)]
        assert fairness(again) == report
