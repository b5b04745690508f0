"""Codes to pair a page: single use, short-lived, few, and not to be guessed."""

from __future__ import annotations

import random
import re
from itertools import count

import pytest

from signage.devices import pairing
from signage.devices.pairing import (
    ALPHABET,
    GUESS_SECONDS,
    GUESSES,
    LASTS,
    LENGTH,
    Pairings,
    normal,
)
from signage.errors import Malformed, NotFound, Refused
from signage.web.limits import network
from tests.halls import Hands


class Desk:
    """Pairings with a clock and chance of the test's own."""

    def __init__(self, seed: int = 1) -> None:
        self.hands = Hands()
        chance, tokens = random.Random(seed), count(1)
        self.watched: set[str] = set()
        self.pairings = Pairings(
            self.hands.steady, chance.randrange, lambda: f"token-{next(tokens)}", network,
            lambda token: token in self.watched,
        )  # fmt: skip

    def refused(self, typed: str, caller: str = "admin") -> str:
        with pytest.raises(Refused) as refused:
            self.pairings.claim(typed, caller)
        return refused.value.code

    def pair(self, typed: str) -> None:
        claimed = self.pairings.claim(typed, "admin")
        self.pairings.pair(claimed, kind="screen", place="hall", device="d", secret="s")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_code_has_eight_signs_that_nobody_mistakes(desk: Desk) -> None:
    assert LENGTH == 8 and not set("0O1IL") & set(ALPHABET)
    codes = [desk.pairings.ask(f"192.0.2.{n}").code for n in range(200)]
    assert len(set(codes)) == 200
    assert {len(code) for code in codes} == {8} and set("".join(codes)) <= set(ALPHABET)


def test_a_page_hears_what_it_became_once(desk: Desk) -> None:
    one = desk.pairings.ask("192.0.2.1", "screen")
    view = desk.pairings.view(one.token)
    assert view is not None and (view.state, view.code, view.seconds) == (
        "waiting",
        one.code,
        LASTS,
    )
    desk.pair(f" {one.code[:4].lower()}-{one.code[4:]} ")
    told = desk.pairings.view(one.token)
    assert told is not None and (told.state, told.kind, told.secret) == ("paired", "screen", "s")
    desk.pairings.fetched("d")
    assert desk.pairings.view(one.token) is None
    assert desk.refused(one.code) == "pairing_used"


def test_a_secret_that_nobody_fetches_is_forgotten(desk: Desk) -> None:
    one = desk.pairings.ask("192.0.2.1")
    desk.pair(one.code)
    desk.hands.pass_(119_000)
    assert desk.pairings.sweep() == () and desk.pairings.shown(one.token)
    desk.hands.pass_(1_000)
    assert desk.pairings.sweep() == (one.token,) and not desk.pairings.shown(one.token)


def test_a_code_lasts_ten_minutes(desk: Desk) -> None:
    one = desk.pairings.ask("192.0.2.1")
    desk.hands.pass_(LASTS * 1000 - 1)
    assert desk.pairings.sweep() == ()
    desk.hands.pass_(1)
    assert desk.pairings.sweep() == (one.token,)
    view = desk.pairings.view(one.token)
    assert view is not None and view.state == "expired"
    assert desk.refused(one.code) == "pairing_expired"
    desk.hands.pass_(121_000)
    desk.pairings.sweep()
    assert desk.pairings.view(one.token) is None
    assert desk.refused(one.code) == "pairing_expired"


def test_two_managers_type_the_same_code_at_once(desk: Desk) -> None:
    one = desk.pairings.ask("192.0.2.1")
    claimed = desk.pairings.claim(one.code, "anna")
    assert desk.refused(one.code, "budi") == "pairing_used"
    desk.pairings.release(claimed)  # the disk was full: it may be typed again
    assert desk.pairings.claim(one.code, "budi").token == one.token


@pytest.mark.parametrize(
    "typed", ["", "ABCD", "ABCD 2345 6", "ABCD234O", "ABCD2341", "ÀBCD2345", "ABCD_234", "\x00" * 8]
)
def test_what_is_no_code_is_said_so_and_is_no_guess(desk: Desk, typed: str) -> None:
    with pytest.raises(Malformed, match="pairing_malformed"):
        normal(typed)
    for _ in range(GUESSES + 1):
        assert desk.refused(typed) == "pairing_malformed"
    assert desk.refused("ABCD2345") == "pairing_unknown"


