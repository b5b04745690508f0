"""A machine dies, another one goes on: backup of a running hall, restore, and what clients see."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.e2e.pages import ARRIVALS, Pages
from tests.e2e.running import Hall, until, write_config

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.browser
async def test_another_machine_goes_on(tmp_path: Path, pages: Pages) -> None:
    config = write_config(tmp_path / "config.toml")
    async with Hall(config, tmp_path / "data") as hall:
        await hall.tickets("ktp-el", "ktp-el", "ktp-el")
        assert (await hall.press("3")).number == "B001"
        told = hall.run("backup", "--json", "--out", str(tmp_path / "stick.tar.gz"))
        assert told.returncode == 0, told.stderr
        epoch = json.loads(told.stdout)["epoch"]

        screen = await pages.open(hall.page("screen", "hall-a"))
        await screen.get_by_text("B001").first.wait_for()
        late = await hall.ticket("ktp-el")  # given after the backup, and lost with the machine
        assert late.body["number"] == "B004"
        assert (await hall.press("3")).number == "B002"
        await screen.get_by_text("B002").first.wait_for()
        flashed = set(await screen.evaluate(ARRIVALS))
        lost = (await hall.health()).body["seq"]
        refused = hall.run("restore", str(tmp_path / "stick.tar.gz"), "--force")
        assert refused.returncode == 1 and "is running on the data folder" in refused.stderr
        hall.data = tmp_path / "other machine"
        back = hall.run("restore", str(tmp_path / "stick.tar.gz"), "--json", "--after", "B=4")
        assert back.returncode == 0, back.stdout
        assert json.loads(back.stdout)["numbers"]["ktp-el"] == "B005"
        hall.kill9()
        await hall.start()
        health = (await hall.health()).body
        assert health["epoch"] > epoch

        # who knows more than this journal is told so; the screen comes back without a flash
        feed = await first_of_feed(hall, f"{epoch}:{lost}")
        assert feed.startswith("event: gap")
        await until(
            lambda: _gone(screen, "B002"), "the screen still shows a call that is not in the hall"
        )
        assert set(await screen.evaluate(ARRIVALS)) <= flashed
        assert (await hall.ticket("ktp-el")).body["number"] == "B005"
        assert (await hall.press("3")).number == "B002"
        await screen.get_by_text("B002").first.wait_for()
        assert "B002×1" in await screen.evaluate(ARRIVALS)


async def _gone(screen: Page, text: str) -> bool:
    return await screen.get_by_text(text).count() == 0


async def first_of_feed(hall: Hall, after: str) -> str:
    """How the feed begins for who saw the event `after`."""
    headers = {"Authorization": f"Bearer {hall.secret('feed')}"}
    async with hall._client.stream("GET", f"/api/events?after={after}", headers=headers) as feed:
        async for line in feed.aiter_lines():
            return line
    return ""
