"""New pages from the code on their screen to what they became, before a real server."""

from __future__ import annotations

import asyncio
import json
import re
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.access import serious
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("hall")) as made:
        yield made


async def post(server: Server, path: str, by: str = "admin", **body: Any) -> Any:
    """What a device asks for."""
    asked = urllib.request.Request(
        server.url + path, json.dumps(body).encode(), server.bearer(by), method="POST"
    )
    answer = await asyncio.to_thread(urllib.request.urlopen, asked)
    return json.loads(answer.read())


async def code_on(page: Page, place: str) -> str:
    """The eight characters that a page shows."""
    await expect(page.locator(place)).to_have_text(re.compile(r"\w{4}\s*\w{4}"))
    return (await page.locator(place).inner_text()).strip()


async def devices_page(server: Server, browser: Browser) -> Page:
    """The list of devices, as its administrator sees it."""
    page = await browser.new_page(viewport={"width": 1280, "height": 800})
    await page.goto(f"{server.url}/admin#{server.secret('admin')}")
    await page.get_by_role("link", name="Perangkat").click()
    await expect(page.get_by_role("heading", name="Daftar perangkat")).to_be_visible()
    return page


async def test_a_screen_from_its_code_to_a_painted_call_and_until_it_is_revoked(
    server: Server, browser: Browser
) -> None:
    page = await browser.new_page(viewport={"width": 1280, "height": 720})
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    await page.goto(f"{server.url}/screen")
    code = await code_on(page, "#notice-code")
    assert await serious(page) == []
    await page.reload()
    assert await code_on(page, "#notice-code") == code  # a reload goes on with its code
    manager = await devices_page(server, browser)
    await expect(manager.get_by_text("Satu halaman menunggu dipasangkan")).to_be_visible()
    await manager.get_by_role("button", name="Pasangkan perangkat").click()
    assert await serious(manager) == []
    await manager.get_by_label("Kode").fill("ABCD 2345")
    await manager.get_by_label("Nama").fill("<b>TV</b> pintu")
    await manager.get_by_role("button", name="Pasangkan", exact=True).click()
    await expect(manager.locator(".device-form .wrong")).to_contain_text("Tidak ada perangkat")
    await manager.get_by_label("Kode").fill(code.lower())
    await manager.get_by_role("button", name="Pasangkan", exact=True).click()
    await expect(page.locator("#zone")).not_to_be_empty()
    await expect(manager.get_by_text("<b>TV</b> pintu")).to_be_visible()
    ticket = await post(server, "/api/tickets", "kiosk-hall", service="card")
    await post(server, "/api/counters/1/next", "counter-1")
    await expect(page.locator(".tile .number").first).to_have_text(ticket["number"])
    assert len(loads) == 2 and "#" not in page.url
    await page.reload()
    await expect(page.locator(".tile .number").first).to_have_text(ticket["number"])
    await manager.get_by_role("button", name="Kelola: <b>TV</b> pintu").click()
    await expect(manager.get_by_text("sama dengan server")).to_be_visible()
    await manager.get_by_role("button", name="Cabut…").click()
    assert await serious(manager) == []
    await manager.get_by_role("button", name="Cabut sekarang").click()
    await expect(page.locator("#notice-title")).to_have_text("Layar ini dicabut oleh pengelola")
    assert await code_on(page, "#notice-code") != code
    await page.close()
    await manager.close()


async def test_a_counters_page_that_is_paired_as_a_kiosk_becomes_one(
    server: Server, browser: Browser
) -> None:
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    await page.goto(f"{server.url}/counter")
    code = await code_on(page, ".pair-code")
    assert await serious(page) == []
    await post(server, "/api/devices", code=code, kind="kiosk", place="hall")
    await page.wait_for_url("**/kiosk#*")
    await expect(page.locator("#question")).to_be_visible()
    await page.goto(f"{server.url}/counter#{'x' * 32}")
    await expect(page.get_by_text("Tautannya tidak lengkap atau sudah dicabut")).to_be_visible()
    code = await code_on(page, ".pair-code")
    told = await post(server, "/api/devices", code=code, kind="counter", place="1")
    await expect(page.get_by_text("Loket 1").first).to_be_visible()
    await post(server, f"/api/devices/{told['device']}/revoke")
    await expect(page.get_by_text("Pengelola telah mencabut perangkat ini.")).to_be_visible()
    old = await page.evaluate("localStorage.getItem('signage.secret.counter')")
    assert await code_on(page, ".pair-code") != code
    code = await code_on(page, ".pair-code")
    await post(server, "/api/devices", code=code, kind="counter", place="2")
    await expect(page.get_by_text("Loket 2").first).to_be_visible()
    await page.goto("about:blank")
    await page.goto(f"{server.url}/counter#{old}")  # the link that this machine starts with
    await expect(page.get_by_text("Loket 2").first).to_be_visible()
    await context.close()
