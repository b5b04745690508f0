"""Where pictures and videos are kept: whole files under their own digests, and the list of them."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from signage.errors import NotFound, RegistryTrouble
from signage.registry.media import Media, MediaIndex, Stored
from signage.screens.pieces import MediaFact, Picture
from signage.whole import keep_names

log = logging.getLogger("signage.media")

FOLDER: Final = "media"
INCOMING: Final = ".incoming"
"""Where files lie while they come and are made; a backup leaves it out."""
NAME: Final = re.compile(r"[0-9a-f]{64}\.(?:jpg|png|mp4|webm)")
TYPES: Final = {
    "jpg": "image/jpeg", "png": "image/png", "mp4": "video/mp4", "webm": "video/webm",
}  # fmt: skip
_PIECE: Final = 1 << 20


class Shelf:
    """The media of one data folder. `every` and `facts` are in memory; what touches the disk is to
    be called beside the event loop, one at a time. `told` is called when the list has changed."""

    def __init__(self, data: Path, told: Callable[[], None] = lambda: None) -> None:
        self.folder: Final = data.absolute() / FOLDER
        self.incoming: Final = self.folder / INCOMING
        self.told = told
        self._index: Final = MediaIndex(data)
        self._every: dict[str, Media] = {}
        self._sizes: dict[str, int] = {}
        self.facts: Mapping[str, MediaFact] = {}
        self._trouble = ""

    def open(self) -> None:
        """Reads the list, and takes out what a crash has left half. A list that can't be read stops
        no hall: there are no media then."""
        try:
            self.incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._take_out(self._index.leaving())
            found = self._index.every()
        except (OSError, RegistryTrouble) as trouble:
            log.error("the media can't be used: %s", trouble)
            self._trouble = str(trouble)
            return
        lacking = [one for one in found if not self._whole(one)]
        for one in lacking:
            log.error("the file of “%s” is gone or cut (%s): upload it anew", one.name, one.id)
        self._hold({one.id: one for one in found if one not in lacking})

    def _hold(self, every: dict[str, Media]) -> None:
        """Whole at once, for the event loop reads it meanwhile."""
        self._every = every
        self.facts = facts(every)
        self._sizes = {x.file: x.size for one in every.values() for x in one.files}

    def _whole(self, media: Media) -> bool:
        try:
            return all((self.folder / x.file).stat().st_size == x.size for x in media.files)
        except OSError:
            return False

    @property
    def every(self) -> Mapping[str, Media]:
        """All by their ids, the newest first. Raises RegistryTrouble where there is no list."""
        if self._trouble:
            raise RegistryTrouble(self._trouble)
        return self._every

    @property
    def sizes(self) -> Mapping[str, int]:
        """The bytes of each file by its name."""
        return self._sizes

    @property
    def size(self) -> int:
        """Bytes of all."""
        return sum(one.size for one in self._every.values())

    def of(self, id: str) -> Media:
        """The one with this id. Raises NotFound."""
        found = self.every.get(id)
        if found is None:
            raise NotFound("media_unknown", id=id[:12])
        return found

    def of_source(self, digest: str, type: str = "") -> Media | None:
        """What was made of a file with this SHA-256 before; a video of this type, where one is
        named."""
        made = (one for one in self._every.values() if one.source == digest)
        return next((one for one in made if type in ("", one.type) or one.kind == "image"), None)

    def path(self, name: str) -> Path | None:
        """The file of this name, if it can be one."""
        return self.folder / name if NAME.fullmatch(name) else None

    def take(self, file: Path, ending: str) -> Stored:
        """What a file in the making will be called, its size and its CRC-32."""
        digest, crc = hashlib.sha256(), 0
        with file.open("rb") as content:
            while piece := content.read(_PIECE):
                digest.update(piece)
                crc = zlib.crc32(piece, crc)
            os.fsync(content.fileno())
        return Stored(f"{digest.hexdigest()}.{ending}", file.stat().st_size, f"{crc:08x}")

    def add(self, media: Media, made: Mapping[str, Path]) -> Media:
        """Puts its files in their places and it on the list; `made` are they by their names.

        One that is there already stays as it is, and is given back.
        """
        known = self._every.get(media.id)
        if known is not None:
            return known
        names = [one.file for one in media.files]
        self._index.coming(names)
        try:
            for name in names:
                made[name].chmod(0o600)
                made[name].replace(self.folder / name)
            keep_names(self.folder)
            self._index.add(media)
        except BaseException:
            with contextlib.suppress(OSError, RegistryTrouble):
                self._take_out(self._index.leaving())
            raise
        self._hold({media.id: media, **self._every})
        return media

    def rename(self, id: str, name: str) -> Media:
        """Calls it so. Raises NotFound."""
        self.of(id)
        self._index.rename(id, name)
        row = next(one for one in self._index.every() if one.id == id)
        self._hold({key: row if key == id else one for key, one in self._every.items()})
        return row

    def picture(self, id: str, made: Path) -> Media:
        """A picture that stands for a video which has none. Raises NotFound."""
        media = self.of(id)
        if media.kind != "video" or media.poster is not None:
            return media
        poster = self.take(made, "jpg")
        self._index.coming([poster.file])
        made.chmod(0o600)
        made.replace(self.folder / poster.file)
        keep_names(self.folder)
        self._index.picture(id, poster)
        drawn = replace(media, poster=poster)
        self._hold({key: drawn if key == id else one for key, one in self._every.items()})
        return drawn

    def remove(self, id: str) -> Media:
        """Takes it off the list, and its files away. Raises NotFound."""
        media = self.of(id)
        self._index.remove(id)
        self._hold({key: one for key, one in self._every.items() if key != id})
        self._take_out(self._index.leaving())
        return media

    def _take_out(self, files: tuple[str, ...]) -> None:
        for name in files:
            if NAME.fullmatch(name):
                (self.folder / name).unlink(missing_ok=True)
        if files:
            self._index.gone(files)


def facts(every: Mapping[str, Media]) -> dict[str, MediaFact]:
    """What playlists need of each, by its id."""
    return {id: _fact(one) for id, one in every.items()}


def _fact(media: Media) -> MediaFact:
    poster = media.poster if media.kind == "video" else None  # a picture stands for itself
    return MediaFact(
        url=url_of(media.main),
        size=media.main.size,
        crc32=media.main.crc32,
        type=media.type,
        width=media.width,
        height=media.height,
        length=media.length,
        poster=None
        if poster is None
        else Picture(url=url_of(poster), size=poster.size, crc32=poster.crc32),
    )


def url_of(stored: Stored) -> str:
    """Where screens fetch a file."""
    return f"/media/{stored.file}"
