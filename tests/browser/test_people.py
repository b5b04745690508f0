"""From the one-time link to an officer at a counter, in a real browser before a real server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.access import serious
from tests.halls import SMALL
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PASSWORD = "embun turun di ladang"
TEXT = SMALL + '\n[people]\nofficers = "required"\n'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("hall"), TEXT) as made:
        yield made


async def _page(browser: Browser, troubles: list[str]) -> Page:
    page = await (await browser.new_context(viewport={"width": 1280, "height": 800})).new_page()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "console",
        lambda line: troubles.extend([line.text] * ("Content Security" in line.text)),
    )
    return page


async def _sign_in(page: Page, server: Server, login: str, password: str) -> None:
    await page.goto(f"{server.url}/login")
    await page.get_by_label("Nama masuk").fill(login)
    await page.get_by_label("Kata sandi", exact=True).fill(password)
    await page.keyboard.press("Enter")


async def _added(page: Page, name: str, role: str, login: str = "") -> str:
    """Somebody new; the password or PIN that the page shows once."""
    await page.get_by_role("button", name="Tambah orang").click()
    await page.get_by_label("Nama", exact=True).fill(name)
    await page.locator("#new-role").select_option(role)
    if login:
        await page.get_by_label("Nama masuk").fill(login)
    await page.get_by_role("button", name="Tambahkan").click()
    await expect(page.locator("#fresh-title")).to_be_focused()
    secret = await page.locator("#fresh-secret").input_value()
    assert await serious(page) == []
    await page.get_by_role("button", name="Sudah dicatat").click()
    return secret


async def test_from_the_link_to_an_officer_at_a_counter(server: Server, browser: Browser) -> None:
    troubles: list[str] = []
    admin, counter, floor = [await _page(browser, troubles) for _ in range(3)]
    await admin.goto(f"{server.url}/#{server.secret('admin')}")
    await admin.get_by_role("link", name="Mulai").click()
    await admin.get_by_label("Nama", exact=True).fill("Sri Wahyuni")
    await admin.get_by_label("Nama masuk").fill("sri")
    await admin.get_by_label("Kata sandi baru").fill("password1234")
    await admin.get_by_label("Sekali lagi").fill("password1234")
    await admin.keyboard.press("Enter")
    await expect(admin.locator("#wrong")).to_contain_text("mudah ditebak")
    assert await serious(admin) == []
    for label in ("Kata sandi baru", "Sekali lagi"):
        await admin.get_by_label(label).fill(PASSWORD)
    await admin.keyboard.press("Enter")
    await admin.wait_for_url("**/admin")

    await admin.get_by_role("link", name="Orang").click()
    pin = await _added(admin, "Budi <b>Santoso</b>", "officer")
    password = await _added(admin, "Rina", "floor", "rina")

    # the officer, by keyboard alone: a press asks who it is
    await counter.goto(f"{server.url}/counter#{server.secret('counter-1')}")
    await expect(counter.get_by_role("heading", name="Belum ada petugas")).to_be_visible()
    await counter.keyboard.press("Space")
    await expect(counter.get_by_label("Nama Anda")).to_be_focused()
    assert await serious(counter) == []
    await counter.keyboard.type("Budi")
    await counter.keyboard.press("Tab")
    await counter.keyboard.type("000000")
    await counter.keyboard.press("Enter")
    await expect(counter.get_by_role("alert").first).to_contain_text("PIN keliru")
    await expect(counter.get_by_label("PIN", exact=True)).to_be_focused()
    await counter.keyboard.type(pin)
    await counter.keyboard.press("Enter")
    await expect(counter.locator(".officer")).to_contain_text("Budi <b>Santoso</b>")
    await counter.keyboard.press("Space")
    await expect(counter.get_by_text("Siap memanggil")).to_be_visible()

    # the floor manager chooses a password first, and is out at once when disabled
    await _sign_in(floor, server, "rina", password)
    await expect(floor.get_by_role("heading", name="Pilih kata sandi Anda")).to_be_visible()
    await floor.get_by_label("Kata sandi sekarang").fill(password)
    for label in ("Kata sandi baru", "Sekali lagi"):
        await floor.get_by_label(label).fill("kuda batu jendela")
    await floor.keyboard.press("Enter")
    await floor.wait_for_url("**/floor")
    await expect(floor.get_by_role("heading").first).to_be_visible()
    await admin.get_by_role("button", name="Kelola: Rina").click()
    await admin.get_by_role("button", name="Nonaktifkan…").click()
    await admin.get_by_role("button", name="Nonaktifkan sekarang").click()
    await expect(admin.locator("#foot").get_by_text("Rina dinonaktifkan")).to_be_visible()
    assert (await floor.request.get(f"{server.url}/api/me")).status == 401
    await _sign_in(floor, server, "rina", "kuda batu jendela")
    await expect(floor.locator("#wrong")).to_contain_text("keliru")

    # and so is the officer
    await admin.get_by_role("button", name="Kelola: Budi").click()
    await admin.get_by_role("button", name="PIN baru…").click()
    await admin.get_by_role("button", name="Buat yang baru").click()
    await expect(admin.locator("#fresh-secret")).not_to_have_value(pin)
    await expect(counter.locator(".officer-none")).to_be_visible()

    # all of it is in the history
    await admin.get_by_role("link", name="Catatan perubahan").click()
    await expect(admin.locator(".history-entry").first).to_contain_text("PIN baru")
    await admin.get_by_label("Cari").fill("rina")
    await expect(admin.locator(".history-entry").first).to_contain_text("menonaktifkan orang")
    await admin.get_by_role("button", name="Rincian").first.click()
    await expect(admin.get_by_role("row", name="disabled")).to_contain_text("true")
    assert await serious(admin) == []
    assert troubles == []
    for page in (admin, counter, floor):
        await page.context.close()
    log = server.log + (server.data / "journal.db").read_bytes().decode("latin-1")
    for word in (PASSWORD, password, pin, "Santoso", "kuda batu jendela"):
        assert word not in log
