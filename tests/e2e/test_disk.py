"""A hall whose disk is full, whose folder is taken, or whose journal is damaged."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.e2e.ledger import Ledger, carry, settle
from tests.e2e.pages import Pages, tiles
from tests.e2e.running import Answer, Hall, hall_of, write_config

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

TRIES = 400
"""Presses that a full disk may still take, in the room that its files have inside."""


# ---- a disk that is full


@contextmanager
def small_disk(at: Path, megabytes: int) -> Iterator[tuple[tuple[str, ...], Path]]:
    """A disk of its own: what runs a program where it is mounted at `at`, and its way from here.

    Nobody else sees it, and it is gone when the process that keeps it ends.
    """
    if not (shutil.which("unshare") and shutil.which("nsenter")):
        pytest.skip("unshare and nsenter are not installed")
    mounting = f"mount -t tmpfs -o size={megabytes}m tmpfs '{at}' && echo ready && exec sleep 900"
    keeper = subprocess.Popen(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", mounting],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert keeper.stdout is not None
    assert keeper.stderr is not None
    try:
        if keeper.stdout.readline() != "ready\n":
            pytest.skip(f"no disk can be mounted here: {keeper.stderr.read().strip()}")
        entering = ("nsenter", f"--target={keeper.pid}", "--user", "--preserve-credentials",
                    "--mount")  # fmt: skip
        yield entering, Path(f"/proc/{keeper.pid}/root{at}")
    finally:
        keeper.kill()
        keeper.wait()
        keeper.stdout.close()
        keeper.stderr.close()


def fill(disk: Path) -> Path:
    """A file that takes all the room there is."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    return ballast


@pytest.mark.browser
async def test_a_full_disk_refuses_presses_says_so_and_loses_nothing(
    pages: Pages, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk, 4) as (entering, inside):
        config = write_config(tmp_path / "config.toml")
        async with Hall(config, disk / "data", around=entering) as hall:
            hall.links()
            screen = await pages.open(hall.page("screen", "hall-a"))
            desk = await pages.open(hall.page("counter", "3"))
            line, bar = screen.locator("#line-text"), desk.locator(".bar-alert")
            await expect(line).to_contain_text("nomor Anda", timeout=60_000)
            ledger = Ledger()
            for kind, place in (("ticket", "ktp-el"), ("ticket", "ktp-el"), ("call", "3")):
                await carry(hall, ledger, ledger.asks(kind, place))  # type: ignore[arg-type]
            ballast = fill(inside)

            refused = await press_until_refused(hall, ledger)
            assert (refused.status, refused.code) == (503, "disk_full")
            assert refused.headers["content-type"] == "application/problem+json"
            assert "Retry-After" in refused.headers
            await expect(line).to_contain_text("Penyimpanan penuh", timeout=30_000)
            await expect(bar).to_contain_text("Penyimpanan penuh", timeout=30_000)
            health = await hall.health()
            assert (health.status, health.body["trouble"]) == (503, "disk_full")
            # What was answered is still shown, and reading goes on.
            assert {tile.split()[0] for tile in await tiles(screen)} == set(called(ledger))

            hall.kill9()  # and not even a power cut in the midst of it takes anything away
            await hall.start()
            assert (await press_until_refused(hall, ledger)).code == "disk_full"
            ballast.unlink()
            await expect(line).not_to_contain_text("Penyimpanan penuh", timeout=60_000)
            await expect(bar).to_have_count(0, timeout=60_000)
            assert (await hall.health()).status == 200
            await settle(hall, ledger)
            assert ledger.faults(await hall.events()) == []
            hall.stop()
            assert '"whole": true' in hall.run("verify", "--json").stdout


async def press_until_refused(hall: Hall, ledger: Ledger) -> Answer:
    """Take numbers until the disk is full; a refused press stays pending, to be sent again."""
    for _ in range(TRIES):
        asked = ledger.asks("ticket", "ktp-el")
        answer = await hall.ticket("ktp-el", asked.key)
        if answer.status != 201:
            return answer
        ledger.hears(asked, answer)
    raise AssertionError("a full disk still takes presses")


def called(ledger: Ledger) -> list[str]:
    return [number for _, number, _ in ledger.calls()]


# ---- a folder that is taken, and a journal that is damaged


async def test_a_second_server_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    async with hall_of(tmp_path) as hall:
        second = hall.run("serve", "--host", "127.0.0.1", "--port", "0")
        assert second.returncode == 1
        assert "is running on the data folder" in second.stderr
        assert "Traceback" not in second.stderr
        assert (await hall.health()).status == 200


@pytest.mark.browser
@pytest.mark.parametrize("day", ["today", "earlier"])
async def test_a_damaged_journal_is_found_and_never_built_upon(
    day: str, pages: Pages, tmp_path: Path
) -> None:
    async with hall_of(tmp_path, far_west) as hall:
        await hall.tickets("ktp-el", "ktp-el")
        assert (await hall.press("3")).status == 200
        if day == "earlier":
            hall.stop()
            write_config(hall.config, far_east)
            await hall.start()
            opened = [e for e in await hall.events() if e["kind"] == "DayOpened"]
            assert len(opened) == 2
        hall.stop()
        flip_a_byte(hall.data / "journal.db", "TicketIssued")
        before = rows(hall.data)
        await hall.start()
        screen = await pages.open(hall.page("screen", "hall-a"))
        line = screen.locator("#line-text")
        await expect(line).to_contain_text("Catatan aula rusak", timeout=60_000)
        for answer in (
            await hall.press("3"),
            await hall.ticket("ktp-el"),
            await hall.press("3", "open"),
        ):
            assert (answer.status, answer.code) == (503, "damaged")
        health = await hall.health()
        assert (health.status, health.body["trouble"]) == (503, "damaged")
        hall.stop()
        assert rows(hall.data) == before
        verified = hall.run("verify")
        assert verified.returncode == 1
        assert "damaged" in verified.stderr
        assert "Traceback" not in verified.stderr


def far_west(document: Any) -> None:
    """Where it is a day earlier than in the far east."""
    document["mall"]["time_zone"] = "Pacific/Honolulu"


def far_east(document: Any) -> None:
    """Where the next business day has begun already."""
    document["mall"]["time_zone"] = "Pacific/Kiritimati"


def flip_a_byte(path: Path, kind: str) -> None:
    """Change one letter in an event, as a failing disk does, behind SQLite's back."""
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    raw = bytearray(path.read_bytes())
    at = raw.find(b'"serial":1', raw.find(kind.encode()))
    assert at > 0
    raw[at + len(b'"serial":')] ^= 0x03
    path.write_bytes(raw)


def rows(folder: Path) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(folder / "journal.db")
    try:
        return list(db.execute("SELECT seq, kind, body, hash FROM event ORDER BY seq"))
    finally:
        db.close()
