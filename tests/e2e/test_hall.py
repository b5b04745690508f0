"""One press in a real hall: every right screen shows it, the right zone hears it, no other does."""

from __future__ import annotations

import asyncio
import base64
import json
import urllib.request
import wave
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.e2e.pages import Pages, flashed, tiles
from tests.e2e.running import PATIENCE, Hall, hall_of, in_few_words, until
from tests.voice.pulse import RATE, PulseServer, Samples, islands, place

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sound,
    pytest.mark.slow,
    pytest.mark.asyncio(loop_scope="module"),
]

SINKS = {"hall-a": "hall_a", "hall-b": "hall_b"}
CHIME = 1.0
"""Seconds of a sound's head that are looked for: the bell, which each announcement begins with."""


def two_voices(document: Any) -> None:
    """Each hall has a sound card; the ballroom, which hears both, has none."""
    for zone in document["zones"]:
        if zone["id"] in SINKS:
            zone["speaker"], zone["device"] = "server", SINKS[zone["id"]]
    in_few_words(document, "Nomor {ticket}, silakan ke loket {counter}.")


@pytest.fixture(scope="module")
def pulse(
    tmp_path_factory: pytest.TempPathFactory, require: Callable[[str], None]
) -> Iterator[PulseServer]:
    require("pulseaudio")
    with PulseServer(tmp_path_factory.mktemp("pulse")) as server:
        for sink in (*SINKS.values(), "ballroom"):
            server.sink(sink)
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hall(pulse: PulseServer, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hall]:
    folder = tmp_path_factory.mktemp("hall")
    async with hall_of(folder, two_voices, environment=pulse.environment) as hall:
        yield hall


