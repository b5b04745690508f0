"""A video from the upload to the proof of play, on a screen whose server dies meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.fake_media import movie, picture
from tests.e2e.pages import Pages
from tests.e2e.running import Hall, hall_of, until, write_config

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

SHOWN = (
    "document.querySelector('#media .layer.top') && {film: !!document.querySelector('.film.top'), \
  at: document.querySelector('#media video').currentTime}"
)


def rules(video: str, image: str) -> Callable[[Any], None]:
    """A layout with media; once there are files, a schedule plays them all day."""

    def change(document: Any) -> None:
        document["screens"]["layout"] = "media"
        if video:
            items = [{"media": video[:12]}, {"media": image[:12], "seconds": 3}]
            document["playlists"].append({"id": "promo", "name": "Promo", "items": items})
            document["schedules"] = [{"id": "all-day", "name": "Hari ini", "playlist": "promo"}]

    return change


async def sent(hall: Hall, name: str, whole: bytes) -> str:
    """The id of a file that is sent in."""
    path = f"/api/media?name={name}"
    answer = await hall.ask("POST", path, hall.secret("admin"), content=whole)
    if answer.status == 202:
        job = f"media/jobs/{answer.body['job']}"

        async def done() -> bool:
            nonlocal answer
            answer = await hall.ask("GET", f"/api/{job}", hall.secret("admin"))
            return bool(answer.body.get("media"))

        await until(done, "the video is not made anew")
        return str(answer.body["media"]["id"])
    assert answer.status == 201, answer
    return str(answer.body["id"])


async def test_what_was_uploaded_plays_on_while_the_server_is_dead(
    tmp_path: Path, pages: Pages, require: Callable[[str], None]
) -> None:
    require("ffmpeg")
    bars = await movie(tmp_path, 3)
    async with hall_of(tmp_path / "hall", rules("", "")) as hall:
        video = await sent(hall, "bars.webm", bars)
        image = await sent(hall, "red.png", picture("#c00", 640, 360))
        page = await pages.open(hall.page("screen", "hall-a"))
        write_config(hall.config, rules(video, image))
        hall.hang_up()

        async def film() -> Any:
            shown = await page.evaluate(SHOWN)
            return shown and shown["film"] and shown["at"] > 0

        async def still() -> Any:
            return (await page.evaluate(SHOWN) or {"film": True})["film"] is False

        await until(film, "the screen does not play what the schedule says")
        hall.kill9()
        await until(still, "the screen stops when its server dies")
        await until(film, "the screen stops when its server dies")
        await hall.start()
        await hall.tickets("ktp-el")
        await until(lambda: heard(hall), "the screen does not come back", 60)
        begun = time.monotonic()
        assert (await hall.press("3")).number is not None
        await page.wait_for_selector(".tile.now")
        assert time.monotonic() - begun < 8  # 2 on a machine that does nothing else

        async def proof() -> set[str]:
            return {row["item"] for row in (await hall.view("plays"))["rows"]}

        await until(proof_of(proof, video, image), "what was shown is not told")


async def heard(hall: Hall) -> bool:
    """Whether a screen is connected."""
    rows = (await hall.view("devices"))["devices"]
    return any(row["kind"] == "screen" and row["pages"] for row in rows)


def proof_of(proof: Callable[[], Any], *ids: str) -> Callable[[], Any]:
    """Whether each of these files has been shown."""

    async def told() -> bool:
        shown = await proof()
        return all(f"media:{id[:12]}" in shown for id in ids)

    return told
