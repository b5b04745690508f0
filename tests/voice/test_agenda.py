"""The agenda's rules, one by one. Its laws are in test_agenda_laws.py."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signage.queueing.hall import Text
from signage.voice.agenda import (
    BREATH,
    PAUSE,
    Decision,
    Drop,
    Steps,
    Terms,
    Waiting,
    interrupts,
    lag,
    next_saying,
    twins,
)
from signage.voice.quiet import Quiet

NAME = Text("Salat", "Prayer")
SILENT = Quiet(name=NAME, until=720, silent=True)
LATER = replace(SILENT, later=True)
SOFT = replace(SILENT, silent=False, gain=-12.0)
TWICE = Steps(times=2)


def call(seq: int, **more: object) -> Waiting:
    whole = Waiting(id=f"{seq}-a", zone="a", seq=seq, first=seq, tick=seq * 1000, kind="call")
    return replace(whole, **more)  # type: ignore[arg-type]


def recall(seq: int, first: int, **more: object) -> Waiting:
    return call(seq, first=first, kind="recall", **more)


def notice(seq: int) -> Waiting:
    return call(seq, first=0, kind="notice")


def emergency(seq: int, **more: object) -> Waiting:
    return call(seq, first=0, kind="emergency", **more)


def calls(count: int) -> list[Waiting]:
    return [call(seq) for seq in range(1, count + 1)]


def decided(
    items: list[Waiting], steps: Steps | None = None, quiet: Quiet | None = None,
    since: int | None = None, gain: float = 0.0,
) -> Decision:  # fmt: skip
    terms = Terms(steps=steps or Steps(), quiet=quiet, gain=gain)
    return next_saying(items, 10_000, terms, since)


def said(items: list[Waiting], now: int = 10_000) -> str | None:
    chosen = next_saying(items, now).say
    return chosen.id if chosen else None


def reasons(decision: Decision) -> list[tuple[str, str | None]]:
    return [(drop.result, drop.reason) for drop in decision.drops]


def test_nothing_to_say() -> None:
    assert next_saying([], 0) == Decision()
    assert lag([], 0) == 0


def test_in_order_of_seq() -> None:
    assert said([call(3), call(1), call(2)]) == "1-a"


def test_first_sayings_before_repeats() -> None:
    assert said([recall(2, 1, said=1), call(3)]) == "3-a"
    assert said([recall(4, 1, said=1), recall(3, 2, said=1)]) == "3-a"


def test_a_notice_waits_its_turn() -> None:
    assert said([notice(2), call(1), notice(4)]) == "1-a"
    assert said([notice(2), call(3), notice(4)]) == "2-a"


def test_a_recall_stands_for_its_unsaid_call_and_keeps_its_place() -> None:
    decision = next_saying([call(1), call(2), recall(3, 1), recall(5, 1)], 10_000)
    assert decision.drops == (
        Drop("1-a", "skipped", "replaced"),
        Drop("3-a", "skipped", "replaced"),
    )
    assert decision.say == recall(5, 1)
    assert decision.kind == "call"


def test_a_recall_of_an_unsaid_transfer_is_said_as_that() -> None:
    sent_on = call(1, kind="transfer")
    unsaid = recall(2, 1, opening="transfer")
    decision = next_saying([sent_on, unsaid], 10_000)
    assert (decision.say, decision.kind) == (unsaid, "transfer")
    assert [drop.id for drop in decision.drops] == [sent_on.id]
    assert next_saying([recall(2, 1, opening="transfer", said=1)], 10_000).kind == "recall"


def test_a_recall_of_a_heard_call_is_a_recall() -> None:
    assert next_saying([recall(3, 1, said=1)], 10_000).kind == "recall"


@pytest.mark.parametrize(
    ("item", "result", "reason"),
    [
        (call(1, state="over"), "skipped", "over"),
        (call(1, limit=8), "skipped", "too_old"),
        (call(1, begun=2), "failed", "interrupted"),
    ],
)
def test_not_said_and_why(item: Waiting, result: str, reason: str) -> None:
    decision = next_saying([item], 10_000)
    assert decision.say is None
    assert reasons(decision) == [(result, reason)]


def test_at_its_limit_it_is_said() -> None:
    assert said([call(1, limit=9)]) == "1-a"


def test_what_was_cut_off_comes_first_and_once_more() -> None:
    assert said([call(1), call(2, begun=1)]) == "2-a"
    assert said([call(1, begun=1), recall(2, 1)]) == "1-a"


# ---- steps of brevity


def test_with_room_a_sentence_is_whole_and_said_as_often_as_the_mall_wants() -> None:
    for steps, times in ((Steps(), 1), (TWICE, 2)):
        decision = decided(calls(2), steps)
        assert (decision.brevity, decision.times, decision.chime) == ("whole", times, True)
        assert decision.shortened is None


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (2, ("whole", 2, True, None)),
        (3, ("whole", 1, True, "once")),
        (4, ("short", 1, True, "short")),
        (5, ("short", 1, False, "short")),
    ],
)
def test_the_steps_in_turn(count: int, form: tuple[object, ...]) -> None:
    steps = Steps(times=2, once_from=3, short_from=4, bare_from=5)
    decision = decided(calls(count), steps, since=10_000)
    assert (decision.brevity, decision.times, decision.chime, decision.shortened) == form


def test_each_step_by_itself_and_none_at_all() -> None:
    off = Steps(times=2, once_from=0, short_from=0, bare_from=0)
    many = calls(50)
    assert decided(many, off, since=10_000).shortened is None
    assert decided(many, replace(off, once_from=1)).shortened == "once"
    assert decided(many, replace(off, short_from=1)).shortened == "short"
    bare = decided(many, replace(off, bare_from=1), since=10_000)
    assert (bare.shortened, bare.times, bare.chime) == ("bare", 2, False)


def test_a_sentence_said_once_anyway_is_not_shortened_by_the_first_step() -> None:
    assert decided(calls(3)).shortened is None


def test_only_what_follows_directly_has_no_chime() -> None:
    assert not decided(calls(6), since=10_000 - BREATH).chime
    assert decided(calls(6), since=10_000 - BREATH - 1).chime
    assert decided(calls(6), since=None).chime
    assert decided(calls(5), since=10_000).chime


def test_what_is_written_off_fills_no_agenda() -> None:
    assert decided([*calls(5), call(6, state="over")]).brevity == "whole"
    assert decided(calls(6)).brevity == "short"


def test_a_zone_that_only_hears_is_short_by_choice() -> None:
    decision = decided([call(1, short=True)], TWICE)
    assert (decision.brevity, decision.times, decision.shortened) == ("short", 1, None)


def test_a_notice_is_whole_once_and_chimed() -> None:
    steps = Steps(times=2, once_from=1, short_from=1, bare_from=1)
    decision = decided([notice(1), *[call(seq) for seq in range(2, 9)]], steps, since=10_000)
    assert decision.kind == "notice"
    assert (decision.brevity, decision.times, decision.chime) == ("whole", 1, True)
    assert decision.shortened is None


# ---- quiet times and volume


def test_in_a_silent_time_nothing_is_said_and_all_of_it_is_recorded() -> None:
    decision = decided([call(1), notice(2), recall(3, 9, said=1), call(4, begun=1)], quiet=SILENT)
    assert decision.say is None
    assert reasons(decision) == [("skipped", "quiet")] * 4


def test_what_else_is_wrong_with_it_is_the_reason_in_a_silent_time_too() -> None:
    items = [call(1, state="over"), call(2), recall(3, 2)]
    assert reasons(decided(items, quiet=SILENT)) == [
        ("skipped", "over"), ("skipped", "replaced"), ("skipped", "quiet"),
    ]  # fmt: skip


def test_it_may_wait_for_the_end_of_a_silent_time_while_it_is_valid() -> None:
    items = [call(1), call(2, limit=5), call(3, state="over")]
    decision = decided(items, quiet=LATER)
    assert decision.say is None
    assert decision.drops == (Drop("2-a", "skipped", "quiet"), Drop("3-a", "skipped", "over"))
    assert said([call(1)]) == "1-a"


def test_in_a_soft_time_it_is_said_softly() -> None:
    decision = decided([call(1)], quiet=SOFT)
    assert decision.say == call(1)
    assert (decision.gain, decision.shortened) == (-12.0, "soft")
    assert decided(calls(6), quiet=SOFT).shortened == "short"


def test_the_softer_of_a_quiet_time_and_the_volume_counts() -> None:
    assert decided([call(1)], gain=-6.0).gain == -6.0
    assert decided([call(1)], gain=-6.0).shortened is None
    assert decided([call(1)], quiet=SOFT, gain=-6.0).gain == -12.0
    assert decided([call(1)], quiet=SOFT, gain=-20.0).gain == -20.0


# ---- emergencies


def test_an_emergency_goes_first_whole_loud_and_chimed() -> None:
    items = [call(1, begun=1), *calls(8)[1:], emergency(9)]
    decision = decided(items, TWICE, quiet=SOFT, since=10_000, gain=-20.0)
    assert decision.say == emergency(9)
    assert (decision.kind, decision.brevity, decision.chime) == ("emergency", "whole", True)
    assert (decision.gain, decision.shortened) == (0.0, None)


def test_it_is_said_in_a_silent_time_and_however_old_it_is() -> None:
    assert decided([emergency(1, limit=1, begun=7)], quiet=SILENT).say is not None


def test_it_repeats_after_a_pause_until_it_is_ended() -> None:
    again = emergency(1, said=3, begun=1, last=10_000 - PAUSE)
    assert decided([again, call(2)]).say == again
    waits = decided([replace(again, last=10_000 - PAUSE + 1), call(2)])
    assert (waits.say, waits.again) == (None, 10_001)
    ended = decided([replace(again, state="over"), call(2)])
    assert ended.drops == (Drop("1-a", "heard", None),)
    assert ended.say == call(2)


def test_one_that_was_never_heard_is_not_called_heard() -> None:
    assert decided([emergency(1, state="over")]).drops == (Drop("1-a", "skipped", "over"),)


def test_two_emergencies_take_turns() -> None:
    first, second = emergency(1, said=1, last=1_000), emergency(2)
    assert decided([first, second]).say == second
    assert decided([first, replace(second, said=1, last=4_000)]).say == first


def test_what_an_emergency_cuts_off() -> None:
    items = [call(1, begun=1), emergency(2), emergency(3)]
    assert interrupts(items, "1-a")
    assert not interrupts(items, "2-a")
    assert not interrupts(items[:1], "1-a")
    assert not interrupts([call(1), emergency(2, state="over")], "1-a")
    assert interrupts([emergency(2, state="over")], "2-a")
    assert interrupts(items, "gone")
    assert not interrupts([], "gone")


def test_what_is_real_goes_before_a_drill_and_cuts_it_off() -> None:
    drill, real = emergency(1, drill=True), emergency(2, said=1, last=9_999)
    assert decided([drill]).say == drill
    waits = decided([drill, real])
    assert (waits.say, waits.again) == (None, 9_999 + PAUSE)
    assert decided([drill, replace(real, state="over")]).say == drill
    assert interrupts([drill, real], drill.id)
    assert not interrupts([drill, emergency(3, drill=True)], drill.id)
    assert not interrupts([drill, real], real.id)


def on_card(seq: int, *zones: str, **more: object) -> list[Waiting]:
    return [replace(emergency(seq, **more), id=f"{seq}-{zone}", zone=zone) for zone in zones]


def test_an_emergency_beside_it_silences_a_zone_on_the_same_card() -> None:
    (beside,) = on_card(2, "b")
    assert next_saying([call(1)], 10_000, beside=[beside]) == Decision()
    over = replace(beside, state="over")
    assert next_saying([call(1)], 10_000, beside=[over]).say == call(1)
    too_old = next_saying([call(1, tick=0, limit=5)], 10_000, beside=[beside])
    assert too_old.drops == (Drop("1-a", "skipped", "too_old"),)


def test_one_of_several_zones_on_a_card_says_it_for_all() -> None:
    one, other = on_card(1, "a", "b")
    assert next_saying([one], 10_000, beside=[other]).say == one
    assert next_saying([other], 10_000, beside=[one]) == Decision()
    assert twins([call(3), one, *on_card(2, "a"), other], other) == [one, other]


def test_two_emergencies_of_two_zones_on_a_card_take_turns() -> None:
    (first,), (second,) = on_card(1, "a", last=1_000, said=1), on_card(2, "b")
    assert next_saying([first], 10_000, beside=[second]) == Decision()
    assert next_saying([second], 10_000, beside=[first]).say == second
    said = replace(second, last=9_000, said=1)
    assert next_saying([first], 10_000, beside=[said]).say == first


def test_an_emergency_is_not_late_for_anything() -> None:
    assert lag([emergency(1, tick=0), call(2, tick=4_000)], 10_000) == 6.0


def test_lag_is_the_oldest() -> None:
    assert lag([call(3), call(1)], 10_000) == 9.0


def test_in_a_zone_that_an_event_has_calls_are_written_off_and_notices_and_alarms_said() -> None:
    cut = call(1, muted=True, begun=1)
    decision = decided([cut, recall(2, 1, muted=True), notice(3)])
    assert reasons(decision) == [("skipped", "takeover"), ("skipped", "takeover")]
    assert decision.say is not None and decision.say.id == "3-a"
    assert said([cut, emergency(4)]) == "4-a"
    assert not interrupts([cut, notice(3)], "1-a"), "the sentence that runs is said to its end"
