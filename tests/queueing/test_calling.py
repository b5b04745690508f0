"""A share in arithmetic: turns, and how many come before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.queueing.calling import OFF, Lane, Share, after, line_of

shares = st.builds(Share, priority=st.integers(1, 9), ordinary=st.integers(1, 9))


def turns(share: Share, count: int, balance: int = 0) -> list[Lane]:
    taken: list[Lane] = []
    for _ in range(count):
        taken.append(share.turn(balance))
        balance = share.after(balance, taken[-1])
    return taken


def test_one_for_one_and_two_for_one() -> None:
    assert turns(Share(priority=1, ordinary=1), 4) == ["priority", "ordinary"] * 2
    two = turns(Share(priority=2, ordinary=1), 6)
    assert (two.count("priority"), two[:3].count("priority")) == (4, 2)


@given(share=shares)
def test_the_share_holds_over_any_window(share: Share) -> None:
    taken = turns(share, 60)
    for start in range(60):
        off = 0
        for turn in taken[start:]:
            off = share.after(off, turn)
            assert abs(off) < share.priority + share.ordinary


@given(share=shares, served=st.integers(0, 20), lane=st.sampled_from(["priority", "ordinary"]),
       data=st.data())  # fmt: skip
def test_the_turns_before_are_counted_right(
    share: Share, served: int, lane: Lane, data: st.DataObject
) -> None:
    balance = data.draw(st.integers(1 - share.priority, share.ordinary))
    taken = turns(share, 500, balance)
    mine = [index for index, turn in enumerate(taken) if turn == lane]
    before = mine[served] - served
    counted = (
        share.before_priority(served, balance)
        if lane == "priority"
        else share.before_ordinary(served, balance)
    )
    assert counted == before


def test_counters_of_the_same_services_and_share_are_one_line() -> None:
    share = Share(priority=1, ordinary=1)
    assert line_of(("kk", "ktp"), share) == line_of(("ktp", "kk"), share)
    assert line_of(("ktp",), share) != line_of(("ktp", "kk"), share)
    assert line_of(("ktp",), share) != line_of(("ktp",), Share(priority=2, ordinary=1))
    assert (line_of(("ktp",), OFF), OFF.on) == ("", False)


@pytest.mark.parametrize(("where", "n"), [("after 3", 3), ("place", None), ("after x", None)])
def test_after_how_many(where: str, n: int | None) -> None:
    assert after(where) == n
