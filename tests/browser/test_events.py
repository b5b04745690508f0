"""An event in the ballroom, from the floor manager's press to a visitor's phone; real server."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.browser.access import serious
from tests.e2e.running import hall_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

WEDDING = {
    "id": "wisuda", "zone": "ballroom", "name": {"id": "Wisuda <b>", "en": "Graduation"},
    "programme": [{"at": "09:00", "text": "Pembukaan"}],
}  # fmt: skip


DARK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[(datetime.now(UTC).weekday() + 3) % 7]
"""A day that it is nowhere now: the screens are dark."""


def eventful(document: Any) -> None:
    document["takeovers"] = [WEDDING]
    document["screens"]["awake"] = {DARK: "00:00-00:01"}


async def test_two_steps_start_it_phones_tell_and_two_steps_end_it(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with hall_of(tmp_path_factory.mktemp("hall"), eventful) as hall:
        ticket = (await hall.ticket("oss")).body
        floor = await browser.new_page(viewport={"width": 1180, "height": 820})
        phone = await browser.new_page(viewport={"width": 360, "height": 740})
        await floor.goto(f"{hall.url}/floor#{hall.secret('admin')}")
        await phone.goto(f"{hall.url}/t/{ticket['token']}")
        screen = await browser.new_page(viewport={"width": 960, "height": 540})
        await screen.goto(f"{hall.url}/screen#{hall.secret('screen', 'ballroom')}")
        glass = screen.locator("body")
        await expect(glass).to_have_class(re.compile(r"\bdark\b"))
        await expect(phone.locator(".what").first).to_contain_text("Tunggu di")

        await floor.get_by_role("button", name="Acara…").click()
        window = floor.get_by_role("dialog")
        await expect(window).to_contain_text("Wisuda <b>")
        await window.get_by_role("button", name="Mulai…").click()
        assert await serious(floor) == []
        await window.locator("#event-until").fill("0:00")
        await expect(window).to_contain_text("Acara selesai 24.00.")
        await window.locator("#event-until").fill("25.00")
        await expect(window.get_by_role("button", name="Ya, mulai")).not_to_have_attribute(
            "aria-disabled", "true"
        )
        await window.get_by_role("button", name="Ya, mulai").click()
        await expect(window.get_by_role("alert")).to_contain_text("seperti 12.00")
        assert (await hall.view("takeovers"))["takeovers"] == []
        await window.locator("#event-until").fill("")
        await window.get_by_role("button", name="Ya, mulai").click()
        bar = floor.locator(".bar-event")
        await expect(bar).to_contain_text("Wisuda <b> · Ballroom · sampai diakhiri")
        assert [one["zone"] for one in (await hall.view("takeovers"))["takeovers"]] == ["ballroom"]

        counter = await browser.new_page(viewport={"width": 1280, "height": 800})
        await counter.goto(f"{hall.url}/counter#{hall.secret('counter', '1')}")
        line = counter.locator(".bar-event")
        await expect(line).to_contain_text("Panggilan Anda sekarang di Hall Pelayanan A")
        await expect(line).to_contain_text("Ballroom dipakai acara Wisuda <b> sejak")
        assert await serious(counter) == []
        await counter.close()

        await expect(screen.locator("#takeover")).to_contain_text("Wisuda <b>")
        await expect(glass).not_to_have_class(re.compile(r"\bdark\b"))
        told = phone.locator(".event")
        await expect(told).to_contain_text("Ballroom dipakai untuk acara.")
        await expect(phone.get_by_text("Tunggu di")).to_have_count(0)
        assert await serious(phone) == []
        alarm = {"text": {"id": "Keluar lewat timur.", "en": "Leave by the east."}}
        answer = await hall.ask("POST", "/api/emergencies", hall.secret("admin"), json=alarm)
        await expect(phone.locator(".alarm-bar")).to_contain_text("DARURAT")
        await expect(phone.locator(".alarm-bar")).to_contain_text("Keluar lewat timur.")
        assert await serious(phone) == []
        await expect(screen.locator("#alarm-text")).to_be_visible()
        on_top = "document.elementFromPoint(480, 200).closest('#alarm') !== null"
        assert await screen.evaluate(on_top)
        await hall.press("1")
        await expect(phone.locator("main.calls")).to_contain_text("Giliran Anda")
        await expect(phone.locator(".alarm-bar")).to_be_visible()
        ended = f"/api/emergencies/{answer.body['emergency']}/end"
        await hall.ask("POST", ended, hall.secret("admin"))
        await expect(phone.locator(".alarm-bar")).to_have_count(0)

        await bar.get_by_role("button", name="Akhiri…").dblclick()
        assert len((await hall.view("takeovers"))["takeovers"]) == 1
        await window.get_by_role("button", name="Ya, akhiri").click()
        await expect(bar).to_have_count(0)
        assert (await hall.view("takeovers"))["takeovers"] == []
        await expect(glass).to_have_class(re.compile(r"\bdark\b"))
        await screen.close()
        await floor.close()
        await phone.close()
