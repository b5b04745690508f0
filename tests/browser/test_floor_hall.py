"""The floor page against the real server: by the administrator's link, and signed in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.e2e.running import Hall, hall_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

WORD = "cukup-panjang-sekali"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hall(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hall]:
    async with hall_of(tmp_path_factory.mktemp("hall")) as hall:
        yield hall


async def floor(context: BrowserContext | Browser, hall: Hall, secret: str = "") -> Page:
    page = await context.new_page()
    await page.set_viewport_size({"width": 1180, "height": 820})
    await page.goto(f"{hall.url}/floor{secret}")
    return page


async def standing(hall: Hall) -> int:
    return len((await hall.view("emergencies"))["emergencies"])


async def test_two_steps_start_an_emergency_and_two_end_it(browser: Browser, hall: Hall) -> None:
    page = await floor(browser, hall, f"#{hall.secret('admin')}")
    await page.get_by_role("button", name="Darurat…").first.click()
    window = page.get_by_role("dialog")
    await window.get_by_role("button", name="Medis").click()
    await window.get_by_role("button", name="Latihan…").click()
    assert await standing(hall) == 0
    await expect(window.get_by_role("button", name="Batal")).to_be_focused()
    await window.get_by_role("button", name="Ya, mulai latihan").click()
    need = page.locator(".need").first
    await expect(need).to_contain_text("LATIHAN sedang berlaku")
    await expect(window).to_have_count(0)
    await need.get_by_role("button", name="Akhiri…").dblclick()
    assert await standing(hall) == 1
    await window.get_by_role("button", name="Ya, akhiri").click()
    await expect(page.get_by_text("Sudah diakhiri.").last).to_be_visible()
    assert await standing(hall) == 0
    await page.close()


async def signed_in(browser: Browser, hall: Hall, role: str) -> BrowserContext:
    """A browser in which somebody of this role has signed in."""
    admin = hall.secret("admin")
    people: dict[str, Any] = {"login": "kepala", "password": WORD, "name": "Kepala"}
    await hall.ask("POST", "/api/people/first", admin, json=people)
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(f"{hall.url}/login")
    script = """async ([role, word]) => {
      const post = async (path, body, csrf = "") => (await fetch(path, {
        method: "POST", body: JSON.stringify(body),
        headers: {"Content-Type": "application/json", "X-CSRF-Token": csrf},
      })).json();
      const { csrf } = await post("/api/session", { login: "kepala", password: word });
      const made = await post("/api/people", { name: role, role, login: role }, csrf);
      const headers = {"X-CSRF-Token": csrf};
      await fetch("/api/session", { method: "DELETE", headers });
      const first = await post("/api/session", { login: role, password: made.secret });
      await post("/api/session/password", { old: made.secret, new: word }, first.csrf);
    }"""
    await page.evaluate(script, [role, WORD])
    await page.close()
    return context


async def test_a_floor_manager_who_signed_in_opens_and_moves_a_counter(
    browser: Browser, hall: Hall
) -> None:
    context = await signed_in(browser, hall, "floor")
    page = await floor(context, hall)
    await page.locator(".tile").first.click()
    window = page.get_by_role("dialog")
    await window.get_by_role("button", name="Buka loket").click()
    await expect(page.locator(".toast")).to_contain_text("dibuka")
    await expect(page.locator(".tile").first).to_contain_text("Kosong")
    await page.locator(".tile").first.click()
    await window.get_by_role("button", name="Ganti layanan…").click()
    await window.get_by_role("checkbox", name="SKCK").click()
    await window.get_by_role("button", name="Simpan").click()
    await expect(page.locator(".toast")).to_contain_text("Layanan loket")
    await page.locator(".tile").first.click()
    await expect(window.get_by_text("SKCK")).to_be_visible()
    await page.evaluate(
        """async () => {
          const { csrf } = await (await fetch("/api/session")).json();
          await fetch("/api/session", { method: "DELETE", headers: {"X-CSRF-Token": csrf} });
        }"""
    )
    await expect(page.locator("h1")).to_have_text("Masuk dulu")
    await expect(page.get_by_role("link", name="Masuk")).to_have_attribute(
        "href", "/login?next=/floor"
    )
    await context.close()
