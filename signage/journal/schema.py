"""The journal's tables, and the one statement that writes a batch."""

from __future__ import annotations

VERSION = 1

CREATE = """
BEGIN IMMEDIATE;
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    epoch INTEGER NOT NULL,
    at INTEGER NOT NULL,
    tick INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX event_day ON event (seq) WHERE kind = 'DayOpened';
CREATE TABLE answer (
    digest TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    day TEXT NOT NULL,
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_seq ON answer (seq);
CREATE TABLE head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    boot TEXT NOT NULL,
    seal TEXT NOT NULL,
    probes INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO head (one, epoch, seq, hash, boot, seal) VALUES (1, 0, 0, '', '', '');
"""
"""Leaves its transaction open. `head` knows the last event: lines lost from the end show too."""

WRITING = """
PRAGMA temp_store = MEMORY;
CREATE TEMP VIEW batch AS
    SELECT NULL AS lines, NULL AS answers, NULL AS seq, NULL AS hash, NULL AS boot, NULL AS seal;
CREATE TEMP TRIGGER batch_written INSTEAD OF INSERT ON batch BEGIN
    INSERT INTO event (seq, epoch, at, tick, kind, body, hash)
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
           json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]'),
           json_extract(value, '$[6]')
    FROM json_each(new.lines);
    INSERT INTO answer (digest, fingerprint, status, body, day, seq)
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
           json_extract(value, '$[3]'), json_extract(value, '$[4]'), new.seq
    FROM json_each(new.answers);
    UPDATE head SET seq = new.seq, hash = new.hash, boot = new.boot, seal = new.seal;
END;
"""
"""How a batch spreads over the tables. Each connection is told: damage can't reach it here."""

APPEND = "INSERT INTO batch (lines, answers, seq, hash, boot, seal) VALUES (?, ?, ?, ?, ?, ?)"
"""A whole batch as one statement, hence one transaction and one hop into the writer's thread.

A statement for each line would let go of the interpreter's lock as often, and a busy event loop
gives it back only after 5 ms.
"""

PROBE = "UPDATE head SET probes = probes + 1"
"""SQLite writes no cell that stays as it is, so that a probe has to change one."""

TAKE_BACK = (
    "DELETE FROM answer WHERE seq > ?",
    "DELETE FROM event WHERE seq > ?",
    "UPDATE head SET seq = ?, hash = ?, boot = ?, seal = ?",
)

PAGE = """
SELECT seq, epoch, at, tick, kind, body, hash FROM event
WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?
"""
LINE = "SELECT seq, epoch, at, tick, kind, body, hash FROM event WHERE seq = ?"
LAST = "SELECT seq, epoch, at, tick, kind, body, hash FROM event ORDER BY seq DESC LIMIT 1"
LAST_DAY = "SELECT max(seq) FROM event INDEXED BY event_day WHERE kind = 'DayOpened'"
HEAD = "SELECT epoch, seq, hash, boot, seal FROM head"
BEGIN_EPOCH = "UPDATE head SET epoch = ?, seal = ?"
DIGESTS = "SELECT digest FROM answer"
ANSWER = "SELECT fingerprint, status, body, day FROM answer WHERE digest = ?"
OLD_ANSWERS = "SELECT digest FROM answer WHERE seq < ?"
FORGET = "DELETE FROM answer WHERE seq < ?"
