"""What holds after any presses in any order: hypothesis plays whole days in the hall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from immutables import Map

from signage.errors import Refused
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.codec import decode, encode, kind_of
from signage.queueing.emergencies import MOST
from signage.queueing.expected import paced
from signage.queueing.fold import apply
from signage.queueing.hall import Hall, Text
from signage.queueing.model import Recorded, State, Ticket, aimed_at
from signage.queueing.order import calling_order
from signage.queueing.refusals import SENTENCES, sentence
from signage.queueing.routing import routed
from signage.queueing.rules import decide
from tests.queueing.lines import shared
from tests.queueing.scene import HALL, NINE, mall, played

counters = st.sampled_from(["1", "2", "3", "9"])
services = st.sampled_from(["ktp", "kk", "paspor", "nope"])
HALLS = (
    HALL,
    mall(unfinished="no_show"),
    replace(HALL, services=HALL.services[:2], counters=HALL.counters[:2]),
    replace(HALL, services=tuple(replace(s, prefix=p) for s, p in
            zip(HALL.services, ("BK", "B", "4K"), strict=True))),
    shared(),
    replace(HALL, zones=HALL.zones[1:], takeovers=HALL.takeovers[1:3]),
    replace(HALL, counters=(*HALL.counters[1:], replace(HALL.counters[0], zone="hall-b"))),
)  # fmt: skip


PACES = Map({"ktp": paced((300_000,) * 12), "kk": paced((900_000,) * 12)})
"""Of these two the expected wait is known from the first minute on."""


@dataclass(frozen=True)
class Day:
    """What a law may look at: the state, and all that was recorded since the last day began."""

    hall: Hall
    state: State
    records: tuple[Recorded, ...]


# ---- the laws


def one_ticket_is_at_one_counter(day: Day) -> None:
    held = [desk.ticket for desk in day.state.desks.values() if desk.ticket is not None]
    assert len(held) == len(set(held))


def who_is_at_a_counter_is_called_or_served_there(day: Day) -> None:
    for counter, desk in day.state.desks.items():
        if desk.ticket is not None:
            ticket = day.state.tickets[desk.ticket]
            assert (ticket.counter, ticket.state in ("called", "serving")) == (counter, True)
            assert desk.open
    for ticket in day.state.tickets.values():
        here = ticket.state in ("called", "serving")
        assert (ticket.counter is not None) is here
        if here and ticket.counter is not None:
            assert day.state.desks[ticket.counter].ticket == ticket.id


def a_call_is_of_the_ticket_that_is_there(day: Day) -> None:
    for desk in day.state.desks.values():
        if desk.call is not None:
            assert desk.call.ticket == desk.ticket
        elif desk.ticket is not None:
            assert day.state.tickets[desk.ticket].direct


def a_queue_is_who_waits_in_the_order_of_places(day: Day) -> None:
    def name(ticket: Ticket) -> str:
        return aimed_at(ticket.aimed) if ticket.aimed else ticket.service

    waiting: dict[str, list[Ticket]] = {}
    for ticket in sorted(day.state.tickets.values(), key=lambda ticket: ticket.place):
        if ticket.state == "waiting":
            waiting.setdefault(name(ticket), []).append(ticket)
    queues = {name: ids for name, ids in day.state.queues.items() if ids}
    assert queues == {name: tuple(t.id for t in ts) for name, ts in waiting.items()}


def a_number_is_given_once(day: Day) -> None:
    numbers = Counter(t.number for t in day.state.tickets.values() if not t.direct)
    assert all(count == 1 for count in numbers.values())
    assert dict(day.state.numbers) == {
        t.number: t.id for t in day.state.tickets.values() if not t.direct
    }


def a_zone_shows_one_row_a_call_newest_first(day: Day) -> None:
    for rows in day.state.calls.values():
        assert len({row.first for row in rows}) == len(rows)
        assert [row.seq for row in rows] == sorted((row.seq for row in rows), reverse=True)


def an_announcement_is_unique_and_in_order(day: Day) -> None:
    for zone, said in day.state.announcements.items():
        assert [one.seq for one in said] == sorted({one.seq for one in said})
        assert all(one.zone == zone for one in said)


def every_call_is_said_in_each_of_its_zones_that_speaks(day: Day) -> None:
    hall, to_say, listed = day.hall, set[str](), set[str]()
    for recorded in day.records:
        if isinstance(recorded.event, e.HallChanged):
            hall = recorded.event.hall
        if isinstance(recorded.event, e.TicketCalled | e.TicketRecalled):
            to_say |= {
                f"{recorded.seq}-{zone}"
                for zone in recorded.event.zones
                if zone in hall.zone and hall.zone[zone].speaker != "none"
            }
    for said in day.state.announcements.values():
        listed |= {one.id for one in said if one.first}
    ended = {r.event.announcement for r in day.records if isinstance(r.event, e.AnnouncementEnded)}
    assert to_say - ended <= listed <= to_say


def a_call_is_made_in_each_of_its_zones_or_withheld_and_never_in_one_that_is_taken(
    day: Day,
) -> None:
    """Promise P4 with events: each zone once, or the reason; nothing where an event is."""
    taken, known = set[str](), dict[int, frozenset[str]]()
    for recorded in day.records:
        event = recorded.event
        match event:
            case e.DayOpened():
                taken = {one.zone for one in event.takeovers}
            case e.TakeoverStarted():
                assert event.zone not in taken
                taken.add(event.zone)
            case e.TakeoverEnded():
                taken.remove(event.zone)
            case e.TicketCalled() | e.TicketRecalled():
                called, withheld = set(event.zones), set(event.withheld)
                assert len(called) == len(event.zones) and not called & taken
                assert called and withheld <= taken
                first = event.first if isinstance(event, e.TicketRecalled) else recorded.seq
                assert known.get(first, frozenset()) <= called | withheld
                known[first] = frozenset(called | withheld)
                if isinstance(event, e.TicketCalled):
                    assert event.zone in called | withheld
            case e.AnnouncementBegun():
                made = int(event.announcement.partition("-")[0])
                started = [r.seq for r in day.records if isinstance(r.event, e.TakeoverStarted)
                           and r.event.zone == event.zone]  # fmt: skip
                if event.zone in taken and made > max(started, default=0):
                    kinds = {type(r.event) for r in day.records if r.seq == made}
                    assert not kinds & {e.TicketCalled, e.TicketRecalled}
    assert taken == set(day.state.takeovers)


def a_takeover_has_a_zone_and_leads_its_calls_somewhere(day: Day) -> None:
    state = day.state
    assert set(state.takeovers) <= set(state.hall.zone)
    for counter in state.hall.counters:
        assert routed(state, state.hall.zones_of(counter.id)).zones
    for zone in state.takeovers:
        waits = [a for a in state.announcements.get(zone, ()) if a.result is None and a.first]
        assert all(a.begun for a in waits)


def an_emergency_that_stands_is_said_in_each_of_its_zones_that_speaks(day: Day) -> None:
    hall, standing = day.state.hall, day.state.emergencies
    to_say = {f"{o.seq}-{z}" for o in standing for z in o.zones if hall.zone[z].speaker != "none"}
    said = [one for every in day.state.announcements.values() for one in every]
    open_ = {one.id for one in said if one.kind == "emergency" and one.result is None}
    ended = {f"{o.seq}-{zone}" for o in _ended(day) for zone in o.zones}
    assert to_say <= open_ <= to_say | ended
    assert all(one.zones for one in standing)
    assert len(standing) <= MOST


def _ended(day: Day) -> list[e.Emergency]:
    """Emergencies of this day that are over: the voice may still have to say so."""
    known: dict[str, e.Emergency] = {}
    for recorded in day.records:
        match recorded.event:
            case e.DayOpened():
                known |= {one.id: one for one in recorded.event.emergencies}
            case e.EmergencyStarted() as event:
                known[event.emergency] = e.Emergency(
                    id=event.emergency, zones=event.zones, text=event.text,
                    languages=event.languages, drill=event.drill, seq=recorded.seq,
                    at=recorded.at, tick=recorded.tick,
                )  # fmt: skip
    standing = {one.id for one in day.state.emergencies}
    return [one for one in known.values() if one.id not in standing]


def an_emergency_stands_until_it_is_ended(day: Day) -> None:
    hall, known = day.hall, {one.id for one in _ended(day)}
    over = {r.event.emergency for r in day.records if isinstance(r.event, e.EmergencyEnded)}
    assert known <= over, hall
    assert not over & {one.id for one in day.state.emergencies}


def a_replay_makes_the_same_state(day: Day) -> None:
    state = State(hall=HALL, paces=PACES)
    for recorded in day.records:
        again = decode(kind_of(recorded.event), encode(recorded.event))
        assert again == recorded.event
        state = apply(state, replace(recorded, event=again))
    assert state == day.state


LAWS = (
    one_ticket_is_at_one_counter,
    who_is_at_a_counter_is_called_or_served_there,
    a_call_is_of_the_ticket_that_is_there,
    a_queue_is_who_waits_in_the_order_of_places,
    a_number_is_given_once,
    a_zone_shows_one_row_a_call_newest_first,
    an_announcement_is_unique_and_in_order,
    every_call_is_said_in_each_of_its_zones_that_speaks,
    an_emergency_that_stands_is_said_in_each_of_its_zones_that_speaks,
    an_emergency_stands_until_it_is_ended,
    a_replay_makes_the_same_state,
    a_call_is_made_in_each_of_its_zones_or_withheld_and_never_in_one_that_is_taken,
    a_takeover_has_a_zone_and_leads_its_calls_somewhere,
)


class Presses(RuleBasedStateMachine):
    """Anybody presses anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State(hall=HALL, paces=PACES)
        self.now = NINE
        self.hall = HALL
        self.records: list[Recorded] = []

    def press(self, command: c.Command) -> None:
        before = self.state
        try:
            events = decide(before, command, self.now)
        except Refused as refused:
            assert refused.code in SENTENCES
            assert "{" not in sentence(refused).id + sentence(refused).en
            return
        assert events == decide(before, command, self.now)
        for event in events:
            recorded = Recorded(
                epoch=1, seq=self.state.seq + 1, at=self.now.at, tick=self.now.tick, event=event
            )
            if isinstance(event, e.DayOpened):
                self.records, self.hall = [], event.hall
            self.records.append(recorded)
            self.state = apply(self.state, recorded)

    @initialize(opened=st.booleans())
    def start(self, opened: bool) -> None:
        if opened:
            self.press(c.OpenDay())

    # ---- time

    @rule(seconds=st.sampled_from([0, 1, 31, 121, 4000]))
    def time_goes_by(self, seconds: int) -> None:
        self.now = replace(
            self.now, at=self.now.at + seconds * 1000, tick=self.now.tick + seconds * 1000
        )

    @rule(days=st.integers(-1, 1), doubtful=st.booleans())
    def the_clock_is_set(self, days: int, doubtful: bool) -> None:
        day = min(30, max(1, int(self.now.date[-2:]) + days))
        date = f"2026-11-{day:02d}"
        self.now = replace(
            self.now, date=date, business_date=date, weekday=(day + 2) % 7, doubtful=doubtful
        )

    @rule(command=st.sampled_from([c.OpenDay(), c.RedateDay()]))
    def the_day(self, command: c.Command) -> None:
        self.press(command)

    @precondition(lambda self: len(self.state.tickets) > 4)
    @rule()
    def the_day_is_over(self) -> None:
        self.press(c.CloseDay())

    @rule(hall=st.sampled_from(HALLS))
    def the_hall_changes(self, hall: Hall) -> None:
        self.press(c.ChangeHall(hall=hall))

    # ---- visitors

    @rule(service=services, priority=st.sampled_from([None, "lansia", "hamil", "vip"]))
    def a_visitor_comes(self, service: str, priority: str | None) -> None:
        self.press(c.IssueTicket(service=service, priority=priority))

    @rule(data=st.data())
    def a_visitor_leaves(self, data: st.DataObject) -> None:
        self.press(c.CancelTicket(ticket=self.name(data)))

    def name(self, data: st.DataObject) -> str:
        known = [t.number or t.id for t in self.state.tickets.values()]
        return data.draw(st.sampled_from([*known, "B001", "nobody"]))

    @rule(service=services, first=st.integers(0, 12), count=st.integers(-1, 3),
          minute=st.none() | st.sampled_from([500, 540, 600]))  # fmt: skip
    def numbers_come_on_paper(
        self, service: str, first: int, count: int, minute: int | None
    ) -> None:
        adopt = c.AdoptNumbers(service=service, first=first, last=first + count, minute=minute)
        self.press(adopt)

    # ---- officers

    @rule(counter=counters)
    def next(self, counter: str) -> None:
        waiting = (
            next(calling_order(self.state, counter, self.now.tick), None)
            if counter in self.state.hall.counter
            else None
        )
        at = self.state.desk(counter)
        self.press(c.CallNext(counter=counter))
        if waiting is not None and self.state.day_open and at.shut_by != "hall":
            assert self.state.desk(counter).ticket == waiting.id

    @rule(counter=counters, data=st.data())
    def call(self, counter: str, data: st.DataObject) -> None:
        self.press(c.CallTicket(counter=counter, ticket=self.name(data)))

    @rule(counter=counters, kind=st.sampled_from([
        c.Recall, c.Serve, c.Finish, c.MarkNoShow, c.Park, c.Undo, c.Undo, c.TakeBreak,
    ]))  # fmt: skip
    def press_at_counter(
        self,
        counter: str,
        kind: type[c.Recall | c.Serve | c.Finish | c.MarkNoShow | c.Park | c.Undo | c.TakeBreak],
    ) -> None:
        self.press(kind(counter=counter))

    @rule(counter=counters, kind=st.sampled_from([c.OpenCounter, c.CloseCounter]),
          by=st.sampled_from(["officer", "officer", "hall"]))  # fmt: skip
    def open_or_shut(
        self, counter: str, kind: type[c.OpenCounter | c.CloseCounter], by: e.ShutBy
    ) -> None:
        self.press(kind(counter=counter, by=by))

    @rule(counter=counters, service=st.none() | services, to=st.none() | counters)
    def transfer(self, counter: str, service: str | None, to: str | None) -> None:
        self.press(c.Transfer(counter=counter, service=service, to_counter=to))

    @rule(counter=counters, service=services)
    def also(self, counter: str, service: str) -> None:
        self.press(c.AddService(counter=counter, service=service))

    @rule(counter=counters, text=st.sampled_from(["", "bawa KK", "x" * 81]))
    def note(self, counter: str, text: str) -> None:
        self.press(c.NoteVisit(counter=counter, text=text))

    @rule(counter=st.none() | counters, data=st.data())
    def come_back(self, counter: str | None, data: st.DataObject) -> None:
        self.press(c.Return(counter=counter, ticket=self.name(data)))

    @rule(counter=counters, service=services)
    def direct(self, counter: str, service: str) -> None:
        self.press(c.ServeDirect(counter=counter, service=service))

    # ---- the voice

    @rule(zone=st.sampled_from(["hall-a", "hall-b", "ballroom", "nowhere"]))
    def announce(self, zone: str) -> None:
        self.press(c.Announce(zone=zone, text="Selamat pagi", language="id"))

    @rule(
        zones=st.lists(st.sampled_from(["hall-a", "hall-b", "ballroom", "nowhere"]), max_size=2),
        words=st.sampled_from(["Keluar", "Tetap di tempat", ""]), drill=st.booleans(),
    )  # fmt: skip
    def an_emergency(self, zones: list[str], words: str, drill: bool) -> None:
        self.press(c.StartEmergency(zones=tuple(zones), text=Text(words, ""), drill=drill))

    @rule(
        event=st.sampled_from([
            ("ballroom", "wisuda"), ("ballroom", "wisuda"), ("hall-a", "rapat"),
            ("hall-b", "pameran"), ("hall-b", "rapat"), ("ballroom", "lama"), ("nowhere", "x"),
        ]),
        until=st.sampled_from([None, None, NINE.at - 1, NINE.at + 5_000_000]),
    )  # fmt: skip
    def an_event_takes_a_zone(self, event: tuple[str, str], until: int | None) -> None:
        self.press(c.StartTakeover(zone=event[0], takeover=event[1], until=until))

    @rule(zone=st.sampled_from(["ballroom", "hall-a", "hall-b", "nowhere"]))
    def a_zone_is_taken_back(self, zone: str) -> None:
        self.press(c.EndTakeover(zone=zone))

    @rule(minute=st.sampled_from([540, 600, 660, 719, 720]))
    def the_schedule_is_looked_at(self, minute: int) -> None:
        self.now = replace(self.now, minute=max(minute, self.now.minute))
        self.press(c.TurnTakeovers())

    @rule(data=st.data())
    def the_emergency_is_over(self, data: st.DataObject) -> None:
        known = [one.id for one in self.state.emergencies]
        self.press(c.EndEmergency(emergency=data.draw(st.sampled_from([*known, "e1", "e999", ""]))))

    @rule(data=st.data(), ends=st.booleans())
    def say(self, data: st.DataObject, ends: bool) -> None:
        said = [one for every in self.state.announcements.values() for one in every]
        if not said:
            return
        one = data.draw(st.sampled_from(said))
        if ends:
            self.press(c.EndAnnouncement(announcement=one.id, zone=one.zone, result="heard"))
        else:
            self.press(c.BeginAnnouncement(announcement=one.id, zone=one.zone))

    @invariant()
    def laws_hold(self) -> None:
        day = Day(self.hall, self.state, tuple(self.records))
        for law in LAWS:
            law(day)


