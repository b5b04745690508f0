"""The audit: what is written, what is left out, how it is found again, when it is forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from signage.registry import audit as module
from signage.registry.audit import LONGEST, MOST, OLDEST, SWEEP, Audit, Wanted


class Book:
    """An audit whose clock is set by hand."""

    def __init__(self, folder: Path) -> None:
        self.now = 1_000
        self.audit = Audit(folder, lambda: self.now)

    def write(self, action: str = "person.added", **other: Any) -> None:
        given = {
            "who": "p-1", "kind": "manager", "name": "Sri", "device": "Firefox",
            "address": "192.0.2.7", "subject": "p-2", **other,
        }  # fmt: skip
        self.audit.write(action=action, **given)

    def found(self, **wanted: Any) -> list[str]:
        return [record.action for record in self.audit.read(Wanted(**wanted))]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path)


def test_a_change_is_found_whole(book: Book, tmp_path: Path) -> None:
    book.write(before={"name": "Budi"}, after={"name": "Bü di"})
    (record,) = book.audit.read(Wanted())
    assert (record.at, record.who, record.name, record.address) == (1000, "p-1", "Sri", "192.0.2.7")
    assert msgspec.json.decode(record.before or b"") == {"name": "Budi"}
    assert msgspec.json.decode(record.after or b"") == {"name": "Bü di"}
    assert (tmp_path / "audit.db").stat().st_mode & 0o077 == 0


def test_secrets_are_left_out_whoever_gives_them(book: Book, tmp_path: Path) -> None:
    secrets = {"password": "one-secret", "deep": [{"PIN": "two-secret"}], "token": "three-secret"}
    book.write(after=secrets, before={"Secret": "four-secret"})
    assert b"-secret" not in (tmp_path / "audit.db").read_bytes()


def test_the_newest_come_first_and_by_pages(book: Book) -> None:
    for n in range(5):
        book.write(f"a.n{n}")
    first = book.audit.read(Wanted(), 2)
    assert [r.action for r in first] == ["a.n4", "a.n3"]
    assert [r.action for r in book.audit.read(Wanted(upto=first[-1].id), 2)] == ["a.n2", "a.n1"]


def test_it_is_searched_by_person_action_time_and_words(book: Book) -> None:
    book.write("person.added")
    book.now = 2_000
    book.write("personal.note", who="p-9", name="Budi", subject="100%_sure", after={"x": "Ladang"})
    assert book.found(who="p-9") == ["personal.note"]
    assert book.found(action="person") == ["person.added"]
    assert book.found(action="person.added") == ["person.added"]
    assert book.found(since=1_500) == ["personal.note"]
    assert book.found(until=1_500) == ["person.added"]
    for words in ("ladang", "budi note", "100%_sure", "192.0.2"):
        assert "personal.note" in book.found(words=words)
    for words in ("%%%", "a_b", "' OR 1=1 --", "budi nobody"):
        assert book.found(words=words) == []
    assert book.audit.actors() == (("p-9", "Budi"), ("p-1", "Sri"))
    assert book.audit.actions() == ("person.added", "personal.note")


def test_a_long_text_is_cut(book: Book) -> None:
    book.write(after={"text": "ü" * LONGEST})
    (record,) = book.audit.read(Wanted())
    assert len(bytes(record.after or b"")) <= LONGEST
    assert "cut" in msgspec.json.decode(record.after or b"")


def test_the_old_and_the_too_many_are_forgotten(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (MOST, OLDEST) == (50_000, 2 * 366 * 86_400_000)
    monkeypatch.setattr(module, "MOST", 50)
    monkeypatch.setattr(module, "SWEEP", 20)
    for n in range(100):
        book.write(f"a.n{n}")
    assert len(book.audit.read(Wanted(), 1000)) == 50
    book.now += OLDEST + 1
    for _ in range(20):
        book.write("new")
    assert set(book.found()) == {"new"}
    assert SWEEP
