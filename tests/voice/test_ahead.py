"""Working ahead: what is wanted, that it is there when the call comes, and that no call waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from signage.errors import VoiceTrouble
from signage.live import Live
from signage.queueing import commands as c
from signage.speech import HallSpeech
from signage.voice.ahead import DEPTH, Foresight, Wanted, ahead
from signage.voice.clips import ClipStore
from signage.voice.loudness import CEILING, TARGET
from signage.voice.maker import ClipMaker
from signage.voice.phrases import Announcement, Brevity, Utterance
from signage.voice.profiles import Profile
from signage.voice.repertoire import load_repertoire
from signage.voice.settings import VoiceSettings
from signage.voice.sound import Sound, read_wav
from tests.halls import SMALL, live_hall, small
from tests.voice.test_loudness import metered, oversampled_peak, speechlike
from tests.voice.test_sound import tone

VOICED = SMALL.replace('speaker = "none"', 'speaker = "screen"')
FOUND = load_repertoire(Path(__file__).parents[2] / "voices")
PROFILES = {
    language: Profile(name=f"slow-{language}", engine="piper", language=language)
    for language in ("id", "en")
}
SLOW = replace(FOUND, profiles={p.name: p for p in PROFILES.values()})
SETTINGS = VoiceSettings(profiles={"id": "slow-id", "en": "slow-en"})


@asynccontextmanager
async def waiting(
    folder: Path, tickets: int = 3, text: str = VOICED, counters: str = "12"
) -> AsyncIterator[Live]:
    """A hall with open counters and people who wait for cards."""
    folder.mkdir(exist_ok=True)
    async with live_hall(folder, config=small(text)) as (live, _):
        for counter in counters:
            await live.submit(c.OpenCounter(counter=counter))
        for _ in range(tickets):
            await live.submit(c.IssueTicket(service="card"))
        yield live


def short(wanted: tuple[Wanted, ...]) -> list[str]:
    return [f"{one.announcement.ticket}>{one.announcement.counter} {one.brevity}" for one in wanted]


async def test_who_is_first_at_each_counter_is_wanted_first(tmp_path: Path) -> None:
    async with waiting(tmp_path, tickets=2) as live:
        assert short(ahead(live.state)) == [
            "A001>1 whole", "A001>1 short", "A001>2 whole", "A001>2 short",
            "A002>1 whole", "A002>1 short", "A002>2 whole", "A002>2 short",
        ]  # fmt: skip


async def test_it_is_bounded(tmp_path: Path) -> None:
    async with waiting(tmp_path, tickets=40) as live:
        assert len(ahead(live.state)) == 2 * 2 * DEPTH
        assert short(ahead(live.state, depth=1)) == short(ahead(live.state))[:4]
        assert short(ahead(live.state, most=3)) == short(ahead(live.state))[:3]


async def test_a_shut_counter_and_a_silent_zone_want_nothing(tmp_path: Path) -> None:
    async with waiting(tmp_path / "shut", counters="2") as live:
        assert {one.announcement.counter for one in ahead(live.state)} == {"2"}
    async with waiting(tmp_path / "silent", text=SMALL) as live:
        assert ahead(live.state) == ()
    heard = VOICED.replace('"Hall" }\nspeaker = "screen"', '"Hall" }\nspeaker = "none"')
    async with waiting(tmp_path / "heard", tickets=1, text=heard) as live:
        assert short(ahead(live.state)) == ["A001>1 short", "A001>2 short"]


async def test_what_is_wanted_is_what_will_be_called(tmp_path: Path) -> None:
    """The sentence of the guess is that of the call, or it would be made for nothing."""
    async with waiting(tmp_path) as live:
        guess = ahead(live.state)[0].announcement
        await live.submit(c.CallNext(counter="1"))
        waits = HallSpeech(live, SETTINGS).waiting("hall")
        facts = HallSpeech(live, SETTINGS).facts(waits[0].id)
    assert FOUND.words.say(guess, SETTINGS) == FOUND.words.say(facts, SETTINGS)
    assert FOUND.words.say(guess, SETTINGS, "short") == FOUND.words.say(facts, SETTINGS, "short")


@dataclass
class Slow:
    """An engine that needs a while, and knows when it is at work."""

    seconds: float = 0.02
    asked: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    held: asyncio.Event | None = None
    problem: VoiceTrouble | None = None
    sound: Sound = field(default_factory=lambda: tone(0.5))

    async def prepare(self, profile: Profile) -> None: ...

    async def render(self, utterance: Utterance, profile: Profile) -> Sound:
        self.asked.append(utterance.text)
        if self.problem:
            raise self.problem
        if self.held:
            await self.held.wait()
        await asyncio.sleep(self.seconds)
        self.made.append(utterance.text)
        return self.sound

    async def close(self) -> None: ...


def making(
    folder: Path, front: Slow, behind: Slow, settings: VoiceSettings = SETTINGS
) -> ClipMaker:
    return ClipMaker(
        SLOW, settings, {"piper": front}, ClipStore(folder, 10**8), {"piper": behind}
    )  # fmt: skip


@asynccontextmanager
async def at_work(foresight: Foresight) -> AsyncIterator[None]:
    task = asyncio.create_task(foresight.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait((task,))


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(45):
        while not true():  # noqa: ASYNC110 - looks at a fake from outside
            await asyncio.sleep(0.01)


async def test_when_the_call_comes_the_clip_is_there(tmp_path: Path) -> None:
    front, behind = Slow(), Slow()
    maker = making(tmp_path / "sounds", front, behind)
    async with waiting(tmp_path, tickets=3) as live:
        wanted = ahead(live.state)
        async with at_work(Foresight(lambda: ahead(live.state), maker)):
            await until(lambda: len(list((tmp_path / "sounds").glob("*.wav"))) == 2 * (3 + 2))
        for one in wanted:
            assert (await maker.make(one.announcement, one.brevity)).complete
    # Halves: three tickets and two counters, whole and short; not three times two.
    assert front.asked == []
    assert len(set(behind.made)) == len(behind.made) == 10


async def test_halves_that_are_only_joined_carry(tmp_path: Path) -> None:
    # halves as long as they are spoken: in less, the bell and the breath would count for much
    front, behind = Slow(sound=speechlike(2.4)), Slow(sound=speechlike(1.8, 0.05))
    maker = making(tmp_path / "sounds", front, behind)
    async with waiting(tmp_path) as live:
        call = ahead(live.state)[0].announcement
    await maker.ahead(call, "whole")
    for one in (call, replace(call, ticket="A099")):
        sound = read_wav((await maker.make(one)).path.read_bytes())
        assert sound is not None
        assert metered(sound) == pytest.approx(TARGET, abs=1.0)
        assert oversampled_peak(sound.samples) <= CEILING


async def test_control_without_it_the_call_makes_it_itself(tmp_path: Path) -> None:
    front = Slow()
    async with waiting(tmp_path) as live:
        call = ahead(live.state)[0].announcement
    await making(tmp_path / "sounds", front, Slow()).make(call)
    assert len(front.asked) == 2


async def test_a_call_never_waits_for_what_is_made_ahead(tmp_path: Path) -> None:
    front, behind = Slow(), Slow(held=asyncio.Event())
    maker = making(tmp_path / "sounds", front, behind)
    async with waiting(tmp_path) as live:
        call = ahead(live.state)[-1].announcement
        async with at_work(Foresight(lambda: ahead(live.state), maker)):
            await until(lambda: len(behind.asked) == 1)
            assert (await asyncio.wait_for(maker.make(call), 45)).complete
            assert len(behind.asked) == 1


async def test_nothing_is_begun_while_a_call_is_made(tmp_path: Path) -> None:
    front, behind = Slow(held=asyncio.Event()), Slow()
    maker = making(tmp_path / "sounds", front, behind)
    async with waiting(tmp_path) as live:
        call = ahead(live.state)[0].announcement
        made = asyncio.create_task(maker.make(call))
        await until(lambda: len(front.asked) == 1)
        async with at_work(Foresight(lambda: ahead(live.state), maker)):
            await asyncio.sleep(0.1)
            assert behind.asked == []
            assert front.held is not None
            front.held.set()
            await made
            await until(lambda: bool(behind.asked))


async def test_a_hall_that_moves_on_is_looked_at_anew(tmp_path: Path) -> None:
    front, behind = Slow(), Slow()
    maker = making(tmp_path / "sounds", front, behind)
    async with waiting(tmp_path, tickets=1) as live:
        foresight = Foresight(lambda: ahead(live.state), maker)
        live.watch(lambda records, state: foresight.wake())
        async with at_work(foresight):
            await until(lambda: len(behind.asked) == 2 * (1 + 2))
            await live.submit(c.IssueTicket(service="card"))
            await until(lambda: len(behind.asked) == 2 * (2 + 2))


async def test_a_stream_of_news_does_not_keep_it_at_the_first_sentence(tmp_path: Path) -> None:
    done: list[str] = []

    class Noting:
        async def ahead(self, announcement: Announcement, brevity: Brevity) -> None:
            foresight.wake()
            done.append(f"{announcement.ticket} {brevity}")

    async with waiting(tmp_path, counters="1") as live:
        foresight = Foresight(lambda: ahead(live.state), Noting())
        async with at_work(foresight):
            await until(lambda: len(done) >= 6)
            await asyncio.sleep(0.05)
    assert done == [f"A00{n} {how}" for n in (1, 2, 3) for how in ("whole", "short")]


@pytest.mark.parametrize("problem", [VoiceTrouble("no_engine"), VoiceTrouble("store_failed")])
async def test_a_dead_engine_is_left_alone_for_a_while(
    tmp_path: Path, problem: VoiceTrouble
) -> None:
    front, behind = Slow(), Slow(problem=problem)
    maker = making(tmp_path / "sounds", front, behind)
    async with waiting(tmp_path) as live:
        foresight = Foresight(lambda: ahead(live.state), maker, rest=1.0)
        async with at_work(foresight):
            await until(lambda: bool(behind.asked))
            for _ in range(5):
                foresight.wake()
                await asyncio.sleep(0.01)
            assert len(behind.asked) == 1
            behind.problem = None
            await until(lambda: len(behind.asked) == 1 + 2 * (3 + 2))


async def test_a_fault_does_not_end_it(tmp_path: Path) -> None:
    asked: list[int] = []

    def wanted() -> tuple[Wanted, ...]:
        asked.append(1)
        raise KeyError("x")

    foresight = Foresight(wanted, making(tmp_path, Slow(), Slow()), rest=0.01)
    async with at_work(foresight):
        await until(lambda: len(asked) == 1)
        foresight.wake()
        await until(lambda: len(asked) == 2)


async def test_only_slow_voices_work_ahead(tmp_path: Path) -> None:
    assert making(tmp_path, Slow(), Slow()).slow
    quick = ClipMaker(FOUND, VoiceSettings(), {"espeak": Slow()}, ClipStore(tmp_path, 10**8))
    assert not quick.slow
    nobody = making(tmp_path, Slow(), Slow(), VoiceSettings(profiles={"id": "siti"}))
    assert not nobody.slow
    async with waiting(tmp_path / "hall") as live:
        one = ahead(live.state)[0]
        await quick.ahead(one.announcement, one.brevity)
    assert list(tmp_path.glob("*.wav")) == []


# ---- a mall's own words

OWN = """
[voice]
profiles = { id = "espeak-id", en = "espeak-en" }

