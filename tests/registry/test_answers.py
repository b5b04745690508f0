"""Answers on a real disk: counted by unit, one a ticket, and no way from a ticket to its answer."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from signage.backups.contents import hall_files
from signage.errors import Malformed, Refused, RegistryTrouble
from signage.registry.answer_file import FILE
from signage.registry.answer_shapes import Answer, Once, Scope, Served
from signage.registry.answers import Answers
from signage.survey.elements import NINE
from signage.survey.questionnaire import read
from signage.survey.respondents import Respondent
from signage.survey.results import Group, result

pytestmark = pytest.mark.asyncio

KEY = b"k" * 32
YEAR = Scope(first="2026-01-01", last="2026-12-31")
SERVED = Served(date="2026-11-26", hour=9, agency="civil", service="card", counter="1")


def said(value: int = 4, *, served: Served = SERVED, **values: int) -> Answer:
    return Answer(
        served=served,
        values=values or dict.fromkeys(NINE.by_id, value),
        version=NINE.version,
        way="phone",
        language="id",
    )


@pytest_asyncio.fixture
async def answers(tmp_path: Path) -> AsyncIterator[Answers]:
    async with Answers.open(tmp_path, KEY) as made:
        yield made


def once(ticket: str, key: str | None = None, body: bytes = b"{}") -> Once:
    return Once(day="2026-11-26", ticket=ticket, key=key, body=body)


async def test_they_are_counted_by_unit_and_period(answers: Answers) -> None:
    births = replace(SERVED, service="birth", counter="2")
    october = replace(SERVED, date="2026-10-31")
    await answers.keep(said(4), NINE)
    await answers.keep(said(1, served=births), NINE)
    await answers.keep(said(biaya=3, served=october), NINE)
    assert set(await answers.groups("service", YEAR)) == {"birth", "card"}
    assert set(await answers.groups("counter", YEAR)) == {"1", "2"}
    assert set(await answers.groups("month", YEAR)) == {"2026-10", "2026-11"}
    assert set(await answers.groups("day", replace(YEAR, first="2026-11-01"))) == {"2026-11-26"}
    whole = await answers.groups("mall", YEAR)
    assert whole[""].respondents == 3
    assert await answers.groups("mall", YEAR) == whole
    assert await answers.profile(YEAR) == await answers.profile(YEAR)
    assert whole[""].tally["biaya"] == (1, 0, 1, 1)
    assert whole[""].tally["sarana"] == (1, 0, 0, 1)
    agency = await answers.groups("agency", replace(YEAR, service="birth"))
    assert agency["civil"] == Group(1, dict.fromkeys(NINE.by_id, (1, 0, 0, 0)))
    assert await answers.groups("mall", replace(YEAR, last="2026-01-31")) == {}
    # sums are kept until the next answer, and no longer
    await answers.keep(said(2), NINE)
    assert (await answers.groups("mall", YEAR))[""].tally["biaya"] == (1, 1, 1, 1)
    assert sum(n for (f, _), n in (await answers.profile(YEAR)).items() if f == "sex") == 4


async def test_a_units_index_is_over_all_its_respondents(answers: Answers) -> None:
    many = [said(4, served=replace(SERVED, service=f"s{n % 2}")) for n in range(100)]
    assert await answers.take_in([*many[:99], said(1)], NINE) == 100
    group = (await answers.groups("agency", YEAR))["civil"]
    found = result(group, NINE, 30, id=None, name=NINE.elements[0].name)
    assert (found.index, found.category) == ("99.25", "A")


async def test_one_answer_a_ticket(answers: Answers) -> None:
    assert not await answers.given("t7")
    await answers.keep(said(), NINE, once("t7"))
    with pytest.raises(Refused, match="survey_given"):
        await answers.keep(said(1), NINE, once("t7"))
    with pytest.raises(Refused, match="survey_given"):
        await answers.keep(said(1), NINE, once("t7", "another"))
    await answers.keep(said(), NINE, once("t8"))
    assert await answers.given("t7")
    assert (await answers.groups("mall", YEAR))[""].respondents == 2


async def test_the_same_request_again_is_answered_and_kept_once(answers: Answers) -> None:
    for _ in range(2):
        await answers.keep(said(), NINE, once("t7", "a-key"))
        await answers.keep(said(), NINE, Once(day="2026-11-26", key="tablet/a-key", body=b"{}"))
    for ticket in ("t7", None):
        key = "a-key" if ticket else "tablet/a-key"
        other = Once(day="2026-11-26", ticket=ticket, key=key, body=b"{other}")
        with pytest.raises(Malformed, match="key_reused"):
            await answers.keep(said(), NINE, other)
    with pytest.raises(Malformed, match="key_malformed"):
        await answers.keep(said(), NINE, once("t9", "x" * 201))
    await answers.keep(said(), NINE, Once(day="2026-11-26"))  # a tablet without ids is counted
    assert (await answers.groups("mall", YEAR))[""].respondents == 3


async def test_a_refused_answer_leaves_nothing(answers: Answers, tmp_path: Path) -> None:
    await answers.keep(said(), NINE, once("t7"))
    before = dump(tmp_path)
    with pytest.raises(Refused):
        await answers.keep(said(1), NINE, once("t7"))
    assert dump(tmp_path) == before


def dump(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table, in the order in which the file has its rows."""
    with sqlite3.connect(folder / FILE) as db:
        names = [
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in names}


