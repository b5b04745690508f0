"""What the bytes of a printer mean."""

from __future__ import annotations

import pytest

from signage.devices.printers.status import is_done, is_prompt, state_of
from signage.devices.printers.wording import STAFF, VISITOR


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ((0x16, 0x12, 0x12), "ready"),
        ((0x16, None, None), "ready"),
        ((0x16, 0x12, 0x1E), "ready"),  # the roll is near its end, and still there
        ((0x1E, 0x32, 0x12), "paper_out"),
        ((0x16, 0x12, 0x72), "paper_out"),
        ((0x1E, 0x16, 0x72), "cover_open"),
        ((0x1E, 0x12, 0x12), "offline"),
        ((0x16, 0x52, 0x12), "offline"),
    ],
)
def test_a_state_is_read(answers: tuple[int, int | None, int | None], state: str) -> None:
    assert state_of(*answers) == state


def test_the_two_kinds_of_answer_are_told_apart() -> None:
    assert not [byte for byte in range(256) if is_prompt(byte) and is_done(byte)]
    assert is_prompt(0x12) and is_prompt(0x7E)
    assert is_done(0x00) and is_done(0x0F)
    assert not is_prompt(0x11) and not is_done(0x11) and not is_prompt(0x13)  # XON, XOFF


def test_every_state_has_its_sentences() -> None:
    assert set(STAFF) == set(VISITOR)
    assert all(text.id and text.en for text in (*STAFF.values(), *VISITOR.values()))
