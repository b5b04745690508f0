"""A ticket's paper over the interface: asked for once, never waited for, again when asked again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from signage.devices.printers.printer import MOST
from signage.papers import MOST_AGAIN
from tests.devices.printers import reader
from tests.devices.printers.fake import FakePrinter, fake_printer, holds, until
from tests.halls import SMALL, small
from tests.web.asking import FREE, HOST, House, house, refused

BROWSER = """
[[printers]]
id = "own"
kind = "browser"
paper = 58
footer = "Gratis"
"""


def at(address: str, **more: str) -> str:
    """A network printer in the small hall's file."""
    extra = "".join(f"{key} = {value}\n" for key, value in more.items())
    return f'\n[[printers]]\nid = "p"\nkind = "network"\naddress = "{address}"\npaper = 58\n{extra}'


@asynccontextmanager
async def printing(
    folder: Path, mood: str = "well", **more: str
) -> AsyncIterator[tuple[House, FakePrinter]]:
    """The small hall with one printer, whose state is known."""
    async with (
        fake_printer(mood) as fake,  # type: ignore[arg-type]
        house(folder, SMALL + at(fake.address, **more) + FREE) as asked,
    ):
        seen = "ready" if mood == "well" else mood
        await until(lambda: asked.hall.printers.statuses()[0].state == seen)
        yield asked, fake


async def issue(asked: House, key: str | None = None, **more: Any) -> dict[str, Any]:
    headers = {"Idempotency-Key": key} if key else {}
    answer = await asked.ask(
        "POST", "/api/tickets", "kiosk-hall", headers={**headers, **more}, json={"service": "card"}
    )
    assert answer.status_code == 201, answer.text
    ticket: dict[str, Any] = answer.json()
    return ticket


async def again(asked: House, token: str, by: str = "kiosk-hall", **more: Any) -> Any:
    return await asked.ask("POST", f"/api/tickets/{token}/print", by, json={}, **more)


def printed(asked: House) -> int:
    return asked.hall.printers.statuses()[0].printed


def texts(fake: FakePrinter) -> list[list[str]]:
    """The texts of each paper that came out."""
    return [reader.lines(page) for page in reader.pages(bytes(fake.paper))]


async def test_a_kiosks_ticket_comes_out_with_its_link(tmp_path: Path) -> None:
    async with printing(tmp_path) as (asked, fake):
        ticket = await issue(asked)
        assert ticket["paper"]["state"] == "printing"
        assert ticket["paper"]["text"]["id"] == "Ambil struk di bawah."
        assert ticket["url"] == f"http://{HOST}/t/{ticket['token']}"
        await until(lambda: printed(asked) == 1)
        assert {"A001", "Dinas Kependudukan", "Kartu", "Tunggu di Balai"} <= set(texts(fake)[0])
        drawn = reader.paint(reader.read(bytes(fake.paper)), 384)
        assert reader.codes(drawn) == [ticket["url"]]


async def test_the_paper_speaks_the_kiosks_language(tmp_path: Path) -> None:
    async with printing(tmp_path) as (asked, fake):
        await issue(asked, **{"Accept-Language": "en"})
        await until(lambda: printed(asked) == 1)
        (said,) = texts(fake)
        assert {"Civil Registry", "You are first in this line", "Your queue number"} <= set(said)
        days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        assert [line for line in said if line.startswith(days)]


async def test_the_files_address_is_in_the_link(tmp_path: Path) -> None:
    text = SMALL + '\n[server]\naddress = "http://192.168.1.10:8000"\n' + FREE
    async with house(tmp_path, text) as asked:
        ticket = await issue(asked)
        assert ticket["url"] == f"http://192.168.1.10:8000/t/{ticket['token']}"
        assert ticket["paper"] == {"state": "none", "printer": None, "text": None, "date": ""}


async def test_one_key_prints_once(tmp_path: Path) -> None:
    async with printing(tmp_path) as (asked, fake):
        answers = await asyncio.gather(*(issue(asked, key="k") for _ in range(5)))
        answers.append(await issue(asked, key="k"))
        assert all(answer == answers[0] for answer in answers)
        await until(lambda: printed(asked) == 1)
        await holds(lambda: printed(asked) == 1 and len(texts(fake)) == 1)


