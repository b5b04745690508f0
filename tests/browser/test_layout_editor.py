"""Screens, layouts and themes in the admin page, in a real Chromium before a real server."""

from __future__ import annotations

import re
import tomllib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.access import serious
from tests.halls import SMALL
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("hall"), SMALL) as made:
        yield made


@asynccontextmanager
async def _opened(browser: Browser, server: Server, place: str) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="id-ID")
    page, troubles = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    await page.goto(f"{server.url}/admin#{server.secret('admin')}")
    await expect(page.locator("#title")).to_have_text("Ringkasan")
    await page.evaluate("(place) => { location.hash = place; }", place)
    await expect(page.locator("#title")).to_have_text(re.compile("Layar|Tata letak"))
    yield page
    await context.close()
    assert troubles == []


def _file(server: Server, section: str) -> Any:
    return tomllib.loads(server.config.read_text())[section]


async def test_a_screen_is_set_up_and_told_what_it_cant_show(
    server: Server, browser: Browser
) -> None:
    async with _opened(browser, server, "screens") as page:
        row = page.locator('[data-screen="screen-hall"]')
        await expect(row).to_contain_text("Semua terbaca dari 5 m")
        await row.get_by_role("button", name="Atur").click()
        await page.get_by_label("Penonton terjauh (m)").fill("30")
        await expect(row.locator(".screen-read")).to_contain_text("bukan 30 m")
        await page.get_by_label("Diagonal (inci)").fill("-5")
        told = row.locator(".screen-read")
        await expect(told).to_have_text("Diagonal (inci): dari 7 sampai 200.")
        await page.get_by_label("Diagonal (inci)").fill("")
        await page.get_by_label("Penonton terjauh (m)").fill("")
        frame = page.frame_locator("iframe")
        await page.get_by_label("Tata letak", exact=True).select_option("media")
        await expect(frame.locator("#media .sheet")).to_contain_text("dari program siar.")
        await page.get_by_label("Tata letak", exact=True).select_option("directory")
        await expect(frame.locator("body")).to_contain_text("Dinas Kependudukan")
        assert await serious(page) == []
        await row.get_by_role("button", name="Simpan").click()
        await expect(row).to_contain_text("Penunjuk arah di pintu")
        await expect(row.get_by_role("button", name="Atur")).to_be_focused()


async def test_a_layout_is_made_by_keyboard_and_mouse(server: Server, browser: Browser) -> None:
    async with _opened(browser, server, "layouts") as page:
        await page.get_by_role("link", name="Salin dan ubah: Klasik, Mendatar").click()
        name = page.get_by_label("Nama, bahasa Indonesia")
        await expect(name).to_be_focused()
        await name.fill("Lobi")
        board = page.locator('.grid-region[data-kind="board"]')
        await board.focus()
        await page.keyboard.press("ArrowRight")  # onto its neighbour
        faults = page.locator(".faults")
        await expect(faults).to_contain_text("menutupi")
        assert await serious(page) == []
        await page.keyboard.press("Shift+ArrowLeft")
        await expect(board).to_have_attribute("aria-label", re.compile("kolom 2, .*lebar 21"))
        await expect(faults).not_to_contain_text("menutupi")
        waits = page.locator('.grid-region[data-kind="waits"]')
        await waits.focus()
        await page.keyboard.press("Delete")
        await page.get_by_label("Tambah bidang").select_option("skm")
        grid = await page.locator(".grid").bounding_box()
        edge = await page.locator('[data-kind="skm"] .edge-se').bounding_box()
        assert grid is not None and edge is not None
        cell = grid["width"] / 32
        await page.mouse.move(edge["x"] + 5, edge["y"] + 5)
        await page.mouse.down()
        await page.mouse.move(edge["x"] + 5 + 2 * cell, edge["y"] + 5 + cell, steps=4)
        await page.mouse.up()
        await page.get_by_label("dengan tanggal").uncheck()
        await page.get_by_role("button", name="Tegak").click()
        await expect(page.get_by_label("dengan tanggal")).not_to_be_checked()
        await page.get_by_label("Papan panggilan: baris").fill("40")
        await page.get_by_role("button", name="Mendatar").click()
        await expect(faults).to_contain_text("Tegak: Papan panggilan keluar dari kisi 18 × 32")
        await page.get_by_role("button", name="Tegak").click()
        await page.get_by_label("Papan panggilan: baris").fill("2")
        await expect(faults).not_to_contain_text("kisi")
        await page.get_by_role("button", name="Simpan").click()
        await expect(page.locator(".gallery").first).to_contain_text("Lobi")
    (layout,) = _file(server, "layouts")
    regions = {one["kind"]: (one["x"], one["y"], one["w"], one["h"]) for one in layout["regions"]}
    assert (layout["id"], layout["name"]) == ("lobi", {"id": "Lobi", "en": "Copy of Classic"})
    assert regions["board"] == (1, 2, 21, 15)
    assert regions["skm"] == (22, 9, 10, 5) and "waits" not in regions
    turned = {one["kind"]: one for one in layout["turned"]}
    assert "waits" in turned and turned["board"]["w"] == 18
    assert all(one["date"] is False for one in turned.values() if one["kind"] == "clock")


async def test_a_theme_that_cant_be_read_is_refused(server: Server, browser: Browser) -> None:
    async with _opened(browser, server, "layouts/themes/+/siang") as page:
        await page.get_by_label("Nama, bahasa Indonesia").fill("Batik")
        text = page.get_by_role("textbox", name="Teks", exact=True)
        await text.fill("#cccccc")
        faults = page.locator(".faults")
        await expect(faults).to_contain_text("hanya berkontras")
        assert await serious(page) == []
        await page.get_by_role("button", name="Simpan").click()
        await expect(faults).to_contain_text("hanya berkontras")
        await text.fill("#10202e")
        await expect(faults).to_contain_text("Semua teks cukup kontras.")
        await page.get_by_role("button", name="Simpan").click()
        await expect(page.locator(".gallery").first).to_contain_text("Batik")
    (theme,) = _file(server, "themes")
    assert (theme["id"], theme["base"], theme["text"]) == ("batik", "siang", "#10202e")
    assert "ground" not in theme
