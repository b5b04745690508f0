"""The hash chain: what was written is read again, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.errors import JournalTrouble
from signage.journal.chain import START, Head, Line, head_of, link, next_epoch, read_on, write_on
from signage.queueing.model import Recorded
from tests.journal.days import Pen, played

DAY = played(seed=1, presses=300, days=2).records


def lines(records: list[Recorded]) -> list[tuple[Head, Line]]:
    head, found = START, []
    for recorded in records:
        after, line = write_on(head, recorded)
        found.append((head, line))
        head = after
    return found


LINES = lines(DAY)


def test_a_chain_reads_as_it_was_written() -> None:
    assert [read_on(head, line)[1] for head, line in LINES] == DAY
    assert len({type(recorded.event) for recorded in DAY}) > 15


@given(st.data())
def test_every_flipped_bit_of_a_line_is_found(data: st.DataObject) -> None:
    head, line = data.draw(st.sampled_from(LINES))
    name = data.draw(st.sampled_from(Line._fields))
    value = getattr(line, name)
    if isinstance(value, int):
        changed: object = value ^ (1 << data.draw(st.integers(0, 62)))
    else:
        bit = data.draw(st.integers(0, len(value) * 8 - 1))
        changed = _flip(value, bit)
    with pytest.raises(JournalTrouble) as trouble:
        read_on(head, Line(**{**line._asdict(), name: changed}))
    assert trouble.value.code == "damaged"
    assert trouble.value.seq == line.seq


@given(st.data())
def test_a_flipped_bit_in_the_hash_before_is_found(data: st.DataObject) -> None:
    head, line = data.draw(st.sampled_from(LINES[1:]))
    bit = data.draw(st.integers(0, len(head.hash) * 8 - 1))
    with pytest.raises(JournalTrouble):
        read_on(replace(head, hash=_flip(head.hash, bit)), line)


@pytest.mark.parametrize("value", [None, "1", b"1", 1.5, 1 << 70])
@pytest.mark.parametrize("name", ["at", "tick", "epoch"])
def test_a_cell_of_another_type_is_damage(name: str, value: object) -> None:
    head, line = LINES[3]
    with pytest.raises(JournalTrouble) as trouble:
        read_on(head, Line(**{**line._asdict(), name: value}))
    assert trouble.value.code == "damaged"


def test_a_byte_that_moves_from_kind_to_body_is_found() -> None:
    _, line = LINES[0]
    moved = line._replace(kind=line.kind + line.body[:1], body=line.body[1:])
    assert link(b"", moved) != line.hash


def test_a_sound_line_that_nobody_can_decode_is_damage() -> None:
    head, line = LINES[0]
    strange = line._replace(kind=b"TicketEaten", body=b"{}")
    strange = strange._replace(hash=link(head.hash, strange))
    with pytest.raises(JournalTrouble, match="TicketEaten") as trouble:
        read_on(head, strange)
    assert trouble.value.seq == 1


def test_a_missing_line_is_named() -> None:
    with pytest.raises(JournalTrouble, match="event 2 is missing") as trouble:
        read_on(LINES[1][0], LINES[2][1])
    assert trouble.value.seq == 2


@pytest.mark.parametrize(
    "change",
    [{"seq": 1}, {"seq": 3}, {"at": 1}, {"tick": 1}, {"epoch": 6}],
    ids=lambda change: next(iter(change)),
)
def test_an_event_that_is_not_next_is_a_defect(change: dict[str, int]) -> None:
    first, second = Pen(epoch=7).tickets(2)
    head = head_of(lines([first])[0][1])
    write_on(head, second)
    with pytest.raises(ValueError, match="event"):
        write_on(head, replace(second, **change))  # type: ignore[arg-type]


def test_an_epoch_rises_whatever_the_clock_says() -> None:
    assert next_epoch(0, 1_764_140_000.9) == 1_764_140_000
    assert next_epoch(1_764_140_000, 12.0) == 1_764_140_001
    assert next_epoch(0, 0.0) == 1


def _flip(value: bytes, bit: int) -> bytes:
    changed = bytearray(value)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
