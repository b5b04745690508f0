"""The settings of a hall: zones, agencies, services, counters. `HallChanged` carries them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeVar

from signage.queueing.calling import Calling, Rule, Share, line_of
from signage.queueing.hours import ALWAYS, Span, Week, meet

SpeakerKind = Literal["server", "screen", "none"]
Unfinished = Literal["served", "no_show"]
DayKind = Literal["holiday", "day"]


@dataclass(frozen=True, slots=True)
class Text:
    """One text for people, in Indonesian and in English."""

    id: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mall:
    """The building. `undo` is seconds; `unfinished` says how a forgotten visit ends.

    Tickets are given from `tickets_before` minutes before an opening until `cut_off` minutes before
    the day's closing.
    """

    id: str
    name: Text
    time_zone: str
    languages: tuple[str, ...]
    hours: Week
    unfinished: Unfinished = "served"
    undo: int = 30
    tickets_before: int = 0
    cut_off: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """An area with its own screens and one voice; `hears` names zones whose calls it repeats.

    A call older than `age_limit` seconds is not said. `direction` says where it is in the building.
    """

    id: str
    name: Text
    hears: tuple[str, ...] = ()
    speaker: SpeakerKind = "server"
    device: str = ""
    age_limit: int = 120
    direction: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An organisation with counters in the mall; `spoken` is how the voice names it.

    What is None is as the mall has it. `closed` closes its services.
    """

    id: str
    name: Text
    short: Text
    spoken: Text
    hours: Week | None = None
    tickets_before: int | None = None
    cut_off: int | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day and the most tickets in it. It reaches back to the end of the part before
    it, so that no minute is without a quota."""

    span: Span
    most: int

    @property
    def name(self) -> str:
        """How events and people name it, such as 08:00-12:00."""
        edges = (self.span.start, self.span.end)
        return "-".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in edges)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """The most tickets of a service in a day, and in each part of it, in the order of the day."""

    day: int | None = None
    parts: tuple[Part, ...] = ()

    def part(self, minute: int) -> Part | None:
        """The part that a minute counts to: the first that is not over yet, else the last."""
        if not self.parts:
            return None
        return next((part for part in self.parts if minute < part.span.end), self.parts[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What a service promises, in minutes: the longest wait for the first call, and the longest
    time at a counter; None where it promises nothing."""

    wait: int | None = None
    serve: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A date on which something is not as its week says: open in `spans`, or shut when empty.

    Of these agencies and services; of the whole mall when neither is named.
    """

    date: str
    name: Text
    kind: DayKind = "day"
    spans: tuple[Span, ...] = ()
    agencies: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What a visitor queues for. What is None is as its agency or the mall has it.

    With `dates` it comes on these only. `papers` are what a visitor has to bring. `priorities` are
    the classes that it serves first, None for all of the mall's. A `closed` one gives no tickets;
    who waits for it is still called.
    """

    id: str
    agency: str
    name: Text
    prefix: str
    separator: str = ""
    width: int = 3
    hours: Week | None = None
    share: Share | None = None
    pass_limit: int | None = None
    tickets_before: int | None = None
    cut_off: int | None = None
    dates: tuple[str, ...] = ()
    quota: Quota | None = None
    papers: tuple[Text, ...] = ()
    priorities: tuple[str, ...] | None = None
    asks_origin: bool = False
    closed: bool = False
    standard: Standard | None = None

    def offers(self, priority: str) -> bool:
        """Whether a visitor of this class is served as one here."""
        return self.priorities is None or priority in self.priorities

    def number(self, serial: int) -> str:
        """The number as it is printed; grows past the width instead of turning over."""
        return f"{self.prefix}{self.separator}{serial:0{self.width}d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A desk in one zone that serves some services.

    `share` None means that of its services; `weights` says for how many minutes one minute counts.
    A `closed` one calls nobody. `group` names the officers who work at it, for reports.
    """

    id: str
    name: str
    zone: str
    services: tuple[str, ...]
    direction: Text | None = None
    share: Share | None = None
    weights: dict[str, int] = field(default_factory=dict)
    closed: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A priority class. One that does not share is only shown, and waits like everybody."""

    id: str
    name: Text
    shares: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An origin: an id, and what people call it."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class ProgrammePoint:
    """A point of an event's programme: a time of the day such as 09:00, and what there is then."""

    at: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeoverPlan:
    """An event that may take a zone: its screens show the event, and its voice calls nobody.

    What the zone's screens called is called in the zones `calls_to` instead. It begins and ends by
    itself in `spans` of its `dates`, or of its `days` of the week; by hand only where there is
    neither. `playlist` is a name, or empty. A `closed` one is not begun any more.
    """

    id: str
    zone: str
    name: Text
    calls_to: tuple[str, ...]
    greeting: Text | None = None
    playlist: str = ""
    programme: tuple[ProgrammePoint, ...] = ()
    dates: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    closed: bool = False

    def on(self, date: str, weekday: int) -> tuple[Span, ...]:
        """When it is to stand on a date."""
        return self.spans if date in self.dates or weekday in self.days else ()


_T = TypeVar("_T", Zone, Agency, Service, Counter, Priority, Named, TakeoverPlan)