TestPresses = Presses.TestCase
TestPresses.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


# ---- each law can be broken


def broken() -> Iterator[tuple[str, Day]]:
    """A day in which one thing was made wrong, for each law."""
    scene = played("issue ktp, issue ktp, issue kk, 1 next, 2 next, 1 recall")
    state, records = scene.state, tuple(scene.records)
    one, two = state.desk("1"), state.desk("2")

    def day(**facts: object) -> Day:
        return Day(HALL, replace(state, **facts), records)  # type: ignore[arg-type]

    rows, said = state.calls["hall-a"], state.announcements["hall-a"]
    t2 = state.tickets["t2"]
    yield LAWS[0].__name__, day(desks=state.desks.set("2", replace(two, ticket=one.ticket)))
    yield LAWS[1].__name__, day(desks=state.desks.set("2", replace(two, open=False)))
    yield LAWS[1].__name__, day(tickets=state.tickets.set("t2", replace(t2, counter=None)))
    yield LAWS[1].__name__, day(desks=state.desks.set("1", replace(one, ticket=None)))
    yield LAWS[2].__name__, day(desks=state.desks.set("1", replace(one, call=two.call)))
    yield LAWS[2].__name__, day(desks=state.desks.set("1", replace(one, call=None)))
    yield LAWS[3].__name__, day(queues=state.queues.set("ktp", ("t4",)))
    yield LAWS[3].__name__, day(queues=state.queues.set("kk", ()))
    yield LAWS[4].__name__, day(tickets=state.tickets.set("t3", replace(t2, id="t3")))
    yield LAWS[5].__name__, day(calls=state.calls.set("hall-a", rows[::-1]))
    yield LAWS[5].__name__, day(calls=state.calls.set("hall-a", (rows[0], rows[0])))
    yield LAWS[6].__name__, day(announcements=state.announcements.set("hall-a", said[::-1]))
    yield LAWS[7].__name__, day(announcements=state.announcements.delete("ballroom"))
    stray = replace(said[0], id="6-hall-b", zone="hall-b")
    yield LAWS[7].__name__, day(announcements=state.announcements.set("hall-b", (stray,)))
    scene.play("alarm * Keluar")
    alarmed, since = scene.state, tuple(scene.records)
    (alarm,), heard = alarmed.emergencies, alarmed.announcements
    mute = replace(alarmed, announcements=heard.set("hall-a", heard["hall-a"][:-1]))
    yield LAWS[8].__name__, Day(HALL, mute, since)
    ended = replace(heard["hall-a"][-1], result="heard")
    wrong = replace(alarmed, announcements=heard.set("hall-a", (*heard["hall-a"][:-1], ended)))
    yield LAWS[8].__name__, Day(HALL, wrong, since)
    nowhere = replace(alarmed, emergencies=(replace(alarm, zones=()),))
    yield LAWS[8].__name__, Day(HALL, nowhere, since)
    yield LAWS[9].__name__, Day(HALL, replace(alarmed, emergencies=()), since)
    over = scene.press(c.EndEmergency(emergency=alarm.id))
    assert over
    yield LAWS[9].__name__, Day(HALL, alarmed, tuple(scene.records))
    yield LAWS[10].__name__, day(at=state.at + 1)
    yield LAWS[10].__name__, Day(HALL, state, records[:-1])
    scene = played("take ballroom wisuda, issue ktp, 1 next")
    eventful, told = scene.state, tuple(scene.records)
    call = told[-1].event
    assert isinstance(call, e.TicketCalled)
    for zones, withheld in (
        (("hall-a", "ballroom"), ()), ((), ("ballroom",)), (("hall-a", "hall-a"), ("ballroom",)),
        (("hall-a",), ("ballroom", "hall-b")), (("hall-b",), ("ballroom",)),
    ):  # fmt: skip
        stray_call = replace(told[-1], event=replace(call, zones=zones, withheld=withheld))
        yield LAWS[11].__name__, Day(HALL, eventful, (*told[:-1], stray_call))
    yield LAWS[11].__name__, Day(HALL, replace(eventful, takeovers=Map()), told)
    (wisuda,) = eventful.takeovers.values()
    yield LAWS[12].__name__, Day(HALL, replace(eventful, takeovers=Map({"nowhere": wisuda})), told)
    unsaid = replace(said[0], id="9-ballroom", zone="ballroom", result=None)
    waits = eventful.announcements.set("ballroom", (unsaid,))
    yield LAWS[12].__name__, Day(HALL, replace(eventful, announcements=waits), told)
    alone = {zone: replace(wisuda, zone=zone, calls_to=()) for zone in HALL.zone}
    yield LAWS[12].__name__, Day(HALL, replace(eventful, takeovers=Map(alone)), told)


@pytest.mark.parametrize(("law", "day"), [*broken()])
def test_a_broken_law_is_seen(law: str, day: Day) -> None:
    with pytest.raises(AssertionError):
        next(each for each in LAWS if each.__name__ == law)(day)


def test_every_law_can_be_broken() -> None:
    assert {law for law, _ in broken()} == {law.__name__ for law in LAWS}
