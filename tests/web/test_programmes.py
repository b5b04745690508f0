"""What plays on the screens, asked over the interface; and what screens say that they showed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
import pytest_asyncio

from signage.airing import Turning
from signage.config.editing import revision_of
from signage.exports.csvs import safe
from signage.hub import Frame
from signage.registry.plays import Play
from signage.screens.schedules import moment
from tests.halls import small
from tests.web.asking import House, house
from tests.web.filed import TEXT, text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

PROGRAMME = """
[[notices]]
id = "n"
title = { id = "=Libur", en = "Shut" }
text = "Tutup"

[[playlists]]
id = "p"
name = { id = "Umum", en = "Common" }
items = [{ notice = "n" }]

[[playlists]]
id = "q"
name = "Q"

[[schedules]]
id = "mornings"
name = { id = "Pagi", en = "Mornings" }
playlist = "p"
hours = "08:00-10:00"

[[schedules]]
id = "feast"
playlist = "q"
zones = ["ballroom"]
dates = "2026-12-25"
priority = 2

[[takeovers]]
id = "carols"
zone = "ballroom"
name = { id = "Paduan suara", en = "Carols" }
dates = "2026-12-25"
hours = "09:00-09:30"
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("hall"), TEXT + PROGRAMME) as made:
        yield made


async def _got(asked: House, path: str, language: str = "id", by: str = "admin") -> Any:
    answer = await asked.ask("GET", path, by, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_programme_of_one_screen(asked: House) -> None:
    path = "/api/screens/screen-ballroom/programme?at=2026-12-25T09:00&hours=30"
    found = await _got(asked, path)
    assert (found["zone"], found["layout"], found["local"]) == (
        "ballroom", "classic", "2026-12-25T09:00",
    )  # fmt: skip
    assert found["playing"]["told"] == (
        "Menurut jadwal “feast”, bukan “Pagi”, karena prioritasnya lebih tinggi."
    )
    spans = [(one["begins"][8:], one["playlist"], one["why"]) for one in found["spans"]]
    assert spans == [
        ("25T09:00", "q", "priority"),
        ("25T10:00", "q", "only"),
        ("26T00:00", None, "nothing"),
        ("26T08:00", "p", "only"),
        ("26T10:00", None, "nothing"),
    ]
    assert found["spans"][0]["until"] == found["spans"][1]["from"]
    assert (found["spans"][3]["name"], found["spans"][3]["schedule_name"]) == ("Umum", "Pagi")
    assert (await _got(asked, path, "en"))["spans"][3]["schedule_name"] == "Mornings"


async def test_every_screen_at_a_moment(asked: House) -> None:
    found = await _got(asked, "/api/programme?at=2026-12-25T08:30")
    assert {one["screen"]: one["playing"]["playlist"] for one in found["screens"]} == {
        "screen-hall": "p", "screen-ballroom": "q",
    }  # fmt: skip
    assert (await _got(asked, "/api/programme"))["at"] > 0


async def test_where_schedules_meet(asked: House) -> None:
    one, *events = await _got(asked, "/api/programme/overlaps?at=2026-11-26", "en")
    assert {(row["winner_name"], row["loser"], row["why"]) for row in events} == {
        ("Carols", "mornings", "event"), ("Carols", "feast", "event")
    }  # fmt: skip
    assert (one["winner"], one["loser_name"], one["why"]) == ("feast", "Mornings", "priority")
    assert "Fri 25 Dec 2026 08:00 to 10:00" in one["told"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/programme?at=x", 422, "time_unreadable"),
        ("/api/programme?at=2026-12-25T08:30Z", 422, "time_unreadable"),
        ("/api/programme?at=0001-01-01", 422, "time_unreadable"),
        ("/api/screens/nothing/programme", 404, "device_unknown"),
        ("/api/screens/screen-hall/programme?hours=0", 422, "malformed"),
        ("/api/screens/screen-hall/programme?hours=169", 422, "malformed"),
        ("/api/screens/screen-hall/programme?hours=11111", 422, "malformed"),
        ("/api/screens/screen-hall/programme?hours=00160000000", 422, "malformed"),
        ("/api/plays?until=0001-01-01", 422, "time_unreadable"),
        ("/api/plays/csv?from=9999-12-31", 422, "time_unreadable"),
        ("/api/screens/screen-hall/programme?hours=x", 422, "malformed"),
        ("/api/plays?from=x", 422, "time_unreadable"),
        ("/api/plays?from=2026-02-02&until=2026-02-01", 422, "days_unreadable"),
        ("/api/plays?from=2020-02-02&until=2026-02-01", 422, "days_unreadable"),
    ],
)
async def test_what_can_not_be_read(asked: House, path: str, status: int, code: str) -> None:
    answer = await asked.ask("GET", path, "admin")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_who_makes_schedules_that_meet_is_told(asked: House) -> None:
    values = {"id": "late", "playlist": "q", "hours": "09:30-11:00"}
    body = {
        "revision": revision_of(text_of(asked)),
        "changes": [{"section": "schedules", "values": values}],
    }
    answer = (await asked.ask("POST", "/api/config/check", "admin", json=body)).json()
    assert answer["faults"] == []
    (told,) = [one for one in answer["effects"] if one["kind"] == "overlap"]
    assert (told["section"], told["id"]) == ("schedules", "late")
    assert "“late” dan “Pagi”" in told["detail"]
    gone = {"id": "late", "playlist": "p", "screens": ["screen-hall", "Pintu {x}"]}
    body["changes"] = [{"section": "schedules", "values": gone}]
    answer = (await asked.ask("POST", "/api/config/check", "admin", json=body)).json()
    (told,) = [one for one in answer["effects"] if one["kind"] == "screen_gone"]
    assert told["detail"].startswith("late: tidak ada layar “Pintu {x}”;")
    same = {"section": "schedules", "id": "feast", "values": {"priority": 2}}
    body["changes"] = [same]
    answer = (await asked.ask("POST", "/api/config/check", "admin", json=body)).json()
    assert answer["effects"] == [], "what met before is known"


