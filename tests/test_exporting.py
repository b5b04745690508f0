"""Files that the server is asked for: one at a time, told how far, ended when nobody waits."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from signage.errors import NotFound, Refused
from signage.exporting import FOLDER, KEPT, LONELY, MOST, WAITING, Exports, Job, Wish
from signage.figures.book import Part
from signage.figures.periods import Period

WISH = Wish(which="visits", format="csv", period=Period("2026-11-01", "2026-11-30"), part=Part())
MAKER = """
import json, sys, time
out = sys.argv[sys.argv.index("--out") + 1]
print('{"done": 3, "of": 7}', file=sys.stderr, flush=True)
mode = open(sys.argv[1]).read()
if mode == "hang":
    time.sleep(600)
if mode == "fail":
    print("signage report: no room", file=sys.stderr)
    sys.exit(1)
if mode == "refuse":
    print('{"ok": false, "error": "There is no counter."}')
    sys.exit(1)
open(out, "w").write("x" * 10)
print(json.dumps({"rows": 10, "file": out, "args": sys.argv}))
"""


class Shop:
    """Exports whose maker does as it is told, and a clock that is turned by hand."""

    def __init__(self, folder: Path) -> None:
        self.now = 0.0
        self.free = 10**12
        self.mode = folder / "mode"
        self.mode.write_text("make")
        maker = folder / "maker.py"
        maker.write_text(MAKER)
        self.folder = folder / FOLDER
        self.exports = Exports(
            folder, [sys.executable, "-SE", str(maker), str(self.mode)], mall=lambda: "metro",
            steady=lambda: self.now, usage=lambda path: (10**12, 0, self.free),
        )  # fmt: skip


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    made = Shop(tmp_path)
    async with made.exports.open():
        yield made
    assert not made.folder.exists()


async def over(job: Job) -> Job:
    await asyncio.wait_for(job.over.wait(), 45)
    assert job.task is not None
    await asyncio.wait([job.task])
    return job


async def begun(job: Job) -> Job:
    for _ in range(1000):
        if job.of:
            return job
        await asyncio.sleep(0.01)
    raise AssertionError("it never began")


async def test_a_file_is_made_and_kept_for_a_while(shop: Shop) -> None:
    job = await over(shop.exports.begin(WISH))
    assert (job.state, job.done, job.of, job.rows) == ("ready", 3, 7, 10)
    assert job.file.read_text() == "x" * 10
    assert job.name == "metro-visits-2026-11-01-2026-11-30.csv"
    shop.now = KEPT
    await shop.exports.tidy()
    assert shop.exports.job(job.id) is job
    shop.now += KEPT + 1
    await shop.exports.tidy()
    assert not job.file.exists()
    with pytest.raises(NotFound, match="export_unknown"):
        shop.exports.job(job.id)


async def test_one_that_nobody_asks_for_is_made_no_further(shop: Shop) -> None:
    shop.mode.write_text("hang")
    lonely = await begun(shop.exports.begin(WISH))
    next_ = shop.exports.begin(WISH)
    shop.now = LONELY + 1
    shop.exports.job(next_.id)
    shop.mode.write_text("make")
    assert next_.state == "waiting", "one at a time"
    await shop.exports.tidy()
    assert (await over(next_)).state == "ready"
    assert lonely.task is not None and lonely.task.cancelled()


@pytest.mark.parametrize("mode", ["fail", "refuse"])
async def test_one_that_fails_says_so_and_the_next_is_made(
    shop: Shop, mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    shop.mode.write_text(mode)
    assert (await over(shop.exports.begin(WISH))).state == "failed"
    assert "no room" in caplog.text or "no counter" in caplog.text
    shop.mode.write_text("make")
    assert (await over(shop.exports.begin(WISH))).state == "ready"


async def test_too_many_are_refused(shop: Shop) -> None:
    shop.mode.write_text("hang")
    for _ in range(WAITING):
        shop.exports.begin(WISH)
    with pytest.raises(Refused, match="exports_full"):
        shop.exports.begin(WISH)


async def test_only_so_many_are_kept_and_the_disk_keeps_its_room(shop: Shop) -> None:
    made = []
    for shop.now in range(MOST):
        made.append(await over(shop.exports.begin(WISH)))
    shop.exports.job(made[0].id)  # asked for again, and as fresh as the last
    last = [await over(shop.exports.begin(WISH)) for _ in range(2)]
    await over(shop.exports.begin(WISH))
    for _ in range(100):
        if not made[2].file.exists():
            break
        await asyncio.sleep(0.01)
    assert [job.file.exists() for job in (*made[:4], *last)] == [True, False, False] + [True] * 3
    shop.free = 10**6
    with pytest.raises(Refused, match="media_disk"):
        shop.exports.begin(WISH)


def test_a_wish_in_the_words_of_the_command() -> None:
    wish = Wish(
        which="skm", format="xlsx", period=Period("2026-11-01", "2026-11-30"),
        part=Part(service="-kk", counter="1"), language="en", bom=True,
    )  # fmt: skip
    assert wish.words() == [
        "skm", "--from=2026-11-01", "--until=2026-11-30", "--language=en", "--bom",
        "--service=-kk", "--counter=1",
    ]  # fmt: skip
