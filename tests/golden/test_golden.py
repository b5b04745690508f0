"""Journals of every release replay for ever, to the state that they had."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from signage.queueing.codec import decode, kind_of
from signage.queueing.events import DayOpened, Event, HallChanged
from signage.queueing.fold import apply
from signage.queueing.model import Recorded, State
from tests.golden.digest import digest
from tests.golden.make import day, row
from tests.queueing.scene import HALL

HERE = Path(__file__).parent
# A journal; its digest after the last event of its first day, before that day closes; at the end.
GOLDEN = {"journal-0.1.jsonl": ("27663cfe560782b3", "66f15728927e172c")}


def read(file: str) -> Iterator[Recorded]:
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Recorded(
            epoch=row["epoch"], seq=row["seq"], at=row["at"], tick=row["tick"],
            event=decode(row["kind"], json.dumps(row["event"])),
        )  # fmt: skip


def states(file: str) -> Iterator[tuple[Recorded, State]]:
    state = State(hall=HALL)
    for recorded in read(file):
        state = apply(state, recorded)
        yield recorded, state


@pytest.mark.parametrize("file", GOLDEN)
def test_a_journal_replays_to_the_state_it_had(file: str) -> None:
    busy, end = GOLDEN[file]
    changed = [state for r, state in states(file) if isinstance(r.event, HallChanged)]
    *_, (_, last) = states(file)
    assert (digest(changed[0]), digest(last)) == (busy, end)


@pytest.mark.parametrize("file", GOLDEN)
def test_its_last_day_replays_alone(file: str) -> None:
    records = [*read(file)]
    first = max(i for i, r in enumerate(records) if isinstance(r.event, DayOpened))
    state = State(hall=HALL)
    for recorded in records[first:]:
        state = apply(state, recorded)
    assert digest(state) == GOLDEN[file][1]


@pytest.mark.parametrize("file", GOLDEN)
def test_a_lost_event_is_seen(file: str) -> None:
    state = State(hall=HALL)
    for recorded in [*read(file)][:-1]:
        state = apply(state, recorded)
    assert digest(state) != GOLDEN[file][1]


def test_every_journal_here_is_replayed() -> None:
    assert {file.name for file in HERE.glob("*.jsonl")} == set(GOLDEN)


def test_the_day_to_be_written_has_every_kind_of_event() -> None:
    kinds = {kind_of(recorded.event) for recorded in day().records}
    assert kinds == {kind.__name__ for kind in get_args(Event)}


def test_the_day_to_be_written_replays_to_the_state_that_lived_it() -> None:
    scene = day()
    state = State(hall=HALL)
    for recorded in scene.records:
        written = json.loads(row(recorded))
        event = decode(written["kind"], json.dumps(written["event"]))
        state = apply(state, replace(recorded, event=event))
    assert state == scene.state
