"""What plays between calls: in a real Chromium, with a server that goes and a moved clock."""

import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from tests.browser.fake_media import (
    HOUR,
    JSON,
    fact,
    image,
    item,
    movie,
    notice,
    paragraph,
    picture,
    screen_view,
    span,
    video,
)
from tests.browser.fakes import AT, SECRET, FakeHall, call_row, serving, zone_view

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

HERE = Path(__file__).parent / "player"
RED, GREEN, BLUE = picture("#c00"), picture("#0c0"), picture("#00c")
BEGIN = """([at, secret]) => {
  window.skew = 0;
  window.at = at;
  window.noted = [];
  const steady = () => performance.now() + window.skew;
  const began = steady();
  window.player = new signage.Player({
    page: document, steady: steady, plays: { note: (play) => noted.push(play) },
    secret: () => secret, language: () => 'id'
  });
  window.player.store.part = 3000;
  window.scene = {
    box: { left: 0, top: 0, width: innerWidth, height: innerHeight }, screen: null, view: null,
    during: { calling: false, speaking: false, takeover: null }
  };
  window.pass = (ms) => {
    window.skew += ms;
    player.show(scene.box, scene.screen, scene.view, scene.during, at + steady() - began);
    return player.current ? player.current.item.id : null;
  };
}"""


class Trial:
    """The page with the player alone, and the hall that it fetches from."""

    def __init__(self, page: Page, hall: FakeHall) -> None:
        self.page, self.hall = page, hall

    async def begin(self, screen: JSON, view: JSON | None = None, **files: bytes) -> None:
        """Hand the page its screen; `files` by their names, `_` for the point."""
        self.hall.media |= {name.replace("_", "."): whole for name, whole in files.items()}
        await self.page.evaluate(BEGIN, [AT, SECRET])
        await self.told(screen, view)

    async def told(self, screen: JSON, view: JSON | None = None) -> str | None:
        front: str | None = await self.page.evaluate(
            "([screen, view]) => { scene.screen = screen; scene.view = view; return pass(0); }",
            [screen, view or zone_view()],
        )
        return front

    async def passes(self, seconds: float) -> str | None:
        """So long; the id of what is in front then, which may still be on its way."""
        front: str | None = await self.page.evaluate("(ms) => pass(ms)", seconds * 1000)
        return front

    async def shows(self, id: str) -> None:
        """Wait until this is in front."""
        await self.page.wait_for_function(
            "(id) => player.current && player.current.item.id === id", arg=id
        )

    async def until(self, expression: str) -> None:
        await self.page.wait_for_function(f"() => {expression}")

    async def value(self, expression: str) -> Any:
        return await self.page.evaluate(expression)


