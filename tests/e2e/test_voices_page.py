"""The voices page on a hall that runs: real voices are heard, real words go into the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.e2e.pages import Pages
from tests.e2e.running import hall_of

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_manager_hears_every_zone_and_sets_a_word(tmp_path: Path, pages: Pages) -> None:
    async with hall_of(tmp_path) as hall:
        page = await pages.open(f"{hall.url}/voices#{hall.secret('admin')}", (1280, 800))
        await page.get_by_label("Nomor antrean").fill("P007")
        await page.get_by_role("button", name="Dengarkan di semua zona").click()
        await expect(page.locator(".zone .length")).to_have_count(3, timeout=30_000)
        await expect(page.locator(".zone .wrong")).to_have_count(0)
        await expect(page.locator(".caption").first).to_contain_text("nol nol tujuh")

        await page.get_by_label("Kata", exact=True).fill("SKCK")
        await page.get_by_label("Dibaca", exact=True).fill("surat kelakuan baik")
        await page.get_by_role("button", name="Dengarkan dulu").click()
        await expect(page.get_by_role("button", name="Hentikan", exact=True)).to_be_visible()
        await page.get_by_role("button", name="Simpan").click()
        own = page.get_by_role("region", name="Milik mal ini")
        await expect(own.locator("b")).to_have_text(["SKCK"])
        assert 'SKCK = "surat kelakuan baik"' in hall.config.read_text()

        await page.get_by_role("radio", name="Pengumuman").check()
        await page.get_by_label("Teks").fill("Antrean SKCK pindah.")
        await page.get_by_role("button", name="Dengarkan seperti di").first.click()
        await expect(page.locator(".given code")).to_contain_text("surat kelakuan baik")

        hall.config.write_text(hall.config.read_text() + "\n# by hand\n")
        await page.get_by_label("Kata", exact=True).fill("KTP")
        await page.get_by_label("Dibaca", exact=True).fill("ka te pe")
        await page.get_by_role("button", name="Simpan").click()
        await expect(page.locator(".toast-bad")).to_contain_text("diubah di tempat lain")
        await page.get_by_role("button", name="Simpan").click()
        await expect(own.locator("b")).to_have_text(["KTP", "SKCK"])
        assert "# by hand" in hall.config.read_text()