async def test_no_row_leads_from_a_ticket_to_its_answer(answers: Answers, tmp_path: Path) -> None:
    for n in range(40):
        ways = said(n % 4 + 1, served=replace(SERVED, hour=8 + n % 3))
        wrote = replace(ways, suggestion=f"saran {n}", complaint=n % 2 == 0)
        await answers.keep(wrote, NINE, once(f"t{n}", f"key-{n}", b"body"))
    tables = dump(tmp_path)
    told = str(tables) + (tmp_path / FILE).read_bytes().decode("latin-1")
    for n in range(40):  # neither tickets nor the ids of requests are anywhere
        assert f"'t{n}'" not in told and f"key-{n}" not in told
    with sqlite3.connect(tmp_path / FILE) as db:  # and no table counts its rows as they come
        for name in tables:
            with pytest.raises(sqlite3.OperationalError, match="rowid"):
                db.execute(f"SELECT rowid FROM {name}")
    keys = {str(row[0]) for row in tables["answers"]}
    assert not keys & {str(row[0]) for row in (*tables["given"], *tables["suggestions"])}
    # the order in the file is that of the random keys: that of coming can't be read off it
    came = [int(str(row[6]).split()[1]) for row in tables["suggestions"]]
    assert came != sorted(came) and came != sorted(came, reverse=True)
    # the log of writes, in which both would stand side by side, is empty
    wal = tmp_path / f"{FILE}-wal"
    assert not wal.exists() or wal.stat().st_size == 0


async def test_a_control_with_row_numbers_would_lead_there(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "control.db") as db:
        db.execute("CREATE TABLE answers (id BLOB, value)")
        db.execute("CREATE TABLE given (mark BLOB)")
        for n in range(5):
            db.execute("INSERT INTO answers VALUES (randomblob(16), ?)", (n,))
            db.execute("INSERT INTO given VALUES (?)", (f"t{n}",))
        joined = db.execute(
            "SELECT mark, value FROM given JOIN answers ON answers.rowid = given.rowid"
        ).fetchall()
    assert joined == [(f"t{n}", n) for n in range(5)]


async def test_who_answered_is_forgotten_and_what_was_said_stays(answers: Answers) -> None:
    await answers.keep(said(), NINE, once("t7"))
    await answers.keep(said(), NINE, replace(once("t8"), day="2026-11-27"))
    assert await answers.forget("2026-11-27") == 1
    assert (await answers.given("t7"), await answers.given("t8")) == (False, True)
    assert (await answers.groups("mall", YEAR))[""].respondents == 2


async def test_what_was_written_stands_apart(answers: Answers) -> None:
    text = "<script>alert(1)</script> kursi kurang"
    only = replace(said(), values={}, suggestion=text, complaint=True)
    await answers.keep(only, NINE, once("t7"))
    await answers.keep(replace(said(), suggestion="bagus"), NINE, once("t8"))
    assert (await answers.groups("mall", YEAR))[""].respondents == 1
    rows = await answers.suggestions(replace(YEAR, counter="1"), 10)
    assert {row.text for row in rows} == {text, "bagus"}
    assert len(await answers.suggestions(YEAR, 1)) == 1
    assert await answers.complaints(YEAR) == 1


async def test_every_answer_keeps_its_version_and_the_profile(answers: Answers) -> None:
    who = Respondent(sex="P", age="30-39", education="S1", work="PNS")
    await answers.keep(replace(said(), respondent=who), NINE)
    assert read((await answers.versions())[NINE.version]).version == NINE.version
    counts = await answers.profile(YEAR)
    assert counts["sex", "P"] == counts["version", NINE.version] == counts["band", "pagi"] == 1
    sheets = [row async for row in answers.sheets(YEAR)]
    assert [(s.date, s.hour, s.sex, s.way, s.values["biaya"]) for s in sheets] == [
        ("2026-11-26", 9, "P", "phone", 4)
    ]


async def test_an_hour_that_was_kept_once_is_made_half_a_day(tmp_path: Path) -> None:
    for hours in ((9, 12, 13, 16), ()):
        async with Answers.open(tmp_path, b"key") as kept:
            await kept.take_in((said(served=replace(SERVED, hour=hour)) for hour in hours), NINE)
            found = [row.hour async for row in kept.sheets(YEAR)]
    assert found == [8, 8, 13, 13]


async def test_sheets_come_a_few_at_a_time_and_once_each(answers: Answers) -> None:
    days = [replace(SERVED, date=f"2026-11-{1 + n % 3:02d}", hour=n % 9) for n in range(50)]
    await answers.take_in((said(served=day) for day in days), NINE)
    scope = Scope(first="2026-11-02", last="2026-11-03", service="card")
    rows = [row async for row in answers.sheets(scope, most=7)]
    assert len(rows) == sum(day.date != "2026-11-01" for day in days)
    assert [(r.date, r.hour) for r in rows] == sorted((r.date, r.hour) for r in rows)


async def test_a_backup_holds_them(answers: Answers, tmp_path: Path) -> None:
    assert FILE in {found.name for found in hall_files(tmp_path)}
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


async def test_a_table_that_cant_be_opened_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database, but long enough to be looked at" * 40)
    async with Answers.open(tmp_path, KEY) as shut:
        with pytest.raises(RegistryTrouble):
            await shut.keep(said(), NINE)
        with pytest.raises(RegistryTrouble):
            await shut.groups("mall", YEAR)
