"""The hash chain over events: what makes a changed, lost or swapped line show. Pure."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from signage.errors import JournalTrouble
from signage.queueing.codec import decode, encode, kind_of
from signage.queueing.model import Recorded


class Line(NamedTuple):
    """One event as the file holds it; text is UTF-8 bytes, `hash` is hex."""

    seq: int
    epoch: int
    at: int
    tick: int
    kind: bytes
    body: bytes
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a chain has got to: the place of its last event and that event's hash."""

    epoch: int = 0
    seq: int = 0
    at: int = 0
    tick: int = 0
    hash: bytes = b""


START = Head()
"""The head of a journal in which nothing has happened."""

_PLACE = struct.Struct(">qqqqq")


def link(previous: bytes, line: Line) -> bytes:
    """The hash that belongs to a line: over the hash before it and all its own facts."""
    # The length of `kind` keeps a byte from moving unseen between kind and body.
    place = _PLACE.pack(line.epoch, line.seq, line.at, line.tick, len(line.kind))
    chained = blake2b(previous, digest_size=32)
    chained.update(place)
    chained.update(line.kind)
    chained.update(line.body)
    return chained.hexdigest().encode()


def seal(epoch: int, head: Head, boot: str) -> bytes:
    """What keeps the note of the journal's end from changing unseen."""
    facts = f"{epoch} {head.seq} {head.hash.decode()} {boot}"
    return blake2b(facts.encode(), digest_size=16).hexdigest().encode()


def write_on(head: Head, recorded: Recorded) -> tuple[Head, Line]:
    """The line for the next event. Raises ValueError if it is not next: a defect of the caller."""
    if recorded.seq != head.seq + 1:
        raise ValueError(f"event {recorded.seq} can't follow event {head.seq}")
    if recorded.epoch < head.epoch or recorded.at < head.at or recorded.tick < head.tick:
        raise ValueError(f"event {recorded.seq} is older than event {head.seq}")
    event = recorded.event
    line = Line(
        seq=recorded.seq, epoch=recorded.epoch, at=recorded.at, tick=recorded.tick,
        kind=kind_of(event).encode(), body=encode(event), hash=b"",
    )  # fmt: skip
    line = line._replace(hash=link(head.hash, line))
    return head_of(line), line


def read_on(head: Head, line: Line) -> tuple[Head, Recorded]:
    """The event of the next line. Raises JournalTrouble("damaged") if it can't be trusted."""
    if line.seq != head.seq + 1:
        raise JournalTrouble("damaged", f"event {head.seq + 1} is missing", head.seq + 1)
    try:
        whole = line.hash == link(head.hash, line)
        # Damage inside SQLite's own cells can turn a number into text or nothing.
    except (TypeError, struct.error):
        whole = False
    if not whole:
        raise JournalTrouble("damaged", f"event {line.seq} is not what was written", line.seq)
    try:
        event = decode(line.kind.decode(), line.body)
    except ValueError as error:
        raise JournalTrouble("damaged", f"event {line.seq}: {error}", line.seq) from error
    recorded = Recorded(
        epoch=line.epoch, seq=line.seq, at=line.at, tick=line.tick, event=event
    )  # fmt: skip
    return head_of(line), recorded


def head_of(line: Line) -> Head:
    """The head of a chain that ends with this line."""
    return Head(epoch=line.epoch, seq=line.seq, at=line.at, tick=line.tick, hash=line.hash)


def next_epoch(previous: int, seconds: float) -> int:
    """The identity of a new journal; rises even when the wall clock is wrong."""
    return max(previous + 1, int(seconds))
