"""The hall as its announcer sees it: what waits to be said, and which speaker says it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

import pytest
import pytest_asyncio

from signage import speech
from signage.devices.presence import GONE, Presence, SoundState
from signage.errors import Refused, VoiceTrouble
from signage.live import Live
from signage.queueing import commands as c
from signage.queueing import shapes
from signage.queueing.hall import TakeoverPlan, Text
from signage.queueing.hours import Span
from signage.queueing.views import Around
from signage.queueing.wording import VOICE, voice_reason
from signage.speech import HallSpeech, Speakers
from signage.voice.agenda import DropReason, ShortReason, Steps, Terms, Waiting
from signage.voice.announcer import Announcer
from signage.voice.clips import Clip
from signage.voice.phrases import Announcement
from signage.voice.ports import Outcome
from signage.voice.quiet import QuietTime, When
from signage.voice.screen_speaker import ScreenSpeaker
from signage.voice.settings import VoiceSettings
from signage.voice.soundcard import SoundCard
from tests.halls import SMALL, Hands, live_hall, small
from tests.voice.fakes import FakeHall, FakeMaker, FakeSpeaker
from tests.web.live import eventually

SPOKEN = SMALL.replace('speaker = "none"', 'speaker = "screen"')
SERVED = SMALL.replace('speaker = "none"', 'speaker = "server"')
CLIP = Clip(name="a" * 32 + ".wav", path=Path("a.wav"), length=0.05, complete=True)
FACTS = Announcement(id="7-hall", zone="hall", seq=7, kind="call", ticket="A001", counter="1")


@dataclass
class Voice:
    """A live hall, what its announcer reads, and short ways to press."""

    live: Live
    hall: HallSpeech
    hands: Hands

    async def ticket(self, service: str = "card") -> str:
        await self.live.submit(c.IssueTicket(service=service))
        return f"t{self.live.state.seq}"

    async def called(self, counter: str = "1") -> int:
        await self.ticket()
        await self.live.submit(c.CallNext(counter=counter))
        return self.live.state.seq

    def standing(self, zone: str = "hall") -> list[tuple[str, str]]:
        return [(waiting.id, waiting.state) for waiting in self.hall.waiting(zone)]

    def one(self, zone: str = "hall") -> Waiting:
        [waiting] = self.hall.waiting(zone)
        return waiting


@pytest_asyncio.fixture
async def voice(tmp_path: Path) -> AsyncIterator[Voice]:
    hands = Hands()
    async with live_hall(tmp_path, hands, small(SPOKEN)) as (live, _):
        yield Voice(live, HallSpeech(live, VoiceSettings(age_limit_notice=600)), hands)


async def test_a_call_waits_in_each_zone_that_hears_it(voice: Voice) -> None:
    assert voice.hall.zones() == ["hall", "ballroom"]
    seq = await voice.called()
    here, there = voice.one("hall"), voice.one("ballroom")
    assert (here.id, here.seq, here.first, here.kind) == (f"{seq}-hall", seq, seq, "call")
    assert (here.state, here.begun, here.said) == ("current", 0, 0)
    assert (here.short, there.short) == (False, True)  # the ballroom starts with the short form
    assert (here.limit, there.limit) == (120, 60)
    assert here.tick == voice.hall.tick()
    voice.hands.pass_(5000)
    assert voice.hall.tick() - here.tick == 5000
    assert voice.hall.waiting("nowhere") == []


async def test_the_facts_are_those_of_the_call(voice: Voice) -> None:
    seq = await voice.called()
    facts = voice.hall.facts(f"{seq}-ballroom")
    assert (facts.zone, facts.seq, facts.kind, facts.ticket, facts.counter) == (
        "ballroom", seq, "call", "A001", "1",
    )  # fmt: skip
    assert dict(facts.agency) == {"id": "Dinas Kependudukan", "en": "Civil Registry"}
    assert dict(facts.service) == {"id": "Kartu", "en": "Card"}
    for gone in ("7-nowhere", f"{seq + 5}-hall", "", "x", f"{seq}"):
        with pytest.raises(Refused, match="announcement_over"):
            voice.hall.facts(gone)


async def test_what_is_begun_and_ended_is_written(voice: Voice) -> None:
    seq = await voice.called()
    await voice.hall.begin(f"{seq}-hall")
    assert (voice.one("hall").begun, voice.one("ballroom").begun) == (1, 0)
    await voice.hall.end(f"{seq}-hall", "heard", None)
    assert voice.standing("hall") == []
    assert voice.standing("ballroom") == [(f"{seq}-ballroom", "current")]
    with pytest.raises(Refused, match="announcement_over"):
        await voice.hall.begin(f"{seq}-hall")
    await voice.hall.end(f"{seq}-hall", "failed", "late")  # the first word stands


async def test_a_recall_is_of_the_same_call_and_counts_what_was_heard(voice: Voice) -> None:
    first = await voice.called()
    await voice.hall.end(f"{first}-hall", "heard", None)
    await voice.live.submit(c.Recall(counter="1"))
    again = voice.one("hall")
    assert (again.kind, again.first, again.seq > first, again.said) == ("recall", first, True, 1)
    assert again.state == "current"
    assert voice.hall.facts(again.id).kind == "recall"
    states = [(w.kind, w.said) for w in voice.hall.waiting("ballroom")]
    assert states == [("call", 0), ("recall", 0)]


@pytest.mark.parametrize(
    ("command", "state"),
    [
        (c.Serve(counter="1"), "over"),
        (c.Finish(counter="1"), "over"),
        (c.MarkNoShow(counter="1"), "over"),
        (c.Park(counter="1"), "over"),
        (c.Transfer(counter="1", to_counter="2"), "over"),
        (c.Transfer(counter="1", service="birth"), "over"),
        (c.CallNext(counter="1"), "over"),
        (c.CloseCounter(counter="1", by="officer"), "over"),
        (c.CallNext(counter="2"), "current"),
        (c.IssueTicket(service="card"), "current"),
    ],
)
async def test_a_call_is_over_once_its_visitor_moves_on(
    voice: Voice, command: c.Command, state: str
) -> None:
    seq = await voice.called()
    await voice.live.submit(command)
    assert (f"{seq}-hall", state) in voice.standing("hall")
    assert (f"{seq}-ballroom", state) in voice.standing("ballroom")


async def test_a_call_that_was_undone_is_over_and_has_no_facts(voice: Voice) -> None:
    seq = await voice.called()
    await voice.live.submit(c.Undo(counter="1"))
    assert voice.standing("hall") in ([], [(f"{seq}-hall", "over")])
    with pytest.raises(Refused):
        voice.hall.facts(f"{seq}-hall")
    await voice.live.submit(c.CallNext(counter="1"))
    again = [waiting for waiting in voice.hall.waiting("hall") if waiting.state == "current"]
    assert [waiting.first for waiting in again] == [voice.live.state.seq]


async def test_a_no_show_that_is_undone_is_called_still(voice: Voice) -> None:
    seq = await voice.called()
    await voice.live.submit(c.MarkNoShow(counter="1"))
    await voice.live.submit(c.Undo(counter="1"))
    assert (f"{seq}-hall", "current") in voice.standing("hall")


async def test_a_ticket_called_elsewhere_is_over_here(voice: Voice) -> None:
    first = await voice.called("1")
    await voice.live.submit(c.Transfer(counter="1", to_counter="2"))
    await voice.live.submit(c.CallNext(counter="2"))
    second = voice.live.state.seq
    assert dict(voice.standing("hall")) == {f"{first}-hall": "over", f"{second}-hall": "current"}
    assert voice.hall.facts(f"{second}-hall").counter == "2"


async def test_in_a_zone_that_an_event_has_a_call_is_muted_and_a_notice_is_not(
    voice: Voice,
) -> None:
    plan = TakeoverPlan(id="event", zone="ballroom", name=Text("A", "B"), calls_to=("hall",))
    await voice.live.adopt(replace(voice.live.state.hall, takeovers=(plan,)))
    seq = await voice.called()
    await voice.hall.begin(f"{seq}-ballroom")
    await voice.live.submit(c.StartTakeover(zone="ballroom", takeover="event"))
    await voice.live.submit(c.Announce(zone="ballroom", text="Selamat datang", language="id"))
    assert [(w.kind, w.muted) for w in voice.hall.waiting("ballroom")] == [
        ("call", True), ("notice", False),
    ]  # fmt: skip
    assert [(w.kind, w.muted) for w in voice.hall.waiting("hall")] == [("call", False)]


async def test_a_notice_is_said_as_it_was_written(voice: Voice) -> None:
    await voice.live.submit(c.Announce(zone="hall", text="Halo", language="en"))
    notice = voice.one("hall")
    assert (notice.kind, notice.state, notice.limit, notice.short) == (
        "notice", "current", 600, False,
    )  # fmt: skip
    facts = voice.hall.facts(notice.id)
    assert (facts.kind, facts.text, facts.language, facts.ticket) == ("notice", "Halo", "en", "")
    assert voice.standing("ballroom") == []


async def test_a_zone_that_is_gone_says_nothing(voice: Voice) -> None:
    await voice.called()
    alone = SPOKEN.replace('[[zones]]\nid = "ballroom"', '[[zones]]\nid = "annex"')
    await voice.live.adopt(small(alone).hall)
    assert voice.hall.zones() == ["hall", "annex"]
    assert voice.hall.waiting("ballroom") == []


# ---- speakers


@dataclass
class Zone:
    """The speakers of a hall, its pages, and what was told to the hub."""

    speakers: Speakers
    presence: Presence
    hands: Hands
    told: list[str] = field(default_factory=list)

    def page(self, name: str, sound: str = "ready") -> int:
        page = self.presence.join("screen-hall", "hall")
        self.presence.beat(page, sound, name)  # type: ignore[arg-type]
        return page

    async def say(self) -> asyncio.Task[Outcome]:
        """Begins to speak, and comes back when the pages know."""
        speaker = self.speakers.speaker("hall")
        assert isinstance(speaker, ScreenSpeaker)
        task = asyncio.create_task(speaker.say(FACTS, CLIP))
        await eventually(lambda: self.speakers.view("hall") is not None or task.done())
        return task

    @property
    def lease(self) -> str | None:
        view = self.speakers.view("hall")
        return view.lease if view else None


@pytest_asyncio.fixture
async def zone(tmp_path: Path) -> AsyncIterator[Zone]:
    hands = Hands()
    async with live_hall(tmp_path, hands, small(SPOKEN)) as (live, _):
        presence = Presence(hands.steady)
        told: list[str] = []
        yield Zone(Speakers(live, presence, told.extend), presence, hands, told)


async def test_a_screen_is_told_and_believed(zone: Zone) -> None:
    page = zone.page("p1")
    saying = await zone.say()
    view = zone.speakers.view("hall")
    assert view is not None
    assert (view.id, view.seq, view.url, view.lease) == ("7-hall", 7, CLIP.url, "p1")
    assert zone.told == ["sound/hall"]
    zone.speakers.heard("hall", page, "6-hall", "ended")
    zone.speakers.heard("hall", page + 1, "7-hall", "ended")
    zone.speakers.heard("ballroom", page, "7-hall", "ended")
    zone.speakers.heard("nowhere", page, "7-hall", "ended")
    await asyncio.sleep(0)
    assert not saying.done()
    zone.speakers.heard("hall", page, "7-hall", "ended")
    assert await saying == Outcome("heard")
    assert zone.speakers.view("hall") is None
    assert zone.told == ["sound/hall"] * 2


async def test_without_a_page_nobody_speaks(zone: Zone) -> None:
    assert await (await zone.say()) == Outcome("failed", "no_screen")
    zone.page("p1", "missing")
    assert await (await zone.say()) == Outcome("failed", "no_screen")
    zone.page("p2")
    zone.hands.pass_(GONE + 1)
    assert await (await zone.say()) == Outcome("failed", "no_screen")


async def test_only_the_page_with_the_lease_is_believed(zone: Zone) -> None:
    zone.page("p1", "blocked")
    ready, late = zone.page("p2"), zone.page("p3")
    saying = await zone.say()
    assert zone.lease == "p2"
    zone.speakers.heard("hall", late, "7-hall", "failed")
    zone.speakers.gone("hall", late)
    await asyncio.sleep(0)
    assert not saying.done()
    zone.speakers.heard("hall", ready, "7-hall", "blocked")
    assert await saying == Outcome("blocked", "blocked")


async def test_a_lease_does_not_hop(zone: Zone) -> None:
    first, second = zone.page("p1", "blocked"), zone.page("p2")
    for _ in range(3):
        saying = await zone.say()
        assert zone.lease == "p2"
        zone.speakers.heard("hall", second, "7-hall", "ended")
        await saying
        zone.presence.beat(first, "ready", "p1")  # as good now, but no better
    zone.presence.leave(second)
    saying = await zone.say()
    assert zone.lease == "p1"
    zone.speakers.heard("hall", first, "7-hall", "ended")
    assert await saying == Outcome("heard")


async def test_a_page_that_goes_is_not_waited_for(zone: Zone) -> None:
    page = zone.page("p1")
    saying = await zone.say()
    zone.speakers.gone("hall", page)
    zone.presence.leave(page)
    assert await saying == Outcome("failed", "screen_gone")
    zone.speakers.gone("hall", page)
    zone.speakers.gone("ballroom", page)


async def test_another_page_takes_over_from_one_that_goes(zone: Zone) -> None:
    page, other = zone.page("p1"), zone.page("p2")
    saying = await zone.say()
    zone.speakers.gone("hall", page)
    zone.presence.leave(page)
    await eventually(lambda: zone.lease == "p2")
    zone.speakers.heard("hall", other, "7-hall", "ended")
    assert await saying == Outcome("heard")


async def test_another_page_takes_over_from_one_that_gives_no_sign(zone: Zone) -> None:
    page = zone.page("p1")
    saying = await zone.say()
    speaker = zone.speakers.speaker("hall")
    assert isinstance(speaker, ScreenSpeaker)
    zone.speakers.saying("hall", page, "7-hall")
    assert speaker._sign is not None
    speaker._hushed()  # alone it is waited for
    await asyncio.sleep(0.05)
    assert zone.lease == "p1" and not saying.done()
    other = zone.page("p2")
    zone.speakers.saying("hall", other, "7-hall")  # and only the speaking one is listened to
    speaker._hushed()
    await eventually(lambda: zone.lease == "p2")
    assert zone.presence.speaker("hall") == other
    zone.presence.beat(page, "ready", "p1")  # it was only frozen, and is there again
    zone.speakers.heard("hall", page, "7-hall", "ended")
    await asyncio.sleep(0)
    assert not saying.done()
    zone.speakers.heard("hall", other, "7-hall", "ended")
    assert await saying == Outcome("heard")


async def test_a_page_that_comes_back_over_a_new_socket_is_believed(zone: Zone) -> None:
    dead = zone.page("p1")
    saying = await zone.say()
    back = zone.page("p1")
    zone.speakers.heard("hall", dead, "7-hall", "failed")  # from beyond
    zone.speakers.heard("hall", back, "7-hall", "ended")
    assert await saying == Outcome("heard")


async def test_each_kind_of_speaker(tmp_path: Path) -> None:
    hands = Hands()
    async with live_hall(tmp_path, hands, small(SERVED)) as (live, _):
        speakers = Speakers(live, Presence(hands.steady), lambda topics: None)
        card = speakers.speaker("hall")
        assert isinstance(card, SoundCard)
        assert speakers.speaker("hall") is card
        assert speakers.speaker("nowhere") is None
        async with speakers.turn("hall"):
            other = asyncio.create_task(_entered(speakers, "ballroom"))
            await asyncio.sleep(0.01)
            assert not other.done()  # one card: its zones take turns
        await asyncio.wait_for(other, 45)
        await live.adopt(small(SPOKEN).hall)
        screen = speakers.speaker("hall")
        assert isinstance(screen, ScreenSpeaker)
        async with speakers.turn("hall"):
            await asyncio.wait_for(_entered(speakers, "ballroom"), 45)
        await live.adopt(small().hall)
        assert speakers.speaker("hall") is None
        assert HallSpeech(live, VoiceSettings()).zones() == []


async def _entered(speakers: Speakers, zone: str) -> None:
    async with speakers.turn(zone):
        pass


def unknown(zone: str) -> SoundState:
    """Screens that have not said anything of their sound."""
    return "unknown"


@pytest.mark.parametrize(
    ("sound", "trouble", "told"),
    [
        ("ready", None, None),
        ("ready", "blocked", None),
        ("ready", "no_screen", None),
        ("ready", "no_engine", "no_engine"),
        ("unknown", None, None),
        ("unknown", "no_answer", "no_answer"),
        ("blocked", None, "blocked"),
        ("missing", "no_engine", "no_sound"),
        (None, None, "no_screen"),
    ],
)
async def test_what_screens_say_of_their_sound_is_known_before_a_call(
    tmp_path: Path, sound: SoundState | None, trouble: str | None, told: str | None
) -> None:
    announcer = Announcer(FakeHall(), FakeMaker(), lambda zone: None)
    if trouble:
        announcer._troubles["hall"] = trouble
    async with live_hall(tmp_path, config=small(SPOKEN)) as (live, _):
        status = speech.statuses(live, announcer, lambda zone: sound)["hall"]
        assert status.reason == (voice_reason(told) if told else None)
        assert status.state == ("failed" if told else "screen")
        await live.adopt(small(SERVED).hall)  # a sound card does not care for screens
        status = speech.statuses(live, announcer, lambda zone: sound)["hall"]
        assert status.state == ("failed" if trouble else "ready")


async def test_what_is_wrong_with_a_voice_is_in_words(tmp_path: Path) -> None:
    class Troubled:
        def trouble(self, zone: str) -> str | None:
            return "no_player" if zone == "ballroom" else None

        def lag(self, zone: str) -> float:
            return 1.26

        def quiet(self, zone: str) -> None:
            return None

        def instead(self, zone: str) -> str | None:
            return "espeak-id" if zone == "hall" else None

        def stand_ins(self, zone: str) -> int:
            return 2 if zone == "hall" else 0

    announcer = Troubled()
    async with live_hall(tmp_path, config=small(SPOKEN)) as (live, _):
        told = speech.statuses(live, announcer, unknown)  # type: ignore[arg-type]
        assert (told["hall"].state, told["hall"].lag, told["hall"].reason) == ("screen", 1.3, None)
        assert (told["hall"].instead, told["hall"].stand_ins) == ("espeak-id", 2)
        assert (told["ballroom"].instead, told["ballroom"].stand_ins) == (None, 0)
        reason = told["ballroom"].reason
        assert told["ballroom"].state == "failed" and reason is not None
        assert reason.en == "the server has no working sound card"
        await live.adopt(small(SERVED).hall)
        assert speech.statuses(live, announcer, unknown)["hall"].state == "ready"  # type: ignore[arg-type]
        await live.adopt(small().hall)
        assert speech.statuses(live, announcer, unknown)["ballroom"].state == "silent"  # type: ignore[arg-type]


# ---- how a zone may speak, and what the counter sees of it

SAID_QUIETLY = """
[prayer]
latitude = -5.11
longitude = 105.31

