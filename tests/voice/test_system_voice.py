"""The real worker with the real library, and workers that misbehave."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import uvloop

from signage.errors import VoiceTrouble
from signage.voice.phrases import Utterance
from signage.voice.profiles import Profile
from signage.voice.repertoire import load_repertoire
from signage.voice.system_voice import SystemVoice

PROFILES = load_repertoire(Path(__file__).parents[2] / "voices").profiles
ID, EN = PROFILES["espeak-id"], PROFILES["espeak-en"]
HALLO = Utterance("id", "Nomor antrean A, 0, 1, 2.", "")


@pytest.fixture
async def voice() -> AsyncIterator[SystemVoice]:
    voice = SystemVoice(patience=20.0)
    yield voice
    await voice.close()


def misbehaving(tmp_path: Path, body: str, patience: float = 20.0) -> SystemVoice:
    """A voice whose worker runs `body` for each request; `turn` counts workers from 1."""
    script = tmp_path / "worker.py"
    count = tmp_path / "count"
    script.write_text(
        "import sys, time, os, json\n"
        f"open({str(count)!r}, 'a').write('x'); turn = os.path.getsize({str(count)!r})\n"
        "def answer(header, sound=b''):\n"
        "    os.write(1, json.dumps({**header, 'bytes': len(sound)}).encode() + b'\\n' + sound)\n"
        f"for line in sys.stdin:\n    {body}\n"
    )
    return SystemVoice((sys.executable, str(script)), patience=patience)


def workers(tmp_path: Path) -> int:
    return (tmp_path / "count").stat().st_size


async def test_it_speaks_both_languages(voice: SystemVoice) -> None:
    await voice.prepare(ID)
    indonesian = await voice.render(HALLO, ID)
    english = await voice.render(Utterance("en", "Ticket number A, 0, 1, 2.", ""), EN)
    assert indonesian.rate == english.rate == 22_050
    assert 1.5 < indonesian.length < 6
    assert 1.5 < english.length < 6


async def test_rate_and_voice_of_one_sentence_do_not_touch_the_next(voice: SystemVoice) -> None:
    fast = Profile(name="fast", engine="espeak", language="id", voice="id", rate=300)
    lengths = [round((await voice.render(HALLO, p)).length, 1) for p in (ID, fast, EN, ID, fast)]
    assert lengths[0] == lengths[3]
    assert lengths[1] == lengths[4] < lengths[0]


async def test_many_at_once_are_each_their_own(voice: SystemVoice) -> None:
    texts = [f"A, {'9, ' * n}9." for n in range(12)]
    sounds = await asyncio.gather(*(voice.render(Utterance("id", t, ""), ID) for t in texts))
    lengths = [sound.length for sound in sounds]
    assert lengths == sorted(lengths)


@pytest.mark.parametrize(
    ("said", "phonemes"),
    [
        ("A, 0, 1, 2.", "ˈa nˈol sˈatu dˈua"),
        ("4, K, 10.", "ˈəmpat kˈa səpˈuluh"),
        ("loket 3.", "lokət tˈiɡa"),
        ("i ka de.", "ˈi kˈa dˈɛ"),
        ("ka te pe el.", "kˈa tˈɛ pˈɛ ˈɛl"),
        ("es ka ce ka.", "ˈes kˈa tʃˈɛ kˈa"),
        ("sim.", "sˈim"),
        ("antrean silakan.", "antrˈɛan silˈakan"),
    ],
)
async def test_phonemes(voice: SystemVoice, said: str, phonemes: str) -> None:
    heard = await voice.phonemes(said, ID)
    assert heard.replace("ˈ", "").replace("ˌ", "") == phonemes.replace("ˈ", "")


async def test_why_numerals_and_a_stop(voice: SystemVoice) -> None:
    """The controls: a number as a word, an abbreviation as a word, a sentence without its stop."""
    assert "ɛmpat" in await voice.phonemes("empat.", ID)
    assert "pdˈam" in await voice.phonemes("PDAM.", ID)
    assert "dˈua" not in await voice.phonemes("A, 0, 1, 2", ID)


async def test_every_number_is_one_that_the_engine_knows(voice: SystemVoice) -> None:
    for number, heard in (
        (11, "səbəlas"),
        (12, "duabəlas"),
        (105, "səratus lima"),
        (200, "duaratus"),
    ):
        found = await voice.phonemes(f"{number}.", ID)
        assert found.replace("ˈ", "").replace("ˌ", "") == heard


@pytest.mark.parametrize("text", ["é🎉", "$(reboot); `x`", "<speak>x</speak>", "a" * 400])
async def test_odd_texts_do_no_harm(voice: SystemVoice, text: str) -> None:
    try:
        await voice.render(Utterance("id", text, ""), ID)
    except VoiceTrouble as trouble:
        assert trouble.code == "engine_failed"
    assert (await voice.render(HALLO, ID)).length > 1


async def test_an_unknown_voice(voice: SystemVoice) -> None:
    nobody = Profile(name="x", engine="espeak", language="id", voice="nobody-at-all")
    with pytest.raises(VoiceTrouble) as caught:
        await voice.render(HALLO, nobody)
    assert caught.value.code == "engine_failed"
    assert (await voice.render(HALLO, ID)).length > 1


async def test_a_killed_worker_is_replaced(voice: SystemVoice) -> None:
    await voice.render(HALLO, ID)
    process = voice._process
    assert process is not None
    os.kill(process.pid, 9)
    assert (await voice.render(HALLO, ID)).length > 1
    assert voice._process is not None
    assert voice._process.pid != process.pid


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_a_worker_that_died_while_nobody_spoke(
    loop: Callable[[], asyncio.AbstractEventLoop],
) -> None:
    """The hall runs on uvloop, whose closed pipes raise RuntimeError: it must be silent once at
    the most, and not for ever."""

    async def morning() -> None:
        voice = SystemVoice(patience=20.0)
        await voice.render(HALLO, ID)
        for _ in range(2):
            process = voice._process
            assert process is not None
            process.kill()
            await process.wait()
            await asyncio.sleep(0.1)  # its pipes are closed by now
            assert (await voice.render(HALLO, ID)).length > 1.5
        await voice.close()

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(morning())


async def test_a_cancelled_sentence_does_not_answer_the_next(voice: SystemVoice) -> None:
    await voice.prepare(ID)
    long = Utterance("id", "satu dua tiga, " * 60, "")
    task = asyncio.create_task(voice.render(long, ID))
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert (await voice.render(HALLO, ID)).length < 6


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("time.sleep(60)", "engine_hung"),
        ("sys.exit(3)", "no_engine"),
        ("print('hello', flush=True)", "no_engine"),
        ("answer({}, b'RIFF')", "engine_failed"),
        ("answer({}, b'')", "engine_failed"),
        ("answer({'trouble': 'engine_failed', 'detail': 'x'})", "engine_failed"),
        ("answer({'trouble': 'no_engine', 'detail': 'x'})", "no_engine"),
    ],
)
async def test_any_doubt_kills_the_worker_and_tries_once_more(
    tmp_path: Path, body: str, code: str
) -> None:
    voice = misbehaving(tmp_path, body, 2.0 if code == "engine_hung" else 20.0)
    with pytest.raises(VoiceTrouble) as caught:
        await voice.render(HALLO, ID)
    assert caught.value.code == code
    assert workers(tmp_path) == 2
    with pytest.raises(VoiceTrouble):
        await voice.render(HALLO, ID)
    # A dead engine rests; one that only failed at a text is asked again.
    assert workers(tmp_path) == (4 if code == "engine_failed" else 2)
    await voice.close()


CUT = """
    import io, wave
    out = io.BytesIO(); w = wave.open(out, 'wb'); w.setnchannels(1); w.setsampwidth(2)
    w.setframerate(22050); w.writeframes({frames}); w.close(); answer({{}}, out.getvalue())"""


@pytest.mark.parametrize(
    "frames", ["b'\\x40\\x40' * 200", "b'\\0\\0' * 60000", "b'\\x40\\x40' * 9000000"]
)
async def test_a_cut_a_silent_and_an_endless_sound_are_doubted(tmp_path: Path, frames: str) -> None:
    voice = misbehaving(tmp_path, CUT.format(frames=frames).strip())
    with pytest.raises(VoiceTrouble) as caught:
        await voice.render(HALLO, ID)
    assert caught.value.code == "engine_failed"
    await voice.close()


async def test_a_systems_voice_begins_anew_for_another_rate(voice: SystemVoice) -> None:
    workers = []
    for rate in (120, 120, 200):
        stock = Profile(name="x", engine="system", language="id", voice="id", rate=rate)
        await voice.render(HALLO, stock)
        assert voice._process is not None
        workers.append(voice._process.pid)
    assert workers[0] == workers[1] != workers[2]


async def test_no_python_at_all() -> None:
    voice = SystemVoice(("/nowhere/python",))
    with pytest.raises(VoiceTrouble) as caught:
        await voice.render(HALLO, ID)
    assert caught.value.code == "no_engine"
    await voice.close()
