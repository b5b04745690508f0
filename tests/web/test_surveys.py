"""The survey through HTTP: one answer a ticket, tablets, interviewers, results, refusals."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from signage.registry.answer_shapes import Answer, Scope, Served
from signage.survey.elements import NINE
from signage.survey.periods import month_before
from tests.halls import SMALL, small
from tests.web.asking import FREE, House, house, refused
from tests.web.table import HALL

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALL = dict.fromkeys(NINE.by_id, 4)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hall(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("surveys"), SMALL + FREE) as made:
        yield made


async def served(hall: House, service: str = "card") -> str:
    """The token of somebody who was served at counter 1."""
    ticket = await hall.ticket(service)
    for action in ("next", "serve", "finish"):
        assert (await hall.press("1", action)).status_code == 200
    return str(ticket["token"])


async def give(hall: House, token: str, key: str | None = None, **body: Any) -> httpx.Response:
    headers = {"Idempotency-Key": key} if key else {}
    return await hall.ask("POST", f"/api/surveys/{token}", json=body, headers=headers)


async def total(hall: House, **query: str) -> Any:
    return (await hall.ask("GET", "/api/skm", "admin", params=query)).json()


async def test_a_visitor_answers_once_after_the_visit(hall: House) -> None:
    before = (await total(hall))["total"]["answers"]
    ticket = await hall.ticket()
    path = f"/api/surveys/{ticket['token']}"
    assert (await hall.ask("GET", path)).json()["state"] == "early"
    refused(await give(hall, ticket["token"], values=ALL), 409, "survey_early")
    gone = await hall.ticket()
    await hall.ask("POST", f"/api/tickets/{gone['token']}/cancel")
    refused(await give(hall, gone["token"], values=ALL), 409, "survey_unserved")
    assert (await hall.ask("GET", f"/api/surveys/{gone['token']}")).json()["state"] == "unserved"
    for action in ("next", "serve", "finish"):
        await hall.press("1", action)
    seen = (await hall.ask("GET", path)).json()
    assert (seen["state"], seen["service_name"]["en"]) == ("ready", "Card")
    assert [one["id"] for one in seen["elements"]] == list(NINE.by_id)
    assert all(len(one["answers"]) == 4 for one in seen["elements"])
    given = await give(hall, ticket["token"], "k1", values=ALL, version=seen["version"])
    assert (given.status_code, given.json()) == (201, {"answered": 9})
    again = await give(hall, ticket["token"], "k1", values=ALL, version=seen["version"])
    assert (again.status_code, again.json()) == (201, {"answered": 9})
    refused(await give(hall, ticket["token"], "k1", values={"biaya": 1}), 422, "key_reused")
    refused(await give(hall, ticket["token"], values=ALL), 409, "survey_given")
    assert (await hall.ask("GET", path)).json()["state"] == "given"
    assert (await total(hall))["total"]["answers"] == before + 1


async def test_what_was_said_so_far_is_kept_when_nobody_comes_back(hall: House) -> None:
    drafts, before = hall.hall.surveys.drafts, (await total(hall))["total"]["answers"]
    left, back = await served(hall), await served(hall)
    for token, value in ((left, 1), (left, 2), (back, 3)):
        held = await give(hall, token, draft=True, values={"biaya": value})
        assert (held.status_code, held.json()) == (202, {"answered": 1})
    assert (await hall.ask("GET", f"/api/surveys/{left}")).json()["state"] == "ready"
    refused(await give(hall, back, "k" * 201, values=ALL), 422, "key_malformed")
    assert len(drafts) == 2  # what could not be kept as a whole is held on
    assert (await give(hall, back, "k9", values=ALL)).status_code == 201
    refused(await give(hall, back, draft=True, values=ALL), 409, "survey_given")
    await drafts.settle()  # it is not time yet
    assert len(drafts) == 1
    await drafts.close()
    assert len(drafts) == 0
    refused(await give(hall, left, values=ALL), 409, "survey_given")
    assert (await total(hall))["total"]["answers"] == before + 2
    year = Scope(first="2026-01-01", last="2099-01-01")
    kept = {row.hour async for row in hall.hall.surveys.answers.sheets(year)}
    assert kept <= {8, 13}  # half of the day, and no hour


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"values": {"biaya": 0}}, 422, "survey_value"),
        ({"values": {"biaya": 5}}, 422, "survey_value"),
        ({"values": {"biaya": "4"}}, 422, "malformed"),
        ({"values": {"biaya": 2.5}}, 422, "malformed"),
        ({"values": {"biaya": 10**30}}, 422, "survey_value"),
        ({"values": {"parkir": 3}}, 422, "element_unknown"),
        ({"values": {"<b>": 3}}, 422, "element_unknown"),
        ({"values": ALL, "suggestion": "<img onerror=x>" * 667}, 422, "suggestion_long"),
        ({"values": ALL, "respondent": {"sex": "X"}}, 422, "malformed"),
        ({"values": ALL, "respondent": {"name": "Sri"}}, 422, "malformed"),
        ({"values": ALL, "version": "0"}, 409, "survey_version"),
        ({"values": ALL, "language": "xx"}, 422, "malformed"),
        ({"values": {}}, 422, "survey_empty"),
        ({"suggestion": " \n "}, 422, "survey_empty"),
    ],
)
async def test_what_is_wrong_is_refused_and_the_answer_is_still_free(
    hall: House, body: dict[str, Any], status: int, code: str
) -> None:
    token = await served(hall)
    refused(await give(hall, token, **body), status, code)
    assert (await give(hall, token, values={"biaya": 3})).status_code == 201


async def test_a_link_of_yesterday_or_of_nobody(hall: House) -> None:
    refused(await give(hall, "x" * 22, values=ALL), 404, "survey_link")
    refused(await hall.ask("GET", f"/api/surveys/{'x' * 22}"), 404, "survey_link")


async def test_yesterdays_link_is_over_and_whose_it_was_is_forgotten(tmp_path: Path) -> None:
    async with house(tmp_path, SMALL + FREE) as hall:
        token, other = await served(hall), await served(hall)
        assert (await give(hall, token, values=ALL)).status_code == 201
        marked = (await hall.hall.surveys.answers._rows("SELECT count(*) FROM given", ()))[0][0]
        assert marked == 1
        clock, days = hall.hall.clock, 0
        wall, steady = clock._wall, clock._steady
        clock._wall = lambda: wall() + days * 86_400_000
        clock._steady = lambda: steady() + days * 86_400_000
        for days in (1, 2):
            await hall.hall.live.turn()
            assert hall.hall.forgetting is not None
            await hall.hall.forgetting
            marked = (await hall.hall.surveys.answers._rows("SELECT count(*) FROM given", ()))[0][0]
            assert marked == (1 if days == 1 else 0)
            for link in (token, other):
                refused(await give(hall, link, values=ALL), 404, "survey_link")
        assert (await hall.ask("GET", f"/survey/{other}")).status_code == 404
        assert (await total(hall, **{"from": "2026-01-01", "until": "2030-01-01"}))["total"][
            "answers"
        ] == 1


async def test_a_new_file_changes_what_is_asked_at_once(tmp_path: Path) -> None:
    more = """
