"""A small hall to play presses in, and a shorthand for presses and events: one line a case.

Presses: `issue ktp`, `1 next`, `1 call B001`, `1 transfer kk`, `1 transfer @2`, `1 shut hall`,
`wait 40`, `day` … Events: `issued B001`, `called B001 to 1`, `served B001 by next assumed` …
A refusal is `! code`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from signage.errors import Refused
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.fold import apply
from signage.queueing.hall import (
    Agency,
    Counter,
    Hall,
    Mall,
    Named,
    Priority,
    ProgrammePoint,
    Service,
    TakeoverPlan,
    Text,
    Zone,
)
from signage.queueing.hours import ALWAYS, Moment, Span
from signage.queueing.model import Recorded, State
from signage.queueing.order import Policy, fair
from signage.queueing.rules import decide

NINE = Moment(
    at=1_795_658_400_000, tick=1_000_000, date="2026-11-26", weekday=3, minute=540,
    business_date="2026-11-26",
)  # fmt: skip
"""A Thursday, nine o'clock."""


def both(word: str) -> Text:
    """A text that differs by language."""
    return Text(word, f"{word} (en)")


HALL = Hall(
    mall=Mall(
        id="metro", name=both("Metro"), time_zone="Asia/Jakarta", languages=("id", "en"),
        hours=ALWAYS,
    ),
    zones=(
        Zone(id="ballroom", name=both("Ballroom"), hears=("hall-a", "hall-b")),
        Zone(id="hall-a", name=both("Aula A")),
        Zone(id="hall-b", name=both("Aula B"), speaker="none"),
    ),
    agencies=(
        Agency(id="dukcapil", name=both("Dinas"), short=both("Dukcapil"), spoken=both("Dukcapil")),
        Agency(id="imigrasi", name=both("Kantor"), short=both("Imigrasi"), spoken=both("Imigrasi")),
    ),
    services=(
        Service(id="ktp", agency="dukcapil", name=both("KTP"), prefix="B"),
        Service(id="kk", agency="dukcapil", name=both("KK"), prefix="BK"),
        Service(id="paspor", agency="imigrasi", name=both("Paspor"), prefix="4K", separator="-",
                width=2),
    ),
    counters=(
        Counter(id="1", name="Loket 1", zone="hall-a", services=("ktp", "kk")),
        Counter(id="2", name="Loket 2", zone="hall-a", services=("ktp",)),
        Counter(id="3", name="Loket 3", zone="hall-b", services=("paspor",)),
    ),
    priorities=(Priority(id="lansia", name=both("Lansia")),),
    origins=(Named(id="kota", name=both("Kota Metro")),),
    takeovers=(
        TakeoverPlan(
            id="wisuda", zone="ballroom", name=both("Wisuda"), greeting=both("Selamat datang"),
            playlist="wisuda", programme=(ProgrammePoint("09:00", both("Pembukaan")),),
            calls_to=("hall-a", "hall-b"), dates=("2026-11-26",), spans=(Span(600, 720),),
        ),
        TakeoverPlan(id="rapat", zone="hall-a", name=both("Rapat"), calls_to=("hall-b",)),
        TakeoverPlan(id="pameran", zone="hall-b", name=both("Pameran"), calls_to=("hall-a",)),
        TakeoverPlan(
            id="lama", zone="ballroom", name=both("Lama"), calls_to=("hall-a",), closed=True
        ),
    ),
)  # fmt: skip


def mall(hall: Hall = HALL, /, **facts: object) -> Hall:
    """The hall with other facts of its mall."""
    return replace(hall, mall=replace(hall.mall, **facts))  # type: ignore[arg-type]


