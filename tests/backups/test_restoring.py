"""A backup comes back as another journal: whole, numbers only rise, and nothing is deleted."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from signage.errors import BackupTrouble, FolderBusy, JournalTrouble
from signage.journal.journal import Journal
from signage.journal.lock import hold
from signage.journal.renewing import epoch_of, renew
from signage.queueing import commands as c
from signage.registry.tokens import open_tokens
from signage.web.feed import _resume
from tests.backups.folders import CONFIG, a_day, backed_up, brought_back, press
from tests.halls import SMALL, Hands, live_hall
from tests.web.asking import FREE, house

DAY = 86_400_000


async def test_what_comes_back_is_whole_and_another_journal(tmp_path: Path) -> None:
    old, new, hands = tmp_path / "data", tmp_path / "new", Hands()
    await a_day(old, hands)
    made = await backed_up(old, hands)
    async with live_hall(old, hands) as (live, before):
        await press(live, "card")  # printed after the backup, and lost with the machine
        tokens = {t.number: live.token(t) for t in live.state.tickets.values()}
    hands.pass_(60_000)
    done = await brought_back(made.file, new, hands)
    assert done.begun.epoch > made.manifest.epoch == before.epoch
    assert done.begun.numbers == {"card": "A201", "birth": "B201"}
    assert (done.aside, done.config) == (None, tmp_path / "new.toml")
    assert (tmp_path / "new.toml").read_text() == CONFIG
    assert (new / "config" / "000001-old.toml").read_text() == "old"
    async with live_hall(new, hands) as (live, journal):
        assert (journal.epoch, await journal.verify()) == (done.begun.epoch, 9)
        await press(live, "card", "birth")
        tickets = live.state.numbers
        assert set(tickets) == {"A001", "A002", "A003", "B001", "A201", "B201"}
        # numbers that were lost with the machine can be taken in from their papers
        await live.submit(c.AdoptNumbers(service="card", first=4, last=5))
        assert {"A004", "A005"} <= set(live.state.numbers)
        await press(live, "card")
        assert "A202" in live.state.numbers
        # the papers in people's hands still open their pages
        key = open_tokens(new)
        again = {t.number: live.token(t) for t in live.state.tickets.values()}
        assert {n: again[n] for n in ("A001", "A002", "A003", "B001")} == {
            n: tokens[n] for n in ("A001", "A002", "A003", "B001")
        }
        assert key.token(live.state.tickets[tickets["A001"]])
        # and calls of before the restore are old: no screen flashes them
        age = (live.now().tick - live.state.calls["hall"][0].tick) / 1000
        assert age >= 121


async def test_numbers_rise_in_a_day_that_the_backup_does_not_know(tmp_path: Path) -> None:
    """A backup of the night is of the day before; the morning's papers are not in it."""
    old, hands = tmp_path / "data", Hands()
    await a_day(old, hands)
    made = await backed_up(old, hands)
    hands.pass_(DAY)
    for folder, after, printed, first in (
        ("a", {}, False, ("A201", "B201")),
        ("b", {"B": 123}, False, ("A201", "B124")),
        ("c", {"birth": 7, "a": 0}, False, ("A001", "B008")),
        ("d", {"A": 57}, True, ("A058", "B001")),
        ("e", {}, True, ("A001", "B001")),
    ):
        done = await brought_back(
            made.file, tmp_path / folder, hands, after, nothing_printed=printed
        )
        assert tuple(done.begun.numbers.values()) == first
        assert done.begun.day == "2026-11-27"
        async with live_hall(tmp_path / folder, hands) as (live, _):
            await press(live, "card", "birth")
            assert set(live.state.numbers) == set(first)


async def test_a_number_that_was_given_is_never_given_again(tmp_path: Path) -> None:
    old, hands = tmp_path / "data", Hands()
    await a_day(old, hands)
    made = await backed_up(old, hands)
    done = await brought_back(made.file, tmp_path / "new", hands, {"A": 1})
    assert done.begun.numbers["card"] == "A004"
    with pytest.raises(BackupTrouble, match="no service has the prefix Q; there are A, B"):
        await brought_back(made.file, tmp_path / "other", hands, {"Q": 1})
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["lock"]


async def test_a_folder_in_use_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await a_day(folder)
    made = await backed_up(folder)
    with hold(folder), pytest.raises(FolderBusy):
        await brought_back(made.file, folder, force=True)
    with pytest.raises(BackupTrouble, match=r"not empty.*--force"):
        await brought_back(made.file, folder)
    made.file.write_bytes(made.file.read_bytes()[:-100])
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(BackupTrouble, match="damaged"):
        await brought_back(made.file, folder, force=True)
    assert sorted(path.name for path in folder.iterdir()) == before


