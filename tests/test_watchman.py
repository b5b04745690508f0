"""systemd is told that the hall is open, and that it is well, and nothing when it hangs."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from signage.queueing.commands import IssueTicket
from signage.watchman import Watchman, patience, teller
from tests.halls import SMALL, live_hall
from tests.serving import ROOT


@pytest.fixture
def line() -> Iterator[tuple[str, socket.socket]]:
    """The socket of a systemd. Its name must be short."""
    with (
        tempfile.TemporaryDirectory() as folder,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard,
    ):
        heard.bind(f"{folder}/notify")
        heard.settimeout(30)
        yield f"{folder}/notify", heard


def test_words_go_to_systemd(line: tuple[str, socket.socket]) -> None:
    place, heard = line
    tell = teller({"NOTIFY_SOCKET": place})
    assert tell is not None
    tell(b"READY=1")
    assert heard.recv(100) == b"READY=1"
    assert teller({}) is None and teller({"NOTIFY_SOCKET": "vsock:2:1"}) is None
    nobody = teller({"NOTIFY_SOCKET": place + "-gone"})
    assert nobody is not None
    nobody(b"READY=1")  # nobody listens, and nothing breaks


def test_an_abstract_socket(line: tuple[str, socket.socket]) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(f"\0signage-test-{os.getpid()}")
        tell = teller({"NOTIFY_SOCKET": f"@signage-test-{os.getpid()}"})
        assert tell is not None
        tell(b"x")
        assert heard.recv(10) == b"x"


def test_how_patient_it_is() -> None:
    assert patience({"WATCHDOG_USEC": "60000000"}, 7) == 60
    assert patience({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "7"}, 7) == 60
    for environ in ({}, {"WATCHDOG_USEC": "0"}, {"WATCHDOG_USEC": "soon"},
                    {"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "8"}):  # fmt: skip
        assert patience(environ, 7) is None


async def test_it_is_fed_while_all_is_well_and_while_trouble_is_known() -> None:
    told: list[bytes] = []
    answers = iter(["", "The disk is full:\ncalls can't be recorded."])

    async def look() -> str:
        return next(answers)

    man = Watchman(told.append, 60, look)
    man.ready("http://127.0.0.1:8000")
    await man.round(1)
    await man.round(1)
    man.stopping()
    assert told == [
        b"READY=1\nSTATUS=The hall is open at http://127.0.0.1:8000",
        b"WATCHDOG=1\nSTATUS=The hall is open",
        b"WATCHDOG=1\nSTATUS=The disk is full: calls can't be recorded.",
        b"STOPPING=1\nSTATUS=The hall is closing",
    ]


async def test_it_is_not_fed_while_something_hangs(caplog: pytest.LogCaptureFixture) -> None:
    told: list[bytes] = []
    hung = asyncio.Event()

    async def look() -> str:
        await hung.wait()
        return ""

    man = Watchman(told.append, 60, look)
    await man.round(0.01)
    await man.round(0.01)
    assert told == [] and caplog.text.count("systemd is told nothing") == 1
    hung.set()
    await man.round(1)
    assert len(told) == 1


async def test_a_pulse_goes_through_the_single_writer(tmp_path: Path) -> None:
    async with live_hall(tmp_path) as (live, journal):
        await asyncio.wait_for(live.pulse(), 45)
        assert journal.seq == 1
        never = asyncio.Event()

        async def hung(*_: object) -> None:
            await never.wait()

        real, journal.append = journal.append, hung  # type: ignore[method-assign, assignment]
        asked = asyncio.create_task(live.submit(IssueTicket(service="card")))
        await asyncio.sleep(0)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(live.pulse(), 0.05)
        journal.append = real  # type: ignore[method-assign]
        never.set()
        await asked
        await asyncio.wait_for(live.pulse(), 45)


def test_a_server_tells_and_prints_no_secret_into_the_journal(
    tmp_path: Path, line: tuple[str, socket.socket]
) -> None:
    place, heard = line
    (tmp_path / "config.toml").write_text(SMALL)
    with (tmp_path / "log").open("w+") as log:
        found = os.fstat(log.fileno())
        environ = {
            **os.environ, "PYTHONPATH": str(ROOT), "NOTIFY_SOCKET": place, "SIGNAGE_LOG": "json",
            "WATCHDOG_USEC": "400000", "JOURNAL_STREAM": f"{found.st_dev}:{found.st_ino}",
        }  # fmt: skip
        process = subprocess.Popen(
            [sys.executable, "-m", "signage", "serve", "--host", "127.0.0.1", "--port", "0",
             "--config", str(tmp_path / "config.toml"), "--data", str(tmp_path / "data")],
            env=environ, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            assert heard.recv(1000).startswith(b"READY=1\nSTATUS=The hall is open at http://127")
            assert heard.recv(1000) == b"WATCHDOG=1\nSTATUS=The hall is open"
            assert heard.recv(1000) == b"WATCHDOG=1\nSTATUS=The hall is open"
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
        heard.settimeout(2)
        end = time.monotonic() + 5
        while not (words := heard.recv(1000)).startswith(b"STOPPING=1"):
            assert time.monotonic() < end, words
        log.seek(0)
        lines = log.read().splitlines()
    assert all(line.startswith(("<6>{", "<4>{")) for line in lines), lines
    assert any("the hall is open at http://127.0.0.1" in line for line in lines)
    assert not any("#" in line for line in lines)
