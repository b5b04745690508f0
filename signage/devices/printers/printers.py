"""All printers of a hall: which one a kiosk prints on, and how each of them is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Final

from signage.devices.printers.connecting import Connect, connect
from signage.devices.printers.paper import Receipt
from signage.devices.printers.printer import Job, Patience, Printer
from signage.devices.printers.settings import PrinterSettings
from signage.devices.printers.wording import STAFF, UNPRINTED, VISITOR
from signage.queueing.shapes import KioskPrinter, PrinterStatus

ENDING: Final = 3.0
"""Seconds that a printer may take to end when the hall does."""
WELL: Final = frozenset({"ready", "unknown"})


class Printers:
    """Lives on the event loop. `changed` is called when a view of a printer is news."""

    def __init__(
        self,
        clock: Callable[[], float],
        changed: Callable[[], None],
        *,
        connect: Connect = connect,
        patience: Patience | None = None,
    ) -> None:
        self._clock = clock
        self._changed = changed
        self._connect = connect
        self._patience = patience or Patience()
        self._printers: dict[str, Printer] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def settle(self, wanted: Iterable[PrinterSettings]) -> None:
        """Run by these settings from now on; a printer that is as it was goes on undisturbed."""
        before, self._printers = self._printers, {}
        for settings in wanted:
            old = before.pop(settings.id, None)
            if old is not None and old.settings == settings:
                self._printers[settings.id] = old
                continue
            new = Printer(settings, self._connect, self._clock, self._changed, self._patience)
            if old is not None:
                new.take_over(old)
                self._end(settings.id)
            self._printers[settings.id] = new
            if settings.kind == "browser":
                new.state = "browser"
            else:
                self._tasks[settings.id] = asyncio.create_task(new.run())
        for gone in before:
            self._end(gone)
        self._changed()

    async def close(self) -> None:
        """End what is running; a paper that is half sent is left at that."""
        tasks = list(self._tasks.values())
        for id in list(self._tasks):
            self._end(id)
        if tasks:
            await asyncio.wait(tasks, timeout=ENDING)

    def at(self, zone: str | None, wanted: str | None = None) -> Printer | None:
        """The printer of a kiosk: the one it names, else the first of its zone."""
        there = [p for p in self._printers.values() if zone is None or p.settings.serves(zone)]
        named = (p for p in there if p.settings.id == wanted)
        return next(named, None) or next(iter(there), None)

    def named(self, id: str) -> Printer | None:
        """The printer with this id."""
        return self._printers.get(id)

    def job(self, ticket: str, number: str, receipt: Receipt) -> Job:
        """A paper that waits from now on."""
        return Job(ticket=ticket, number=number, receipt=receipt, since=self._clock())

    def statuses(self) -> tuple[PrinterStatus, ...]:
        """How each of them is, for those who mend them."""
        return tuple(_status(printer) for printer in self._printers.values())

    def at_kiosk(self, zone: str) -> tuple[KioskPrinter, ...]:
        """How those of a zone are, for the visitor."""
        return tuple(
            KioskPrinter(
                printer=p.settings.id,
                state=p.state,
                text=VISITOR[p.state],
                paper=p.settings.paper,
                footer=p.settings.footer,
            )
            for p in self._printers.values()
            if p.settings.serves(zone)
        )

    def _end(self, id: str) -> None:
        task = self._tasks.pop(id, None)
        if task is not None:
            task.cancel()


def _status(printer: Printer) -> PrinterStatus:
    settings, last = printer.settings, printer.last_missed
    return PrinterStatus(
        printer=settings.id,
        name=settings.name,
        zones=settings.zones,
        kind=settings.kind,
        state=printer.state,
        text=STAFF[printer.state],
        error=printer.error,
        waiting=printer.waiting,
        printed=printer.printed,
        missed=printer.missed,
        last_missed=None if last is None else last.number,
        last_missed_why=None if last is None else UNPRINTED[last.why],
    )
