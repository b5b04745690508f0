"""A backup each night: when it is due, what is kept, and what is said when it fails."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from signage.backups.archive import check
from signage.backups.keeping import kept
from signage.backups.manifest import name_of
from signage.backups.nightly import FIRST, Made, Nightly, by_process, due
from signage.config.settings import BackupPlan
from signage.timely import AGAIN
from tests.backups.folders import a_day
from tests.halls import SMALL
from tests.web.asking import house

TWO = 120
NIGHT = datetime(2026, 11, 26, 2, 0)


@pytest.mark.parametrize(
    ("now", "last", "told"),
    [
        (NIGHT, None, True),
        (NIGHT, NIGHT - timedelta(days=1), True),
        (NIGHT - timedelta(minutes=1), NIGHT - timedelta(days=1), False),
        (NIGHT + timedelta(hours=9), NIGHT + timedelta(minutes=1), False),
        # a machine that is switched off at night makes it in the morning
        (NIGHT + timedelta(hours=5), NIGHT - timedelta(hours=19), True),
        (NIGHT + timedelta(hours=30), NIGHT + timedelta(hours=5), True),
        # one that was made while the clock was in the future counts for nothing
        (NIGHT, NIGHT + timedelta(days=900), True),
    ],
)
def test_when_it_is_due(now: datetime, last: datetime | None, told: bool) -> None:
    assert due(now, last, TWO) is told


@dataclass
class Desk:
    """A night, turned by hand."""

    data: Path
    plan: BackupPlan = field(default_factory=BackupPlan)
    now: datetime | None = NIGHT
    tick: float = 0.0
    fails: Made | None = None
    asked: list[Path] = field(default_factory=list)
    news: int = 0

    def nightly(self) -> Nightly:
        return Nightly(
            self.data, plan=lambda: self.plan, mall=lambda: "small", now=lambda: self.now,
            steady=lambda: self.tick, make=self.make, told=self.told,
        )  # fmt: skip

    def told(self) -> None:
        self.news += 1

    async def make(self, folder: Path) -> Made:
        self.asked.append(folder)
        if self.fails is not None:
            return self.fails
        assert self.now is not None
        file = folder / name_of("small", self.now)
        file.write_bytes(b"12345")
        return Made(file=str(file), bytes=5)


async def test_a_night_a_backup_and_the_old_ones_go(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BackupPlan(TWO, keep=3))
    nightly = desk.nightly()
    await nightly.look()
    assert desk.asked == []  # the hall is just opening
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "photo.jpg").write_bytes(b"mine")
    for night in range(5):
        desk.now = NIGHT + timedelta(days=night, minutes=3)
        desk.tick += FIRST + AGAIN
        await nightly.look()
        await nightly.look()
    assert desk.asked == [tmp_path / "backups"] * 5
    found = kept(tmp_path / "backups", "small")
    assert [one.made.day for one in found] == [28, 29, 30]
    assert (tmp_path / "backups" / "photo.jpg").exists()
    status = nightly.status()
    assert status is not None
    assert (status.age, status.bytes, status.trouble, status.making) == (0.0, 5, None, False)
    desk.now = NIGHT + timedelta(days=7)
    status = nightly.status()
    assert status is not None and status.trouble is not None
    assert status.trouble.code == "backup_old"


async def test_a_failure_is_told_and_tried_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BackupPlan(TWO, folder=str(tmp_path / "stick")))
    nightly = desk.nightly()
    desk.fails = Made(error="the folder is not there", code="backup_folder")
    desk.tick = FIRST
    await nightly.look()
    await nightly.look()
    assert len(desk.asked) == 1
    status = nightly.status()
    assert status is not None and status.trouble is not None
    assert status.trouble.code == "backup_folder" and "stik" in status.trouble.text.id
    assert not (tmp_path / "stick").exists()  # or the backup would lie under the stick's place
    (tmp_path / "stick").mkdir()
    desk.fails, desk.tick = None, FIRST + AGAIN
    await nightly.look()
    status = nightly.status()
    assert status is not None and status.trouble is None and desk.news >= 4


async def test_none_by_night_and_none_by_a_doubtful_clock(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BackupPlan(None), tick=FIRST)
    nightly = desk.nightly()
    await nightly.look()
    assert nightly.status() is None
    desk.plan, desk.now = BackupPlan(), None
    await nightly.look()
    assert desk.asked == []


async def test_the_process_makes_one_or_says_why_not(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await a_day(folder)
    (tmp_path / "stick").mkdir()
    files = ["--config", str(tmp_path / "config.toml"), "--data", str(folder)]
    make = by_process([sys.executable, "-m", "signage", "backup", *files])
    made = await make(tmp_path / "stick")
    assert (made.error, Path(made.file).stat().st_size) == ("", made.bytes)
    none = by_process([sys.executable, "-c", "import sys; sys.exit('broken')"])
    assert (await none(tmp_path)).error == "broken"
    slow = by_process([sys.executable, "-c", "import time; time.sleep(60)"], longest=0.1)
    assert "took more" in (await slow(tmp_path)).error


async def test_a_running_hall_makes_its_own(tmp_path: Path) -> None:
    """The server, its settings and the process together; the stick comes late."""
    folder = tmp_path / "data"
    folder.mkdir()
    stick = tmp_path / "stick"
    async with house(folder, SMALL + f'\n[backup]\nfolder = "{stick}"\n') as asked:
        nightly = asked.hall.nightly
        assert nightly is not None
        nightly.hour._not_before = 0.0  # a quarter of an hour has gone by
        await asked.ticket()
        await nightly.look()
        health = (await asked.ask("GET", "/api/health")).json()
        assert (health["status"], health["backup"]) == ("ok", "backup_folder")
        stick.mkdir()
        nightly.hour._not_before = 0.0
        await nightly.look()
        assert (await asked.ask("GET", "/api/health")).json()["backup"] is None
        made = kept(stick, "small")
        assert len(made) == 1 and check(made[0].path).seq == asked.hall.live.state.seq
