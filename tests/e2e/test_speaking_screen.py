"""A zone that one of its screens voices: one page holds the lease, and a real browser sounds."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect
from playwright.async_api import Error as PlaywrightError

from signage.voice.chime import chime
from signage.voice.sound import read_wav, trimmed
from tests.e2e.pages import ARGUMENTS, Pages
from tests.e2e.running import Hall, hall_of, until
from tests.voice.ears import hear
from tests.voice.pulse import RATE, PulseServer, islands

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sound,
    pytest.mark.slow,
    pytest.mark.asyncio(loop_scope="module"),
]

TAKE_OVER: Final = 5_000
"""ms in which another screen has taken over, by the promise."""
BUSY: Final = 5_000
"""ms beside them, for a machine that runs other tests."""
LISTEN: Final = """
  window.played = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    if (this.src.includes("/sounds/")) window.played.push(this.src);
    return play.call(this);
  };
"""
"""Notes which sounds a page begins."""


def by_screen(document: Any) -> None:
    for zone in document["zones"]:
        if zone["id"] == "ballroom":
            zone["speaker"] = "screen"


async def test_one_of_two_screens_speaks_and_the_other_takes_over(
    chromium: str, require: Callable[[str], None], tmp_path: Path
) -> None:
    require("pulseaudio")
    with PulseServer(tmp_path / "pulse") as pulse:
        pulse.sink("ballroom")
        async with speaking_pages(chromium, pulse) as pages, hall_of(tmp_path, by_screen) as hall:
            ballroom = [
                await pages.open(hall.page("screen", "ballroom"), script=LISTEN) for _ in range(2)
            ]
            for page in ballroom:
                await expect(page.locator("#zone")).to_have_text("Ballroom", timeout=60_000)
            await hall.tickets("ktp-el", "paspor-baru", "ktp-el")

            with pulse.record("ballroom") as heard:
                await called(hall, "3", 1)
            assert sorted([len(await played(page)) for page in ballroom]) == [0, 1]
            assert islands(heard.samples) != [], "the browser made no sound"

            await called(hall, "6", 2)
            counts = [len(await played(page)) for page in ballroom]
            assert sorted(counts) == [0, 2], "the lease wanders"
            speaker, other = ballroom if counts[0] else reversed(ballroom)

            # It dies in the midst of a sentence: the other says that one, once more, and no other.
            assert (await hall.press("4")).number is not None
            await until(lambda: _plays(speaker, 3), "the speaker does not begin")
            await speaker.close()
            await until(lambda: _ended(hall, 3), "the call is not said")
            assert len(await played(other)) == 1
            results = [event["result"] for event in await ended(hall)]
            assert results == ["heard"] * 3


async def test_an_emergency_cuts_a_speaking_screen_off_and_is_said_there_again_and_again(
    chromium: str, require: Callable[[str], None], tmp_path: Path
) -> None:
    require("pulseaudio")
    with PulseServer(tmp_path / "pulse") as pulse:
        pulse.sink("ballroom")
        async with speaking_pages(chromium, pulse) as pages, hall_of(tmp_path, by_screen) as hall:
            page = await pages.open(hall.page("screen", "ballroom"), script=LISTEN)
            await expect(page.locator("#zone")).to_have_text("Ballroom", timeout=60_000)
            await hall.tickets("ktp-el")
            assert (await hall.press("3")).number is not None
            await until(lambda: _plays(page, 1), "the call is not said")
            secret = hall.secret("admin")
            answer = await hall.ask("POST", "/api/emergencies", secret, json={"text": "Keluar"})
            alarm = answer.body["emergency"]
            await expect(page.locator("#alarm-text")).to_have_text("Keluar")
            # The same clip, twice: each saying is news to the page.
            await until(lambda: _plays(page, 3), "it is not repeated")
            call, first, second = await played(page)
            assert call != first == second
            assert await ended(hall) == [], "the call was cut off, and waits"
            await hall.ask("POST", f"/api/emergencies/{alarm}/end", secret)
            await until(lambda: _ended(hall, 2), "the call is not said again")
            assert await played(page) == [call, first, second, call]
            results = {e["announcement"].split("-")[0]: e["result"] for e in await ended(hall)}
            assert results[alarm[1:]] == "heard"
            assert set(results.values()) == {"heard"}
            await expect(page.locator("#alarm")).to_be_hidden()


@pytest.mark.parametrize("fate", [signal.SIGKILL, signal.SIGSTOP])
async def test_a_television_that_dies_in_the_midst_of_a_sentence(
    chromium: str, require: Callable[[str], None], tmp_path: Path, fate: signal.Signals
) -> None:
    """Killed, its socket closes; frozen, as without power, it closes nothing and falls dumb."""
    require("pulseaudio")
    with PulseServer(tmp_path / "pulse") as pulse:
        pulse.sink("ballroom")
        async with (
            hall_of(tmp_path, by_screen) as hall,
            two_televisions(chromium, pulse) as both,
        ):
            for television in both:
                await television.watch(hall.page("screen", "ballroom"))
            await hall.tickets("ktp-el", "ktp-el")
            await called(hall, "3", 1)
            counts = [len(await played(television.page)) for television in both]
            assert sorted(counts) == [0, 1]
            speaker, other = both if counts[0] else reversed(both)
            victims = await speaker.pids()

            with pulse.record("ballroom") as heard:
                call = (await hall.press("4")).body["call"]
                await until(lambda: _plays(speaker.page, 2), "the speaker does not begin")
                await asyncio.sleep(1.8)  # into the sentence
                for victim in victims:
                    os.kill(victim, fate)
                assert (await hall.press("1", "open")).status == 200  # marks when that was
                await until(lambda: _ended(hall, 2), "the call is not said")
                sounds = await played(other.page)
            assert len(sounds) == 1, "the other says it once"
            events = await hall.events()
            (opened,) = [
                e for e in events if e["kind"] == "CounterOpened" and e["seq"] > call["seq"]
            ]
            end = events[-1]
            assert end["event"] == {
                "announcement": f"{call['seq']}-ballroom", "zone": "ballroom",
                "result": "heard", "reason": None,
            }  # fmt: skip
            clip = read_wav((hall.data / "sounds" / sounds[0].rsplit("/", 1)[1]).read_bytes())
            assert clip is not None
            for victim in victims:
                with suppress(ProcessLookupError):
                    os.kill(victim, signal.SIGKILL)
            # What it took beyond the sentence itself, by the times that the hall wrote down.
            assert end["at"] - opened["at"] - clip.length * 1000 <= TAKE_OVER + BUSY
            # Cut off once, then said whole: two bells, and the last words after the second.
            last = trimmed(clip).samples[-round(1.2 * RATE) :]
            parts = {"bell": [chime(RATE).samples], "last": [last]}
            assert [one.name for one in hear(heard.samples, parts)] == ["bell", "bell", "last"]


@asynccontextmanager
async def speaking_pages(executable: str, pulse: PulseServer) -> AsyncIterator[Pages]:
    """Pages of a browser whose sound goes to the sinks of `pulse`."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable,
            args=[*ARGUMENTS],
            env=dict(pulse.environment),
            ignore_default_args=["--mute-audio"],
        )
        pages = Pages(browser)
        try:
            yield pages
            await pages.close()
        finally:
            await browser.close()


