"""What was used, today or on an earlier day, is known: from the tickets and from the records."""

from __future__ import annotations

from pathlib import Path

from signage.config.differing import Difference
from signage.past import Past
from signage.queueing.model import State
from signage.records.records import FILE, Records
from tests.queueing.scene import HALL, played


def gone(*things: str) -> list[Difference]:
    """`services/ktp`: taken out."""
    pairs = (thing.split("/") for thing in things)
    return [Difference(did="removed", section=section, id=id) for section, id in pairs]


async def used(past: Past, *things: str) -> list[str]:
    return [f"{one.section}/{one.id}" for one in await past.used(gone(*things))]


ALL = (
    "services/ktp", "services/kk", "services/paspor", "agencies/dukcapil", "agencies/imigrasi",
    "counters/1", "counters/2", "counters/3", "zones/hall-a", "priorities/lansia",
)  # fmt: skip


async def test_todays_tickets_name_what_they_were_for() -> None:
    scene = played("2 open, issue ktp, issue kk, 1 call BK001, 1 finish, issue ktp, 1 next")
    past = Past(lambda: scene.state, None)
    expected = ["services/ktp", "services/kk", "agencies/dukcapil", "counters/1"]
    assert await used(past, *ALL) == expected
    assert await past.used([Difference(did="changed", section="services", id="ktp")]) == ()


async def test_an_earlier_day_is_known_from_the_records(tmp_path: Path) -> None:
    scene = played("issue paspor, 3 next, 3 serve, 3 finish, 1 open, 1 direct kk, 1 finish")
    async with Records.open(tmp_path) as records:
        past = Past(lambda: State(hall=HALL), records)
        assert await used(past, *ALL) == []
        await records.apply(scene.records)
        assert await used(past, *ALL) == [
            "services/kk", "services/paspor", "agencies/dukcapil", "agencies/imigrasi",
            "counters/1", "counters/3",
        ]  # fmt: skip


async def test_records_that_cannot_be_read_let_nothing_go(tmp_path: Path) -> None:
    async with Records.open(tmp_path) as records:
        past = Past(lambda: State(hall=HALL), records)
        assert await used(past, "services/ktp") == []
        for file in tmp_path.glob(f"{FILE}*"):
            file.unlink()
        assert await used(past, "services/ktp") == ["services/ktp"]
