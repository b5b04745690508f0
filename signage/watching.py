"""The tasks that keep a hall going: its heartbeat, its hours, its devices, sessions and events."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Coroutine
from typing import Any

from signage.airing import Turning
from signage.errors import JournalTrouble, Refused, RegistryTrouble
from signage.journal.journal import Journal
from signage.queueing import shapes
from signage.queueing.commands import TurnTakeovers
from signage.queueing.refusals import sentence
from signage.queueing.takeovers import turn
from signage.queueing.views import coming_rows
from signage.registry import uptime
from signage.running import Running
from signage.timely import rounds
from signage.tls.keeper import Secured

log = logging.getLogger("signage")

RENEW = 60.0
"""Seconds between two looks at the certificate."""
BEAT = 5.0
"""Seconds between two heartbeats, and between two looks at the calendar."""
SWEEP = 1.0
"""Seconds between two looks at the sockets, the devices and the sessions."""
SIGNS = 60.0
"""Seconds between two notes of when devices were seen."""
SURVEY = 1800.0
"""Seconds between two looks at last month's index."""
ANEW = 3600.0
"""Seconds until a screen's programme is told again, whatever happens."""
LOOK = 0.5
"""Seconds between two looks at the hours: pages turn in the first second of a minute."""


async def begin(hall: Running) -> None:
    """Take the hall of the file and open the day; a refusal leaves the hall of the journal."""
    try:
        await hall.live.adopt(hall.config.hall)
    except Refused as refused:
        log.error("config.toml is not applied: %s", sentence(refused).en)
    except JournalTrouble as trouble:
        log.error("the hall starts without its journal: %s", trouble)
    with contextlib.suppress(JournalTrouble):
        await hall.live.turn()
    hall.devices.settle(hall.live.state.hall)


async def look(hall: Running) -> str:
    """Once through the single writer and to the disk, as a press goes; gives known trouble."""
    await hall.live.pulse()
    if hall.journal is not None and hall.live.trouble is None:
        try:
            await hall.journal.probe()
        except JournalTrouble as failed:
            hall.live.fail(failed)
    known: shapes.Trouble | None = hall.live.trouble
    return known.text.en if known else ""


async def ticks(hall: Running) -> None:
    """The heartbeat, the calendar, and whether the disk is well again."""
    doubtful = False

    async def beat() -> None:
        nonlocal doubtful
        if hall.live.now().doubtful != doubtful:
            doubtful = not doubtful
            log.warning("the clock is %s", "before the last event" if doubtful else "right again")
        hall.hub.quiet()
        if hall.journal is not None:
            await hall.live.recover(hall.journal.probe)
        await hall.live.turn()

    await rounds(BEAT, beat, "the day can't be turned")


async def watch_sockets(hall: Running) -> None:
    """Cut who does not read, and see who has fallen silent."""

    async def sweep() -> None:
        hall.hub.sweep(time.monotonic())
        hall.presence.sweep()
        hall.hub.changed(f"pairing/{token}" for token in hall.pairings.sweep())
        news = hall.oversight.look()
        hall.uptime.look()
        if news:
            hall.hub.changed(("floor",))

    await rounds(SWEEP, sweep, "the devices can't be looked at")


async def keep_signs(hall: Running) -> None:
    """Note in the registry when devices were seen last, now and then and at the end."""

    async def note() -> None:
        await asyncio.to_thread(_note, hall)

    try:
        await rounds(SIGNS, note, "when devices were seen is not noted")
    finally:
        _note(hall)


def _note(hall: Running) -> None:
    signs, stretches = hall.oversight.unwritten(), hall.uptime.taken()
    try:
        if signs:
            hall.devices.note(signs)
        if stretches:
            uptime.add(hall.folder, stretches)
    except RegistryTrouble as trouble:
        log.warning("when devices were seen is not noted: %s", trouble)


async def watch_sessions(hall: Running) -> None:
    """End those whose time is up, with the pages that are open in them."""

    async def end() -> None:
        over = hall.sessions.over(hall.room.sockets.watched)
        for session in over:
            hall.room.evict(session)
        if over or hall.sessions.lags():
            await asyncio.to_thread(hall.sessions.tidy, over)

    await rounds(SWEEP, end, "sessions can't be noted")


async def watch_certificate(secured: Secured) -> None:
    """Take in a new one, renew an own one, and say when it is time."""

    async def renew() -> None:
        secured.keeper.look()

    await rounds(RENEW, renew, "the certificate can't be looked at")


async def watch_hours(hall: Running) -> None:
    """Pages turn shut or open in the first second of the minute, without a press."""

    async def hours() -> None:
        hall.live.look()

    await rounds(LOOK, hours, "the hours can't be looked at")


async def watch_takeovers(hall: Running) -> None:
    """Events take their zones and leave them in the first second of their minute; the floor hears
    of those that come, and of those that wait and why."""
    told: tuple[shapes.ComingRow, ...] = ()

    async def events() -> None:
        nonlocal told
        live = hall.live
        if turn(live.state, live.now()):
            await live.submit(TurnTakeovers())
        coming, waited = coming_rows(live.state, live.now()), {one.takeover: one for one in told}
        if coming == told:
            return
        hall.hub.changed(("floor",))
        for one in coming:
            before = waited.get(one.takeover)
            if one.hindrance and (before is None or before.hindrance is None):
                log.warning("the event %s waits: %s", one.takeover, one.hindrance.en)
        told = coming

    await rounds(LOOK, events, "an event can't begin or end by its schedule", rest=BEAT)


async def watch_survey(hall: Running) -> None:
    """Look at last month's index now and then; the screens that show it get the new one."""

    async def index() -> None:
        if await hall.surveys.look():
            hall.redraw_screens()

    await index()
    await rounds(SURVEY, index, "last month's index can't be looked at")


async def watch_programme(hall: Running) -> None:
    """Screens are told what plays next when it begins, without a press."""
    turning, anew = Turning(), time.monotonic()

    async def programme() -> None:
        nonlocal anew
        hall.look_at_eras()
        places, rules = hall.screens(), hall.config.rules
        if time.monotonic() - anew > ANEW:
            # what they know reaches hours ahead; a hall that is shut has no other reason to tell
            anew = time.monotonic()
            hall.hub.changed(f"screen/{place.id}" for place in places)
        turned = await asyncio.to_thread(turning.look, places, rules, hall.live.now().at)
        hall.hub.changed(f"screen/{screen}" for screen in turned)

    await rounds(LOOK, programme, "the programme can't be looked at")


async def look_back(hall: Running, journal: Journal) -> None:
    """Check the days before this one."""
    day = await journal.last_day()
    try:
        await journal.verify(after=0)
    except JournalTrouble as trouble:
        log.error("an older day of the journal is damaged: %s", trouble)
        hall.live.fail(trouble)
        return
    log.info("the journal is whole; the day began with event %d", day)


def keep(stack: contextlib.AsyncExitStack, work: Coroutine[Any, Any, None]) -> None:
    """Run beside the hall; end it with the hall."""
    task = asyncio.create_task(work)

    def ended(done: asyncio.Task[None]) -> None:
        if not done.cancelled() and done.exception() is not None:
            log.error("a task of the hall ended", exc_info=done.exception())

    async def end() -> None:
        task.cancel()
        await asyncio.wait((task,))

    task.add_done_callback(ended)
    stack.push_async_callback(end)
