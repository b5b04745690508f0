"""Which rows of announcements an event writes. Pure, as the rest of the drawing."""

from __future__ import annotations

from signage.queueing import events as e
from signage.queueing.model import Recorded
from signage.queueing.takeovers import MUTED
from signage.records import strokes
from signage.records.strokes import Fact, Stroke, Strokes

SILENT = "no_speaker"
"""Why a zone without a voice says nothing."""


def asked(
    now: Recorded,
    kind: str,
    first: int | None,
    zones: tuple[str, ...],
    text: str | None = None,
    language: str | None = None,
) -> Strokes:
    sql = (
        "INSERT INTO announcements (id, seq, day, zone, kind, first, text, language, asked_at,"
        " asked_tick, ended_at, result, reason)"
        " SELECT :seq || '-' || zone, :seq, (SELECT day FROM position), zone, :kind, :first,"
        " :text, :language, :at, :tick, iif(speaks, NULL, :at), iif(speaks, NULL, 'skipped'),"
        " iif(speaks, NULL, :silent) FROM zones WHERE zone IN (SELECT value FROM json_each(:zones))"
    )
    facts: dict[str, Fact] = {
        "seq": now.seq, "kind": kind, "first": first, "text": text, "language": language,
        "at": now.at, "tick": now.tick, "silent": SILENT, "zones": strokes.listed(zones),
    }  # fmt: skip
    return (Stroke(sql, facts),)


def withheld(now: Recorded, kind: str, first: int, zones: tuple[str, ...]) -> Strokes:
    """A zone that an event has says nothing of the call, and that is the reason."""
    sql = (
        "INSERT INTO announcements (id, seq, day, zone, kind, first, asked_at, asked_tick,"
        " ended_at, result, reason) SELECT :seq || '-' || value, :seq,"
        " (SELECT day FROM position), value, :kind, :first, :at, :tick,"
        " :at, 'skipped', :reason FROM json_each(:zones)"
    )
    facts: dict[str, Fact] = {
        "seq": now.seq, "kind": kind, "first": first, "at": now.at, "tick": now.tick,
        "zones": strokes.listed(zones), "reason": MUTED,
    }  # fmt: skip
    return (Stroke(sql, facts),) if zones else ()


def begun(now: Recorded, event: e.AnnouncementBegun) -> Stroke:
    return Stroke(
        "UPDATE announcements SET begun = begun + 1, begun_at = coalesce(begun_at, :at),"
        " lag = coalesce(lag, :tick - asked_tick) WHERE id = :id",
        {"id": event.announcement, "at": now.at, "tick": now.tick},
    )


def said(now: Recorded, event: e.AnnouncementEnded) -> Stroke:
    return Stroke(
        "UPDATE announcements SET ended_at = :at, result = :result, reason = :reason"
        " WHERE id = :id",
        {
            "id": event.announcement, "at": now.at, "result": event.result,
            "reason": event.reason,
        },
    )  # fmt: skip
