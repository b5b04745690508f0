"""Writes the journal of this release: a small day, with one event of every kind at the least.

`python -m tests.golden.make > tests/golden/journal-0.2.jsonl`, once a release. What a release has
written stays as it is for ever: a file here is added, never changed.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace

from signage.queueing import commands as c
from signage.queueing.codec import encode, kind_of
from signage.queueing.model import Recorded
from tests.golden.digest import digest
from tests.queueing.scene import NINE, Scene, mall, parse

MORNING = """
    issue ktp, wait 20, issue ktp lansia, wait 35, issue kk, issue paspor, wait 90,
    1 open, 1 next, begin 8-hall-a, wait 6, end 8-hall-a, wait 9, 1 serve, wait 240, 1 finish,
    3 next, wait 45, 3 recall, wait 30, 3 no-show, wait 8, 3 undo, 3 serve,
    2 next, wait 40, 2 park, issue ktp, wait 12, 2 next, 2 undo, 2 next, 2 serve, wait 300,
    2 transfer kk, 1 next, 1 next, wait 15, 1 serve, wait 100, 1 transfer @2, 2 call B002,
    1 direct ktp, wait 60, 1 finish, say ballroom Selamat datang, cancel B003, issue paspor,
    adopt paspor 3-4 500, 2 shut, 2 shut hall, issue ktp, 1 next, 1 serve, wait 50,
    1 note bawa KK asli, 1 also kk, wait 70, 1 park fotokopi, 1 return B004, 1 break 15, 1 open,
    take ballroom wisuda, issue ktp, 1 next, 1 recall, free ballroom, 1 recall, take hall-a rapat
"""


def day() -> Scene:
    """A day of the sample scene, closed, and the morning of the next."""
    scene = Scene(now=replace(NINE, date="2026-11-24", business_date="2026-11-24", doubtful=True))
    scene.now = NINE
    scene.press(c.RedateDay())
    for line in MORNING.replace("\n", " ").split(","):
        told = scene.play(line)
        assert not told.startswith("!"), f"{line}: {told}"
    scene.play("drill ballroom Keluar, wait 30")
    scene.press(c.EndEmergency(emergency=scene.state.emergencies[0].id))
    scene.play("alarm * Keluar lewat pintu timur")
    scene.press(c.ChangeHall(hall=mall(undo=60)))
    scene.press(c.CloseDay())
    scene.now = replace(
        scene.now, at=scene.now.at + 82_000_000, tick=scene.now.tick + 82_000_000,
        date="2026-11-27", business_date="2026-11-27", weekday=4,
    )  # fmt: skip
    scene.press(c.OpenDay())
    for line in ("issue ktp", "issue kk", "1 next", "1 serve", "2 next"):
        scene.press(parse(line))
    return scene


def row(recorded: Recorded) -> str:
    """One line of the file."""
    return json.dumps(
        {
            "epoch": recorded.epoch,
            "seq": recorded.seq,
            "at": recorded.at,
            "tick": recorded.tick,
            "kind": kind_of(recorded.event),
            "event": json.loads(encode(recorded.event)),
        },
        ensure_ascii=False,
    )


if __name__ == "__main__":
    scene = day()
    for recorded in scene.records:
        print(row(recorded))
    print(digest(scene.state), file=sys.stderr)
