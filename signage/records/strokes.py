"""A change of the read tables: one statement and its facts; and the usual ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

Fact = str | int | None


@dataclass(frozen=True, slots=True)
class Stroke:
    """One statement, and the facts that it names."""

    sql: str
    facts: Mapping[str, Fact]


Strokes = tuple[Stroke, ...]


def insert(table: str, facts: Mapping[str, Fact]) -> Stroke:
    names = ", ".join(facts)
    marks = ", ".join(f":{fact}" for fact in facts)
    day = "(SELECT day FROM position)"
    sql = f"INSERT INTO {table} (day, {names}) VALUES ({day}, {marks})"  # noqa: S608
    return Stroke(sql, facts)


def visit(ticket: str, **facts: Fact) -> Stroke:
    changes = ", ".join(f"{fact} = :{fact}" for fact in facts)
    sql = f"UPDATE visits SET {changes} WHERE ticket = :ticket"  # noqa: S608
    return Stroke(sql, {**facts, "ticket": ticket})


def count(ticket: str, fact: str) -> Stroke:
    sql = f"UPDATE visits SET {fact} = {fact} + 1 WHERE ticket = :ticket"  # noqa: S608
    return Stroke(sql, {"ticket": ticket})


def listed(values: tuple[str, ...]) -> str:
    return msgspec.json.encode(values).decode()
