"""The emergency page and what it makes the other pages show, against the real server."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.access import serious
from tests.e2e.running import Hall, hall_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

FITS = """() => {
  const box = document.getElementById('alarm-words').getBoundingClientRect();
  const line = document.getElementById('line').getBoundingClientRect();
  return Array.from(document.querySelectorAll('#alarm-text, #alarm-other'))
    .filter((node) => node.textContent)
    .every((node) => {
      const words = node.getBoundingClientRect();
      return words.top >= box.top - 1 && words.bottom <= Math.min(box.bottom, line.top) + 1 &&
        words.left >= 0 && words.right <= window.innerWidth && node.scrollWidth <= node.clientWidth;
    }) && parseFloat(getComputedStyle(document.getElementById('alarm-text')).fontSize);
}"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hall(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hall]:
    async with hall_of(tmp_path_factory.mktemp("hall")) as hall:
        yield hall


@asynccontextmanager
async def opened(
    browser: Browser, hall: Hall, kind: str, place: str | None, size: tuple[int, int] = (1024, 900)
) -> AsyncIterator[Page]:
    # a machine whose own clock is another one than the mall's
    page = await browser.new_page(
        viewport={"width": size[0], "height": size[1]}, timezone_id="America/New_York"
    )
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    secret = hall.secret("admin" if kind == "emergency" else kind, place)
    await page.goto(f"{hall.url}/{kind}#{secret}")
    yield page
    assert [said for said in wrong if "ERR_INTERNET_DISCONNECTED" not in said] == []
    await page.close()


async def standing(hall: Hall) -> list[str]:
    return [one["emergency"] for one in (await hall.view("emergencies"))["emergencies"]]


async def calm(hall: Hall) -> None:
    for id in await standing(hall):
        await hall.ask("POST", f"/api/emergencies/{id}/end", hall.secret("admin"))


async def alarm(hall: Hall, **body: object) -> None:
    answer = await hall.ask("POST", "/api/emergencies", hall.secret("admin"), json=body)
    assert answer.status == 201, answer


async def test_two_steps_start_it_and_two_end_it(browser: Browser, hall: Hall) -> None:
    async with opened(browser, hall, "emergency", None) as page:
        await page.get_by_role("button", name="Gempa bumi").click()
        assert (await page.locator("#text-en").input_value()).startswith("Earthquake.")
        await page.get_by_role("button", name="Darurat…").click()
        sure = page.get_by_role("dialog")
        await expect(sure).to_contain_text("Ballroom, Hall Pelayanan A dan Hall Pelayanan B")
        await expect(sure).to_contain_text("Tidak terdengar di")
        assert await standing(hall) == []
        assert await serious(page) == []
        await sure.get_by_role("button", name="Ya, mulai DARURAT").click()
        await expect(page.locator(".alarm .kind")).to_have_text("DARURAT")
        assert len(await standing(hall)) == 1
        now = datetime.now(ZoneInfo("Asia/Jakarta"))
        minutes = [f"{one:%H.%M}" for one in (now, now - timedelta(minutes=1))]
        await expect(page.locator(".alarm .since")).to_contain_text(re.compile("|".join(minutes)))
        await expect(page.locator("#text-id")).to_have_value("")
        assert await serious(page) == []
        await page.get_by_role("button", name="Akhiri…").click()
        assert len(await standing(hall)) == 1
        await page.get_by_role("button", name="Ya, akhiri").click()
        await expect(page.get_by_text("Tidak ada keadaan darurat.")).to_be_visible()
        assert await standing(hall) == []


async def test_a_hand_that_taps_twice_starts_and_ends_nothing(browser: Browser, hall: Hall) -> None:
    async with opened(browser, hall, "emergency", None) as page:
        await page.get_by_role("button", name="Kebakaran").click()
        button = page.get_by_role("button", name="Darurat…")
        await button.dblclick()
        yes = page.get_by_role("dialog").get_by_role("button", name="Ya, mulai DARURAT")
        await yes.evaluate("(node) => node.click()")  # at once, wherever it stands
        assert await standing(hall) == []
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await alarm(hall, text="Keluar", drill=True)
        end = page.get_by_role("button", name="Akhiri…")
        await end.dblclick()
        assert len(await standing(hall)) == 1
        await calm(hall)


async def test_by_keyboard_alone(browser: Browser, hall: Hall) -> None:
    async with opened(browser, hall, "emergency", None) as page:
        await page.locator("#text-id").focus()
        await page.keyboard.type("Semua ke halaman depan.")
        await page.locator('[data-value="ballroom"]').focus()
        await page.keyboard.press("Space")
        await page.get_by_role("button", name="Latihan…").focus()
        await page.keyboard.press("Enter")
        sure = page.get_by_role("dialog")
        await expect(sure.get_by_role("button", name="Batal")).to_be_focused()
        await page.keyboard.press("Tab")
        await expect(sure.get_by_role("button", name="Ya, mulai latihan")).to_be_enabled()
        await page.keyboard.press("Enter")
        await expect(page.locator(".alarm .kind")).to_have_text("LATIHAN")
        (row,) = (await hall.view("emergencies"))["emergencies"]
        assert (row["zones"], row["languages"], row["drill"]) == (
            ["hall-a", "hall-b"],
            ["id"],
            True,
        )
        await calm(hall)


