"""How often: strangers are held, paired devices never below their rate."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from signage.errors import Refused
from signage.web.limits import Buckets
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


def test_full_buckets_are_forgotten() -> None:
    hands = Hands()
    buckets = Buckets(hands.steady, rate=1, burst=10)
    for n in range(10_000):
        buckets.take(f"address {n}")
    hands.pass_(10_001)
    buckets.take("one more")
    assert len(buckets._full) == 1


def test_a_crowd_is_looked_through_once_in_a_refill(monkeypatch: pytest.MonkeyPatch) -> None:
    hands, looks = Hands(), 0
    buckets = Buckets(hands.steady, rate=1, burst=10)

    class Counted(dict[str, tuple[float, int]]):
        def items(self) -> Any:
            nonlocal looks
            looks += 1
            return super().items()

    monkeypatch.setattr(buckets, "_full", Counted())
    for n in range(20_000):
        if n % 2 == 0:
            hands.pass_(1)
        buckets.take(f"address {n}")
    assert looks == 0
    hands.pass_(10_001)
    for n in range(5):
        buckets.take(f"late {n}")
    assert (looks, len(buckets._full)) == (1, 5)


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
        answer = await tight.ask("GET", path)
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