Opened = Callable[[], Awaitable[Trial]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hall() -> AsyncIterator[FakeHall]:
    async with serving(FakeHall(me={}), HERE) as hall:
        yield hall


@pytest_asyncio.fixture(loop_scope="module")
async def trial(browser: Browser, hall: FakeHall) -> AsyncIterator[Trial]:
    hall.media, hall.fetched, hall.away = {}, [], False
    context = await browser.new_context(viewport={"width": 1920, "height": 1080})
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    await page.goto(f"{hall.url}/trial")
    yield Trial(page, hall)
    assert faults == []
    await context.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bars(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return await movie(tmp_path_factory.mktemp("videos"), 20)


REEL = """([programme, from, seconds, ready]) => {
  const told = [];
  let last = null;
  for (let at = from; at < from + seconds * 1000;) {
    const found = signage.reel(programme, at, (item) => ready.indexOf(item.id) >= 0, last, null);
    told.push(found ? found.id : null);
    last = found || last;
    at += (found ? found.item.seconds : 30) * 1000;
  }
  return told;
}"""


async def test_the_programme_is_a_table(trial: Trial) -> None:
    """Begins at a span's border with the first item; missing and untimely items are left out."""
    lists = {
        "a": [item("a1", "image", 20), item("a2", "image", 20), item("a3", "image", 20)],
        "b": [item("b1", "image", 30), item("b2", "image", 30) | {"until": AT + 150_000}],
        "none": [],
    }
    programme = screen_view(
        lists,
        span(-10_000, 90_000, "a"),
        span(90_000, 240_000, "b", "x"),
        span(240_000, 300_000, "none"),
        span(300_000, None, "a"),
    )["programme"]
    every = ["a1", "a2", "a3", "b1", "b2"]
    told = await trial.page.evaluate(REEL, [programme, AT, 360, every])
    assert told == [
        "a1", "a2", "a3", "a1", "a2",  # joined 10 s after the border; a2 goes on over the next
        "b1", "b2", "b1", "b1", "b1",
        None, None, "a1", "a2", "a3",
    ]  # fmt: skip
    missing = await trial.page.evaluate(REEL, [programme, AT, 80, ["a1", "a3"]])
    assert missing == ["a1", "a3", "a1", "a3"]
    late = await trial.page.evaluate(REEL, [programme, AT + 48 * HOUR + 25_000, 40, every])
    assert late == ["a1", "a2"] or late[0] in {"a1", "a2", "a3"}
    assert await trial.page.evaluate(REEL, [programme, AT, 60, []]) == [None, None]


async def test_a_sum_is_made_in_slices_that_hold_up_no_frame(trial: Trial) -> None:
    whole = bytes(range(256)) * 4096 * 8
    crc = f"{zlib.crc32(whole):08x}"
    told = await trial.page.evaluate(
        """async (crc) => {
          const part = new Uint8Array(256).map((_, place) => place);
          const blob = new Blob(Array.from({ length: 4096 * 8 }, () => part));
          const took = [];
          const steady = () => performance.now();
          const good = await signage.check(blob, blob.size, crc, steady, (ms) => took.push(ms));
          const bad = await signage.check(blob, blob.size, '0' + crc.slice(1), steady);
          const short = await signage.check(blob.slice(1), blob.size, crc, steady);
          const long = took.filter((ms) => ms > 10);
          return [good, bad && crc[0] !== '0', short, took.length, long.length];
        }""",
        crc,
    )
    assert told[:3] == [True, False, False]
    assert told[3] > 10 and told[4] <= told[3] // 10  # another process may hold a slice up


async def test_only_whole_files_are_shown_and_the_server_may_be_away(trial: Trial) -> None:
    """A part that came is not fetched again; a bad or short file stays out, and is tried again."""
    noise = picture("#777") + bytes(7000)
    screen = screen_view(
        {"a": [image("red", RED), image("bad", GREEN), image("short", BLUE), image("big", noise)]}
    )
    wrong = {"bad_png": GREEN[:-1] + b"!", "short_png": BLUE[:-3]}
    trial.hall.away = True
    await trial.begin(screen, None, red_png=RED, big_png=noise, **wrong)
    await trial.until("player.store.told().failing >= 1")
    assert await trial.value("player.current.calm") is True
    trial.hall.away = False
    for _ in range(5):
        await trial.passes(70)
        await trial.value("player.store.go()")
    await trial.until("player.store.told().kept === 2")
    shown = [await trial.passes(0.2)]
    for _ in range(5):
        await trial.passes(10.1)
        await trial.until("!player.coming")
        shown.append(await trial.passes(0))
    assert set(shown) == {"red", "big"}
    parts = [part for name, part in trial.hall.fetched if name == "big.png"]
    assert [part for part in parts if part][-3:] == [
        f"bytes={at}-{min(at + 2999, len(noise) - 1)}" for at in range(0, len(noise), 3000)
    ]
    trial.hall.media |= {"bad.png": GREEN, "short.png": BLUE}
    for _ in range(3):
        await trial.passes(70)
        await trial.value("player.store.go()")
    await trial.until("player.store.told().kept === 4")
    assert await trial.value("player.store.told().failing") == 0


async def test_what_is_no_longer_named_is_let_go(trial: Trial) -> None:
    await trial.begin(screen_view({"a": [image("red", RED)]}), red_png=RED, green_png=GREEN)
    await trial.shows("red")
    old = await trial.value("player.store.url('/media/red.png')")
    await trial.told(screen_view({"a": [image("green", GREEN)]}))
    await trial.until("player.store.url('/media/green.png')")
    kept = "player.store.url('/media/green.png')"
    assert await trial.value("player.store.url('/media/red.png')") == old  # it is being looked at
    await trial.passes(10.1)
    await trial.shows("green")
    await trial.passes(1)
    await trial.passes(0.1)
    looked = """(url) => new Promise((resolve) => {
      const image = new Image();
      image.onload = () => resolve('there');
      image.onerror = () => resolve('gone');
      image.src = url;
    })"""
    assert await trial.page.evaluate(looked, await trial.value(kept)) == "there"
    gone = await trial.page.evaluate(looked, old)
    assert gone == "gone" and await trial.value("Object.keys(player.store.kept).length") == 1


async def test_the_biggest_and_the_latest_have_no_room(trial: Trial) -> None:
    told = await trial.page.evaluate(
        """() => signage.fitting([
          { url: 'a', size: 50, group: 0 }, { url: 'b', size: 900, group: 0 },
          { url: 'c', size: 60, group: 0 },
          { url: 'd', size: 10, group: 1 }, { url: 'e', size: 30, group: 1 }
        ], 130).map((file) => file.url)"""
    )
    assert told == ["a", "c", "d"]


async def test_a_video_plays_from_memory_without_the_server(trial: Trial, bars: bytes) -> None:
    screen = screen_view(
        {"a": [video("film", bars, 20), image("red", RED), item("w", "slide", slide="waits")]}
    )
    await trial.begin(screen, film_webm=bars, red_png=RED)
    await trial.until("player.store.told().kept === 2")
    trial.hall.away = True
    await trial.passes(30)
    seen = []
    for _ in range(7):
        await trial.until("!player.coming")
        now = await trial.passes(0)
        seen.append(now)
        if now == "film":
            await trial.until("player.video.currentTime > 0.1 && player.video.videoWidth === 128")
            await trial.value("player.video.currentTime = 19.9")
            await trial.until("player.current.item.id !== 'film'")
        else:
            await trial.passes(10.1)
    assert "film" in seen[1:] and {"red", "w"} <= set(seen)
    noted = await trial.value("noted")
    assert {"film", "red", "w"} == {play["item"] for play in noted}
    assert all(play["whole"] and play["playlist"] == "a" for play in noted)
    assert all(9_900 < play["ms"] < 12_000 for play in noted if play["item"] == "red")
    assert await trial.value("document.querySelectorAll('video, audio').length") == 1


@pytest.mark.parametrize("way", ["duck", "pause", "mute"])
async def test_a_call_is_not_spoken_over(trial: Trial, bars: bytes, way: str) -> None:
    """Quieter, still or mute while the call is up; then on from where it was."""
    film = video("film", bars, 20, sound=True)
    await trial.begin(screen_view({"a": [film]}, layout={"media": way}), film_webm=bars)
    await trial.until("player.video.currentTime > 0.2")
    told = "[player.video.paused, player.video.muted || player.video.volume]"
    before = await trial.value("!player.silenced && " + told)
    await trial.value("(scene.during.calling = true, pass(0), 1)")
    during = await trial.value(told)
    at = await trial.value("player.video.currentTime")
    await trial.value("(scene.during.calling = false, scene.during.speaking = true, pass(0), 1)")
    assert await trial.value(told) == during
    await trial.passes(
        0.2 if way != "pause" else 60
    )  # no length of silence is a fault of the video
    assert await trial.value("player.video.currentTime") >= at
    await trial.value("(scene.during.speaking = false, pass(0), 1)")
    await trial.until(f"!player.video.paused && player.video.currentTime > {at}")
    assert await trial.value("player.video.currentTime") < at + 2
    if before:  # this browser lets it sound
        assert before == [False, 1] and await trial.value(told) == before
        assert during == [way == "pause", {"duck": 0.15, "pause": 0.15, "mute": True}[way]]
    else:
        assert during == [way == "pause", True]
    assert await trial.value("noted.length") == 0


async def test_what_nobody_sees_waits(trial: Trial) -> None:
    """Under an emergency, a call on the whole screen, and in the dark, no time passes."""
    screen = screen_view(
        {"a": [image("red", RED), image("green", GREEN)]}, layout={"calls": "whole"}
    )
    await trial.begin(screen, red_png=RED, green_png=GREEN)
    await trial.until("player.store.told().kept === 2")
    first = await trial.passes(4)
    await trial.value("(scene.during.calling = true, pass(0), 1)")
    assert await trial.passes(60) == first
    await trial.value("(scene.during.calling = false, scene.view.emergencies = [{}], pass(0), 1)")
    assert await trial.passes(60) == first
    await trial.value("(scene.view.emergencies = [], pass(0), 1)")
    assert await trial.passes(3) == first
    await trial.passes(4)
    await trial.until("noted.length === 1")
    assert 9_900 < (await trial.value("noted[0].ms")) < 13_000


async def test_a_video_that_breaks_or_stalls_is_left(trial: Trial, bars: bytes) -> None:
    broken = b"\x1a\x45\xdf\xa3" + bytes(5000)
    screen = screen_view(
        {"a": [video("broken", broken, 9), video("film", bars, 20), image("red", RED)]}
    )
    await trial.begin(screen, broken_webm=broken, film_webm=bars, red_png=RED)
    await trial.until("player.store.told().kept === 3")
    for _ in range(4):
        await trial.passes(10.1)
        await trial.until("!player.coming")
        if await trial.passes(0) == "film":
            break
    await trial.shows("film")
    await trial.value("player.video.playbackRate = 0")  # a decoder that gives no more frames
    await trial.passes(0.1)
    await trial.passes(6.5)
    await trial.shows("red")
    left = [play["whole"] for play in await trial.value("noted") if play["item"] == "film"]
    assert left == [False]
    assert "broken" not in {play["item"] for play in await trial.value("noted")}
    assert await trial.value("player.told().broken") >= 1


async def test_playlists_change_at_an_items_border_and_takeovers_at_once(trial: Trial) -> None:
    lists = {"a": [image("red", RED)], "b": [image("green", GREEN)], "event": [image("blue", BLUE)]}
    screen = screen_view(lists, span(-HOUR, 12_000, "a"), span(12_000, None, "b"))
    await trial.begin(screen, red_png=RED, green_png=GREEN, blue_png=BLUE)
    await trial.until("player.store.told().kept === 3")
    assert await trial.passes(1) == "red"
    await trial.passes(10.1)
    assert await trial.passes(5) == "red"  # over the border, to its end
    await trial.passes(5)
    await trial.shows("green")
    await trial.value(
        "(scene.during.takeover = { id: 'wedding', playlist: 'event' }, pass(1000), 1)"
    )
    await trial.shows("blue")
    assert (await trial.value("noted[noted.length - 1]"))["whole"] is False
    await trial.value("(scene.during.takeover = null, pass(1000), 1)")
    await trial.shows("green")


async def test_nothing_to_play_is_a_calm_picture(trial: Trial) -> None:
    await trial.begin(screen_view({"a": []}))
    words = "document.querySelector('.layer.top .words').textContent"
    assert await trial.value(words) == "MPP Kota Metro09.42"
    await trial.passes(60)
    assert await trial.value(words) == "MPP Kota Metro09.43"
    await trial.value("(scene.box = null, pass(0), 1)")
    assert not await trial.page.locator("#media").is_visible()
    assert await trial.value("noted.length") == 0


async def test_hundreds_of_changes_leave_nothing_behind(trial: Trial, bars: bytes) -> None:
    words = [paragraph(f"Bawa KTP-el asli, butir {place}.", "item") for place in range(9)]
    screen = screen_view({
        "a": [image("red", RED), video("film", bars, 20), notice("n", "Syarat", *words),
              item("w", "slide", slide="waits"), image("green", GREEN)],
    })  # fmt: skip
    await trial.begin(screen, red_png=RED, film_webm=bars, green_png=GREEN)
    await trial.until("player.store.told().kept === 3")
    run = """async (count) => {
      for (let turn = 0; turn < count; turn += 1) {
        if (player.current && player.current.film) { player.video.currentTime = 19.95; }
        pass(12100);
        for (let wait = 0; player.coming && wait < 100; wait += 1) {
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      return noted.length;
    }"""
    heap = await trial.page.context.new_cdp_session(trial.page)

    async def looks() -> tuple[float, int]:
        await heap.send("HeapProfiler.collectGarbage")
        used = (await heap.send("Runtime.getHeapUsage"))["usedSize"]
        counters = await heap.send("Memory.getDOMCounters")
        return used, counters["nodes"]

    await trial.page.evaluate(run, 25)
    before = await looks()
    played = await trial.page.evaluate(run, 100)
    after = await looks()
    assert played > 60
    assert after[0] < before[0] + 400_000
    assert after[1] <= before[1] + 80
    assert await trial.value("document.querySelectorAll('#media *').length") < 60


WORDS = """() => {
  const box = document.querySelector('#media').getBoundingClientRect();
  const sheet = document.querySelector('.layer.top .sheet').getBoundingClientRect();
  const foot = document.querySelector('.layer.top .foot');
  const size = parseFloat(getComputedStyle(document.querySelector('.layer.top .words')).fontSize);
  const every = (names) => Array.from(document.querySelectorAll(names));
  const cut = every('.layer.top .sheet, .layer.top .sheet div')
    .filter((node) => node.scrollWidth > node.clientWidth + 1).length;
  return { text: every('.top .paragraph, .top .point').map((node) => node.textContent).join(' '),
    apart: !foot || foot.getBoundingClientRect().top >= sheet.bottom,
    inside: sheet.top >= box.top && sheet.bottom <= box.bottom + 1, size: size, cut: cut };
}"""


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1280, 720)])
async def test_a_long_notice_is_read_page_by_page(trial: Trial, size: tuple[int, int]) -> None:
    width, height = size
    await trial.page.set_viewport_size({"width": width, "height": height})
    told = [
        paragraph(
            f"{place}. " + "Layanan paspor hanya dengan reservasi. " * (90 if place == 3 else 9)
        )
        for place in range(6)
    ]
    script = paragraph("<b onclick=alert(1)>bukan tebal</b>", "item")
    english = [paragraph("Passports by appointment only.")]
    await trial.begin(
        screen_view({"a": [notice("n", "Pemberitahuan", script, *told, english=english)]})
    )
    await trial.shows("n")
    pages = await trial.value("player.current.pages.length")
    assert pages > 2
    seconds = await trial.value("player.current.seconds")
    seen = []
    for _ in range(pages):
        look = await trial.page.evaluate(WORDS)
        assert look["inside"] and look["apart"] and look["cut"] == 0, look
        assert look["size"] >= 0.037 * min(width, height) - 0.01
        seen.append(look["text"])
        await trial.passes(seconds / pages)
    assert seen[-1] == "Passports by appointment only."
    whole = " ".join(block["runs"][0]["text"] for block in [script, *told])
    assert " ".join(seen[:-1]).split() == whole.split()
    assert await trial.value("document.querySelectorAll('#media b').length") == 0


