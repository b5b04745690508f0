"""`signage people`: the machine's owner lets somebody in who has no password any more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from signage.cli import main
from signage.journal.lock import hold
from signage.registry.audit import Audit, Wanted
from signage.registry.people import People, Person
from signage.registry.sessions import Sessions

SRI = Person(id="", name="Sri", login="sri", role="manager")


def run(folder: Path, *more: str) -> int:
    return main(["people", *more, "--data", str(folder)])


def test_a_new_password_lets_in_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = People(tmp_path, lambda: 1)
    made = people.add(SRI, "embun turun di ladang")
    people.change(made.id, disabled=True)
    token, _ = Sessions(tmp_path, lambda: 1, lambda: 1).begin(made.id)
    assert run(tmp_path, "password", "SRI", "--json") == 0
    password = json.loads(capsys.readouterr().out)["password"]
    after = People(tmp_path, lambda: 1)
    assert after.is_right(made.id, password)
    assert after.person(made.id).renew
    assert Sessions(tmp_path, lambda: 1, lambda: 1).known(token) is None
    (record,) = Audit(tmp_path, lambda: 1).read(Wanted())
    assert (record.action, record.subject) == ("person.password", made.id)
    assert password.encode() not in (tmp_path / "audit.db").read_bytes()


def test_who_there_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "list") == 1
    people = People(tmp_path, lambda: 1)
    assert run(tmp_path, "list") == 0
    assert "Nobody yet" in capsys.readouterr().out
    people.add(SRI, "embun turun di ladang")
    assert run(tmp_path, "list") == 0
    assert capsys.readouterr().out.split() == ["sri", "manager", "Sri"]


def test_nobody_and_a_server_that_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    People(tmp_path, lambda: 1)
    assert run(tmp_path, "password", "sri") == 1
    with hold(tmp_path):
        assert run(tmp_path, "password", "sri") == 1
    assert "Stop it first" in capsys.readouterr().err
