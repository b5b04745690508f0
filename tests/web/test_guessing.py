"""Guessing by simulation: a day of whoever tries all they can, and the same without bounds.

A PIN is one of a million by chance. Of passwords it is taken that the best guess of one that the
rules let pass is right once in a million; made ones are far better.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from functools import partial

import pytest

from signage.errors import Refused
from signage.web import pins as pins_module
from signage.web import signing as signing_module
from signage.web.guessing import Grants, Slowing, Steps
from signage.web.limits import network
from signage.web.pins import Pins
from signage.web.signing import SigningIn

DAY = 86_400_000
SPACE = 1_000_000
AT_MOST = 1 / 10_000


class Hands:
    def __init__(self) -> None:
        self.now = 0

    def steady(self) -> int:
        return self.now


def day_of(hands: Hands, tries: Sequence[Callable[[], object]], pace: int = 200) -> int:
    """How many guesses a day lets in, if whatever is open is tried at once, every `pace` ms."""
    end, count = hands.now + DAY, 0
    due = dict.fromkeys(range(len(tries)), hands.now)
    while (at := min(due.values())) < end:
        hands.now = max(hands.now, at)
        which = next(i for i, when in due.items() if when == at)
        try:
            tries[which]()
        except Refused as refused:
            due[which] = hands.now + 1000 * int(str(refused.facts["after"]))
        else:
            count += 1
            due[which] = hands.now + pace
    hands.now = end
    return count


def chance(guesses: int) -> float:
    return 1 - (1 - 1 / SPACE) ** guesses


def signing(hands: Hands) -> SigningIn:
    return SigningIn(hands.steady, b"k" * 32, Grants(hands.steady))


@pytest.mark.parametrize("officers", [1, 5, 40])
@pytest.mark.parametrize("known", [0, 4, 40])
def test_pins_at_a_counter(officers: int, known: int) -> None:
    """The stranger has the counter's page, and tries every officer's name there."""
    hands = Hands()
    pins = Pins(hands.steady, Grants(hands.steady))
    tries = [partial(pins.take, "1", f"p-{n}", known=n < known) for n in range(officers)]
    for _ in range(3):
        assert chance(day_of(hands, tries)) <= AT_MOST
    # somebody else's counter was touched by nothing of this
    pins.take("2", "p-0", known=False)


@pytest.mark.parametrize("addresses", [1, 254])
@pytest.mark.parametrize("logins", [1, 30])
def test_passwords_from_the_network(addresses: int, logins: int) -> None:
    """From as many addresses as they like, for as many names."""
    hands = Hands()
    gate = signing(hands)
    pairs = [(n % logins, n % addresses) for n in range(max(addresses, logins))]
    tries = [partial(gate.take, f"p{who}", f"192.0.2.{where}", None, None) for who, where in pairs]
    for _ in range(2):
        assert chance(day_of(hands, tries)) <= AT_MOST
    # whoever has signed in from their own browser before signs in there as ever
    kept = gate.remember("p-1")
    browser = gate.browser(kept, "p-1")
    assert browser is not None
    gate.right(gate.take("p0", "192.0.2.1", browser, "p-1"))


def test_a_stolen_browser(addresses: int = 1) -> None:
    hands = Hands()
    gate = signing(hands)
    browser = gate.browser(gate.remember("p-1"), "p-1")
    tries = [partial(gate.take, "sri", "192.0.2.1", browser, "p-1")]
    assert chance(day_of(hands, tries)) <= AT_MOST


def test_the_control_without_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same stranger gets in on most days where nothing slows them down."""
    free = Steps(free=10**9, first=1, longest=1)
    monkeypatch.setattr(pins_module, "PAIR", free)
    for name in ("STRANGE_BURST", "WHOLE_BURST"):
        monkeypatch.setattr(pins_module, name, 10**9)
    hands = Hands()
    pins = Pins(hands.steady, Grants(hands.steady))
    guesses = day_of(hands, [lambda: pins.take("1", "p-1", known=False)], pace=500)
    assert chance(guesses) > 100 * AT_MOST
    monkeypatch.setattr(signing_module, "STRANGE_BURST", 10**9)
    for name in ("LOGIN", "ADDRESS"):
        monkeypatch.setattr(signing_module, name, free)
    gate = signing(hands)
    guesses = day_of(hands, [lambda: gate.take("sri", "192.0.2.1", None, None)], pace=500)
    assert chance(guesses) > 100 * AT_MOST