class Scene:
    """A hall that is played in, and all that was recorded."""

    def __init__(self, hall: Hall = HALL, now: Moment = NINE, *, opened: bool = True) -> None:
        self.state = State(hall=hall)
        self.now = now
        self.records: list[Recorded] = []
        if opened:
            self.press(c.OpenDay())

    def press(self, command: c.Command, policy: Policy = fair) -> tuple[e.Event, ...]:
        """Decide, record and apply; the events of this press."""
        events = decide(self.state, command, self.now, policy)
        for event in events:
            recorded = Recorded(
                epoch=1, seq=self.state.seq + 1, at=self.now.at, tick=self.now.tick, event=event
            )
            self.records.append(recorded)
            self.state = apply(self.state, recorded)
        return events

    def wait(self, seconds: float) -> None:
        """Time goes by, within the same minute of the calendar."""
        ms = int(seconds * 1000)
        self.now = replace(self.now, at=self.now.at + ms, tick=self.now.tick + ms)

    def play(self, script: str) -> str:
        """Each press of a script, parted by commas; what came of the last one."""
        told = ""
        for line in filter(None, (part.strip() for part in script.split(","))):
            word, _, rest = line.partition(" ")
            if word == "wait":
                self.wait(float(rest))
                continue
            try:
                told = tell(self.press(parse(line)))
            except Refused as refused:
                told = f"! {refused.code}"
        return told


def played(script: str, hall: Hall = HALL) -> Scene:
    """A scene in which the script was played, with no refusal in it."""
    scene = Scene(hall)
    for line in script.split(","):
        told = scene.play(line)
        assert not told.startswith("!"), f"{line}: {told}"
    return scene


def refusal(scene: Scene, command: c.Command) -> Refused:
    """Why the command is refused; it has to be."""
    before = scene.state
    try:
        decide(scene.state, command, scene.now)
    except Refused as refused:
        assert scene.state == before
        return refused
    raise AssertionError(f"not refused: {command}")


AT_COUNTER: dict[str, Callable[[str, str], c.Command]] = {
    "open": lambda at, by: c.OpenCounter(counter=at, by="hall" if by else "officer"),
    "shut": lambda at, by: c.CloseCounter(counter=at, by="hall" if by else "officer"),
    "next": lambda at, _: c.CallNext(counter=at),
    "call": lambda at, ticket: c.CallTicket(counter=at, ticket=ticket),
    "recall": lambda at, _: c.Recall(counter=at),
    "serve": lambda at, _: c.Serve(counter=at),
    "finish": lambda at, _: c.Finish(counter=at),
    "no-show": lambda at, _: c.MarkNoShow(counter=at),
    "break": lambda at, minutes: c.TakeBreak(counter=at, minutes=int(minutes) if minutes else None),
    "park": lambda at, note: c.Park(counter=at, note=note),
    "also": lambda at, service: c.AddService(counter=at, service=service),
    "note": lambda at, text: c.NoteVisit(counter=at, text=text),
    "return": lambda at, ticket: c.Return(counter=at, ticket=ticket),
    "transfer": lambda at, to: (
        c.Transfer(counter=at, to_counter=to[1:])
        if to.startswith("@")
        else c.Transfer(counter=at, service=to or None)
    ),
    "direct": lambda at, service: c.ServeDirect(counter=at, service=service),
    "undo": lambda at, _: c.Undo(counter=at),
}


