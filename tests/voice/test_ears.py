"""The ears find what was said, and each fault that a hall's recordings could show."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio

from signage.voice.maker import system_maker
from signage.voice.phrases import Announcement
from signage.voice.repertoire import load_repertoire
from signage.voice.settings import VoiceSettings
from signage.voice.sound import Samples, read_wav, trimmed
from tests.voice.ears import faults, hear
from tests.voice.fakes import awake
from tests.voice.pulse import RATE
from tests.voice.test_phrases import CALL

pytestmark = pytest.mark.asyncio(loop_scope="module")
TICKETS = (("B001", "3"), ("B002", "4"), ("B003", "3"), ("C011", "4"))
DUE = {"hall-a": ["B001", "B002", "B003"], "hall-b": ["C011"]}
Said = Sequence[tuple[float, str]]
Makings = dict[str, list[Samples]]
RIGHT: dict[str, Said] = {
    "hall-a": [(0.5, "B001"), (7.5, "B002"), (14.5, "B003")],
    "hall-b": [(2.0, "C011")],
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sentences(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Makings]:
    """Sentences that differ in a digit, as the hall makes them."""
    voices = load_repertoire(Path(__file__).parents[2] / "voices")
    maker = system_maker(voices, VoiceSettings(), tmp_path_factory.mktemp("sounds"))
    await awake(maker)
    made = {}
    for ticket, counter in TICKETS:
        call: Announcement = replace(CALL, ticket=ticket, counter=counter)
        clip = await maker.make(call, chime=False)
        sound = read_wav(clip.path.read_bytes())
        assert sound is not None
        made[ticket] = [trimmed(sound).samples]
    await maker.close()
    yield made


def recorded(said: Said, sentences: Makings, seed: int = 3) -> Samples:
    """A room's recording: faint noise, and 50 ms lost in the midst of every sentence."""
    chance = np.random.default_rng(seed)
    room = np.zeros(29 * RATE, dtype=np.float32)
    for begin, name in said:
        (sentence,) = sentences[name]
        at, cut = round(begin * RATE), int(len(sentence) * chance.uniform(0.2, 0.8))
        lossy = np.delete(sentence, slice(cut, cut + RATE // 20))
        room[at : at + len(lossy)] += lossy
    noise = chance.standard_normal(len(room)) * 0.0005
    return np.asarray(room * 0.9 + noise, dtype=np.float32)


async def test_each_sentence_is_heard_where_it_is(sentences: Makings) -> None:
    heard = hear(recorded(RIGHT["hall-a"], sentences), sentences)
    assert [one.name for one in heard] == ["B001", "B002", "B003"]
    for one, (begin, _) in zip(heard, RIGHT["hall-a"], strict=True):
        assert one.begin == pytest.approx(begin, abs=0.1)
        assert one.sure > 0.8


async def test_a_right_hall_has_no_fault(sentences: Makings) -> None:
    rooms = {zone: recorded(said, sentences) for zone, said in RIGHT.items()}
    assert faults(rooms, sentences, DUE) == []


@pytest.mark.parametrize(
    ("zone", "said", "told"),
    [
        ("hall-a", [(0.5, "B001"), (14.5, "B003")], ["hall-a: missing B002"]),
        ("hall-a", [*RIGHT["hall-a"], (21.5, "B003")], ["hall-a: doubled B003"]),
        ("hall-b", [*RIGHT["hall-b"], (10.0, "B002")], ["hall-b: stray B002"]),
        (
            "hall-a",
            [(0.5, "B001"), (7.5, "B003"), (14.5, "B002")],
            ["hall-a: B002 after B003"],
        ),
        (
            "hall-a",
            [(0.5, "B001"), (7.5, "B002"), (11.5, "B003")],
            ["hall-a: B003 begins over B002"],
        ),
    ],
)
async def test_control_each_fault_is_found(
    zone: str, said: Said, told: list[str], sentences: Makings
) -> None:
    rooms = {name: recorded(was, sentences) for name, was in {**RIGHT, zone: said}.items()}
    assert faults(rooms, sentences, DUE) == told


async def test_control_a_sound_that_nobody_knows_is_found(
    sentences: Makings,
) -> None:
    rooms = {zone: recorded(said, sentences) for zone, said in RIGHT.items()}
    hum = 0.2 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)
    rooms["hall-b"][20 * RATE : 21 * RATE] += hum.astype(np.float32)
    assert faults(rooms, sentences, DUE) == ["hall-b: an unknown sound at 20.0 s"]
