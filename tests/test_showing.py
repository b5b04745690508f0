"""What a screen is told, from a hall's file."""

from __future__ import annotations

import msgspec

from signage.queueing.hall import Text
from signage.screens.pieces import MediaFact
from signage.screens.schedules import ScreenPlace
from signage.screens.settings import Facts
from signage.screens.shapes import ScreenView
from signage.showing import Shown, screen_view
from signage.survey.skm import Skm
from tests.config.test_loading import read
from tests.halls import SMALL

AT = 1_795_600_000_000
FILE = (
    SMALL
    + """
[prayer]
latitude = -5.11
longitude = 105.3

[screens]
layout = "media"
distance = 8.0
playlist = "slides"

[[playlists]]
id = "slides"
name = "S"
items = [{ slide = "waits" }, { media = "0123456789ab" }]

[[tickers]]
text = "Siapkan KTP"

[[themes]]
id = "metro"
name = "Metro"
base = "hutan"
logo = "0123456789ab"
paper = "#0f3328"
"""
)


def _view(facts: Facts | None = None, media: bool = True) -> ScreenView:
    config = read(FILE)
    fact = MediaFact(url="/media/x.png", size=9, crc32="0" * 8, type="image/png", width=1, height=1)
    shown = Shown(
        hall=config.hall, screens=config.screens, rules=config.rules, version="v",
        place=config.voice.place, media={"0123456789ab" + "c" * 52: fact} if media else {},
        skm=lambda: Skm(
            index="87.28", category="B", label=Text("Baik", "Good"), answers=120,
            period=Text("Oktober 2026", "October 2026"),
        ),
    )  # fmt: skip
    zone = config.hall.zones[0].id
    settings = config.screens.settings(zone, facts)
    place = ScreenPlace(id="s1", name="TV", zone=zone, layout=settings.layout)
    return screen_view(shown, place, settings, AT, day="2026-11-25")


def test_a_screen_is_told_everything_that_it_shows() -> None:
    view = _view()
    assert (view.layout.id, view.layout.columns, view.layout.rows) == ("media", 32, 18)
    assert view.turned is not None
    assert view.turned.orientation == "portrait"
    assert view.sizes.number > view.sizes.counter > view.sizes.text
    assert [span.playlist for span in view.programme.spans] == ["slides"]
    assert [item.kind for item in view.programme.playlists["slides"].items] == ["slide", "image"]
    assert [ticker.text.id for ticker in view.tickers] == ["Siapkan KTP"]
    assert [row.prayer for row in view.facts.prayers] == [
        "subuh",
        "zuhur",
        "asar",
        "magrib",
        "isya",
    ]
    assert view.facts.directory
    assert view.facts.skm is not None
    told = msgspec.json.decode(msgspec.json.encode(view))
    assert {"from", "until", "playlist", "schedule"} == set(told["programme"]["spans"][0])


def test_its_own_facts_go_before_the_zones() -> None:
    view = _view(Facts(layout="counter", theme="metro", orientation="portrait"))
    assert (view.layout.id, view.layout.orientation, view.turned) == ("counter", "portrait", None)
    assert view.theme.tokens["paper"] == "#0f3328"
    assert view.theme.tokens["ground"] == "#0a1f18"
    assert view.theme.logo is not None


def test_a_file_that_is_gone_is_left_out() -> None:
    view = _view(Facts(theme="metro"), media=False)
    assert view.theme.logo is None
    assert [item.kind for item in view.programme.playlists["slides"].items] == ["slide"]


TWO = """
[[agencies]]
id = "tax"
name = "Pajak"

[[services]]
id = "nib"
agency = "tax"
name = "NIB"
prefix = "C"

[[counters]]
id = "3"
zone = "hall"
services = ["nib"]

[[layouts]]
id = "door"
name = "Pintu"
calls = "whole"
regions = [
  { kind = "status", x = 0, y = 17, w = 32, h = 1 },
  { kind = "directory", x = 0, y = 0, w = 32, h = 17, agencies = ["tax"] },
]
"""


def test_a_directory_has_the_agencies_that_its_layout_names() -> None:
    config = read(FILE + TWO)
    shown = Shown(hall=config.hall, screens=config.screens, rules=config.rules, version="v")
    place = ScreenPlace(id="d", name="D", zone=config.hall.zones[0].id)
    for layout, agencies in (("door", ["Pajak"]), ("directory", ["Dinas Kependudukan", "Pajak"])):
        settings = config.screens.settings(place.zone, Facts(layout=layout))
        view = screen_view(shown, place, settings, AT, day="2026-11-26")
        assert [row.agency.id for row in view.facts.directory] == agencies
    door = config.screens.settings(place.zone, Facts(layout="door"))
    (_, region) = screen_view(shown, place, door, AT, day="2026-11-26").layout.regions
    assert region.options == {"agencies": ("tax",)}
