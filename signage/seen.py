"""The hall as it can be seen: its state, the views of its topics, and whose tickets they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import msgspec

from signage.clock import Clock
from signage.queueing import shapes, views
from signage.queueing.admission import admission
from signage.queueing.hours import Moment
from signage.queueing.model import Recorded, State, Ticket
from signage.queueing.topics import Topics

_ENCODE = msgspec.json.Encoder().encode


class Seen:
    """The state that everybody may read, and what is drawn of it. Who changes it is `Live`."""

    def __init__(
        self, clock: Clock, token: Callable[[Ticket], str], epoch: Callable[[], int]
    ) -> None:
        self._clock = clock
        self._token = token
        self._epoch = epoch
        self._around: Callable[[], views.Around] = views.Around
        self._tickets_by_token: dict[str, str] = {}
        self.changed: Callable[[Iterable[str]], None] = lambda topics: None
        self.state: State
        self.topics: Topics
        self.trouble: shapes.Trouble | None = None
        self._looked = ("", -1, False)  # the minute in which the hours were looked at
        self._told: Mapping[str, object] = {}  # and what they said then, by service

    def look(self) -> None:
        """Show what time alone has changed: services that shut or opened with the minute."""
        now = self._clock.now()
        if (now.date, now.minute, now.doubtful) == self._looked:
            return
        self._looked = (now.date, now.minute, now.doubtful)
        state = self.state
        told = {id: views.admitted(admission(state, id, now)) for id in state.hall.service}
        before, self._told = self._told, told
        moved = [id for id, answer in told.items() if before.get(id, answer) != answer]
        self.changed({topic for id in moved for topic in self.topics.service(id)})

    def _settle(self, state: State) -> None:
        if not hasattr(self, "state") or state.hall is not self.state.hall:
            self.topics = Topics(state.hall)
        self.state = state

    def message(self, topic: str) -> bytes | None:
        """The whole message of a topic as it is now; None when there is no such topic."""
        view = self.view(topic)
        if view is None:
            return None
        return self.enclose(topic, view)

    def enclose(self, topic: str, view: msgspec.Struct | None) -> bytes:
        """A view as a message: with the topic, the journal's place and the time."""
        return _ENCODE(_Message(topic, self.epoch, self.state.seq, self._clock.now().at, view))

    def surround(self, around: Callable[[], views.Around]) -> None:
        """What stands beside the state in every view from now on."""
        self._around = around

    def beat(self) -> bytes:
        """What a quiet hall sends every 5 s."""
        return _ENCODE(_Beat(self.epoch, self.state.seq, self._clock.now().at))

    @property
    def epoch(self) -> int:
        """The journal's identity."""
        return self._epoch()

    def view(self, topic: str) -> msgspec.Struct | None:
        """The view of a topic that the hall itself knows; None for any other."""
        kind, _, name = topic.partition("/")
        state, hall, now = self.state, self.state.hall, self._clock.now()
        if kind == "zone" and name in hall.zone:
            return views.zone_view(state, name, now, self.around())
        if kind == "counter" and name in hall.counter:
            return views.counter_view(state, name, now, self.around())
        if kind == "queue" and name in hall.service:
            return views.queue_view(state, name, now)
        if kind == "kiosk" and name in hall.zone:
            return views.kiosk_view(state, name, now, self.around())
        if topic == "floor":
            return views.floor_view(state, now, self.around())
        if kind == "line" and name in self.topics.lines:
            return views.line_view(state, name, now)
        if kind == "ticket":
            ticket = self.ticket(name)
            return views.ticket_view(state, ticket, now, self._clock.utc_offset) if ticket else None
        return None

    def around(self) -> views.Around:
        """What stands beside the state in a view."""
        around = self._around()
        offset = self._clock.utc_offset
        return replace(around, trouble=self.trouble, utc_offset=offset)

    def ticket(self, token: str) -> Ticket | None:
        """Today's ticket with this token."""
        id = self._tickets_by_token.get(token)
        return self.state.tickets.get(id) if id is not None else None

    def token(self, ticket: Ticket) -> str:
        """The token of one of today's tickets."""
        return self._token(ticket)

    @property
    def utc_offset(self) -> int:
        """Minutes that the mall's zone is ahead of UTC now."""
        return self._clock.utc_offset

    def now(self) -> Moment:
        """The hall's present moment."""
        return self._clock.now()

    def line_of(self, token: str) -> str | None:
        """The topic of the line that the ticket with this token stands in; None for no ticket."""
        ticket = self.ticket(token)
        return f"line/{ticket.queue}" if ticket is not None else None

    def _token_of(self, ticket: Ticket) -> str:
        token = self._token(ticket)
        self._tickets_by_token[token] = ticket.id
        return token

    def _learn_tokens(self) -> None:
        self._tickets_by_token.clear()
        for ticket in self.state.tickets.values():
            if not ticket.direct:
                self._token_of(ticket)

    def _ticket_topics(self, recorded: Recorded) -> set[str]:
        """The pages of the tickets that the event names."""
        event = recorded.event
        named: str = getattr(event, "ticket", "")
        tickets = (self.state.tickets.get(id) for id in getattr(event, "tickets", (named,)))
        known = (ticket for ticket in tickets if ticket is not None and not ticket.direct)
        return {f"ticket/{self._token(ticket)}" for ticket in known}


class _Message(msgspec.Struct, frozen=True):
    topic: str
    epoch: int
    seq: int
    at: int
    view: msgspec.Struct | None


class _Beat(msgspec.Struct, frozen=True):
    epoch: int
    seq: int
    at: int
