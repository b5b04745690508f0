"""The counter page in a real Chromium, against a hall that plays its part."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, Route, expect

from tests.browser.fake_hall import (
    AT,
    COUNTER,
    SECRET,
    FakeHall,
    call_of,
    counter_view,
    refusal,
    running,
    text,
    until,
    waiting_row,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

DIALOG = "dialog[open]"


@contextlib.asynccontextmanager
async def desk(
    browser: Browser, *, clock: bool = False, **changes: Any
) -> AsyncIterator[tuple[FakeHall, Page]]:
    """A counter page that has its first view, and any error on it is an error here.

    With `clock` the test can turn the page's time on.
    """
    async with running(FakeHall(me=COUNTER, view=counter_view(**changes))) as hall:
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        if clock:
            await page.clock.install()
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.extend([line.text] * ("Policy" in line.text)))
        await page.goto(f"{hall.url}/counter#{SECRET}")
        await page.get_by_role("heading", name="Loket 3").wait_for()
        yield hall, page
        await page.close()
        assert troubles == []


async def pressed(hall: FakeHall, count: int = 1) -> list[str]:
    """The actions that reached the hall, once there are so many, and a while later no more."""
    await until(lambda: len(hall.presses) >= count)
    await asyncio.sleep(0.1)
    return [press.path.removeprefix("/api/counters/3/") for press in hall.presses]


@pytest.mark.parametrize(
    ("key", "action"),
    [
        ("Space", "next"),
        ("u", "recall"),
        ("l", "serve"),
        ("s", "finish"),
        ("t", "no-show"),
        ("z", "undo"),
        ("b", "close"),
    ],
)
async def test_a_key_presses_its_action_once(browser: Browser, key: str, action: str) -> None:
    async with desk(browser) as (hall, page):
        await page.keyboard.press(key)
        assert await pressed(hall) == [action]
        assert re.fullmatch(
            r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
            hall.presses[0].key,
        )
        assert hall.presses[0].language == "id"


async def test_b_opens_a_shut_counter(browser: Browser) -> None:
    shut: dict[str, Any] = {"open": False, "shut_by": "officer", "state": "free"}
    async with desk(browser, **shut, call=None, ticket=None, proof=None) as (hall, page):
        await expect(page.get_by_role("heading", name="Loket ini tutup")).to_be_visible()
        await page.keyboard.press("b")
        assert await pressed(hall) == ["open"]


async def test_a_shut_counter_says_whom_it_leaves_without_one(browser: Browser) -> None:
    left = {
        "service": "kk",
        "name": {"id": "Kartu Keluarga", "en": "Family card"},
        "count": 2,
        "text": {"id": "Tidak ada loket yang buka; 2 nomor menunggu.", "en": "No counter."},
    }
    shut: dict[str, Any] = {"open": False, "shut_by": "officer", "state": "free"}
    async with desk(browser, **shut, call=None, ticket=None, proof=None, unserved=[left]) as (
        _,
        page,
    ):
        said = page.locator(".shut-left")
        await expect(said).to_have_text(
            "Kartu Keluarga: Tidak ada loket yang buka; 2 nomor menunggu."
        )


async def test_the_hall_shut_it_and_nothing_can_be_pressed(browser: Browser) -> None:
    shut: dict[str, Any] = {"open": False, "shut_by": "hall", "state": "free"}
    async with desk(browser, **shut, call=None, ticket=None, proof=None) as (hall, page):
        await expect(page.get_by_text("ditutup oleh pengelola")).to_be_visible()
        for key in ("Space", "b", "s"):
            await page.keyboard.press(key)
        await expect(page.get_by_text("tidak berlaku sekarang").first).to_be_visible()
        assert hall.presses == []


async def test_a_bouncing_space_is_one_press(browser: Browser) -> None:
    async with desk(browser, clock=True) as (hall, page):
        await page.clock.pause_at(time.time() + 5)
        hall.gate.clear()
        await page.keyboard.press("Space")
        await page.keyboard.press("Space")
        hall.gate.set()
        await pressed(hall)
        await page.keyboard.press("Space")
        assert await pressed(hall) == ["next"]


async def test_a_later_space_is_another_press(browser: Browser) -> None:
    """The control: without the wait the test above could not fail."""
    async with desk(browser, clock=True) as (hall, page):
        await page.clock.pause_at(time.time() + 5)
        await page.keyboard.press("Space")
        await pressed(hall)
        await page.clock.run_for(800)
        await page.keyboard.press("Space")
        assert await pressed(hall, 2) == ["next", "next"]
        assert hall.presses[0].key != hall.presses[1].key


async def test_a_held_space_is_one_press(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        for _ in range(5):
            await page.keyboard.down("Space")
        await page.wait_for_timeout(900)
        await page.keyboard.down("Space")
        await page.keyboard.up("Space")
        assert await pressed(hall) == ["next"]


async def test_another_action_waits_for_the_one_under_way(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        hall.gate.clear()
        await page.keyboard.press("s")
        await page.keyboard.press("Space")
        assert await pressed(hall) == ["finish"]
        hall.gate.set()
        assert await pressed(hall, 2) == ["finish", "next"]


async def test_what_waits_is_dropped_when_the_first_is_refused(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        hall.answers = [refusal(409, "counter_shut", "Loket 3 sedang tutup.")]
        hall.gate.clear()
        await page.keyboard.press("s")
        await page.keyboard.press("Space")
        hall.gate.set()
        await expect(page.get_by_text("Loket 3 sedang tutup.").first).to_be_visible()
        assert await pressed(hall) == ["finish"]


async def test_space_after_a_click_still_calls_next(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.get_by_role("button", name="Panggil ulang").click()
        await pressed(hall)
        await page.keyboard.press("Space")
        assert await pressed(hall, 2) == ["recall", "next"]


async def test_space_on_a_button_reached_by_tab_presses_that_button(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.get_by_role("button", name="Selesai").focus()
        await page.keyboard.press("Space")
        assert await pressed(hall) == ["finish"]


async def test_an_answer_lost_on_the_way_is_asked_for_with_the_same_key(browser: Browser) -> None:
    said = asyncio.Event()

    async def lose(route: Route) -> None:
        await route.fetch()
        await (route.continue_() if said.is_set() else route.abort())

    async with desk(browser) as (hall, page):
        await page.route("**/api/counters/**", lose)
        await page.keyboard.press("Space")
        await expect(page.get_by_text("Mengirim ulang")).to_be_visible()
        await page.keyboard.press("u")
        said.set()
        await expect(page.get_by_text("Mengirim ulang")).to_have_count(0)
        assert set(await pressed(hall, 2)) == {"next"}
        assert len({press.key for press in hall.presses}) == 1


async def test_a_refusal_is_shown_and_spoken_for_eight_seconds(browser: Browser) -> None:
    async with desk(browser, clock=True) as (hall, page):
        hall.answers = [refusal(409, "ticket_elsewhere", "B014 sedang di loket 5.")]
        await page.get_by_role("button", name="Panggil B014").click()
        toast = page.locator(".toast")
        await expect(toast).to_contain_text("B014 sedang di loket 5.")
        await expect(page.locator("#alarm")).to_have_text("B014 sedang di loket 5.")
        await page.clock.run_for(4000)
        await expect(toast).to_have_count(1)
        await page.clock.run_for(5000)
        await expect(toast).to_have_count(0)
        assert hall.presses[0].body == {"ticket": "t40"}


async def test_a_full_disk_stays_on_the_page_until_a_press_succeeds(browser: Browser) -> None:
    async with desk(browser, clock=True) as (hall, page):
        hall.answers = [refusal(503, "disk_full", "Penyimpanan server penuh.")]
        await page.keyboard.press("u")
        bar = page.locator(".bar-alert")
        await expect(bar).to_have_text("Penyimpanan server penuh.")
        await page.clock.run_for(20_000)
        await expect(bar.first).to_have_text("Penyimpanan server penuh.")
        await page.keyboard.press("u")
        await expect(page.get_by_text("Penyimpanan server penuh.")).to_have_count(1)
        await expect(page.locator(".bar-alert", has_text="penuh")).to_have_count(0)


async def test_nobody_waits(browser: Browser) -> None:
    async with desk(browser, waiting=[], more=0) as (hall, page):
        hall.answers = [(200, {"call": None})]
        await page.keyboard.press("Space")
        await expect(page.locator(".toast")).to_contain_text("Tidak ada yang menunggu.")


async def test_transfer_by_keyboard_to_a_service(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.keyboard.press("a")
        await page.keyboard.type("skc")
        await expect(page.locator(f"{DIALOG} [role=option]")).to_have_count(1)
        await page.keyboard.press("Enter")
        assert await pressed(hall) == ["transfer"]
        assert hall.presses[0].body == {"service": "skck"}
        await expect(page.locator(DIALOG)).to_have_count(0)


async def test_transfer_by_keyboard_to_a_counter(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.keyboard.press("a")
        await page.keyboard.type("loket")
        options = page.locator(f"{DIALOG} [role=option]")
        await expect(options).to_have_count(3)
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await pressed(hall)
        assert hall.presses[0].body == {"counter": "5"}


async def test_the_own_service_and_the_own_counter_are_no_places_to_go(browser: Browser) -> None:
    async with desk(browser) as (_, page):
        await page.keyboard.press("a")
        await expect(page.locator(f"{DIALOG} [role=option]")).to_have_count(8)
        await expect(page.locator(DIALOG).get_by_text("Perekaman KTP-el")).to_have_count(0)
        await expect(page.locator(DIALOG).get_by_text("Loket 3", exact=True)).to_have_count(0)


async def test_walk_direct_by_keyboard(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.keyboard.press("g")
        await page.keyboard.press("ArrowUp")
        await page.keyboard.press("Enter")
        assert await pressed(hall) == ["direct"]
        assert hall.presses[0].body == {"service": "ikd"}


@pytest.mark.parametrize(
    ("typed", "ticket"), [("ba05", "t43"), ("b009", "t30"), ("C108", "C108"), ("16", "t44")]
)
async def test_a_number_is_called_by_typing(browser: Browser, typed: str, ticket: str) -> None:
    async with desk(browser) as (hall, page):
        await page.keyboard.press("/")
        await page.keyboard.type(typed)
        await page.keyboard.press("Enter")
        assert await pressed(hall) == ["call"]
        assert hall.presses[0].body == {"ticket": ticket}


async def test_keys_stay_inside_a_dialog(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.keyboard.press("a")
        await page.keyboard.type(" s u")
        await expect(page.get_by_role("combobox")).to_have_value(" s u")
        await page.keyboard.press("Escape")
        await expect(page.locator(DIALOG)).to_have_count(0)
        assert hall.presses == []


async def test_a_waiting_ticket_is_cancelled_only_when_sure(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        cross = page.get_by_role("button", name="Batalkan nomor B015")
        await cross.click()
        await page.keyboard.press("Enter")
        await expect(page.locator(DIALOG)).to_have_count(0)
        assert hall.presses == []
        await cross.click()
        await page.get_by_role("button", name="Ya, batalkan").click()
        assert await pressed(hall) == ["cancel"]
        assert hall.presses[0].body == {"ticket": "t42"}


async def test_enter_in_the_list_calls_and_focus_stays_on_its_row(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        row = page.get_by_role("button", name="Panggil BD02")
        await row.focus()
        rows = [waiting_row(99, "B001", "KTP-el", 9), *hall.view["waiting"][2:]]
        await hall.show(waiting=rows)
        await expect(page.get_by_role("button", name="Panggil B001")).to_be_visible()
        await expect(row).to_be_focused()
        await page.keyboard.press("Enter")
        await pressed(hall)
        assert hall.presses[0].body == {"ticket": "t41"}


async def test_focus_comes_home_when_its_row_goes(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.get_by_role("button", name="Panggil BD02").focus()
        await hall.show(waiting=hall.view["waiting"][:1])
        await expect(page.locator("main")).to_be_focused()


async def test_a_parked_ticket_is_called_back(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.get_by_role("button", name="Panggil kembali B009").click()
        assert await pressed(hall) == ["call"]
        assert hall.presses[0].body == {"ticket": "t30"}


async def test_question_mark_shows_the_keys_and_can_switch_letters_off(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.keyboard.press("?")
        await expect(page.locator(DIALOG)).to_contain_text("Panggil berikutnya")
        await page.keyboard.press("Enter")
        await page.keyboard.press("Escape")
        await expect(page.locator(DIALOG)).to_have_count(0)
        await page.keyboard.press("u")
        await page.keyboard.press("Space")
        assert await pressed(hall) == ["next"]


@pytest.mark.parametrize(
    ("proof", "kind", "says"),
    [
        ({"shown": 3, "screens": 3}, "good", "tampil di 3 dari 3 layar"),
        ({"shown": 2, "screens": 3}, "wait", "tampil di 2 dari 3 layar"),
        ({"shown": 0, "screens": 3}, "bad", "tampil di 0 dari 3 layar"),
        ({"shown": 0, "screens": 0}, "bad", "tidak ada layar yang tersambung"),
        ({"said": "heard"}, "good", "terdengar 09:42:07"),
        ({"said": "speaking"}, "wait", "diucapkan…"),
        ({"said": "blocked"}, "bad", "suara diblokir di layar"),
        ({"said": "failed", "reason": text("mesin suara mati")}, "bad", "gagal: mesin suara mati"),
        ({"said": "none", "reason": text("tanpa pengeras")}, "wait", "tidak ada suara: tanpa"),
    ],
)
async def test_proof_is_honest(
    browser: Browser, proof: dict[str, Any], kind: str, says: str
) -> None:
    whole = {**counter_view()["proof"], **proof}
    async with desk(browser, proof=whole) as (_, page):
        await expect(page.locator(f".chip-{kind}", has_text=says)).to_be_visible()


async def test_proof_of_another_call_is_no_proof(browser: Browser) -> None:
    async with desk(browser, proof={**counter_view()["proof"], "seq": 40}) as (_, page):
        await expect(page.locator(".number")).to_have_text("B012")
        await expect(page.locator(".chip")).to_have_count(0)


async def test_a_visitor_without_a_number_is_served_directly(browser: Browser) -> None:
    ticket = {**counter_view()["ticket"], "number": ""}
    past = [{"ticket": "t9", "number": "", "state": "served", "at": AT}]
    served: dict[str, Any] = {"state": "serving", "call": None, "proof": None, "recent": past}
    async with desk(browser, ticket=ticket, **served) as (_, page):
        await expect(page.locator(".number")).to_have_text("Langsung")
        await expect(page.locator(".recent")).to_contain_text("Langsung selesai 09.42")


async def test_a_call_is_spoken_to_a_screen_reader(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await expect(page.locator("#status")).to_have_text("")
        await hall.show(call=call_of("B013", 50), ticket={**hall.view["ticket"], "number": "B013"})
        await expect(page.locator("#status")).to_have_text("Sedang dipanggil: B013")


async def test_ages_count_up_and_the_undo_runs_out(browser: Browser) -> None:
    async with desk(browser, clock=True) as (hall, page):
        hall.mute = True
        row = page.locator("li", has=page.get_by_role("button", name="Panggil BA05"))
        await expect(row).to_contain_text("4 mnt")
        undo = page.get_by_role("button", name="Urungkan")
        await expect(undo).to_be_enabled()
        await page.clock.fast_forward(60_000)
        await expect(row).to_contain_text("5 mnt")
        await expect(undo).to_be_disabled()


async def test_thirty_minutes_are_red(browser: Browser) -> None:
    async with desk(browser) as (_, page):
        await expect(page.locator("li.is-late")).to_have_count(1)
        await expect(page.locator("li.is-late")).to_contain_text("BK07")


async def test_a_silent_line_is_said_and_replaced_by_a_new_one(browser: Browser) -> None:
    async with desk(browser, clock=True) as (hall, page):
        hall.mute = True
        await page.clock.run_for(17_000)
        await expect(page.locator(".bar-alert")).to_contain_text("Sambungan terputus sejak 09:42:")
        await until(lambda: len(hall.sockets) == 2)
        await hall.sockets[-1].send_text(hall.envelope())
        await expect(page.locator(".bar-alert")).to_have_count(0)
        await until(lambda: len(hall.sockets) == 1)


async def test_a_closed_line_comes_back_with_what_is_true(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        hall.view = counter_view(call=call_of("B099", 60), ticket=None, state="free")
        hall.seq += 1
        await hall.sockets[0].close(1012)
        await expect(page.locator(".number")).to_have_text("Siap memanggil")


async def test_an_older_view_changes_nothing(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        hall.seq = 5
        await hall.show(ticket={**hall.view["ticket"], "number": "A001"})
        hall.seq = 90
        await hall.show(name="3")
        await expect(page.locator(".number")).to_have_text("A001")
        hall.seq = 70
        await hall.show(ticket={**hall.view["ticket"], "number": "A002"})
        await page.wait_for_timeout(200)
        await expect(page.locator(".number")).to_have_text("A001")


async def test_plain_counter_works_after_a_reboot(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.goto("about:blank")
        await page.goto(f"{hall.url}/counter")
        await expect(page.locator(".number")).to_have_text("B012")
        assert hall.watched[-1] == {"watch": ["counter/3"], "secret": SECRET}


async def test_an_unknown_secret_says_so(browser: Browser) -> None:
    async with running(FakeHall(me=COUNTER, view=counter_view())) as hall:
        page = await browser.new_page()
        await page.goto(f"{hall.url}/counter#nonsense")
        await expect(page.get_by_role("heading")).to_have_text("Halaman ini belum dikenal")
        await page.close()


async def test_the_language_changes_and_is_remembered(browser: Browser) -> None:
    async with desk(browser) as (hall, page):
        await page.get_by_role("button", name="English").click()
        await expect(page.get_by_role("button", name="Call next")).to_be_visible()
        await page.reload()
        await expect(page.get_by_role("button", name="Call next")).to_be_visible()
        assert await page.locator("html").get_attribute("lang") == "en"
        await page.keyboard.press("Space")
        await pressed(hall)
        assert hall.presses[0].language == "en"


NAMES = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "W" * 200,
    "مركز " * 40,
    "\u202e\u2067Kartu Keluarga 👪🏛️",
    "Pelayanan terpadu " * 11,
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [390, 1280])
async def test_any_name_is_text_and_the_layout_holds(
    browser: Browser, name: str, width: int
) -> None:
    def plain(row: dict[str, Any]) -> dict[str, Any]:
        return {key: text(name) if key.endswith("name") else row[key] for key in row}

    view = counter_view()
    rows = [plain(row) for row in view["waiting"]]
    changes = {
        "name": name, "zone_name": text(name), "agencies": [text(name)] * 3, "waiting": rows,
        "services": [plain(row) for row in view["services"]],
        "voice": {"state": "failed", "reason": text(name)},
        "trouble": {"code": "disk_full", "text": text(name)},
        "ticket": {**plain(view["ticket"]), "number": name[:40]},
    }  # fmt: skip
    async with running(FakeHall(me=COUNTER, view=counter_view(**changes))) as hall:
        page = await browser.new_page(viewport={"width": width, "height": 800})
        alerts: list[str] = []
        page.on("dialog", lambda dialog: alerts.append(dialog.message))
        await page.goto(f"{hall.url}/counter#{SECRET}")
        await page.locator(".number").wait_for()
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        assert name in await page.locator(".top-agencies").inner_text()
        box = await page.get_by_role("button", name="Panggil berikutnya").bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= width
        assert await page.locator("img, #page script").count() == 0
        assert alerts == []
        await page.close()


# ---- everything that matters is in sight ----

MANY = [waiting_row(100 + n, f"B{n:03}", "Perekaman KTP-el", 60 * n) for n in range(50)]
HEIGHTS = """() => {
  const list = document.querySelector("ol.tickets");
  return {
    page: document.documentElement.scrollHeight, list: list.clientHeight,
    inner: list.scrollHeight, end: document.querySelector(".lists").lastElementChild
      .getBoundingClientRect().bottom,
  };
}"""


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
async def test_the_waiting_list_reaches_down_to_the_end_of_the_window(
    browser: Browser, size: tuple[int, int]
) -> None:
    async with desk(browser, waiting=MANY, more=8, parked=[], recent=[]) as (hall, page):
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        heights = await page.evaluate(HEIGHTS)
        assert heights["page"] == size[1]
        assert size[1] - 40 <= heights["end"] <= size[1]
        assert heights["list"] < heights["inner"]  # it scrolls inside
        await expect(page.get_by_text("dan 8 lagi")).to_be_in_viewport()
        await hall.show(parked=counter_view()["parked"], recent=counter_view()["recent"])
        await expect(page.locator(".recent")).to_be_in_viewport()
        await expect(page.get_by_text("dan 8 lagi")).to_be_in_viewport()
        smaller = await page.evaluate(HEIGHTS)
        assert smaller["page"] == size[1]
        assert smaller["list"] < heights["list"]


async def test_a_phone_scrolls_only_the_page(browser: Browser) -> None:
    async with desk(browser, waiting=MANY, more=8) as (_, page):
        await page.set_viewport_size({"width": 390, "height": 844})
        heights = await page.evaluate(HEIGHTS)
        assert heights["list"] == heights["inner"]
        await expect(page.get_by_text("dan 8 lagi")).to_be_visible()


async def test_undo_stays_in_sight_under_trouble(browser: Browser) -> None:
    trouble = {"code": "disk_full", "text": text("Penyimpanan server penuh.")}
    async with desk(browser, waiting=MANY, trouble=trouble, clock_doubtful=True) as (_, page):
        await expect(page.locator(".bar")).to_have_count(2)
        undo = page.get_by_role("button", name="Urungkan")
        await expect(undo).to_be_in_viewport(ratio=1)
        assert await page.evaluate("document.documentElement.scrollHeight") == 800


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("number", ["ABCDEF-123456", "WWWWWW-000000"])
async def test_a_number_is_never_cut(browser: Browser, number: str, width: int) -> None:
    ticket = {**counter_view()["ticket"], "number": number}
    rows = [waiting_row(50, number, "Identitas Kependudukan Digital (IKD)", 3000)]
    parked = [{**counter_view()["parked"][0], "number": number}]
    async with desk(browser, ticket=ticket, waiting=rows, parked=parked) as (_, page):
        await page.set_viewport_size({"width": width, "height": 844})
        await page.evaluate("() => document.fonts.ready")
        large = page.locator(".number bdi")
        await expect(large).to_have_text(number)
        await page.wait_for_timeout(200)
        assert await large.evaluate("node => node.scrollWidth <= node.clientWidth")
        assert await large.evaluate("node => parseFloat(getComputedStyle(node).fontSize)") >= 24
        apart = """() => Array.from(document.querySelectorAll(".tickets li")).every((row) => {
          const parts = Array.from(row.querySelectorAll(".ticket > b, .ticket-time, .back, .cross"),
            (part) => part.getBoundingClientRect());
          return parts.every((one, n) => one.right <= innerWidth && parts.slice(n + 1).every(
            (other) => other.left >= one.right - 1 || other.top >= one.bottom - 1));
        })"""
        assert await page.evaluate(apart)
