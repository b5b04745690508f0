"""How often: strangers are held, paired devices never below their rate."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from signage.errors import Refused
from signage.web.limits import CROWD, Addresses, Buckets, network
from tests.halls import SMALL, Hands
from tests.web.asking import HOST, House, house, refused


def test_a_burst_and_then_a_rate() -> None:
    hands = Hands()
    buckets = Buckets(hands.steady, rate=10, burst=20)
    for _ in range(20):
        buckets.take("kiosk")
    with pytest.raises(Refused, match="too_often"):
        buckets.take("kiosk")
    buckets.take("another")
    hands.pass_(100)
    buckets.take("kiosk")
    with pytest.raises(Refused):
        buckets.take("kiosk")


@given(st.integers(1, 200))
def test_below_the_rate_nobody_waits(rate: int) -> None:
    hands = Hands()
    buckets = Buckets(hands.steady, rate, rate * 2)
    for _ in range(rate * 5):
        buckets.take("kiosk")
        hands.pass_(-(-1000 // rate))


@given(st.floats(1 / 60, 100), st.integers(1, 300), st.lists(st.integers(0, 5000), max_size=30))
def test_who_waits_as_long_as_was_said_is_let_in(rate: float, burst: int, gaps: list[int]) -> None:
    hands = Hands()
    buckets = Buckets(hands.steady, rate, burst)
    for _ in range(burst):
        buckets.take("one")
    for gap in gaps:
        hands.pass_(gap)
        try:
            buckets.take("one")
        except Refused as refusal:
            after = refusal.facts["after"]
            assert isinstance(after, int)
            assert after >= 1
            hands.pass_(after * 1000)
            buckets.take("one")


def test_a_refusal_costs_nothing() -> None:
    hands = Hands()
    buckets = Buckets(hands.steady, rate=1, burst=1)
    buckets.take("one")
    for _ in range(100):
        with pytest.raises(Refused):
            buckets.take("one")
    hands.pass_(1000)
    buckets.take("one")


def test_a_million_addresses_cost_no_more_than_a_crowd() -> None:
    hands = Hands()
    buckets = Addresses(hands.steady, rate=1 / 60, burst=2)
    for n in range(2 * CROWD):
        buckets.take(f"2001:db8:{n:x}::1")
        assert len(buckets._full) <= CROWD


def test_who_guesses_on_is_not_forgotten_for_the_crowd() -> None:
    hands = Hands()
    buckets = Addresses(hands.steady, rate=1 / 60, burst=1)
    buckets.take("10.0.0.1")
    for n in range(CROWD + 2000):
        buckets.take(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255} ")
        if n % 1000 == 0:
            with pytest.raises(Refused):
                buckets.take("10.0.0.1")


def test_of_ipv6_one_holder_has_a_whole_network() -> None:
    buckets = Addresses(Hands().steady, rate=1, burst=2)
    buckets.take("2001:db8:1:2::1")
    buckets.take("2001:db8:1:2:ffff::9%eth0")
    for same in ("2001:db8:1:2:3:4:5:6", "2001:DB8:1:2::"):
        with pytest.raises(Refused):
            buckets.take(same)
    buckets.back("2001:db8:1:2::7")
    buckets.take("2001:db8:1:2::8")
    buckets.take("2001:db8:1:3::1")
    for mapped in ("10.0.0.1", "::ffff:10.0.0.1"):
        buckets.take(mapped)
    with pytest.raises(Refused):
        buckets.take("10.0.0.1")
    for odd in ("", "unix", "not:an:address", "fe80::1%en0"):
        assert network(odd) == {"fe80::1%en0": "fe80::/64"}.get(odd, odd)


# ---- in the hall


@pytest_asyncio.fixture
async def tight(tmp_path: Path) -> AsyncIterator[House]:
    text = SMALL + "\n[limits]\nrequests_per_minute = 5\ntickets_per_second = 5\n"
    async with house(tmp_path, text) as made:
        yield made


async def test_a_stranger_who_guesses_is_held(tight: House) -> None:
    for n in range(5):
        headers = {"Authorization": f"Bearer {n}"}
        refused(await tight.ask("GET", "/api/me", headers=headers), 401, "secret_missing")
    for path in ("/api/me", "/api/events", "/metrics", "/button/1/next", "/api/zones/nowhere"):
        answer = await tight.ask("GET", path, headers={"Authorization": "Bearer 5"})
        refused(answer, 429, "too_often")
        assert 1 <= int(answer.headers["retry-after"]) <= 60
    # the same address, with a good secret, is not held; nor is another address
    assert (await tight.ask("GET", "/api/me", "counter-1")).status_code == 200
    assert (await tight.ask("GET", "/api/health")).status_code == 200
    elsewhere = httpx.ASGITransport(tight.hall.app, client=("192.0.2.9", 1))
    async with httpx.AsyncClient(transport=elsewhere, base_url=f"http://{HOST}") as other:
        assert (await other.get("/api/me")).status_code == 401


async def test_a_kiosk_that_runs_wild_is_held(tight: House) -> None:
    asks = [
        await tight.ask("POST", "/api/tickets", "kiosk-hall", json={"service": "card"})
        for _ in range(40)
    ]
    limited = [answer for answer in asks if answer.status_code == 429]
    assert limited
    refused(limited[0], 429, "too_often")
    assert limited[0].headers["retry-after"] == "1"
    other = await tight.ask("POST", "/api/tickets", "kiosk-ballroom", json={"service": "card"})
    assert other.status_code == 201
    presses = [await tight.press("1", "next") for _ in range(20)]
    assert {press.status_code for press in presses} == {200}
