"""One printer's task against a printer on a real socket: in order, once, back by itself."""

from __future__ import annotations

import asyncio
import os
import time
import tty
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from signage.devices.printers.connecting import usb_device
from signage.devices.printers.paper import Receipt, Words
from signage.devices.printers.printer import MOST, Job, Patience, Printer
from signage.devices.printers.printers import Printers
from signage.devices.printers.settings import PrinterKind, PrinterSettings
from signage.queueing.hall import Text
from tests.devices.printers import reader
from tests.devices.printers.fake import FakePrinter, fake_printer, holds, until

QUICK = Patience(
    idle=0.1, look=0.05, answer=0.15, slow=0.3, stuck=0.9, held=20, stale=60, least=0.05, most=0.1
)


def settings(address: str, kind: PrinterKind = "network", **more: object) -> PrinterSettings:
    made: dict[str, object] = {"id": "p", "name": Text("Kios", "Kiosk"), "paper": 58, **more}
    return PrinterSettings(kind=kind, address=address, **made)  # type: ignore[arg-type]


@asynccontextmanager
async def one(
    address: str, kind: PrinterKind = "network", patience: Patience = QUICK, **more: object
) -> AsyncIterator[tuple[Printers, Printer]]:
    """The printer of a hall that has one."""
    printers = Printers(time.monotonic, lambda: None, patience=patience)
    printers.settle([settings(address, kind, **more)])
    printer = printers.named("p")
    assert printer is not None
    try:
        yield printers, printer
    finally:
        await printers.close()


def receipt(number: str) -> Receipt:
    return (Words(number),)


def ask(printer: Printer, *numbers: str) -> None:
    for number in numbers:
        printer.print(
            Job(ticket=number, number=number, receipt=receipt(number), since=time.monotonic())
        )


def out(fake: FakePrinter) -> list[str]:
    """The numbers that came out, in order."""
    return reader.lines(bytes(fake.paper))


async def test_papers_come_out_once_and_in_order() -> None:
    numbers = [f"A{n:03}" for n in range(12)]
    async with fake_printer() as fake, one(fake.address) as (_, printer):
        ask(printer, *numbers)
        assert printer.waiting == 12
        await until(lambda: printer.printed == 12)
        assert (out(fake), printer.state, printer.waiting, printer.missed) == (
            numbers, "ready", 0, 0,
        )  # fmt: skip


async def test_the_same_ticket_waits_once() -> None:
    async with fake_printer("paper_out") as fake, one(fake.address) as (_, printer):
        await until(lambda: printer.state == "paper_out")
        ask(printer, "A001", "A001", "A002", "A001")
        fake.mood = "well"
        await until(lambda: printer.printed == 2)
        assert out(fake) == ["A001", "A002"]


@pytest.mark.parametrize("mood", ["paper_out", "cover_open", "offline"])
async def test_trouble_is_named_nothing_is_sent_and_it_comes_back_by_itself(mood: str) -> None:
    async with fake_printer() as fake, one(fake.address) as (_, printer):
        await until(lambda: printer.state == "ready")
        fake.mood = mood  # type: ignore[assignment]
        await until(lambda: printer.state == mood)
        ask(printer, "A001", "A002")
        await holds(lambda: not fake.paper and not fake.held)
        fake.mood = "well"
        await until(lambda: printer.printed == 2)
        assert (out(fake), printer.state, printer.missed) == (["A001", "A002"], "ready", 0)


async def test_paper_that_ends_in_the_middle_of_a_ticket_is_waited_for() -> None:
    async with fake_printer() as fake, one(fake.address) as (_, printer):
        await until(lambda: printer.state == "ready")

        def end() -> None:
            fake.mood = "paper_out"

        fake.on_data = end
        ask(printer, "A001", "A002")
        await until(lambda: printer.state == "paper_out")
        await holds(lambda: printer.waiting == 2 and not fake.paper)
        fake.on_data = None
        fake.mood = "well"
        await until(lambda: printer.printed == 2)
        assert (out(fake), printer.missed) == (["A001", "A002"], 0)


