"""The proof of play: kept once, believed when it can be, summed by day, forgotten in time."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from signage.registry import plays as module
from signage.registry.plays import DAY, KEPT, Play, Plays

NOW = 1_795_687_200_000


class Clock:
    def __init__(self) -> None:
        self.at = NOW


def _day(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()


def _made(folder: Path) -> tuple[Plays, Clock]:
    clock = Clock()
    return Plays(folder, lambda: clock.at, _day), clock


def _play(at: int = NOW - 20_000, item: str = "a", screen: str = "s1", **more: int) -> Play:
    return Play(screen=screen, item=item, playlist="p", at=at, ms=10_000, whole=True)


def _rows(folder: Path, table: str) -> int:
    with sqlite3.connect(folder / module.FILE) as db:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


async def test_what_is_told_twice_is_kept_once(tmp_path: Path) -> None:
    plays, _ = _made(tmp_path)
    told = [_play(), _play(NOW - 40_000), _play(item="b"), _play(screen="s2")]
    assert plays.take(told) == 4
    await plays.flush()
    assert plays.take(told) == 4
    await plays.flush()
    rows = plays.read("2026-11-01", "2026-12-31")
    assert [(row.screen, row.item, row.count, row.whole, row.ms) for row in rows] == [
        ("s1", "a", 2, 2, 20_000), ("s1", "b", 1, 1, 10_000), ("s2", "a", 1, 1, 10_000),
    ]  # fmt: skip
    assert (rows[0].first, rows[0].last) == (NOW - 40_000, NOW - 20_000)
    assert plays.read("2026-11-01", "2026-12-31", screen="s2", item="b") == []
    assert [r.screen for r in plays.read("2026-11-01", "2026-12-31", screen="s2")] == ["s2"]
    assert plays.read("2025-11-01", "2025-12-31") == []


@pytest.mark.parametrize(
    ("at", "ms", "believed"),
    [
        (NOW - 10_000, 10_000, 1),
        (NOW - 5_000, 10_000, 1),
        (NOW - 4_999, 10_000, 0),
        (NOW + 86_400_000, 1, 0),
        (NOW - KEPT, 1, 1),
        (NOW - KEPT - 1, 1, 0),
        (0, 1, 0),
        (NOW - 7 * 3_600_000, 6 * 3_600_000 + 1, 0),
    ],
)
def test_nothing_is_believed_before_its_time(
    tmp_path: Path, at: int, ms: int, believed: int
) -> None:
    plays, _ = _made(tmp_path)
    play = Play(screen="s", item="i", playlist="", at=at, ms=ms, whole=False)
    assert plays.take([play]) == believed


def test_what_waits_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAITING", 3)
    plays, _ = _made(tmp_path)
    assert [plays.take([_play(NOW - 20_000 - n) for n in range(2)]) for _ in range(3)] == [2, 1, 0]


async def test_old_showings_go_and_sums_stay_their_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    plays, clock = _made(tmp_path)
    plays.write([_play(NOW - n * 1000) for n in range(60, 64)])
    assert (_rows(tmp_path, "plays"), _rows(tmp_path, "days")) == (2, 1)
    clock.at += DAY - 1
    plays.write([_play(clock.at - 60_000)])
    assert _rows(tmp_path, "plays") == 3, "once a day is enough"
    clock.at += 1
    plays.write([_play(clock.at - 30_000)])
    assert _rows(tmp_path, "plays") == 2
    clock.at += KEPT + DAY
    plays.write([_play(clock.at - 60_000)])
    assert (_rows(tmp_path, "plays"), _rows(tmp_path, "days")) == (1, 1)


async def test_a_disk_that_fails_loses_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    plays, _ = _made(tmp_path)
    plays.take([_play()])
    file = tmp_path / module.FILE
    file.rename(tmp_path / "aside")
    file.mkdir()
    await plays.flush()
    assert "not noted yet" in caplog.text
    plays.take([_play(NOW - 40_000)])
    file.rmdir()
    (tmp_path / "aside").rename(file)
    await plays.flush()
    assert plays.read("2026-11-01", "2026-12-31")[0].count == 2


async def test_what_waits_at_the_end_is_written(tmp_path: Path) -> None:
    plays, _ = _made(tmp_path)
    task = asyncio.create_task(plays.run())
    await asyncio.sleep(0)
    plays.take([_play()])
    task.cancel()
    await asyncio.wait((task,))
    assert len(plays.read("2026-11-01", "2026-12-31")) == 1


async def test_what_can_not_be_is_dropped_and_counted(tmp_path: Path) -> None:
    clock = Clock()
    plays = Plays(tmp_path, lambda: clock.at, _day, None, lambda play, now: play.item != "b")
    assert plays.take([_play(), _play(item="b"), _play(item="b", screen="s2")]) == 1
    days = ("2026-11-01", "2026-12-31")
    assert plays.dropped == plays.unbelieved(*days) == 2  # before it is written, too
    await plays.flush()
    plays.take([_play(item="b")])
    await plays.flush()
    again = Plays(tmp_path, lambda: clock.at, _day)
    assert (again.unbelieved(*days), again.unbelieved(*days, "s2")) == (3, 1)
    assert again.unbelieved("2026-01-01", "2026-01-31") == 0
    assert [row.item for row in again.read(*days)] == ["a"]
