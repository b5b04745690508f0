"""The one place where a running hall is built from its parts."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp

from signage import assets
from signage.apart import hall_backups, hall_exports, hall_figures, hall_reports
from signage.building import build
from signage.clock import Clock, wall
from signage.config import Config
from signage.diary import ShutDiary
from signage.edits import Edits, Source
from signage.errors import JournalTrouble
from signage.figuring import Figures
from signage.housing import house_of
from signage.journal.journal import FILE as JOURNAL
from signage.journal.journal import Journal
from signage.live import Live
from signage.records.records import Records
from signage.registry.answers import Answers
from signage.registry.bookings import Bookings
from signage.registry.codes import BookingCodes
from signage.registry.devices import REGISTRY
from signage.registry.people import People
from signage.registry.tokens import TicketTokens, open_key
from signage.running import Running
from signage.surveying import Surveys
from signage.tls.keeper import Secured
from signage.watching import (
    begin,
    keep,
    keep_signs,
    look_back,
    ticks,
    watch_certificate,
    watch_hours,
    watch_programme,
    watch_sessions,
    watch_sockets,
    watch_survey,
    watch_takeovers,
)
from signage.web import (
    api,
    bookings,
    describe,
    exports,
    feed,
    history,
    media,
    metrics,
    pages,
    paper,
    plays,
    problems,
    trust,
)
from signage.web.armour import Armour
from signage.web.house import House
from signage.web.refusal_page import RefusalPage
from signage.web.socket import endpoint
from signage.web.visitors import Forwarded

log = logging.getLogger("signage")


@contextlib.asynccontextmanager
async def running(
    config: Config,
    folder: Path,
    source: Source | None = None,
    hasher: PasswordHasher | None = None,
    *,
    secured: Secured | None = None,
) -> AsyncIterator[Running]:
    """The hall of a data folder, alive until the block ends. The caller holds the folder's lock.

    `source` is the file of these settings; without one no page can edit them. `hasher` is for tests
    that can't wait for a good one. `secured` keeps the certificate, where there is one.
    """
    async with contextlib.AsyncExitStack() as stack:
        journal, diary = await _diary(stack, folder)
        clock = Clock(ZoneInfo(config.hall.mall.time_zone))
        key = open_key(folder)
        live = Live(diary, clock, TicketTokens(key).token)
        await live.start(config.hall)
        bookings = await stack.enter_async_context(Bookings.open(folder, BookingCodes(key)))
        answers = await stack.enter_async_context(Answers.open(folder, key))
        people = People(folder, wall, hasher)
        hall = build(config, folder, live, clock, journal, people, stack)
        hall.bookings = bookings
        if secured is not None:
            hall.secured = secured
            keep(stack, watch_certificate(secured))
        if source is not None:
            hall.edits = Edits(source, folder, hall.adopt)
            hall.nightly = hall_backups(hall, folder, source)
        records = None
        if journal is not None:
            records = await stack.enter_async_context(Records.open(folder))
            hall.exports = hall_exports(hall, folder, source)
            await stack.enter_async_context(hall.exports.open())
            keep(stack, hall.exports.run())
        figures = hall_figures(hall, folder, records) if records else None
        if figures is not None:
            stack.push_async_callback(figures.close)
        hall.surveys = _surveys(hall, answers, records, figures)
        stack.push_async_callback(hall.surveys.drafts.close)
        keep(stack, hall.surveys.drafts.run())
        hall.house = house_of(hall, folder, diary, records, figures, key)
        stack.callback(hall.house.sender.close)
        hall.app = web(hall, hall.house)
        tasks = (ticks(hall), watch_hours(hall), watch_sockets(hall), keep_signs(hall))
        beside = (watch_sessions(hall), watch_survey(hall), watch_programme(hall), hall.plays.run())
        for task in (live.run(), *tasks, *beside, watch_takeovers(hall)):
            keep(stack, task)
        if journal is not None and records is not None:
            hall.day_began = await journal.last_day()
            keep(stack, records.run(journal))
            keep(stack, look_back(hall, journal))
        await begin(hall)
        if hall.nightly is not None and journal is not None:
            keep(stack, hall.nightly.run())
        if source is not None and hall.house.figures is not None:
            hall.scheduled = hall_reports(hall, folder, source, hall.house.figures)
            keep(stack, hall.scheduled.run())
        hall.printers.settle(config.printers)
        keep(stack, hall.announcer.run())
        try:
            yield hall
        finally:
            live.stop()
            await live.drained()
            await hall.rest()


async def _diary(
    stack: contextlib.AsyncExitStack, folder: Path
) -> tuple[Journal | None, Journal | ShutDiary]:
    try:
        if (folder / REGISTRY).exists() and not _has_content(folder / JOURNAL):
            raise JournalTrouble("damaged", "the journal is gone, and this folder is not new")
        journal = await stack.enter_async_context(Journal.open(folder))
    except JournalTrouble as trouble:
        log.error("the journal can't be opened: %s", trouble)
        return None, ShutDiary(trouble)
    return journal, journal


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _surveys(
    hall: Running, answers: Answers, records: Records | None, figures: Figures | None
) -> Surveys:
    return Surveys(
        answers,
        records,
        figures,
        hall=lambda: hall.live.state.hall,
        rules=lambda: hall.config.survey,
        today=lambda: date.fromisoformat(hall.live.now().business_date),
    )


def web(hall: Running, house: House) -> ASGIApp:
    """The web application over a running hall."""
    environment, static = pages.environment_of(assets.folder("templates")), assets.folder("static")
    version = pages.version_of(static)
    app = Starlette(
        routes=[
            *api.ROUTES,
            *describe.DOCUMENTS,
            Route("/api/events", feed.events, methods=["GET"]),
            *exports.FILES,
            Route("/api/config/file", history.download, methods=["GET"]),
            Route("/api/tickets/{token}/qr.svg", paper.code, methods=["GET"]),
            Route("/api/bookings/{code}/qr.svg", bookings.picture, methods=["GET"]),
            Route("/api/plays/csv", plays.table, methods=["GET"]),
            Route("/media/{file}", media.send, methods=["GET"]),
            Route("/metrics", metrics.metrics, methods=["GET"]),
            Route("/button/{counter}/{action}", api.button, methods=["GET"]),
            WebSocketRoute("/live", endpoint(hall.hub, hall.room.session, hall.limits)),
            *trust.trust_routes(environment, version),
            *pages.page_routes(environment, static, version),
        ],
        exception_handlers=problems.HANDLERS,
    )
    app.router.redirect_slashes = False  # where to, is what the Host header says
    app.state.house = house
    # outside of Starlette, so that its last word on a fault is armoured too
    page = RefusalPage(environment, version)
    armoured = Armour(app, hall.config.machine.allowed_origins, hall.hosts, page=page)
    return Forwarded(armoured, hall.limits.proxies)
