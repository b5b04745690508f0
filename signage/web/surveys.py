"""The survey over HTTP: one answer a ticket, a tablet's, an interviewer's; what they are asked."""

from __future__ import annotations

from typing import Any, Final, Literal

import msgspec
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from signage.config.settings import SurveyRules
from signage.errors import Malformed, NotFound, Refused
from signage.queueing.hall import Hall, Text
from signage.queueing.hours import Moment
from signage.queueing.model import Ticket
from signage.registry.answer_shapes import Answer, Once, Served
from signage.registry.drafts import Draft
from signage.registry.people import Person
from signage.survey.questionnaire import LONGEST, Element, said
from signage.survey.respondents import BLOCK, Field, Respondent, Way, coarse
from signage.web import bodies
from signage.web.gate import Caller
from signage.web.house import House, house
from signage.web.operations import Operation, answer
from signage.web.phone import PRIVATE
from signage.web.policy import nonce_of

Language = Literal["id", "en"]
UNSERVED: Final = ("cancelled", "no_show", "expired")
"""States in which a visit is over and there is nothing to rate."""


class SurveyView(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked, in both languages. `seconds` is about how long it takes; `intro` the mall's
    own first sentence; `respondent` the lines of the block; `suggestion` the most characters."""

    mall: Text
    intro: Text | None
    seconds: int
    version: str
    elements: tuple[Element, ...]
    respondent: tuple[Field, ...]
    suggestion: int


class TicketSurveyView(SurveyView, frozen=True, kw_only=True):
    """What is asked of one visit, and what it was. `early`: it is not over yet; `unserved`: it is,
    and nobody was served; `given`: its one answer was given."""

    state: Literal["ready", "early", "unserved", "given"]
    number: str
    service: str
    service_name: Text
    agency_name: Text
    counter_name: str | None


class SurveyService(msgspec.Struct, frozen=True):
    """A service that an answer may be about."""

    service: str
    name: Text
    agency: str
    agency_name: Text


class PlaceSurveyView(SurveyView, frozen=True, kw_only=True):
    """What a tablet or an interviewer asks, and about which services. `counter` is the tablet's."""

    way: Way
    place: str | None
    place_name: Text
    counter: str | None
    services: tuple[SurveyService, ...]


class SurveyBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An answer: element → 1 to 4, all of them or some; and, if they like, who answers, what they
    suggest, whether it is a complaint. `version` is that of the questionnaire that was shown."""

    values: dict[str, int] = {}
    version: str | None = None
    respondent: Respondent = msgspec.field(default_factory=Respondent)
    suggestion: str = ""
    complaint: bool = False
    language: Language | None = None


class TicketSurveyBody(SurveyBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A visitor's. `draft`: so far; it is kept five minutes after the last one, if no answer
    without it comes."""

    draft: bool = False


class PlaceSurveyBody(SurveyBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The same from a tablet or an interviewer, who say what was served."""

    service: str


class SurveyReply(msgspec.Struct, frozen=True):
    """It was kept: how many of the elements were answered."""

    answered: int


async def look(request: Request) -> Response:
    """GET /api/surveys/{token}"""
    rooms = house(request)
    rules = _open(rooms)
    ticket = _ticket(rooms, request)
    hall = rooms.live.state.hall
    service = hall.service.get(ticket.service)
    state: Literal["ready", "early", "unserved", "given"] = "ready"
    if ticket.state != "served":
        state = "unserved" if ticket.state in UNSERVED else "early"
    elif await rooms.surveys.answers.given(_named(ticket)):
        state = "given"
    counter = hall.counter.get(await rooms.surveys.counter_of(rooms.live.state, ticket.id))
    unnamed = Text(ticket.service, ticket.service)
    return answer(
        TicketSurveyView(
            **_asked(hall, rules),
            state=state,
            number=ticket.number,
            service=ticket.service,
            service_name=service.name if service else unnamed,
            agency_name=hall.agency[service.agency].short if service else unnamed,
            counter_name=counter.name if counter and state != "early" else None,
        )
    )


async def give(request: Request) -> Response:
    """POST /api/surveys/{token}"""
    rooms = house(request)
    rules = _open(rooms)
    ticket = _ticket(rooms, request)
    raw = await bodies.read(request, rooms.body_limit)
    body = bodies.decode(raw, TicketSurveyBody)
    state = rooms.live.state
    ticket = state.tickets.get(ticket.id, ticket)
    if ticket.state != "served":
        code = "survey_unserved" if ticket.state in UNSERVED else "survey_early"
        raise Refused(code, number=ticket.number)
    counter = await rooms.surveys.counter_of(state, ticket.id)
    served = _served(rooms.live.now(), state.hall, ticket.service, counter)
    named, drafts = _named(ticket), rooms.surveys.drafts
    said = _said(rooms, rules, body, served, "phone")
    if body.draft:
        if await rooms.surveys.answers.given(named):
            raise Refused("survey_given")
        once = Once(day=state.day, ticket=named)
        await drafts.hold(named, Draft(answer=said, asked=rules.asked, once=once))
        return answer(SurveyReply(len(body.values)), 202)
    once = Once(day=state.day, ticket=named, key=_key(request), body=raw)
    with drafts.ending(named):
        await rooms.surveys.answers.keep(said, rules.asked, once)
    return answer(SurveyReply(len(body.values)), 201)


async def questionnaire(request: Request) -> Response:
    """GET /api/surveys"""
    rooms = house(request)
    caller = rooms.device(request)
    hall = rooms.live.state.hall
    rooms.gate.allow(caller, "survey", hall)
    rules = _open(rooms)
    counter = hall.counter.get(caller.place or "")
    zone = None if counter else hall.zone.get(caller.place or "")
    place_name = hall.mall.name
    if counter is not None:
        place_name = Text(f"Loket {counter.name}", f"Counter {counter.name}")
    elif zone is not None:
        place_name = zone.name
    return answer(
        PlaceSurveyView(
            **_asked(hall, rules),
            way=_way(caller),
            place=caller.place,
            place_name=place_name,
            counter=counter.id if counter else None,
            services=_services(hall, caller),
        )
    )


async def give_at_place(request: Request) -> Response:
    """POST /api/surveys: from a tablet, or an interviewer."""
    rooms = house(request)
    caller = rooms.device(request)
    state = rooms.live.state
    rooms.gate.allow(caller, "survey", state.hall)
    rules = _open(rooms)
    raw = await bodies.read(request, rooms.body_limit)
    body = bodies.decode(raw, PlaceSurveyBody)
    if body.service not in {one.service for one in _services(state.hall, caller)}:
        raise NotFound("service_unknown", service=body.service[:40])
    rooms.tablets.take(caller.id)
    counter = caller.place if caller.place in state.hall.counter else ""
    served = _served(rooms.live.now(), state.hall, body.service, counter or "")
    key = _key(request)
    named = None if key is None else f"{caller.id}/{key}"
    once = Once(day=state.day, key=named, body=raw)
    said = _said(rooms, rules, body, served, _way(caller))
    await rooms.surveys.answers.keep(said, rules.asked, once)
    return answer(SurveyReply(len(body.values)), 201)


def _said(rooms: House, rules: SurveyRules, body: SurveyBody, served: Served, way: Way) -> Answer:
    """What is kept of it. Raises Refused, Malformed."""
    asked = rules.asked
    if body.version is not None and body.version != asked.version:
        raise Refused("survey_version")
    asked.check(body.values)
    suggestion = said(body.suggestion)
    if not (body.values or suggestion or body.complaint):
        raise Malformed("survey_empty")
    return Answer(
        served=served,
        values=body.values,
        version=asked.version,
        way=way,
        language=body.language or rooms.live.state.hall.mall.languages[0],
        respondent=body.respondent,
        suggestion=suggestion,
        complaint=body.complaint,
    )


def _open(rooms: House) -> SurveyRules:
    rules = rooms.surveys.rules()
    if not rules.open:
        raise NotFound("survey_off")
    return rules


def _ticket(rooms: House, request: Request) -> Ticket:
    """Whose token it is. Raises NotFound with a sentence of its own for a link that is over."""
    try:
        return rooms.ticket(request)
    except NotFound:
        raise NotFound("survey_link") from None


def _named(ticket: Ticket) -> str:
    return f"{ticket.id}/{ticket.issued}/{ticket.number}"


def _key(request: Request) -> str | None:
    return request.headers.get("idempotency-key")


def _served(now: Moment, hall: Hall, service: str, counter: str) -> Served:
    known = hall.service.get(service)
    return Served(
        date=now.business_date,
        hour=coarse(now.minute // 60),
        agency=known.agency if known else "",
        service=service,
        counter=counter,
    )


def _way(caller: Caller) -> Way:
    return "interviewer" if isinstance(caller, Person) else "tablet"


def _services(hall: Hall, caller: Caller) -> tuple[SurveyService, ...]:
    """Those of its counter or zone; all of the mall's for one without a place."""
    wanted = set(hall.service)
    place = caller.place or ""
    if place in hall.counter:
        wanted = set(hall.counter[place].services)
    elif place in hall.zone:
        wanted = {s for c in hall.counters if c.zone == place for s in c.services}
    return tuple(
        SurveyService(one.id, one.name, one.agency, hall.agency[one.agency].name)
        for one in hall.services
        if one.id in wanted
    )


def _asked(hall: Hall, rules: SurveyRules) -> dict[str, Any]:
    return {
        "mall": hall.mall.name,
        "intro": rules.intro,
        "seconds": rules.seconds,
        "version": rules.asked.version,
        "elements": rules.asked.elements,
        "respondent": BLOCK,
        "suggestion": LONGEST,
    }


def page_route(environment: Environment, version: str) -> Route:
    """The survey of one visit; a plain page for a link that is dead, or never was one."""
    living, dead = (environment.get_template(f"{name}.html") for name in ("survey", "survey-dead"))

    async def show(request: Request) -> Response:
        rooms = house(request)
        asked = request.query_params.get("lang", "")
        language = asked if asked in ("id", "en") else rooms.live.state.hall.mall.languages[0]
        words = {"language": language, "version": version, "nonce": nonce_of(request)}
        try:
            rooms.ticket(request)
        except Refused as refused:
            often = refused.code == "too_often"
            after = {"Retry-After": str(refused.facts.get("after", 1))} if often else {}
            body = dead.render(often=often, **words)
            return HTMLResponse(body, 429 if often else 404, {**PRIVATE, **after})
        return HTMLResponse(living.render(**words), headers=PRIVATE)

    return Route("/survey/{token}", show, methods=["GET"], name="ticket_survey")


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/surveys", summary="What a tablet or an interviewer asks",
        verb="survey", reply=PlaceSurveyView, handle=questionnaire,
    ),
    Operation(
        method="POST", path="/api/surveys", summary="An answer from a tablet or an interviewer",
        verb="survey", body=PlaceSurveyBody, reply=SurveyReply, status=201, handle=give_at_place,
    ),
    Operation(
        method="GET", path="/api/surveys/{token}", summary="What the visitor of a ticket is asked",
        verb=None, reply=TicketSurveyView, handle=look, one=True,
    ),
    Operation(
        method="POST", path="/api/surveys/{token}", summary="A visitor's one answer",
        verb=None, body=TicketSurveyBody, reply=SurveyReply, status=201, handle=give, one=True,
    ),
)  # fmt: skip