async def test_a_broken_connection_is_told_and_never_prints_twice() -> None:
    async with fake_printer() as fake, one(fake.address) as (_, printer):
        await until(lambda: printer.state == "ready")
        fake.hang_up_after = 10
        ask(printer, "A001", "A002")
        await until(lambda: printer.printed == 1)
        assert out(fake) == ["A002"]
        assert printer.missed == 1
        assert printer.last_missed is not None
        assert (printer.last_missed.number, printer.last_missed.why) == ("A001", "offline")
        await until(lambda: printer.state == "ready")
        await holds(lambda: out(fake) == ["A002"])


async def test_a_printer_that_is_switched_off_and_on_comes_back() -> None:
    async with fake_printer() as fake, one(fake.address) as (_, printer):
        await until(lambda: printer.state == "ready")
        await fake.stop()
        await until(lambda: printer.state == "offline")
        assert printer.error
        ask(printer, "A001")
        await holds(lambda: printer.waiting == 1)
        await fake.start()
        await until(lambda: printer.printed == 1)
        assert (out(fake), printer.state, printer.error) == (["A001"], "ready", "")


async def test_a_printer_that_stalls_is_slow_and_gets_no_paper() -> None:
    async with fake_printer() as fake, one(fake.address) as (_, printer):
        await until(lambda: printer.state == "ready")
        fake.mood = "stalled"
        await until(lambda: printer.state == "slow")
        ask(printer, "A001")
        await holds(lambda: printer.waiting == 1)
        fake.mood = "well"
        await until(lambda: printer.printed == 1)
        await holds(lambda: out(fake) == ["A001"])


async def test_one_that_stalls_with_a_ticket_in_it_is_given_up() -> None:
    async with fake_printer() as fake, one(fake.address) as (_, printer):
        ask(printer, "A000")
        await until(lambda: printer.printed == 1)

        def stall() -> None:
            fake.mood = "stalled"

        fake.on_data = stall
        ask(printer, "A001")
        await until(lambda: printer.state == "slow")
        assert printer.waiting == 1
        await until(lambda: printer.missed == 1)
        assert printer.last_missed is not None
        assert printer.last_missed.number == "A001"


async def test_one_that_never_says_how_it_is_prints_all_the_same() -> None:
    async with fake_printer("mute") as fake, one(fake.address) as (_, printer):
        ask(printer, "A001", "A002")
        await until(lambda: printer.printed == 2)
        assert printer.state == "unknown"
        # it was written to the socket, and nobody said that it came out
        await until(lambda: out(fake) == ["A001", "A002"])


async def test_one_that_does_not_know_the_last_question_is_not_waited_for_again() -> None:
    async with fake_printer("no_confirm") as fake, one(fake.address) as (_, printer):
        ask(printer, "A001", "A002", "A003")
        await until(lambda: printer.printed == 3)
        assert printer.state == "ready"
        await until(lambda: out(fake) == ["A001", "A002", "A003"])


async def test_old_papers_are_not_printed_for_the_next_visitor() -> None:
    patience = Patience(idle=0.1, look=0.05, answer=0.15, stale=0.3, least=0.05, most=0.1)
    async with (
        fake_printer("paper_out") as fake,
        one(fake.address, patience=patience) as (_, printer),
    ):
        ask(printer, "A001")
        await until(lambda: printer.missed == 1)
        assert printer.last_missed is not None
        assert printer.last_missed.why == "stale"
        fake.mood = "well"
        ask(printer, "A002")
        await until(lambda: printer.printed == 1)
        assert out(fake) == ["A002"]


async def test_the_list_is_bounded() -> None:
    async with fake_printer("paper_out") as fake, one(fake.address) as (_, printer):
        ask(printer, *(f"A{n:03}" for n in range(MOST + 2)))
        assert (printer.waiting, printer.missed) == (MOST, 2)
        fake.mood = "well"
        await until(lambda: printer.printed == MOST)
        assert out(fake) == [f"A{n:03}" for n in range(2, MOST + 2)]


