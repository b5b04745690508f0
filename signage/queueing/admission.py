"""May a ticket be issued now, and if not, why not, and when again? The one answer to that.

The rules issue by it, and every page shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from signage.errors import Refused
from signage.queueing import calendar
from signage.queueing.calendar import FAR, Opening
from signage.queueing.hall import Hall, Service, SpecialDay
from signage.queueing.hours import TURN, Moment, Span, inside
from signage.queueing.model import State, counted_in
from signage.queueing.refusals import opens


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether a ticket may be issued: `refused` says why not, `opens` when it may again.

    `left` is how many tickets today's quota has left, None without a quota.
    """

    refused: Refused | None = None
    opens: Opening | None = None
    left: int | None = None

    @property
    def open(self) -> bool:
        """Whether a ticket may be issued now."""
        return self.refused is None


def admission(state: State, service: str, now: Moment) -> Admission:
    """The answer for a service of the hall.

    A doubtful clock shuts nobody out, the open day itself is the better witness; a quota of the
    day still holds, as it is counted and not timed.
    """
    offered = state.hall.service[service]
    minute = None if now.doubtful else now.minute
    left = quota_left(state, offered, minute)
    refused = _why_not(state, offered, now, left)
    if refused is None:
        return Admission(left=left)
    code, facts = refused
    if code == "service_closed":
        return Admission(Refused(code, service=offered.name), None, left)
    changes = partial(_changes, state.hall, offered)
    then = _next(state, now, changes, _gives(state, offered))
    told = Refused(code, service=offered.name, opens=opens(now.date, then), **facts)
    return Admission(told, then, left)


def day_refusal(state: State, now: Moment) -> Refused:
    """Why nothing goes while the day is not open, and when the mall opens."""
    code, facts = _day_not_open(state, now)
    hall = state.hall

    def gives(at: Opening) -> bool:
        return inside(calendar.mall_spans(hall, at.date), at.minute)

    then = _next(state, now, lambda date: _edges(calendar.mall_spans(hall, date)), gives)
    return Refused(code, opens=opens(now.date, then), **facts)


def quota_left(state: State, service: Service, minute: int | None) -> int | None:
    """Tickets that the quota of the day, and of the part that `minute` is in, have left."""
    quota = service.quota
    if quota is None:
        return None
    lefts = [] if quota.day is None else [quota.day - state.given.get(service.id, 0)]
    part = None if minute is None else quota.part(minute)
    if part is not None:
        lefts.append(part.most - state.given.get(counted_in(service.id, part.name)[-1], 0))
    return max(0, min(lefts)) if lefts else None


_Answer = tuple[str, dict[str, object]]


def _why_not(state: State, service: Service, now: Moment, left: int | None) -> _Answer | None:
    """The code of the reason and its facts; None when a ticket may be issued."""
    if service.id in state.hall.closed_services:
        return "service_closed", {}
    if not state.day_open:
        return _day_not_open(state, now)
    windows = calendar.windows_on(state.hall, service, now.date)
    if now.doubtful or inside(windows, now.minute):
        return ("quota_reached", {}) if left == 0 else None
    spans = calendar.spans_on(state.hall, service, now.date)
    if not spans:
        return _not_today(state.hall, service, now.date)
    if windows and now.minute < windows[0].start:
        return "too_early", {}
    if windows and now.minute < windows[-1].end:
        return "service_break", {}
    if inside(spans, now.minute):
        return "cut_off", {}
    return ("service_break" if now.minute < spans[-1].start else "service_shut"), {}


def _day_not_open(state: State, now: Moment) -> _Answer:
    if state.day == now.business_date:
        return "day_over", {}
    special = calendar.closed_or_changed(state.hall, now.business_date)
    return _shut_by(special) if special and not special.spans else ("day_shut", {})


def _not_today(hall: Hall, service: Service, date: str) -> _Answer:
    for of in (None, service):
        special = calendar.closed_or_changed(hall, date, of)
        if special is not None and not special.spans:
            return _shut_by(special)
    return ("not_today" if calendar.works_on(hall, date) else "service_shut"), {}


def _shut_by(special: SpecialDay) -> _Answer:
    code = "holiday" if special.kind == "holiday" else "closed_today"
    return code, {"name": special.name}


def _gives(state: State, service: Service) -> Callable[[Opening], bool]:
    """Whether tickets are given in a minute to come, as far as can be known now."""

    def gives(at: Opening) -> bool:
        if not inside(calendar.windows_on(state.hall, service, at.date), at.minute):
            return False
        today = at.business_date == state.day
        return not today or quota_left(state, service, at.minute) != 0

    return gives


def _next(
    state: State,
    now: Moment,
    changes: Callable[[str], Iterator[int]],
    gives: Callable[[Opening], bool],
) -> Opening | None:
    """The first minute after now that gives tickets, among those at which anything changes."""
    over = not state.day_open and state.day == now.business_date
    for ahead in range(FAR):
        date = calendar.days_after(now.date, ahead) if ahead else now.date
        for minute in sorted({TURN, *changes(date)}):
            at = Opening(date, minute)
            if ahead == 0 and minute <= now.minute:
                continue
            if over and at.business_date == state.day:
                continue
            if _day_opens(state, at.business_date) and gives(at):
                return at
    return None


def _day_opens(state: State, business_date: str) -> bool:
    open_now = state.day_open and business_date == state.day
    return open_now or calendar.works_on(state.hall, business_date)


def _edges(spans: tuple[Span, ...]) -> Iterator[int]:
    return (span.start for span in spans)


def _changes(hall: Hall, service: Service, date: str) -> Iterator[int]:
    """The minutes of a date at which a service may begin to give tickets."""
    yield from _edges(calendar.windows_on(hall, service, date))
    if service.quota is not None:
        yield from (part.span.end for part in service.quota.parts)
