"""What a counter's buttons mean: an action's name, the body it takes, the command it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from signage.queueing import commands as c
from signage.replies import CallReply, CancelledReply, ClosedReply, ReturnedReply
from signage.web.bodies import (
    BreakBody,
    NoteBody,
    Nothing,
    ParkBody,
    ServiceBody,
    TicketBody,
    TransferBody,
)
from signage.web.gate import Caller, is_staff

Make = Callable[[str, Any, Caller], c.Command]


@dataclass(frozen=True, slots=True)
class CounterAction:
    """One action of a counter. `make(counter, body, device)` gives its command."""

    summary: str
    body: type[msgspec.Struct]
    make: Make
    reply: type[msgspec.Struct] = CallReply


def _plain(command: Callable[..., c.Command]) -> Make:
    return lambda counter, body, device: command(counter=counter)


def _by(device: Caller) -> Any:
    return "hall" if is_staff(device) else "officer"


def _open(counter: str, body: Nothing, device: Caller) -> c.Command:
    return c.OpenCounter(counter=counter, by=_by(device))


def _close(counter: str, body: Nothing, device: Caller) -> c.Command:
    return c.CloseCounter(counter=counter, by=_by(device))


def _call(counter: str, body: TicketBody, device: Caller) -> c.Command:
    return c.CallTicket(counter=counter, ticket=body.ticket)


def _transfer(counter: str, body: TransferBody, device: Caller) -> c.Command:
    return c.Transfer(counter=counter, service=body.service, to_counter=body.counter)


def _direct(counter: str, body: ServiceBody, device: Caller) -> c.Command:
    return c.ServeDirect(counter=counter, service=body.service)


def _park(counter: str, body: ParkBody, device: Caller) -> c.Command:
    return c.Park(counter=counter, note=body.note)


def _break(counter: str, body: BreakBody, device: Caller) -> c.Command:
    return c.TakeBreak(counter=counter, minutes=body.minutes)


def _also(counter: str, body: ServiceBody, device: Caller) -> c.Command:
    return c.AddService(counter=counter, service=body.service)


def _note(counter: str, body: NoteBody, device: Caller) -> c.Command:
    return c.NoteVisit(counter=counter, text=body.text)


def _return(counter: str, body: TicketBody, device: Caller) -> c.Command:
    return c.Return(counter=counter, ticket=body.ticket)


def _cancel(counter: str, body: TicketBody, device: Caller) -> c.Command:
    return c.CancelTicket(counter=counter, ticket=body.ticket)


ACTIONS: Final[Mapping[str, CounterAction]] = {
    "next": CounterAction("Call the next ticket", Nothing, _plain(c.CallNext)),
    "call": CounterAction("Call a given ticket", TicketBody, _call),
    "recall": CounterAction("Make the call heard again", Nothing, _plain(c.Recall)),
    "serve": CounterAction("The visitor has come", Nothing, _plain(c.Serve)),
    "finish": CounterAction("The visit is over", Nothing, _plain(c.Finish)),
    "no-show": CounterAction("Nobody came", Nothing, _plain(c.MarkNoShow)),
    "park": CounterAction("Put the visit aside", ParkBody, _park),
    "transfer": CounterAction("Send the visitor on", TransferBody, _transfer),
    "direct": CounterAction("Serve a visitor without a ticket", ServiceBody, _direct),
    "also": CounterAction("Go on with the same visit for another service", ServiceBody, _also),
    "note": CounterAction("Write a note on the visit", NoteBody, _note),
    "undo": CounterAction("Take back the last action", Nothing, _plain(c.Undo)),
    "open": CounterAction("Open the counter", Nothing, _open),
    "close": CounterAction("Close the counter", Nothing, _close, ClosedReply),
    "break": CounterAction("Have a break", BreakBody, _break, ClosedReply),
    "return": CounterAction(
        "Let a parked or missed visitor wait again", TicketBody, _return, ReturnedReply
    ),
    "cancel": CounterAction(
        "Take a waiting or parked ticket out", TicketBody, _cancel, CancelledReply
    ),
}

BUTTONS: Final = frozenset(
    name for name, action in ACTIONS.items() if issubclass(action.body, Nothing)
)
"""Actions that need no body, so that a Wi-Fi button can press them."""
