"""The paper of each ticket: asked for once when it is issued, and again when a person asks again.

Printing is no part of the journal. What is kept here dies with the day or with the server.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

import msgspec
from babel.dates import format_date

from signage.devices.printers.paper import Slip, ticket
from signage.devices.printers.printer import Printer
from signage.devices.printers.printers import WELL, Printers
from signage.devices.printers.wording import VISITOR
from signage.errors import Refused
from signage.live import Live
from signage.queueing.hall import Text
from signage.queueing.model import Ticket
from signage.queueing.order import ahead
from signage.queueing.refusals import STATE_WORDS
from signage.queueing.routing import routed
from signage.queueing.views import waits_at

MOST_AGAIN: Final = 3
"""How often a kiosk prints a ticket again before a person has to help."""


class PaperReply(msgspec.Struct, frozen=True, kw_only=True):
    """What happens with the paper: `printing`, `browser` (the kiosk's page prints it), `none` (no
    printer here), or `trouble`, and then the ticket is to be photographed. `text` says it to the
    visitor; `date` is what stands on the paper."""

    state: Literal["printing", "browser", "none", "trouble"]
    printer: str | None = None
    text: Text | None = None
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who wants a paper: a kiosk's zone, the printer it names, the visitor's language, the ticket's
    link. `ahead` is what the answer says, None to count anew."""

    zone: str | None
    printer: str | None
    language: str
    url: str
    ahead: int | None = None


class Papers:
    """Sees to it that one ticket has one paper, unless somebody asks for another."""

    def __init__(self, live: Live, printers: Printers) -> None:
        self._live = live
        self.printers = printers
        self._day = ""
        self._given: dict[str, PaperReply] = {}
        self._again: dict[str, int] = {}
        self._keys: dict[str, PaperReply] = {}

    def first(self, id: str, asked: Asked | None, *, kept: bool) -> PaperReply:
        """The paper of a ticket that was issued. An answer that is given once more (`kept`) prints
        nothing, even if the server has forgotten since what it printed. None asks for no paper."""
        self._turn()
        known = self._given.get(id)
        if known is not None:
            return known
        found = self._live.state.tickets.get(id)
        if kept or asked is None or found is None:
            return PaperReply(state="none")
        printer = self.printers.at(asked.zone, asked.printer)
        self._given[id] = self._print(printer, found, asked, again=False)
        return self._given[id]

    def again(self, found: Ticket, asked: Asked, key: str | None, *, limited: bool) -> PaperReply:
        """Another paper with the same number; the same key prints one. Raises Refused."""
        self._turn()
        if key is not None and key in self._keys:
            return self._keys[key]
        if found.state in ("served", "cancelled", "expired"):
            raise Refused("ticket_over", number=found.number, state=STATE_WORDS[found.state])
        printer = self.printers.at(asked.zone, asked.printer)
        if printer is None:
            raise Refused("printer_none")
        count = self._again.get(found.id, 0)
        if limited and count >= MOST_AGAIN:
            raise Refused("printed_often", number=found.number)
        self._again[found.id] = count + 1
        reply = self._print(printer, found, asked, again=True)
        if key is not None:
            self._keys[key] = reply
        return reply

    def _turn(self) -> None:
        if self._day != self._live.state.day:
            self._day = self._live.state.day
            for memory in (self._given, self._again, self._keys):
                memory.clear()

    def _print(
        self, printer: Printer | None, found: Ticket, asked: Asked, *, again: bool
    ) -> PaperReply:
        if printer is None:
            return PaperReply(state="none")
        slip = self._slip(printer, found, asked, again=again)
        id, date = printer.settings.id, f"{slip.date}, {slip.time}"
        state, text = printer.state, VISITOR[printer.state]
        if state == "browser":
            return PaperReply(state="browser", printer=id, text=text, date=date)
        printer.print(self.printers.job(found.id, found.number, ticket(slip)))
        well: Literal["printing", "trouble"] = "printing" if state in WELL else "trouble"
        return PaperReply(state=well, printer=id, text=text, date=date)

    def _slip(self, printer: Printer, found: Ticket, asked: Asked, *, again: bool) -> Slip:
        state, now = self._live.state, self._live.now()
        hall = state.hall
        service = hall.service[found.service]
        counted = ahead(state, found, now.tick) if asked.ahead is None else asked.ahead
        priority = hall.priority.get(found.priority or "")
        zones = [hall.zone[id] for id in routed(state, hall.zones_serving(service.id)).zones]
        place = ZoneInfo(hall.mall.time_zone)
        issued = datetime.fromtimestamp((now.at - max(0, now.tick - found.issued)) / 1000, place)
        slip = Slip(
            language=asked.language,
            languages=hall.mall.languages,
            number=found.number,
            url=asked.url,
            mall=hall.mall.name,
            agency=hall.agency[service.agency].name,
            service=service.name,
            zones=tuple(zone.name for zone in zones),
            where=tuple(zone.direction for zone in zones if zone.direction is not None),
            ahead=counted if found.state == "waiting" else None,
            priority=None if priority is None else priority.name,
            date=format_date(issued, "EEEE, d MMMM y", locale=asked.language),
            time=_clock(issued, asked.language),
            footer=printer.settings.footer,
            waits_at=waits_at(state, found.queue) if found.state == "waiting" else None,
        )
        if again:
            present = datetime.fromtimestamp(now.at / 1000, place)
            return replace(slip, again=_clock(present, asked.language))
        return slip


def _clock(at: datetime, language: str) -> str:
    return f"{at:%H:%M}" if language == "en" else f"{at:%H.%M}"