async def test_without_words_or_zones_it_asks_for_them(browser: Browser, hall: Hall) -> None:
    async with opened(browser, hall, "emergency", None) as page:
        await page.get_by_role("button", name="Darurat…").click()
        await expect(page.locator(".told")).to_have_text("Tulis atau pilih teksnya dulu.")
        await page.get_by_role("button", name="Medis").click()
        for zone in ("ballroom", "hall-a", "hall-b"):
            await page.locator(f'[data-value="{zone}"]').click()
        await page.get_by_role("button", name="Darurat…").click()
        await expect(page.locator(".told")).to_have_text("Pilih dulu sekurangnya satu zona.")
        await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_wrong_link_can_do_nothing(browser: Browser, hall: Hall) -> None:
    page = await browser.new_page()
    await page.goto(f"{hall.url}/emergency#{hall.secret('counter', '1')}")
    await expect(page.locator("h1")).to_have_text("Halaman ini belum dikenal")
    await expect(page.get_by_role("button")).to_have_count(0)
    await page.close()


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1280, 720), (1024, 768)])
@pytest.mark.parametrize("words", ["Keluar", "Tinggalkan gedung sekarang. " * 14, "W" * 400])
async def test_a_screen_shows_it_whole_above_all_else(
    browser: Browser, hall: Hall, size: tuple[int, int], words: str
) -> None:
    await hall.tickets("oss")
    await hall.press("1")
    await alarm(hall, text={"id": words, "en": "Leave the building. " * 20})
    async with opened(browser, hall, "screen", "hall-a", size) as page:
        await expect(page.locator("#alarm-kind")).to_have_text("DARURAT · EMERGENCY")
        await expect(page.locator("#alarm-text")).to_have_text(words.strip())
        await expect(page.locator("#line-text")).to_contain_text("Loket 1")
        await page.evaluate("document.fonts.ready")
        await page.wait_for_timeout(1100)
        large = await page.evaluate(FITS)
        assert large, "cut"
        assert large > 0.03 * min(size)
        over = await page.evaluate(
            "document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('#alarm') !== null"
        )
        assert over
        await calm(hall)
        await expect(page.locator("#alarm")).to_be_hidden()
        await expect(page.locator(".tile .number").first).to_be_visible()


async def test_a_screen_that_loads_or_comes_back_shows_it_at_once(
    browser: Browser, hall: Hall
) -> None:
    async with opened(browser, hall, "screen", "ballroom", (1280, 720)) as page:
        await expect(page.locator("#alarm")).to_be_hidden()
        await page.context.set_offline(True)
        await alarm(hall, text="Keluar", drill=True)
        await page.context.set_offline(False)
        await page.reload()
        await expect(page.locator("#alarm-kind")).to_have_text("LATIHAN · DRILL")
        await expect(page.locator("#alarm-note")).to_contain_text("Ini latihan")
        await calm(hall)
        await expect(page.locator("#alarm")).to_be_hidden()


async def test_counter_and_kiosk_show_it_and_can_still_work(browser: Browser, hall: Hall) -> None:
    await alarm(hall, text={"id": "Keluar <b>sekarang</b>", "en": "Leave now"}, zones=["hall-a"])
    async with opened(browser, hall, "kiosk", "hall-a", (1080, 1400)) as page:
        bar = page.get_by_role("alert").filter(has_text="DARURAT")
        await expect(bar).to_contain_text("Keluar <b>sekarang</b>")
        await expect(bar).to_contain_text("Leave now")
        assert await serious(page) == []
        for name in ("DPMPTSP", "Perizinan berusaha"):
            await page.locator(".choice", has_text=name).first.click()
            await page.wait_for_timeout(600)  # a new question takes no press meant for the last one
        await expect(page.locator(".printed")).to_be_visible()
    async with opened(browser, hall, "counter", "2", (1280, 800)) as page:
        bar = page.locator(".alarm-bar")
        await expect(bar).to_contain_text("Keluar <b>sekarang</b>")
        assert await serious(page) == []
        await page.keyboard.press("Space")
        await expect(page.locator(".number")).to_contain_text("A0")
        await calm(hall)
        await expect(bar).to_have_count(0)
    async with opened(browser, hall, "counter", "6", (1280, 800)) as page:
        await expect(page.locator(".top h1")).to_be_visible()
        await expect(page.locator(".alarm-bar")).to_have_count(0)