[[phrases]]
language = "id"
zones = ["ballroom"]
short = "Loket {counter}, {ticket}."

[[phrases]]
language = "id"
agencies = ["civil"]
call = "Kartu {ticket}, loket {counter}."
transfer = "Lanjutkan {ticket}, loket {counter}."
"""


async def test_a_zone_with_words_of_its_own_is_worked_ahead_for(tmp_path: Path) -> None:
    settings = replace(small(VOICED + OWN).voice, profiles=SETTINGS.profiles)
    async with waiting(tmp_path, tickets=1, counters="1") as live:
        wanted = ahead(live.state, apart=settings.zones_apart)
        ways = [(one.announcement.zone, one.brevity) for one in wanted]
        assert ways == [("hall", "whole"), ("hall", "short"), ("ballroom", "short")]
        guesses = {
            (one.announcement.zone, one.brevity): FOUND.words.say(
                one.announcement, settings, one.brevity
            )
            for one in wanted
        }
        await live.submit(c.CallNext(counter="1"))
        spoken = HallSpeech(live, settings)
        for zone, brevity in guesses:
            (waits,) = spoken.waiting(zone)
            said = FOUND.words.say(spoken.facts(waits.id), settings, brevity)
            assert said == guesses[zone, brevity]
    whole, _, elsewhere = (said[0].caption for said in guesses.values())
    assert (whole, elsewhere) == (
        "Kartu A nol nol satu, loket satu.",
        "Loket satu, A nol nol satu.",
    )


async def test_who_was_sent_on_is_foreseen_as_such(tmp_path: Path) -> None:
    async with waiting(tmp_path, tickets=1, counters="12") as live:
        await live.submit(c.CallNext(counter="1"))
        await live.submit(c.Transfer(counter="1", service=None, to_counter="2"))
        (guess, *_) = ahead(live.state)
        assert (guess.announcement.kind, guess.announcement.counter) == ("transfer", "2")
        await live.submit(c.CallNext(counter="2"))
        spoken = HallSpeech(live, SETTINGS)
        waits = spoken.waiting("hall")[-1]
        assert (waits.kind, waits.opening) == ("transfer", "transfer")
        facts = spoken.facts(waits.id)
        assert FOUND.words.say(guess.announcement, SETTINGS) == FOUND.words.say(facts, SETTINGS)
        await live.submit(c.Recall(counter="2"))
        again = spoken.waiting("hall")[-1]
        assert (again.kind, again.opening) == ("recall", "transfer")


async def test_new_words_are_worked_ahead_for_anew(tmp_path: Path) -> None:
    front, behind = Slow(), Slow()
    maker = making(tmp_path / "sounds", front, behind)
    own = replace(SETTINGS, phrases=small(VOICED + OWN).voice.phrases)
    async with waiting(tmp_path, tickets=1, counters="1") as live:
        foresight = Foresight(lambda: ahead(live.state, apart=maker.settings.zones_apart), maker)
        async with at_work(foresight):
            await until(lambda: len(behind.made) == 4)
            maker.adopt(own)
            foresight.anew()
            await until(lambda: any(text.startswith("Kartu") for text in behind.made))
            await until(lambda: "Loket 1, A, 0, 0, 1." in behind.made)  # the ballroom's own