async def test_force_moves_the_old_aside(tmp_path: Path) -> None:
    folder, hands = tmp_path / "data", Hands()
    await a_day(folder, hands)
    made = await backed_up(folder, hands)
    async with live_hall(folder, hands) as (live, _):
        await press(live, "card")
    before = epoch_of(folder / "journal.db")
    (folder / "backups").mkdir()
    hands.at = 1_000_000  # the clock's battery is empty: epochs rise all the same
    done = await brought_back(made.file, folder, hands, force=True)
    again = await brought_back(made.file, folder, hands, force=True)
    assert before < done.begun.epoch < again.begun.epoch
    assert done.aside is not None and again.aside is not None and done.aside != again.aside
    assert (folder / "backups").is_dir()
    async with Journal.open(done.aside) as journal:
        assert (await journal.verify(), journal.epoch) == (8, before)


async def test_a_restore_that_was_cut_off_is_done_again(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await a_day(folder)
    made = await backed_up(folder)
    new = tmp_path / "new"
    new.mkdir()
    (new / "restoring").write_text("x")
    (new / "registry.db").write_bytes(b"half")
    done = await brought_back(made.file, new)
    assert done.aside is not None and (done.aside / "registry.db").read_bytes() == b"half"
    assert not (new / "restoring").exists()


async def test_settings_are_laid_beside_or_replace_the_old(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await a_day(folder)
    made = await backed_up(folder)
    (tmp_path / "new.toml").write_text("# mine")
    done = await brought_back(made.file, tmp_path / "new")
    assert done.config == tmp_path / "new.toml.restored"
    assert (tmp_path / "new.toml").read_text() == "# mine"
    assert done.config.read_text() == CONFIG
    done = await brought_back(made.file, tmp_path / "new", force=True, replace_config=True)
    assert done.old_config == tmp_path / "new.toml.before-restore"
    assert (tmp_path / "new.toml").read_text() == CONFIG
    assert done.old_config.read_text() == "# mine"


async def test_a_feed_is_told_that_it_is_not_complete(tmp_path: Path) -> None:
    """Who knows events that were lost gets all again; who does not goes on where it was."""
    old, hands = tmp_path / "data", Hands()
    await a_day(old, hands)
    made = await backed_up(old, hands)
    done = await brought_back(made.file, tmp_path / "new", hands, nothing_printed=True)
    new = tmp_path / "new"
    async with live_hall(new, hands) as (live, _):
        await press(live, *["card"] * 6)
    async with Journal.open(new) as journal:
        epoch, reborn = made.manifest.epoch, done.begun.epoch
        assert await _resume(journal, epoch, 7) == (7, False)
        assert await _resume(journal, epoch, 3) == (3, False)
        assert await _resume(journal, epoch, 8) == (0, True)
        assert await _resume(journal, epoch, 900) == (0, True)
        assert await _resume(journal, reborn, 8) == (8, False)


async def test_sessions_end_and_people_stay(tmp_path: Path) -> None:
    old = tmp_path / "data"
    await a_day(old)
    with sqlite3.connect(old / "registry.db") as db:
        db.execute("CREATE TABLE IF NOT EXISTS sessions (hash, id)")
        db.execute("INSERT INTO sessions (hash, id) VALUES (x'01', 'one')")
    made = await backed_up(old)
    await brought_back(made.file, tmp_path / "new")
    with sqlite3.connect(tmp_path / "new" / "registry.db") as db:
        assert db.execute("SELECT count(*) FROM sessions").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM devices").fetchone()[0] > 5


async def test_a_restored_hall_serves_its_devices(tmp_path: Path) -> None:
    old = tmp_path / "data"
    old.mkdir()
    config = SMALL + FREE
    async with house(old, config) as asked:
        secret = asked.secret("counter-1")
        assert (await asked.ask("GET", "/api/health")).json()["epoch"]
    (tmp_path / "config.toml").write_text(config)
    made = await backed_up(old)
    await brought_back(made.file, tmp_path / "new")
    async with house(tmp_path / "new", config) as asked:
        assert asked.secret("counter-1") == secret
        health = (await asked.ask("GET", "/api/health")).json()
        assert (health["status"], health["backup"]) == ("ok", None)


def test_a_journal_without_a_head_is_damaged(tmp_path: Path) -> None:
    assert epoch_of(tmp_path / "none.db") == 0
    with sqlite3.connect(tmp_path / "odd.db") as db:
        db.execute("CREATE TABLE head (epoch, seq, hash, boot, seal)")
    assert epoch_of(tmp_path / "odd.db") == 0
    with pytest.raises(JournalTrouble, match="damaged"):
        renew(tmp_path / "odd.db", 1.0)
