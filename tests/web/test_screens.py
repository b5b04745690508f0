"""How screens are set over HTTP, what is said of them, and a look at drafts; with bad inputs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from signage.registry.audit import Wanted
from tests.halls import SMALL
from tests.web import table
from tests.web.asking import FREE, House, house, refused
from tests.web.test_session import Viewer

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEXT = (
    SMALL.replace('hears = ["hall"]', 'hears = ["hall"]\ndistance = 20\nlayout = "lobby"')
    + FREE
    + """
[screens]
diagonal = 65

[[layouts]]
id = "lobby"
name = "Lobi"
regions = [
  { kind = "board", x = 0, y = 0, w = 32, h = 17 },
  { kind = "status", x = 0, y = 17, w = 32, h = 1 },
]

[[themes]]
id = "batik"
name = "Batik"
base = "hutan"
ground = "#102010"
"""
)
DRAFT: dict[str, Any] = {
    "id": "new",
    "name": {"id": "Baru", "en": "New"},
    "regions": [
        {"kind": "media", "x": 0, "y": 0, "w": 20, "h": 12},
        {"kind": "board", "x": 18, "y": 0, "w": 14, "h": 17},
        {"kind": "clock", "x": 30, "y": 0, "w": 8, "h": 2},
    ],
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("hall"), TEXT) as made:
        yield made


async def say(asked: House, device: str = "screen-hall", by: str = "admin", **facts: Any) -> Any:
    return await asked.ask("POST", f"/api/devices/{device}/screen", by, json=facts)


async def screens(asked: House) -> dict[str, Any]:
    answer = await asked.ask("GET", "/api/screens", "admin")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def row(asked: House, device: str = "screen-hall") -> dict[str, Any]:
    rows = (await screens(asked))["screens"]
    found: dict[str, Any] = next(one for one in rows if one["device"] == device)
    return found


async def preview(asked: House, **body: Any) -> Any:
    return await asked.ask("POST", "/api/screens/preview", "admin", json=body)


def view_of(asked: House, device: str = "screen-hall") -> dict[str, Any]:
    frame = asked.hall.message(f"screen/{device}")
    assert frame is not None
    view: dict[str, Any] = json.loads(frame)["view"]
    return view


async def test_a_screen_is_as_its_zone_until_something_is_said_of_it(asked: House) -> None:
    assert (await row(asked))["settings"] == {
        "layout": "classic", "theme": "malam", "orientation": "auto", "diagonal": 65.0,
        "distance": 5.0,
    }  # fmt: skip
    lobby = await row(asked, "screen-ballroom")
    assert (lobby["settings"]["layout"], lobby["settings"]["distance"]) == ("lobby", 20.0)
    answer = await say(asked, layout="media", theme="batik", orientation="portrait", distance=8)
    assert answer.status_code == 200, answer.text
    now = await row(asked)
    assert answer.json()["settings"] == now["settings"]
    assert now["settings"]["diagonal"] == 65.0 and now["usual"]["layout"] == "classic"
    assert now["facts"]["diagonal"] is None and now["stands"] == "portrait"
    view = view_of(asked)
    assert (view["layout"]["id"], view["layout"]["columns"]) == ("media", 18)
    assert view["theme"]["tokens"]["ground"] == "#102010"
    assert view["sizes"] == now["sizes"]
    records = list(asked.hall.audit.read(Wanted()))
    assert (records[0].action, records[0].subject) == ("device.screen", "screen-hall")
    await say(asked)
    assert (await row(asked))["settings"] == (await row(asked))["usual"]
    assert view_of(asked)["layout"]["id"] == "classic"


async def test_a_screen_that_is_watched_changes_at_once(asked: House) -> None:
    viewer = Viewer()
    headers = table.small(asked.bearer("screen-hall"))
    session = asked.hall.room.session(viewer, headers=headers, address="192.0.2.1")
    session.text('{"watch": ["screen/screen-hall"]}')
    await asyncio.sleep(0)
    await say(asked, layout="banner")
    await asyncio.sleep(0)
    assert viewer.frames[-1]["view"]["layout"]["calls"] == "banner"
    await say(asked)
    session.gone()


async def test_what_cant_be_read_is_said(asked: House) -> None:
    good = await row(asked)
    assert good["faults"] == [] and good["reach"] >= 5 and good["needs"] <= 65
    assert good["letters"] == {"number": 55.5, "counter": 29.1, "agency": 29.1, "text": 20.0}
    await say(asked, diagonal=32, distance=30)
    bad = await row(asked)
    assert {fault["region"] for fault in bad["faults"]} >= {"board", "status"}
    assert not any(fault["grave"] for fault in bad["faults"])
    assert all(fault["what"]["id"] and fault["what"]["en"] for fault in bad["faults"])
    assert (bad["reach"] or 0) < 30
    await say(asked)


async def test_what_a_screen_may_show_is_listed(asked: House) -> None:
    listed = await screens(asked)
    layouts = {one["id"]: one for one in listed["layouts"]}
    assert layouts["lobby"]["ready"] is False and layouts["classic"]["ready"] is True
    assert [one["orientation"] for one in layouts["media"]["arrangements"]] == [
        "landscape", "portrait",
    ]  # fmt: skip
    assert {one["id"]: one["ready"] for one in listed["themes"]}["batik"] is False
    assert {one["kind"] for one in listed["regions"]} >= {"board", "status", "media"}


@pytest.mark.parametrize(
    ("facts", "status", "code"),
    [
        ({"layout": "attic"}, 404, "layout_unknown"),
        ({"theme": "neon"}, 404, "theme_unknown"),
        ({"orientation": "upside"}, 422, "malformed"),
        ({"diagonal": 6.9}, 422, "malformed"),
        ({"diagonal": 201}, 422, "malformed"),
        ({"distance": 0}, 422, "malformed"),
        ({"distance": "far"}, 422, "malformed"),
        ({"size": 55}, 422, "malformed"),
    ],
)
async def test_what_no_screen_can_be(
    asked: House, facts: dict[str, Any], status: int, code: str
) -> None:
    answer = await say(asked, **facts)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (await row(asked))["facts"]["layout"] is None


async def test_only_screens_are_set_and_only_by_those_who_run_the_hall(asked: House) -> None:
    for device, status, code in (
        ("kiosk-hall", 409, "device_no_screen"),
        ("screen-attic", 404, "device_unknown"),
    ):
        answer = await say(asked, device, layout="media")
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    for by in ("screen-hall", "counter-1", "floor"):
        assert (await say(asked, by=by, layout="media")).status_code == 403
        assert (await asked.ask("GET", "/api/screens", by)).status_code == 403
        assert (await asked.ask("POST", "/api/screens/preview", by, json={})).status_code == 403


async def test_a_preview_is_lively_and_as_the_zone_has_it(asked: House) -> None:
    body = (await preview(asked, zone="ballroom")).json()
    assert (body["view"]["layout"]["id"], body["view"]["zone"]) == ("lobby", "ballroom")
    assert len(body["zone"]["calls"]) == 2 and body["zone"]["zone"] == "ballroom"
    programme = body["view"]["programme"]
    assert programme["playlists"][programme["spans"][0]["playlist"]]["items"]
    assert body["view"]["tickers"]
    body = (await preview(asked, layout="directory", theme="siang", at="2026-11-26T09:30")).json()
    assert body["view"]["theme"]["id"] == "siang" and body["view"]["zone"] == "hall"
    assert body["at"] == 1_795_660_200_000


async def test_a_draft_is_shown_as_far_as_it_can_be(asked: House) -> None:
    theme = {"id": "t", "name": "T", "text": "#333333", "soft": "no colour"}
    answer = await preview(asked, layout=DRAFT, theme=theme)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    shown = {one["kind"] for one in body["view"]["layout"]["regions"]}
    assert shown == {"media", "board"}  # the clock is outside
    said = " ".join(fault["what"]["en"] for fault in body["faults"])
    assert all(f["grave"] for f in body["faults"] if "covers" in f["what"]["en"])
    assert "covers" in said and "leaves the grid" in said and "no status line" in said
    assert ["text", "ground"] in [fault["tokens"] for fault in body["faults"]]
    assert body["view"]["theme"]["tokens"]["text"] == "#333333"
    assert "new" not in {one["id"] for one in (await screens(asked))["layouts"]}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"zone": "attic"}, 404, "zone_unknown"),
        ({"layout": "attic"}, 404, "layout_unknown"),
        ({"theme": "neon"}, 404, "theme_unknown"),
        ({"at": "noon"}, 422, "time_unreadable"),
        ({"at": "2026-11-26T09:30+07:00"}, 422, "time_unreadable"),
        ({"layout": {"id": "x"}}, 422, "malformed"),
        ({"layout": {**DRAFT, "regions": [{"kind": "weather"}]}}, 422, "malformed"),
        ({"distance": 61}, 422, "malformed"),
    ],
)
async def test_what_cant_be_previewed(
    asked: House, body: dict[str, Any], status: int, code: str
) -> None:
    refused(await preview(asked, **body), status, code)


async def test_a_layout_has_not_more_regions_than_can_be_told_of(asked: House) -> None:
    one = {"kind": "board", "x": 0, "y": 0, "w": 1, "h": 1}  # each meets each other one
    layout = {"id": "x", "name": "X", "regions": [one] * 33}
    refused(await preview(asked, layout=layout), 422, "malformed")
