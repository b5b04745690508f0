"""The reports and their prints in a real Chromium, before a hall that really runs."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, expect

from signage.survey.elements import NINE
from tests.browser.access import serious
from tests.halls import SMALL
from tests.serving import Server
from tests.web.asking import FREE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

DESK: Any = {"width": 1280, "height": 900}
PHONE: Any = {"width": 390, "height": 844}
PAPER: Any = {"width": 900, "height": 1200}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    with Server(tmp_path_factory.mktemp("reports"), SMALL + FREE) as made:
        async with httpx.AsyncClient(base_url=made.url) as client:
            for value in (4, 3):
                token = await _visit(client, made)
                body: dict[str, Any] = {"values": {one.id: value for one in NINE.elements}}
                if value == 3:
                    body |= {"suggestion": "<b>kursi</b> kurang", "complaint": True}
                answer = await client.post(f"/api/surveys/{token}", json=body)
                assert answer.status_code < 300, answer.text
        yield made


async def _visit(client: httpx.AsyncClient, server: Server) -> str:
    admin = server.bearer("admin")
    ticket = await client.post("/api/tickets", json={"service": "card"}, headers=admin)
    for action in ("next", "serve", "finish"):
        answer = await client.post(f"/api/counters/1/{action}", headers=admin)
        assert answer.status_code < 300, answer.text
    return str(ticket.json()["token"])


async def _today(server: Server) -> str:
    async with httpx.AsyncClient(base_url=server.url) as client:
        answer = await client.get("/api/reports/choices", headers=server.bearer("admin"))
    return str(answer.json()["today"])


@contextlib.asynccontextmanager
async def opened(browser: Browser, server: Server, path: str, size: Any) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport=size, reduced_motion="reduce")
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def told(said: ConsoleMessage) -> None:
        if said.type == "error" and "422" not in said.text:  # what is refused in a test
            faults.append(said.text)

    page.on("console", told)
    await page.goto(f"{server.url}{path}#{server.secret('admin')}")
    yield page
    await context.close()
    assert not faults


async def test_the_service_report_counts_and_draws(browser: Browser, server: Server) -> None:
    async with opened(browser, server, "/reports", DESK) as page:
        served = page.locator(".figure-card", has_text="Dilayani")
        await expect(served.locator("b")).to_have_text("2")
        await expect(page.locator("canvas")).not_to_have_count(0)
        await page.get_by_text("Lihat sebagai tabel").first.click()
        await expect(page.get_by_role("table", name="Sepanjang hari")).to_contain_text("2")
        await expect(page.get_by_role("table", name="Menurut layanan")).to_be_visible()
        assert await serious(page) == []
        await page.get_by_role("button", name="English").click()
        await expect(page.locator(".figure-card", has_text="No-show").locator("b")).to_have_text(
            "0"
        )


async def test_the_index_is_told_with_its_parts(browser: Browser, server: Server) -> None:
    async with opened(browser, server, "/reports?tab=skm", DESK) as page:
        await expect(page.locator(".index b")).to_have_text("87,50")
        await expect(page.locator(".index .grade")).to_have_text("B")
        await expect(page.locator(".said.warn")).to_contain_text("2 jawaban")
        await expect(page.get_by_text("Permenpan RB 14/2017")).to_be_visible()
        assert await serious(page) == []


async def test_what_visitors_wrote_is_read_from_the_result(
    browser: Browser, server: Server
) -> None:
    async with opened(browser, server, "/reports?tab=skm", PHONE) as page:
        await page.get_by_role("link", name="Baca saran dan pengaduan").click()
        await expect(page.locator(".wrote li")).to_have_count(1)
        await expect(page.locator(".wrote-text")).to_have_text("<b>kursi</b> kurang")
        await expect(page.locator(".wrote .mark")).to_have_text("Pengaduan")
        assert "tab=suggestions" in page.url
        wide = "document.documentElement.scrollWidth"
        assert await page.evaluate(wide) == PHONE["width"]
        assert await serious(page) == []


async def test_a_period_is_chosen_and_kept_in_the_address(browser: Browser, server: Server) -> None:
    async with opened(browser, server, "/reports?tab=skm", DESK) as page:
        await page.get_by_role("button", name="Bulan lalu").click()
        await expect(page.get_by_text("Belum ada jawaban")).to_be_visible()
        assert "from=" in page.url
        await page.locator("#until").fill("2020-01-01")
        await expect(page.locator(".said.wrong")).to_contain_text("sebelum")


async def test_a_file_is_made_and_taken(browser: Browser, server: Server) -> None:
    async with opened(browser, server, "/reports?tab=files", DESK) as page:
        card = page.locator(".file", has_text="Satu baris per tiket")
        async with page.expect_download() as got:
            await card.get_by_role("button", name="CSV").click()
        path = await (await got.value).path()
        assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 3


async def test_the_printed_report_has_the_parts_that_offices_file(
    browser: Browser, server: Server
) -> None:
    path = "/print?which=skm&from=2026-01-02&until=2026-01-01"
    async with opened(browser, server, path, PAPER) as page:
        await expect(page.locator(".said.wrong")).to_contain_text("sebelum")
    today = await _today(server)
    path = f"/print?which=skm&from={today}&until={today}"
    async with opened(browser, server, path, PAPER) as page:
        for title in (
            "Data unit", "Metode", "Profil responden", "Nilai per unsur", "Rencana tindak lanjut",
            "Lampiran: lembar pengolahan per responden",
        ):  # fmt: skip
            await expect(page.get_by_role("heading", name=title)).to_be_visible()
        await expect(page.locator(".facts").first).to_contain_text("87,50")
        sheet = page.locator(".sheet tbody tr")
        assert await sheet.count() == 2 + 3
        await page.get_by_label("Nama penanda tangan").fill("<b>Kepala</b>")
        await expect(page.locator(".signature .name")).to_have_text("<b>Kepala</b>")
        printed = await page.pdf(prefer_css_page_size=True)
        assert printed.startswith(b"%PDF")
        assert await serious(page) == []


async def test_the_day_sheet_and_the_service_report_are_printed(
    browser: Browser, server: Server
) -> None:
    today = await _today(server)
    for which, title in (("day", "Lembar Harian Pelayanan"), ("service", "Laporan Pelayanan")):
        path = f"/print?which={which}&from={today}&until={today}"
        async with opened(browser, server, path, PAPER) as page:
            await expect(page.get_by_role("heading", level=1)).to_have_text(title)
            await expect(page.locator(".figure-card").first).to_contain_text("2")


async def test_strangers_are_sent_to_the_door(browser: Browser, server: Server) -> None:
    context = await browser.new_context(viewport=DESK)
    page = await context.new_page()
    await page.goto(f"{server.url}/reports")
    await expect(page.locator(".said.wrong")).to_contain_text("Masuk dahulu")
    assert (
        await page.get_by_role("link", name="Masuk").get_attribute("href") == "/login?to=/reports"
    )
    await context.close()