[[quiet]]
prayer = "dhuhr"
zones = ["hall"]
minutes = 30
voice = "soft"

[[volume]]
hours = "12:30-24:00"
gain_db = -6
"""


async def test_the_terms_follow_the_hour_the_zone_and_the_settings(tmp_path: Path) -> None:
    hands, config = Hands(), small(SPOKEN + SAID_QUIETLY)
    async with live_hall(tmp_path, hands, config) as (live, _):
        hall = HallSpeech(live, config.voice)
        noon = live.now().minute
        assert noon == 5 * 60  # 12:00 in Jakarta is 05:00 in UTC
        assert hall.terms("hall").quiet is None
        hands.pass_(7 * 3_600_000 - 5 * 60_000)
        terms = hall.terms("hall")
        assert terms.quiet is not None
        assert (terms.quiet.silent, terms.quiet.gain, terms.gain) == (False, -12.0, 0.0)
        assert terms.again is not None
        assert 0 < terms.again - hall.tick() <= 60_000
        assert hall.terms("ballroom").quiet is None
        assert hall.terms("ballroom").again is not None
        hands.pass_(60 * 60_000)
        assert (hall.terms("hall").quiet, hall.terms("hall").gain) == (None, -6.0)
        hall.adopt(VoiceSettings(times=2))
        assert hall.terms("hall") == Terms(steps=Steps(times=2))


async def test_a_clock_in_doubt_keeps_no_times(tmp_path: Path) -> None:
    hands = Hands()
    always = small(SPOKEN + '[[quiet]]\nhours = "00:00-24:00"\n')
    async with live_hall(tmp_path, hands, always) as (live, _):
        hall = HallSpeech(live, always.voice)
        assert hall.terms("hall").quiet is not None
        hands.at -= 40 * 24 * 3_600_000
        assert live.now().doubtful
        assert hall.terms("hall") == Terms(steps=hall.terms("hall").steps)


async def test_prayers_without_a_place_never_come(voice: Voice) -> None:
    time = QuietTime(name=Text("a", "a"), when=When(), prayer="dhuhr", minutes=1440)
    assert HallSpeech(voice.live, VoiceSettings(quiet=(time,))).terms("hall").quiet is None


QUIET = QuietTime(name=Text("Salat", "Prayer"), when=When(spans=(Span(0, 1440),)))
GONE_SCREEN = Outcome("failed", "screen_gone")


@pytest.mark.parametrize(
    ("settings", "outcome", "said", "reason"),
    [
        (VoiceSettings(), Outcome("heard"), "heard", None),
        (VoiceSettings(quiet=(QUIET,)), Outcome("heard"), "skipped", "quiet"),
        (VoiceSettings(quiet=(replace(QUIET, manner="soft"),)), Outcome("heard"), "heard", "soft"),
        (VoiceSettings(short_from=1), Outcome("heard"), "heard", "short"),
        (VoiceSettings(times=2, once_from=1), Outcome("heard"), "heard", "once"),
        (VoiceSettings(), Outcome("blocked", "blocked"), "blocked", "blocked"),
        (VoiceSettings(short_from=1), GONE_SCREEN, "failed", "screen_gone"),
        (VoiceSettings(), VoiceTrouble("no_player"), "failed", "no_player"),
        (VoiceSettings(), RuntimeError("boom"), "failed", "internal"),
    ],
)
async def test_every_way_ends_with_a_result_that_the_counter_sees(
    voice: Voice, settings: VoiceSettings, outcome: Outcome | Exception, said: str,
    reason: str | None,
) -> None:  # fmt: skip
    live, speaker = voice.live, FakeSpeaker(outcome=outcome)
    talker = Announcer(HallSpeech(live, settings), FakeMaker(), lambda zone: speaker, breath=0.01)
    live.watch(lambda records, state: talker.wake(state.hall.zone))
    live.surround(lambda: Around(voice=speech.statuses(live, talker, unknown)))
    task = asyncio.create_task(talker.run())
    await voice.called()

    def seen() -> shapes.CounterView:
        view = live.view("counter/1")
        assert isinstance(view, shapes.CounterView)
        return view

    def ended() -> bool:
        proof = seen().proof
        return proof is not None and proof.said not in ("waiting", "speaking")

    await eventually(ended)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    view = seen()
    assert view.proof is not None
    assert view.proof.said == said
    assert view.proof.reason == (voice_reason(reason) if reason else None)
    status = view.voice
    assert status.shortened == (said == "heard" and reason is not None)
    assert status.failed == (said in ("failed", "blocked"))
    assert [(row.reason, row.count) for row in status.dropped] == (
        [(reason, 1)] if said == "skipped" else []
    )
    kept = status.quiet.voice if status.quiet else None
    assert kept == {"quiet": "silent", "soft": "soft"}.get(reason or "")
    floor = live.view("floor")
    assert isinstance(floor, shapes.FloorView)
    assert floor.zones[0].voice == status


def test_every_reason_of_the_agenda_is_in_words() -> None:
    for reason in (*get_args(DropReason), *get_args(ShortReason)):
        assert reason in VOICE


# ---- emergencies


KELUAR = c.StartEmergency(text=Text("Keluar", "Leave"))


async def test_an_emergency_waits_in_each_zone_until_it_is_ended(voice: Voice) -> None:
    await voice.live.submit(KELUAR)
    (alarm,) = voice.live.state.emergencies
    here = voice.one("hall")
    assert (here.id, here.kind, here.state) == (f"{alarm.seq}-hall", "emergency", "current")
    facts = voice.hall.facts(here.id)
    assert dict(facts.texts) == {"id": "Keluar", "en": "Leave"}
    assert (facts.kind, facts.drill) == ("emergency", False)
    await voice.hall.begin(here.id)
    await voice.hall.end(here.id, "heard", None)  # it stands
    assert voice.one("hall").begun == 1
    await voice.live.submit(c.EndEmergency(emergency=alarm.id))
    assert voice.one("hall").state == "over"
    with pytest.raises(Refused, match="announcement_over"):
        voice.hall.facts(here.id)
    await voice.hall.end(here.id, "heard", None)
    assert voice.standing("hall") == []


async def test_an_emergency_that_was_heard_is_known_as_heard_after_a_restart(voice: Voice) -> None:
    await voice.live.submit(KELUAR)
    await voice.hall.begin(voice.one("hall").id)
    assert voice.one("hall").said == 0  # it may have been cut off
    await voice.hall.begin(voice.one("hall").id)
    assert voice.one("hall").said == 1


async def test_a_drill_says_so_first(voice: Voice) -> None:
    await voice.live.submit(c.StartEmergency(text=Text("Keluar", ""), drill=True))
    one = voice.one("hall")
    assert one.drill
    said = voice.hall.facts(one.id)
    assert said.drill
    assert said.texts["id"].startswith("Ini latihan")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (SERVED, True),
        (SPOKEN, False),
        (SERVED.replace('speaker = "server"', 'speaker = "server"\ndevice = "a"', 1), False),
    ],
)
async def test_what_waits_beside_a_zone_is_of_the_same_card(
    tmp_path: Path, text: str, seen: bool
) -> None:
    async with live_hall(tmp_path, Hands(), small(text)) as (live, _):
        hall = HallSpeech(live, VoiceSettings())
        await live.submit(KELUAR)
        assert [one.zone for one in hall.beside("hall")] == (["ballroom"] if seen else [])
        assert hall.beside("nowhere") == []
