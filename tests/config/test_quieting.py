"""Quiet times and volumes as a mall writes them, and what is refused."""

from __future__ import annotations

import pytest

from signage.errors import ConfigError
from signage.queueing.hall import Text
from signage.queueing.hours import Span
from signage.voice.prayers import Place
from signage.voice.quiet import QuietTime, Volume, When
from tests.config.test_loading import SAMPLE, SMALL, read

PLACE = """
[prayer]
latitude = -5
longitude = 105.31
"""


def test_nobody_is_quiet_unless_it_is_written() -> None:
    voice = read(SMALL).voice
    assert (voice.quiet, voice.volume, voice.place) == ((), (), None)


def test_what_is_written_is_kept() -> None:
    voice = read(
        SMALL
        + PLACE
        + """
[[quiet]]
name = { id = "Salat Jumat", en = "Friday prayer" }
prayer = "friday"
before = 10
minutes = 60

[[quiet]]
zones = ["hall-b"]
days = ["fri", "mon"]
dates = ["2026-12-01"]
hours = ["09:00-10:00", "11:00-12:00"]
voice = "soft"
gain_db = -9
later = true

[[volume]]
gain_db = -6
"""
    ).voice
    friday, event = voice.quiet
    assert friday == QuietTime(
        name=Text("Salat Jumat", "Friday prayer"), when=When(), prayer="friday", before=10,
        minutes=60,
    )  # fmt: skip
    assert event == QuietTime(
        name=Text("Waktu tenang", "Quiet time"),
        when=When(
            zones=("hall-b",), days=(0, 4), dates=("2026-12-01",),
            spans=(Span(540, 600), Span(660, 720)),
        ),
        manner="soft", gain=-9.0, later=True,
    )  # fmt: skip
    assert voice.volume == (Volume(when=When(spans=(Span(0, 1440),)), gain=-6.0),)
    assert voice.place == Place(latitude=-5.0, longitude=105.31, ihtiyat=2)


@pytest.mark.parametrize(
    ("written", "key", "told"),
    [
        ('[[quiet]]\nname = "x"', "quiet", "either hours or a prayer"),
        ('[[quiet]]\nhours = "09:00-10:00"\nprayer = "asr"', "quiet", "either hours"),
        ('[[quiet]]\nprayer = "asr"', "quiet.prayer", "add [prayer]"),
        ('[[quiet]]\nprayer = "noon"', "quiet.prayer", "use “fajr”, “dhuhr”"),
        ('[[quiet]]\nhours = "9-10"', "quiet.hours", "like 08:00-15:30"),
        ('[[quiet]]\nhours = "09:00-10:00"\nzones = ["hall-c"]', "quiet.zones", "did you mean"),
        ('[[quiet]]\nhours = "09:00-10:00"\ndays = ["monday"]', "quiet.days", "use “mon”, “tue”"),
        ('[[quiet]]\nhours = "09:00-10:00"\ndates = ["1.12.2026"]', "quiet.dates", "2026-12-31"),
        ('[[quiet]]\nhours = "09:00-10:00"\ndates = ["20261201"]', "quiet.dates", "no date"),
        ('[[quiet]]\nhours = "09:00-10:00"\ngain_db = 3', "quiet.gain_db", "at most 0"),
        ("[[volume]]\ngain_db = -41", "volume.gain_db", "at least -40"),
        ('[[volume]]\nhours = "09:00-10:00"', "volume.gain_db", "this key is missing"),
        ("[prayer]\nlatitude = 70.5\nlongitude = 1", "prayer.latitude", "at most 65"),
        ("[prayer]\nlatitude = 1.5", "prayer.longitude", "this key is missing"),
        ("[[prayer]]\nlatitude = 1.5", "prayer", "this is a table"),
    ],
)
def test_what_can_not_be_kept_is_refused_with_the_way_out(
    written: str, key: str, told: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read(f"{SMALL}\n{written}\n")
    assert caught.value.key == key
    assert told in str(caught.value)


def test_the_examples_in_the_sample_are_right() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    head, _, rest = text.partition("# [[quiet]]")
    examples, mark, tail = rest.partition("# ---- Bookings")
    shown = "\n".join(line.removeprefix("#").removeprefix(" ") for line in examples.splitlines())
    shown = shown.replace("How loud", "# How loud")
    voice = read(f"{head}[[quiet]]{shown}\n{mark}{tail}").voice
    assert [time.name.id for time in voice.quiet] == [
        "Salat Jumat", "Azan Zuhur", "Acara di Ballroom",
    ]  # fmt: skip
    assert [volume.gain for volume in voice.volume] == [-6.0]