[[elements]]
id = "parkir"
name = "Parkir"
question = "Bagaimana parkirnya?"
answers = ["Buruk", "Cukup", "Baik", "Sangat baik"]
"""
    async with house(tmp_path, SMALL + FREE) as hall:
        assert (await give(hall, await served(hall), values=ALL)).status_code == 201
        await hall.hall.adopt(small(SMALL + FREE + more))
        token = await served(hall)
        refused(await give(hall, token, values=ALL, version=NINE.version), 409, "survey_version")
        given = await give(hall, token, values={**ALL, "parkir": 2})
        assert given.json() == {"answered": 10}
        report = await total(hall)
        assert report["total"]["index"] == "95.00"  # (9 × 4 + 2) ÷ 10 × 25
        assert "1/10" in report["rule"]["id"]
        assert len(report["versions"]) == 2
        await hall.hall.adopt(small(SMALL + FREE + "[survey]\nopen = false"))
        refused(await hall.ask("GET", "/api/surveys", "admin"), 404, "survey_off")


async def test_a_tablet_stands_at_a_counter_a_zone_or_the_door(hall: House) -> None:
    places: list[tuple[str | None, str | None, int]] = [
        ("1", "1", 2),
        ("hall", None, 2),
        (None, None, 2),
    ]
    for place, counter, services in places:
        device = hall.hall.devices.add("survey", place, name="", by="sri", at=0)
        headers = {"Authorization": f"Bearer {device.secret}"}
        seen = (await hall.client.get("/api/surveys", headers=headers)).json()
        assert (seen["counter"], len(seen["services"]), seen["way"]) == (
            counter,
            services,
            "tablet",
        )
        body = {"service": "birth", "values": {"sarana": 2}}
        answers = [
            await hall.client.post(
                "/api/surveys", json=body, headers={**headers, "Idempotency-Key": "a"}
            )
            for _ in range(2)
        ]
        assert [one.status_code for one in answers] == [201, 201]
        wrong = await hall.client.post(
            "/api/surveys", json={**body, "service": "x"}, headers=headers
        )
        refused(wrong, 404, "service_unknown")
        for path in ("/api/skm", "/api/surveys/suggestions", "/api/devices"):
            refused(await hall.client.get(path, headers=headers), 403, "not_allowed")
    births = await total(hall, service="birth")
    assert (births["total"]["answers"], births["unit"]["en"]) == (3, "Birth")
    assert births["total"]["index"] == "50.00"


async def test_a_tablet_brings_answers_of_its_own_place_and_not_a_flood(tmp_path: Path) -> None:
    async with house(tmp_path, HALL) as made:
        tablet = made.hall.devices.add("survey", "1", name="", by="sri", at=0)
        made.paired["survey"] = tablet.secret
        for _ in range(20):  # a refusal of this kind costs nothing
            other = await made.ask("POST", "/api/surveys", "survey", json={"service": "tax"})
            refused(other, 404, "service_unknown")
        codes = [
            (await made.ask("POST", "/api/surveys", "survey", json={"service": "card"})).json()
            for _ in range(13)
        ]
        assert [one["code"] for one in codes] == ["survey_empty"] * 12 + ["too_often"]


async def test_an_interviewer_signs_in_and_names_the_service(hall: House) -> None:
    seen = (await hall.ask("GET", "/api/surveys", "floor")).json()
    assert (seen["way"], {s["service"] for s in seen["services"]}) == (
        "interviewer",
        {"card", "birth"},
    )
    given = await hall.ask("POST", "/api/surveys", "floor", json={"service": "card", "values": ALL})
    assert given.status_code == 201
    ways = {c["id"]: c["count"] for c in _row(await total(hall), "way")["counts"]}
    assert ways["interviewer"] == 1
    refused(await hall.ask("GET", "/api/surveys", "reader"), 403, "not_allowed")
    refused(await hall.ask("GET", "/api/surveys"), 401, "secret_missing")


def _row(report: Any, field: str) -> Any:
    return next(row for row in report["respondents"] if row["field"] == field)


async def test_what_was_written_is_for_those_who_may_read_it(hall: House) -> None:
    text = "<script>alert('x')</script> kursinya kurang"
    assert (
        await give(hall, await served(hall), suggestion=text, complaint=True)
    ).status_code == 201
    for who in ("admin", "manager", "reader"):
        rows = (await hall.ask("GET", "/api/surveys/suggestions", who)).json()["rows"]
        assert [(r["text"], r["complaint"]) for r in rows] == [(text, True)]
        assert set(rows[0]) == {
            "suggestion", "date", "service", "service_name", "agency_name", "complaint",
            "language", "text",
        }  # fmt: skip
    assert (await total(hall))["complaints"] == 1
    assert (await total(hall, counter="1"))["complaints"] is None  # nobody knows
    for service, count in (("card", 1), ("birth", 0)):
        asked = {"service": service}
        found = await hall.ask("GET", "/api/surveys/suggestions", "reader", params=asked)
        assert len(found.json()["rows"]) == count
    for who in ("floor", "feed", "counter-1"):
        refused(await hall.ask("GET", "/api/surveys/suggestions", who), 403, "not_allowed")
    path = f"/api/surveys/suggestions/{rows[0]['suggestion']}/remove"
    refused(await hall.ask("POST", path, "reader"), 403, "not_allowed")
    assert (await hall.ask("POST", path, "admin")).status_code == 200
    refused(await hall.ask("POST", path, "admin"), 404, "suggestion_unknown")
    assert (await hall.ask("GET", "/api/surveys/suggestions", "admin")).json()["rows"] == []
    audit = (await hall.ask("GET", "/api/audit", "admin")).text
    assert "suggestion.removed" in audit and "kursinya" not in audit
    assert text not in (await hall.ask("GET", "/api/skm/public")).text
    assert text not in (await hall.ask("GET", "/api/skm", "reader")).text


async def test_the_results_by_each_unit(hall: House) -> None:
    for by in ("agency", "service", "counter", "month", "day"):
        report = await total(hall, by=by)
        assert sum(group["answers"] for group in report["groups"]) == report["total"]["answers"] > 0
        assert all(group["name"]["id"] for group in report["groups"])
    report = await total(hall)
    while not report["sample"]["served"]:  # the tables follow the journal
        await asyncio.sleep(0.01)
        report = await total(hall)
    assert report["groups"] == []
    assert report["sample"]["served"] >= report["sample"]["needed"] > 0
    assert report["sample"]["reached"] == report["total"]["answers"]
    assert "Permenpan RB 14/2017" in report["rule"]["id"]
    assert report["total"]["few"] and "kurang dari 30" in report["total"]["note"]["id"]


async def test_a_period_that_cant_be(hall: House) -> None:
    backwards = {"from": "2026-11-30", "until": "2026-11-01"}
    for path, query, code in [
        ("/api/skm", backwards, "period_backwards"),
        ("/api/surveys/suggestions", backwards, "period_backwards"),
        ("/api/skm", {"from": "kemarin"}, "date_malformed"),
        ("/api/skm", {"by": "officer"}, "by_unknown"),
        ("/api/skm/public", {"month": "2026-13"}, "month_malformed"),
    ]:
        refused(await hall.ask("GET", path, "admin", params=query), 422, code)
    for path in ("/api/skm", "/api/skm/answers", "/api/surveys/suggestions"):
        for unit in ("agency", "service", "counter"):
            asked = await hall.ask("GET", path, "admin", params={unit: "x"})
            refused(asked, 404, f"{unit}_unknown")
            empty = await hall.ask("GET", path, "admin", params={unit: ""})  # as if not asked for
            assert empty.content == (await hall.ask("GET", path, "admin")).content


async def test_an_empty_month(hall: House) -> None:
    report = await total(hall, **{"from": "2020-02-01", "by": "service"})
    assert report["period"] == {
        "from": "2020-02-01", "until": "2020-02-29",
        "name": {"id": "Februari 2020", "en": "February 2020"},
    }  # fmt: skip
    assert (report["total"]["index"], report["total"]["category"]) == (None, None)
    assert report["total"]["note"]["id"] == "Belum ada jawaban dalam periode ini."
    public = (await hall.ask("GET", "/api/skm/public", params={"month": "2020-02"})).json()
    assert public["total"]["index"] is None and not public["running"]
    public = (await hall.ask("GET", "/api/skm/public", params={"month": "2999-02"})).json()
    assert public["total"]["index"] is None and not public["running"]


async def test_the_public_result(hall: House) -> None:
    public = (await hall.ask("GET", "/api/skm/public")).json()
    assert public["running"] and public["total"]["answers"] > 0
    assert len(public["total"]["elements"]) == 9
    assert public["total"]["few"] and public["respondents"] == []
    assert {one["service"] for one in public["services"]} == {"birth", "card"}
    for one in public["services"]:  # of one or two, whoever was there knows whose it is
        assert (one["index"] is None) == (one["category"] is None) == (one["answers"] < 3)
    assert len(public["months"]) == 1
    assert await hall.hall.surveys.look() is False  # nobody answered last month
    assert hall.hall.surveys.latest is None


async def test_screens_are_told_last_months_index(tmp_path: Path) -> None:
    async with house(tmp_path, SMALL + FREE) as hall:
        surveys = hall.hall.surveys
        last = month_before(date.fromisoformat(hall.hall.live.now().date))
        at = Served(date=last.last.isoformat(), hour=9, agency="civil", service="card")
        kept = Answer(served=at, values=ALL, version=NINE.version, way="phone", language="id")
        await surveys.answers.keep(kept, NINE)
        assert await surveys.look() is True
        message = json.loads(hall.hall.message("screen/screen-hall") or b"{}")
        assert message["view"]["facts"]["skm"] == {
            "index": "100.00", "category": "A", "answers": 1,
            "label": {"id": "Sangat baik", "en": "Very good"},
            "period": {"id": last.name.id, "en": last.name.en},
        }  # fmt: skip
        assert await surveys.look() is False


async def test_strangers_are_slowed_and_a_survey_can_be_off(tmp_path: Path) -> None:
    text = SMALL + "[limits]\nrequests_per_minute = 3\n\n[survey]\nopen = false\n"
    async with house(tmp_path, text) as hall:
        token = (await hall.ticket())["token"]
        refused(await hall.ask("GET", f"/api/surveys/{token}"), 404, "survey_off")
        for _ in range(3):
            await hall.ask("GET", "/api/skm/public")
        refused(await hall.ask("GET", "/api/skm/public"), 429, "too_often")
