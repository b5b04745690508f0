"""A data folder with a short day in it, and the way to back it up and bring it back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from signage.backups.making import Backup, Order, make
from signage.backups.restoring import Restored, Wish, restore
from signage.clock import Clock
from signage.live import Live
from signage.queueing import commands as c
from signage.registry.devices import Devices
from signage.registry.tokens import open_key
from tests.halls import SMALL, Hands, live_hall, small

CONFIG = SMALL + "\n# a remark\n"


async def press(live: Live, *words: str) -> None:
    """`card` and `birth` give a number, `1` and `2` call the next one."""
    for word in words:
        known = word in live.state.hall.service
        await live.submit(c.IssueTicket(service=word) if known else c.CallNext(counter=word))


async def a_day(folder: Path, hands: Hands | None = None) -> None:
    """Three cards, of which one was called, and one birth."""
    folder.mkdir(mode=0o700)
    Devices(folder).settle(small().hall)
    open_key(folder)
    (folder / "config").mkdir()
    (folder / "config" / "000001-old.toml").write_text("old")
    (folder / "sounds").mkdir()
    (folder / "sounds" / "clip.wav").write_bytes(b"RIFF")
    (folder.parent / "config.toml").write_text(CONFIG)
    async with live_hall(folder, hands) as (live, _):
        await press(live, "card", "card", "card", "birth", "1")


def ordered(folder: Path, hands: Hands | None = None, **changed: Any) -> Order:
    """A backup into `backups` beside the folder."""
    (folder.parent / "stick").mkdir(exist_ok=True)
    facts: dict[str, Any] = {
        "data": folder,
        "config": folder.parent / "config.toml",
        "to": folder.parent / "stick",
        "named": False,
        "now": lambda: (hands or Hands()).at / 1000,
    }
    return Order(**{**facts, **changed})


async def backed_up(folder: Path, hands: Hands | None = None, **changed: Any) -> Backup:
    """A backup, made as the command makes it."""
    return await asyncio.to_thread(make, ordered(folder, hands, **changed))


async def brought_back(
    file: Path, folder: Path, hands: Hands | None = None, after: Mapping[str, int] | None = None,
    **changed: Any,
) -> Restored:  # fmt: skip
    """A backup brought back into a folder."""
    turned = hands or Hands()
    wish = Wish(
        file=file, data=folder, config=folder.parent / f"{folder.name}.toml", after=after or {},
        now=lambda: turned.at / 1000,
        clocks=lambda zone: Clock(zone, wall=turned.wall, steady=turned.steady), **changed,
    )  # fmt: skip
    return await asyncio.to_thread(restore, wish)