async def test_after_a_restart_a_lost_answer_prints_nothing(tmp_path: Path) -> None:
    async with printing(tmp_path) as (asked, fake):
        first = await issue(asked, key="k")
        await until(lambda: printed(asked) == 1)
    async with printing(tmp_path) as (asked, fake):
        second = await issue(asked, key="k")
        assert second["number"] == first["number"]
        assert second["paper"]["state"] == "none"
        await holds(lambda: not fake.paper)
        await again(asked, second["token"])
        await until(lambda: printed(asked) == 1)


async def test_ten_kiosks_at_once_print_each_number_once_and_in_order(tmp_path: Path) -> None:
    async with printing(tmp_path) as (asked, fake):

        async def visitor(n: int) -> str:
            return str((await issue(asked, key=f"k{n}"))["number"])

        numbers = await asyncio.gather(*(visitor(n) for n in range(30)))
        assert len(set(numbers)) == 30
        await until(lambda: printed(asked) == 30, 60)
        out = [next(t for t in said if t.startswith("A0")) for said in texts(fake)]
        assert out == sorted(numbers)


@pytest.mark.parametrize("mood", ["paper_out", "cover_open", "stalled"])
async def test_no_ticket_waits_for_a_printer(tmp_path: Path, mood: str) -> None:
    """Against a printer that takes nothing tickets go out all the same, the list stays bounded."""
    async with printing(tmp_path) as (asked, fake):
        fake.mood = mood  # type: ignore[assignment]
        state = {"stalled": "slow"}.get(mood, mood)
        status = asked.hall.printers.statuses
        await asyncio.sleep(0)
        async with asyncio.timeout(45):
            tickets = [await issue(asked) for _ in range(MOST + 10)]
        assert len({ticket["number"] for ticket in tickets}) == MOST + 10
        assert status()[0].waiting <= MOST + 1
        await until(lambda: status()[0].state == state)
        late = await issue(asked)
        assert late["paper"]["state"] == "trouble"
        assert "Foto nomor ini" in late["paper"]["text"]["id"]


async def test_a_reprint_has_the_same_number_and_says_so(tmp_path: Path) -> None:
    async with printing(tmp_path) as (asked, fake):
        ticket = await issue(asked)
        await until(lambda: printed(asked) == 1)
        for key in ("a", "a", "b"):
            answer = await again(asked, ticket["token"], headers={"Idempotency-Key": key})
            assert answer.status_code == 200
            assert (answer.json()["number"], answer.json()["url"]) == ("A001", ticket["url"])
            await until(lambda: asked.hall.printers.statuses()[0].waiting == 0)
        await holds(lambda: printed(asked) == 3)
        first, *others = texts(fake)
        assert not [line for line in first if "CETAK ULANG" in line]
        assert all([line for line in said if "CETAK ULANG" in line] for said in others)
        assert all("A001" in said for said in (first, *others))
        assert len(asked.hall.live.state.tickets) == 1


async def test_a_kiosk_reprints_so_often_and_no_more(tmp_path: Path) -> None:
    async with printing(tmp_path) as (asked, _):
        ticket = await issue(asked)
        for _ in range(MOST_AGAIN):
            assert (await again(asked, ticket["token"])).status_code == 200
        refused(await again(asked, ticket["token"]), 409, "printed_often")
        assert (await again(asked, "A001", by="admin")).status_code == 200


async def test_who_may_reprint_what(tmp_path: Path) -> None:
    async with printing(tmp_path) as (asked, _):
        ticket = await issue(asked)
        refused(await again(asked, "A001"), 404, "ticket_unknown")
        refused(await again(asked, "t999"), 404, "ticket_unknown")
        refused(await again(asked, "A009", by="admin"), 404, "ticket_unknown")
        refused(await again(asked, ticket["token"], by="counter-1"), 403, "not_allowed")
        refused(await again(asked, ticket["token"], by="screen-hall"), 403, "not_allowed")
        assert (await again(asked, "a001", by="admin")).json()["id"] == ticket["id"]
        await asked.press("1", "cancel", json={"ticket": "A001"})
        refused(await again(asked, ticket["token"]), 409, "ticket_over")
        bad = await asked.ask(
            "POST", f"/api/tickets/{ticket['token']}/print", "admin", json={"ink": 1}
        )
        refused(bad, 422, "malformed")