# ---- the proof of play


class _Viewer:
    closed: int | None = None

    def offer(self, frame: Frame) -> bool:
        return True

    def cut(self, code: int, reason: str) -> None:
        self.closed = code


def _said(asked: House, device: str, topic: str, *messages: Any) -> int | None:
    viewer = _Viewer()
    headers = {name.lower(): value for name, value in asked.bearer(device).items()}
    session = asked.hall.room.session(viewer, headers=headers, address="192.0.2.1")
    for message in ({"watch": [topic]}, *messages):
        session.text(json.dumps(message))
    session.gone()
    return viewer.closed


async def test_what_a_screen_says_is_summed_and_made_a_table(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = asked.hall.live.now().at
    item = {"item": "notice:n", "playlist": "p", "at": now - 30_000, "ms": 12_000, "whole": True}
    told = {"played": [item, {**item, "at": now - 15_000, "whole": False}, {**item, "at": now}]}
    never = {"played": [{**item, "playlist": "q", "at": now - 40_000}]}
    assert _said(asked, "screen-hall", "zone/hall", never) is None
    assert "signage_plays_dropped_total 1.0" in (await asked.ask("GET", "/metrics", "feed")).text
    # its programme has it in the morning only
    monkeypatch.setattr(asked.hall.plays, "_could", lambda play, now: True)
    assert _said(asked, "screen-hall", "zone/hall", told, told) is None
    assert _said(asked, "counter-1", "counter/1", told) is None, "nobody listens to a counter"
    await asked.hall.plays.flush()
    found = await _got(asked, "/api/plays", by="feed")
    (row,) = found["rows"]
    assert (row["screen"], row["item"], row["item_name"], row["playlist_name"]) == (
        "screen-hall", "notice:n", "=Libur", "Umum",
    )  # fmt: skip
    assert (row["count"], row["whole"], row["ms"]) == (2, 1, 24_000)
    assert found["dropped"] == 1 and found["note"].startswith("1 laporan tayang tidak dihitung")
    assert not found["more"] and found["until"] == row["day"]
    answer = await asked.ask("GET", "/api/plays/csv", "feed")
    assert "plays-" in answer.headers["content-disposition"]
    head, line = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert dict(zip(head, line, strict=True))["nama"] == "'=Libur"
    nothing = await _got(asked, "/api/plays?screen=screen-ballroom", by="feed")
    assert (nothing["rows"], nothing["dropped"], nothing["note"]) == ([], 0, None)


@pytest.mark.parametrize(
    ("message", "closed"),
    [
        ({"played": [{"item": "a", "at": 5, "ms": 5}] * 20}, None),
        ({"played": [{"item": "a", "at": 5, "ms": 5}] * 21}, 4000),
        ({"played": [{"item": "", "at": 5, "ms": 5}]}, 4000),
        ({"played": [{"item": "a" * 121, "at": 5, "ms": 5}]}, 4000),
        ({"played": [{"item": "a", "playlist": "a" * 61, "at": 5, "ms": 5}]}, 4000),
        ({"played": [{"item": "a", "at": -1, "ms": 5}]}, 4000),
        ({"played": [{"item": "a", "at": 5, "ms": 86_400_001}]}, 4000),
        ({"played": [{"item": "a", "at": 5}]}, 4000),
        ({"played": {"item": "a", "at": 5, "ms": 5}}, 4000),
        ({"played": []}, None),
    ],
)
async def test_what_a_screen_may_say(asked: House, message: Any, closed: int | None) -> None:
    assert _said(asked, "screen-ballroom", "zone/ballroom", message) == closed


async def test_who_tells_too_often_is_cut(asked: House) -> None:
    told = {"played": [{"item": "a", "at": 5, "ms": 5}]}
    assert _said(asked, "screen-ballroom", "zone/ballroom", *[told] * 40) == 4029


async def test_names_that_nobody_knows_any_more_stay_ids(asked: House) -> None:
    now = asked.hall.live.now().at
    play = Play(screen="gone", item="media:abc", playlist="old", at=now - 9, ms=1, whole=True)
    asked.hall.plays.write([play])
    (row,) = (await _got(asked, "/api/plays?screen=gone"))["rows"]
    assert (row["screen_name"], row["playlist_name"], row["item_name"]) == ("gone", "old", "abc")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1", "＝1", '"=1'])
async def test_no_cell_is_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert safe(f"a{text}") == f"a{text}"
    for parts in (";", "\t", "; ", "\r\n"):  # where those part the cells, one begins there
        assert safe(f"a{parts}{text}").replace("'", "", 1) == f"a{parts}{text}"
        assert safe(f"a{parts}{text}") != f"a{parts}{text}"
        assert safe(f"a{parts}b") == f"a{parts}b"


async def test_names_that_a_screen_makes_up_are_not_kept(asked: House) -> None:
    now = asked.hall.live.now().at
    item = {"item": "slide:made-up", "playlist": "p", "at": now - 30_000, "ms": 9, "whole": True}
    more = [item, {**item, "item": "notice:n#2"}, {**item, "item": "notice:n", "playlist": "zz"}]
    assert _said(asked, "screen-hall", "zone/hall", {"played": more}) is None
    await asked.hall.plays.flush()
    rows = (await _got(asked, "/api/plays?screen=screen-hall", by="feed"))["rows"]
    assert {(row["item"], row["playlist"]) for row in rows} <= {("notice:n", "p")}


async def test_a_look_at_a_notice_shows_no_sign_that_turns_writing(asked: House) -> None:
    for text, blocks in (("&#8238;x", 0), ("ya", 1)):
        answer = await asked.ask("POST", "/api/programme/notice", "admin", json={"text": text})
        assert len(answer.json()["blocks"]) == blocks


# ---- who is drawn anew


async def test_screens_turn_at_their_own_moments(asked: House) -> None:
    rules = small(TEXT + PROGRAMME).rules
    places, turning = asked.hall.screens(), Turning()

    def look(told: str) -> tuple[str, ...]:
        return turning.look(places, rules, moment(datetime.fromisoformat(told), rules.zone))

    assert look("2026-12-24T07:59:59") == ()
    assert set(look("2026-12-24T08:00")) == {"screen-hall", "screen-ballroom"}
    assert look("2026-12-24T09:59") == ()
    assert set(look("2026-12-24T10:00:01")) == {"screen-hall", "screen-ballroom"}
    assert look("2026-12-25T00:00") == ("screen-ballroom",)
    other = small(TEXT + PROGRAMME.replace("08:00", "07:00")).rules
    at = moment(datetime(2026, 12, 26, 6), rules.zone)
    assert turning.look(places, other, at) == (), "new rules are drawn by whoever adopts them"
    assert turning.look(places[:1], other, at + 3_600_000) == (places[0].id,)


# ---- media that are gone


async def test_a_playlist_can_not_newly_name_what_is_not_there(asked: House) -> None:
    object.__setattr__(asked.hall.house, "shelf", lambda: ("ab" * 32,))
    values: dict[str, Any] = {"items": [{"media": "ab" * 6}, {"media": "cd" * 6}]}
    body = {
        "revision": revision_of(text_of(asked)),
        "changes": [{"section": "playlists", "id": "q", "values": values}],
    }
    (fault,) = (await asked.ask("POST", "/api/config/check", "admin", json=body)).json()["faults"]
    assert (fault["section"], fault["id"], fault["key"]) == ("playlists", "q", "items")
    assert "“cdcdcdcdcdcd”" in fault["detail"]
    answer = await asked.ask("POST", "/api/config", "admin", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "media_gone")
    values["items"].pop()
    assert (await asked.ask("POST", "/api/config", "admin", json=body)).status_code == 200
    # what was there and went away stands in nobody's way
    object.__setattr__(asked.hall.house, "shelf", lambda: ())
    body = {
        "revision": revision_of(text_of(asked)),
        "changes": [{"section": "playlists", "id": "q", "values": {"name": "R"}}],
    }
    assert (await asked.ask("POST", "/api/config", "admin", json=body)).status_code == 200


async def test_a_theme_can_not_newly_name_a_logo_that_is_not_there(asked: House) -> None:
    object.__setattr__(asked.hall.house, "shelf", lambda: ("ab" * 32,))
    values: dict[str, Any] = {"id": "t", "name": "T", "base": "siang", "logo": "cd" * 6}
    body = {
        "revision": revision_of(text_of(asked)),
        "changes": [{"section": "themes", "values": values}],
    }
    (fault,) = (await asked.ask("POST", "/api/config/check", "admin", json=body)).json()["faults"]
    assert (fault["section"], fault["id"], fault["key"]) == ("themes", "t", "logo")
    answer = await asked.ask("POST", "/api/config", "admin", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "logo_gone")
    values["logo"] = "ab" * 6
    assert (await asked.ask("POST", "/api/config", "admin", json=body)).status_code == 200


# ---- what a screen is told


async def test_a_screen_is_told_its_programme_and_an_edit_at_once(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> Any:
        return json.loads(asked.hall.message("screen/screen-hall") or b"")["view"]

    before = told()
    first, second = before["programme"]["spans"][:2]
    assert first["until"] == second["from"] and first["from"] <= asked.hall.live.now().at
    assert before["programme"]["playlists"]["p"]["items"][0] == {
        "id": "notice:n", "kind": "notice", "seconds": 12.0, "media": None, "fit": "contain",
        "sound": False, "slide": None, "agency": None, "from": None, "until": None,
        "notice": {
            "title": {"id": "=Libur", "en": "Shut"},
            "blocks": {
                language: [
                    {
                        "kind": "paragraph",
                        "runs": [{"text": "Tutup", "bold": False, "italic": False}],
                    }
                ]
                for language in ("id", "en")
            },
        },
    }  # fmt: skip
    assert (before["tickers"], before["layout"]["id"]) == ([], "classic")
    drawn: list[str] = []
    monkeypatch.setattr(asked.hall.hub, "changed", drawn.extend)
    body = {
        "revision": revision_of(text_of(asked)),
        "changes": [{"section": "tickers", "values": {"text": "Siapkan KTP"}}],
    }
    answer = await asked.ask("POST", "/api/config", "admin", json=body)
    assert answer.status_code == 200, answer.text
    assert "screen/screen-hall" in drawn
    assert told()["tickers"] == [
        {"text": {"id": "Siapkan KTP", "en": "Siapkan KTP"}, "from": None, "until": None}
    ]