def test_wrong_codes_lock_their_caller_alone_and_for_a_while(desk: Desk) -> None:
    for _ in range(GUESSES):
        with pytest.raises(NotFound, match="pairing_unknown"):
            desk.pairings.claim("ABCD2345", "anna")
    one = desk.pairings.ask("192.0.2.1")
    with pytest.raises(Refused) as refused:
        desk.pairings.claim(one.code, "anna")
    assert refused.value.code == "pairing_guesses"
    assert refused.value.facts["after"] == GUESS_SECONDS
    desk.pairings.claim(one.code, "budi")
    desk.hands.pass_(GUESS_SECONDS * 1000)
    assert desk.refused("ABCD2345", "anna") == "pairing_unknown"


def test_few_codes_wait_at_once_overall_and_for_one_address(desk: Desk) -> None:
    for _ in range(pairing.PER_ADDRESS):
        desk.pairings.ask("192.0.2.1")
    with pytest.raises(Refused, match="pairing_crowd"):
        desk.pairings.ask("192.0.2.1")
    for n in range(pairing.WAITING - pairing.PER_ADDRESS):
        desk.pairings.ask(f"198.51.100.{n}")
    with pytest.raises(Refused, match="pairing_crowd"):
        desk.pairings.ask("203.0.113.1")
    assert len(list(desk.pairings.waiting())) == pairing.WAITING
    desk.hands.pass_(LASTS * 1000)
    desk.pairings.ask("192.0.2.1")


def test_a_house_with_many_addresses_is_one(desk: Desk) -> None:
    for n in range(pairing.PER_ADDRESS):
        desk.pairings.ask(f"2001:db8::{n + 1:x}")
    with pytest.raises(Refused, match="pairing_crowd"):
        desk.pairings.ask("2001:db8::ffff")
    desk.pairings.ask("2001:db8:0:1::1")


def test_who_only_asks_keeps_no_page_out(desk: Desk) -> None:
    for n in range(pairing.WAITING):
        desk.pairings.ask(f"198.51.100.{n}")
    desk.watched = {"token-2"}
    with pytest.raises(Refused, match="pairing_crowd"):
        desk.pairings.ask("203.0.113.1")  # a page needs a moment to open its socket
    desk.hands.pass_(pairing.UNWATCHED * 1000)
    desk.pairings.ask("203.0.113.1")
    desk.pairings.ask("203.0.113.2")
    gone = {f"token-{n}" for n in (1, 3)}
    assert not any(desk.pairings.shown(token) for token in gone)
    assert desk.pairings.shown("token-2")


def _tried_in_a_day(desk: Desk, every: int) -> int:
    """How many codes a manager's stolen session has looked at in a day."""
    tried = 0
    for _ in range(24 * 3600 * 1000 // every):
        desk.hands.pass_(every)
        try:
            desk.pairings.claim("ABCD2345", "thief")
        except NotFound:
            tried += 1
        except Refused:
            pass
    return tried


def test_a_day_of_guessing_finds_a_code_in_one_of_10_000(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = _tried_in_a_day(desk, 5000)
    assert tried <= GUESSES * (24 * 3600 // GUESS_SECONDS + 1)
    assert tried * pairing.WAITING / len(ALPHABET) ** LENGTH <= 1 / 10_000
    # the control: without the bound, and with four digits, it is found on the first day
    monkeypatch.setattr(pairing, "GUESSES", 10**9)
    assert _tried_in_a_day(Desk(), 5000) * pairing.WAITING / 10**4 > 1


def test_a_guess_hits_as_often_as_chance_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same code with two signs of four: what the figure above counts on is so."""
    monkeypatch.setattr(pairing, "ALPHABET", "2345")
    monkeypatch.setattr(pairing, "LENGTH", 2)
    monkeypatch.setattr(pairing, "_SHAPE", re.compile("[2345]{2}"))
    monkeypatch.setattr(pairing, "GUESSES", 10**9)
    chance, hits, rounds = random.Random(7), 0, 2000
    for seed in range(rounds):
        desk = Desk(seed)
        desk.pairings.ask("192.0.2.1")
        desk.pairings.ask("192.0.2.2")
        try:
            desk.pairings.claim("".join(chance.choices("2345", k=2)), "thief")
            hits += 1
        except NotFound:
            pass
    assert 0.8 < hits / (rounds * 2 / 16) < 1.2