@asynccontextmanager
async def two_televisions(executable: str, pulse: PulseServer) -> AsyncIterator[list[Television]]:
    """Two browsers, each a process of its own, that sound on the sinks of `pulse`."""
    async with async_playwright() as playwright:
        browsers = [
            await playwright.chromium.launch(
                executable_path=executable,
                args=[*ARGUMENTS],
                env=dict(pulse.environment),
                ignore_default_args=["--mute-audio"],
            )
            for _ in range(2)
        ]
        try:
            yield [Television(browser, await browser.new_page()) for browser in browsers]
        finally:
            for browser in browsers:
                with suppress(PlaywrightError):
                    await browser.close()


@dataclass(frozen=True, slots=True)
class Television:
    """A browser of its own with one page in it."""

    browser: Browser
    page: Page

    async def watch(self, url: str) -> None:
        """Show a screen."""
        await self.page.add_init_script(LISTEN)
        await self.page.goto(url)
        await expect(self.page.locator("#zone")).to_have_text("Ballroom", timeout=60_000)

    async def pids(self) -> list[int]:
        """All processes of the browser, the first one first."""
        session = await self.browser.new_browser_cdp_session()
        found = await session.send("SystemInfo.getProcessInfo")
        rows = sorted(found["processInfo"], key=lambda row: row["type"] != "browser")
        return [int(row["id"]) for row in rows]


async def called(hall: Hall, counter: str, count: int) -> None:
    """Call the next ticket, and wait until so many announcements have ended."""
    answer = await hall.press(counter)
    assert answer.body["call"] is not None
    await until(lambda: _ended(hall, count), "the call is not said")


async def played(page: Page) -> list[str]:
    """The sounds that a page has begun."""
    found: list[str] = await page.evaluate("window.played")
    return found


async def ended(hall: Hall) -> list[dict[str, Any]]:
    """How the announcements ended."""
    return [e["event"] for e in await hall.events() if e["kind"] == "AnnouncementEnded"]


async def _ended(hall: Hall, count: int) -> bool:
    return len(await ended(hall)) >= count


async def _plays(page: Page, count: int) -> bool:
    return len(await played(page)) >= count
