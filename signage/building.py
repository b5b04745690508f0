"""The parts of a running hall, put together."""

from __future__ import annotations

import contextlib
import secrets
import socket
import time
from pathlib import Path

from signage import assets, speech
from signage.clock import Clock, steady, wall
from signage.config import Config
from signage.devices.oversight import Oversight
from signage.devices.pairing import Pairings
from signage.devices.presence import Presence
from signage.devices.printers.printers import Printers
from signage.devices.uptime import Uptime
from signage.hub import Hub
from signage.journal.journal import Journal
from signage.live import Live
from signage.media.desk import Desk
from signage.media.shelf import Shelf
from signage.registry.audit import Audit
from signage.registry.devices import Devices
from signage.registry.officers import Officers
from signage.registry.people import People
from signage.registry.plays import Plays
from signage.registry.sessions import Sessions
from signage.running import Running
from signage.voice.ahead import Foresight, ahead
from signage.voice.maker import system_maker
from signage.voice.repertoire import load_repertoire
from signage.watching import (
    keep,
)
from signage.web import (
    media,
    pages,
)
from signage.web.gate import Gate
from signage.web.hosts import machine_names
from signage.web.limits import Addresses, Buckets, network
from signage.web.session import Room

TOLD_AT_ONCE = 30
"""Messages in which a screen that was away tells what it has shown; then one a second."""


FLOOR = 0.25
"""Seconds between two drawings of the floor: it shows the whole hall."""


def build(
    config: Config,
    folder: Path,
    live: Live,
    clock: Clock,
    journal: Journal | None,
    people: People,
    stack: contextlib.AsyncExitStack,
) -> Running:
    """Every part, each told of the others."""
    presence, devices = Presence(steady), Devices(folder)
    sessions = Sessions(folder, steady, wall)
    hub = Hub(lambda topic: hall.message(topic), live.beat, spaced={"floor": FLOOR})
    pairings = Pairings(
        steady,
        secrets.randbelow,
        lambda: secrets.token_urlsafe(24),
        network,
        lambda token: hub.watching(f"pairing/{token}") > 0,
    )
    printers = Printers(time.monotonic, lambda: hall.printed())
    speakers = speech.Speakers(live, presence, hub.changed)
    repertoire = load_repertoire(assets.folder("voices"), folder / "voices")
    maker = system_maker(repertoire, config.voice, folder / "sounds")
    trials = maker.apart()
    stack.push_async_callback(maker.close)
    stack.push_async_callback(trials.close)
    foresight = Foresight(
        lambda: ahead(live.state, apart=maker.settings.zones_apart) if maker.slow else (), maker
    )
    spoken = speech.HallSpeech(live, config.voice)
    announcer = speech.announcer(spoken, maker, speakers)
    room = Room(
        hub=hub,
        gate=Gate(devices, people, sessions),
        presence=presence,
        hall=lambda: live.state.hall,
        heard=speakers.heard,
        saying=speakers.saying,
        left=speakers.gone,
        topics=config.machine.limits.topics,
        line=live.line_of,
        guessed=lambda address: hall.strangers.take(address),
        waits=pairings.shown,
        seen=lambda id, address: hall.oversight.seen(id, address),
        now=lambda: live.now().at,
        played=lambda id, played: hall.played(id, played),
        pages=config.machine.limits.sockets_per_ticket,
    )
    hall = Running(
        config=config,
        version=pages.version_of(assets.folder("static")),
        clock=clock,
        presence=presence,
        folder=folder,
        devices=devices,
        people=people,
        officers=Officers(folder, wall),
        sessions=sessions,
        audit=Audit(folder, wall),
        journal=journal,
        live=live,
        hub=hub,
        spoken=spoken,
        makers=(maker, trials),
        foresight=foresight,
        words=repertoire.words,
        announcer=announcer,
        speakers=speakers,
        room=room,
        reservations=config.bookings,
        telling=Buckets(steady, 1, TOLD_AT_ONCE),
        strangers=a_minute(Addresses, config.machine.limits.requests_per_minute),
        plays=Plays(
            folder,
            wall,
            lambda at: hall.date_of(at),
            lambda: hall.playable(),
            lambda play, now: hall.could_show(play, now),
        ),
        texts=config.emergencies,
        names=_names(),
        printers=printers,
        pairings=pairings,
        uptime=Uptime(live, presence, devices, steady),
        desk=Desk(Shelf(folder), lambda: hall.config.media, wall),
        media=lambda: hall.desk.shelf.facts,
        oversight=Oversight(
            live,
            presence,
            devices,
            printers=printers.statuses,
            voices=lambda: speech.statuses(live, announcer, presence.sound),
            version=pages.version_of(assets.folder("static")),
        ),
    )
    presence.speaks = lambda id: (
        (zone := live.state.hall.zone.get(id)) is not None and zone.speaker == "screen"
    )
    hall.desk.shelf.told = hall.redraw_screens
    hall.desk.shelf.open()
    hall.desk.resume()
    hall.generous = media.allowance(room.gate, lambda: hall.config, hall.desk.shelf)
    stack.push_async_callback(hall.desk.close)
    stack.push_async_callback(hall.printers.close)
    live.surround(hall.around)
    live.changed = hall.changed
    live.watch(hall.happened)
    presence.told = hall.painted
    live.watch(lambda records, state: foresight.wake())
    keep(stack, foresight.run())
    return hall


def _names() -> frozenset[str]:
    told = []
    for file in ("/etc/hosts", "/etc/resolv.conf"):
        try:
            told.append(Path(file).read_text("utf-8", "replace"))
        except OSError:  # another system keeps them elsewhere
            told.append("")
    return machine_names(socket.gethostname(), *told)


def a_minute(kind: type[Buckets], count: int) -> Buckets:
    """So many a minute, and as many at once."""
    return kind(steady, count / 60, count)
