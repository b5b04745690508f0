"""What a journal does on a real disk that breaks; run in a namespace of its own where it mounts.

Each function is one story, named on the command line; it fails by an assertion.
"""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
from pathlib import Path

from signage.errors import JournalTrouble
from signage.journal.journal import Journal
from signage.journal.lock import hold
from tests.journal.days import Pen


def mount(folder: Path, *options: str) -> None:
    target = [*options, "tmpfs", str(folder)] if options[0] == "-t" else [*options, str(folder)]
    subprocess.run(["mount", *target], check=True)


async def trouble(journal: Journal, pen: Pen, tickets: int = 1) -> str:
    """How the journal refuses tickets; it must be as before, and the pen is set back."""
    before = (journal.epoch, pen.seq, pen.at, pen.tick)
    try:
        await journal.append(pen.tickets(tickets))
    except JournalTrouble as refused:
        pen.seq, pen.at, pen.tick = before[1:]
        assert journal.seq == pen.seq, (journal.seq, pen.seq)
        assert [r.seq async for r in journal.read(max(0, pen.seq - 3))][-1:] == [pen.seq][: pen.seq]
        return refused.code
    return "none"


async def probed(journal: Journal) -> str:
    try:
        await journal.probe()
    except JournalTrouble as refused:
        return refused.code
    return "none"


async def full(folder: Path) -> None:
    mount(folder, "-t", "tmpfs", "-o", "size=2m")
    async with Journal.open(folder) as journal:
        pen = Pen(journal.epoch)
        await journal.append(pen.day("2026-11-26", 5))
        ballast = folder / "ballast"
        with ballast.open("wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError:
                pass
        codes = []
        for _ in range(30):
            code = await trouble(journal, pen, 200)
            codes.append(code)
            if codes[-3:] == ["disk_full"] * 3:
                break
        assert codes[-1] == "disk_full", codes
        ballast.unlink()
        assert await trouble(journal, pen, 3) == "none"
        assert await journal.verify() == pen.seq
    async with Journal.open(folder) as journal:
        assert journal.seq == pen.seq


async def read_only(folder: Path) -> None:
    mount(folder, "-t", "tmpfs", "-o", "size=8m")
    with hold(folder):
        async with Journal.open(folder) as journal:
            pen = Pen(journal.epoch)
            await journal.append(pen.day("2026-11-26", 5))
    # Shut properly, so that the log is gone: what is read is all there is.
    mount(folder, "-o", "remount,ro")
    with hold(folder):
        async with Journal.open(folder) as journal:
            assert journal.seq == 6
            assert await trouble(journal, pen) == "read_only"
            assert await probed(journal) == "read_only"
            mount(folder, "-o", "remount,rw")
            assert await trouble(journal, pen) == "none"
            assert await journal.verify() == 7
            assert [r.seq async for r in journal.read(5)] == [6, 7]
    async with Journal.open(folder) as journal:
        assert journal.seq == 7


async def no_folder_yet(folder: Path) -> None:
    mount(folder, "-t", "tmpfs", "-o", "size=8m,ro")
    for _ in range(2):
        try:
            async with Journal.open(folder):
                raise AssertionError("a journal was made on a read-only disk")
        except JournalTrouble as refused:
            assert refused.code == "read_only", refused
    try:
        with hold(folder):
            raise AssertionError("a folder was held on a read-only disk")
    except JournalTrouble as refused:
        assert refused.code == "read_only", refused


async def after_a_crash(folder: Path) -> None:
    """Read-only, and not shut properly: the log still holds what was answered."""
    mount(folder, "-t", "tmpfs", "-o", "size=8m")
    script = f"import sys; from tests.journal.breaking import crash; crash({str(folder)!r})"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 9
    assert (folder / "journal.db-wal").stat().st_size
    mount(folder, "-o", "remount,ro")
    async with Journal.open(folder) as journal:
        pen = Pen(journal.epoch, journal.seq, journal.at, journal.tick)
        assert journal.seq == 6
        assert await trouble(journal, pen) == "read_only"
        assert await probed(journal) == "read_only"
        mount(folder, "-o", "remount,rw")
        assert await probed(journal) == "none"
        assert await trouble(journal, pen) == "none"
        assert [r.seq async for r in journal.read(5)] == [6, 7]


def crash(folder: str) -> None:
    """Append six events and die."""

    async def run() -> None:
        async with Journal.open(Path(folder)) as journal:
            await journal.append(Pen(journal.epoch).day("2026-11-26", 5))
            os._exit(9)

    asyncio.run(run())


async def limit(folder: Path) -> None:
    """A file may grow no further; the kernel says EFBIG, which SQLite calls an I/O error."""
    async with Journal.open(folder) as journal:
        pen = Pen(journal.epoch)
        await journal.append(pen.day("2026-11-26", 5))
        size = (folder / "journal.db-wal").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 5000, resource.RLIM_INFINITY))
        # more than fits, also after the log has begun at its front again
        codes = {await trouble(journal, pen, 3000) for _ in range(3)}
        assert codes == {"disk_failed"}, codes
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        assert await trouble(journal, pen, 100) == "none"
        assert await journal.verify() == pen.seq == 106


async def unsynced(folder: Path) -> None:
    """The disk takes the bytes and fails to keep them, while the file `broken` is there."""
    broken = Path(os.environ["BROKEN"])
    async with Journal.open(folder) as journal:
        pen = Pen(journal.epoch)
        await journal.append(pen.day("2026-11-26", 5))
        for _ in range(3):
            broken.touch()
            assert await trouble(journal, pen, 7) == "disk_failed"
            code = await trouble(journal, pen, 2)
            assert code == "disk_failed", code
            code = await probed(journal)
            assert code == "disk_failed", code
            broken.unlink()
            assert await probed(journal) == "none"
            assert await trouble(journal, pen, 3) == "none"
            assert await journal.verify() == pen.seq
        broken.touch()
        assert await trouble(journal, pen, 7) == "disk_failed"
        os._exit(0 if journal.seq == pen.seq == 15 else 1)


if __name__ == "__main__":
    asyncio.run(globals()[sys.argv[1]](Path(sys.argv[2])))