def test_the_sum_is_what_a_stranger_sees() -> None:
    """The arithmetic above held against drawn PINs, in a space that is small enough to hit."""
    luck, space, days = random.Random(5), 500, 200
    hands = Hands()
    hits, guesses = list[bool](), list[bool]()
    for _ in range(days):
        pins = Pins(hands.steady, Grants(hands.steady))
        wanted = [luck.randrange(space) for _ in range(8)]
        today: list[bool] = []

        def guess(who: int, pins: Pins, wanted: list[int], today: list[bool]) -> None:
            pins.take("1", f"p-{who}", known=False)
            today.append(luck.randrange(space) == wanted[who])

        day_of(hands, [partial(guess, who, pins, wanted, today) for who in range(8)])
        hits.append(any(today))
        guesses += today
    told = 1 - (1 - 1 / space) ** (len(guesses) / days)
    assert told / 2 <= sum(hits) / days <= told * 2


def test_waits_grow_and_are_forgotten() -> None:
    hands = Hands()
    slow = Slowing(hands.steady, Steps(free=2, first=10, longest=100, factor=3))
    waits = []
    for _ in range(6):
        slow.take("a")
        waits.append(slow.held("a"))
        if waits[-1]:
            with pytest.raises(Refused, match="tries_locked") as refused:
                slow.take("a")
            assert refused.value.facts["after"] == waits[-1]
        hands.now += 1000 * waits[-1]
    assert waits == [0, 10, 30, 90, 100, 100]
    slow.take("b")
    assert slow.held("b") == 0
    hands.now += 2 * DAY
    slow.take("a")
    assert slow.held("a") == 0
    slow.clear("a")
    slow.take("a")
    slow.back("a")
    slow.take("a")
    assert slow.held("a") == 0


def test_a_crowd_of_names_is_forgotten() -> None:
    hands = Hands()
    slow = Slowing(hands.steady, Steps(free=1, first=1, longest=1))
    for n in range(10_001):
        slow.take(str(n))
    hands.now += 3 * DAY
    slow.take("new")
    assert len(slow._wrong) == 1


def test_a_right_try_costs_nothing() -> None:
    hands = Hands()
    gate = signing(hands)
    for _ in range(200):
        gate.right(gate.take("sri", "192.0.2.1", None, "p-1"))
    pins = Pins(hands.steady, Grants(hands.steady))
    for _ in range(200):
        pins.right(pins.take("1", "p-1", known=False))


def test_a_manager_lets_somebody_in_for_a_while() -> None:
    hands = Hands()
    grants = Grants(hands.steady)
    gate = SigningIn(hands.steady, b"k" * 32, grants)

    def tries() -> int:
        count = 0
        while True:
            try:
                gate.take("sri", "192.0.2.1", None, "p-1")
            except Refused:
                return count
            count += 1

    assert tries() == 5
    grants.give("p-1")
    assert tries() == 5
    grants.give("p-1")
    hands.now += 15 * 60_000
    assert tries() <= 1


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"), ("2001:db8::1:2:3", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"), ("::ffff:192.0.2.7", "192.0.2.7"), ("", ""), ("x", "x"),
    ],
)  # fmt: skip
def test_one_holder_counts_once(address: str, counted: str) -> None:
    assert network(address) == counted


def test_a_known_browser_is_one_persons() -> None:
    gate = signing(Hands())
    kept = gate.remember("p-1")
    assert gate.browser(kept, "p-1")
    other = SigningIn(Hands().steady, b"x" * 32, Grants(Hands().steady))
    for bad in (None, "", kept[:-1], kept + "x", kept.replace("p-1", "p-2"), "p-1..", "p-1.a.\xff"):
        assert gate.browser(bad, "p-1") is None
    assert gate.browser(kept, "p-2") is None
    assert gate.browser(kept, None) is None
    assert other.browser(kept, "p-1") is None


async def test_few_hash_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = signing(Hands())
    running = [0, 0]

    async def instead(work: Callable[[], int]) -> int:
        running[0] += 1
        running[1] = max(running)
        await asyncio.sleep(0)
        running[0] -= 1
        return work()

    monkeypatch.setattr(asyncio, "to_thread", instead)
    asks = [asyncio.ensure_future(gate.slowly(lambda: 1)) for _ in range(30)]
    done = await asyncio.gather(*asks, return_exceptions=True)
    assert running[1] == 2
    assert done.count(1) == 20
    assert sum(isinstance(one, Refused) for one in done) == 10
