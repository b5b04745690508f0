"""The rarer presses of the counter page: aside and back, sent on, a second service, a break."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.fake_hall import (
    AT,
    COUNTER,
    SECRET,
    FakeHall,
    View,
    counter_view,
    running,
    text,
    until,
    waiting_row,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

DIALOG = "dialog[open]"
OPTION = f"{DIALOG} [role=option]"
NOTED: View = {"note": "ambil fotokopi KK"}
LAST = [{"service": "ktp-el", "name": text("Perekaman KTP-el", "ID card"), "count": 9,
         "text": text("Tidak ada loket yang buka; 9 nomor menunggu.")}]  # fmt: skip
SHUT: View = {"open": False, "shut_by": "officer", "state": "free", "call": None, "ticket": None,
              "proof": None}  # fmt: skip
THERE: View = {
    "services": [{"service": "skck", "waiting": 4, "counters_open": 0},
                 {"service": "bpjs-daftar", "waiting": 1, "counters_open": 2}],
    "counters": [{"counter": "4", "open": True, "on_break": False, "waiting": 6},
                 {"counter": "5", "open": False, "on_break": True, "waiting": 2}],
}  # fmt: skip


@contextlib.asynccontextmanager
async def desk(browser: Browser, **changes: Any) -> AsyncIterator[tuple[FakeHall, Page]]:
    """A counter page with its first view; any error on it is an error here."""
    hall = FakeHall(me=COUNTER, view=counter_view(**changes), elsewhere=THERE)
    async with running(hall):
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.extend([line.text] * ("Policy" in line.text)))
        await page.goto(f"{hall.url}/counter#{SECRET}")
        await page.get_by_role("heading", name="Loket 3").wait_for()
        yield hall, page
        await page.close()
        assert troubles == []


async def pressed(hall: FakeHall) -> tuple[str, View]:
    """The one press that reached the hall: its action and its body."""
    await until(lambda: len(hall.presses) >= 1)
    assert len(hall.presses) == 1
    return hall.presses[0].path.removeprefix("/api/counters/3/"), hall.presses[0].body


def ticket(**changes: Any) -> View:
    return {**counter_view()["ticket"], **changes}


# ---- the list says why


async def test_each_row_says_why_it_stands_where_it_stands(browser: Browser) -> None:
    back = text("kembali setelah tidak hadir, setelah 3 nomor", "back after a no-show, after 3")
    rows = [
        waiting_row(50, "B001", "KTP-el", 600, came=back, note="pakai kursi roda"),
        waiting_row(51, "B002", "KTP-el", 60, booked=True, booked_at=AT + 1_073_000),
        waiting_row(52, "B003", "KTP-el", 50, booked=True),
        waiting_row(53, "B004", "KTP-el", 40),
    ]
    async with desk(browser, waiting=rows, more=0) as (_, page):
        whys = page.locator("ol.tickets .ticket-why")
        await expect(whys).to_have_count(3)
        await expect(whys.nth(0)).to_contain_text("kembali setelah tidak hadir, setelah 3 nomor")
        await expect(whys.nth(0)).to_contain_text("“pakai kursi roda”")
        await expect(whys.nth(1)).to_have_text("reservasi 10.00")
        await expect(whys.nth(2)).to_have_text("punya reservasi")
        numbers = page.locator("ol.tickets b")
        assert await numbers.all_inner_texts() == [row["number"] for row in rows]


async def test_a_long_list_offers_a_search_and_a_short_one_does_not(browser: Browser) -> None:
    rows = [waiting_row(50 + n, f"B{n:03}", "KTP-el", 60 * n) for n in range(9)]
    rows[8] |= {"priority": "lansia", "priority_name": text("Lansia", "Elderly")}
    async with desk(browser, waiting=rows) as (hall, page):
        await page.get_by_role("button", name="Cari").click()
        await page.keyboard.type("lansia")
        await expect(page.locator(OPTION).first).to_contain_text("B008")
        await page.keyboard.press("Enter")
        assert await pressed(hall) == ("call", {"ticket": "t58"})
        await hall.show(waiting=rows[:3], more=0)
        await expect(page.get_by_role("button", name="Cari")).to_have_count(0)


async def test_minutes_are_shown_in_the_search_and_not_searched(browser: Browser) -> None:
    rows = [waiting_row(50, "B001", "KTP-el", 12 * 60), waiting_row(51, "B012", "KTP-el", 0)]
    async with desk(browser, waiting=rows, parked=[], missed=[]) as (_, page):
        await page.keyboard.press("/")
        await expect(page.locator(OPTION).first).to_contain_text("12 mnt")
        await page.keyboard.type("12")
        await expect(page.locator(OPTION)).to_have_count(2)  # B012, and the number as typed
        await expect(page.locator(OPTION).first).to_contain_text("B012")


# ---- aside and back


async def test_park_by_keyboard_without_a_note(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.keyboard.press("d")
        await expect(page.locator(DIALOG)).to_contain_text("Tanpa nama orang, tanpa nomor KTP")
        await page.keyboard.press("Enter")
        assert await pressed(hall) == ("park", {})


async def test_park_with_a_note_of_at_most_80_characters(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.keyboard.press("d")
        await page.keyboard.type(" ambil " + "x" * 90)
        await expect(page.locator(DIALOG)).to_contain_text("Sisa 0 huruf")
        await page.keyboard.press("Enter")
        action, body = await pressed(hall)
        assert action == "park"
        assert body == {"note": "ambil " + "x" * 73}


async def test_a_parked_row_shows_its_note_and_since_when(browser: Browser) -> None:
    parked = [{**counter_view()["parked"][0], **NOTED}]
    async with desk(browser, parked=parked) as (_, page):
        row = page.get_by_role("region", name="Ditunda").get_by_role("listitem")
        await expect(row).to_contain_text("5 mnt")
        await expect(row).to_contain_text("“ambil fotokopi KK”")


async def test_a_parked_one_goes_back_to_a_place_that_is_said(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        came = text("kembali setelah ditunda, ke tempat semula", "back, to the old place")
        hall.answers = [(200, {"id": "t30", "number": "B009", "service": "ktp-el", "ahead": 2,
                               "came": came})]  # fmt: skip
        await page.get_by_role("button", name="Lainnya untuk B009").click()
        await page.get_by_role("button", name="Antrekan lagi, ke tempat semula").click()
        assert await pressed(hall) == ("return", {"ticket": "t30"})
        told = "B009 menunggu lagi: kembali setelah ditunda, ke tempat semula. 2 orang di depannya."
        await expect(page.locator(".toast")).to_contain_text(told)
        await expect(page.locator("#status")).to_have_text(told)


async def test_a_parked_one_is_cancelled_only_when_sure(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.get_by_role("button", name="Lainnya untuk B009").click()
        await page.get_by_role("button", name="Batalkan nomor", exact=True).click()
        assert hall.presses == []
        await page.get_by_role("button", name="Ya, batalkan").click()
        assert await pressed(hall) == ("cancel", {"ticket": "t30"})


@pytest.mark.parametrize(
    ("choice", "action"),
    [("Panggil kembali sekarang", "call"), ("Antrekan lagi, ke akhir antrean", "return")],
)
async def test_one_who_did_not_come_is_called_again_or_waits_again(
    browser: Browser, choice: str, action: str
) -> None:
    async with desk(browser) as (hall, page):
        recent = page.get_by_role("region", name="Terakhir di loket ini")
        await recent.get_by_role("button", name="Lainnya untuk BK06").click()
        await page.get_by_role("button", name=choice).click()
        assert await pressed(hall) == (action, {"ticket": "t29"})


async def test_one_who_waits_again_is_no_longer_offered_as_missed(browser: Browser) -> None:
    async with desk(browser, missed=[]) as (_, page):
        await expect(page.locator(".recent")).to_contain_text("BK06 tidak hadir")
        await expect(page.get_by_role("button", name="Lainnya untuk BK06")).to_have_count(0)


async def test_back_into_the_queue_by_keyboard(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.keyboard.press("k")
        await expect(page.locator(f"{DIALOG} .picker-group")).to_have_text(
            ["Ditunda → ke tempat semula", "Tidak hadir → ke akhir antrean"]
        )
        await page.keyboard.type("bk06")
        await page.keyboard.press("Enter")
        assert await pressed(hall) == ("return", {"ticket": "t29"})


# ---- sent on


async def test_a_transfer_says_what_is_kept_who_waits_there_and_who_calls(browser: Browser) -> None:
    async with desk(browser) as (_, page):
        await page.keyboard.press("a")
        dialog = page.locator(DIALOG)
        await expect(dialog).to_contain_text(
            "Nomornya tetap B012. Tempatnya di antrean sana: sesuai lama menunggu."
        )
        option = page.locator(OPTION)
        await expect(option.filter(has_text="SKCK")).to_contain_text(
            "4 menunggu · tidak ada loket buka"
        )
        await expect(option.filter(has_text="peserta")).to_contain_text("1 menunggu · 2 loket buka")
        await expect(option.filter(has_text="Loket 4")).to_contain_text("6 menunggu · buka")
        await expect(option.filter(has_text="Loket 5")).to_contain_text("2 menunggu · istirahat")


async def test_a_transfer_works_while_nobody_tells_who_waits_there(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        hall.elsewhere = {}
        await page.keyboard.press("a")
        await page.keyboard.type("loket 5")
        await expect(page.locator(OPTION)).to_contain_text("tutup")
        await page.keyboard.press("Enter")
        assert await pressed(hall) == ("transfer", {"counter": "5"})


@pytest.mark.parametrize("key", ["a", "d"])
async def test_a_visitor_without_a_number_is_not_sent_on(browser: Browser, key: str) -> None:
    direct = ticket(number="", direct=True)
    async with desk(browser, ticket=direct, call=None, state="serving") as (hall, page):
        await page.keyboard.press(key)
        await expect(page.locator(".toast")).to_contain_text("tidak berlaku sekarang")
        assert hall.presses == []


# ---- the same visit


async def test_a_second_service_begins_here_or_waits_elsewhere(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.keyboard.press("n")
        await expect(page.locator(f"{DIALOG} .picker-group")).to_have_text(
            ["Di loket ini, langsung dimulai", "Menunggu di tempat lain"]
        )
        await expect(page.locator(OPTION)).to_have_count(5)
        await expect(page.locator(OPTION).filter(has_text="SKCK")).to_contain_text("4 menunggu")
        await page.keyboard.type("kartu kel")
        await page.keyboard.press("Enter")
        assert await pressed(hall) == ("also", {"service": "kk"})


async def test_the_page_shows_the_services_the_class_and_the_note_of_a_visit(
    browser: Browser,
) -> None:
    earlier = [text("Kartu Keluarga", "Family card"), text("SKCK")]
    seen = ticket(earlier=earlier, priority_name=text("Lansia", "Elderly"), **NOTED)
    async with desk(browser, ticket=seen) as (_, page):
        await expect(page.locator(".service")).to_contain_text("sebelumnya Kartu Keluarga, SKCK")
        await expect(page.locator(".service .priority")).to_have_text("Lansia")
        await expect(page.locator(".visit-note")).to_have_text("Catatan: ambil fotokopi KK")


async def test_a_note_is_changed_and_taken_away(browser: Browser) -> None:
    async with desk(browser, ticket=ticket(**NOTED)) as (hall, page):
        await page.keyboard.press("c")
        await expect(page.get_by_label("Catatan (boleh kosong)")).to_have_value("ambil fotokopi KK")
        await page.get_by_label("Catatan (boleh kosong)").fill("")
        await page.keyboard.press("Enter")
        assert await pressed(hall) == ("note", {"text": ""})


async def test_a_note_is_text(browser: Browser) -> None:
    note = "<img src=x onerror=alert(1)>"
    parked = [{**counter_view()["parked"][0], "note": note}]
    rows = [waiting_row(50, "B001", "KTP-el", 600, note=note)]
    view: View = {"ticket": ticket(note=note), "waiting": rows, "parked": parked}
    async with desk(browser, **view) as (_, page):
        for key in ("c", "k", "/"):
            await page.keyboard.press(key)
            await expect(page.locator("img")).to_have_count(0)
            await page.keyboard.press("Escape")
        await expect(page.locator(".visit-note")).to_contain_text(note)


# ---- breaks, closing, hours


async def test_a_break_is_chosen_by_minutes(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.keyboard.press("i")
        await expect(page.locator(OPTION)).to_have_count(5)
        await expect(page.locator(OPTION).nth(1)).to_have_text("10 menitsampai 09.52")
        await page.keyboard.type("15")
        await page.keyboard.press("Enter")
        assert await pressed(hall) == ("break", {"minutes": 15})


async def test_a_break_without_an_end(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.get_by_role("button", name="Istirahat").click()
        await page.get_by_role("option", name="Belum tahu").click()
        assert await pressed(hall) == ("break", {})


@pytest.mark.parametrize(("key", "title"), [("i", "Istirahat berapa lama?"), ("b", "Tutup loket")])
async def test_the_last_open_counter_hears_who_is_left(
    browser: Browser, key: str, title: str
) -> None:
    async with desk(browser, last=LAST) as (hall, page):
        await page.keyboard.press(key)
        dialog = page.locator(DIALOG)
        await expect(dialog.get_by_role("heading")).to_contain_text(title)
        await expect(dialog).to_contain_text(
            "Perekaman KTP-el: 9 menunggu, dan tidak ada loket lain yang buka."
        )
        await page.keyboard.press("Escape")
        assert hall.presses == []


async def test_closing_with_people_waiting_is_done_when_sure(browser: Browser) -> None:
    async with desk(browser, last=LAST) as (hall, page):
        await page.keyboard.press("b")
        await page.keyboard.press("Enter")  # the focus is on "stay open"
        await expect(page.locator(DIALOG)).to_have_count(0)
        await page.keyboard.press("b")
        await page.get_by_role("button", name="Ya, tutup").click()
        assert await pressed(hall) == ("close", {})


async def test_a_break_says_until_when_and_one_button_resumes(browser: Browser) -> None:
    on_break = {"since": 60, "left": 1980}
    async with desk(browser, **SHUT, on_break=on_break, unserved=LAST) as (hall, page):
        await expect(page.get_by_role("heading", name="Istirahat sampai 10.15")).to_be_visible()
        await expect(page.get_by_text("Sisa 33 menit")).to_be_visible()
        await expect(page.locator(".left")).to_contain_text("9 nomor menunggu")
        await page.keyboard.press("b")
        assert await pressed(hall) == ("open", {})


@pytest.mark.parametrize(
    ("left", "says"), [(0, "Waktunya sudah lewat"), (None, "Kembali bila siap")]
)
async def test_a_break_that_is_over_or_open(browser: Browser, left: int | None, says: str) -> None:
    async with desk(browser, **SHUT, on_break={"since": 60, "left": left}) as (hall, page):
        await expect(page.locator(".is-break")).to_contain_text(says)
        await page.keyboard.press("i")
        await page.keyboard.press("Enter")
        assert await pressed(hall) == ("break", {"minutes": 5})


async def test_hours_are_said_on_demand(browser: Browser) -> None:
    services = counter_view()["services"]
    why = text("Kuota Kartu Keluarga sudah habis. Buka lagi Jumat 27 November 08.00.")
    services[0] |= {"quota_left": 12}
    services[1] |= {"open": False, "why_shut": why, "counters_open": 0}
    async with desk(browser, services=services) as (_, page):
        await expect(page.locator(".queues li").nth(1)).to_contain_text("tutup")
        await page.keyboard.press("j")
        rows = page.locator(f"{DIALOG} .hours div")
        await expect(rows.nth(0)).to_contain_text("Nomor diberikan. Sisa kuota 12.")
        await expect(rows.nth(1)).to_contain_text(why["id"])
        await expect(rows.nth(1)).to_contain_text("0 loket buka")


# ---- the rare ones behind one button


async def test_the_menu_holds_the_rare_ones_and_its_keys_work_in_it(browser: Browser) -> None:
    async with desk(browser) as (_, page):
        await page.keyboard.press("m")
        items = page.locator(f"{DIALOG} .dialog-stack button")
        await expect(items).to_have_count(5)
        await expect(items.first).to_be_focused()
        await page.keyboard.press("c")
        await expect(page.get_by_role("heading", name="Catatan untuk B012")).to_be_visible()


async def test_the_menu_presses_only_what_it_lists_by_tab_and_space(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.keyboard.press("m")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Space")
        await expect(page.get_by_role("heading", name="Layani langsung")).to_be_visible()
        assert hall.presses == []


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768), (1024, 600)])
async def test_every_button_is_in_sight(browser: Browser, size: tuple[int, int]) -> None:
    rows = [waiting_row(50 + n, f"B{n:03}", "Perekaman KTP-el", 60 * n) for n in range(40)]
    seen = ticket(**NOTED, earlier=[text("Kartu Keluarga")], priority_name=text("Lansia"))
    async with desk(browser, waiting=rows, ticket=seen) as (_, page):
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        for button in await page.locator(".current button, .tools button").all():
            await expect(button).to_be_in_viewport(ratio=1)
        await expect(page.locator("ol.tickets li").first).to_be_in_viewport(ratio=1)
        assert await page.evaluate("document.documentElement.scrollWidth") == size[0]


async def test_all_of_it_speaks_english(browser: Browser) -> None:
    async with desk(browser, last=LAST, ticket=ticket(**NOTED)) as (_, page):
        await page.get_by_role("button", name="English").click()
        for key, said in {
            "a": "The number stays B012.", "d": "Park B012", "n": "Another service for B012",
            "c": "Note for B012", "k": "Parked → to the old place", "i": "no other counter is open",
            "j": "Tickets are given.", "m": "Back to the queue", "b": "Yes, close", "?": "Break",
        }.items():  # fmt: skip
            await page.keyboard.press(key)
            await expect(page.locator(DIALOG)).to_contain_text(said)
            await page.keyboard.press("Escape")
            await expect(page.locator(DIALOG)).to_have_count(0)
