"""People and their passwords: who may be made, who is known, what is kept."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from signage.errors import Malformed, NotFound, Refused, RegistryTrouble
from signage.registry.passwords import check_password, make_password, make_pin
from signage.registry.people import People, Person, check

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
GOOD = "embun turun di ladang"
PERSON = Person(id="", name="Sri", login="sri", role="administrator")


def people(folder: Path) -> People:
    return People(folder, lambda: 1000, QUICK)


def test_somebody_new_is_known_also_after_a_restart(tmp_path: Path) -> None:
    made = people(tmp_path).add(PERSON, GOOD)
    again = people(tmp_path)
    assert again.known(made.id) == made == again.by_login(" SRI ")
    assert again.is_right(made.id, GOOD)
    assert not again.is_right(made.id, GOOD + " ")
    assert not again.is_right(None, GOOD)
    assert not again.is_right("p-nobody", GOOD)
    assert again.by_login("") is None


def test_the_file_is_its_owners_and_holds_no_password(tmp_path: Path) -> None:
    people(tmp_path).add(PERSON, GOOD)
    file = tmp_path / "registry.db"
    assert file.stat().st_mode & 0o077 == 0
    assert GOOD.encode() not in file.read_bytes()
    assert b"$argon2id$" in file.read_bytes()


def test_the_first_is_made_once_also_by_two_at_once(tmp_path: Path) -> None:
    all_of_them, refusals = people(tmp_path), list[str]()
    gate = threading.Barrier(4)

    def make(name: str) -> None:
        gate.wait()
        try:
            all_of_them.add(replace(PERSON, login=name), GOOD, first=True)
        except Refused as refused:
            refusals.append(refused.code)

    makers = [threading.Thread(target=make, args=(f"sri{n}",)) for n in range(4)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert len(all_of_them.every()) == 1
    assert refusals == ["first_done"] * 3


def test_the_last_administrator_stays(tmp_path: Path) -> None:
    all_of_them = people(tmp_path)
    one = all_of_them.add(PERSON, GOOD)
    for change in ({"disabled": True}, {"role": "manager"}):
        with pytest.raises(Refused, match="last_administrator"):
            all_of_them.change(one.id, **change)
    with pytest.raises(Refused, match="last_administrator"):
        all_of_them.remove(one.id)
    two = all_of_them.add(replace(PERSON, login="budi"), GOOD)
    all_of_them.change(two.id, disabled=True)
    with pytest.raises(Refused, match="last_administrator"):
        all_of_them.remove(one.id)  # one who can't sign in is none
    all_of_them.change(two.id, disabled=False)
    all_of_them.remove(one.id)
    assert all_of_them.has_first()


def test_who_is_disabled_or_gone_is_not_known(tmp_path: Path) -> None:
    all_of_them = people(tmp_path)
    made = all_of_them.add(replace(PERSON, role="floor"), GOOD)
    all_of_them.change(made.id, disabled=True)
    assert all_of_them.known(made.id) is None
    assert not all_of_them.is_right(made.id, GOOD)
    all_of_them.change(made.id, disabled=False)
    assert all_of_them.is_right(made.id, GOOD)
    all_of_them.remove(made.id)
    assert all_of_them.known(made.id) is None
    with pytest.raises(NotFound, match="person_unknown"):
        all_of_them.person(made.id)
    assert people(tmp_path).every() == ()


def test_a_login_is_one_persons(tmp_path: Path) -> None:
    all_of_them = people(tmp_path)
    all_of_them.add(PERSON, GOOD)
    other = all_of_them.add(replace(PERSON, login="budi"), GOOD)
    with pytest.raises(Refused, match="login_taken"):
        all_of_them.add(PERSON, GOOD)
    with pytest.raises(Refused, match="login_taken"):
        all_of_them.change(other.id, login="sri")
    officers = [all_of_them.add(replace(PERSON, role="officer", login=None), "1") for _ in "ab"]
    assert officers[0].id != officers[1].id


def test_a_password_is_no_pin_when_the_role_turns(tmp_path: Path) -> None:
    all_of_them = people(tmp_path)
    made = all_of_them.add(replace(PERSON, role="floor"), GOOD)
    all_of_them.change(made.id, role="officer", login=None)
    assert not all_of_them.is_right(made.id, GOOD)
    given = all_of_them.give(made.id, "271828", renew=False)
    assert all_of_them.is_right(given.id, "271828")
    all_of_them.change(given.id, role="manager", login="sri")
    assert not all_of_them.is_right(made.id, "271828")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": ""}, "person_name"), ({"name": "  "}, "person_name"),
        ({"name": "x" * 61}, "person_name"), ({"name": "a\nb"}, "person_name"),
        ({"login": None}, "login_malformed"), ({"login": ""}, "login_malformed"),
        ({"login": "a"}, "login_malformed"), ({"login": "Sri"}, "login_malformed"),
        ({"login": "sri "}, "login_malformed"), ({"login": "-sri"}, "login_malformed"),
        ({"login": "x" * 41}, "login_malformed"), ({"role": "king"}, "role_unknown"),
        ({"role": "officer"}, "officer_login"),
    ],
)  # fmt: skip
def test_what_nobody_can_be_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Malformed, match=code):
        check(replace(PERSON, **change))


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "registry.db").write_bytes(b"no database" * 100)
    with pytest.raises(RegistryTrouble, match=r"registry\.db"):
        people(tmp_path)


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "Password123!", "P4ssw0rd2026", "qwertyuiop123", "123456789012",
        "aaaaaaaaaaaa", "abababababab", "indonesia2026", "bismillah1234", "admin-admin-admin",
        "rahasiarahasia", "srisrisrisri", "sri.wahyuni.1990", "zxcvbnm,./123", "20261126-2026",
        "pelayananpublik", "mallpelayanan!", "qwerty-asdfgh-1", "kabupatenmetro1",
    ],
)  # fmt: skip
def test_a_password_that_is_tried_early_is_refused(password: str) -> None:
    with pytest.raises(Malformed, match="password_common"):
        check_password(password, about=("Sri Wahyuni", "sri"))


def test_a_password_has_a_length() -> None:
    for short in ("", "a" * 11, "xK3!xK3!xK3"):
        with pytest.raises(Malformed, match="password_short"):
            check_password(short)
    for long in ("ab cd ef gh ij " * 20, "embun turun\ndi ladang"):
        with pytest.raises(Malformed, match="password_long"):
            check_password(long)


@pytest.mark.parametrize("password", [GOOD, "kuda-batu-jendela", "xV9#mQ2!tL7z", "sepeda ungu Sri"])
def test_a_good_password_is_taken(password: str) -> None:
    check_password(password, about=("Sri", "sri"))


def test_what_is_made_by_chance_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    for made in {make_password() for _ in range(50)}:
        check_password(made)
    letters = iter("2345234523452345" + "a858k7fd2mqaq332")
    monkeypatch.setattr("signage.registry.passwords.secrets.choice", lambda _: next(letters))
    assert make_password() == "a858-k7fd-2mqa-q332"
    monkeypatch.undo()
    assert len({make_password() for _ in range(50)}) == 50
    assert all(len(make_pin()) == 6 and make_pin().isdigit() for _ in range(50))
    numbers = iter([111111, 7, 123456])
    assert make_pin(lambda bound: next(numbers)) == "123456"


def test_two_changes_at_once_undo_nothing_of_each_other(tmp_path: Path) -> None:
    all_of_them = people(tmp_path)
    made = all_of_them.add(replace(PERSON, role="floor"), GOOD)
    mark = all_of_them.mark(made.id)
    gate = threading.Barrier(2)

    def change(**given: Any) -> None:
        gate.wait()
        all_of_them.change(made.id, **given)

    hands = [
        threading.Thread(target=change, kwargs=given)
        for given in ({"disabled": True}, {"name": "Sri W."})
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    after = all_of_them.person(made.id)
    assert (after.disabled, after.name) == (True, "Sri W.")
    assert all_of_them.mark(made.id) == mark
    all_of_them.give(made.id, GOOD + "!", renew=False)
    assert all_of_them.mark(made.id) != mark
