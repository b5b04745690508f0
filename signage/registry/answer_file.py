"""The tables of `answers.db`. None has row numbers: those would tell the order of coming."""

from __future__ import annotations

from typing import Final

FILE: Final = "answers.db"
_UNIT: Final = """
    date TEXT NOT NULL,
    agency TEXT NOT NULL,
    service TEXT NOT NULL,
    counter TEXT NOT NULL"""
_TABLES: Final = f"""
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
PRAGMA secure_delete=ON;
CREATE TABLE IF NOT EXISTS questionnaires (
    version TEXT PRIMARY KEY,
    content BLOB NOT NULL,
    since TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answers (
    id BLOB PRIMARY KEY,
    date TEXT NOT NULL,
    hour INTEGER NOT NULL,
    agency TEXT NOT NULL,
    service TEXT NOT NULL,
    counter TEXT NOT NULL,
    way TEXT NOT NULL,
    language TEXT NOT NULL,
    version TEXT NOT NULL,
    sex TEXT NOT NULL,
    age TEXT NOT NULL,
    education TEXT NOT NULL,
    work TEXT NOT NULL,
    marks TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS answers_by_day ON answers (date, hour, id);
CREATE TABLE IF NOT EXISTS tallies ({_UNIT},
    element TEXT NOT NULL,
    ones INTEGER NOT NULL,
    twos INTEGER NOT NULL,
    threes INTEGER NOT NULL,
    fours INTEGER NOT NULL,
    PRIMARY KEY (date, agency, service, counter, element)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS respondents ({_UNIT},
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (date, agency, service, counter, field, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS suggestions (
    id BLOB PRIMARY KEY,
    date TEXT NOT NULL,
    agency TEXT NOT NULL,
    service TEXT NOT NULL,
    complaint INTEGER NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS suggestions_by_day ON suggestions (date, id);
CREATE TABLE IF NOT EXISTS given (
    mark BLOB PRIMARY KEY,
    day TEXT NOT NULL,
    request BLOB,
    said BLOB
) STRICT, WITHOUT ROWID;
"""
"""Tallies are sums of the answers by day and unit, so that a year is summed in no time; element ''
counts the respondents."""
_COARSE: Final = """
UPDATE answers SET hour = CASE WHEN hour < 13 THEN 8 ELSE 13 END WHERE hour NOT IN (8, 13);
"""
"""An answer's hour is the first of its band. Earlier versions kept the true one, which goes when
the file is opened."""
SCHEMA: Final = _TABLES + _COARSE
WRITE: Final = "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
SUGGEST: Final = "INSERT INTO suggestions VALUES (?, ?, ?, ?, ?, ?, ?)"
NOTE: Final = "INSERT INTO given VALUES (?, ?, ?, ?)"
SUMS_UP: Final = """
INSERT INTO tallies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    ones = ones + excluded.ones, twos = twos + excluded.twos,
    threes = threes + excluded.threes, fours = fours + excluded.fours
"""
COUNT: Final = """
INSERT INTO respondents VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET n = n + 1
"""
SUMS: Final = """
SELECT {column}, element, sum(ones), sum(twos), sum(threes), sum(fours)
FROM tallies WHERE {where} GROUP BY 1, 2
"""
