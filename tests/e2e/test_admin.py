"""The admin pages on a hall that runs: what a manager changes in the browser is what runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Dialog, Page, Route, expect

from tests.browser.access import serious
from tests.e2e.pages import Pages
from tests.e2e.running import Hall, hall_of

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

WINDOW = (1280, 800)


async def at(page: Page, where: str) -> None:
    """Another place of the admin page, by its menu or an address."""
    await page.evaluate("(where) => { location.hash = where; }", where)
    await expect(page.locator("#section")).not_to_contain_text("Memuat")


async def agreed(dialog: Dialog) -> None:
    await dialog.accept()


async def test_a_manager_makes_changes_and_undoes(tmp_path: Path, pages: Pages) -> None:
    async with hall_of(tmp_path) as hall:
        page = await pages.open(f"{hall.url}/admin#{hall.secret('admin')}", WINDOW)
        page.on("dialog", agreed)
        await expect(page.get_by_role("heading", name="Ringkasan")).to_be_visible()
        assert hall.secret("admin") not in page.url
        await _the_overview_says_how_the_hall_is(page)
        await _a_service_is_added(page, hall)
        await _faults_stand_at_their_fields(page)
        await _what_is_used_is_closed(page, hall)
        await _a_conflict_keeps_what_was_typed(page, hall)
        await _what_is_typed_is_heard(page)
        await _the_past_comes_back(page, hall)
        await _sentences_change_places(page, hall)
        await _by_keyboard_and_for_everybody(page)


NEEDS = """async (told) => {
  const { needsOf } = await import("/static/admin/needs.js");
  const all = { health: {}, file: null, devices: null, alerts: null, ...told };
  return needsOf(all).map(({ id }) => id);
}"""


async def _the_overview_says_how_the_hall_is(page: Page) -> None:
    await expect(page.locator(".figures")).to_contain_text("loket buka")
    assert await page.evaluate(NEEDS, {}) == []
    health = {"clock_doubtful": True, "certificate": "expired", "backup": "backup_failed"}
    first = {"first": True, "revoked": None, "kind": "screen"}
    told = {
        "health": health,
        "file": {"faults": [{"line": 3, "detail": "<b>"}]},
        "devices": {"devices": [first], "waiting": [{}]},
        "alerts": {"alerts": [{"alert": 1, "ended": None}, {"alert": 2, "ended": 9}]},
    }
    found = await page.evaluate(NEEDS, told)
    assert found == ["clock", "certificate", "backup", "file", "alert-1", "waiting"]
    told["devices"] = {"devices": [first, {**first, "first": False}], "waiting": []}
    assert (await page.evaluate(NEEDS, told))[-1] == "first"  # what was paired stands in its place


async def _a_service_is_added(page: Page, hall: Hall) -> None:
    await at(page, "services/+")
    await page.get_by_label("Kode").fill("uji")
    await page.get_by_label("Nama, bahasa Indonesia").fill("<b>Uji</b> kelayakan")
    await page.get_by_label("Instansi · wajib").select_option(label="Samsat")
    await page.get_by_label("Awalan nomor").fill("Z")
    await page.get_by_role("button", name="Simpan").click()
    fault = page.locator(".field-fault:visible")
    await expect(fault).to_contain_text("loket")
    await page.get_by_label("Loket 9", exact=True).check()
    await expect(fault).to_have_count(0)
    await expect(page.locator(".tile")).to_contain_text("Z012")
    await page.get_by_role("button", name="Simpan").click()
    await expect(page.locator(".toast")).to_contain_text("Tersimpan")
    await page.get_by_label("Cari").fill("kelayakan")
    await expect(page.locator("tbody tr")).to_have_count(1)
    await expect(page.locator("tbody tr a").first).to_have_text("<b>Uji</b> kelayakan")
    ticket = await hall.ticket("uji")
    assert ticket.body["number"] == "Z001"
    assert (await hall.press("9", "next")).number == "Z001"


async def _faults_stand_at_their_fields(page: Page) -> None:
    await at(page, "services/sim")
    await page.get_by_label("Awalan nomor").fill("D")
    await expect(
        page.locator(".field-prefix, .field").filter(has_text="sudah dipakai")
    ).to_have_count(1)
    invalid = page.get_by_label("Awalan nomor")
    await expect(invalid).to_have_attribute("aria-invalid", "true")
    await page.get_by_role("button", name="Simpan").click()
    await expect(invalid).to_be_focused()
    await at(page, "services")  # what was typed is given up, after a question


async def _what_is_used_is_closed(page: Page, hall: Hall) -> None:
    await at(page, "services/uji")
    await page.get_by_role("button", name="Hapus").click()
    await page.get_by_role("button", name="Tutup saja").click()
    await expect(page.locator(".is-closed")).to_have_count(1)
    refused = await hall.ticket("uji")
    assert refused.status == 409


async def _a_conflict_keeps_what_was_typed(page: Page, hall: Hall) -> None:
    await at(page, "zones/hall-a")
    await page.get_by_label("Letaknya, untuk ponsel pengunjung, bahasa Indonesia").fill("Lantai 2")
    hall.config.write_text(hall.config.read_text() + "\n# by hand\n")
    await page.get_by_role("button", name="Simpan").click()
    await expect(page.locator(".faults")).to_contain_text("langsung di berkas")
    await page.get_by_role("button", name="Muat yang terbaru").click()
    await page.get_by_role("button", name="Simpan").click()
    await expect(page.get_by_role("link", name="Tambah")).to_be_visible()
    text = hall.config.read_text()
    assert "# by hand" in text
    assert "Lantai 2" in text


async def _what_is_typed_is_heard(page: Page) -> None:
    asked: list[str | None] = []

    async def hear(route: Route) -> None:
        asked.append(route.request.post_data)
        said = {"sentences": [{"caption": "<b>Api</b>"}], "url": "/sounds/none.wav"}
        await route.fulfill(json=said)

    await page.route("**/api/voice/hear", hear)
    await at(page, "emergencies/fire")
    text = page.get_by_label("Teks, bahasa Indonesia")
    was = await text.input_value()
    await text.fill("Ada api.")
    await page.get_by_role("button", name="Dengar").click()
    await expect(page.locator(".toast")).to_contain_text("<b>Api</b>")
    assert "Ada api." in str(asked)
    await text.fill(was)


async def _the_past_comes_back(page: Page, hall: Hall) -> None:
    await at(page, "history")
    rows = page.locator("tbody tr")
    await expect(rows.first).to_contain_text("sekarang")
    await rows.nth(1).get_by_role("link").click()
    await expect(page.locator(".diff .is-new")).to_contain_text(["Lantai 2"])
    await page.get_by_role("button", name="Kembali ke versi ini").click()
    await expect(page.locator(".toast")).to_contain_text("berlaku lagi")
    assert "Lantai 2" not in hall.config.read_text()

    await at(page, "exchange")
    given = hall.config.with_name("given.toml")
    given.write_bytes(b"[mall]\nid = \xff")
    await page.get_by_label("Berkas aula").set_input_files(given)
    await expect(page.locator("#section")).to_contain_text("bukan teks UTF-8")
    given.write_text(hall.config.read_text().replace('speaker = "none"', 'speaker = "loud"', 1))
    await page.get_by_label("Berkas aula").set_input_files(given)
    await expect(page.locator("#section .wrong li")).to_have_count(1)
    await expect(page.get_by_role("button", name="Terapkan")).to_be_disabled()
    async with page.expect_download() as taken:
        await page.get_by_role("button", name="Unduh").click()
    path = await (await taken.value).path()
    assert path.read_text() == hall.config.read_text()


SENTENCES = """
[[phrases]]
language = "id"
zones = ["hall-a"]
call = "Satu {ticket}."

[[phrases]]
language = "id"
short = "Dua {ticket}."
"""


async def _sentences_change_places(page: Page, hall: Hall) -> None:
    hall.config.write_text(hall.config.read_text() + SENTENCES)
    await at(page, "phrases")
    await page.get_by_role("button", name="Turunkan Satu").click()
    await expect(page.locator("tbody tr").first).to_contain_text("Dua")
    text = hall.config.read_text()
    assert text.index("Dua {ticket}") < text.index('zones = ["hall-a"]\ncall')
    assert await serious(page) == []


async def _by_keyboard_and_for_everybody(page: Page) -> None:
    for place in ("services", "services/sim", "mall", "quiet", "history"):
        await at(page, place)
        assert await serious(page) == [], place
    await at(page, "counters")
    await page.get_by_role("link", name="10", exact=True).focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="10", exact=True)).to_be_visible()
    await page.set_viewport_size({"width": 820, "height": 1180})
    await expect(page.locator(".menu")).to_be_hidden()
    await page.get_by_role("button", name="Buka menu").click()
    await expect(page.locator(".menu")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator(".menu")).to_be_hidden()
