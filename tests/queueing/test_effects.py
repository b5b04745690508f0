"""What a change would do to those who wait and serve: each kind once, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from signage.queueing.calling import Calling, Share
from signage.queueing.effect_words import SENTENCES
from signage.queueing.effects import EffectKind, effects
from signage.queueing.hall import Hall, Part, Quota
from signage.queueing.hours import Span, Week
from tests.queueing.scene import HALL, NINE, mall, played

MORNING = Week(days=((Span(480, 720),),) * 7)
WAITING = "issue ktp, issue ktp, issue kk lansia, 1 next, 1 serve"


def other(section: str, id: str, **facts: Any) -> Hall:
    """The hall with other facts of one of its things."""
    things = tuple(replace(one, **facts) if one.id == id else one for one in getattr(HALL, section))
    return replace(HALL, **{section: things})  # type: ignore[arg-type]


def without(section: str, id: str) -> Hall:
    kept = tuple(one for one in getattr(HALL, section) if one.id != id)
    return replace(HALL, **{section: kept})  # type: ignore[arg-type]


def told(given: str, new: Hall, hall: Hall = HALL) -> list[tuple[str, str | None, str]]:
    scene = played(given, hall)
    found = effects(scene.state, new, scene.now)
    for one in found:
        assert one.told.id and one.told.en and one.told.id != one.told.en
        assert "{" not in one.told.id + one.told.en
    return [(one.kind, one.id, one.told.en) for one in found]


def test_a_change_of_a_name_does_nothing_to_anybody() -> None:
    assert told(WAITING, other("services", "ktp", name=HALL.services[1].name)) == []
    assert told(WAITING, HALL) == []


CASES: dict[str, tuple[str, Hall, str, str | None, str]] = {
    "a service is closed": (
        WAITING, other("services", "ktp", closed=True), "service_closed", "ktp",
        "KTP (en) is closed: no more tickets. The 1 who wait are still called.",
    ),
    "an agency is closed": (
        WAITING, other("agencies", "dukcapil", closed=True), "service_closed", "kk", "The 1 who",
    ),
    "hours": (
        WAITING, other("services", "ktp", hours=MORNING), "hours", "ktp",
        "KTP (en): today tickets are given 08:00–12:00. 1 wait.",
    ),
    "shut today": (
        WAITING, other("services", "ktp", dates=("2030-01-01",)), "hours", "ktp", "not at all",
    ),
    "the mall's hours": (
        WAITING, mall(hours=MORNING), "hours_of_many", None, "change for 3 services. 2 wait.",
    ),
    "nobody calls": (
        "issue paspor",
        replace(other("services", "paspor", closed=True), counters=HALL.counters[:2]),
        "nobody_calls", "paspor", "1 wait, and no counter is left",
    ),
    "nobody calls at a closed counter": (
        "issue paspor", other("counters", "3", closed=True), "nobody_calls", "paspor", "1 wait",
    ),
    "prefix": (
        WAITING, other("services", "ktp", prefix="C"), "prefix", "ktp",
        "the numbers given today stay like B002; the next one is C003.",
    ),
    "quota": (
        WAITING, other("services", "ktp", quota=Quota(day=2)), "quota", "ktp",
        "2 tickets were given, the quota is 2; no more tickets today.",
    ),
    "counter removed": (
        "1 open", without("counters", "1"), "counter_removed", "1", "is open, and goes away",
    ),
    "counter closed while serving": (
        WAITING, other("counters", "1", closed=True), "counter_closed", "1",
        "Counter Loket 1 is open and has B001.",
    ),
    "counter closed with a walk-in": (
        "1 open, 1 direct ktp", other("counters", "1", closed=True), "counter_closed", "1",
        "has a walk-in",
    ),
    "counter moved": (
        WAITING, other("counters", "1", zone="hall-b"), "counter_moved", "1",
        "are seen and heard in Aula B (en).",
    ),
    "counter's services": (
        WAITING, other("counters", "1", services=("ktp",)), "counter_services", "1",
        "then serves: KTP (en).",
    ),
    "sent": (
        "issue ktp, 1 next, 1 transfer @2", other("counters", "2", closed=True), "sent", "2",
        "1 were sent to counter Loket 2",
    ),
    "priority": (
        WAITING, without("priorities", "lansia"), "priority", "lansia", "1 who wait have the class",
    ),
    "calling": (
        WAITING, replace(HALL, calling=Calling(share=Share(priority=1, ordinary=1))), "calling",
        None, "the 2 who wait",
    ),
    "time zone": (
        WAITING, mall(time_zone="Asia/Jayapura"), "time_zone", None, "The time zone changes",
    ),
    "zone removed": (
        WAITING, without("zones", "ballroom"), "zone_removed", "ballroom", "goes away",
    ),
    "zone's voice": (
        WAITING, other("zones", "hall-b", speaker="screen"), "zone_voice", "hall-b",
        "one of the zone's screens",
    ),
    "zone silent": (
        WAITING, other("zones", "hall-a", speaker="none"), "zone_silent", "hall-a", "silent",
    ),
    "zone hears more": (
        WAITING, other("zones", "hall-a", hears=("hall-b",)), "zone_hears", "hall-a",
        "calls of Aula B (en) are seen and heard too",
    ),
    "zone hears less": (
        WAITING, other("zones", "ballroom", hears=("hall-a",)), "zone_hears_less", "ballroom",
        "not seen and heard any more",
    ),
    "takeover ends": (
        "take ballroom wisuda", replace(HALL, zones=HALL.zones[1:], takeovers=HALL.takeovers[1:3]),
        "takeover_ends", "ballroom", "Wisuda (en) has Ballroom (en) now, and is over",
    ),
    "takeover stays": (
        "take ballroom wisuda", replace(HALL, takeovers=HALL.takeovers[1:]), "takeover_stays",
        "wisuda", "goes on now as it began",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_thing_that_happens_to_people_is_said(case: str) -> None:
    given, new, kind, id, said = CASES[case]
    found = told(given, new)
    assert [one for one in found if one[:2] == (kind, id) and said in one[2]], found


def test_every_kind_is_tried_and_has_its_sentence() -> None:
    kinds = set(get_args(EffectKind))
    assert set(SENTENCES) == kinds
    elsewhere = {
        "service_opened", "restart", "overlap", "screen_gone", "shown_instead", "screens_turn",
        "playing_turns", "unseen", "screens_alike",
    }  # fmt: skip
    assert {case[2] for case in CASES.values()} == kinds - elsewhere


def test_who_opens_again_is_told() -> None:
    closed = other("services", "ktp", closed=True)
    assert [one[0] for one in told("issue kk", HALL, closed)] == ["service_opened"]


def test_a_quota_counts_by_its_parts() -> None:
    parts = (Part(Span(480, 720), 1), Part(Span(780, 930), 5))
    before = other("services", "ktp", quota=Quota(parts=(Part(Span(480, 720), 9),)))
    after = other("services", "ktp", quota=Quota(parts=parts))
    (one,) = told("issue ktp", after, before)
    assert one[0] == "quota" and "08:00-12:00" in one[2]
    assert told("issue ktp", before, before) == []


def test_what_is_shut_or_empty_harms_nobody() -> None:
    assert told("1 open", other("counters", "2", closed=True, zone="hall-b")) == []
    assert told("1 open", without("priorities", "lansia")) == []
    assert NINE.date == "2026-11-26"
