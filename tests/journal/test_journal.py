"""The diary on a real file: append, read, answers, epoch, boot."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from signage.errors import JournalTrouble
from signage.journal.journal import FILE, Answer, Journal
from signage.queueing.events import NoticeAnnounced
from signage.queueing.model import Recorded
from tests.journal.days import Pen, played


def answer(n: int, day: str = "2026-11-26") -> Answer:
    return Answer(n.to_bytes(32, "big"), b"f" * 16, 200, '{"é":1}'.encode(), day)


async def everything(journal: Journal, after: int = 0, upto: int | None = None) -> list[Recorded]:
    return [recorded async for recorded in journal.read(after, upto)]


async def test_a_new_journal_is_empty(tmp_path: Path) -> None:
    async with Journal.open(tmp_path, wall=lambda: 1_764_140_000.5) as journal:
        assert journal.epoch == 1_764_140_000
        assert (journal.seq, journal.at, journal.tick) == (0, 0, 0)
        assert not journal.rebooted
        assert await journal.last_day() == 0
        assert await journal.verify() == 0
        assert await everything(journal) == []


async def test_what_was_appended_is_there_after_a_restart(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        epoch = journal.epoch
        pen = Pen(epoch)
        written = pen.day("2026-11-26", 3)
        await journal.append(written[:1])
        await journal.append(written[1:])
        assert (journal.seq, journal.at, journal.tick) == (4, pen.at, pen.tick)
    async with Journal.open(tmp_path, wall=lambda: 12.0) as journal:
        assert journal.epoch == epoch
        assert (journal.seq, journal.at, journal.tick) == (4, pen.at, pen.tick)
        assert await everything(journal) == written


async def test_every_kind_of_event_survives(tmp_path: Path) -> None:
    day = played(seed=3, presses=400, days=2)
    async with Journal.open(tmp_path, wall=lambda: 1.0) as journal:
        assert journal.epoch == 1
        await journal.append(day.records)
    async with Journal.open(tmp_path) as journal:
        assert await everything(journal) == day.records
        assert await journal.verify() == len(day.records)


async def test_reading_takes_pages_and_stops_where_it_is_told(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        written = Pen(journal.epoch).tickets(2500)
        await journal.append(written)
        assert await everything(journal) == written
        assert await everything(journal, 999, 1001) == written[999:1001]
        assert await everything(journal, 2499) == written[2499:]
        assert await everything(journal, 2500) == []
        assert await everything(journal, 9999) == []


async def test_the_last_day_is_found(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        pen = Pen(journal.epoch)
        await journal.append(pen.day("2026-11-26", 5))
        assert await journal.last_day() == 1
        await journal.append(pen.day("2026-11-27", 2))
        assert await journal.last_day() == 7


async def test_a_batch_is_all_or_nothing(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        first, second, third = Pen(journal.epoch).tickets(3)
        with pytest.raises(ValueError, match="can't follow"):
            await journal.append([first, third])
        assert journal.seq == 0
        await journal.append([first, second], [answer(1)])
        with pytest.raises(ValueError, match="answered once"):
            await journal.append([third], [answer(2), answer(1)])
        with pytest.raises(ValueError, match="answered once"):
            await journal.append([third], [answer(2), answer(2)])
        assert (journal.seq, journal.known(answer(2).digest)) == (2, False)
        with pytest.raises(ValueError, match="epoch"):
            await journal.append(Pen(journal.epoch + 1, seq=2).tickets(1))
        with pytest.raises(ValueError, match="at least one"):
            await journal.append([], [answer(3)])
        assert await everything(journal) == [first, second]


async def test_a_command_is_answered_the_same_after_a_restart(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        pen = Pen(journal.epoch)
        await journal.append(pen.tickets(2), [answer(1), answer(2)])
        assert journal.known(answer(1).digest)
        assert await journal.answer(answer(1).digest) == answer(1)
        assert await journal.answer(b"never") is None
    odd = Answer(b"odd", b"", 422, bytes(range(1, 256)), "2026-11-26")
    async with Journal.open(tmp_path) as journal:
        assert journal.known(answer(2).digest)
        assert await journal.answer(answer(2).digest) == answer(2)
        await journal.append(pen.tickets(1), [odd])
        assert await journal.answer(b"odd") == odd


async def test_an_answer_that_would_be_cut_short_is_a_defect(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        with pytest.raises(ValueError, match="zero byte"):
            nought = Answer(b"nought", b"", 200, b"a\0b", "2026-11-26")
            await journal.append(Pen(journal.epoch).tickets(1), [nought])
        assert journal.seq == 0


@pytest.mark.parametrize(
    "text", ["nol \0 nol", "\u202ekanan", "👪 keluarga", "\\u0000", '"', "é" * 400]
)
async def test_any_text_survives(tmp_path: Path, text: str) -> None:
    async with Journal.open(tmp_path) as journal:
        notice = NoticeAnnounced(zone="hall-a", text=text, language="id")
        written = Pen(journal.epoch).write(notice, notice)
        await journal.append(written)
        assert await everything(journal) == written


async def test_answers_are_forgotten_by_their_place_and_not_by_a_date(tmp_path: Path) -> None:
    old, kept = answer(1, "2026-11-25"), answer(2, "1970-01-01")
    async with Journal.open(tmp_path) as journal:
        first, second = Pen(journal.epoch).tickets(2)
        await journal.append([first], [old])
        await journal.append([second], [kept])
        await journal.forget(second.seq)
        assert not journal.known(old.digest)
        assert await journal.answer(old.digest) is None
        assert await journal.answer(kept.digest) == kept
    async with Journal.open(tmp_path) as journal:
        assert not journal.known(old.digest)
        assert journal.known(kept.digest)
        assert journal.seq == 2


async def test_presses_at_once_are_written_one_after_the_other(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        written = Pen(journal.epoch).tickets(40)
        await asyncio.gather(*(journal.append([recorded]) for recorded in written))
        assert await everything(journal) == written


async def test_a_caller_who_gives_up_leaves_the_books_right(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        pen = Pen(journal.epoch)
        giving_up = asyncio.ensure_future(journal.append(pen.tickets(1)))
        await asyncio.sleep(0)
        giving_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await giving_up
        await journal.append(pen.tickets(1))
        assert journal.seq == 2
        assert await journal.verify() == 2


async def test_a_reboot_since_the_last_event_is_told(tmp_path: Path) -> None:
    async with Journal.open(tmp_path, boot=lambda: "first") as journal:
        pen = Pen(journal.epoch)
        await journal.append(pen.tickets(1))
    async with Journal.open(tmp_path, boot=lambda: "first") as journal:
        assert not journal.rebooted
    for _ in range(2):  # a start that writes nothing doesn't make the last event of this boot
        async with Journal.open(tmp_path, boot=lambda: "second") as journal:
            assert journal.rebooted
    async with Journal.open(tmp_path, boot=lambda: "second") as journal:
        await journal.append(pen.tickets(1))
    async with Journal.open(tmp_path, boot=lambda: "second") as journal:
        assert not journal.rebooted
    async with Journal.open(tmp_path, boot=lambda: "") as journal:
        assert journal.rebooted  # where it can't be told, the steady clock is not trusted


async def test_a_shut_journal_takes_and_gives_nothing(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        written = Pen(journal.epoch).tickets(2)
        await journal.append(written[:1])
        states = [journal.shut]
    assert [*states, journal.shut] == [False, True]
    with pytest.raises(JournalTrouble, match="shut"):
        await journal.append(written[1:])
    with pytest.raises(JournalTrouble, match="shut"):
        await everything(journal)


async def test_probing_changes_nothing(tmp_path: Path) -> None:
    async with Journal.open(tmp_path) as journal:
        written = Pen(journal.epoch).tickets(2)
        await journal.append(written)
        await journal.probe()
        assert journal.seq == 2
    async with Journal.open(tmp_path) as journal:
        assert await everything(journal) == written


async def test_a_file_that_is_no_journal_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"these are not the pages of a database" * 200)
    with pytest.raises(JournalTrouble) as trouble:
        async with Journal.open(tmp_path):
            pass
    assert trouble.value.code == "damaged"


async def test_no_folder_no_journal(tmp_path: Path) -> None:
    with pytest.raises(JournalTrouble) as trouble:
        async with Journal.open(tmp_path / "nowhere"):
            pass
    assert trouble.value.code == "disk_failed"
