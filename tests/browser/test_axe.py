"""axe finds nothing serious on the counter, kiosk and index pages, dialogs and troubles."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Browser, Page

from tests.browser.access import serious
from tests.browser.fake_hall import (
    COUNTER,
    KIOSK,
    SECRET,
    VOICE_TODAY,
    FakeHall,
    View,
    counter_view,
    kiosk_view,
    refusal,
    running,
    text,
    waiting_row,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

Act = Callable[[Page], Awaitable[object]]


@contextlib.asynccontextmanager
async def opened(browser: Browser, path: str, hall: FakeHall) -> AsyncIterator[Page]:
    async with running(hall):
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        await page.goto(f"{hall.url}{path}")
        await page.locator("#page main:not(.blank)").wait_for()
        yield page
        await page.close()


def key(name: str) -> Act:
    return lambda page: page.keyboard.press(name)


def tap(*names: str) -> Act:
    async def taps(page: Page) -> None:
        for name in names:
            await page.get_by_role("button", name=name).first.click()

    return taps


async def nothing(page: Page) -> None:
    """As it comes."""


async def staff(page: Page) -> None:
    for _ in range(5):
        await page.locator("[data-corner]").click()


async def settings(page: Page) -> None:
    await staff(page)
    await page.wait_for_timeout(450)
    await page.keyboard.type("482913", delay=160)
    await page.locator(".choice[aria-pressed]").first.wait_for()


async def find(page: Page) -> None:
    await page.keyboard.type("pas", delay=160)
    await page.locator(".is-found .choice").first.wait_for()


async def refused(page: Page) -> None:
    await page.keyboard.press("u")
    await page.locator(".toast").wait_for()


SHUT: View = {"open": False, "shut_by": "officer", "state": "free", "call": None, "ticket": None}
LAST = [{"service": "ktp-el", "name": text("Perekaman KTP-el"), "count": 9, "text": text("x")}]
NOTED: View = {
    "ticket": {**counter_view()["ticket"], "note": "ambil fotokopi KK",
               "priority_name": text("Lansia"), "earlier": [text("SKCK")]},
}  # fmt: skip
TOLD = waiting_row(50, "B001", "KTP-el", 600, came=text("kembali setelah ditunda"), note="kursi")
WRONG: View = {
    "trouble": {"code": "disk_full", "text": text("Penyimpanan penuh.")},
    "voice": {"state": "failed", "reason": text("mesin suara mati")},
    "proof": {"seq": 41, "shown": 0, "screens": 0, "said": "blocked", "heard_at": None,
              "reason": None},
}  # fmt: skip


@pytest.mark.parametrize(
    ("act", "changes"),
    [
        (nothing, {}),
        (nothing, WRONG),
        (nothing, SHUT),
        (nothing, SHUT | {"shut_by": "hall"}),
        (nothing, {"state": "free", "call": None, "ticket": None, "waiting": [], "more": 0}),
        (nothing, {"state": "serving", "undo": None}),
        (key("a"), {}),
        (key("g"), {}),
        (key("/"), {}),
        (key("?"), {}),
        (key("m"), {}),
        (key("d"), {}),
        (key("c"), NOTED),
        (key("n"), {}),
        (key("k"), {}),
        (key("j"), {}),
        (key("i"), {"last": LAST}),
        (key("b"), {"last": LAST}),
        (nothing, SHUT | {"on_break": {"since": 60, "left": 540}, "unserved": LAST}),
        (nothing, NOTED | {"waiting": [TOLD]}),
        (tap("Lainnya untuk B009"), {}),
        (tap("Batalkan nomor B015"), {}),
        (tap("English"), {}),
        (tap("Rincian"), {"voice": VOICE_TODAY | {"instead": "espeak-id"}}),
        (refused, {}),
    ],
)
async def test_the_counter_shuts_nobody_out(browser: Browser, act: Act, changes: View) -> None:
    hall = FakeHall(me=COUNTER, view=counter_view(**changes))
    hall.usual = refusal(409, "counter_shut", "Loket 3 sedang tutup.")
    async with opened(browser, f"/counter#{SECRET}", hall) as page:
        await act(page)
        assert await serious(page) == []


@pytest.mark.parametrize(
    "act",
    [
        nothing,
        tap("Disdukcapil"),
        tap("Lansia"),
        tap("Lansia", "Ibu hamil"),
        tap("Samsat"),
        tap("BPJS Kesehatan", "Perubahan data"),
        tap("English"),
        key("Tab"),
        tap("Punya reservasi"),
        tap("Polres Metro", "SKCK"),
        staff,
        settings,
        find,
    ],
)
async def test_the_kiosk_shuts_nobody_out(browser: Browser, act: Act) -> None:
    ticket = {"id": "t5", "number": "E017", "token": "x", "service": "pkb", "ahead": 0}
    view = kiosk_view(bookings=True)
    view["agencies"][3]["services"][0]["papers"] = [text("Fotokopi KTP-el")]
    hall = FakeHall(me=KIOSK, view=view, usual=(201, ticket))
    async with opened(browser, f"/kiosk#{SECRET}", hall) as page:
        await act(page)
        assert await serious(page) == []


@pytest.mark.parametrize("fragment", ["", f"#{SECRET}", "#nonsense"])
async def test_the_index_shuts_nobody_out(browser: Browser, fragment: str) -> None:
    counter = {"kind": "counter", "place": "3", "name": "3", "url": "http://127.0.0.1/counter#x"}
    async with opened(
        browser, f"/{fragment}", FakeHall(me=COUNTER, view={}, links=[counter])
    ) as page:
        assert await serious(page) == []


async def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    """The control: a button without a name and grey on white are found."""
    async with opened(browser, "/", FakeHall(me=COUNTER, view={})) as page:
        await page.evaluate(
            "document.querySelector('main').append(document.createElement('button'))"
        )
        assert any(line.startswith("button-name") for line in await serious(page))
