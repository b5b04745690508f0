"""Playlists: items in their order, and what a screen is told of each.

An item names its file by the beginning of the file's id. What is gone is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from zoneinfo import ZoneInfo

from signage.queueing.hall import Text
from signage.screens.notices import Notice
from signage.screens.pieces import Item, MediaFact, NoticeItem

SECONDS: Final = 12.0
"""How long an item is shown that says nothing of it and has no length of its own."""
LEAST_PREFIX: Final = 12
Slide = Literal["waits", "skm", "hours"]
Fit = Literal["contain", "cover"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaylistItem:
    """One thing to be shown: a file, a notice, or a slide that the hall makes itself. `media` is
    the beginning of a file's id; `agency` is whose hours the slide tells, None for all."""

    media: str | None = None
    notice: str | None = None
    slide: Slide | None = None
    agency: str | None = None
    seconds: float | None = None
    fit: Fit = "contain"
    sound: bool = False

    @property
    def id(self) -> str:
        """What it is called in the proof of play: the same in every playlist."""
        if self.media is not None:
            return f"media:{self.media[:LEAST_PREFIX]}"
        if self.notice is not None:
            return f"notice:{self.notice}"
        return f"slide:{self.slide}" + (f":{self.agency}" if self.agency else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Playlist:
    """Items in their order."""

    id: str
    name: Text
    items: tuple[PlaylistItem, ...] = ()


def items(
    playlist: Playlist,
    notices: Mapping[str, Notice],
    media: Mapping[str, MediaFact],
    zone: ZoneInfo,
) -> tuple[Item, ...]:
    """What a screen is told of the items; each has an id of its own."""
    found: list[Item] = []
    for item in playlist.items:
        id, count = item.id, sum(one.id.partition("#")[0] == item.id for one in found)
        found += _item(item, f"{id}#{count + 1}" if count else id, notices, media, zone)
    return tuple(found)


def playable(playlists: Iterable[Playlist]) -> frozenset[str]:
    """The ids of playlists, and of their items as screens are told of them."""
    found: set[str] = set()
    for playlist in playlists:
        found.add(playlist.id)
        for id, count in Counter(item.id for item in playlist.items).items():
            found |= {id, *(f"{id}#{n}" for n in range(2, count + 1))}
    return frozenset(found)


SLIDES: Final[Mapping[str, Text]] = {
    "waits": Text("Salindia: antrean sekarang", "Slide: who waits"),
    "skm": Text("Salindia: SKM bulan lalu", "Slide: last month's index"),
    "hours": Text("Salindia: jam buka", "Slide: opening hours"),
}


def item_words(id: str, notices: Mapping[str, Notice], media: Mapping[str, str]) -> Text:
    """What people call the item of an id; `media` has the files' names by their ids."""
    kind, _, name = id.partition("#")[0].partition(":")
    if kind == "notice" and name in notices:
        return notices[name].title
    if kind == "slide" and (slide := SLIDES.get(name.partition(":")[0])) is not None:
        agency = name.partition(":")[2]
        return Text(f"{slide.id} {agency}".rstrip(), f"{slide.en} {agency}".rstrip())
    if kind == "media":
        told = next((told for full, told in media.items() if full.startswith(name)), name)
        return Text(told, told)
    return Text(id, id)


def file_of(prefix: str, media: Mapping[str, MediaFact]) -> MediaFact | None:
    """The file whose id begins so, if there is one and no other."""
    if prefix in media:
        return media[prefix]
    fitting = [fact for id, fact in media.items() if id.startswith(prefix)]
    return fitting[0] if len(fitting) == 1 and len(prefix) >= LEAST_PREFIX else None


def lacking(playlist: Playlist, shelf: Collection[str]) -> tuple[str, ...]:
    """The files of a playlist that are not on the shelf, by what it calls them; one that several
    files could be is lacking too."""
    named = dict.fromkeys(item.media for item in playlist.items if item.media is not None)
    return tuple(name for name in named if sum(id.startswith(name) for id in shelf) != 1)


def _item(
    item: PlaylistItem,
    id: str,
    notices: Mapping[str, Notice],
    media: Mapping[str, MediaFact],
    zone: ZoneInfo,
) -> Iterator[Item]:
    if item.media is not None:
        fact = file_of(item.media, media)
        if fact is not None:
            video = fact.type.startswith("video/")
            own = fact.length if video and fact.length else SECONDS
            yield Item(
                id=id, kind="video" if video else "image", seconds=item.seconds or own,
                media=fact, fit=item.fit, sound=item.sound and video,
            )  # fmt: skip
    elif item.notice is not None:
        notice = notices.get(item.notice)
        if notice is not None:
            since, until = notice.term.moments(zone)
            yield Item(
                id=id, kind="notice", seconds=item.seconds or SECONDS, since=since, until=until,
                notice=NoticeItem(title=notice.title, blocks=notice.blocks),
            )  # fmt: skip
    else:
        yield Item(
            id=id, kind="slide", seconds=item.seconds or SECONDS, slide=item.slide,
            agency=item.agency,
        )  # fmt: skip
