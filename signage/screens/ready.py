"""The ready layouts, each in both orientations. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from signage.queueing.hall import Text
from signage.screens.layouts import Calls, Ducking, Kind, Layout, Orientation, Region

Row = tuple[Kind, int, int, int, int]


def _layout(
    id: str,
    name: Text,
    orientation: Orientation,
    *rows: Row,
    calls: Calls = "board",
    media: Ducking = "duck",
) -> Layout:
    regions = tuple(Region(kind=kind, x=x, y=y, w=w, h=h) for kind, x, y, w, h in rows)
    return Layout(
        id=id, name=name, orientation=orientation, regions=regions, calls=calls, media=media
    )


_CLASSIC = Text("Klasik", "Classic")
_MEDIA = Text("Media besar, panggilan di samping", "Large media, calls beside")
_BANNER = Text("Media penuh, panggilan sebagai spanduk", "Media whole, calls as a banner")
_WHOLE = Text("Media penuh, panggilan selayar", "Media whole, calls fill the screen")
_BALLROOM = Text("Ballroom", "Ballroom")
_COUNTER = Text("Layar satu loket", "One counter's screen")
_DIRECTORY = Text("Penunjuk arah di pintu", "Directory at the door")
_ALL = Text("Semua informasi", "Everything")

READY: Final[Mapping[tuple[str, Orientation], Layout]] = {
    (layout.id, layout.orientation): layout
    for layout in (
        _layout(
            "classic", _CLASSIC, "landscape",
            ("header", 0, 0, 24, 2), ("clock", 24, 0, 8, 2), ("board", 0, 2, 22, 15),
            ("serving", 22, 2, 10, 7), ("waits", 22, 9, 10, 8), ("status", 0, 17, 32, 1),
        ),
        _layout(
            "classic", _CLASSIC, "portrait",
            ("header", 0, 0, 12, 2), ("clock", 12, 0, 6, 2), ("board", 0, 2, 18, 16),
            ("serving", 0, 18, 18, 6), ("waits", 0, 24, 18, 7), ("status", 0, 31, 18, 1),
        ),
        _layout(
            "media", _MEDIA, "landscape",
            ("header", 0, 0, 24, 2), ("clock", 24, 0, 8, 2), ("media", 0, 2, 20, 11),
            ("board", 20, 2, 12, 14), ("last", 0, 13, 20, 3), ("ticker", 0, 16, 32, 1),
            ("status", 0, 17, 32, 1),
        ),
        _layout(
            "media", _MEDIA, "portrait",
            ("header", 0, 0, 12, 2), ("clock", 12, 0, 6, 2), ("board", 0, 2, 18, 12),
            ("media", 0, 14, 18, 10), ("last", 0, 24, 18, 6), ("ticker", 0, 30, 18, 1),
            ("status", 0, 31, 18, 1),
        ),
        _layout(
            "banner", _BANNER, "landscape",
            ("media", 0, 0, 32, 15), ("header", 0, 15, 24, 2), ("clock", 24, 15, 8, 2),
            ("status", 0, 17, 32, 1), calls="banner",
        ),
        _layout(
            "banner", _BANNER, "portrait",
            ("media", 0, 0, 18, 29), ("header", 0, 29, 12, 2), ("clock", 12, 29, 6, 2),
            ("status", 0, 31, 18, 1), calls="banner",
        ),
        _layout(
            "whole", _WHOLE, "landscape",
            ("media", 0, 0, 32, 15), ("header", 0, 15, 24, 2), ("clock", 24, 15, 8, 2),
            ("status", 0, 17, 32, 1), calls="whole", media="pause",
        ),
        _layout(
            "whole", _WHOLE, "portrait",
            ("media", 0, 0, 18, 29), ("header", 0, 29, 12, 2), ("clock", 12, 29, 6, 2),
            ("status", 0, 31, 18, 1), calls="whole", media="pause",
        ),
        _layout(
            "ballroom", _BALLROOM, "landscape",
            ("header", 0, 0, 24, 2), ("clock", 24, 0, 8, 2), ("board", 0, 2, 20, 15),
            ("last", 20, 2, 12, 8), ("media", 20, 10, 12, 7), ("status", 0, 17, 32, 1),
        ),
        _layout(
            "ballroom", _BALLROOM, "portrait",
            ("header", 0, 0, 12, 2), ("clock", 12, 0, 6, 2), ("board", 0, 2, 18, 14),
            ("last", 0, 16, 18, 6), ("media", 0, 22, 18, 9), ("status", 0, 31, 18, 1),
        ),
        _layout(
            "counter", _COUNTER, "landscape",
            ("header", 0, 0, 32, 3), ("board", 0, 3, 32, 14), ("status", 0, 17, 32, 1),
        ),
        _layout(
            "counter", _COUNTER, "portrait",
            ("header", 0, 0, 18, 3), ("board", 0, 3, 18, 28), ("status", 0, 31, 18, 1),
        ),
        _layout(
            "directory", _DIRECTORY, "landscape",
            ("header", 0, 0, 24, 2), ("clock", 24, 0, 8, 2), ("directory", 0, 2, 20, 15),
            ("waits", 20, 2, 12, 9), ("prayers", 20, 11, 12, 6), ("status", 0, 17, 32, 1),
            calls="banner",
        ),
        _layout(
            "directory", _DIRECTORY, "portrait",
            ("header", 0, 0, 12, 2), ("clock", 12, 0, 6, 2), ("directory", 0, 2, 18, 16),
            ("waits", 0, 18, 18, 8), ("prayers", 0, 26, 18, 5), ("status", 0, 31, 18, 1),
            calls="banner",
        ),
        _layout(
            "all", _ALL, "landscape",
            ("header", 0, 0, 24, 2), ("clock", 24, 0, 8, 2), ("board", 0, 2, 12, 10),
            ("media", 12, 2, 12, 7), ("directory", 24, 2, 8, 10), ("skm", 12, 9, 6, 3),
            ("prayers", 18, 9, 6, 7), ("last", 0, 12, 12, 4), ("serving", 12, 12, 6, 4),
            ("waits", 24, 12, 8, 4), ("ticker", 0, 16, 32, 1), ("status", 0, 17, 32, 1),
        ),
        _layout(
            "all", _ALL, "portrait",
            ("header", 0, 0, 12, 2), ("clock", 12, 0, 6, 2), ("board", 0, 2, 18, 9),
            ("media", 0, 11, 12, 7), ("skm", 12, 11, 6, 3), ("prayers", 12, 14, 6, 7),
            ("serving", 0, 18, 12, 3), ("last", 0, 21, 9, 5), ("waits", 9, 21, 9, 5),
            ("directory", 0, 26, 18, 4), ("ticker", 0, 30, 18, 1), ("status", 0, 31, 18, 1),
        ),
    )
}  # fmt: skip
"""By id and orientation. `classic` is the arrangement that the page had from the beginning."""
IDS: Final = tuple(dict.fromkeys(id for id, _ in READY))
