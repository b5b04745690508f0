"""A table of a list goes to another place, and every remark is kept."""

from __future__ import annotations

import tomllib
from itertools import permutations, product

import pytest

from signage.config.changing import Change, all_of
from signage.config.editing import edited
from signage.errors import ConfigError, NotFound

TEXT = """\
[mall]
id = "x"

# ---- Zones ----
# all about zones
[[zones]]
id = "a"  # the first

# about b
[[zones]]
id = "b"
  [zones.sub]
  k = 1

# a part of the hall

# about c
# and more
[[zones]]
id = "c"

# ---- next ----
[voice]
x = 1

[[slots]]
n = 1
[[slots]]
n = 2
"""


def moved(id: str, to: int, text: str = TEXT) -> str:
    return edited(text, all_of([Change(section="zones", values={}, id=id, to=to)]))


@pytest.mark.parametrize(("id", "to"), list(product("abc", range(3))))
def test_a_table_goes_to_its_place_with_its_remarks(id: str, to: int) -> None:
    text = moved(id, to)
    order = [one["id"] for one in tomllib.loads(text)["zones"]]
    rest = [one for one in "abc" if one != id]
    assert order == [*rest[:to], id, *rest[to:]]
    assert sorted(text.splitlines()) == sorted(TEXT.splitlines()), "nothing is lost or doubled"
    lines = text.splitlines()
    assert lines[lines.index("# about b") + 2] == 'id = "b"'
    assert lines[lines.index("# about c") + 3] == 'id = "c"'
    assert lines[lines.index("# ---- next ----") + 1] == "[voice]"
    assert lines.index("# all about zones") < lines.index("[[zones]]")
    if "abc".index(id) == to:
        assert text == TEXT, "where it stands already nothing is touched"


def test_every_order_can_be_made_and_undone() -> None:
    for order in permutations("abc"):
        text = TEXT
        for at, id in enumerate(order):
            text = moved(id, at, text)
        assert [one["id"] for one in tomllib.loads(text)["zones"]] == list(order)
        for at, id in enumerate("abc"):
            text = moved(id, at, text)
        assert sorted(text.splitlines()) == sorted(TEXT.splitlines())


def test_one_without_an_id_goes_too_and_may_change_on_the_way() -> None:
    change = Change(section="slots", values={"m": 3}, at=0, to=1)
    assert tomllib.loads(edited(TEXT, all_of([change])))["slots"] == [{"n": 2}, {"n": 1, "m": 3}]
    windows = TEXT.replace("\n", "\r\n")
    assert moved("c", 0, windows) == moved("c", 0).replace("\n", "\r\n")


@pytest.mark.parametrize(
    "change",
    [
        Change(section="zones", values=None, id="a", to=1),
        Change(section="zones", values={"id": "d"}, to=1),
        Change(section="mall", values={}, to=0),
    ],
)
def test_what_can_not_go_is_refused(change: Change) -> None:
    with pytest.raises(ConfigError, match="only a thing of a list that stays"):
        edited(TEXT, all_of([change]))


@pytest.mark.parametrize("to", [-1, 3, 10**9])
def test_there_is_no_such_place(to: int) -> None:
    with pytest.raises(NotFound):
        moved("a", to)
