"""The survey of a hall that runs: the results of a period, and last month's index for screens."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from signage.config.settings import SurveyRules
from signage.errors import NotFound, SignageError
from signage.figures.book import Part
from signage.figures.periods import Period as FigurePeriod
from signage.figuring import Figures
from signage.queueing.hall import Hall, Text
from signage.queueing.model import State
from signage.records.records import Records
from signage.registry.answer_shapes import Scope
from signage.registry.answers import Answers
from signage.registry.drafts import Drafts
from signage.survey.periods import Period, month_before, month_of
from signage.survey.results import (
    Group,
    Result,
    profile,
    result,
    sample,
    together,
)
from signage.survey.rule import rule
from signage.survey.shapes import (
    By,
    PeriodView,
    PublicMonth,
    PublicService,
    SkmPublic,
    SkmReport,
    VersionRow,
)
from signage.survey.skm import Skm, skm

log = logging.getLogger("signage.survey")

NOTHING: Final = Group(0, {})
ALONE: Final = 3
"""A service's index of fewer answers is not published: whoever was there knows whose it is."""
UNNAMED: Final = Text("Tanpa loket", "No counter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a report is about: the mall, or one of its agencies, services or counters."""

    agency: str | None = None
    service: str | None = None
    counter: str | None = None

    def name(self, known: Mapping[str, Mapping[str, Text]]) -> Text | None:
        """What it is called; None for the mall. Raises NotFound."""
        named: list[Text] = []
        for kind in ("agency", "service", "counter"):
            id = getattr(self, kind)
            if id is None:
                continue
            if id not in known[kind]:
                raise NotFound(f"{kind}_unknown", **{kind: id[:40]})
            named.append(known[kind][id])
        if not named:
            return None
        return Text(" · ".join(one.id for one in named), " · ".join(one.en for one in named))


class Surveys:
    """The results of a hall's survey. `today` is a date of the mall's calendar."""

    def __init__(
        self,
        answers: Answers,
        records: Records | None,
        figures: Figures | None,
        *,
        hall: Callable[[], Hall],
        rules: Callable[[], SurveyRules],
        today: Callable[[], date],
    ) -> None:
        self.answers = answers
        self.drafts = Drafts(answers, time.monotonic)
        self._records = records
        self._figures = figures
        self._hall = hall
        self.rules = rules
        self._today = today
        self.latest: Skm | None = None
        """Last month's index of the mall, as it was at the last look."""

    async def report(self, period: Period, by: By = "mall", unit: Unit | None = None) -> SkmReport:
        """The results of a period, of the mall or of one unit. Raises NotFound."""
        hall, rules, unit = self._hall(), self.rules(), unit or Unit()
        named = await self.named(unit)
        scope = _scope(period, unit)
        groups, served = await asyncio.gather(self.answers.groups(by, scope), self._served(scope))
        whole = together(groups.values())
        groups = groups if by != "mall" else {}
        counts = await self.answers.profile(scope)
        total = self._result(whole, None, named or hall.mall.name)
        return SkmReport(
            mall=hall.mall.name,
            period=_view(period),
            by=by,
            unit=named,
            minimum=rules.minimum,
            rule=self._rule(total),
            total=total,
            groups=tuple(self._result(g, id, _name(by, id, hall)) for id, g in groups.items()),
            sample=sample(served, whole.respondents),
            complaints=None if unit.counter else await self.answers.complaints(scope),
            respondents=profile(counts),
            versions=tuple(
                VersionRow(version=value, answers=count)
                for (field, value), count in sorted(counts.items())
                if field == "version"
            ),
        )

    async def named(self, unit: Unit) -> Text | None:
        """What a unit is called, also one that the mall had once. Raises NotFound."""
        now = _units(self._hall())
        try:
            return unit.name(now)
        except NotFound:
            if self._figures is None:
                raise
            past = await self._figures.choices()
        return unit.name(
            {
                "agency": {one.id: one.name for one in past.agencies} | now["agency"],
                "service": {one.id: one.name for one in past.services} | now["service"],
                "counter": {one.id: _desk(one.name.id) for one in past.counters} | now["counter"],
            }
        )

    async def public(self, wanted: date | None = None) -> SkmPublic:
        """What everybody may see: of a month, or of the last month that is over and has answers;
        failing that of the month that runs."""
        hall, rules, today = self._hall(), self.rules(), self._today()
        months = await self._months(today)
        last = month_before(today)
        period = month_of(wanted or (last.first if f"{last.first:%Y-%m}" in months else today))
        scope = _scope(period, Unit())
        groups = await self.answers.groups("service", scope)
        whole = together(groups.values())
        total = self._result(whole, None, hall.mall.name)
        return SkmPublic(
            mall=hall.mall.name,
            open=rules.open,
            period=_view(period),
            running=period.first <= today <= period.last,
            minimum=rules.minimum,
            rule=self._rule(total),
            total=total,
            services=tuple(
                _published(self._result(group, id, _name("service", id, hall)), hall)
                for id, group in groups.items()
            ),
            months=tuple(self._month(name, group) for name, group in months.items()),
            # who they were is published of many only: of a few it would say who
            respondents=() if total.few else profile(await self.answers.profile(scope)),
        )

    async def look(self) -> bool:
        """Look at last month's index again; whether it is another one now."""
        before, period = self.latest, month_before(self._today())
        try:
            groups = await self.answers.groups("mall", _scope(period, Unit()))
        except SignageError as trouble:
            log.warning("last month's index is not known: %s", trouble)
            return False
        found = self._result(groups.get("", NOTHING), None, period.name)
        self.latest = skm(found, period.name)
        return self.latest != before

    async def _months(self, today: date) -> Mapping[str, Group]:
        """The twelve months until now that have answers."""
        first = date(today.year - (today.month < 12), today.month % 12 + 1, 1)
        return await self.answers.groups("month", _scope(Period(first, today), Unit()))

    def _month(self, month: str, group: Group) -> PublicMonth:
        name = month_of(date.fromisoformat(f"{month}-01")).name
        found = self._result(group, month, name)
        return PublicMonth(
            month=month,
            name=name,
            answers=found.answers,
            index=found.index,
            category=found.category,
        )

    def _result(self, group: Group, id: str | None, name: Text) -> Result:
        rules = self.rules()
        return result(group, rules.asked, rules.minimum, id=id, name=name)

    def _rule(self, total: Result) -> Text:
        counted = sum(1 for one in total.elements if one.answers) or len(total.elements)
        return rule(counted, self.rules().minimum)

    async def _served(self, scope: Scope) -> int:
        """How many were served in the period, with or without a ticket."""
        if self._figures is None:
            return 0
        part = Part(agency=scope.agency, service=scope.service, counter=scope.counter)
        days = FigurePeriod(scope.first, scope.last)
        return await self._figures.served(days, part)

    async def counter_of(self, state: State, ticket: str) -> str:
        """The counter at which a ticket was served; empty where nobody knows. The counters know
        their last visits, the tables, which come a moment later, all of them."""
        for id, desk in state.desks.items():
            if any(past.ticket == ticket for past in desk.recent):
                return id
        if self._records is None:
            return ""
        rows = await self._records.rows("SELECT counter FROM visits WHERE ticket = ?", ticket)
        return str(rows[0]["counter"] or "") if rows else ""


def _scope(period: Period, unit: Unit) -> Scope:
    return Scope(
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        agency=unit.agency,
        service=unit.service,
        counter=unit.counter,
    )


def _view(period: Period) -> PeriodView:
    return PeriodView(
        first=period.first.isoformat(), last=period.last.isoformat(), name=period.name
    )


def _name(by: By, id: str, hall: Hall) -> Text:
    """What a group is called; one that is gone from the hall by its id."""
    match by:
        case "agency" if id in hall.agency:
            return hall.agency[id].name
        case "service" if id in hall.service:
            return hall.service[id].name
        case "counter" if not id:
            return UNNAMED
        case "counter":
            return _counter(id, hall)
        case "month":
            return month_of(date.fromisoformat(f"{id}-01")).name
        case "day":
            day = date.fromisoformat(id)
            return Period(day, day).name
        case _:
            return Text(id, id)


def _units(hall: Hall) -> dict[str, dict[str, Text]]:
    return {
        "agency": {one.id: one.name for one in hall.agencies},
        "service": {one.id: one.name for one in hall.services},
        "counter": {one.id: _counter(one.id, hall) for one in hall.counters},
    }


def _counter(id: str, hall: Hall) -> Text:
    return _desk(hall.counter[id].name if id in hall.counter else id)


def _desk(name: str) -> Text:
    return Text(f"Loket {name}", f"Counter {name}")


def _published(found: Result, hall: Hall) -> PublicService:
    service = hall.service.get(found.id or "")
    return PublicService(
        service=found.id or "",
        name=found.name,
        agency_name=hall.agency[service.agency].short if service else Text("", ""),
        answers=found.answers,
        index=found.index if found.answers >= ALONE else None,
        category=found.category if found.answers >= ALONE else None,
        label=found.label if found.answers >= ALONE else None,
        few=found.few,
    )
