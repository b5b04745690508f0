"""What goes wrong with a voice while the hall runs: each announcement ends, with its reason; the
server answers meanwhile; the figures show it; and it comes back by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.moody_engine import MOOD
from tests.e2e.running import JSON, Hall, hall_of, in_few_words, until, write_config
from tests.e2e.test_disk import fill, small_disk
from tests.voice.pulse import PulseServer, islands

pytestmark = [pytest.mark.sound, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

SHELL = '$(touch hacked); `touch hacked` | "3" & <b>\'; --out=/hacked'
SSML = "<speak><break time='600s'/>Loket <audio src='file:///etc/passwd'/>&lt;</speak>"


def one_voice(document: Any) -> None:
    """Hall A sounds; the ballroom has no voice, and names are as bad as they can be."""
    for zone in document["zones"]:
        if zone["id"] == "hall-a":
            zone["speaker"], zone["device"] = "server", "hall_a"
    for agency in document["agencies"]:
        if agency["id"] == "bpjs-kesehatan":
            agency["spoken"] = {"id": SSML, "en": "\N{PARTY POPPER}"}
    for counter in document["counters"]:
        if counter["id"] == "11":
            counter["name"] = SHELL
    in_few_words(document, agencies=["disdukcapil"])


@pytest.fixture(scope="module")
def pulse(
    tmp_path_factory: pytest.TempPathFactory, require: Callable[[str], None]
) -> Iterator[PulseServer]:
    require("pulseaudio")
    with PulseServer(tmp_path_factory.mktemp("pulse")) as server:
        server.sink("hall_a")
        yield server


@pytest.fixture(scope="module")
def mood(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("mood") / "mood"
    file.write_text("well")
    return file


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hall(
    pulse: PulseServer, mood: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Hall]:
    folder = tmp_path_factory.mktemp("hall")
    environment = {**pulse.environment, MOOD: str(mood)}
    async with hall_of(folder, one_voice, environment=environment, module="tests.e2e.moody") as it:
        yield it


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("hangs", "chime_only:engine_hung"),
        ("dies", "chime_only:no_engine"),
        ("is not there", "chime_only:no_engine"),
        ("says nothing", "chime_only:engine_failed"),
        ("is cut off", "chime_only:engine_failed"),
    ],
)
async def test_an_engine_that_fails_leaves_the_chime_and_comes_back(
    how: str, reason: str, hall: Hall, mood: Path, pulse: PulseServer
) -> None:
    before = await failed_today(hall)
    mood.write_text(how)
    try:
        with pulse.record("hall_a") as heard:
            ending = asyncio.create_task(said(hall, "ktp-el", "3"))
            answers = 0
            while not ending.done():  # nobody waits for the voice
                assert (await hall.health()).status == 200
                answers += 1
                await asyncio.sleep(0.1)
            assert await ending == ("failed", reason)
        assert answers >= 2
        ((begin, end),) = islands(heard.samples, quiet=0.5)
        assert 0.6 < end - begin < 2.0, "it is not the chime alone"
        voice = (await hall.view("zones/hall-a"))["voice"]
        assert voice["state"] == "failed"
        assert reason.partition(":")[2] in voice["reason"]["id"] or voice["reason"]["id"]
        assert (await hall.view("counters/3"))["voice"]["state"] == "failed"
        assert await failed_today(hall) == before + 1
    finally:
        mood.write_text("well")
    await until(lambda: _heard(hall), "the voice does not come back", 60.0)
    assert (await hall.view("zones/hall-a"))["voice"]["state"] == "ready"


async def test_a_sound_card_that_is_unplugged_and_plugged_in_again(
    hall: Hall, pulse: PulseServer
) -> None:
    assert await said(hall, "ktp-el", "3") == ("heard", None)
    pulse.stop()
    try:
        result, reason = await said(hall, "ktp-el", "3")
        assert (result, bool(reason)) == ("failed", True)
        # The next looks for a player anew, and finds none.
        assert await said(hall, "ktp-el", "3") == ("failed", "no_player")
        assert (await hall.view("zones/hall-a"))["voice"]["state"] == "failed"
    finally:
        pulse.__enter__()
        pulse.sink("hall_a")
    assert await said(hall, "ktp-el", "3") == ("heard", None)
    assert (await hall.view("zones/hall-a"))["voice"]["state"] == "ready"


@pytest.mark.parametrize(
    "text",
    [
        SSML,
        SHELL,
        "Selamat datang \N{PARTY POPPER}\N{FAMILY} \N{REGIONAL INDICATOR SYMBOL LETTER I}",
        "Perhatian \x07\u202e\u0000 semua",
        ("Loket tiga tutup sebentar, silakan menunggu. " * 9)[:400],
    ],
)
async def test_odd_texts_are_said_as_text_or_refused_in_words(text: str, hall: Hall) -> None:
    seen = set(hall.data.parent.rglob("hacked*")) | set(Path.cwd().glob("hacked*"))
    answer = await notice(hall, text)
    if answer.status == 201:
        result = await until_ended(hall, str(answer.body["announcement"]))
        assert result == ("heard", None), text
    else:
        assert (answer.status, answer.code) == (422, "malformed")
    assert (set(hall.data.parent.rglob("hacked*")) | set(Path.cwd().glob("hacked*"))) == seen


async def test_two_thousand_letters_and_no_letter_are_refused(hall: Hall) -> None:
    long = await notice(hall, "a" * 2000)
    assert (long.status, long.code) == (422, "text_too_long")
    for nothing in ("", "   ", "\N{PARTY POPPER}", "?!"):
        empty = await notice(hall, nothing)
        assert (empty.status, empty.code) == (422, "text_empty"), nothing


async def test_a_shell_and_a_script_in_names_are_read_out(hall: Hall) -> None:
    assert await said(hall, "bpjs-daftar", "11") == ("heard", None)
    assert not list(hall.data.parent.rglob("hacked*"))
    assert not list(Path.cwd().glob("hacked*"))


async def test_a_disk_that_takes_no_clips_silences_them_and_nothing_else(
    tmp_path: Path, pulse: PulseServer
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sounds").symlink_to(disk)
    with small_disk(disk, 1) as (entering, inside):
        config = write_config(tmp_path / "config.toml", one_voice)
        hall = Hall(config, tmp_path / "data", around=entering, environment=pulse.environment)
        async with hall:
            hall.links()
            assert await said(hall, "ktp-el", "3") == ("heard", None)
            ballast = fill(inside)
            assert await said(hall, "ktp-el", "3") == ("failed", "store_failed")
            # The journal is on another disk: presses are taken, and screens show them.
            assert (await hall.health()).status == 200
            view = await hall.view("zones/hall-a")
            assert len(view["calls"]) == 2
            assert view["voice"]["state"] == "failed"
            assert await failed_today(hall) == 1
            ballast.unlink()
            assert await said(hall, "ktp-el", "3") == ("heard", None)
            assert (await hall.view("zones/hall-a"))["voice"]["state"] == "ready"


# ---- hands and ears


async def said(hall: Hall, service: str, counter: str) -> tuple[str, str | None]:
    """Call somebody, and give what became of the announcement in Hall A."""
    await hall.tickets(service)
    answer = await hall.press(counter)
    assert answer.status == 200, answer
    return await until_ended(hall, f"{answer.body['call']['seq']}-hall-a")


async def notice(hall: Hall, text: str) -> Any:
    return await hall.ask(
        "POST", "/api/zones/hall-a/announcements", hall.secret("admin"), json={"text": text}
    )


async def until_ended(hall: Hall, announcement: str) -> tuple[str, str | None]:
    found: list[JSON] = []

    async def ended() -> bool:
        await asyncio.sleep(0.1)
        events = [e["event"] for e in await hall.events() if e["kind"] == "AnnouncementEnded"]
        found[:] = [event for event in events if event["announcement"] == announcement]
        return bool(found)

    await until(ended, f"{announcement} does not end", 90.0)
    (one,) = found
    return one["result"], one["reason"]


async def _heard(hall: Hall) -> bool:
    return await said(hall, "ktp-el", "3") == ("heard", None)


async def failed_today(hall: Hall) -> int:
    answer = await hall.ask("GET", "/metrics", hall.secret("feed"))
    (line,) = [
        line
        for line in str(answer.body).splitlines()
        if line.startswith('signage_voice_failed_today{zone="hall-a"}')
    ]
    return round(float(line.split()[1]))