async def test_one_press_is_seen_and_heard_where_it_belongs(
    hall: Hall, pages: Pages, pulse: PulseServer
) -> None:
    first, second = [await pages.open(hall.page("screen", "hall-a")) for _ in range(2)]
    elsewhere = await pages.open(hall.page("screen", "hall-b"))
    desk = await pages.open(hall.page("counter", "3"))
    await expect(desk.get_by_role("heading", name="Loket 3")).to_be_visible(timeout=60_000)
    for screen in (first, second, elsewhere):
        await screen.locator("#zone").get_by_text("Hall Pelayanan").wait_for(timeout=60_000)
    (number,) = await hall.tickets("ktp-el")

    with pulse.record("hall_a") as heard, pulse.record("hall_b") as other:
        await asyncio.to_thread(push_button, hall, "3")
        for screen in (first, second):
            await expect(screen.locator(".tile .number")).to_have_text(number, timeout=30_000)
            await until(lambda screen=screen: flashed(screen), "nothing flashes")
        proof = desk.locator(".proof")
        await expect(proof).to_contain_text("tampil di 2 dari 2 layar", timeout=30_000)
        await expect(proof).to_contain_text("terdengar", timeout=60_000)
    assert not any(tile.startswith(number) for tile in await tiles(elsewhere))
    assert [await flashed(screen) for screen in (first, second, elsewhere)] == [
        [f"{number}×1"], [f"{number}×1"], []
    ]  # fmt: skip

    sent = sentence(hall, number, "3")
    at, sure = place(sent[: round(CHIME * RATE)], heard.samples)
    assert sure > 0.8, "no chime"
    begin = len(sent) // 2
    spoken, sure = place(sent[begin : begin + RATE // 2], heard.samples)
    assert sure > 0.8, "no sentence"
    assert spoken - at == pytest.approx(begin / RATE, abs=0.25)
    assert islands(other.samples) == []
    assert (await announced(hall, "AnnouncementEnded"))[-1]["result"] == "heard"

    await a_reload_repeats_nothing(first, number, hall, pages, pulse)


async def a_reload_repeats_nothing(
    screen: Page, number: str, hall: Hall, pages: Pages, pulse: PulseServer
) -> None:
    before = len(await announced(hall, "AnnouncementBegun"))
    assert (await hall.press("3", "recall")).number == number
    await until(lambda: _has(screen, f"{number}×2"), "the recall does not flash")
    await screen.reload()
    await expect(screen.locator(".tile .number")).to_have_text(number, timeout=30_000)
    # The control: a screen that has not seen the call yet does flash it.
    new = await pages.open(hall.page("screen", "hall-a"))
    await until(lambda: _has(new, f"{number}×1"), "a screen that has not seen it flashes nothing")
    await until(lambda: _ended(hall, before + 1), "the recall is not said")
    with pulse.record("hall_a") as heard:
        await asyncio.sleep(1.5)  # as long as another flash or sound would take to begin
    assert await flashed(screen) == []
    assert islands(heard.samples) == []
    assert len(await announced(hall, "AnnouncementBegun")) == before + 1


async def test_five_presses_at_once_are_said_one_after_the_other(
    hall: Hall, pulse: PulseServer
) -> None:
    before = len(await announced(hall, "AnnouncementEnded"))
    counters = ["3", "4", "5", "11", "1"]
    await hall.tickets("ktp-el", "ktp-el", "ktp-el", "bpjs-daftar", "oss")
    with pulse.record("hall_a") as heard:
        answers = await asyncio.gather(*(hall.press(counter) for counter in counters))
        calls = sorted((answer.body["call"] for answer in answers), key=lambda call: call["seq"])
        await until(lambda: _ended(hall, before + 5), "not all five are said", 2 * PATIENCE)
    assert len({call["number"] for call in calls}) == 5
    begun = [event["announcement"] for event in await announced(hall, "AnnouncementBegun")]
    assert begun[-5:] == [f"{call['seq']}-hall-a" for call in calls]

    spans = [
        span_of(sentence(hall, call["number"], call["counter"]), heard.samples) for call in calls
    ]
    assert overlaps(spans) == []
    for (_, end), (begin, _) in pairwise(spans):
        assert quiet(heard.samples, begin - 0.15, begin - 0.03), (end, begin)
    # The control: were one begun a little before the end of the other, this test would find it.
    early = [*spans[:3], (spans[2][1] - 0.3, spans[3][1]), spans[4]]
    assert overlaps(early) == [3]


async def test_a_sentence_that_a_power_cut_ends_is_said_once_more(
    hall: Hall, pulse: PulseServer
) -> None:
    (number,) = await hall.tickets("skck")
    before = len(await announced(hall, "AnnouncementEnded"))
    with pulse.record("hall_b") as heard:
        assert (await hall.press("8")).number == number
        await until(lambda: pulse.playing() > 0, "nothing is said")
        await asyncio.sleep(1.5)  # into the sentence
        hall.kill9()
        await until(lambda: pulse.playing() == 0, "the voice outlives its hall")
        await hall.start()
        await until(lambda: _ended(hall, before + 1), "it is not said again")
    begun = [event["announcement"] for event in await announced(hall, "AnnouncementBegun")]
    assert begun[-1] == begun[-2]
    assert (await announced(hall, "AnnouncementEnded"))[-1]["result"] == "heard"
    begin, end = span_of(sentence(hall, number, "8"), heard.samples)
    sounds = islands(heard.samples)
    assert sounds[0][0] < begin - 0.5, "it was not begun before"
    assert quiet(heard.samples, begin - 0.15, begin - 0.03)
    assert sounds[-1][1] < end + 0.3, "it is said a third time"


async def test_a_page_of_another_origin_opens_no_socket_and_presses_no_button(
    hall: Hall, pages: Pages
) -> None:
    secrets = {"counter": hall.secret("counter", "4"), "screen": hall.secret("screen", "hall-a")}
    await hall.tickets("kk")
    before = (await hall.health()).body["seq"]
    async with stranger() as address:
        page = await pages.open(address)
        tried = await page.evaluate(INTRUDE, {"hall": hall.url, **secrets})
    assert tried == {"socket": "closed", "post": "refused", "blind": "refused", "button": "refused"}
    assert (await hall.health()).body["seq"] == before

    foreign = {"Origin": address}
    for method, path in (("POST", "/api/counters/4/next"), ("GET", "/button/4/next")):
        answer = await hall.ask(method, path, secrets["counter"], headers=foreign)
        assert (answer.status, answer.code) in {(403, "origin_refused"), (403, "browser_refused")}
    assert (await hall.health()).body["seq"] == before
    # The control: the same page, were it the hall's own, would do all of it.
    own = await pages.open(hall.url)
    tried = await own.evaluate(INTRUDE, {"hall": hall.url, **secrets})
    assert (tried["socket"], tried["post"]) == ("open", "200")


async def test_a_number_from_the_kiosk_is_called_with_the_space_key(
    hall: Hall, pages: Pages
) -> None:
    screen = await pages.open(hall.page("screen", "hall-b"))
    desk = await pages.open(hall.page("counter", "9"))
    kiosk = await pages.open(hall.page("kiosk", "hall-b"), (1080, 1920))
    await kiosk.get_by_role("button", name="Samsat").click(timeout=60_000)
    printed = kiosk.locator(".printed")
    await printed.wait_for(timeout=30_000)
    number = await printed.inner_text()
    await expect(desk.get_by_text(number).first).to_be_visible(timeout=60_000)
    await desk.keyboard.press("Space")
    await expect(desk.locator(".number")).to_have_text(number, timeout=30_000)
    await until(lambda: _shows(screen, f"{number} 9"), "the screen does not show it")
    assert f"{number}×1" in await flashed(screen)


# ---- what the hall says


async def announced(hall: Hall, kind: str) -> list[dict[str, Any]]:
    return [event["event"] for event in await hall.events() if event["kind"] == kind]


async def _ended(hall: Hall, count: int) -> bool:
    return len(await announced(hall, "AnnouncementEnded")) >= count


async def _has(screen: Page, arrival: str) -> bool:
    return arrival in await flashed(screen)


async def _shows(screen: Page, tile: str) -> bool:
    return tile in await tiles(screen)


# ---- hands


def push_button(hall: Hall, counter: str) -> None:
    """A Wi-Fi button that can do no more than GET with a password in the address."""
    secret = hall.secret("button", counter)
    basic = base64.b64encode(f"button:{secret}".encode()).decode()
    request = urllib.request.Request(
        f"{hall.url}/button/{counter}/next", headers={"Authorization": f"Basic {basic}"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert json.load(answer)["call"]["counter"] == counter


INTRUDE = """async ({hall, counter, screen}) => {
  const live = new WebSocket(hall.replace("http", "ws") + "/live");
  const socket = await new Promise((resolve) => {
    live.onopen = () => live.send(JSON.stringify({watch: ["zone/hall-a"], secret: screen}));
    live.onmessage = () => resolve("open");
    live.onclose = () => resolve("closed");
  });
  const ask = (path, options) => fetch(hall + path, options)
    .then((answer) => answer.type === "opaque" ? "opaque" : String(answer.status), () => "refused");
  const bearer = {Authorization: "Bearer " + counter};
  return {
    socket,
    post: await ask("/api/counters/4/next", {method: "POST", headers: bearer, body: "{}"}),
    blind: await ask("/api/counters/4/next", {method: "POST", mode: "no-cors", body: "{}"}),
    button: await ask("/button/4/next", {headers: bearer}),
  };
}"""


@asynccontextmanager
async def stranger() -> AsyncIterator[str]:
    """A web page on another origin, whose address this gives."""

    async def page(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = b"<!doctype html><title>elsewhere</title>"
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n"
        writer.write(head.encode() + b"Connection: close\r\n\r\n" + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(page, "127.0.0.1", 0) as server:
        yield f"http://localhost:{server.sockets[0].getsockname()[1]}"


# ---- ears


def sentence(hall: Hall, number: str, counter: str) -> Samples:
    """The very sound that this call has, as `signage say` makes it."""
    out = hall.data.parent / f"{number}.wav"
    said = hall.run("say", number, "--counter", counter, "--out", str(out))
    assert said.returncode == 0, said.stderr
    return samples(out)


def samples(path: Path) -> Samples:
    with wave.open(str(path), "rb") as file:
        assert (file.getframerate(), file.getnchannels()) == (RATE, 1)
        raw = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return (raw / 32768).astype(np.float32)


def span_of(sent: Samples, heard: Samples) -> tuple[float, float]:
    """Begin and end in seconds of an announcement in a recording, found by its sentence."""
    begin, length = len(sent) // 2, round(0.8 * RATE)
    at, sure = place(sent[begin : begin + length], heard)
    assert sure > 0.7, f"a sentence is not heard (sure {sure:.2f})"
    loud = np.flatnonzero(np.abs(sent) > 0.004)
    start = at - begin / RATE
    return start + int(loud[0]) / RATE, start + int(loud[-1]) / RATE


def overlaps(spans: list[tuple[float, float]], slack: float = 0.1) -> list[int]:
    """The places of those that begin before the one before them has ended, or out of order."""
    return [i for i in range(1, len(spans)) if spans[i][0] < spans[i - 1][1] - slack]


def quiet(heard: Samples, begin: float, end: float) -> bool:
    part = heard[round(begin * RATE) : round(end * RATE)]
    return bool(np.max(np.abs(part), initial=0.0) < 0.004)