def _by_id(things: tuple[_T, ...]) -> Mapping[str, _T]:
    return {thing.id: thing for thing in things}


@dataclass(frozen=True, kw_only=True)
class Hall:
    """The whole hall, as `config.toml` describes it; checked before it gets here."""

    mall: Mall
    zones: tuple[Zone, ...]
    agencies: tuple[Agency, ...]
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]
    priorities: tuple[Priority, ...] = ()
    origins: tuple[Named, ...] = ()
    calling: Calling = field(default_factory=Calling)
    days: tuple[SpecialDay, ...] = ()
    takeovers: tuple[TakeoverPlan, ...] = ()

    @cached_property
    def zone(self) -> Mapping[str, Zone]:
        """Zones by id."""
        return _by_id(self.zones)

    @cached_property
    def agency(self) -> Mapping[str, Agency]:
        """Agencies by id."""
        return _by_id(self.agencies)

    @cached_property
    def service(self) -> Mapping[str, Service]:
        """Services by id."""
        return _by_id(self.services)

    @cached_property
    def counter(self) -> Mapping[str, Counter]:
        """Counters by id."""
        return _by_id(self.counters)

    @cached_property
    def priority(self) -> Mapping[str, Priority]:
        """Priority classes by id."""
        return _by_id(self.priorities)

    @cached_property
    def origin(self) -> Mapping[str, Named]:
        """Origins by id."""
        return _by_id(self.origins)

    @cached_property
    def takeover(self) -> Mapping[str, TakeoverPlan]:
        """Events that may take a zone, by id."""
        return _by_id(self.takeovers)

    @cached_property
    def closed_services(self) -> frozenset[str]:
        """The services that are closed, by themselves or with their agency."""
        agencies = {agency.id for agency in self.agencies if agency.closed}
        return frozenset(s.id for s in self.services if s.closed or s.agency in agencies)

    @cached_property
    def closed_counters(self) -> frozenset[str]:
        """The counters that are closed for good."""
        return frozenset(counter.id for counter in self.counters if counter.closed)

    @cached_property
    def rule(self) -> Mapping[str, Rule]:
        """By which rule each counter calls."""
        sharing = frozenset(priority.id for priority in self.priorities if priority.shares)
        return {counter.id: self._rule(counter, sharing) for counter in self.counters}

    def _rule(self, counter: Counter, sharing: frozenset[str]) -> Rule:
        share = self.share_of(counter)
        return Rule(
            services=counter.services,
            share=share,
            line=line_of(counter.services, share),
            limits={s.id: self.limit_of(s.id) * 60_000 for s in self.services},
            sharing=sharing if share.on else frozenset(),
            weights=counter.weights,
        )

    def share_of(self, counter: Counter) -> Share:
        """The share of a counter: its own, else its services', else the mall's."""
        if counter.share is not None:
            return counter.share
        own = (self.service[id].share for id in counter.services if id in self.service)
        return next((share for share in own if share is not None), self.calling.share)

    def limit_of(self, service: str) -> int:
        """The minutes after which nobody of this service is passed over; 0 for never."""
        known = self.service.get(service)
        own = known.pass_limit if known else None
        return self.calling.pass_limit if own is None else own

    @cached_property
    def weeks(self) -> Mapping[str, Week]:
        """When each service is open in a usual week: the mall, its agency and itself."""
        mall = self.mall.hours
        return {
            s.id: meet(meet(mall, self.agency[s.agency].hours or ALWAYS), s.hours or ALWAYS)
            for s in self.services
        }

    @cached_property
    def special(self) -> Mapping[str, tuple[SpecialDay, ...]]:
        """The special days by date."""
        found: dict[str, tuple[SpecialDay, ...]] = {}
        for day in self.days:
            found[day.date] = (*found.get(day.date, ()), day)
        return found

    @cached_property
    def serving(self) -> Mapping[str, tuple[str, ...]]:
        """The counters that serve each service."""
        return {
            s.id: tuple(c.id for c in self.counters if s.id in c.services) for s in self.services
        }

    def zones_of(self, counter: str) -> tuple[str, ...]:
        """The zones a call to this counter belongs to: its own first, then those that hear it."""
        home = self.counter[counter].zone
        return (home, *(z.id for z in self.zones if home in z.hears and z.id != home))

    def counters_in(self, zone: str) -> Iterator[Counter]:
        """The counters whose calls the zone shows."""
        shown = {zone, *self.zone[zone].hears}
        return (c for c in self.counters if c.zone in shown)

    def zones_calling(self, service: str) -> tuple[str, ...]:
        """The zones where a call for this service is seen and heard: its counters' zones first."""
        counters = (c.id for c in self.counters if service in c.services)
        heard = dict.fromkeys(zone for id in counters for zone in self.zones_of(id))
        return tuple(dict.fromkeys((*self.zones_serving(service), *heard)))

    def zones_serving(self, service: str) -> tuple[str, ...]:
        """The zones where a counter serves this service, in the hall's order."""
        found = {c.zone for c in self.counters if service in c.services}
        return tuple(z.id for z in self.zones if z.id in found)
