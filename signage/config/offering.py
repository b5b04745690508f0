"""What is offered in the hall: agencies, their services, and who serves them."""

from __future__ import annotations

from signage.config import calls
from signage.config.calendars import dates
from signage.config.faults import Faults, nearest
from signage.config.lines import Path
from signage.config.openings import week
from signage.config.quotas import quota
from signage.config.tables import AgencyTable, Hours, StandardTable, Tables
from signage.config.words import once, text
from signage.queueing.hall import Agency, Service, Standard
from signage.queueing.hours import Week


def agencies(tables: Tables, faults: Faults) -> tuple[Agency, ...]:
    """The agencies, in the order of the file."""
    return tuple(_agency(i, agency, faults) for i, agency in enumerate(tables.agencies))


def services(tables: Tables, faults: Faults) -> tuple[Service, ...]:
    """The services, in the order of the file."""
    return tuple(_service(i, tables, faults) for i in range(len(tables.services)))


def _agency(index: int, agency: AgencyTable, faults: Faults) -> Agency:
    path = ("agencies", index)
    name = text(agency.name, (*path, "name"), faults)
    short = name if agency.short is None else text(agency.short, (*path, "short"), faults)
    spoken = short if agency.spoken is None else text(agency.spoken, (*path, "spoken"), faults)
    return Agency(
        id=agency.id,
        name=name,
        short=short,
        spoken=spoken,
        hours=_week(agency.hours, (*path, "hours"), faults),
        tickets_before=agency.tickets_before,
        cut_off=agency.cut_off,
        closed=agency.closed,
    )


def _service(index: int, tables: Tables, faults: Faults) -> Service:
    service = tables.services[index]
    path = ("services", index)
    agencies = [agency.id for agency in tables.agencies]
    if service.agency not in agencies:
        faults.add(
            (*path, "agency"),
            f"there is no agency “{service.agency}”; {nearest(service.agency, agencies)}",
        )
    _asked_at_the_kiosk(index, tables, faults)
    return Service(
        id=service.id,
        agency=service.agency,
        name=text(service.name, (*path, "name"), faults),
        prefix=service.prefix,
        separator=service.separator,
        width=service.width,
        share=calls.own_share(service.share, path, faults),
        pass_limit=service.pass_limit,
        hours=_week(service.hours, (*path, "hours"), faults),
        tickets_before=service.tickets_before,
        cut_off=service.cut_off,
        dates=dates(service.dates, (*path, "dates"), faults),
        quota=quota(service.quota, (*path, "quota"), faults),
        papers=tuple(
            text(paper, (*path, "papers", at), faults) for at, paper in enumerate(service.papers)
        ),
        priorities=service.priorities,
        asks_origin=service.asks_origin,
        closed=service.closed,
        standard=_standard(service.standard, path, faults),
    )


def _standard(written: StandardTable | None, path: Path, faults: Faults) -> Standard | None:
    if written is None:
        return None
    if written.wait is None and written.serve is None:
        faults.add(
            (*path, "standard"),
            "this promises nothing; write {wait = 15}, {serve = 20} or both, in minutes.",
        )
    return Standard(wait=written.wait, serve=written.serve)


def _asked_at_the_kiosk(index: int, tables: Tables, faults: Faults) -> None:
    service, path = tables.services[index], ("services", index)
    classes = [priority.id for priority in tables.priorities]
    for at, name in enumerate(service.priorities or ()):
        here = (*path, "priorities", at)
        if name not in classes:
            faults.add(here, f"there is no priority class “{name}”; {nearest(name, classes)}")
        once(service.priorities or (), at, (*path, "priorities"), faults)
    if service.asks_origin and not tables.origins:
        faults.add(
            (*path, "asks_origin"),
            f"“{service.id}” asks where visitors come from, and there is no [[origins]] to choose "
            "from; add some, or take this out.",
        )


def _week(hours: Hours | None, path: Path, faults: Faults) -> Week | None:
    return None if hours is None else week(hours, path, faults)


def all_served(tables: Tables, faults: Faults) -> None:
    """Notes services that nobody calls. A closed service needs nobody: whoever closes it hears who
    still waits."""
    closed = {agency.id for agency in tables.agencies if agency.closed}
    served = {service for counter in tables.counters for service in counter.services}
    calling = {s for counter in tables.counters if not counter.closed for s in counter.services}
    for index, service in enumerate(tables.services):
        if service.id in calling or service.closed or service.agency in closed:
            continue
        path: Path = ("services", index, "id")
        if service.id in served:
            faults.add(
                path,
                f"no counter that is not closed serves “{service.id}”, so its visitors would wait "
                "for ever; add it to the services of another counter, or close the service too.",
            )
        else:
            faults.add(
                path,
                f"no counter serves “{service.id}”, so its visitors would wait for ever; "
                "add it to the services of a counter, or take it out.",
            )
