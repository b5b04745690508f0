"""What `signage printers` does: list the printers of a hall with how they are, and try one."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable
from pathlib import Path

from signage.config import Config
from signage.devices.printers.connecting import Connection, connect
from signage.devices.printers.drawing import escpos_bytes
from signage.devices.printers.paper import trial_page
from signage.devices.printers.printer import Printer
from signage.devices.printers.settings import PrinterSettings
from signage.devices.printers.wording import STAFF
from signage.errors import SignageError
from signage.queueing.shapes import PrinterState
from signage.verbs import Options, Told, actions_of

Read = Callable[[], Config]


def add_actions(printers: argparse.ArgumentParser) -> None:
    """The actions of `signage printers`; without one it lists."""
    action = actions_of(printers)

    action("list", "List the printers of the hall, and how they are.")
    test = action("test", "Print a test page.")
    test.add_argument("printer", nargs="?", help="the printer's id (default: the first)")
    test.add_argument("--out", type=Path, help="write the bytes into a file instead")


def run(options: Options, read: Read) -> Told:
    """One action of `signage printers`; `read` gives the hall's file, checked."""
    config = read()
    if options.action == "test":
        return _test(options, config)
    return _list(config)


def _list(config: Config) -> Told:
    states = asyncio.run(_states(config.printers))
    rows = [
        {
            "printer": p.id, "kind": p.kind, "address": p.address, "paper": p.paper,
            "zones": p.zones, "state": state, "text": STAFF[state], "error": error,
        }
        for p, (state, error) in zip(config.printers, states, strict=True)
    ]  # fmt: skip
    lines = [
        f"{p.id:12} {p.kind:8} {p.paper} mm  {p.address or '-':22} {state}"
        + (f" ({error})" if error else "")
        for p, (state, error) in zip(config.printers, states, strict=True)
    ]
    return Told(rows, "\n".join(lines) or "config.toml names no printer; see [[printers]] there.")


async def _states(printers: tuple[PrinterSettings, ...]) -> list[tuple[PrinterState, str]]:
    return await asyncio.gather(*(_state(printer) for printer in printers))


def _is_missing(printer: PrinterSettings) -> bool:
    """A file that is not there: to look at it would make it."""
    return printer.kind == "file" and not Path(printer.address).exists()


async def _state(printer: PrinterSettings) -> tuple[PrinterState, str]:
    """How a printer is now, without a paper."""
    if printer.kind == "browser":
        return "browser", ""
    if _is_missing(printer):
        return "offline", "there is no such file yet"
    try:
        return await Printer.ask(printer, connect), ""
    except (OSError, TimeoutError) as trouble:
        return "offline", str(trouble) or "it does not answer"


def _test(options: Options, config: Config) -> Told:
    printer = _chosen(options.printer, config)
    facts = (f"{printer.kind} {printer.address}", f"{printer.paper} mm, {printer.profile}")
    page = trial_page(printer.name, (*facts, printer.code_page), _address(config))
    if options.out is None and printer.kind == "browser":
        raise SignageError(
            f"printer “{printer.id}” belongs to a kiosk's browser; take a number at that kiosk"
        )
    data = escpos_bytes(page, printer)
    told = {"printer": printer.id, "bytes": len(data)}
    if options.out is not None:
        try:
            options.out.write_bytes(data)
        except OSError as error:
            raise SignageError(f"{options.out} can't be written ({error.strerror})") from error
        return Told({**told, "out": str(options.out)}, f"{len(data)} bytes are in {options.out}.")
    try:
        asyncio.run(_send(printer, data))
    except (OSError, TimeoutError) as error:
        raise SignageError(
            f"printer “{printer.id}” can't be reached ({str(error) or 'no answer'}); "
            "check its power, its cable and its address"
        ) from error
    return Told(told, f"The test page was sent to “{printer.id}”.")


async def _send(printer: PrinterSettings, data: bytes) -> None:
    line: Connection
    async with connect(printer) as line:
        await line.send(data)


def _chosen(name: str | None, config: Config) -> PrinterSettings:
    if not config.printers:
        raise SignageError("config.toml names no printer; see [[printers]] there")
    if name is None:
        return config.printers[0]
    for printer in config.printers:
        if printer.id == name:
            return printer
    known = ", ".join(printer.id for printer in config.printers)
    raise SignageError(f"there is no printer “{name}”; use one of {known}")


def _address(config: Config) -> str:
    return config.machine.address or "http://example.invalid/t/test"
