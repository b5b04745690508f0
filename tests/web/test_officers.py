"""Officers at counters: who may sign on, when it ends, what a press needs, who learns of it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from signage.registry.officers import Officers
from signage.registry.people import Person
from tests.halls import SMALL
from tests.web.asking import FREE, House, house, refused

pytestmark = pytest.mark.asyncio(loop_scope="module")

PIN = "271828"
PATH = "/api/counters/1/officer"


@contextlib.asynccontextmanager
async def hall(folder: Path, rule: str) -> AsyncIterator[House]:
    text = SMALL + FREE + (f'\n[people]\nofficers = "{rule}"\n' if rule else "")
    async with house(folder, text) as made:
        yield made


def _officer(asked: House, name: str, pin: str = PIN, **more: tuple[str, ...]) -> Person:
    wanted = Person(id="", name=name, login=None, role="officer", **more)  # type: ignore[arg-type]
    return asked.hall.people.add(wanted, pin)


async def _on(asked: House, person: str, pin: str = PIN, counter: str = "1") -> httpx.Response:
    path = f"/api/counters/{counter}/officer"
    body = {"person": person, "pin": pin}
    return await asked.ask("POST", path, f"counter-{counter}", json=body)


async def _name(asked: House, counter: str = "1") -> str | None:
    view = (await asked.ask("GET", f"/api/counters/{counter}", f"counter-{counter}")).json()
    name: str | None = (
        view["view"]["officer"]["name"] if "view" in view else view["officer"]["name"]
    )
    return name


async def test_without_the_rule_a_counter_needs_nobody(tmp_path: Path) -> None:
    async with hall(tmp_path, "") as asked:
        refused(await _on(asked, _officer(asked, "Budi").id), 409, "officers_off")
        assert (await asked.press("1", "next")).status_code == 200


async def test_with_the_rule_a_press_needs_an_officer(tmp_path: Path) -> None:
    async with hall(tmp_path, "required") as asked:
        budi, sri = _officer(asked, "Budi"), _officer(asked, "Sri", "141421")
        for path, by in (("1/next", "counter-1"), ("1/open", "button-1")):
            refused(await asked.ask("POST", f"/api/counters/{path}", by), 409, "officer_missing")
        refused(await asked.ask("GET", "/button/1/next", "button-1"), 409, "officer_missing")
        for by in ("admin", "administrator", "manager", "floor"):
            answer = await asked.ask("POST", "/api/counters/1/open", by)
            assert answer.status_code == 200, by
        refused(await _on(asked, budi.id, "000001"), 403, "pin_wrong")
        assert (await _on(asked, budi.id)).json()["officer"]["name"] == "Budi"
        assert await _name(asked) == "Budi"
        assert (await asked.press("1", "next")).status_code == 200
        assert (await asked.ask("GET", "/button/1/next", "button-1")).status_code == 200
        # another's sign-in ends it, and one officer is at one counter
        await _on(asked, sri.id, "141421")
        assert await _name(asked) == "Sri"
        await _on(asked, sri.id, "141421", "2")
        assert (await _name(asked), await _name(asked, "2")) == (None, "Sri")
        refused(await asked.press("1", "next"), 409, "officer_missing")
        off = await asked.ask("DELETE", "/api/counters/2/officer", "counter-2")
        assert (off.json(), await _name(asked, "2")) == ({"officer": None}, None)


@pytest.mark.parametrize("deed", ["disable", "secret", "remove", "role", "floor"])
async def test_it_ends_with_what_is_done_to_the_officer(tmp_path: Path, deed: str) -> None:
    async with hall(tmp_path, "required") as asked:
        person = _officer(asked, "Budi").id
        await _on(asked, person)
        if deed == "floor":
            answer = await asked.ask("DELETE", PATH, "floor")
        else:
            changed = {"role": "floor", "login": "budi"} if deed == "role" else {}
            path = f"/api/people/{person}/{'change' if changed else deed}"
            answer = await asked.ask("POST", path, "manager", json=changed)
        assert answer.status_code == 200, answer.text
        assert await _name(asked) is None
        refused(await asked.press("1", "next"), 409, "officer_missing")


async def test_who_may_sign_on_where(tmp_path: Path) -> None:
    async with hall(tmp_path, "optional") as asked:
        _officer(asked, "Anywhere")
        _officer(asked, "Agency", agencies=("civil",))
        _officer(asked, "Here", counters=("1",))
        there = _officer(asked, "There", counters=("2",))
        away = _officer(asked, "Away")
        asked.hall.people.change(away.id, disabled=True)
        asked.person("manager", "Manager")
        found = (await asked.ask("GET", PATH + "s", "counter-1")).json()["officers"]
        assert [one["name"] for one in found] == ["Agency", "Anywhere", "Here"]
        for person in (there.id, away.id, "p-nobody"):
            refused(await _on(asked, person), 409, "officer_elsewhere")
        body = {"person": there.id, "pin": PIN}
        for by in ("button-1", "admin", "manager"):
            refused(await asked.ask("POST", PATH, by, json=body), 403, "not_allowed")
        refused(await asked.ask("POST", PATH, "counter-2", json=body), 403, "not_allowed")
        refused(await asked.ask("DELETE", PATH, "button-1"), 403, "not_allowed")
        refused(await asked.ask("POST", PATH, "counter-1", json={"person": 1}), 422, "malformed")
        assert (await asked.press("1", "next")).status_code == 200  # optional: nobody has to


async def test_a_stranger_at_a_counter_locks_nobody_else_out(tmp_path: Path) -> None:
    async with hall(tmp_path, "required") as asked:
        budi, sri = _officer(asked, "Budi"), _officer(asked, "Sri", "141421")
        await _on(asked, sri.id, "141421")
        answers = [(await _on(asked, budi.id, "000001")).status_code for _ in range(6)]
        assert answers == [403, 403, 403, 429, 429, 429]
        assert (await asked.press("1", "next")).status_code == 200  # who is signed on works on
        assert (await _on(asked, sri.id, "141421")).status_code == 200  # others sign on
        assert (await _on(asked, budi.id, counter="2")).status_code == 200  # elsewhere too
        refused(await _on(asked, budi.id), 429, "tries_locked")
        await asked.ask("POST", f"/api/people/{budi.id}/clear", "manager", json={})
        assert (await _on(asked, budi.id)).status_code == 200


async def test_no_name_is_in_the_journal(tmp_path: Path) -> None:
    async with hall(tmp_path, "required") as asked:
        budi = _officer(asked, "Zweihundertfünf")
        await _on(asked, budi.id)
        await asked.press("1", "next")
        await asked.press("1", "close")
        for path in tmp_path.glob("*.db*"):
            if path.name.startswith(("journal", "records")):
                content = path.read_bytes()
                for word in ("Zweihundertf", budi.id, PIN):
                    assert word.encode() not in content


async def test_a_restart_and_a_new_day(tmp_path: Path) -> None:
    now = [1_800_000_000_000]
    before = Officers(tmp_path, lambda: now[0])
    before.sign_on("1", "p-1", "2026-11-26")
    again = Officers(tmp_path, lambda: now[0])
    found = again.at("1", "2026-11-26")
    assert found is not None and found.person == "p-1"
    assert again.at("1", "2026-11-27") is None
    assert again.every("2026-11-27") == {}
    assert again.is_known("1", "p-1") and not again.is_known("2", "p-1")
    again.sign_off("1")
    assert Officers(tmp_path, lambda: now[0]).at("1", "2026-11-26") is None
    now[0] += 91 * 86_400_000
    assert not again.is_known("1", "p-1")
    again.forget("p-1")
