"""The announcer: one at a time in a zone, every announcement with its result, whatever fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from signage.errors import VoiceTrouble
from signage.queueing.hall import Text
from signage.voice.agenda import PAUSE, Steps, Terms
from signage.voice.announcer import Announcer, Speaking
from signage.voice.clips import Clip
from signage.voice.phrases import Announcement
from signage.voice.ports import Outcome, Speaker
from signage.voice.quiet import Quiet
from tests.voice.fakes import FakeHall, FakeMaker, FakeSpeaker


@asynccontextmanager
async def talking(
    hall: FakeHall,
    speaker: Speaker | Callable[[str], Speaker | None] | None,
    maker: FakeMaker | None = None,
) -> AsyncIterator[Announcer]:
    choose = speaker if callable(speaker) else lambda zone: speaker
    announcer = Announcer(hall, maker or FakeMaker(), choose, breath=0.01)
    task = asyncio.create_task(announcer.run())
    try:
        yield announcer
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(done: Callable[[], object]) -> None:
    async with asyncio.timeout(45):
        while not done():  # noqa: ASYNC110 - what is awaited is a fake's plain field
            await asyncio.sleep(0.001)


async def settled() -> None:
    """All that needs no time has happened: turns of the loop, however long they take."""
    for _ in range(200):
        await asyncio.sleep(0)


async def test_one_at_a_time_begun_before_the_sound_and_ended_after_it() -> None:
    hall, speaker = FakeHall(), FakeSpeaker()
    for seq in (3, 1, 2):
        hall.call(seq)
    async with talking(hall, speaker):
        await hall.until_silent()
        hall.call(9)
    assert speaker.said == ["1-hall-a", "2-hall-a", "3-hall-a"]
    assert speaker.most == 1
    assert hall.log[:3] == [
        ("begin", "1-hall-a"),
        ("end", "1-hall-a", "heard", ""),
        ("begin", "2-hall-a"),
    ]


async def test_a_new_call_wakes_it() -> None:
    hall, speaker = FakeHall(), FakeSpeaker()
    async with talking(hall, speaker) as announcer:
        await settled()
        hall.call(1)
        announcer.wake(["hall-a"])
        await hall.until_silent()
        hall.call(2)
        announcer.wake()
        await hall.until_silent()
    assert speaker.said == ["1-hall-a", "2-hall-a"]


async def test_zones_do_not_wait_for_each_other() -> None:
    hall = FakeHall(names=["hall-a", "hall-b"])
    speakers = {"hall-a": FakeSpeaker(hold=asyncio.Event()), "hall-b": FakeSpeaker()}
    hall.call(1, "hall-a")
    hall.call(2, "hall-b")
    async with talking(hall, speakers.get):
        await until(lambda: ("end", "2-hall-b", "heard", "") in hall.log)
        assert speakers["hall-a"].sounding == 1


async def test_a_new_zone_gets_its_voice() -> None:
    hall, speaker = FakeHall(names=[]), FakeSpeaker()
    async with talking(hall, speaker) as announcer:
        await settled()
        hall.names.append("ballroom")
        hall.call(1, "ballroom")
        announcer.wake(["ballroom"])
        await hall.until_silent()
    assert speaker.said == ["1-ballroom"]


async def test_what_is_not_said_has_its_reason() -> None:
    hall, speaker = FakeHall(now=1_000_000), FakeSpeaker()
    hall.call(1, state="over")
    hall.call(2, tick=0)
    hall.call(3)
    hall.call(4, kind="recall", first=3)
    async with talking(hall, speaker):
        await hall.until_silent()
    assert hall.log == [
        ("end", "1-hall-a", "skipped", "over"),
        ("end", "2-hall-a", "skipped", "too_old"),
        ("end", "3-hall-a", "skipped", "replaced"),
        ("begin", "4-hall-a"),
        ("end", "4-hall-a", "heard", ""),
    ]


async def test_cut_off_by_a_crash_it_is_said_once_more_and_never_again() -> None:
    hall, held = FakeHall(), FakeSpeaker(hold=asyncio.Event())
    hall.call(1)
    for _ in range(2):
        async with talking(hall, held):
            await until(lambda: held.sounding)
    async with talking(hall, held):
        await hall.until_silent()
    assert held.said == ["1-hall-a", "1-hall-a"]
    assert hall.log[-1] == ("end", "1-hall-a", "failed", "interrupted")


async def test_first_news_is_worded_as_a_call_and_a_full_agenda_shortens() -> None:
    hall, maker = FakeHall(), FakeMaker()
    for seq in range(1, 8):
        hall.call(seq, kind="recall", first=seq, said=0 if seq < 7 else 1)
    async with talking(hall, FakeSpeaker(), maker):
        await hall.until_silent()
    assert [brevity for _, brevity in maker.made] == ["short"] * 2 + ["whole"] * 5
    assert [facts.kind for facts, _ in maker.made] == ["call"] * 6 + ["recall"]


@pytest.mark.parametrize(
    ("outcome", "ending"),
    [
        (Outcome("blocked", "blocked"), ("blocked", "blocked")),
        (Outcome("failed", "no_answer"), ("failed", "no_answer")),
        (VoiceTrouble("no_player"), ("failed", "no_player")),
        (RuntimeError("boom"), ("failed", "internal")),
    ],
)
async def test_a_speaker_that_fails(outcome: Outcome | Exception, ending: tuple[str, str]) -> None:
    hall, speaker = FakeHall(), FakeSpeaker(outcome=outcome)
    hall.call(1)
    async with talking(hall, speaker) as announcer:
        await hall.until_silent()
        assert hall.log[-1] == ("end", "1-hall-a", *ending)
        assert announcer.trouble("hall-a") == ending[1]
        speaker.outcome = Outcome("heard")
        hall.call(2)
        announcer.wake()
        await hall.until_silent()
        assert announcer.trouble("hall-a") is None


async def test_the_chime_alone_was_not_heard_as_a_sentence() -> None:
    hall, maker = FakeHall(), FakeMaker()
    maker.clip = replace(maker.clip, complete=False, reason="no_engine")
    hall.call(1)
    async with talking(hall, FakeSpeaker(), maker):
        await hall.until_silent()
    assert hall.log[-1] == ("end", "1-hall-a", "failed", "chime_only:no_engine")


async def test_no_clip_and_no_speaker() -> None:
    hall = FakeHall()
    hall.call(1)
    async with talking(hall, FakeSpeaker(), FakeMaker(problem=VoiceTrouble("store_failed"))):
        await hall.until_silent()
    hall.call(2)
    async with talking(hall, None) as announcer:
        await hall.until_silent()
        assert announcer.trouble("hall-a") == "no_speaker"
    assert hall.log == [
        ("end", "1-hall-a", "failed", "store_failed"),
        ("end", "2-hall-a", "skipped", "no_speaker"),
    ]


async def test_facts_that_are_gone_do_not_end_the_voice() -> None:
    hall, speaker = FakeHall(), FakeSpeaker()
    hall.unknown.add(hall.call(1))
    hall.call(2)
    async with talking(hall, speaker):
        await hall.until_silent()
    assert hall.log[0] == ("end", "1-hall-a", "failed", "internal")
    assert speaker.said == ["2-hall-a"]


async def test_a_call_undone_meanwhile_is_over() -> None:
    hall, speaker = FakeHall(), FakeSpeaker()
    hall.undone.add(hall.call(1))
    hall.call(2)
    async with talking(hall, speaker):
        await hall.until_silent()
    assert hall.log[0] == ("end", "1-hall-a", "skipped", "over")
    assert speaker.said == ["2-hall-a"]


async def test_trouble_is_told_when_it_comes_and_when_it_goes() -> None:
    hall, speaker, told = FakeHall(), FakeSpeaker(ready="no_player"), list[str | None]()
    announcer = Announcer(
        hall,
        FakeMaker(),
        lambda zone: speaker,
        told=lambda zone: told.append(announcer.trouble(zone)),
    )
    task = asyncio.create_task(announcer.run())
    await until(lambda: told)
    for seq in (1, 2):
        hall.call(seq)
        announcer.wake()
        await hall.until_silent()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert told == ["no_player", None]


async def test_a_full_disk_makes_no_sound_and_loses_nothing() -> None:
    hall, speaker = FakeHall(broken=True), FakeSpeaker()
    hall.call(1)
    async with talking(hall, speaker):
        await asyncio.sleep(0.05)
        assert speaker.said == []
        hall.broken = False
        await hall.until_silent()
    assert speaker.said == ["1-hall-a"]


async def test_said_but_not_written_down_is_not_said_again() -> None:
    hall, speaker = FakeHall(), FakeSpeaker(hold=asyncio.Event())
    hall.call(1)
    hall.call(2)
    async with talking(hall, speaker):
        await until(lambda: speaker.sounding)
        hall.broken = True
        assert speaker.hold is not None
        speaker.hold.set()
        await asyncio.sleep(0.05)
        hall.broken = False
        await hall.until_silent()
    assert speaker.said == ["1-hall-a", "2-hall-a"]


async def test_an_end_that_is_refused_is_let_go() -> None:
    hall, speaker = FakeHall(), FakeSpeaker(hold=asyncio.Event())
    hall.call(1)
    async with talking(hall, speaker) as announcer:
        await until(lambda: speaker.sounding)
        hall.refusing = True
        assert speaker.hold is not None
        speaker.hold.set()
        await until(lambda: hall.refused)
        hall.items.clear()
        hall.refusing = False
        hall.call(2)
        announcer.wake()
        await hall.until_silent()
    assert speaker.said == ["1-hall-a", "2-hall-a"]


async def test_what_it_says_now_its_lag_and_its_first_trouble() -> None:
    hall, speaker = FakeHall(), FakeSpeaker(hold=asyncio.Event(), ready="no_player")
    hall.call(1)
    async with talking(hall, speaker) as announcer:
        await until(lambda: speaker.sounding)
        assert announcer.trouble("hall-a") == "no_player"
        assert announcer.speaking("hall-a") == Speaking(
            announcement="1-hall-a", seq=1, caption="A nol satu"
        )
        hall.now = 5_000
        assert announcer.lag("hall-a") == 0.0
        hall.call(2)
        hall.now = 9_000
        assert announcer.lag("hall-a") == 4.0
        assert speaker.hold is not None
        speaker.hold.set()
        await hall.until_silent()
        await until(lambda: announcer.speaking("hall-a") is None)


async def test_an_engine_that_is_missing_is_known_before_the_first_call() -> None:
    async with talking(FakeHall(), FakeSpeaker(), FakeMaker(ready="no_engine")) as announcer:
        await until(lambda: announcer.trouble("hall-a") == "no_engine")


async def test_a_voice_that_stands_in_is_known_until_the_own_one_speaks_again() -> None:
    hall, speaker, maker, told = FakeHall(), FakeSpeaker(), FakeMaker(), list[str]()
    own, other = maker.clip, replace(maker.clip, stand_ins=("espeak-id", "espeak-id"))
    announcer = Announcer(hall, maker, lambda zone: speaker, breath=0.01, told=told.append)
    task = asyncio.create_task(announcer.run())
    known = []
    for seq, clip, outcome in (
        (1, own, "heard"), (2, other, "heard"), (3, other, "heard"), (4, other, "blocked"),
        (5, own, "heard"),
    ):  # fmt: skip
        maker.clip, speaker.outcome = clip, Outcome(outcome)  # type: ignore[arg-type]
        hall.call(seq)
        announcer.wake()
        await hall.until_silent()
        known.append((announcer.instead("hall-a"), announcer.stand_ins("hall-a")))
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    espeak = "espeak-id"
    assert known == [(None, 0), (espeak, 1), (espeak, 2), (espeak, 2), (None, 2)]
    assert told == ["hall-a", "hall-a"]
    assert announcer.instead("ballroom") is None and announcer.stand_ins("ballroom") == 0


class Uneven(FakeHall):
    """A hall whose view stumbles once."""

    stumbled = False

    def waiting(self, zone: str) -> list[object]:  # type: ignore[override]
        if not self.stumbled:
            self.stumbled = True
            raise RuntimeError("boom")
        return list(super().waiting(zone))


async def test_a_stumble_of_the_hall_does_not_end_the_voice() -> None:
    hall, speaker = Uneven(), FakeSpeaker()
    hall.call(1)
    async with talking(hall, speaker):
        await hall.until_silent()
    assert speaker.said == ["1-hall-a"]


def test_two_at_once_would_be_seen() -> None:
    """The control of `most`: without the announcer, two sayings do overlap."""

    async def both() -> None:
        speaker, hall = FakeSpeaker(), FakeHall()
        facts = [hall.facts(hall.call(seq)) for seq in (1, 2)]
        await asyncio.gather(*(speaker.say(one, FakeMaker().clip) for one in facts))
        assert speaker.most == 2

    asyncio.run(both())


# ---- forms, quiet times, volume

SILENT = Quiet(name=Text("Salat", "Prayer"), until=720, silent=True)


async def test_what_is_shortened_says_so_in_its_result() -> None:
    hall, maker = FakeHall(), FakeMaker()
    hall.agreed = Terms(steps=Steps(times=2, once_from=2, short_from=3, bare_from=4))
    for seq in range(1, 5):
        hall.call(seq)
    async with talking(hall, FakeSpeaker(), maker):
        await hall.until_silent()
    ends = [entry[2:] for entry in hall.log if entry[0] == "end"]
    assert ends == [("heard", "short"), ("heard", "short"), ("heard", "once"), ("heard", "")]
    assert maker.forms == [(1, True), (1, True), (1, True), (2, True)]


async def test_in_a_rush_only_the_first_has_a_chime() -> None:
    hall, maker = FakeHall(), FakeMaker()
    for seq in range(1, 9):
        hall.call(seq)
    async with talking(hall, FakeSpeaker(), maker):
        await hall.until_silent()
    assert [chime for _, chime in maker.forms] == [True, False, False, *[True] * 5]


async def test_what_was_not_heard_has_its_own_reason_and_not_that_it_was_short() -> None:
    hall, speaker = FakeHall(), FakeSpeaker(outcome=Outcome("failed", "no_answer"))
    hall.agreed = Terms(steps=Steps(short_from=1))
    hall.call(1)
    async with talking(hall, speaker):
        await hall.until_silent()
    assert hall.log[-1] == ("end", "1-hall-a", "failed", "no_answer")


async def test_in_a_silent_time_all_that_is_due_is_recorded_and_the_views_are_told() -> None:
    hall, speaker, told = FakeHall(), FakeSpeaker(), list[Quiet | None]()
    hall.agreed = Terms(quiet=SILENT)
    hall.call(1)
    announcer = Announcer(
        hall,
        FakeMaker(),
        lambda zone: speaker,
        told=lambda zone: told.append(announcer.quiet(zone)),
    )
    task = asyncio.create_task(announcer.run())
    await hall.until_silent()
    assert hall.log == [("end", "1-hall-a", "skipped", "quiet")]
    hall.agreed = Terms()
    hall.call(2)
    announcer.wake()
    await hall.until_silent()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert speaker.said == ["2-hall-a"]
    assert told == [SILENT, None]
    assert announcer.trouble("hall-a") is None


async def test_the_end_of_a_silent_time_needs_no_news() -> None:
    hall, speaker = FakeHall(), FakeSpeaker()
    hall.agreed = Terms(quiet=replace(SILENT, later=True), again=30)
    hall.call(1)
    async with talking(hall, speaker):
        await settled()
        assert hall.log == []
        hall.agreed = Terms()
        await hall.until_silent()
    assert speaker.said == ["1-hall-a"]


async def test_the_speaker_is_told_how_loud() -> None:
    hall, speaker = FakeHall(), FakeSpeaker()
    hall.agreed = Terms(gain=-6.0)
    hall.call(1)
    async with talking(hall, speaker):
        await hall.until_silent()
    assert speaker.gains == [-6.0]
    assert hall.log[-1] == ("end", "1-hall-a", "heard", "")


# ---- emergencies


async def test_an_emergency_cuts_off_what_is_said_and_that_is_said_again_afterwards() -> None:
    hall, speaker = FakeHall(), FakeSpeaker(hold=asyncio.Event())
    hall.call(1)
    async with talking(hall, speaker) as announcer:
        await until(lambda: speaker.sounding)
        alarm = hall.call(2, kind="emergency", first=0)
        announcer.wake(["hall-a"])
        await until(lambda: speaker.said == ["1-hall-a", "2-hall-a"])
        assert speaker.most == 1
        hall.items[alarm] = replace(hall.items[alarm], state="over")
        assert speaker.hold is not None
        speaker.hold.set()
        announcer.wake(["hall-a"])
        await hall.until_silent()
    assert speaker.said == ["1-hall-a", "2-hall-a", "1-hall-a"]
    assert [entry[1:] for entry in hall.log if entry[0] == "end"] == [
        ("2-hall-a", "skipped", "over"), ("1-hall-a", "heard", ""),
    ]  # fmt: skip


async def test_an_emergency_is_repeated_until_it_is_ended_and_then_has_its_result() -> None:
    hall, speaker = FakeHall(), FakeSpeaker()
    alarm = hall.call(1, kind="emergency", first=0)
    async with talking(hall, speaker) as announcer:
        for count in (1, 2, 3):
            await until(lambda wanted=count: len(speaker.said) == wanted)  # type: ignore[misc]
            await settled()
            assert len(speaker.said) == count
            hall.now += PAUSE
            announcer.wake()
        await until(lambda: len(speaker.said) == 4)
        hall.items[alarm] = replace(hall.items[alarm], state="over")
        announcer.wake()
        await hall.until_silent()
    # The second line says that it was heard; the third and fourth saying need none.
    assert hall.log == [("begin", "1-hall-a")] * 2 + [("end", "1-hall-a", "heard", "")]


async def test_an_emergency_heard_before_a_restart_and_ended_after_it_was_heard() -> None:
    hall, speaker = FakeHall(), FakeSpeaker(outcome=Outcome("failed", "no_player"))
    alarm = hall.call(1, kind="emergency", first=0)
    hall.items[alarm] = replace(hall.items[alarm], begun=2, said=1)
    async with talking(hall, speaker) as announcer:
        await until(lambda: announcer.trouble("hall-a"))
        hall.items[alarm] = replace(hall.items[alarm], state="over")
        announcer.wake()
        await hall.until_silent()
    assert hall.log == [("end", "1-hall-a", "heard", "")]


@pytest.mark.parametrize("fault", [Outcome("failed", "no_answer"), RuntimeError("boom")])
async def test_an_emergency_that_fails_is_tried_again(fault: Outcome | Exception) -> None:
    hall, speaker = FakeHall(), FakeSpeaker(outcome=fault)
    alarm = hall.call(1, kind="emergency", first=0)
    async with talking(hall, speaker) as announcer:
        await until(lambda: announcer.trouble("hall-a"))
        hall.now += PAUSE
        announcer.wake()
        await until(lambda: len(speaker.said) == 2)
        hall.items[alarm] = replace(hall.items[alarm], state="over")
        await settled()
        announcer.wake()
        await hall.until_silent()
    reason = fault.reason if isinstance(fault, Outcome) else "internal"
    assert hall.log[-1] == ("end", "1-hall-a", "failed", reason)


async def test_one_that_comes_while_a_sentence_is_made_goes_before_it() -> None:
    hall, speaker = FakeHall(), FakeSpeaker()

    class Slow(FakeMaker):
        async def make(self, announcement, brevity="whole", **form):  # type: ignore[no-untyped-def]
            if announcement.id == "1-hall-a" and "2-hall-a" not in hall.items and not speaker.said:
                hall.call(2, kind="emergency", first=0)
            return await super().make(announcement, brevity, **form)

    hall.call(1)
    async with talking(hall, speaker, Slow()) as announcer:
        await until(lambda: speaker.said)
        assert speaker.said == ["2-hall-a"]
        hall.items["2-hall-a"] = replace(hall.items["2-hall-a"], state="over")
        announcer.wake()
        await hall.until_silent()
    assert speaker.said == ["2-hall-a", "1-hall-a"]


async def test_a_full_disk_at_its_end_does_not_make_it_unheard() -> None:
    hall, speaker = FakeHall(), FakeSpeaker()
    alarm = hall.call(1, kind="emergency", first=0)
    async with talking(hall, speaker) as announcer:
        await until(lambda: speaker.said and not speaker.sounding)
        await settled()
        hall.broken = True
        hall.items[alarm] = replace(hall.items[alarm], state="over")
        announcer.wake()
        await settled()
        hall.broken = False
        await hall.until_silent()
    assert hall.log[-1] == ("end", "1-hall-a", "heard", "")


# ---- zones that share a sound card


CARD = (("hall-a", "hall-b"),)


@asynccontextmanager
async def sharing(hall: FakeHall, speaker: FakeSpeaker) -> AsyncIterator[Announcer]:
    """Two zones on one card, which take turns on it."""
    lock = asyncio.Lock()

    @asynccontextmanager
    async def turn(zone: str) -> AsyncIterator[None]:
        async with lock:
            yield

    announcer = Announcer(hall, FakeMaker(), lambda zone: speaker, turns=turn, breath=0.01)
    task = asyncio.create_task(announcer.run())
    await asyncio.sleep(0)
    try:
        yield announcer
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def shared_card() -> FakeHall:
    return FakeHall(names=["hall-a", "hall-b"], cards=CARD)


async def test_an_emergency_cuts_off_another_zone_on_its_card_and_that_is_said_again_once() -> None:
    hall, speaker = shared_card(), FakeSpeaker(hold=asyncio.Event())
    hall.call(1, "hall-a")
    async with sharing(hall, speaker) as announcer:
        await until(lambda: speaker.sounding)
        alarm = hall.call(2, "hall-b", kind="emergency", first=0)
        announcer.wake()
        await until(lambda: speaker.said == ["1-hall-a", "2-hall-b"])
        await settled()
        assert speaker.said == ["1-hall-a", "2-hall-b"], "zone a is silent meanwhile"
        assert speaker.hold is not None
        speaker.hold.set()
        await until(lambda: not speaker.sounding)
        await settled()
        assert speaker.said == ["1-hall-a", "2-hall-b"], "and between two sayings too"
        hall.items[alarm] = replace(hall.items[alarm], state="over")
        announcer.wake()
        await hall.until_silent()
    assert speaker.said == ["1-hall-a", "2-hall-b", "1-hall-a"]
    assert speaker.most == 1
    ends = {entry[1:] for entry in hall.log if entry[0] == "end"}
    assert ends == {("2-hall-b", "heard", ""), ("1-hall-a", "heard", "")}


async def test_one_of_two_zones_on_a_card_is_said_once_and_heard_in_both() -> None:
    hall, speaker = shared_card(), FakeSpeaker()
    for zone in hall.names:
        hall.call(1, zone, kind="emergency", first=0)
    async with sharing(hall, speaker) as announcer:
        for count in (1, 2, 3):
            await until(lambda wanted=count: len(speaker.said) == wanted)  # type: ignore[misc]
            await settled()
            assert speaker.said == ["1-hall-a"] * count
            hall.now += PAUSE
            announcer.wake()
        await until(lambda: len(speaker.said) == 4)
        hall.items = {id: replace(item, state="over") for id, item in hall.items.items()}
        announcer.wake()
        await hall.until_silent()
    assert sorted(hall.log) == [
        *[("begin", "1-hall-a")] * 2, *[("begin", "1-hall-b")] * 2,
        ("end", "1-hall-a", "heard", ""), ("end", "1-hall-b", "heard", ""),
    ]  # fmt: skip


async def test_control_zones_that_do_not_know_of_each_other_say_it_twice() -> None:
    hall, speaker = shared_card(), FakeSpeaker()
    hall.cards = ()
    for zone in hall.names:
        hall.call(1, zone, kind="emergency", first=0)
    async with sharing(hall, speaker):
        await until(lambda: len(speaker.said) == 2)
    assert sorted(speaker.said) == ["1-hall-a", "1-hall-b"]


async def test_two_emergencies_of_two_zones_on_a_card_take_turns() -> None:
    hall, speaker = shared_card(), FakeSpeaker()
    hall.call(1, "hall-a", kind="emergency", first=0)
    hall.call(2, "hall-b", kind="emergency", first=0)
    async with sharing(hall, speaker) as announcer:
        await until(lambda: len(speaker.said) == 2)
        hall.now += PAUSE
        announcer.wake()
        await until(lambda: len(speaker.said) == 4)
    assert speaker.said == ["1-hall-a", "2-hall-b"] * 2
    assert speaker.most == 1


# ---- at once, and each saying by a name of its own


async def test_its_tone_sounds_alone_while_its_words_are_made() -> None:
    hall, speaker = FakeHall(), FakeSpeaker()
    ready = asyncio.Event()
    clips: list[str] = []

    class Heard(FakeSpeaker):
        async def say(self, announcement: Announcement, clip: Clip) -> Outcome:
            clips.append(clip.name)
            return await super().say(announcement, clip)

    class Hung(FakeMaker):
        async def make(self, announcement, brevity="whole", **form):  # type: ignore[no-untyped-def]
            await ready.wait()
            return await super().make(announcement, brevity, **form)

    speaker = Heard()
    hall.call(1, kind="emergency", first=0)
    async with talking(hall, speaker, Hung()):
        await until(lambda: len(clips) >= 2)
        assert set(clips) == {"tone.wav"}
        assert hall.log == [], "its words have not begun"
        ready.set()
        await until(lambda: "x.wav" in clips)
        await until(lambda: hall.log == [("begin", "1-hall-a")])
    assert clips[-1] == "x.wav"


async def test_a_hung_engine_of_another_zone_on_the_card_holds_no_emergency_up() -> None:
    hall, speaker = shared_card(), FakeSpeaker()

    class Hung(FakeMaker):
        async def make(self, announcement, brevity="whole", **form):  # type: ignore[no-untyped-def]
            if announcement.kind == "call":
                await asyncio.Event().wait()
            return await super().make(announcement, brevity, **form)

    hall.call(1, "hall-a")
    lock = asyncio.Lock()

    @asynccontextmanager
    async def turn(zone: str) -> AsyncIterator[None]:
        async with lock:
            yield

    announcer = Announcer(hall, Hung(), lambda zone: speaker, turns=turn)
    task = asyncio.create_task(announcer.run())
    await settled()
    hall.call(2, "hall-b", kind="emergency", first=0)
    announcer.wake()
    await until(lambda: speaker.said == ["2-hall-b"])
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_each_saying_has_a_name_of_its_own_because_a_screen_says_nothing_twice() -> None:
    hall, speaker = FakeHall(now=7), FakeSpeaker()
    hall.call(1, kind="emergency", first=0)
    async with talking(hall, speaker) as announcer:
        await until(lambda: len(speaker.named) == 1)
        await settled()
        hall.now += PAUSE
        announcer.wake()
        await until(lambda: len(speaker.named) == 2)
    assert speaker.named == ["1-hall-a.7", f"1-hall-a.{7 + PAUSE}"]
