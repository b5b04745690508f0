"""Only a proxy that the file names is believed when it says who asks."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from signage.web.visitors import Proxies, Visit
from tests.halls import SMALL
from tests.web.asking import House, house, refused

PROXY = Proxies(["127.0.0.1/32", "10.0.0.0/24", "fd00::/64"])


@pytest.mark.parametrize(
    ("peer", "told", "visitor"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("::ffff:127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "203.0.113.7:4711", "203.0.113.7"),
        ("127.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("127.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "6.6.6.6, 203.0.113.7, 10.0.0.9", "203.0.113.7"),  # two of our proxies
        ("127.0.0.1", "127.0.0.1, 203.0.113.7", "203.0.113.7"),  # what a visitor made up
        ("127.0.0.1", "10.0.0.3, 10.0.0.9", "10.0.0.3"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "unknown", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.7, <script>", "127.0.0.1"),
        ("fd00::1", "203.0.113.7", "203.0.113.7"),
        ("192.168.1.9", "203.0.113.7", "192.168.1.9"),  # no proxy of ours
        ("", "203.0.113.7", ""),
    ],
)
def test_the_visitor_is_the_last_who_is_no_proxy(peer: str, told: str, visitor: str) -> None:
    assert PROXY.visit(peer, False, {"x-forwarded-for": told}).address == visitor


def test_scheme_and_host_are_the_nearest_proxys_word() -> None:
    told = {"host": "mal:8000", "x-forwarded-proto": "https", "x-forwarded-host": "a, antrian.id"}
    assert PROXY.visit("127.0.0.1", False, told) == Visit("127.0.0.1", True, "antrian.id")
    assert PROXY.visit("192.168.1.9", False, told) == Visit("192.168.1.9", False, "mal:8000")
    odd = {"host": "mal", "x-forwarded-proto": "gopher", "x-forwarded-host": ""}
    assert PROXY.visit("127.0.0.1", True, odd) == Visit("127.0.0.1", True, "mal")
    assert Proxies().visit("127.0.0.1", False, told).address == "127.0.0.1"


async def _guess(asked: House, peer: str, visitor: str) -> httpx.Response:
    through = httpx.ASGITransport(asked.hall.app, client=(peer, 1))
    async with httpx.AsyncClient(transport=through, base_url="http://hall.test") as client:
        headers = {"X-Forwarded-For": visitor, "Authorization": "Bearer guess"}
        return await client.get("/api/me", headers=headers)


async def test_limits_count_the_visitor_and_not_the_proxy(tmp_path: Path) -> None:
    more = '\n[server]\nproxies = ["127.0.0.1"]\n\n[limits]\nrequests_per_minute = 3\n'
    async with house(tmp_path, SMALL + more) as asked:
        for _ in range(3):
            refused(await _guess(asked, "127.0.0.1", "203.0.113.7"), 401, "secret_missing")
        refused(await _guess(asked, "127.0.0.1", "203.0.113.7"), 429, "too_often")
        refused(await _guess(asked, "127.0.0.1", "203.0.113.8"), 401, "secret_missing")
        # who is no proxy of ours is counted by its own address, whatever it says
        for number in range(3):
            refused(await _guess(asked, "192.0.2.1", f"203.0.113.{number}"), 401, "secret_missing")
        refused(await _guess(asked, "192.0.2.1", "203.0.113.99"), 429, "too_often")


async def test_behind_a_proxy_a_page_is_what_the_visitor_asked_for(tmp_path: Path) -> None:
    more = '\n[server]\nproxies = ["127.0.0.1"]\nhosts = ["antrian.example"]\n'
    async with house(tmp_path, SMALL + more) as asked:
        told = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "antrian.example"}
        answer = await asked.ask("GET", "/", headers=told)
        policy = answer.headers["content-security-policy"]
        assert "wss://antrian.example" in policy and " ws://" not in policy
        pressed = await asked.ask(
            "POST", "/api/counters/1/next", "counter-1",
            headers={**told, "Origin": "https://antrian.example"},
        )  # fmt: skip
        assert pressed.status_code == 200
        foreign = {"X-Forwarded-Host": "evil.example"}
        refused(await asked.ask("GET", "/", headers=foreign), 421, "host_unknown")
