"""What the command line asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile

from signage.voice.repertoire import load_repertoire
from signage.voice.say import play, say_text, say_ticket
from signage.voice.settings import VoiceSettings
from tests.voice.pulse import PulseServer, islands

REPERTOIRE = load_repertoire(Path(__file__).parents[2] / "voices")
BOTH = VoiceSettings(languages=("id", "en"))


async def test_a_ticket_in_one_language_and_in_all(tmp_path: Path) -> None:
    one = await say_ticket(
        "A012", "3", repertoire=REPERTOIRE, settings=BOTH, folder=tmp_path, language="en"
    )
    assert one.caption == "Ticket number A zero one two, please proceed to counter three."
    every = await say_ticket("A012", "3", repertoire=REPERTOIRE, settings=BOTH, folder=tmp_path)
    assert every.caption.startswith("Nomor antrean A nol satu dua, silakan menuju loket tiga.")
    assert every.length > one.length
    assert soundfile.info(str(every.path)).frames > 0


async def test_a_text(tmp_path: Path) -> None:
    clip = await say_text(
        "Loket imigrasi tutup pukul 11.", repertoire=REPERTOIRE, settings=BOTH, folder=tmp_path
    )
    assert clip.complete
    assert clip.caption == "Loket imigrasi tutup pukul 11."


@pytest.mark.sound
async def test_play(
    tmp_path: Path, require: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    require("pulseaudio")
    clip = await say_text("Satu.", repertoire=REPERTOIRE, settings=BOTH, folder=tmp_path)
    with PulseServer(tmp_path / "pulse") as pulse:
        pulse.sink("hall_a")
        monkeypatch.setenv("PULSE_SERVER", pulse.environment["PULSE_SERVER"])
        with pulse.record("hall_a") as heard:
            assert (await play(clip, "paplay:hall_a")).result == "heard"
        assert islands(heard.samples)
