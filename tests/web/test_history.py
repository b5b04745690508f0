"""What the file was, over the interface: listed, compared, brought back; and the whole file."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from signage.config.editing import revision_of
from signage.web.history import compared
from tests.web.asking import House, house
from tests.web.filed import TEXT, as_it_was, file_of, text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("hall"), TEXT) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def asked(shared: House) -> House:
    return await as_it_was(shared)


async def post(asked: House, path: str, *, language: str = "en", **body: Any) -> httpx.Response:
    body.setdefault("revision", revision_of(text_of(asked)))
    return await asked.ask(
        "POST", f"/api/config{path}", "admin", json=body, headers={"Accept-Language": language}
    )


async def versions(asked: House, language: str = "en") -> list[dict[str, Any]]:
    headers = {"Accept-Language": language}
    answer = await asked.ask("GET", "/api/config/versions", "admin", headers=headers)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


async def set_undo(asked: House, seconds: int) -> None:
    change = {"section": "mall", "values": {"undo": seconds}}
    answer = await post(asked, "", changes=[change])
    assert answer.status_code == 200, answer.text


def against(answer: httpx.Response, status: int, code: str) -> Any:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    return answer.json()


# ---- what it was


async def test_each_change_is_a_version_with_who_and_what(asked: House) -> None:
    await set_undo(asked, 40)
    newest, before, *_ = await versions(asked)
    assert (newest["who"], newest["what"]) == ("admin", "Mall changed (undo)")
    assert newest["revision"] == revision_of(text_of(asked)) != before["revision"]
    assert newest["number"] == before["number"] + 1 and newest["at"] > 1_700_000_000_000
    assert (await versions(asked, "id"))[0]["what"] == "Mal diubah (undo)"


async def test_a_hand_at_the_file_is_seen_too(asked: House) -> None:
    await versions(asked)
    file_of(asked).write_text(TEXT.replace("Kecil", "Besar"))
    newest = (await versions(asked))[0]
    assert (newest["who"], newest["what"]) == (
        "",
        "The file was edited by hand: mall changed (name)",
    )


async def test_a_version_is_compared_with_now_and_with_another(asked: House) -> None:
    old = (await versions(asked))[0]["number"]
    await set_undo(asked, 41)
    new = (await versions(asked))[0]["number"]
    answer = (await asked.ask("GET", f"/api/config/versions/{old}", "admin")).json()
    assert answer["text"] == TEXT and answer["number"] == old
    changed = [line for line in answer["lines"] if line["mark"] != " "]
    assert changed == [{"mark": "+", "text": "undo = 41"}]
    path = f"/api/config/versions/{new}"
    answer = (await asked.ask("GET", path, "admin", params={"with": str(old)})).json()
    assert [one for one in answer["lines"] if one["mark"] != " "] == [
        {"mark": "-", "text": "undo = 41"}
    ]
    for number in ("999999", "0", "-1", "x", "1" * 30, "%C2%B2"):
        wrong = await asked.ask("GET", f"/api/config/versions/{number}", "admin")
        against(wrong, 404, "version_unknown")
        wrong = await asked.ask("GET", path, "admin", params={"with": number})
        against(wrong, 404, "version_unknown")


async def test_texts_are_compared_line_by_line() -> None:
    rows = [(row.mark, row.text) for row in compared("a\nb\nc\n", "a\nB\nc\nd\n")]
    assert rows == [(" ", "a"), ("-", "b"), ("+", "B"), (" ", "c"), ("+", "d")]


async def test_a_version_is_brought_back_to_the_letter(asked: House) -> None:
    old = (await versions(asked))[0]["number"]
    await set_undo(asked, 42)
    path = f"/versions/{old}/restore"
    tried = (await post(asked, path, check=True)).json()
    assert tried == {"revision": None, "faults": [], "effects": []}
    assert "undo = 42" in text_of(asked)
    made = await post(asked, path)
    assert made.status_code == 200 and text_of(asked) == TEXT
    assert made.json()["revision"] == revision_of(TEXT)
    newest = (await versions(asked))[0]
    assert newest["what"] == f"Version {old} was restored: mall changed (undo)"
    assert asked.hall.live.state.hall.mall.undo == 30
    against(await post(asked, path, revision="0" * 16), 409, "config_changed")
    against(await post(asked, "/versions/999999/restore"), 404, "version_unknown")


# ---- the whole file

MORE = '\n[[zones]]\nid = "annex"\nname = "Annex"\n'


async def test_the_file_is_downloaded_as_it_is(asked: House) -> None:
    answer = await asked.ask("GET", "/api/config/file", "admin")
    assert answer.content == file_of(asked).read_bytes()
    assert answer.headers["content-type"] == "application/toml"
    assert answer.headers["content-disposition"] == 'attachment; filename="small.toml"'


async def test_another_file_is_checked_and_then_run_by(asked: House) -> None:
    tried = (await post(asked, "/import", text=TEXT + MORE, check=True)).json()
    assert tried["faults"] == [] and text_of(asked) == TEXT
    made = await post(asked, "/import", text=TEXT + MORE)
    assert made.status_code == 200, made.text
    assert text_of(asked) == TEXT + MORE and "annex" in asked.hall.live.state.hall.zone
    assert (await versions(asked))[0]["what"] == "A file was imported: zone annex added"


async def test_a_mall_of_a_hundred_services_is_taken(asked: House) -> None:
    made = await post(asked, "/import", text=_hall(100))
    assert made.status_code == 200, made.text
    assert len(asked.hall.live.state.hall.services) == 102


def _hall(services: int) -> str:
    more = "".join(
        f'\n[[services]]\nid = "s{n}"\nagency = "civil"\nname = "Layanan {n}"\nprefix = "X{n}"\n'
        f'separator = "-"\n\n[[counters]]\nid = "c{n}"\nzone = "hall"\nservices = ["s{n}"]\n'
        for n in range(services)
    )
    return TEXT + more


@pytest.mark.parametrize(
    ("text", "said", "id"),
    [
        ("", "missing", "belum ada"),
        ("[mall\n", "] behind the name", "tidak bisa dibaca"),
        (TEXT + "\x00", "key = value", "tidak bisa dibaca"),
        (
            TEXT.replace('id = "small"', 'id = "small"\nid = "x"'),
            "stands here twice",
            "tidak bisa dibaca",
        ),
        ("a = " + "[" * 2000, "", ""),
        (TEXT + "# " + "x" * 1_000_000, "at most 1000000 are read", "paling banyak 1000000"),
        (_hall(5000), "at most 1000 are kept", "paling banyak 1000"),
        (TEXT.replace('["card"]', '["Card"]'), "no service “Card”", "“Card” tidak ada"),
    ],
    ids=["empty", "no-toml", "nul", "twice", "deep", "large", "many", "unknown"],
)
async def test_a_file_that_is_wrong_is_told_and_changes_nothing(
    asked: House, text: str, said: str, id: str
) -> None:
    tried = (await post(asked, "/import", text=text, check=True)).json()
    assert said in tried["faults"][0]["detail"]
    tried = (await post(asked, "/import", text=text, check=True, language="id")).json()
    assert id in tried["faults"][0]["detail"]
    told = against(await post(asked, "/import", text=text), 422, "config_refused")
    assert said in told["detail"] and told["faults"]
    assert text_of(asked) == TEXT


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"revision": "x", "text": "\xff"}', 422, "file_no_text"),
        ('{"revision": "x", "text": "a \ufffd b"}'.encode(), 422, "file_no_text"),
        (b'{"revision": "x", "text": "\\ud800"}', 422, None),
        (b'{"revision": "x", "text": 3}', 422, "malformed"),
        (b"x" * 1_048_577, 413, "too_large"),
        (json.dumps({"revision": "x", "text": TEXT}).encode(), 409, "config_changed"),
    ],
    ids=["bytes", "replaced", "half", "number", "huge", "old"],
)
async def test_what_is_no_file_is_refused(
    asked: House, body: bytes, status: int, code: str | None
) -> None:
    answer = await asked.ask("POST", "/api/config/import", "admin", content=body)
    against(answer, status, code or answer.json()["code"])
    assert text_of(asked) == TEXT


async def test_a_file_that_a_hand_broke_is_brought_back(asked: House) -> None:
    old = (await versions(asked))[0]["number"]
    file_of(asked).write_text("[mall\n")
    assert (await versions(asked))[0]["what"].startswith("The file was edited by hand")
    await asked.ticket("birth")
    without = TEXT.replace("birth", "born")
    against(await post(asked, "/import", text=without), 409, "thing_in_use")
    assert (await post(asked, f"/versions/{old}/restore")).status_code == 200
    assert text_of(asked) == TEXT


async def test_a_file_without_what_was_used_is_refused(asked: House) -> None:
    await asked.ticket("birth")
    other = TEXT.replace("birth", "born")
    told = against(await post(asked, "/import", text=other), 409, "thing_in_use")
    assert "Service “birth”" in told["detail"]
    tried = (await post(asked, "/import", text=other, check=True)).json()
    assert ("services", "birth") in [(one["section"], one["id"]) for one in tried["faults"]]