async def test_without_a_printer_a_reprint_says_so(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        ticket = await issue(asked)
        refused(await again(asked, ticket["token"]), 409, "printer_none")


async def test_a_browser_prints_by_itself(tmp_path: Path) -> None:
    async with house(tmp_path, SMALL + BROWSER + FREE) as asked:
        ticket = await issue(asked)
        assert ticket["paper"]["state"] == "browser"
        assert "2" in ticket["paper"]["date"]
        view = (await asked.ask("GET", "/api/kiosk", "kiosk-hall")).json()
        (own,) = view["printers"]
        assert (own["printer"], own["state"], own["paper"]) == ("own", "browser", 58)
        assert own["footer"] == {"id": "Gratis", "en": "Gratis"}


async def test_a_kiosk_prints_on_the_printer_of_its_zone_or_on_the_one_it_names(
    tmp_path: Path,
) -> None:
    async with fake_printer() as fake, fake_printer() as other:
        second = at(other.address).replace('"p"', '"q"')
        text = SMALL + at(fake.address, zones='["ballroom"]') + second + FREE
        async with house(tmp_path, text) as asked:
            assert (await issue(asked))["paper"]["printer"] == "q"
            body = {"service": "card", "printer": "p"}
            for device, named in (("kiosk-hall", "q"), ("kiosk-ballroom", "p"), ("admin", "p")):
                answer = await asked.ask("POST", "/api/tickets", device, json=body)
                assert answer.json()["paper"]["printer"] == named, device
            plain = await asked.ask("POST", "/api/tickets", "admin", json={"service": "card"})
            assert plain.json()["paper"]["state"] == "none"
            await until(lambda: [p.printed for p in asked.hall.printers.statuses()] == [2, 2])
            view = (await asked.ask("GET", "/api/kiosk", "kiosk-hall")).json()
            assert [p["printer"] for p in view["printers"]] == ["q"]


async def test_floor_kiosk_and_figures_show_the_printer(tmp_path: Path) -> None:
    async with printing(tmp_path, mood="paper_out") as (asked, fake):
        await issue(asked)
        floor: Any = asked.hall.live.view("floor")
        (shown,) = floor.printers
        assert (shown.state, shown.waiting, shown.printed, shown.missed) == ("paper_out", 1, 0, 0)
        assert "Isi kertas" in shown.text.id
        view = (await asked.ask("GET", "/api/kiosk", "kiosk-hall")).json()
        assert view["printers"][0]["state"] == "paper_out"
        assert "Foto nomor ini" in view["printers"][0]["text"]["id"]
        figures = (await asked.ask("GET", "/metrics", "feed")).text
        assert 'signage_printer_ready{printer="p"} 0.0' in figures
        assert 'signage_printer_waiting{printer="p"} 1.0' in figures
        fake.mood = "well"
        await until(lambda: printed(asked) == 1)
        figures = (await asked.ask("GET", "/metrics", "feed")).text
        assert 'signage_printer_ready{printer="p"} 1.0' in figures


async def test_the_code_is_for_who_holds_the_token(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        ticket = await issue(asked)
        path = f"/api/tickets/{ticket['token']}/qr.svg"
        answer = await asked.ask("GET", path)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.text.lstrip().startswith("<?xml") and "<script" not in answer.text
        refused(await asked.ask("GET", "/api/tickets/nobodys/qr.svg"), 404, "link_unknown")
        refused(await asked.ask("GET", "/api/tickets/A001/qr.svg"), 404, "link_unknown")


async def test_new_printers_apply_without_a_restart(tmp_path: Path) -> None:
    async with fake_printer() as fake, house(tmp_path) as asked:
        assert (await issue(asked))["paper"]["state"] == "none"
        await asked.hall.adopt(small(SMALL + at(fake.address) + FREE))
        await until(lambda: asked.hall.printers.statuses()[0].state == "ready")
        await issue(asked)
        await until(lambda: printed(asked) == 1)
        await asked.hall.adopt(small(SMALL + FREE))
        assert asked.hall.printers.statuses() == ()
