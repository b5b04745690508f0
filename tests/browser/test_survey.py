"""The survey in a real Chromium, before a hall that really runs: phone, tablet, results."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from signage.survey.elements import NINE
from tests.browser.access import serious
from tests.halls import SMALL
from tests.serving import Server
from tests.web.asking import FREE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PHONE, TABLET = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    with Server(tmp_path_factory.mktemp("survey"), SMALL + FREE) as made:
        yield made


@contextlib.asynccontextmanager
async def opened(browser: Browser, url: str, size: Any) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport=size, reduced_motion="reduce")
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    await page.clock.install()
    await page.goto(url)
    yield page
    await context.close()
    assert not faults


async def ask(server: Server, method: str, path: str, **body: Any) -> Any:
    async with httpx.AsyncClient(base_url=server.url) as client:
        answer = await client.request(method, path, headers=server.bearer("admin"), **body)
    assert answer.status_code < 300, answer.text
    return answer.json()


async def served(server: Server, *actions: str) -> str:
    """The token of a visitor, after these presses at counter 1."""
    ticket = await ask(server, "POST", "/api/tickets", json={"service": "card"})
    for action in actions or ("next", "serve", "finish"):
        await ask(server, "POST", f"/api/counters/1/{action}")
    return str(ticket["token"])


async def total(server: Server) -> Any:
    return (await ask(server, "GET", "/api/skm"))["total"]


async def answer(page: Page, value: int) -> None:
    """Chooses, and waits until the next screen is there."""
    before = await page.locator("#question").inner_text()
    await page.locator(".answer").nth(value - 1).click()
    await page.clock.run_for(300)
    await expect(page.locator("#question")).not_to_have_text(before)


async def test_a_visitor_answers_on_the_phone(browser: Browser, server: Server) -> None:
    before = (await total(server))["answers"]
    token = await served(server)
    async with opened(browser, f"{server.url}/t/{token}", PHONE) as page:
        await page.get_by_role("link", name="Isi survei").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text(
            "Bagaimana layanan kami hari ini?"
        )
        await page.get_by_role("button", name="Mulai").click()
        await expect(page.locator(".answer")).to_have_count(4)
        assert await serious(page) == []
        # a finger, the keyboard, back and forth; the question is read aloud
        await answer(page, 2)
        await page.keyboard.press("ArrowLeft")
        await expect(page.locator(".answer[aria-pressed=true]")).to_have_text("Kurang sesuai")
        await page.keyboard.press("4")
        await page.clock.run_for(300)
        await expect(page.locator("#question")).to_be_focused()
        await expect(page.locator("#question")).to_contain_text("Pertanyaan 2 dari 9")
        await page.get_by_role("button", name="English").click()
        await expect(page.locator("#question")).to_contain_text("How easy was the procedure here?")
        for _ in range(7):
            await answer(page, 4)
        await page.get_by_role("button", name="Skip").click()
        assert await serious(page) == []
        await page.get_by_role("button", name="Female").click()
        await page.get_by_role("button", name="Go on").click()
        await page.get_by_label("Suggestion").fill("<b>more chairs</b>")
        await page.get_by_role("switch").click()
        assert await serious(page) == []
        await page.get_by_role("button", name="Send my answers").click()
        await expect(page.get_by_role("heading", name="Thank you!")).to_be_focused()
        await page.goto(f"{server.url}/t/{token}")
        await expect(page.get_by_text("Terima kasih juga sudah mengisi survei.")).to_be_visible()
        await page.goto(f"{server.url}/survey/{token}")
        await expect(page.get_by_role("heading", level=1)).to_contain_text("survey was answered")
    found = await total(server)
    assert found["answers"] == before + 1
    assert next(e for e in found["elements"] if e["element"] == "sarana")["answers"] == 0
    rows = (await ask(server, "GET", "/api/surveys/suggestions"))["rows"]
    assert [(r["text"], r["complaint"]) for r in rows] == [("<b>more chairs</b>", True)]


async def test_who_leaves_in_the_middle_may_come_back(browser: Browser, server: Server) -> None:
    token = await served(server)
    async with opened(browser, f"{server.url}/survey/{token}", PHONE) as page:
        await page.get_by_role("button", name="Mulai").click()
        await answer(page, 3)
        await answer(page, 2)
        await page.go_back()  # the browser's own: a step, not the page
        await expect(page.locator(".answer[aria-pressed=true]")).to_have_text("Kurang mudah")
        async with page.expect_response("**/api/surveys/*") as left:
            await page.reload()  # what was said so far is told to the server, and stays here
        assert (await left.value).status in (200, 202)
        await expect(page.locator("#question")).to_contain_text("Pertanyaan 2 dari 9")
        await expect(page.locator(".answer[aria-pressed=true]")).to_have_text("Kurang mudah")
        await page.get_by_role("button", name="Selesai di sini").click()
        await expect(page.get_by_role("heading", name="Terima kasih!")).to_be_visible()


async def test_too_early_and_too_late(browser: Browser, server: Server) -> None:
    token = await served(server, "next")
    async with opened(browser, f"{server.url}/survey/{token}", PHONE) as page:
        await expect(page.get_by_role("heading", level=1)).to_have_text("Sebentar lagi")
        await ask(server, "POST", "/api/counters/1/finish")
        await page.clock.fast_forward(5100)
        await expect(page.get_by_role("button", name="Mulai")).to_be_visible()
        missing = await page.goto(f"{server.url}/survey/{'x' * 22}")
        assert missing and missing.status == 404
        await expect(page.get_by_role("heading", level=1)).to_have_text("Survei ini sudah berakhir")


async def test_a_tablet_begins_anew_and_keeps_nothing(browser: Browser, server: Server) -> None:
    before = (await total(server))["answers"]
    async with opened(browser, f"{server.url}/survey", TABLET) as page:
        code = await page.locator(".pair-code").inner_text()
        body = {"kind": "survey", "place": "1", "code": code}
        await ask(server, "POST", "/api/devices", json=body)
        await page.get_by_role("button", name="Mulai").click()
        await page.get_by_role("button", name="Kartu").click()  # the counter serves two
        await answer(page, 1)
        await page.get_by_role("button", name="English").click()
        await page.clock.fast_forward(51_000)
        await expect(page.get_by_role("alertdialog")).to_be_visible()
        await expect(page.get_by_role("button", name="Yes, go on")).to_be_focused()
        await page.get_by_role("button", name="Yes, go on").click()
        await expect(page.get_by_role("alertdialog")).to_have_count(0)
        await page.get_by_role("button", name="Finish here").click()
        await expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
        await page.clock.fast_forward(9000)
        await expect(page.get_by_role("heading", level=1)).to_have_text(
            "Bagaimana layanan kami hari ini?"
        )
        # the next one leaves a half of it, and goes away
        await page.get_by_role("button", name="Mulai").click()
        await page.get_by_role("button", name="Akta").click()
        await expect(page.locator(".answer[aria-pressed=true]")).to_have_count(0)
        await answer(page, 4)
        for _ in range(9):
            await page.keyboard.press("ArrowRight")
        await page.locator(".foot .main-button").last.click()
        await page.get_by_label("Saran atau masukan").fill("rahasia orang ini")
        await page.clock.fast_forward(62_000)
        await expect(page.get_by_role("heading", name="Terima kasih!")).to_be_visible()
        await page.clock.fast_forward(9000)
        await expect(page.get_by_role("button", name="Mulai")).to_be_visible()
        assert "rahasia" not in await page.content()
        assert await serious(page) == []
    assert (await total(server))["answers"] == before + 2


async def test_the_published_result(browser: Browser, server: Server) -> None:
    values = dict.fromkeys(NINE.by_id, 4)
    for service in ("card", "birth"):
        body = {"service": service, "values": values, "respondent": {"sex": "P"}}
        await ask(server, "POST", "/api/surveys", json=body)
    async with opened(browser, f"{server.url}/", TABLET) as page:
        await page.get_by_role("link", name="Kepuasan masyarakat").click()
        await expect(page.locator(".value b")).to_be_visible()
        await expect(page.locator(".elements tbody tr")).to_have_count(9)
        await expect(page.get_by_text("Permenpan RB 14/2017.")).to_be_visible()
        assert await serious(page) == []
        await page.set_viewport_size({"width": 390, "height": 844})
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390
        await page.get_by_role("button", name="English").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Public Satisfaction Index")
