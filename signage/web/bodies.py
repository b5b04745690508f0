"""Request bodies: read within a bound, decoded into their types, refused with a sentence."""

from __future__ import annotations

from typing import Final, TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request

from signage.config.misfits import in_words
from signage.errors import Malformed
from signage.queueing.hall import Text
from signage.queueing.slots import minute


class Nothing(msgspec.Struct, frozen=True):
    """A body that may be empty, and says nothing."""


class IssueBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A visitor wants a number. `printer` is the one beside the kiosk, if the kiosk names it."""

    service: str
    priority: str | None = None
    origin: str | None = None
    printer: str | None = None


class PrintBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ticket is to be printed again: on this printer, or on the zone's."""

    printer: str | None = None


class TicketBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ticket by its id or by today's number."""

    ticket: str


class ParkBody(Nothing, frozen=True, forbid_unknown_fields=True):
    """A note for whoever calls the visitor back; it may be left out."""

    note: str = ""


class NoteBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A note on the visit; empty takes it away."""

    text: str


class BreakBody(Nothing, frozen=True, forbid_unknown_fields=True):
    """How long the break is to be, if that is known."""

    minutes: int | None = None


class TransferBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a visitor is sent: to a service or to a counter."""

    service: str | None = None
    counter: str | None = None


class ServiceBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A service that the counter serves."""

    service: str


class AdoptBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Numbers that were given on paper, without their prefix: `from` the first `to` the last.

    `waiting` are those that still wait (all of them if left out), `at` is the time of the day at
    which they were given, such as 09:40 (now if left out).
    """

    first: int = msgspec.field(name="from")
    last: int = msgspec.field(name="to")
    at: str | None = None
    waiting: tuple[int, ...] | None = None

    @property
    def minute(self) -> int | None:
        """The minute of the day that `at` means, as 09:40 or 09.40. Raises Malformed."""
        return None if self.at is None else minute(self.at.replace(".", ":"))


class NoticeBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A notice to be spoken; the mall's first language when none is named."""

    text: str
    language: str | None = None


CUT_OFF: Final = Text("isinya terputus.", "the body was cut off.")

T = TypeVar("T", bound=msgspec.Struct)


async def read(request: Request, limit: int) -> bytes:
    """The whole body. Raises Refused("too_large") before more than `limit` bytes are kept, and
    Unauthorised when whoever sends it was sent away while it came."""
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and (len(length) > 15 or int(length) > limit):
        raise Malformed("too_large", limit=limit)
    kept = bytearray()
    try:
        async for chunk in request.stream():
            kept += chunk
            if len(kept) > limit:
                raise Malformed("too_large", limit=limit)
    except ClientDisconnect:
        raise Malformed("malformed", problem=CUT_OFF) from None
    still(request)
    return bytes(kept)


def still(request: Request) -> None:
    """Whoever was let in may have been sent away meanwhile. Raises Unauthorised."""
    look = getattr(request.state, "still", None)
    if look is not None:
        look()


def decode(body: bytes, kind: type[T]) -> T:
    """The body as its type; an empty one is an empty object. Raises Malformed."""
    try:
        return msgspec.json.decode(body or b"{}", type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Malformed("malformed", problem=in_words(fault, kind)) from None
