"""Halls and days to write into a journal: by hand, and by the rules themselves."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC

from signage.clock import Clock
from signage.errors import Refused
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.fold import apply
from signage.queueing.hall import Agency, Counter, Hall, Mall, Service, TakeoverPlan, Text, Zone
from signage.queueing.hours import ALWAYS
from signage.queueing.model import Recorded, State
from signage.queueing.rules import decide

START = 1_795_687_200_000
"""2026-11-26, 10 o'clock UTC, in ms."""
NIGHT = 24 * 3_600_000


def text(word: str) -> Text:
    return Text(id=word, en=f"{word} (en)")


HALL = Hall(
    mall=Mall(id="metro", name=text("Metro"), time_zone="UTC", languages=("id",), hours=ALWAYS),
    zones=(
        Zone(id="hall-a", name=text("Aula A")),
        Zone(id="hall-b", name=text("Aula B"), speaker="none"),
        Zone(id="ballroom", name=text("Balai"), hears=("hall-a", "hall-b"), speaker="screen"),
    ),
    agencies=(Agency(id="dukcapil", name=text("Dukcapil"), short=text("Dk"), spoken=text("Dk")),),
    services=(
        Service(id="ktp", agency="dukcapil", name=text("KTP é"), prefix="A"),
        Service(id="kk", agency="dukcapil", name=text("KK"), prefix="B"),
    ),
    counters=(
        Counter(id="1", name="1", zone="hall-a", services=("ktp", "kk")),
        Counter(id="2", name="2", zone="hall-b", services=("ktp",)),
        Counter(id="3", name="3", zone="hall-b", services=("kk",)),
    ),
    takeovers=(
        TakeoverPlan(
            id="wisuda", zone="ballroom", name=text("Wisuda"), calls_to=("hall-a", "hall-b")
        ),
    ),
)


def issued(n: int) -> e.TicketIssued:
    return e.TicketIssued(
        ticket=f"t{n}", number=f"A{n:03d}", serial=n, service="ktp", agency="dukcapil",
        service_name=text("KTP é"), agency_name=text("Dk"), priority=None, origin=None,
        channel="kiosk",
    )  # fmt: skip


@dataclass(slots=True)
class Pen:
    """Gives events their next place."""

    epoch: int
    seq: int = 0
    at: int = START
    tick: int = 0

    def write(self, *events: e.Event) -> list[Recorded]:
        return [self._next(event) for event in events]

    def tickets(self, count: int) -> list[Recorded]:
        return self.write(*(issued(self.seq + 1 + i) for i in range(count)))

    def day(self, date: str, tickets: int) -> list[Recorded]:
        return [*self.write(e.DayOpened(date=date, hall=HALL)), *self.tickets(tickets)]

    def _next(self, event: e.Event) -> Recorded:
        self.seq += 1
        self.at += 7
        self.tick += 5
        return Recorded(epoch=self.epoch, seq=self.seq, at=self.at, tick=self.tick, event=event)


class Played:
    """A hall that is run by the rules, and every event that it has seen."""

    def __init__(self) -> None:
        self.state = State(hall=HALL, epoch=1)
        self.records: list[Recorded] = []
        self._passed = 0
        self._clock = Clock(
            UTC, wall=lambda: START + self._passed, steady=lambda: self._passed
        )  # fmt: skip

    def do(self, command: c.Command, *, after: int = 3_000) -> list[Recorded]:
        """Carry a command out, `after` ms since the last; nothing when it is refused."""
        self._passed += after
        now = self._clock.now()
        try:
            events = decide(self.state, command, now)
        except Refused:
            return []
        made = [
            Recorded(epoch=1, seq=self.state.seq + 1 + i, at=now.at, tick=now.tick, event=event)
            for i, event in enumerate(events)
        ]
        for recorded in made:
            self.state = apply(self.state, recorded)
        self.records += made
        return made


def played(seed: int, presses: int, days: int = 1) -> Played:
    """Days of random presses."""
    chance = random.Random(seed)
    hall = Played()
    for day in range(days):
        hall.do(c.OpenDay(), after=NIGHT if day else 0)
        for _ in range(presses):
            hall.do(_press(chance, hall.state), after=chance.choice((0, 5, 900, 40_000)))
        if chance.random() < 0.7:
            hall.do(c.CloseDay())
    return hall


def _press(chance: random.Random, state: State) -> c.Command:
    counter = chance.choice(("1", "2", "3"))
    waiting = sorted(state.numbers) or ["A001"]
    choices: list[c.Command] = [
        c.IssueTicket(service=chance.choice(("ktp", "kk"))),
        c.IssueTicket(service="ktp"),
        c.AdoptNumbers(service="kk", first=(new := _last(state, "kk") + 1), last=new + 1, minute=0),
        c.CallNext(counter=counter),
        c.CallNext(counter=counter),
        c.CallTicket(counter=counter, ticket=chance.choice(waiting)),
        c.Recall(counter=counter),
        c.Serve(counter=counter),
        c.Finish(counter=counter),
        c.MarkNoShow(counter=counter),
        c.Park(counter=counter, note=chance.choice(("", "fotokopi"))),
        c.Return(ticket=chance.choice(waiting)),
        c.AddService(counter=counter, service=chance.choice(("ktp", "kk"))),
        c.NoteVisit(counter=counter, text=chance.choice(("", "bawa KK"))),
        c.TakeBreak(counter=counter, minutes=15),
        c.Transfer(counter=counter, service=chance.choice(("ktp", "kk"))),
        c.Transfer(counter=counter, to_counter=chance.choice(("1", "2"))),
        c.ServeDirect(counter=counter, service="ktp"),
        c.CancelTicket(ticket=chance.choice(waiting)),
        c.Undo(counter=counter),
        c.Undo(counter=counter),
        c.CloseCounter(counter=counter),
        c.Announce(zone="hall-a", text="Mobil B 1 menghalangi", language="id"),
        c.StartEmergency(text=text("Keluar"), drill=chance.random() < 0.5),
        *(c.EndEmergency(emergency=one.id) for one in state.emergencies),
        c.StartTakeover(zone="ballroom", takeover="wisuda"),
        *(c.EndTakeover(zone=zone) for zone in state.takeovers),
        c.ChangeHall(hall=_other(state.hall)),
        *_speech(chance, state),
    ]
    return chance.choice(choices)


def _last(state: State, service: str) -> int:
    return state.serials.get(service, 0)


def _speech(chance: random.Random, state: State) -> Iterator[c.Command]:
    for zone, every in sorted(state.announcements.items()):
        for a in every[-3:]:
            yield c.BeginAnnouncement(announcement=a.id, zone=zone)
            result = chance.choice(("heard", "skipped"))
            yield c.EndAnnouncement(
                announcement=a.id, zone=zone, result="heard" if result == "heard" else "skipped"
            )


def _other(hall: Hall) -> Hall:
    speaker = hall.zones[1].speaker
    changed = replace(hall.zones[1], speaker="none" if speaker == "server" else "server")
    return replace(hall, zones=(hall.zones[0], changed, *hall.zones[2:]))
