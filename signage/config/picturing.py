"""Pictures and videos: how large they may be, as the file has it."""

from __future__ import annotations

from typing import Final

from signage.config.faults import Faults
from signage.config.settings import MediaRules
from signage.config.tables import Tables

MEGABYTE: Final = 1_000_000


def media(tables: Tables, faults: Faults) -> MediaRules:
    """What may be sent in."""
    written = tables.media
    for key in ("image_megabytes", "video_megabytes"):
        size = getattr(written, key)
        if size > written.total_megabytes and (key != "video_megabytes" or written.video):
            faults.add(
                ("media", key),
                f"one file of {size} MB would not fit into the {written.total_megabytes} MB of all "
                "media; make this smaller, or total_megabytes larger.",
            )
    return MediaRules(
        image_bytes=written.image_megabytes * MEGABYTE,
        video_bytes=written.video_megabytes * MEGABYTE,
        total_bytes=written.total_megabytes * MEGABYTE,
        width=max(written.width, written.height),
        height=min(written.width, written.height),
        video=written.video,
        codec=written.codec,
    )
