"""Notices, playlists, schedules and tickers as a mall writes them, and what is refused."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from signage.config.indonesian import told
from signage.errors import ConfigError
from signage.queueing.hall import Text
from signage.queueing.hours import Span
from signage.screens.notices import Term, Ticker
from signage.screens.playlists import PlaylistItem
from signage.screens.schedules import Dates, Places, Schedule
from tests.config.test_loading import SAMPLE, SMALL, read

LIST = """
[[playlists]]
id = "p"
name = "P"
items = [{ slide = "waits" }]
"""


def test_what_is_written_is_kept() -> None:
    rules = read(
        SMALL
        + """
[[notices]]
id = "n"
title = { id = "Libur", en = "Shut" }
text = { id = "**Tutup**", en = "Shut" }
from = "2026-12-20"
until = "2026-12-31"

[[playlists]]
id = "p"
name = "P"
items = [{ media = "0123456789ab", seconds = 9, fit = "cover", sound = true }, { notice = "n" }]

[[schedules]]
id = "s"
name = "Malam"
playlist = "p"
screens = ["Pintu"]
zones = ["hall-b"]
layouts = ["media"]
dates = ["2026-12-25", "2026-12-30..2027-01-02"]
days = ["fri", "mon"]
hours = ["22:00-02:00", "08.00-24.00"]
priority = -3
from = "2026-12-01 08:30"
until = "2026-12-31 16:00"

[[tickers]]
text = "Siapkan KTP"
zones = ["hall-b"]
until = "2026-12-31"
"""
    ).rules
    notice = rules.notices["n"]
    assert notice.title == Text("Libur", "Shut")
    assert notice.blocks["id"][0].runs[0].bold and not notice.blocks["en"][0].runs[0].bold
    assert notice.term == Term(datetime(2026, 12, 20), datetime(2027, 1, 1))
    assert rules.playlists["p"].items == (
        PlaylistItem(media="0123456789ab", seconds=9, fit="cover", sound=True),
        PlaylistItem(notice="n"),
    )
    assert rules.schedules == (
        Schedule(
            id="s", playlist="p", name=Text("Malam", "Malam"), days=(0, 4), priority=-3,
            where=Places(screens=("Pintu",), zones=("hall-b",), layouts=("media",)),
            dates=(
                Dates(date(2026, 12, 25), date(2026, 12, 25)),
                Dates(date(2026, 12, 30), date(2027, 1, 2)),
            ),
            spans=(Span(480, 1440), Span(1320, 1560)),
            since=datetime(2026, 12, 1, 8, 30), until=datetime(2026, 12, 31, 16),
        ),
    )  # fmt: skip
    assert rules.tickers == (
        Ticker(
            text=Text("Siapkan KTP", "Siapkan KTP"), where=Places(zones=("hall-b",)),
            term=Term(None, datetime(2027, 1, 1)),
        ),
    )  # fmt: skip
    assert str(rules.zone) == read(SMALL).hall.mall.time_zone


def test_the_sample_hall_has_slides() -> None:
    rules = read(SAMPLE.read_text(encoding="utf-8")).rules
    assert [one.slide for one in rules.playlists["slides"].items] == ["waits", "hours"]
    assert not rules.schedules and not rules.notices and not rules.tickers


def _notice(text: str) -> str:
    return f'[[notices]]\nid = "n"\ntitle = "N"\ntext = {text}'


def _list(items: str) -> str:
    return f'[[playlists]]\nid = "p"\nname = "P"\nitems = [{items}]'


def _schedule(keys: str) -> str:
    return f'[[schedules]]\nid = "s"\nplaylist = "p"\n{keys}'


NOTICE = '\n[[notices]]\nid = "n"\ntitle = "N"\ntext = "N"\n'


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        (_notice('"![x](y)"'), "notices.text", "no pictures"),
        (_notice('"|a|\\n|-|\\n|b|"'), "notices.text", "tables"),
        (_notice('"' + "x" * 2001 + '"'), "notices.text", "2001"),
        (NOTICE + 'from = "2026-13-01"', "notices.from", "no date"),
        (_notice('"' + "- x\\n" * 25 + '"'), "notices.text", "24"),
        (_notice('{ id = "a", en = " " }'), "notices.text.en", "empty"),
        (_notice('"a\\u202Eb"'), "notices.text", "turns"),
        (_notice('"a\\u0007b"'), "notices.text", "control"),
        (NOTICE + 'from = "2026-12-02"\nuntil = "2026-12-01"', "notices.until", "ends before"),
        (NOTICE + 'from = "2026-12-02 25:00"', "notices.from", "no date or time"),
        (NOTICE + 'until = "1826-12-02"', "notices.until", "no date or time"),
        (NOTICE + NOTICE, "notices.id", "unique"),
        (_list('{}'), "playlists.items", "one thing"),
        (_list('{slide="waits", notice="n"}'), "playlists.items", "one thing"),
        (_list('{media="x.png"}'), "ITEMS.media", "names no file"),
        (_list('{notice="n"}'), "ITEMS.notice", "no notice"),
        (_list('{slide="x"}'), "ITEMS.slide", "“waits”, “skm”, “hours”"),
        (_list('{film="x"}'), "ITEMS.film", "“media”, “notice”"),
        (_list('{slide="waits", seconds=2}'), "ITEMS.seconds", "at least 3"),
        (_list('{slide="waits", agency="x"}'), "ITEMS.agency", "opening hours"),
        (_list('{slide="hours", agency="x"}'), "ITEMS.agency", "no agency"),
        (_list('{slide="waits"},' * 201), "playlists.items", "201"),
        (
            _list('{slide="waits"}')
            + "".join(f'\n[[schedules]]\nid = "s{n}"\nplaylist = "p"' for n in range(201)),
            "schedules",
            "201 schedules",
        ),
        ('[[schedules]]\nid = "s"\nplaylist = "q"', "schedules.playlist", "no playlist"),
        (_schedule('zones = ["x"]'), "schedules.zones", "no zone"),
        (_schedule('dates = "2026-02-30"'), "schedules.dates", "no date"),
        (_schedule('dates = "2026-02-20..x"'), "schedules.dates", "“x” is no date"),
        (_schedule('dates = ["2026-02-02..2026-02-01"]'), "schedules.dates", "ends before"),
        (_schedule('hours = "8-9"'), "schedules.hours", "no span"),
        (_schedule('hours = "08:00-24:01"'), "schedules.hours", "no time of a day"),
        (_schedule('hours = "24:00-02:00"'), "schedules.hours", "no time of a day"),
        (_schedule('hours = "08:00-08:00"'), "schedules.hours", "no length"),
        (_schedule('priority = 101'), "schedules.priority", "at most 100"),
        (f'[[tickers]]\ntext = "{"x" * 301}"', "tickers.text", "301"),
        ('[[tickers]]\ntext = "x"\nzones = ["x"]', "tickers.zones", "no zone"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_both_languages(text: str, key: str, problem: str) -> None:
    own = "[[playlists]]" in text
    with pytest.raises(ConfigError) as caught:
        read(SMALL + ("" if own else LIST) + "\n" + text)
    fault = caught.value.faults[0]
    assert fault.key == key.replace("ITEMS", "playlists.items")
    assert problem in fault.problem
    assert told(fault.problem).id != told(fault.problem).en
