"""The read tables. They hold nothing that the journal does not: throw them away at will."""

from __future__ import annotations

VERSION = 5
"""Raise it with any change to the tables or to what an event draws; old files are drawn anew."""

VISIT_FACTS = (
    "service", "service_name", "service_name_en", "agency", "agency_name", "agency_name_en",
    "state", "counter", "aimed", "call", "calls", "recalls", "transfers", "parks", "returns",
    "servings",
    "first_called_at", "first_counter", "called_at", "serving_at", "ended_at",
    "waited", "walked", "lasted", "total", "assumed", "ended_by",
)  # fmt: skip
"""What of a visit may change, and comes back when a mistaken action is undone."""

CREATE = """
BEGIN IMMEDIATE;
CREATE TABLE days (
    day TEXT PRIMARY KEY,
    opened INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    opened_tick INTEGER NOT NULL,
    time_zone TEXT NOT NULL,
    closed_at INTEGER,
    issued INTEGER,
    served INTEGER,
    no_show INTEGER,
    cancelled INTEGER,
    expired INTEGER,
    direct INTEGER
) STRICT;
CREATE TABLE visits (
    ticket TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    day TEXT NOT NULL,
    number TEXT NOT NULL,
    direct INTEGER NOT NULL,
    priority TEXT,
    origin TEXT,
    channel TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    issued_tick INTEGER NOT NULL,
    service TEXT NOT NULL,
    service_name TEXT NOT NULL,
    service_name_en TEXT NOT NULL,
    agency TEXT NOT NULL,
    agency_name TEXT NOT NULL,
    agency_name_en TEXT NOT NULL,
    first_service TEXT NOT NULL,
    first_agency TEXT NOT NULL,
    first_counter TEXT,
    state TEXT NOT NULL,
    counter TEXT,
    aimed TEXT,
    call INTEGER,
    calls INTEGER NOT NULL DEFAULT 0,
    recalls INTEGER NOT NULL DEFAULT 0,
    transfers INTEGER NOT NULL DEFAULT 0,
    parks INTEGER NOT NULL DEFAULT 0,
    returns INTEGER NOT NULL DEFAULT 0,
    servings TEXT NOT NULL DEFAULT '[]',
    first_called_at INTEGER,
    called_at INTEGER,
    serving_at INTEGER,
    ended_at INTEGER,
    waited INTEGER,
    walked INTEGER,
    lasted INTEGER,
    total INTEGER,
    assumed INTEGER NOT NULL DEFAULT 0,
    ended_by TEXT,
    before TEXT
) STRICT;
CREATE INDEX visits_day ON visits (day, service);
CREATE TABLE calls (
    first INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    day TEXT NOT NULL,
    ticket TEXT NOT NULL,
    number TEXT NOT NULL,
    counter TEXT NOT NULL,
    counter_name TEXT NOT NULL,
    zone TEXT NOT NULL,
    zones TEXT NOT NULL,
    service TEXT NOT NULL,
    agency TEXT NOT NULL,
    at INTEGER NOT NULL,
    latest_at INTEGER NOT NULL,
    recalls INTEGER NOT NULL DEFAULT 0,
    rule TEXT NOT NULL,
    waited INTEGER NOT NULL,
    walked INTEGER,
    among TEXT NOT NULL,
    priority TEXT,
    turn TEXT NOT NULL,
    passed INTEGER NOT NULL,
    undone_at INTEGER
) STRICT;
CREATE INDEX calls_day ON calls (day, counter);
CREATE TABLE announcements (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    day TEXT NOT NULL,
    zone TEXT NOT NULL,
    kind TEXT NOT NULL,
    first INTEGER,
    text TEXT,
    language TEXT,
    asked_at INTEGER NOT NULL,
    asked_tick INTEGER NOT NULL,
    lag INTEGER,
    begun_at INTEGER,
    begun INTEGER NOT NULL DEFAULT 0,
    ended_at INTEGER,
    result TEXT,
    reason TEXT
) STRICT;
CREATE INDEX announcements_day ON announcements (day, zone);
CREATE TABLE zones (
    zone TEXT PRIMARY KEY,
    speaks INTEGER NOT NULL
) STRICT;
CREATE TABLE things (
    code INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    part_of TEXT NOT NULL DEFAULT '',
    wait INTEGER,
    serve INTEGER,
    UNIQUE (kind, id)
) STRICT;
CREATE TABLE openings (
    seq INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    counter TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    reason TEXT
) STRICT;
CREATE INDEX openings_day ON openings (day);
CREATE INDEX openings_open ON openings (counter) WHERE closed_at IS NULL;
CREATE TABLE sheets (
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    columns BLOB NOT NULL,
    PRIMARY KEY (day, kind)
) STRICT;
CREATE TABLE position (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    day TEXT NOT NULL
) STRICT;
INSERT INTO position (one, epoch, seq, day) VALUES (1, 0, 0, '');
COMMIT;
"""
"""Moments are Unix ms, durations ms of the steady clock. `position` is the last event drawn.

`visits.servings` is a list of {service, agency, counter, lasted, tick}: one visit may be for
several services, and be served in parts; `tick` is of the part's end. `first_service` is the one
that the number was given for, `first_counter` the one that called it first.

`things` has all that the hall ever had, with its last name: agencies, services (`part_of` an
agency, `wait` and `serve` the minutes that it promises), counters (`part_of` a group of officers),
origins, priorities, zones. `openings` is when counters were open. `sheets` has what reports sum up
of a closed day, column by column (`sheets.py`); a day without sheets is read from its rows.

`visits.before` is the visit as it was before the last action that can be undone; `zones` the zones
of the hall as it runs now, which decide what a call asks the voice for.
"""

POSITION = "SELECT epoch, seq FROM position"
MOVE = "UPDATE position SET epoch = :epoch, seq = :seq"
