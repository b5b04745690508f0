"""What a kiosk says of a number's paper, in a real Chromium: take it, photograph it, print it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.browser.fake_hall import refusal, text, until
from tests.browser.test_kiosk import TICKET, UPRIGHT, WIDE, asked, choose, fits, kiosk

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

OUT = text("Printer kehabisan kertas. Foto nomor ini.")
TAKE = text("Ambil struk di bawah.")


def ticket(state: str, words: Any, **more: Any) -> dict[str, Any]:
    paper = {"state": state, "printer": "p", "text": words, "date": "Kamis, 26 November, 09.42"}
    return TICKET | {"url": "http://hall/t/x", "paper": paper, **more}


def printer(state: str, words: Any) -> dict[str, Any]:
    return {"printer": "p", "state": state, "text": words, "paper": 58, "footer": text("Gratis")}


@pytest.mark.parametrize("size", [UPRIGHT, WIDE])
async def test_the_printer_may_run_empty_after_the_number(browser: Browser, size: Any) -> None:
    async with kiosk(browser, size=size, printers=[printer("ready", TAKE)]) as (hall, page):
        hall.usual = (201, ticket("printing", TAKE, number="WWWWWW-000000"))
        await choose(page, "Samsat")
        await asked(page, "Nomor antrean Anda")
        told = page.locator(".given-told")
        await expect(told).to_have_text("Ambil struk di bawah.")
        await hall.show(printers=[printer("paper_out", OUT)])
        await expect(told).to_have_text("Printer kehabisan kertas. Foto nomor ini.")
        await expect(page.locator(".given-code")).to_have_attribute("src", "/api/tickets/x/qr.svg")
        await fits(page, size)


async def test_it_is_printed_again_by_one_press(browser: Browser) -> None:
    async with kiosk(browser, printers=[printer("ready", TAKE)]) as (hall, page):
        hall.usual = (201, ticket("printing", TAKE))
        await choose(page, "Samsat")
        hall.answers = [refusal(409, "printed_often", "Sudah dicetak beberapa kali.")]
        await choose(page, "Cetak lagi")
        await expect(page.locator(".given-told")).to_have_text("Sudah dicetak beberapa kali.")
        await until(lambda: len(hall.presses) == 2)
        assert hall.presses[1].path == "/api/tickets/x/print"
        await expect(page.locator(".printed")).to_have_text("B017")


async def test_a_browser_prints_the_slip_itself(browser: Browser) -> None:
    async with kiosk(browser, printers=[printer("browser", TAKE)]) as (hall, page):
        await page.evaluate(
            "() => { window.count = 0; window.print = () => { window.count += 1; }; }"
        )
        hall.usual = (201, ticket("browser", TAKE, service="pajak-kendaraan-bermotor-(pkb)"))
        await choose(page, "Samsat")
        await asked(page, "Nomor antrean Anda")
        await page.wait_for_function("() => window.count === 1")
        await expect(page.locator(".slip")).to_be_hidden()
        await page.emulate_media(media="print")
        slip = page.locator(".slip")
        await expect(slip).to_be_visible()
        await expect(page.locator("h1")).to_be_hidden()
        for words in ("B017", "Pajak kendaraan", "26 November", "9 orang di depan Anda", "Gratis"):
            await expect(slip).to_contain_text(words)
        width = await slip.evaluate("node => node.getBoundingClientRect().width / 96 * 25.4")
        assert 47 < width < 49


async def test_a_kiosk_names_the_printer_that_it_stands_beside(browser: Browser) -> None:
    async with kiosk(browser) as (hall, page):
        await page.goto(page.url.replace("/kiosk#", "/kiosk?printer=two#"))
        await choose(page, "Samsat")
        await until(lambda: len(hall.presses) == 1)
        assert hall.presses[0].body["printer"] == "two"
