"""Announcements: asked for, said, and the day's figures of each voice."""

from __future__ import annotations

from dataclasses import replace

from immutables import Map

from signage.queueing import events as e
from signage.queueing.model import Announcement, Call, Recorded, State, VoiceDay

SAID_KEPT = 40


REASONS_KEPT = 24


OTHER_REASON = "other"


def announcements_of(state: State, call: Call) -> list[Announcement]:
    zones = state.hall.zone
    return [
        Announcement(
            id=f"{call.seq}-{zone}",
            zone=zone,
            seq=call.seq,
            first=call.first,
            kind="recall" if call.recall else ("transfer" if call.transferred else "call"),
            at=call.at,
            tick=call.tick,
        )
        for zone in call.zones
        if zone in zones and zones[zone].speaker != "none"
    ]


def notice_of(now: Recorded, event: e.NoticeAnnounced) -> Announcement:
    return Announcement(
        id=f"{now.seq}-{event.zone}", zone=event.zone, seq=now.seq, first=0, kind="notice",
        at=now.at, tick=now.tick, text=event.text, language=event.language,
    )  # fmt: skip


def announce(state: State, *new: Announcement) -> State:
    lists = state.announcements
    for announcement in new:
        every = (*lists.get(announcement.zone, ()), announcement)
        spare = sum(a.result is not None for a in every) - SAID_KEPT
        kept: list[Announcement] = []
        for a in every:
            if spare > 0 and a.result is not None:
                spare -= 1
            else:
                kept.append(a)
        lists = lists.set(announcement.zone, tuple(kept))
    return replace(state, announcements=lists)


def announcement_said(
    state: State, zone: str, id: str, ending: tuple[e.AnnouncementEnded, int] | None
) -> State:
    def changed(a: Announcement) -> Announcement:
        if a.id != id:
            return a
        if ending is None:
            return replace(a, begun=a.begun + 1)
        end, at = ending
        return replace(a, result=end.result, reason=end.reason, ended_at=at)

    every = tuple(changed(a) for a in state.announcements.get(zone, ()))
    return replace(state, announcements=state.announcements.set(zone, every))


def voice_counted(
    state: State, now: Recorded, zone: str, id: str, end: e.AnnouncementEnded | None
) -> State:
    """The zone's figures of the day, before the announcement changes."""
    said = next((a for a in state.announcements.get(zone, ()) if a.id == id), None)
    if said is None or said.result is not None:
        return state
    day = state.voices.get(zone, VoiceDay())
    reason = end.reason if end is not None else None
    late = reason == "too_old" or (end is None and not said.begun and said.kind != "emergency")
    if late:
        day = replace(day, longest=max(day.longest, now.tick - said.tick))
    if end is not None and end.result == "heard":
        if reason is not None:
            day = replace(day, shortened=_one_more(day.shortened, reason))
    elif end is not None and end.result == "skipped":
        day = replace(day, dropped=_one_more(day.dropped, reason or "over"))
    elif end is not None:
        day = replace(day, failed=_one_more(day.failed, reason or end.result))
    return replace(state, voices=state.voices.set(zone, day))


def _one_more(counts: Map[str, int], why: str) -> Map[str, int]:
    """A player's own words may differ each time: past so many they are counted as one."""
    known = why if why in counts or len(counts) < REASONS_KEPT else OTHER_REASON
    return counts.set(known, counts.get(known, 0) + 1)
