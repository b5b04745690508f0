"""The admin page's media: files go in by hand, by keyboard and by dragging, and tell what became
of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Page, expect

from signage import serving
from tests.browser.access import serious
from tests.halls import SMALL
from tests.media.files import jpeg, mp4, png
from tests.web.asking import FREE, House, house

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[House, str]]:
    async with house(tmp_path_factory.mktemp("media"), SMALL + FREE) as made:
        made.hall.desk.tools = lambda: None
        listening = serving._listen("127.0.0.1", 0)
        server = serving._server(made.hall)
        running = asyncio.create_task(server.serve([listening]))
        yield made, f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await running
        listening.close()


async def opened(browser: Browser, made: House, url: str) -> Page:
    """The section, as somebody who is signed in sees it."""
    page = await browser.new_page(locale="id-ID")
    name, _, token = made.bearer("manager")["Cookie"].partition("=")
    await page.context.add_cookies([{"name": name, "value": token, "url": url}])
    await page.goto(f"{url}/admin#media")
    await expect(page.locator(".drop")).to_be_visible()
    return page


async def test_files_go_in_and_tell_what_became_of_them(
    served: tuple[House, str], browser: Browser
) -> None:
    made, url = served
    page = await opened(browser, made, url)
    await expect(page.get_by_text("tidak ada ffmpeg")).to_be_visible()
    given = {
        "Libur.jpg": jpeg() + bytes(2_000_000), "Profil.mp4": mp4(), "foto.jpg": png(),
        "logo.svg": b"<svg/>",
    }  # fmt: skip
    files = [FilePayload(name=n, mimeType="", buffer=content) for n, content in given.items()]
    await page.locator("input[type=file]").set_input_files(files)
    await expect(page.locator(".media-card")).to_have_count(2)
    refused = page.locator(".is-refused")
    await expect(refused).to_have_count(2)
    await expect(refused.filter(has_text="foto.jpg")).to_contain_text(".png")
    await expect(refused.filter(has_text="logo.svg")).to_contain_text("tidak bisa dipakai")
    card = page.locator(".media-card", has_text="Libur.jpg")
    picture = card.locator("img")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("(image) => image.naturalWidth") == 64
    await expect(page.locator(".media-length")).to_have_text("▶ 0:04")
    assert await serious(page) == []

    await card.get_by_role("button", name="Ganti nama").press("Enter")
    await page.keyboard.type("Cuti bersama")
    await page.keyboard.press("Enter")
    named = page.get_by_role("button", name="Ganti nama Cuti bersama")
    await expect(named).to_be_focused()

    page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.accept()))
    await page.get_by_role("button", name="Hapus Profil.mp4").press("Enter")
    await expect(page.locator(".media-card")).to_have_count(1)
    await page.get_by_role("button", name="Lihat Cuti bersama").press("Enter")
    await expect(page.locator("dialog img")).to_be_visible()
    assert await serious(page) == []
    await page.keyboard.press("Escape")
    await expect(page.locator("dialog")).to_be_hidden()

    dropped = """(content) => { const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(content)], 'Jatuh.png'));
      const on = document.querySelector('.drop');
      on.dispatchEvent(new DragEvent('dragenter', {dataTransfer: data, bubbles: true}));
      if (!on.classList.contains('is-over')) throw new Error('it does not show');
      on.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true})); }"""
    await page.evaluate(dropped, list(png()))
    await expect(page.locator(".media-card")).to_have_count(2)
    await page.close()
