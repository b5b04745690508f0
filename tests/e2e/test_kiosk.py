"""The kiosk before a hall that really runs: from the door, and from a booking, to a number."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
import tomlkit
import zxingcpp
from PIL import Image
from playwright.async_api import Page, expect

from signage.cli import main
from tests.e2e.pages import BEYOND, Pages
from tests.e2e.running import Hall, hall_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

UPRIGHT = (1080, 1920)
SLOTS = """
[bookings]
early = 240
late = 240

[[slots]]
services = ["paspor-baru"]
hours = "00:00-24:00"
minutes = 30
capacity = 4
"""


def with_slots(document: Any) -> None:
    document.update(tomlkit.parse(SLOTS))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hall(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hall]:
    async with hall_of(tmp_path_factory.mktemp("hall"), with_slots) as hall:
        yield hall


async def tap(page: Page, *names: str) -> None:
    for name in names:
        await page.get_by_role("button", name=name).first.click()


async def scan(page: Page, text: str) -> None:
    """As a scanner types, whatever else the machine of the tests has to do."""
    await page.evaluate(
        "(signs) => signs.forEach((key) => document.body.dispatchEvent("
        "new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })))",
        [*text, "Enter"],
    )


async def numbered(page: Page) -> str:
    await expect(page.get_by_role("heading", name="Nomor antrean Anda")).to_be_visible()
    assert await page.evaluate(BEYOND) == []
    return await page.locator(".printed").inner_text()


async def test_from_the_door_to_a_number_with_papers_priority_and_origin(
    hall: Hall, pages: Pages
) -> None:
    kiosk = await pages.open(hall.page("kiosk", "hall-a"), UPRIGHT)
    await tap(kiosk, "Polres Metro", "SKCK")
    await expect(kiosk.locator(".papers li")).to_have_count(3)
    await tap(kiosk, "Layanan prioritas", "Lansia", "Saya punya semua")
    assert await numbered(kiosk) == "D001"
    await tap(kiosk, "Selesai", "Imigrasi", "Paspor baru", "Lampung Timur")
    assert (await numbered(kiosk)).startswith("C0")


async def test_a_bookings_code_is_scanned_from_a_phone_and_makes_one_number(
    hall: Hall, pages: Pages
) -> None:
    phone = await pages.open(f"{hall.url}/booking", (390, 844))
    await tap(phone, "Paspor baru")
    await phone.locator(".time:not([aria-disabled])").first.click()
    await tap(phone, "Reservasi jam ini")
    await expect(phone.locator(".qr")).to_be_visible()
    assert await phone.evaluate(BEYOND) == []
    await phone.wait_for_function("() => document.querySelector('.qr').naturalWidth > 0")
    shot = Image.open(io.BytesIO(await phone.locator(".qr").screenshot()))
    (code,) = zxingcpp.read_barcodes(shot)
    assert code.text == phone.url

    kiosk = await pages.open(hall.page("kiosk", "hall-a"), UPRIGHT)
    await expect(kiosk.get_by_role("button", name="Punya reservasi")).to_be_visible()
    await scan(kiosk, code.text)
    await tap(kiosk, "Lewati")
    number = await numbered(kiosk)
    assert number.startswith("C0")
    await scan(kiosk, code.text)
    await expect(kiosk.get_by_role("heading", name="Check-in tidak dapat")).to_be_visible()
    await expect(kiosk.get_by_text(f"sudah dipakai: nomor Anda {number}")).to_be_visible()


async def test_the_staff_code_of_the_command_line_opens_the_settings(
    hall: Hall, pages: Pages
) -> None:
    kiosk = await pages.open(hall.page("kiosk", "hall-b"), UPRIGHT)
    await kiosk.get_by_role("heading", name="Instansi mana").wait_for()
    for _ in range(5):
        await kiosk.locator("[data-corner]").click()
    await expect(kiosk.get_by_text("signage kiosk code")).to_be_visible()
    assert main(["kiosk", "code", "482913", "--data", str(hall.data)]) == 0
    await kiosk.keyboard.type("482914", delay=160)
    await expect(kiosk.get_by_text("Sisa percobaan: 4")).to_be_visible()
    await kiosk.keyboard.type("482913", delay=160)
    await expect(kiosk.get_by_role("heading", name="Setelan kios ini")).to_be_visible()
    async with httpx.AsyncClient(base_url=hall.url) as stranger:
        answer = await stranger.post("/api/kiosk/unlock", json={"code": "482913"})
        assert answer.status_code == 401
