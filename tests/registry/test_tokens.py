"""A ticket's token: the same after a restart, another each day, and nothing that one can guess."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from signage.errors import RegistryTrouble
from signage.queueing.model import Ticket
from signage.registry.tokens import KEY_BYTES, TicketTokens, open_tokens
from signage.whole import write_whole

TICKET = Ticket(
    id="t7", number="A001", service="card", state="waiting", place=(1, 7), issued=5, since=5
)


def test_a_token_fits_a_url_and_is_128_bits() -> None:
    token = TicketTokens(b"k" * 32).token(TICKET)
    assert len(token) == 22
    assert token.replace("-", "").replace("_", "").isalnum()


def test_whatever_differs_makes_another() -> None:
    tokens = TicketTokens(b"k" * 32)
    made = {
        tokens.token(TICKET),
        tokens.token(replace(TICKET, number="A002")),
        tokens.token(replace(TICKET, id="t8")),
        tokens.token(replace(TICKET, issued=6)),
        TicketTokens(b"l" * 32).token(TICKET),
    }
    assert len(made) == 5
    moved = replace(TICKET, state="served", service="birth", since=9, counter="1")
    assert tokens.token(moved) in made


def test_a_restart_has_the_same_key(tmp_path: Path) -> None:
    first = open_tokens(tmp_path).token(TICKET)
    assert open_tokens(tmp_path).token(TICKET) == first
    key = tmp_path / "ticket.key"
    assert (stat.S_IMODE(key.stat().st_mode), key.stat().st_size) == (0o600, KEY_BYTES)
    (tmp_path / "other").mkdir()
    assert open_tokens(tmp_path / "other").token(TICKET) != first


@pytest.mark.parametrize("key", [b"", b"short", b"k" * 33])
def test_a_damaged_key_makes_no_tokens(tmp_path: Path, key: bytes) -> None:
    (tmp_path / "ticket.key").write_bytes(key)
    with pytest.raises(RegistryTrouble, match=r"ticket\.key is damaged"):
        open_tokens(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RegistryTrouble, match=r"ticket\.key can't be used"):
        open_tokens(tmp_path / "nowhere")


def test_a_private_file_is_whole_and_private(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"two", 0o600)
    assert list(tmp_path.iterdir()) == [path]
    (tmp_path / "secret.new").write_bytes(b"a draft of a start that was cut off")
    write_whole(path, b"three")
    assert path.read_bytes() == b"three"
