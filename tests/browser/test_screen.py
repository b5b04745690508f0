"""The screen page in a real Chromium, against a server that pushes whatever the test says."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from tests.browser.fakes import (
    AT,
    EPOCH,
    SECRET,
    FakeHall,
    call_row,
    serving,
    silence,
    text,
    zone_view,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZES = [(1920, 1080), (1080, 1920), (1280, 720), (1024, 768)]
ZONE = "zone/hall-a"
SCREEN = "screen/screen-hall-a"
SOUND = "sound/hall-a"
HUSH = {"name": text("Salat Jumat"), "until": "13:05", "voice": "silent"}

# Text that its own box cuts although it never may, and tiles that leave the window.
CUT = """() => Array.from(document.querySelectorAll('body, main, .number, .counter, .tile, .item'))
  .filter((node) => node.getClientRects().length)
  .filter((node) => node.scrollWidth > node.clientWidth + 1 ||
    node.getBoundingClientRect().right > window.innerWidth + 1 ||
    node.getBoundingClientRect().bottom > window.innerHeight + 1)
  .map((node) => node.className + ' ' + node.textContent.slice(0, 40))"""
ARRIVALS = """() => Array.from(document.querySelectorAll('.tile[data-arrivals]'))
  .map((tile) => tile.querySelector('.number').textContent + '×' + tile.dataset.arrivals)"""


@asynccontextmanager
async def chromium_with(executable: str, autoplay: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable, args=[*ARGUMENTS, f"--autoplay-policy={autoplay}"]
        )
        try:
            yield browser
        finally:
            await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(headless: str) -> AsyncIterator[Browser]:
    async with chromium_with(headless, "no-user-gesture-required") as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def strict_browser(headless: str) -> AsyncIterator[Browser]:
    """One that lets nothing sound before it is touched."""
    async with chromium_with(headless, "document-user-activation-required") as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def hall() -> AsyncIterator[FakeHall]:
    me = {
        "kind": "screen",
        "id": "screen-hall-a",
        "place": "hall-a",
        "topics": [ZONE, SCREEN, SOUND],
        "language": "id",
    }
    async with serving(FakeHall(me=me)) as hall:
        hall.sounds["hello.wav"] = silence(0.3)
        yield hall


Open = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(loop_scope="module")
async def television(browser: Browser, hall: FakeHall) -> AsyncIterator[Open]:
    async with television_of(browser, hall) as opened:
        yield opened


@asynccontextmanager
async def television_of(browser: Browser, hall: FakeHall) -> AsyncIterator[Open]:
    """Opens the page; whatever the page throws or its policy forbids fails the test."""
    troubles: list[str] = []
    contexts: list[BrowserContext] = []

    async def opened(
        path: str = f"/screen#{SECRET}",
        size: tuple[int, int] = (1920, 1080),
        *,
        clock: bool = False,
        **options: Any,
    ) -> Page:
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]}, **options
        )
        contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.extend([line.text] * ("Policy" in line.text)))
        if clock:
            await page.clock.install()
        await page.goto(hall.url + path)
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert troubles == []


async def until(true: Callable[[], object]) -> None:
    """Waits for something that happens in the server."""
    async with asyncio.timeout(45):
        while not true():  # noqa: ASYNC110 - the page sets no event
            await asyncio.sleep(0.025)


def numbers(count: int) -> list[dict[str, Any]]:
    return [
        call_row(100 - place, ["B012", "4K-10", "B1000", "AK05"][place % 4], str(place + 1))
        for place in range(count)
    ]


# ---- what is on the board ----


async def test_a_board_has_call_served_waiting_and_clock(hall: FakeHall, television: Open) -> None:
    older = call_row(40, "A031", "2", age=60)
    guided = call_row(41, "B012", "3", direction=text("→ sisi kiri"))
    await hall.show(ZONE, zone_view(guided, older))
    page = await television()
    banner = page.locator(".tile.hero.now")
    await expect(banner.locator(".number")).to_have_text("B012")
    await expect(banner.locator(".counter")).to_have_text("3")
    await expect(banner.locator(".agency")).to_have_text("Disdukcapil")
    await expect(banner.locator(".service")).to_have_text("Perekaman KTP-el")
    await expect(banner.locator(".direction")).to_have_text("→ sisi kiri")
    await expect(page.locator(".tile.row .number")).to_have_text(["A031"])
    await expect(page.locator("#serving-list .item")).to_have_text(["Loket5B007"])
    await expect(page.locator("#waiting-list .item")).to_have_text(
        ["Perekaman KTP-el14", "Kartu Keluarga0"]
    )
    await expect(page.locator("#clock")).to_have_text("09:42")
    await expect(page.locator("#date")).to_have_text("Kamis, 26 November 2026")
    await expect(page.locator("#line")).to_have_class("quiet")


async def test_the_number_is_the_largest_text(hall: FakeHall, television: Open) -> None:
    await hall.show(ZONE, zone_view(*numbers(1)))
    page = await television()
    await page.locator(".tile").wait_for()
    largest = await page.evaluate("""() => Array.from(document.querySelectorAll('body *'))
      .filter((node) => node.children.length === 0 && node.getClientRects().length)
      .sort((a, b) => parseFloat(getComputedStyle(b).fontSize) -
        parseFloat(getComputedStyle(a).fontSize))[0].className""")
    assert largest in {"number", "counter"}


async def test_an_empty_hall_greets(hall: FakeHall, television: Open) -> None:
    await hall.show(ZONE, zone_view(serving=[]))
    page = await television()
    await expect(page.locator("#welcome-mall")).to_be_visible()
    await expect(page.locator("#serving")).to_be_hidden()
    await hall.show(ZONE, zone_view(open=False))
    await expect(page.locator("#greeting")).to_have_text("Layanan sedang tutup.")
    await hall.show(ZONE, zone_view(*numbers(1)))
    await expect(page.locator("#welcome-mall")).to_be_hidden()


async def test_english_is_asked_in_the_address(hall: FakeHall, television: Open) -> None:
    await hall.show(ZONE, zone_view(*numbers(1)))
    page = await television(f"/screen?lang=en#{SECRET}")
    await expect(page.locator(".hero .service")).to_have_text("Identity card")
    await expect(page.locator(".hero .word")).to_have_text("Counter")
    await expect(page.locator("#date")).to_have_text("Thursday, 26 November 2026")
    assert await page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 2, 3, 5, 12, 20])
async def test_every_call_of_a_burst_is_whole_on_the_screen(
    hall: FakeHall, television: Open, size: tuple[int, int], count: int
) -> None:
    await hall.show(ZONE, zone_view(*numbers(count)))
    page = await television(size=size)
    await expect(page.locator(".tile")).to_have_count(count)
    await expect(page.locator(".tile.now")).to_have_count(1)
    await page.evaluate("() => document.fonts.ready")
    assert await page.evaluate(CUT) == []
    smallest = await page.evaluate("""() => Math.min(...Array.from(
      document.querySelectorAll('.tile .number'),
      (number) => parseFloat(getComputedStyle(number).fontSize)))""")
    assert smallest >= min(size) * 0.05
    boxes = [await tile.bounding_box() for tile in await page.locator(".tile").all()]
    corners = {(box["x"], box["y"]) for box in boxes if box}
    assert len(corners) == count


async def test_the_spoken_call_is_amber_and_the_others_stay(
    hall: FakeHall, television: Open
) -> None:
    calls = [
        call_row(43, "C108", "6", age=30, said="waiting"),
        call_row(42, "A031", "2", age=31, said="speaking"),
        call_row(41, "B012", "3", age=32, said="heard"),
    ]
    speaking = {"announcement": "42-hall-a", "seq": 42, "caption": "A, nol tiga satu, loket dua."}
    await hall.show(ZONE, zone_view(*calls, speaking=speaking))
    page = await television()
    await expect(page.locator(".tile.now .number")).to_have_text("A031")
    await expect(page.locator(".tile:not(.row) .number")).to_have_text(["C108", "A031"])
    await expect(page.locator("#line-text")).to_have_text("A, nol tiga satu, loket dua.")
    calls[1]["said"], calls[0]["said"] = "heard", "speaking"
    await hall.show(ZONE, zone_view(*calls, speaking=speaking | {"seq": 43}))
    await expect(page.locator(".tile.now .number")).to_have_text("C108")
    # For those who look up when they have heard it.
    await expect(page.locator(".tile:not(.row) .number")).to_have_text(["C108", "A031"])


async def test_a_call_leaves_its_banner_when_it_is_old(hall: FakeHall, television: Open) -> None:
    await hall.show(ZONE, zone_view(*numbers(1)))
    page = await television(clock=True)
    await expect(page.locator(".tile.now")).to_have_count(1)
    await page.clock.fast_forward(12_000)
    await hall.say({"epoch": EPOCH, "seq": 1, "at": AT + 12_000})
    await expect(page.locator(".tile.now")).to_have_count(1)
    await page.clock.fast_forward(9_000)
    await expect(page.locator(".tile.now")).to_have_count(0)
    await expect(page.locator(".tile.hero .label")).to_have_text("Terakhir dipanggil")


# ---- what anyone may have written into a name ----

WILD = (
    "Kantor <script>window.broken = 1</script><img src=x onerror='window.broken=1'> 🏛️ \u202eDinas "
)


async def test_markup_in_names_is_text(hall: FakeHall, television: Open) -> None:
    call = call_row(41, "<b>B</b>", "<i>3</i>", agency_name=text(WILD), service_name=text(WILD))
    trouble = {"code": "disk_full", "text": text(WILD)}
    await hall.show(ZONE, zone_view(call, name=text(WILD), mall=text(WILD), trouble=trouble))
    page = await television()
    await expect(page.locator(".hero .number")).to_have_text("<b>B</b>")
    await expect(page.locator(".hero .agency")).to_contain_text("<script>")
    await expect(page.locator("#mall")).to_contain_text("<img src=x")
    assert await page.locator("main script, main img, main b, main i").count() == 0
    assert await page.evaluate("window.broken") is None


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 3, 12])
async def test_the_layout_holds_with_endless_names(
    hall: FakeHall, television: Open, size: tuple[int, int], count: int
) -> None:
    long = text((WILD * 4)[:200])
    unbroken = text("Pelayanan" * 22)
    calls = [
        row | {"agency_name": long, "service_name": unbroken, "direction": long}
        for row in numbers(count)
    ]
    calls[0] |= {"number": "BD1234567", "counter_name": "Meja Informasi Utama"}
    counters = [
        {"counter": str(place), "counter_name": f"4K-{place}", "number": "B1000"}
        for place in range(14)
    ]
    waiting = [
        {"service": str(place), "name": (long, unbroken)[place % 2], "count": 100 + place}
        for place in range(21)
    ]
    await hall.show(
        ZONE, zone_view(*calls, mall=long, name=unbroken, serving=counters, waiting=waiting)
    )
    page = await television(size=size)
    await expect(page.locator(".tile")).to_have_count(count)
    await page.evaluate("() => document.fonts.ready")
    assert await page.evaluate(CUT) == []
    await expect(page.locator("#serving-list .item")).to_have_count(14)
    await expect(page.locator("#waiting-title")).to_have_text(re.compile(r"^Menunggu \d+/\d+$"))
    hidden = await page.locator("#waiting-list .item").evaluate_all(
        "rows => rows.filter((row) => row.offsetTop + row.offsetHeight > "
        "row.parentNode.offsetTop + row.parentNode.offsetHeight + 2).length"
    )
    assert hidden == 0


async def test_services_that_nobody_waits_for_give_way(hall: FakeHall, television: Open) -> None:
    waiting = [
        {"service": str(place), "name": text(f"Layanan {place}"), "count": place % 3}
        for place in range(60)
    ]
    await hall.show(ZONE, zone_view(waiting=waiting))
    page = await television()
    await expect(page.locator("#waiting-list .item")).to_have_count(40)


# ---- flashing ----


async def test_only_what_is_new_and_fresh_flashes(hall: FakeHall, television: Open) -> None:
    stale, fresh = call_row(40, "A031", "2", age=25), call_row(41, "B012", "3", age=10)
    await hall.show(ZONE, zone_view(fresh, stale))
    page = await television()
    await page.locator(".tile").first.wait_for()
    assert await page.evaluate(ARRIVALS) == ["B012×1"]
    await hall.show(ZONE, zone_view(call_row(44, "C108", "6"), fresh, stale))
    await expect(page.locator(".tile.now .number")).to_have_text("C108")
    assert sorted(await page.evaluate(ARRIVALS)) == ["B012×1", "C108×1"]


async def test_a_recall_flashes_again(hall: FakeHall, television: Open) -> None:
    await hall.show(ZONE, zone_view(call_row(41, "B012", "3")))
    page = await television()
    await page.locator(".tile").first.wait_for()
    await hall.show(ZONE, zone_view(call_row(45, "B012", "3", first=41, recall=1)))
    await expect(page.locator(".hero .label")).to_have_text("Panggilan ulang")
    assert await page.evaluate(ARRIVALS) == ["B012×2"]


async def test_a_reload_shows_the_call_and_flashes_nothing(
    hall: FakeHall, television: Open
) -> None:
    await hall.show(ZONE, zone_view(*numbers(3)))
    page = await television()
    await expect(page.locator(".tile")).to_have_count(3)
    assert len(await page.evaluate(ARRIVALS)) == 3  # the control: without memory they flash
    await page.reload()
    await expect(page.locator(".tile")).to_have_count(3)
    assert await page.evaluate(ARRIVALS) == []


async def test_a_server_that_comes_back_flashes_only_what_was_missed(
    hall: FakeHall, television: Open
) -> None:
    seen = call_row(41, "B012", "3")
    await hall.show(ZONE, zone_view(seen))
    page = await television()
    await page.locator(".tile").wait_for()
    await page.evaluate("window.same = true")
    await hall.drop()
    missed = call_row(42, "A031", "2", age=4)
    await hall.show(ZONE, zone_view(missed, seen | {"age": 9}))
    await expect(page.locator(".tile.now .number")).to_have_text("A031")
    assert sorted(await page.evaluate(ARRIVALS)) == ["A031×1", "B012×1"]
    assert await page.evaluate("window.same") is True


async def test_nothing_moves_for_those_who_ask_for_rest(hall: FakeHall, television: Open) -> None:
    await hall.show(ZONE, zone_view(*numbers(1)))
    moving = await television()
    resting = await television(reduced_motion="reduce")
    for page, motion in ((moving, "arrive"), (resting, "none")):
        await page.locator(".tile.arrives").wait_for()
        style = "getComputedStyle(document.querySelector('.tile')).animationName"
        assert await page.evaluate(style) == motion


# ---- the line to the server ----


async def test_the_newest_view_wins(hall: FakeHall, television: Open) -> None:
    def board(number: str) -> dict[str, Any]:
        return zone_view(call_row(41, number, "3"))

    await hall.show(ZONE, board("B010"), seq=10, at=AT + 10)
    page = await television()
    number = page.locator(".tile .number")
    await expect(number).to_have_text("B010")
    for seq, at, epoch, shown, now in [
        (9, AT + 99, EPOCH, "B009", "B010"),
        (10, AT + 9, EPOCH, "B109", "B010"),
        (10, AT + 11, EPOCH, "B011", "B011"),
        (99, AT + 99, EPOCH - 1, "B000", "B011"),
        (5, AT, EPOCH + 1, "B005", "B005"),
    ]:
        await hall.show(ZONE, board(shown), seq=seq, at=at, epoch=epoch)
        await hall.show(SCREEN, {"screen": "s", "speaks": False, "note": shown}, at=at, epoch=epoch)
        await page.wait_for_function("(note) => note !== undefined", arg=shown)
        await expect(number).to_have_text(now)


async def test_silence_is_said_and_ends_in_place(hall: FakeHall, television: Open) -> None:
    await hall.show(ZONE, zone_view(*numbers(2)), at=AT)
    page = await television(clock=True)
    await page.locator(".tile").first.wait_for()
    await page.evaluate("window.same = true")
    hall.mute = True
    await page.clock.fast_forward(13_000)
    await expect(page.locator("#line")).to_have_class("quiet")
    await page.clock.fast_forward(3_000)
    await expect(page.locator("#line")).to_have_class("alert")
    await expect(page.locator("#line-text")).to_have_text(
        "Sambungan terputus sejak 09:42:00. Yang tampil mungkin tidak terbaru."
    )
    await until(lambda: hall.opened == 2)  # beside the first, which is still there
    await expect(page.locator(".tile")).to_have_count(2)
    hall.mute = False
    await hall.say({"epoch": EPOCH, "seq": 1, "at": AT + 16_000})  # on the first: it woke
    await expect(page.locator("#line")).to_have_class("quiet")
    await page.clock.fast_forward(16_000)
    await until(lambda: hall.opened == 3)
    await hall.show(ZONE, zone_view(call_row(200, "C108", "6")))
    await expect(page.locator(".tile.now .number")).to_have_text("C108")
    await expect(page.locator("#line")).to_have_class("quiet")
    assert await page.evaluate("window.same") is True


async def test_nonsense_from_the_server_hurts_nothing(hall: FakeHall, television: Open) -> None:
    await hall.show(ZONE, zone_view(call_row(41, "B012", "3")))
    page = await television()
    await expect(page.locator(".tile .number")).to_have_text("B012")
    for nonsense in ("{", "null", "[]", '"x"', '{"topic": 7, "view": 8}'):
        await hall.say(nonsense)
    await hall.show(ZONE, zone_view(call_row(42, "A031", "2")))
    await expect(page.locator(".tile .number")).to_have_text("A031")


async def test_tries_go_on_for_ever_between_one_and_thirty_seconds(
    hall: FakeHall, television: Open
) -> None:
    page = await television("/screen")
    waits = await page.evaluate(
        "() => Array.from({length: 60}, (_, tries) => [0, 1].map((c) => signage.backOff(tries, c)))"
    )
    assert all(700 <= least <= most <= 30_000 for least, most in waits)
    assert waits[5] == [700, 1000]  # a server that only restarts is found at once
    assert waits[59] == [21_000, 30_000]


async def test_what_is_painted_is_told_and_told_again_to_a_new_socket(
    hall: FakeHall, television: Open
) -> None:
    await hall.show(ZONE, zone_view(call_row(41, "B012", "3")), seq=50)
    await television(size=(1280, 720))
    await until(lambda: hall.said("shown") == [41])
    await hall.drop()
    await until(lambda: hall.said("shown") == [41, 41])
    await until(lambda: hall.said("beat")[-1]["seq"] == 50)
    beat = hall.said("beat")[-1]
    assert beat["size"] == [1280, 720]
    assert beat["sound"] == "ready"
    assert beat["engine"].startswith("Chrom")


async def test_a_beat_goes_every_five_seconds(hall: FakeHall, television: Open) -> None:
    await hall.show(ZONE, zone_view())
    page = await television(clock=True)
    await page.locator("#empty").wait_for()
    before = len(hall.said("beat"))
    for _ in range(3):
        await page.clock.run_for(5_000)
        await hall.say({"epoch": EPOCH, "seq": 1, "at": AT})
        await asyncio.sleep(0.05)
    await until(lambda: len(hall.said("beat")) >= before + 3)
    beat = hall.said("beat")[-1]
    assert (beat["version"], beat["showing"], beat["hidden"]) == ("test", "idle", False)
    assert abs(beat["at"] - await page.evaluate("Date.now()")) < 5_000


# ---- pairing ----


async def test_without_a_secret_the_page_says_how_to_pair(hall: FakeHall, television: Open) -> None:
    """The server is away, or has no code to give just now."""
    page = await television("/screen")
    await expect(page.locator("#notice-title")).to_have_text("Layar ini belum dipasangkan")
    await expect(page.locator("#notice-text")).to_have_text("Menyiapkan kode …")
    await expect(page.locator("#notice-other")).to_contain_text("This screen is not paired yet")
    assert hall.asked == 0


async def test_a_code_is_renewed_after_a_restart_and_when_it_is_old(
    hall: FakeHall, television: Open
) -> None:
    hall.code = "ABCD2345"
    page = await television("/screen")
    await expect(page.locator("#notice-code")).to_have_text("ABCD2345")
    hall.code = "EFGH6789"
    await hall.drop(4004)  # the server has started anew, and knows this code no more
    await expect(page.locator("#notice-code")).to_have_text("EFGH6789")
    await until(lambda: bool(hall.sockets))
    hall.code = "JKMN2345"
    await hall.show("pairing/t", {"state": "expired", "code": "EFGH6789", "seconds": 0})
    hall.views.clear()  # the new code, under the same token here, is not old
    await expect(page.locator("#notice-code")).to_have_text("JKMN2345")


async def test_the_secret_outlives_a_power_cut(hall: FakeHall, television: Open) -> None:
    await hall.show(ZONE, zone_view(*numbers(1)))
    page = await television()
    await page.locator(".tile").wait_for()
    await page.goto("about:blank")
    await page.goto(f"{hall.url}/screen")
    await page.locator(".tile").wait_for()


async def test_a_fragment_wins_over_what_is_remembered(hall: FakeHall, television: Open) -> None:
    await hall.show(ZONE, zone_view(*numbers(1)))
    page = await television("/screen#an-old-secret")
    await expect(page.locator("#notice-title")).to_have_text("Tautan layar ini tidak berlaku")
    await page.goto(f"{hall.url}/screen#{SECRET}")
    await page.locator(".tile").wait_for()


async def test_a_refused_secret_is_said_and_tried_again(hall: FakeHall, television: Open) -> None:
    await hall.show(ZONE, zone_view(*numbers(1)))
    page = await television(clock=True)
    await page.locator(".tile").wait_for()
    hall.secrets.clear()
    await hall.drop(4001)
    await expect(page.locator("#notice-title")).to_have_text("Tautan layar ini tidak berlaku")
    await expect(page.locator(".tile")).to_be_hidden()
    asked = hall.asked
    await page.clock.fast_forward(10_000)
    await asyncio.sleep(0.1)
    assert hall.asked == asked  # slowly
    hall.secrets.add(SECRET)
    await page.clock.fast_forward(30_000)
    await page.locator(".tile").wait_for()


async def test_a_counters_link_makes_no_screen(hall: FakeHall, television: Open) -> None:
    hall.me = {"kind": "counter", "id": "3", "place": "3", "topics": [], "language": "id"}
    page = await television()
    await expect(page.locator("#notice-title")).to_have_text("Tautan layar ini tidak berlaku")


async def test_topics_are_asked_anew_when_the_hall_has_changed(
    hall: FakeHall, television: Open
) -> None:
    await hall.show(ZONE, zone_view(*numbers(1)))
    page = await television()
    await page.locator(".tile").wait_for()
    hall.me = hall.me | {"topics": ["zone/hall-b"]}
    await hall.show("zone/hall-b", zone_view(call_row(300, "C108", "6"), zone="hall-b"))
    await hall.drop(4004)
    await expect(page.locator(".tile.now .number")).to_have_text("C108")


# ---- the line at the bottom ----


@pytest.mark.parametrize(
    ("changes", "tone", "said"),
    [
        ({"trouble": {"code": "disk_full", "text": text("Penuh.")}}, "alert", "Penuh."),
        (
            {"voice": {"state": "failed", "reason": text("x")}},
            "warn",
            "Suara sedang tidak tersedia. Perhatikan nomor di layar.",
        ),
        (
            {"voice": {"state": "silent", "reason": None}},
            "quiet",
            "Perhatikan layar: nomor Anda tampil di sini saat dipanggil.",
        ),
        (
            {"voice": {"state": "ready", "reason": None, "quiet": HUSH}},
            "quiet",
            "Waktu tenang sampai 13.05: nomor tampil tanpa diucapkan.",
        ),
        (
            {"voice": {"state": "ready", "reason": None, "quiet": HUSH | {"voice": "soft"}}},
            "quiet",
            "Nomor Anda tampil di layar ini dan dipanggil dengan suara.",
        ),
        ({"open": False}, "quiet", "Layanan sedang tutup."),
    ],
)
async def test_the_gravest_thing_is_on_the_line(
    hall: FakeHall, television: Open, changes: dict[str, Any], tone: str, said: str
) -> None:
    await hall.show(ZONE, zone_view(**changes))
    page = await television()
    await expect(page.locator("#line-text")).to_have_text(said)
    await expect(page.locator("#line")).to_have_class(tone)


SENTENCES = """(size) => [].concat(...Object.values(signage.words).map((words) =>
  ['blocked', 'missing', 'hush', 'failed', 'quiet', 'shut'].map((name) => {
    const [line, said] = ['line', 'line-text'].map((id) => document.getElementById(id));
    line.className = 'alert';
    said.textContent = words[name];
    return said.scrollWidth > said.clientWidth ? words[name] : '';
  }))).filter(Boolean)"""


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
async def test_no_sentence_of_the_line_is_cut(
    hall: FakeHall, television: Open, size: tuple[int, int]
) -> None:
    await hall.show(ZONE, zone_view())
    page = await television(size=size)
    await expect(page.locator("#line")).to_have_class("quiet")
    assert await page.evaluate(SENTENCES) == []


# ---- sound ----

# Counts what is really played, by address.
LISTEN = """() => {
  const play = HTMLMediaElement.prototype.play;
  window.played = [];
  HTMLMediaElement.prototype.play = function () {
    // the silence that tries the loudspeaker is nothing said
    if (this.src.includes("/sounds/")) window.played.push(new URL(this.src).pathname);
    return play.call(this);
  };
}"""
BEGUN = "() => /41-hall-a/.test(localStorage.getItem('signage.screen.begun.sound/hall-a'))"


async def say(
    hall: FakeHall, seq: int, name: str = "hello.wav", length: float = 0.3, gain: float = 0.0
) -> None:
    """Makes an announcement the current one, under the lease of the page that beat last."""
    await until(lambda: hall.said("beat"))
    lease = hall.said("beat")[-1]["page"]
    view = {"id": f"{seq}-hall-a", "seq": seq, "url": f"/sounds/{name}"}
    await hall.show(SOUND, view | {"lease": lease, "length": length, "gain": gain})


DUMB = {"state": "failed", "reason": text("layar ini tanpa suara")}
"""The voice of a zone that no screen can be heard in."""


async def speaking_screen(
    hall: FakeHall, *, speaks: bool = True, voice: dict[str, Any] | None = None
) -> None:
    hall.sounds["long.wav"] = silence(3)
    await hall.show(SCREEN, {"screen": "s", "name": "s", "zone": "hall-a", "speaks": speaks})
    row = call_row(41, "B012", "3", said="speaking")
    await hall.show(ZONE, zone_view(row, voice=voice or {"state": "screen", "reason": None}))


async def test_the_speaker_says_an_announcement_once(hall: FakeHall, television: Open) -> None:
    await speaking_screen(hall)
    page = await television()
    await page.locator(".tile").wait_for()
    await page.evaluate(LISTEN)
    await say(hall, 41)
    await until(lambda: hall.heard_of("41-hall-a") == ["ended"])
    await say(hall, 41)  # a server that has not heard it: it is told again, the hall is not
    await until(lambda: hall.heard_of("41-hall-a") == ["ended", "ended"])
    await say(hall, 42)
    await until(lambda: hall.heard_of("42-hall-a") == ["ended"])
    assert await page.evaluate("played") == ["/sounds/hello.wav"] * 2


async def test_it_is_as_loud_as_the_hall_wants(hall: FakeHall, television: Open) -> None:
    await speaking_screen(hall)
    page = await television()
    await page.locator(".tile").wait_for()
    await page.evaluate(LISTEN.replace("new URL(this.src).pathname", "this.volume"))
    await say(hall, 41, gain=-20.0)
    await until(lambda: hall.heard_of("41-hall-a") == ["ended"])
    await say(hall, 42)
    await until(lambda: hall.heard_of("42-hall-a") == ["ended"])
    await say(hall, 43, gain=6.0)
    await until(lambda: hall.heard_of("43-hall-a") == ["ended"])
    assert await page.evaluate("played") == [pytest.approx(0.1), 1, 1]


async def test_a_reload_says_nothing_again(hall: FakeHall, television: Open) -> None:
    await speaking_screen(hall)
    page = await television()
    await say(hall, 41, "long.wav", 3)
    await page.wait_for_function(BEGUN)
    await page.add_init_script(f"({LISTEN})()")
    await page.reload()
    await page.locator(".tile").wait_for()
    await until(lambda: hall.opened == 2 and len(hall.sockets) == 1)
    await say(hall, 41, "long.wav", 3)
    await until(lambda: hall.heard_of("41-hall-a") == ["failed"])  # it was cut off
    await say(hall, 42)
    await until(lambda: hall.heard_of("42-hall-a") == ["ended"])
    assert [path for path in await page.evaluate("played") if "sounds" in path] == [
        "/sounds/hello.wav"
    ]


async def test_a_sentence_outlives_the_server_and_is_reported(
    hall: FakeHall, television: Open
) -> None:
    hall.sounds["long.wav"] = silence(1)
    await speaking_screen(hall)
    page = await television()
    await say(hall, 41, "long.wav", 1)
    await page.wait_for_function(BEGUN)
    hall.views.pop(SOUND)
    await hall.drop()
    await until(lambda: hall.heard_of("41-hall-a") == ["ended"])


async def test_a_cancelled_announcement_stops(hall: FakeHall, television: Open) -> None:
    await speaking_screen(hall)
    page = await television()
    await say(hall, 41, "long.wav", 3)
    await page.wait_for_function(BEGUN)
    await hall.show(SOUND, None)
    await say(hall, 43)
    await until(lambda: hall.heard_of("43-hall-a") == ["ended"])
    assert hall.heard_of("41-hall-a") == []


async def test_only_the_page_that_has_the_lease_speaks(hall: FakeHall, television: Open) -> None:
    await speaking_screen(hall)
    pages = [await television(), await television()]
    for page in pages:
        await page.locator(".tile").wait_for()
        await page.evaluate(LISTEN)
    await say(hall, 41)
    await until(lambda: hall.heard_of("41-hall-a") == ["ended"])
    assert sorted([await page.evaluate("played") for page in pages]) == [[], ["/sounds/hello.wav"]]


async def test_a_screen_gives_signs_while_it_speaks_and_stops_when_another_one_takes_over(
    hall: FakeHall, television: Open
) -> None:
    await speaking_screen(hall)
    page = await television()
    await say(hall, 41, "long.wav", 3)
    await page.wait_for_function(BEGUN)
    await until(lambda: hall.said("saying").count("41-hall-a") >= 2)
    moved = hall.views[SOUND]["view"] | {"lease": "another-page"}
    await hall.show(SOUND, moved)
    await page.wait_for_timeout(300)
    given = hall.said("saying")
    await page.wait_for_timeout(1500)
    assert hall.said("saying") == given
    assert hall.heard_of("41-hall-a") == []
    await say(hall, 43)
    await until(lambda: hall.heard_of("43-hall-a") == ["ended"])


async def test_a_screen_that_is_no_speaker_is_silent(hall: FakeHall, television: Open) -> None:
    await speaking_screen(hall, speaks=False)
    page = await television()
    await page.locator(".tile").wait_for()
    await say(hall, 41)
    await asyncio.sleep(0.8)
    assert hall.said("heard") == []
    await speaking_screen(hall)  # now it is one: what is current is said here
    await until(lambda: hall.heard_of("41-hall-a") == ["ended"])


async def test_a_sound_that_cannot_be_had_is_reported(hall: FakeHall, television: Open) -> None:
    await speaking_screen(hall)
    page = await television()
    await page.locator(".tile").wait_for()
    await say(hall, 41, "missing.wav")
    await until(lambda: hall.heard_of("41-hall-a") == ["failed"])
    await speaking_screen(hall, voice=DUMB)
    await expect(page.locator("#line")).to_have_class("warn")
    await expect(page.locator("#line-text")).to_contain_text("tekan OK untuk mencoba lagi")
    await say(hall, 42)
    await until(lambda: hall.heard_of("42-hall-a") == ["ended"])
    await speaking_screen(hall)
    await expect(page.locator("#line")).not_to_have_class("warn")


async def test_a_sound_that_was_missing_comes_back_by_itself(
    hall: FakeHall, television: Open
) -> None:
    await speaking_screen(hall)
    page = await television(clock=True)
    await page.locator(".tile").wait_for()
    await say(hall, 41, "missing.wav")
    await until(lambda: hall.heard_of("41-hall-a") == ["failed"])
    await expect(page.locator("#line-text")).to_contain_text("tekan OK untuk mencoba lagi")
    assert hall.said("beat")[-1]["sound"] == "missing"
    await page.clock.run_for(21_000)
    await until(lambda: hall.said("beat")[-1]["sound"] == "ready")
    await page.clock.run_for(1_000)
    await expect(page.locator("#line")).to_have_class("quiet")


async def test_the_ok_button_of_a_remote_control_frees_the_sound(
    strict_browser: Browser, hall: FakeHall
) -> None:
    await speaking_screen(hall)
    async with television_of(strict_browser, hall) as opened:
        page = await opened()
        await until(lambda: [beat for beat in hall.said("beat") if beat["sound"] == "blocked"])
        await page.keyboard.press("Enter")
        await until(lambda: hall.said("beat")[-1]["sound"] == "ready")
        await expect(page.locator("#line")).to_have_class("quiet")


async def test_a_browser_that_blocks_sound_is_found_out_told_and_mended(
    strict_browser: Browser, hall: FakeHall
) -> None:
    await speaking_screen(hall)
    async with television_of(strict_browser, hall) as opened:
        page = await opened()
        # Known before the first announcement. Nothing may be asked of the page until it has tried:
        # to be asked counts as a touch.
        await until(lambda: [beat for beat in hall.said("beat") if beat["sound"] == "blocked"])
        await say(hall, 41)
        await until(lambda: hall.heard_of("41-hall-a") == ["blocked"])
        await speaking_screen(hall, voice=DUMB)
        await expect(page.locator("#line-text")).to_have_text(
            "Sentuh layar ini atau tekan OK untuk menyalakan suara."
        )
        await expect(page.locator("#line")).to_have_class("alert")
        await speaking_screen(hall)  # another screen speaks: no alarm for those who wait
        await expect(page.locator("#line")).to_have_class("quiet")
        await expect(page.locator("#line-text")).to_contain_text("tekan OK")
        await page.mouse.click(500, 500)
        await expect(page.locator("#line-text")).not_to_contain_text("tekan OK")
        await until(lambda: hall.said("beat")[-1]["sound"] == "ready")
        await say(hall, 42)
        await until(lambda: hall.heard_of("42-hall-a") == ["ended"])


# ---- for everyone ----


@pytest.mark.parametrize("scene", ["calls", "empty", "trouble", "unpaired"])
async def test_axe_finds_nothing_serious(hall: FakeHall, television: Open, scene: str) -> None:
    trouble = {"code": "disk_full", "text": text("Penuh.")} if scene == "trouble" else None
    calls = [] if scene == "empty" else [*numbers(3), call_row(9, "A031", "2", age=60)]
    await hall.show(ZONE, zone_view(*calls, trouble=trouble))
    page = await television("/screen" if scene == "unpaired" else f"/screen#{SECRET}")
    await page.locator("#notice-title" if scene == "unpaired" else "#line").wait_for()
    await page.wait_for_timeout(600)  # the arrival is over
    found = (await Axe().run(page)).response["violations"]
    grave = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in grave] == []


HIDDEN = """list => Array.from(document.querySelectorAll('#' + list + ' .item')).filter((node) => {
  const box = node.getBoundingClientRect();
  const area = document.getElementById(list).getBoundingClientRect();
  return box.right > area.right + 1 || box.bottom > area.bottom + 1;
}).map((node) => node.textContent)"""


@pytest.mark.parametrize("size", [*SIZES, (1080, 1919), (1366, 768)])
async def test_every_counter_that_serves_is_in_sight(
    hall: FakeHall, television: Open, size: tuple[int, int]
) -> None:
    page = await television(size=size)
    for count in (1, 2, 3, 4, 7, 10, 14):
        rows = [
            {"counter": str(n), "counter_name": str(n), "zone": "hall-a", "number": f"BK{n:03d}"}
            for n in range(1, count + 1)
        ]
        await hall.show(ZONE, zone_view(*numbers(1), serving=rows), seq=100 + count)
        await expect(page.locator("#serving-list .item")).to_have_count(count)
        assert await page.evaluate(HIDDEN, "serving-list") == []


LETTERS = "node => parseFloat(getComputedStyle(node).fontSize) / Math.min(innerWidth, innerHeight)"


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
@pytest.mark.parametrize("name", ["W" * 200, "Loket depan pintu timur", "4K-1"])
async def test_no_name_makes_a_counter_too_small_to_read(
    hall: FakeHall, television: Open, size: tuple[int, int], name: str
) -> None:
    page = await television(size=size)
    row = call_row(100, "B012", "3") | {"counter_name": name}
    await hall.show(ZONE, zone_view(row))
    counter = page.locator(".tile.hero .counter")
    await expect(counter).to_have_text(name)
    assert await counter.evaluate(LETTERS) > 0.03
    assert await page.evaluate("innerWidth === document.documentElement.scrollWidth")


# ---- which hall to walk to ----

FAR = {"zone": "hall-b", "zone_name": text("Hall Pelayanan B", "Service Hall B")}
# What is written, of nodes that stand on the screen and are not cut.
WHOLE = """nodes => nodes.filter((node) => node.getClientRects().length &&
  node.scrollWidth <= node.clientWidth + 1 &&
  node.scrollHeight <= node.clientHeight + parseFloat(getComputedStyle(node).fontSize) * .4)
  .map((node) => node.textContent)"""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 2, 3, 7, 12, 20])
async def test_a_call_from_another_hall_says_which(
    hall: FakeHall, television: Open, size: tuple[int, int], count: int
) -> None:
    guided = {"direction": text("sisi kiri")}
    calls = [row | FAR | (guided if row["seq"] % 2 else {}) for row in numbers(count)]
    await hall.show(ZONE, zone_view(*calls))
    page = await television(size=size)
    await expect(page.locator(".tile")).to_have_count(count)
    await page.evaluate("() => document.fonts.ready")
    halls = page.locator(".tile .hall")
    assert await halls.evaluate_all(WHOLE) == ["Hall Pelayanan B"] * count
    assert await page.evaluate(CUT) == []


async def test_rows_say_another_hall_and_keep_quiet_about_their_own(
    hall: FakeHall, television: Open
) -> None:
    own = call_row(40, "A031", "2", age=60, zone_name=text("Hall A"))
    far = call_row(39, "A030", "1", age=70, **FAR)
    unnamed = call_row(38, "A029", "1", age=80, zone="hall-b")
    await hall.show(ZONE, zone_view(call_row(41, "B012", "3"), own, far, unnamed))
    page = await television()
    await expect(page.locator(".tile.row .hall")).to_have_text(["", "Hall Pelayanan B", ""])
    await expect(page.locator(".tile.hero .hall")).to_have_text("")


async def test_a_counter_of_another_hall_is_told_apart_where_that_fits(
    hall: FakeHall, television: Open
) -> None:
    far = {"counter": "9", "counter_name": "9", "number": "B007"} | FAR
    endless = far | {"counter": "10", "zone_name": text("Hall " * 40)}
    await hall.show(ZONE, zone_view(serving=[far, endless]))
    page = await television()
    halls = page.locator("#serving-list .hall")
    await expect(halls.first).to_be_visible()
    await expect(halls.last).to_be_hidden()
    await expect(page.locator("#serving-title")).to_have_text("Di loket sekarang")


# ---- a notice is a picture too ----

SAID = "Mobil BE 1234 XY menghalangi jalan."


def notice(**changes: Any) -> dict[str, Any]:
    one = {"announcement": "n1", "text": SAID, "language": "en", "age": 2.0, "said": "failed"}
    return one | changes


@pytest.mark.parametrize("state", ["ready", "failed", "silent"])
async def test_a_notice_is_read_for_half_a_minute(
    hall: FakeHall, television: Open, state: str
) -> None:
    voice = {"state": state, "reason": None}
    await hall.show(ZONE, zone_view(notice=notice(age=20.0), voice=voice))
    page = await television(clock=True)
    line = page.locator("#line-text")
    await expect(line).to_have_text(SAID)
    assert await line.get_attribute("lang") == "en"
    await page.clock.fast_forward(6_000)
    await expect(line).to_have_text(SAID)
    await page.clock.fast_forward(6_000)
    await expect(line).not_to_have_text(SAID)
    assert await line.get_attribute("lang") is None


async def test_a_notice_stays_while_it_is_said(hall: FakeHall, television: Open) -> None:
    await hall.show(ZONE, zone_view(notice=notice(age=55.0, said="speaking")))
    page = await television()
    line = page.locator("#line-text")
    await expect(line).to_have_text(SAID)
    await hall.show(ZONE, zone_view(notice=notice(age=55.0, said="heard")))
    await expect(line).not_to_have_text(SAID)


async def test_trouble_and_silence_go_before_a_notice(hall: FakeHall, television: Open) -> None:
    trouble = {"code": "disk_full", "text": text("Penuh.")}
    await hall.show(ZONE, zone_view(notice=notice(said="speaking"), trouble=trouble))
    page = await television(clock=True)
    await expect(page.locator("#line-text")).to_have_text("Penuh.")
    await hall.show(ZONE, zone_view(notice=notice(said="speaking")))
    await expect(page.locator("#line")).to_have_class("notice")
    hall.mute = True
    await page.clock.fast_forward(16_000)
    await expect(page.locator("#line-text")).to_contain_text("Sambungan terputus")


@pytest.mark.parametrize("size", SIZES)
async def test_a_notice_of_400_characters_is_whole_and_large(
    hall: FakeHall, television: Open, size: tuple[int, int]
) -> None:
    long = ("Layanan perekaman KTP-el di Hall A dihentikan sementara. " * 9)[:400]
    await hall.show(ZONE, zone_view(*numbers(12), notice=notice(text=long)))
    page = await television(size=size)
    await expect(page.locator(".tile")).to_have_count(12)
    await page.evaluate("() => document.fonts.ready")
    line = page.locator("#line-text")
    assert await line.evaluate_all(WHOLE) == [long]
    assert await line.evaluate(LETTERS) >= 0.023
    assert await page.evaluate(CUT) == []
    band = await page.locator("#line").bounding_box()
    board = await page.locator("main").bounding_box()
    assert band and board and board["y"] + board["height"] <= band["y"] + 1
    lowest = "Math.max(...Array.from(document.querySelectorAll('.tile'), "
    lowest += "(tile) => tile.getBoundingClientRect().bottom))"
    assert await page.evaluate(lowest) <= band["y"]


# ---- long numbers and long names ----


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("number", ["ABCDEF-123456", "WWWWWW-000000"])
async def test_a_number_is_never_cut(
    hall: FakeHall, television: Open, size: tuple[int, int], number: str
) -> None:
    name = ("Meja Pelayanan Terpadu " * 9)[:200]
    long = {"number": number, "counter_name": name}
    calls = [call_row(100 - n, "B012", "3", age=60.0 * (n > 0)) | long for n in range(4)]
    rows = [{"counter": str(n), "zone": "hall-a"} | long for n in range(6)]
    await hall.show(ZONE, zone_view(*calls, serving=rows))
    page = await television(size=size)
    await expect(page.locator(".tile.row .number").first).to_be_visible()
    await page.evaluate("() => document.fonts.ready")
    assert await page.evaluate(HIDDEN, "serving-list") == []
    across = """nodes => nodes.every((node) => {
      const box = node.getBoundingClientRect();
      const room = node.parentNode.getBoundingClientRect();
      return node.scrollWidth <= node.clientWidth + 1 && box.left >= room.left - 1 &&
        box.right <= room.right + 1;
    })"""
    for place, least in ((".tile.hero", 0.05), (".tile.row", 0.03), ("#serving-list", 0.02)):
        found = page.locator(f"{place} .number")
        assert await found.evaluate_all(across)
        assert await found.first.evaluate(LETTERS) >= least
    assert await page.locator(".tile.row .counter").first.evaluate(LETTERS) >= 0.02


@pytest.mark.parametrize("count", [6, 8, 14, 20])
async def test_names_of_36_characters_are_whole_in_the_waiting_list(
    hall: FakeHall, television: Open, count: int
) -> None:
    names = ["Identitas Kependudukan Digital (IKD)", "Perekaman KTP-el", "Paspor Baru"]
    waiting = [
        {"service": str(n), "name": text(names[n % 3]), "count": n + 1} for n in range(count)
    ]
    await hall.show(ZONE, zone_view(*numbers(1), waiting=waiting))
    page = await television()
    await expect(page.locator("#waiting-list .item")).to_have_count(count)
    await page.evaluate("() => document.fonts.ready")
    rows = page.locator("#waiting-list .name")
    assert await rows.evaluate_all(WHOLE) == [names[n % 3] for n in range(count)]
    assert await rows.first.evaluate(LETTERS) >= 0.0199
    assert await page.evaluate(HIDDEN, "waiting-list") == []
