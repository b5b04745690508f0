"""What devices and scripts build on, as the design fixes it: calls, views, feed, keys, buttons."""

from __future__ import annotations

import asyncio
import base64
import json
import random
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.e2e.running import Answer, Hall, hall_of, until
from tests.e2e.watching import still, watching

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

CALL = {"seq", "first", "number", "counter", "zone", "zones", "service", "agency", "recall", "why"}
TICKET = {"id", "number", "token", "service", "ahead", "url", "paper"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hall(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hall]:
    async with hall_of(tmp_path_factory.mktemp("hall")) as hall:
        yield hall


async def ok(asked: Any) -> Any:
    """The body of an answer that must be good."""
    answer: Answer = await asked
    assert answer.status in (200, 201), answer
    return answer.body


async def test_links_for_every_zone_counter_and_button(hall: Hall) -> None:
    links = hall.links()
    assert all(set(link) >= {"kind", "place", "url", "secret"} for link in links)
    places = {kind: [li["place"] for li in links if li["kind"] == kind] for kind in
              ("admin", "screen", "kiosk", "counter", "button", "feed")}  # fmt: skip
    assert places["admin"] == [None]
    assert places["screen"] == places["kiosk"] == ["ballroom", "hall-a", "hall-b"]
    assert places["counter"] == places["button"]
    assert len(places["counter"]) == 14
    assert len(places["feed"]) == 1
    assert len({link["secret"] for link in links}) == len(links)
    secrets = [path for path in hall.data.iterdir() if "secret" in path.name]
    assert secrets
    assert all(path.stat().st_mode & 0o077 == 0 for path in secrets)
    assert not any(link["secret"] in hall.log for link in links if link["kind"] == "button")
    hall.read_links()
    assert [hall.link(link["kind"], link["place"]) for link in links] == links


async def test_a_visit_from_its_ticket_to_its_end(hall: Hall) -> None:
    assert (await ok(hall.press("9", key="")))["call"] is None
    ticket = await ok(hall.ticket("pkb"))
    assert set(ticket) >= TICKET
    assert (ticket["service"], ticket["ahead"]) == ("pkb", 0)
    assert (await ok(hall.ticket("pkb")))["ahead"] == 1
    async with watching(hall.url, "", f"ticket/{ticket['token']}") as phone:
        topic = f"ticket/{ticket['token']}"
        await until(lambda: phone.newest, "the phone sees nothing")
        assert phone.view(topic)["state"] == "waiting"
        call = (await ok(hall.press("9", key="")))["call"]
        assert (await ok(hall.press("9", key="")))["call"] == call  # a finger that bounces
        assert set(call) >= CALL
        assert (call["number"], call["counter"], call["recall"]) == (ticket["number"], "9", 0)
        assert call["seq"] == call["first"]
        assert call["zone"] == "hall-b"
        assert set(call["zones"]) == {"hall-b", "ballroom"}
        await until(lambda: phone.view(topic)["state"] == "called", "the phone is not called")

        again = (await ok(hall.press("9", "recall")))["call"]
        assert (again["first"], again["recall"]) == (call["first"], 1)
        assert again["seq"] > call["seq"]
        served = (await ok(hall.press("9", "serve")))["call"]
        assert served["number"] == ticket["number"]
        assert (await ok(hall.press("9", "finish")))["call"] is None
        await until(lambda: phone.view(topic)["state"] == "served", "the visit does not end")


async def test_every_action_of_a_counter(hall: Hall) -> None:
    first, second, third = await hall.tickets("npwp", "npwp", "spt")
    assert (await hall.press("13", "finish")).code == "counter_shut"
    await ok(hall.press("13", "open"))
    assert (await hall.press("13", "finish")).code == "nothing_at_counter"
    assert (await ok(hall.press("13", "call", {"ticket": second})))["call"]["number"] == second
    assert (await ok(hall.press("13", "no-show")))["call"] is None
    assert (await ok(hall.press("13", "undo")))["call"]["number"] == second
    assert (await ok(hall.press("13", "park")))["call"] is None
    assert (await ok(hall.press("13")))["call"]["number"] == first
    assert (await ok(hall.press("13", "transfer", {"service": "pkb"})))["call"] is None
    assert (await ok(hall.press("13", "call", {"ticket": second})))["call"]["number"] == second
    assert (await ok(hall.press("13")))["call"]["number"] == third
    assert (await ok(hall.press("13", "transfer", {"counter": "9"})))["call"] is None
    nine = await hall.view("counters/9")
    assert {row["number"] for row in nine["waiting"]} >= {first, third}
    await ok(hall.press("13", "close"))
    assert (await hall.press("13", "recall")).code == "counter_shut"


async def test_the_views_are_the_same_over_http_and_the_socket(hall: Hall) -> None:
    await hall.tickets("skck", "sim")
    await hall.press("8")
    pairs = {
        "zone/hall-b": "zones/hall-b",
        "zone/ballroom": "zones/ballroom",
        "counter/8": "counters/8",
        "queue/skck": "services/skck",
    }
    async with watching(hall.url, hall.secret("admin"), *pairs) as watcher:
        await until(lambda: len(watcher.newest) == len(pairs), "not every view comes")
        for topic, path in pairs.items():
            assert set(watcher.newest[topic]) == {"topic", "epoch", "seq", "at", "view"}
            assert still(watcher.view(topic)) == still(await hall.view(path))
    zone = await hall.view("zones/hall-b")
    assert {"zone", "calls", "serving", "waiting"} <= set(zone)
    row = zone["calls"][0]
    assert {"seq", "first", "number", "counter", "agency", "recall", "age"} <= set(row)
    seqs = [row["seq"] for row in zone["calls"]]
    assert seqs == sorted(seqs, reverse=True)
    assert len({row["first"] for row in zone["calls"]}) == len(seqs)
    assert {"counter", "number"} <= set(zone["serving"][0])
    assert {"service", "count"} <= set(zone["waiting"][0])


async def test_a_feed_is_resumed_without_gap_or_double(hall: Hall) -> None:
    await hall.tickets("jht", "jht", "jht")
    whole = await hall.events()
    assert [event["seq"] for event in whole] == list(range(1, len(whole) + 1))
    middle = whole[len(whole) // 2]
    rest = whole[len(whole) // 2 + 1 :]
    place = f"{middle['epoch']}:{middle['seq']}"
    ways: list[tuple[str, dict[str, str]]] = [
        (f"/api/events?after={place}", {}),
        ("/api/events", {"Last-Event-ID": place}),
    ]
    for path, headers in ways:
        assert await feed(hall, path, headers, len(rest)) == [event["seq"] for event in rest]
    assert "token" not in json.dumps(whole)


async def feed(hall: Hall, path: str, headers: dict[str, str], count: int) -> list[int]:
    """The first so many events of a feed."""
    seqs: list[int] = []
    secret = {"Authorization": f"Bearer {hall.secret('feed')}"}
    async with (
        httpx.AsyncClient(base_url=hall.url, timeout=30) as client,
        client.stream("GET", path, headers=headers | secret) as response,
    ):
        async for line in response.aiter_lines():
            if line.startswith("id:"):
                seqs.append(int(line.rpartition(":")[2]))
                if len(seqs) == count:
                    return seqs
    raise AssertionError(f"the feed ended after {seqs}")


async def test_one_id_has_one_answer_whoever_asks_when(hall: Hall) -> None:
    await hall.tickets("info-sertipikat", "info-sertipikat")
    many = await asyncio.gather(*(hall.press("10", key="one") for _ in range(20)))
    assert len({json.dumps(answer.body) for answer in many}) == 1
    hall.kill9()
    await hall.start()
    assert (await hall.press("10", key="one")).body == many[0].body
    other = await hall.press("10", key="two")
    assert other.number != many[0].number
    # The scope of an id is device, method and path.
    await hall.tickets("bpjs-daftar")
    assert (await hall.press("11", key="one")).body["call"]["counter"] == "11"


async def test_a_button_that_bounces_presses_once(hall: Hall) -> None:
    await hall.tickets("paspor-baru", "paspor-baru", "paspor-baru")
    secret = hall.secret("button", "6")
    basic = base64.b64encode(f"anyone:{secret}".encode()).decode()

    async def push(authorization: str = f"Basic {basic}") -> Answer:
        return await hall.ask("GET", "/button/6/next", headers={"Authorization": authorization})

    first, bounced = await asyncio.gather(push(), push())
    assert first.number is not None
    assert bounced.body == first.body
    await asyncio.sleep(0.8)  # longer than a hand bounces
    second = await push(f"Bearer {secret}")
    assert second.number not in (None, first.number)
    calls = [e["event"] for e in await hall.events() if e["kind"] == "TicketCalled"]
    assert len([call for call in calls if call["counter"] == "6"]) == 2
    for refused, status in (
        (await hall.ask("GET", "/button/6/next"), 401),
        (await push(f"Bearer {hall.secret('button', '7')}"), 403),
        (await hall.ask("GET", "/button/6/explode", secret), 404),
    ):
        assert refused.status == status
    before = (await hall.health()).body["seq"]
    for header in ({"Origin": hall.url}, {"Sec-Fetch-Site": "none"}):
        assert (await hall.ask("GET", "/button/6/next", secret, headers=header)).status == 403
    head = await hall.ask("HEAD", "/button/6/next", secret)
    assert head.status in (403, 404, 405)
    assert (await hall.health()).body["seq"] == before


async def test_documents_and_figures_are_there(hall: Hall) -> None:
    openapi = await ok(hall.ask("GET", "/api/openapi.json"))
    assert openapi["openapi"].startswith("3.1")
    assert "/api/counters/{counter}/next" in openapi["paths"]
    asyncapi = await ok(hall.ask("GET", "/api/asyncapi.json"))
    assert asyncapi["asyncapi"].startswith("3.")
    metrics = await hall.ask("GET", "/metrics", hall.secret("feed"))
    assert metrics.status == 200
    assert (await hall.ask("GET", "/metrics")).status == 401
    for path in ("/", "/screen", "/counter", "/kiosk"):
        page = await hall.ask("GET", path)
        assert page.status == 200
        assert "text/html" in page.headers["content-type"]


async def test_a_clean_end_under_load_answers_or_refuses_and_loses_nothing(hall: Hall) -> None:
    told: list[str] = []

    async def visitor() -> None:
        while True:
            try:
                answer = await hall.ticket("kepesertaan")
            except httpx.TransportError:
                return
            if answer.status == 503:
                assert answer.code == "stopping"
                return
            assert answer.status == 201, answer
            told.append(answer.body["number"])
            await asyncio.sleep(random.uniform(0, 0.01))

    load = asyncio.gather(*(visitor() for _ in range(4)))
    await asyncio.sleep(0.4)
    assert await asyncio.to_thread(hall.stop) == 0
    await load
    await hall.start()
    events = [e["event"] for e in await hall.events() if e["kind"] == "TicketIssued"]
    issued = [event["number"] for event in events if event["service"] == "kepesertaan"]
    assert told
    assert set(told) <= set(issued)
    assert len(set(issued)) == len(issued)
