"""Events and halls as JSON, and back. The kind of an event is the name of its class."""

from __future__ import annotations

from typing import Any, get_args

import msgspec

from signage.queueing.events import Event
from signage.queueing.hall import Hall

_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Event)}
_DECODERS = {name: msgspec.json.Decoder(kind) for name, kind in _KINDS.items()}
_ENCODER = msgspec.json.Encoder()


def kind_of(event: Event) -> str:
    """The name under which the journal keeps this event."""
    return type(event).__name__


def encode(event: Event) -> bytes:
    """The event's facts as one JSON object, without its kind."""
    return _ENCODER.encode(event)


def decode(kind: str, body: bytes | str) -> Event:
    """The event again. Raises ValueError for an unknown kind or facts that don't fit."""
    decoder = _DECODERS.get(kind)
    if decoder is None:
        raise ValueError(f"no event is called {kind}")
    event: Event = decoder.decode(body)
    return event


def same_hall(one: Hall, other: Hall) -> bool:
    """Whether two halls are set up alike."""
    return _ENCODER.encode(one) == _ENCODER.encode(other)