async def test_copies_are_made_of_each() -> None:
    async with fake_printer() as fake, one(fake.address, copies=2) as (_, printer):
        ask(printer, "A001", "A002")
        await until(lambda: printer.printed == 2)
        assert out(fake) == ["A001", "A001", "A002", "A002"]


async def test_new_settings_keep_what_waits() -> None:
    async with fake_printer() as fake, one("127.0.0.1:9") as (printers, printer):
        ask(printer, "A001")
        await until(lambda: printer.state == "offline")
        printers.settle([settings(fake.address)])
        new = printers.named("p")
        assert new is not None and new is not printer
        await until(lambda: new.printed == 1)
        assert out(fake) == ["A001"]
        printers.settle([settings(fake.address)])
        assert printers.named("p") is new
        printers.settle([])
        assert printers.named("p") is None
        assert printers.statuses() == ()


async def test_one_bad_paper_does_not_end_the_printer() -> None:
    async with fake_printer() as fake, one(fake.address, profile="nonsense") as (_, printer):
        ask(printer, "A001")
        await until(lambda: printer.missed == 1)
        assert (out(fake), "profile" in printer.error) == ([], True)
        await holds(lambda: printer.waiting == 0)


async def test_a_file_takes_papers_one_behind_the_other(tmp_path: Path) -> None:
    path = tmp_path / "tickets.bin"
    async with one(str(path), "file") as (_, printer):
        ask(printer, "A001", "A002")
        await until(lambda: printer.printed == 2)
    assert reader.lines(path.read_bytes()) == ["A001", "A002"]
    assert path.stat().st_mode & 0o077 == 0


async def test_a_device_is_asked_and_takes_papers() -> None:
    """A pseudo terminal stands in for the kernel's USB printer: it takes bytes and answers."""
    master, slave = os.openpty()
    tty.setraw(master)
    tty.setraw(slave)
    os.set_blocking(master, False)
    fake = FakePrinter()
    loop = asyncio.get_running_loop()
    stream = asyncio.StreamReader()

    def read() -> None:
        stream.feed_data(os.read(master, 65536))

    class Back:
        def write(self, data: bytes) -> None:
            os.write(master, data)

        def close(self) -> None:
            return

    loop.add_reader(master, read)
    talking = asyncio.create_task(fake.talk(stream, Back()))  # type: ignore[arg-type]
    try:
        async with one(os.ttyname(slave), "file") as (_, printer):
            ask(printer, "A001", "A002")
            await until(lambda: printer.printed == 2)
            assert (out(fake), printer.state) == (["A001", "A002"], "ready")
            fake.mood = "cover_open"
            await until(lambda: printer.state == "cover_open")
    finally:
        talking.cancel()
        loop.remove_reader(master)
        os.close(master)
        os.close(slave)


def test_a_usb_printer_is_found_wherever_it_is_plugged_in(tmp_path: Path) -> None:
    for lp, vendor, product in (("lp0", "0416", "5011"), ("lp1", "04b8", "0e15")):
        interface = tmp_path / "devices" / lp / f"{lp}:1.0"
        interface.mkdir(parents=True)
        (interface.parent / "idVendor").write_text(f"{vendor}\n")
        (interface.parent / "idProduct").write_text(f"{product}\n")
        (tmp_path / "class" / lp).mkdir(parents=True)
        (tmp_path / "class" / lp / "device").symlink_to(interface)
    assert usb_device("04B8:0E15", tmp_path / "class") == Path("/dev/usb/lp1")
    with pytest.raises(FileNotFoundError):
        usb_device("04b8:0e16", tmp_path / "class")
    with pytest.raises(FileNotFoundError):
        usb_device("04b8:0e15", tmp_path / "nothing")
