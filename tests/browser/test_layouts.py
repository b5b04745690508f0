"""The screen page with a layout: regions in their boxes, calls in their place, and long days."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any

import msgspec
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from signage.screens.legibility import sizes
from signage.screens.ready import READY
from signage.screens.shapes import layout_view
from signage.screens.themes import THEMES
from tests.browser.fakes import AT, SECRET, FakeHall, call_row, serving, text, zone_view

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

ZONE, SCREEN = "zone/hall-a", "screen/s"
SIZES = {"landscape": [(1920, 1080), (1024, 600)], "portrait": [(1080, 1920)]}
TOLD = "Layanan tetap buka pada jam istirahat; lansia dan ibu hamil menekan tombol Prioritas."

# What leaves the window or its region, what is cut at its top or bottom, and words too small.
WRONG = """(least) => {
  const shown = (node) => node.getClientRects().length > 0 &&
    getComputedStyle(node).visibility === 'visible';
  const boxes = [...document.querySelectorAll('.region, #line, #calls.shown, #guests')];
  const outside = boxes.filter(shown).filter((node) => {
    const box = node.getBoundingClientRect();
    return box.left < -1 || box.top < -1 || box.right > innerWidth + 1 ||
      box.bottom > innerHeight + 1 || box.width < 1 || box.height < 1;
  }).map((node) => 'outside ' + node.className);
  const rows = [...document.querySelectorAll('.region .line, .tile .number, .tile .counter, ' +
    '.tile .label')].filter(shown).filter((node) => {
    const box = node.getBoundingClientRect();
    const home = node.closest('.region, .ticket, .desk').getBoundingClientRect();
    return box.height > 0 && (box.bottom > home.bottom + 2 || box.top < home.top - 2);
  }).map((node) => 'cut ' + node.className + ' ' + node.textContent);
  const leaves = [...document.querySelectorAll('.panel *, .tile *')].filter(shown)
    .filter((node) => node.children.length === 0 && node.textContent)
    
    .filter((node) => parseFloat(getComputedStyle(node).fontSize) <
      least * Math.min(innerWidth, innerHeight) * 0.97)
    .map((node) => 'small ' + node.className + ' ' + node.textContent);
  return [...outside, ...rows, ...leaves];
}"""


def screen_view(layout: str, way: str = "landscape", **changes: Any) -> dict[str, Any]:
    """What a screen of hall-a is told, with something in every region."""
    arranged = msgspec.to_builtins(layout_view(READY[layout, way]))  # type: ignore[index]
    counters = [
        {"counter": str(n), "name": text(str(n)), "zone": text("Hall A"), "direction": None}
        for n in (1, 2, 3)
    ]
    prayers = [("subuh", "04:31"), ("zuhur", "11:52"), ("asar", "15:15"), ("isya", "19:20")]
    view = {
        "screen": "s", "name": "s", "zone": "hall-a", "speaks": False, "zone_name": text("Hall A"),
        "mall": text("MPP Kota Metro"), "languages": ["id", "en"], "layout": arranged,
        "turned": None, "sizes": asdict(sizes(55, 5)), "version": "", "drift": True, "dark": [],
        "theme": {"id": "malam", "tokens": dict(THEMES["malam"].tokens), "logo": None},
        "programme": {"spans": [], "playlists": {}},
        "tickers": [{"text": text(TOLD), "from": None, "until": None}],
        "facts": {
            "directory": [{"agency": text(f"Dinas {n}"), "counters": counters} for n in range(9)],
            "prayers": [{"prayer": p, "name": text(p), "at": at} for p, at in prayers],
            "skm": {"index": "87.28", "category": "B", "label": text("Baik"), "answers": 120,
                    "period": text("Oktober 2026")},
            "hours": [],
        },
    }  # fmt: skip
    return view | changes


def waiting(count: int) -> list[dict[str, Any]]:
    return [
        {"service": str(n), "name": text(f"Layanan nomor {n}"), "count": n,
         "expected_wait": {"minutes": 5 * n, "text": text("")} if n else None}
        for n in range(count)
    ]  # fmt: skip


def calls(up: int, rest: int = 6) -> list[dict[str, Any]]:
    fresh = [call_row(90 - n, f"B{n:03}", str(n + 1)) for n in range(up)]
    return fresh + [call_row(70 - n, f"A{n:03}", str(n + 1), age=90) for n in range(rest)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hall() -> AsyncIterator[FakeHall]:
    me = {"kind": "screen", "id": "s", "place": "hall-a", "topics": [ZONE, SCREEN]}
    async with serving(FakeHall(me=me | {"language": "id"})) as hall:
        yield hall


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(browser: Browser, hall: FakeHall) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1920, "height": 1080})
    page = await context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.extend([line.text] * ("Policy" in line.text)))
    await page.clock.install()
    await hall.show(SCREEN, screen_view("classic"))
    await hall.show(ZONE, zone_view(*calls(1)))
    await page.goto(f"{hall.url}/screen#{SECRET}")
    await page.locator(".tile.now").wait_for()
    await page.evaluate("() => document.fonts.ready")
    yield page
    await context.close()
    assert troubles == []


async def drawn(page: Page) -> None:
    """The page has heard and painted what was just pushed."""
    await asyncio.sleep(0.05)
    await page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")


async def test_classic_is_the_picture_without_a_layout(hall: FakeHall, page: Page) -> None:
    boxes = """() => [...document.querySelectorAll('body *')].filter((n) => n.offsetParent)
      .map((n) => [n.id, n.textContent, n.getBoundingClientRect().toJSON()])"""
    await page.emulate_media(reduced_motion="reduce")
    with_layout = await page.evaluate(boxes)
    await hall.show(SCREEN, screen_view("media"))
    await page.locator("body.placed").wait_for()
    await hall.show(SCREEN, {"screen": "s", "name": "s", "zone": "hall-a", "speaks": False})
    await page.locator("body:not(.placed)").wait_for()
    assert await page.evaluate(boxes) == with_layout
    assert await page.locator(".region").count() == 0
    await page.emulate_media(reduced_motion="no-preference")


@pytest.mark.parametrize("way", ["landscape", "portrait"])
async def test_every_ready_layout_is_whole(hall: FakeHall, page: Page, way: str) -> None:
    least = sizes(55, 5).text
    for width, height in SIZES[way]:
        await page.set_viewport_size({"width": width, "height": height})
        for layout in [id for id, stands in READY if stands == way and id != "classic"]:
            await hall.show(SCREEN, screen_view(layout, way))
            for up in (0, 1, 7):
                await hall.show(ZONE, zone_view(*calls(up), waiting=waiting(12)))
                await drawn(page)
                wrong = await page.evaluate(WRONG, least)
                assert wrong == [], (layout, width, height, up)
                assert await page.locator(".tile:not(.row)").count() >= up


async def test_a_call_comes_as_a_banner_and_goes(hall: FakeHall, page: Page) -> None:
    await page.set_viewport_size({"width": 1920, "height": 1080})
    await hall.show(SCREEN, screen_view("banner"))
    await hall.show(ZONE, zone_view(*calls(0)))
    await expect(page.locator("#calls")).to_be_hidden()
    await expect(page.locator("#line-text")).to_contain_text("A000 → Loket 1")
    await hall.show(ZONE, zone_view(*calls(2)))
    await expect(page.locator("#calls.over.banner .tile")).to_have_count(2)
    box = await page.locator("#calls").bounding_box()
    assert box and box["y"] > 300 and box["width"] == 1920
    at = f"document.elementFromPoint(960, {box['y'] + box['height'] / 2})"
    assert await page.evaluate(f"{at}.closest('#calls') !== null")  # above what plays
    await page.clock.fast_forward(21_000)
    await hall.show(ZONE, zone_view(*calls(0)))
    await expect(page.locator("#calls")).to_be_hidden()
    await expect(page.locator(".tile")).to_have_count(0)


async def test_a_call_takes_the_whole_screen_but_the_status(hall: FakeHall, page: Page) -> None:
    await hall.show(SCREEN, screen_view("whole"))
    await hall.show(ZONE, zone_view(*calls(1)))
    await page.locator("#calls.over.whole .tile.now").wait_for()
    box = await page.locator("#calls").bounding_box()
    assert box and (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1920, 1020)
    await expect(page.locator("#line")).to_be_visible()


CUT = """() => [...document.querySelectorAll('.desk .hall, .header h1, #line-text, .last .agency')]
  .filter((node) => node.getClientRects().length && node.textContent)
  .filter((node) => node.scrollWidth > node.clientWidth + 1 ||
    node.scrollHeight > node.clientHeight + 3)
  .map((node) => node.className + ' ' + node.textContent)"""


@pytest.mark.parametrize("layout", ["media", "ballroom", "all"])
async def test_names_that_differ_at_their_ends_are_whole(
    hall: FakeHall, page: Page, layout: str
) -> None:
    mall = text("Mal Pelayanan Publik Kota Metro")
    for way, width, height in (("landscape", 1920, 1080), ("portrait", 1080, 1920)):
        await page.set_viewport_size({"width": width, "height": height})
        await hall.show(SCREEN, screen_view(layout, way, mall=mall))
        for up in (0, 1, 8):
            other = {"zone": "hall-b", "zone_name": text("Hall Pelayanan B")}
            rows = [row | other for row in calls(up, 1)]
            await hall.show(ZONE, zone_view(*rows, mall=mall))
            await drawn(page)
            assert await page.evaluate(CUT) == [], (way, up)
    await page.set_viewport_size({"width": 1920, "height": 1080})


ROWS = """(kind) => {
  const region = document.querySelector('.region.' + kind);
  const home = region.getBoundingClientRect();
  const rows = [...region.querySelectorAll('.line')];
  return {
    texts: rows.map((row) => row.textContent),
    least: Math.min(...rows.map((row) => parseFloat(getComputedStyle(row).fontSize))),
    cut: [...region.querySelectorAll('.line, .line > span')].filter((node) =>
      node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== 'inline' ||
      node.getBoundingClientRect().bottom > home.bottom + 1).map((node) => node.textContent),
  };
}"""


@pytest.mark.parametrize("kind", ["serving", "waits", "directory", "last", "prayers"])
async def test_a_list_without_room_takes_turns_until_all_of_it_was_seen(
    hall: FakeHall, page: Page, kind: str
) -> None:
    rows = [{"counter": str(n), "zone": "hall-a", "number": f"4K-{1000 + n}"} for n in range(12)]
    long = text("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu")
    view = screen_view("all")
    view["facts"]["directory"] = [
        {**agency, "agency": text(f"{long['id']} {n}")}
        for n, agency in enumerate(view["facts"]["directory"][:4])
    ]
    await hall.show(SCREEN, view)
    services = [{**row, "name": text(f"{row['name']['id']} dan data")} for row in waiting(9)]
    told = [row | {"agency_name": long} for row in calls(0)]
    await hall.show(ZONE, zone_view(*told, serving=rows, waiting=services))
    await drawn(page)
    wanted = {"serving": 12, "waits": 8, "directory": 4, "last": 5, "prayers": 4}[kind]
    seen: set[str] = set()
    for _ in range(16):
        found = await page.evaluate(ROWS, kind)
        assert found["cut"] == [] and found["least"] >= sizes(55, 5).text * 1080 * 0.97
        seen |= set(found["texts"])
        if len(seen) >= wanted:
            break
        await page.clock.run_for(6_500)
    assert len(seen) == wanted


async def test_a_screen_that_nobody_called_to_welcomes_in_every_layout(
    hall: FakeHall, page: Page
) -> None:
    for layout in ("media", "all"):
        await hall.show(SCREEN, screen_view(layout))
        await hall.show(ZONE, zone_view(mall=text(f"Mal {layout}"), open=False))
        await expect(page.locator("#welcome-mall")).to_have_text(f"Mal {layout}")
        await expect(page.locator("#greeting")).to_have_text("Layanan sedang tutup.")
        cut = "(node) => node.scrollHeight > node.clientHeight + 1"
        assert not await page.locator("#empty").evaluate(cut)
    long = text("Mal Pelayanan Publik Kota Metro")
    await page.set_viewport_size({"width": 540, "height": 960})
    try:
        small = screen_view("media", way="portrait", sizes=asdict(sizes(32, 4)))
        await hall.show(SCREEN, small | {"mall": long})
        await hall.show(ZONE, zone_view(mall=long))
        await expect(page.locator("#welcome-mall")).to_have_text(long["id"])
        cut = """(node) => node.scrollHeight > node.clientHeight * 1.1 + 1 ||
          node.scrollWidth > node.clientWidth + 1"""
        for name in ("#empty", "#welcome-mall", ".region.header h1", ".region.header .zone"):
            assert not await page.locator(name).evaluate(cut), name
    finally:
        await page.set_viewport_size({"width": 1920, "height": 1080})


async def test_an_event_greets_and_says_where_calls_go(hall: FakeHall, page: Page) -> None:
    event = {
        "id": "e", "name": text("Pelantikan"), "greeting": text("Selamat datang"), "playlist": None,
        "programme": [{"at": "09:00", "text": text("Pembukaan")},
                      {"at": "10:00", "text": text("Sambutan")}],
        "since": AT, "until": None, "calls_to": [], "note": text("Tunggu di Hall B."),
    }  # fmt: skip
    for layout in ("classic", "media"):
        await hall.show(SCREEN, screen_view(layout))
        await hall.show(ZONE, zone_view(takeover=event))
        await expect(page.locator("#takeover .greeting")).to_have_text("Selamat datang")
        await expect(page.locator("#takeover .marked .text")).to_have_text("Pembukaan")
        await expect(page.locator("#takeover .note")).to_have_text("Tunggu di Hall B.")
        await expect(page.locator("#line")).to_have_text("MPP Kota Metro")
        await hall.show(ZONE, zone_view(takeover=event | {"playlist": "p"}))
        await expect(page.locator("#takeover .title")).to_have_text(
            "Selamat datang · 09.00 Pembukaan"
        )
        drill = {"emergency": "x", "text": text("Keluar"), "since": 1.0, "drill": False}
        await hall.show(ZONE, zone_view(takeover=event, emergency=drill, emergencies=[drill]))
        await page.locator("body.alarm").wait_for()
        above = "document.elementFromPoint(innerWidth / 2, innerHeight / 2).id"
        assert (await page.evaluate(above)).startswith("alarm")
        await hall.show(
            ZONE, zone_view(guests=[{"zone": "b", "name": text("B"), "note": text("!")}])
        )
        await expect(page.locator("#takeover")).to_be_hidden()
        await expect(page.locator("#guests")).to_have_text("!")
        guests = [{"zone": "b", "name": text("B"), "note": text("!")}]
        if layout != "classic":  # its line stands at the top
            above_all = screen_view(layout)
            for region in above_all["layout"]["regions"]:
                region["y"] = 0 if region["kind"] == "status" else region["y"]
            await hall.show(SCREEN, above_all)
        await hall.show(ZONE, zone_view(guests=guests, emergency=drill, emergencies=[drill]))
        await expect(page.locator("#guests")).to_be_hidden()
        boxes = "['alarm', 'line'].map((id) => document.getElementById(id).getBoundingClientRect())"
        await page.wait_for_function(
            f"(([one, two]) => Math.abs(one.bottom - two.top) < 2"
            f" && Math.abs(two.bottom - innerHeight) < 2)({boxes})"
        )
    await hall.show(ZONE, zone_view())


async def test_the_ticker_is_slow_and_waits_for_calls(hall: FakeHall, page: Page) -> None:
    await hall.show(SCREEN, screen_view("media", tickers=[
        {"text": text(TOLD * 3), "from": None, "until": None},
        {"text": text("Kemarin"), "from": None, "until": AT - 1},
    ]))  # fmt: skip
    await hall.show(ZONE, zone_view(*calls(0)))
    run = "() => document.querySelector('.ticker p').getAnimations()[0]"
    await page.wait_for_function(run)
    pace = await page.evaluate(f"""() => {{
      const node = document.querySelector('.ticker p');
      const timing = ({run})().effect.getTiming();
      return node.textContent.length / (timing.duration - 3000) * 1000;
    }}""")
    assert 4.5 <= pace <= 6.1
    begin = await page.locator(".ticker p").evaluate("node => node.getBoundingClientRect().left")
    assert 0 < begin < 100  # its beginning can be read at once
    await hall.show(ZONE, zone_view(*calls(1)))
    await page.wait_for_function(f"() => ({run})().playState === 'paused'")
    await hall.show(ZONE, zone_view(*calls(0)))
    await page.clock.run_for(1000)
    await page.wait_for_function(f"() => ({run})().playState === 'running'")
    # In a hall that calls all the time the text goes on, in pages of whole words.
    busy = [row | {"said": "waiting", "age": 30} for row in calls(1)]
    await hall.show(ZONE, zone_view(*busy))
    await page.clock.fast_forward(13_000)
    await page.clock.run_for(1000)
    page_of = page.locator(".ticker p")
    await expect(page_of).to_have_text(re.compile("^Layanan tetap"))
    first = await page_of.text_content() or ""
    assert len(first) < len(TOLD * 3) and (TOLD * 3)[len(first)] == " "
    await page.clock.fast_forward(20_000)
    await page.clock.run_for(1000)
    await expect(page_of).not_to_have_text(first)
    await hall.show(ZONE, zone_view(*calls(0)))


async def test_the_screen_is_dark_by_the_hall_and_a_call_wakes_it(
    hall: FakeHall, page: Page
) -> None:
    await hall.show(SCREEN, screen_view("media", dark=[{"from": AT - 1, "until": AT + 3_600_000}]))
    await hall.show(ZONE, zone_view(*calls(0)))
    await page.locator("body.dark").wait_for()
    await hall.show(ZONE, zone_view(*calls(1)))
    await page.locator("body:not(.dark)").wait_for()
    alarm = {"emergency": "x", "text": text("Keluar"), "since": 1.0, "drill": True}
    await hall.show(ZONE, zone_view(*calls(0), emergency=alarm, emergencies=[alarm]))
    await page.locator("body.alarm:not(.dark)").wait_for()
    await hall.show(SCREEN, screen_view("media"))
    await hall.show(ZONE, zone_view(*calls(0)))


async def test_still_parts_move_a_little_and_stay_inside(page: Page) -> None:
    steps = await page.evaluate("""() => Array.from({ length: 480 },
      (_, step) => signage.drift(step * 180, 10.8)).map((at) => [at.x, at.y])""")
    assert steps[0] == [0, 0]
    assert len({tuple(step) for step in steps}) >= 20
    pairs = itertools.pairwise(steps)
    assert all(abs(a[0] - b[0]) <= 1 and abs(a[1] - b[1]) <= 1 for a, b in pairs)
    assert all(abs(x) <= 3 and abs(y) <= 2 for x, y in steps)


async def test_a_sleep_is_noticed_by_the_two_clocks(page: Page) -> None:
    seen = await page.evaluate("""() => {
      let wall = 1e12;
      let steady = 50;
      const sleep = new signage.Sleep(() => wall, () => steady);
      const pass = (a, b) => { wall += a; steady += b; return sleep.look(); };
      return [[1e3, 1e3], [9e6, 1e3], [1e3, 1e3], [-9e6, 1e3], [8e4, 8e4]]
        .map((by) => pass(by[0], by[1]));
    }""")
    assert seen == [None, 8_999_000, None, 0, None]


async def test_the_page_renews_itself_only_when_all_is_calm(page: Page) -> None:
    seen = await page.evaluate("""async () => {
      const seen = [];
      const kept = {};
      let steady = 0;
      const memory = {
        recall: (name) => kept[name],
        remember: (name, value) => { kept[name] = value; }
      };
      const made = (text) => new signage.Renew('old', memory, () => steady,
        () => Promise.resolve({ ok: text !== null, text: () => text }), () => seen.push('gone'));
      const tick = async (renew, wanted, calm) => {
        for (let n = 0; n < 2; n += 1) {
          steady += 30000;
          renew.look(wanted, calm, 1e6 + steady / 1e3);
        }
        await new Promise((done) => { const c = new MessageChannel();
          c.port1.onmessage = () => { c.port1.close(); done(); }; c.port2.postMessage(0); });
        seen.push(seen.length);
      };
      await tick(made('?v=new'), 'old', true);
      await tick(made('?v=new'), 'new', false);
      await tick(made(null), 'new', true);
      await tick(made('an error page'), 'new', true);
      await tick(made('?v=new'), 'new', true);
      await tick(made('?v=new'), 'new', true);
      return seen;
    }""")
    assert seen == [0, 1, 2, 3, "gone", 5, 6]


async def test_a_preview_hears_its_own_origin_alone(browser: Browser, hall: FakeHall) -> None:
    page = await browser.new_page(viewport={"width": 1280, "height": 720})
    before = hall.asked, hall.opened
    await page.goto(f"{hall.url}/screen/preview")
    word = {"type": "preview", "view": screen_view("media"), "zone": zone_view(*calls(1)), "at": AT}
    send = """([word, origin]) => dispatchEvent(new MessageEvent('message',
      { data: word, origin: origin || location.origin, source: window }))"""
    await page.evaluate(send, [word, "http://elsewhere.example"])
    assert await page.locator("body.without").count() == 1
    await page.evaluate(send, [word, ""])
    await expect(page.locator(".tile.now .number")).to_have_text("B000")
    await page.locator("body.placed .region.header").wait_for()
    assert (hall.asked, hall.opened) == before
    await page.close()
