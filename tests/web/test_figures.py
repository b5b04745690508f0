"""The interface to the service figures: what it answers, what it refuses, and what it costs."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from signage.errors import JournalTrouble
from signage.exporting import Job, Wish
from signage.records.reading import Reading
from tests.web.asking import House, house, refused


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("figures")) as made:
        for _ in range(3):
            await made.ticket()
        await made.press("1", "next")
        await made.press("1", "serve")
        await made.press("1", "finish")
        yield made


async def told(asked: House, path: str) -> dict:  # type: ignore[type-arg]
    for _ in range(200):  # the tables follow the journal within a moment
        answer = await asked.ask("GET", f"/api/reports/{path}", "feed")
        assert answer.status_code == 200, answer.text
        found: dict[str, object] = answer.json()
        if found.get("total", {"served": 1})["served"]:  # type: ignore[index]
            return found
        await asyncio.sleep(0.02)
    raise AssertionError("the tables never followed")


pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_page_has_the_figures_of_today(asked: House) -> None:
    page = await told(asked, "overview")
    total = page["total"]
    assert (total["tickets"], total["served"], total["open"]) == (3, 1, 2)
    assert page["period"]["open"] is True
    assert page["period"]["said"] is None
    assert [row["key"] for row in page["services"]] == ["card"]
    assert [row["key"] for row in page["channels"]] == ["kiosk"]
    assert total == (await told(asked, "service?by=counter"))["total"]
    part = await told(asked, "overview?counter=1")
    assert part["total"]["tickets"] == 1
    assert part["chosen"]["counter_name"]["id"]


async def test_what_can_be_chosen(asked: House) -> None:
    await told(asked, "overview")
    choices = await told(asked, "choices")
    assert choices["first"] == choices["last"] == choices["today"]
    assert "card" in {one["id"] for one in choices["services"]}


async def test_voices_and_screens(asked: House) -> None:
    voice = await told(asked, "voice")
    assert isinstance(voice["zones"], list)
    assert (await told(asked, "screens"))["screens"] == []


async def test_a_month_in_which_nothing_was(asked: House) -> None:
    answer = await asked.ask(
        "GET", "/api/reports/overview?from=2020-01-01&until=2020-01-31", "feed"
    )
    assert answer.status_code == 200
    assert answer.json()["period"]["said"]["id"] == "Tidak ada hari layanan pada periode ini."


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("overview?from=2026-12-01&until=2026-11-01", 422, "period_backwards"),
        ("overview?from=1990-01-01&until=2026-11-01", 422, "period_long"),
        ("voice?from=besok", 422, "date_malformed"),
        ("service?by=colour", 422, "breakdown_unknown"),
        ("overview?agency=none", 404, "agency_unknown"),
        ("service?by=hour&service=none", 404, "service_unknown"),
        ("overview?counter=none", 404, "counter_unknown"),
    ],
)
async def test_what_makes_no_sense_is_refused(
    asked: House, query: str, status: int, code: str
) -> None:
    refused(await asked.ask("GET", f"/api/reports/{query}", "feed"), status, code)


async def test_a_question_ends_when_nobody_waits(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    sqlite3.connect(path).close()
    reading, begun = Reading(path), asyncio.Event()
    loop = asyncio.get_running_loop()

    def forever(db: sqlite3.Connection) -> None:
        loop.call_soon_threadsafe(begun.set)
        db.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                   " SELECT count(*) FROM n").fetchone()  # fmt: skip

    asking = asyncio.ensure_future(reading.ask(forever))
    await begun.wait()
    await asyncio.sleep(0.01)
    asking.cancel()
    await asyncio.wait([asking], timeout=45)
    assert asking.cancelled()
    assert await reading.ask(lambda db: db.execute("SELECT 7").fetchone()) == (7,)


async def test_a_question_cant_write(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    sqlite3.connect(path).close()
    with pytest.raises(JournalTrouble, match="records_unready"):
        await Reading(path).ask(lambda db: db.execute("CREATE TABLE t (x)"))
    with pytest.raises(JournalTrouble, match="records_unready"):
        await Reading(tmp_path / "none.db").ask(lambda db: db.execute("SELECT 1"))


async def test_a_file_is_made_while_somebody_waits(asked: House) -> None:
    await told(asked, "overview")
    answer = await asked.ask("GET", "/api/reports/day.csv?language=en&bom=1", "reader")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbfDate,Service,Tickets")
    refused(await asked.ask("GET", "/api/reports/day.pdf", "reader"), 422, "format_unknown")
    refused(await asked.ask("GET", "/api/reports/nothing.csv", "reader"), 422, "report_unknown")
    ends = "from=2026-12-01&until=2026-11-01"
    refused(
        await asked.ask("GET", f"/api/reports/day.csv?{ends}", "reader"), 422, "period_backwards"
    )


async def test_the_sheet_of_respondents_is_for_who_may_read_answers(asked: House) -> None:
    wanted = {"which": "skm", "format": "csv"}
    for who in ("floor", "feed"):
        begun = await asked.ask("POST", "/api/exports", who, json=wanted)
        refused(begun, 403, "not_allowed")
        refused(await asked.ask("GET", "/api/reports/skm.csv", who), 403, "not_allowed")
    begun = await asked.ask("POST", "/api/exports", "reader", json=wanted)
    path = f"/api/exports/{begun.json()['export']}"
    for one in (path, f"{path}/file"):  # not by the way of another's either
        refused(await asked.ask("GET", one, "floor"), 403, "not_allowed")
    assert asked.hall.exports is not None
    await asked.hall.exports.drop(begun.json()["export"])


MAKER = """
import sys
open(sys.argv[sys.argv.index("--out") + 1], "w").write("{}")
print('{"done": 7, "of": 7}', file=sys.stderr)
print('{"rows": 3}')
"""


async def test_a_file_that_is_asked_for_is_looked_after(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked.hall.exports, "_command", [sys.executable, "-SE", "-c", MAKER])
    wanted = {"which": "visits", "format": "json", "counter": "1"}
    begun = await asked.ask("POST", "/api/exports", "reader", json=wanted)
    assert begun.status_code == 202
    path = f"/api/exports/{begun.json()['export']}"
    refused(await asked.ask("GET", f"{path}/file", "reader"), 409, "export_unready")
    for _ in range(500):
        state = (await asked.ask("GET", path, "reader")).json()
        if state["state"] not in ("waiting", "making"):
            break
        await asyncio.sleep(0.02)
    assert (state["state"], state["done"], state["of"], state["rows"]) == ("ready", 7, 7, 3)
    file = await asked.ask("GET", f"{path}/file", "reader")
    assert (file.json(), file.headers["content-type"]) == ({}, "application/json")
    refused(await asked.ask("GET", "/api/exports/none", "reader"), 404, "export_unknown")
    wrong = {**wanted, "counter": "99"}
    refused(await asked.ask("POST", "/api/exports", "reader", json=wrong), 404, "counter_unknown")


async def test_who_lost_a_role_meanwhile_gets_no_report(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    exports = asked.hall.exports
    assert exports is not None
    monkeypatch.setattr(exports, "_command", [sys.executable, "-SE", "-c", MAKER])
    begin = exports.begin

    def sent_away(wish: Wish) -> Job:
        session = asked.hall.sessions.known(asked.people["manager"])
        assert session is not None
        asked.hall.sessions.end(session.id)
        return begin(wish)

    monkeypatch.setattr(exports, "begin", sent_away)
    refused(await asked.ask("GET", "/api/reports/visits.json", "manager"), 401, "secret_missing")
