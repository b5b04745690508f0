"""Profiles of system voices."""

from __future__ import annotations

import pytest

from signage.errors import ConfigError
from signage.voice.profiles import Profile, parse_profile


def test_a_whole_profile() -> None:
    text = (
        'engine = "espeak"\nlanguage = "id"\nvoice = "id+f2"\nrate = 140\npitch = 60\ngain = -2.5'
    )
    assert parse_profile(text, "f2", "f2.toml") == Profile(
        name="f2", engine="espeak", language="id", voice="id+f2", rate=140, pitch=60, gain=-2.5
    )


def test_what_is_left_out() -> None:
    found = parse_profile('engine = "system"\nlanguage = "en"', "x", "x.toml")
    assert (found.voice, found.rate, found.pitch, found.gain) == ("", 150, 50, 0.0)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("engine", ""),
        ('engine = "cloud"\nlanguage = "id"', "engine"),
        ('engine = "espeak"', "language"),
        ('engine = "espeak"\nlanguage = 3', "language"),
        ('engine = "espeak"\nlanguage = "id"\nrate = 5000', "rate"),
        ('engine = "espeak"\nlanguage = "id"\npitch = true', "pitch"),
        ('engine = "espeak"\nlanguage = "id"\nspeed = 3', "speed"),
        ('engine = "espeak"\nlanguage = "id"\ninstead = 3', "instead"),
        ('engine = "pack"\nlanguage = "id"', "voice"),
        ('engine = "piper"\nlanguage = "id"', "voice"),
    ],
)
def test_a_bad_profile(text: str, key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_profile(text, "x", "x.toml")
    assert (caught.value.file, caught.value.key) == ("x.toml", key)


def test_only_a_neural_voice_is_slow() -> None:
    for engine, slow in (("espeak", False), ("pack", False), ("piper", True)):
        text = f'engine = "{engine}"\nlanguage = "id"\nvoice = "x"\ninstead = "espeak-id"'
        found = parse_profile(text, "x", "x.toml")
        assert (found.slow, found.instead) == (slow, "espeak-id")
