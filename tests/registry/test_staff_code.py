"""The staff code of kiosks: kept as a hash, refused in bad forms, tried slowly."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from signage.errors import Malformed, Refused, RegistryTrouble
from signage.registry.devices import REGISTRY
from signage.registry.staff_code import FREE_TRIES, StaffCode, Tries
from tests.halls import Hands

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def staff_code(folder: Path) -> StaffCode:
    return StaffCode(folder, QUICK)


def test_there_is_no_code_at_first(tmp_path: Path) -> None:
    assert not staff_code(tmp_path).known()
    with pytest.raises(Refused, match="staff_code_none"):
        staff_code(tmp_path).is_right("482913")


def test_a_code_is_right_for_whoever_opens_the_file_and_no_other_is(tmp_path: Path) -> None:
    staff_code(tmp_path).set("482913")
    assert staff_code(tmp_path).is_right("482913")
    assert not any(staff_code(tmp_path).is_right(code) for code in ("482914", "", "x" * 5000))
    staff_code(tmp_path).set("771902")
    assert staff_code(tmp_path).is_right("771902")
    assert not staff_code(tmp_path).is_right("482913")
    staff_code(tmp_path).set(None)
    assert not staff_code(tmp_path).known()


def test_the_file_holds_a_slow_hash_and_not_the_code(tmp_path: Path) -> None:
    StaffCode(tmp_path).set("482913")
    file = tmp_path / REGISTRY
    assert b"482913" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    with sqlite3.connect(file) as db:
        ((kept,),) = db.execute("SELECT hash FROM staff_code").fetchall()
    assert kept.startswith("$argon2id$")


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "48291a", "４８２９１３", "482913\n", "-48291"]
)
def test_a_code_has_six_digits(tmp_path: Path, code: str) -> None:
    with pytest.raises(Malformed, match="staff_code_malformed"):
        staff_code(tmp_path).set(code)


@pytest.mark.parametrize("code", ["000000", "123456", "654321", "890123", "112211", "482482"])
def test_a_code_that_anybody_tries_first_is_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(Malformed, match="staff_code_plain"):
        staff_code(tmp_path).set(code)
    assert not staff_code(tmp_path).known()


def test_a_damaged_hash_opens_nothing(tmp_path: Path) -> None:
    staff_code(tmp_path).set("482913")
    with sqlite3.connect(tmp_path / REGISTRY) as db:
        db.execute("UPDATE staff_code SET hash = 'broken'")
    assert not staff_code(tmp_path).is_right("482913")


def test_a_file_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / REGISTRY).write_bytes(b"no database at all" * 100)
    with pytest.raises(RegistryTrouble):
        staff_code(tmp_path).known()


def test_tries_are_locked_for_longer_each_time_and_each_kiosk_has_its_own() -> None:
    hands = Hands()
    tries = Tries(hands.steady)
    assert [tries.take("a") for _ in range(FREE_TRIES)] == [4, 3, 2, 1, 0]
    for seconds in (60, 120, 240, 480, 960, 1920, 3600, 3600):
        with pytest.raises(Refused) as caught:
            tries.take("a")
        assert caught.value.facts["after"] == seconds
        hands.pass_(seconds * 1000 - 1)
        with pytest.raises(Refused):
            tries.take("a")
        hands.pass_(1)
        assert tries.take("a") == 0
    assert tries.take("b") == 4
    tries.clear("a")
    assert tries.take("a") == 4
