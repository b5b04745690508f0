"""The programme in the admin page, in a real Chromium before a real server."""

from __future__ import annotations

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

TEXT = (
    SMALL
    + """
[[notices]]
id = "feast"
title = { id = "Libur", en = "Shut" }
text = "Tutup **besok**"

[[playlists]]
id = "common"
name = { id = "Umum", en = "Common" }
items = [
    { slide = "waits" }, { notice = "feast", seconds = 20 }, { slide = "hours", agency = "civil" },
]

[[playlists]]
id = "other"
name = { id = "Lain", en = "Other" }

[[schedules]]
id = "day"
name = { id = "Siang", en = "Daytime" }
playlist = "common"
hours = "08:00-16:00"

[[schedules]]
id = "noon"
name = { id = "Tengah hari", en = "Noon" }
playlist = "other"
hours = "12:00-13:00"

[[tickers]]
text = "Siapkan KTP"
"""
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("hall"), TEXT) as made:
        yield made


@asynccontextmanager
async def _opened(browser: Browser, server: Server, place: str) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="id-ID")
    page, troubles = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    await page.goto(f"{server.url}/admin#{server.secret('admin')}")
    await expect(page.locator("#title")).to_have_text("Ringkasan")
    await page.evaluate("(place) => { location.hash = place; }", place)
    await expect(page.locator("#title")).to_have_text("Program siar")
    yield page
    await context.close()
    assert troubles == []


def _file(server: Server, section: str) -> Any:
    return tomllib.loads(server.config.read_text())[section]


async def test_a_day_of_every_screen(server: Server, browser: Browser) -> None:
    async with _opened(browser, server, "programme/day") as page:
        await page.locator('input[type="date"]').fill("2027-02-02")
        spans = page.locator(".chart-line").first.locator(".chart-span")
        await expect(spans).to_have_text(["tidak ada", "Umum", "Lain", "Umum", "tidak ada"])
        await expect(page.locator(".chart-span.is-met")).to_have_count(2)
        layout = page.locator(".chart-name small").first
        await expect(layout).to_have_text("Klasik · tanpa bidang media")
        await expect(page.locator(".meets li")).to_contain_text("hanya karena letaknya lebih bawah")
        assert await serious(page) == []
        await spans.nth(2).click()
        told = page.get_by_role("heading", name="Pukul 12.00 di setiap layar")
        await expect(told).to_be_visible()
        row = page.locator(".is-chosen")
        await expect(row).to_contain_text("Menurut jadwal “Tengah hari”, bukan “Siang”")
        await spans.nth(1).click()
        await expect(page.locator(".strip li b")).to_have_text(
            ["Antrean sekarang", "Libur", "Jam buka"]
        )
        screen = page.frame_locator(".moment-look iframe")
        await expect(screen.locator("#mall")).to_have_text("Mal Kecil")
        await page.get_by_role("button", name="Sehari berikutnya").click()
        await expect(page.locator('input[type="date"]')).to_have_value("2027-02-03")


async def test_items_are_put_in_order_by_keys_and_by_dragging(
    server: Server, browser: Browser
) -> None:
    async with _opened(browser, server, "programme/playlists/common") as page:
        names = page.locator(".item-name b")
        await expect(names).to_have_text(["Antrean sekarang", "Libur", "Jam buka"])
        assert await serious(page) == []
        down = page.get_by_role("button", name="Turunkan Antrean sekarang")
        await down.focus()
        await page.keyboard.press("Enter")
        await expect(names).to_have_text(["Libur", "Antrean sekarang", "Jam buka"])
        await expect(page.get_by_role("button", name="Turunkan Antrean sekarang")).to_be_focused()
        await page.locator(".item-grip").nth(2).drag_to(page.locator(".item").first)
        await expect(names).to_have_text(["Jam buka", "Libur", "Antrean sekarang"])
        await page.get_by_label("Salindia").select_option("skm")
        await page.get_by_label("SKM bulan lalu, detik").fill("25")
        await page.get_by_role("button", name="Keluarkan Libur").click()
        await page.get_by_role("button", name="Simpan").click()
        await expect(page.locator("#status")).to_contain_text("Tersimpan")
    assert _file(server, "playlists")[0]["items"] == [
        {"slide": "hours", "agency": "civil"},
        {"slide": "waits"},
        {"slide": "skm", "seconds": 25},
    ]


async def test_a_notice_is_seen_as_it_will_look(server: Server, browser: Browser) -> None:
    async with _opened(browser, server, "programme/notices/+") as page:
        await page.get_by_label("Judul, bahasa Indonesia").fill("Hari raya")
        body = page.get_by_label("Isi, bahasa Indonesia")
        await body.fill("Tutup **besok**.\n\n- KTP\n- KK")
        await expect(page.locator(".notice-body .is-bold")).to_have_text("besok")
        await expect(page.locator(".notice-body li")).to_have_count(2)
        await body.fill("![x](y)")
        await expect(page.locator(".field-fault:visible")).to_contain_text("tidak memuat gambar")
        assert await serious(page) == []
        await body.fill("Tutup")
        await page.get_by_label("Mulai", exact=True).fill("2026-12-20")
        await page.get_by_label("Sampai, jam").fill("16:00")
        await page.get_by_label("Sampai", exact=True).fill("2026-12-31")
        await page.get_by_role("button", name="Simpan").click()
        await expect(page.locator("#status")).to_contain_text("Tersimpan")
    made = _file(server, "notices")[-1]
    assert made == {
        "title": "Hari raya", "id": "hari-raya", "text": "Tutup", "from": "2026-12-20",
        "until": "2026-12-31 16:00",
    }  # fmt: skip


async def test_who_makes_a_schedule_is_told_what_it_meets(server: Server, browser: Browser) -> None:
    async with _opened(browser, server, "programme/schedules/+") as page:
        await page.get_by_label("Nama, bahasa Indonesia").fill("Sore")
        await page.get_by_label("Daftar putar").select_option("other")
        await page.get_by_label("Jam", exact=True).fill("15:00-18:00")
        meets = page.locator(".effects li", has_text="bertemu")
        await expect(meets).to_contain_text("“Sore” dan “Siang”")
        assert await serious(page) == []


async def test_the_proof_of_play_and_the_tickers(server: Server, browser: Browser) -> None:
    async with _opened(browser, server, "programme/plays") as page:
        await expect(page.locator("#section")).to_contain_text("Tidak ada laporan")
        assert await serious(page) == []
        async with page.expect_download() as download:
            await page.get_by_role("button", name="Unduh CSV").click()
        assert (await download.value).suggested_filename.startswith("bukti-tayang-")
        await page.get_by_role("link", name="Teks berjalan").click()
        await expect(page.locator(".table")).to_contain_text("Siapkan KTP")