def parse(line: str) -> c.Command:
    """One press in shorthand."""
    match line.split():
        case ["day"]:
            return c.OpenDay()
        case ["close", "day"]:
            return c.CloseDay()
        case ["redate"]:
            return c.RedateDay()
        case ["issue", service, *rest]:
            return c.IssueTicket(service=service, priority=rest[0] if rest else None)
        case ["return", ticket]:
            return c.Return(ticket=ticket)
        case ["adopt", service, numbers, *given]:
            first, _, last = numbers.partition("-")
            return c.AdoptNumbers(
                service=service, first=int(first), last=int(last or first),
                minute=int(given[0]) if given else None,
            )  # fmt: skip
        case ["cancel", ticket]:
            return c.CancelTicket(ticket=ticket)
        case ["say", zone, *words]:
            return c.Announce(zone=zone, text=" ".join(words), language="id")
        case ["alarm", zones, *words]:
            named = () if zones == "*" else tuple(zones.split("+"))
            return c.StartEmergency(zones=named, text=Text(" ".join(words), ""))
        case ["drill", zones, *words]:
            named = () if zones == "*" else tuple(zones.split("+"))
            return c.StartEmergency(zones=named, text=Text(" ".join(words), ""), drill=True)
        case ["calm", id]:
            return c.EndEmergency(emergency=id)
        case ["take", zone, takeover, *until]:
            end = int(until[0]) if until else None
            return c.StartTakeover(zone=zone, takeover=takeover, until=end)
        case ["free", zone]:
            return c.EndTakeover(zone=zone)
        case ["turn"]:
            return c.TurnTakeovers()
        case ["begin", id]:
            return c.BeginAnnouncement(announcement=id, zone=id.partition("-")[2])
        case ["end", id, *_]:
            return c.EndAnnouncement(
                announcement=id, zone=id.partition("-")[2], result="heard", reason=None
            )
        case [counter, action, *rest]:
            return AT_COUNTER[action](counter, " ".join(rest))
        case _:
            raise ValueError(line)


def tell(events: tuple[e.Event, ...]) -> str:
    """Events in shorthand."""
    return ", ".join(_tell(event) for event in events)


def _tell(event: e.Event) -> str:
    match event:
        case e.DayOpened():
            return f"day {event.date}" + (" doubtful" if event.doubtful else "")
        case e.DayRedated():
            return f"day {event.was} is {event.date}"
        case e.DayClosed():
            return f"day {event.date} over"
        case e.HallChanged():
            return "hall changed"
        case e.CounterOpened():
            return f"open {event.counter}"
        case e.CounterClosed():
            rest = f" for a {event.reason}" if event.reason else ""
            return f"shut {event.counter} by {event.by}{rest}"
        case e.TicketIssued():
            return f"issued {event.number}"
        case e.NumbersAdopted():
            return f"adopted {event.service} to {event.upto}"
        case e.TicketCalled():
            return f"called {event.number} to {event.counter}"
        case e.TicketRecalled():
            return f"recalled {event.number} {event.recall}"
        case e.ServingStarted():
            return f"serving {event.number}"
        case e.DirectStarted():
            return f"direct {event.service} at {event.counter}"
        case e.TicketServed():
            assumed = " assumed" if event.assumed else ""
            return f"served {event.number or '-'} by {event.by}{assumed}"
        case e.TicketMissed():
            return f"missed {event.number} by {event.by}{' assumed' if event.assumed else ''}"
        case e.TicketParked():
            return f"parked {event.number}{f' ({event.note})' if event.note else ''}"
        case e.TicketReturned():
            return f"returned {event.number} to {event.where}"
        case e.ServiceAdded():
            where = "here" if event.here else event.where
            return f"added {event.service} to {event.number or '-'} {where}"
        case e.VisitNoted():
            return f"noted {event.number or '-'}: {event.text}"
        case e.TicketTransferred():
            to = f"@{event.to_counter}" if event.to_counter else ""
            return f"moved {event.number} to {event.service}{to}"
        case e.TicketCancelled():
            return f"cancelled {event.number}"
        case e.TicketExpired():
            return f"expired {event.number}"
        case e.ActionUndone():
            return f"undone {event.action}"
        case e.NoticeAnnounced():
            return f"notice {event.zone}"
        case e.EmergencyStarted():
            return (
                f"{'drill' if event.drill else 'alarm'} {event.emergency} {'+'.join(event.zones)}"
            )
        case e.EmergencyEnded():
            return f"calm {event.emergency}"
        case e.TakeoverStarted():
            return f"taken {event.zone} {event.takeover} by {event.by}"
        case e.TakeoverEnded():
            return f"freed {event.zone} by {event.by}"
        case e.AnnouncementBegun():
            return f"begun {event.announcement}"
        case e.AnnouncementEnded():
            return f"ended {event.announcement} {event.result}"
        case _ as never:
            assert_never(never)