PLAYS = """([outage, count]) => {
  window.sent = window.sent || [];
  window.hears = !outage;
  const memory = signage.memory;
  window.plays = new signage.Plays(memory, (word) => window.hears && Boolean(sent.push(word)));
  for (let place = 0; place < count; place += 1) {
    plays.note({ item: 'i' + place, playlist: 'a', at: place, ms: 1000, whole: true });
  }
  return plays.waiting.length;
}"""


async def test_plays_are_told_once_over_outages_and_reloads(trial: Trial) -> None:
    assert await trial.page.evaluate(PLAYS, [True, 530]) == 500
    await trial.page.reload()
    await trial.page.clock.install()
    assert await trial.page.evaluate(PLAYS, [True, 0]) == 500
    await trial.value("(window.hears = true, plays.again(), plays.again(), 1)")
    assert await trial.value("sent.length") == 1  # not more than one a second
    await trial.page.clock.run_for(40_000)
    told = [play["item"] for word in await trial.value("sent") for play in word["played"]]
    assert told == [f"i{place}" for place in range(30, 530)]
    assert max(len(word["played"]) for word in await trial.value("sent")) == 20
    await trial.page.reload()
    assert await trial.page.evaluate(PLAYS, [False, 0]) == 0


async def test_the_screen_page_plays_in_its_region_and_a_call_comes_beside(
    browser: Browser,
) -> None:
    """The whole page: the player stands where the layout says, and what it played is told."""
    me = {"kind": "screen", "id": "s", "place": "hall-a", "language": "id"}
    topics = ["zone/hall-a", "screen/s"]
    board = {"kind": "board", "x": 20, "y": 0, "w": 12, "h": 16, "options": {}}
    media = {"kind": "media", "x": 0, "y": 0, "w": 20, "h": 16, "options": {}}
    status = {"kind": "status", "x": 0, "y": 16, "w": 32, "h": 2, "options": {}}
    screen = screen_view({"a": [image("red", RED, 2), item("w", "slide", 2, slide="waits")]})
    screen["layout"]["regions"] = [board, media, status]
    async with serving(FakeHall(me=me | {"topics": topics})) as hall:
        hall.media["red.png"] = RED
        await hall.show("zone/hall-a", zone_view())
        await hall.show("screen/s", screen | {"theme": {"id": "x", "tokens": {}, "logo": None}})
        context = await browser.new_context(viewport={"width": 1920, "height": 1080})
        page = await context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        await page.goto(f"{hall.url}/screen#{SECRET}")
        await page.wait_for_selector("#media .layer.top img.shown, #media .top .entry")
        box = await page.locator("#media").bounding_box()
        assert box == {"x": 0, "y": 0, "width": 1200, "height": 960}
        await hall.show("zone/hall-a", zone_view(call_row(43, "B001", "3")))
        await page.wait_for_selector(".tile.now")
        while not hall.said("played"):
            await page.wait_for_timeout(50)
        assert hall.said("played")[0][0]["playlist"] == "a"

        # the admin pages show it in a frame: real pictures, and a poster for a video
        film = video("film", b"\0" * 99, 30)
        film["media"]["poster"] = {k: fact("red.png", RED, "")[k] for k in ("url", "size", "crc32")}
        bare = screen_view({"b": [film, video("bare", b"\0", 34)]})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.rpartition("/media/")[2]))
        await page.goto(f"{hall.url}/screen/preview")
        word = {"type": "preview", "secret": SECRET, "at": AT, "zone": zone_view()}
        word["view"] = bare | {"theme": {"id": "x", "tokens": {}, "logo": None}}
        async with page.expect_response("**/media/red.png"):
            await page.evaluate(
                """(word) => dispatchEvent(new MessageEvent('message',
                   { data: word, origin: location.origin, source: window }))""",
                word,
            )
        await page.wait_for_selector("#media .layer.top img.shown, #media .top .sheet")
        assert not [name for name in asked if name.endswith(".webm")]
        assert faults == []
        await context.close()
