"""What a state is in the eyes of people, as one word that later fields don't change."""

from __future__ import annotations

import hashlib
import json

from signage.queueing.model import State


def digest(state: State) -> str:
    """SHA-256 over who stands where, who was called, and what was said."""
    seen = {
        "seq": [state.epoch, state.seq, state.at, state.tick],
        "day": [state.day, state.day_open],
        "tickets": {
            id: [t.number, t.service, t.state, t.counter, t.aimed, t.waited, t.priority]
            for id, t in state.tickets.items()
        },
        "serials": dict(state.serials),
        "queues": {name: ids for name, ids in state.queues.items() if ids},
        "desks": {
            id: [d.open, d.shut_by, d.ticket, d.call.first if d.call else None]
            for id, d in state.desks.items()
        },
        "calls": {
            zone: [[row.number, row.counter, row.seq, row.first, row.recall] for row in rows]
            for zone, rows in state.calls.items()
        },
        "said": {
            zone: [[one.id, one.kind, one.begun, one.result] for one in said]
            for zone, said in state.announcements.items()
        },
    }
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:16]
