"""The fallback delivers what the wire delivers: one script, both servers, one transcript."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from signage.hub import Frame, Hub, frame
from signage.web.socket import Outbox
from signage.web.talk import Limits
from tests.web.live import Hall, Kind, Served, eventually, serving

KINDS: Sequence[Kind] = ("wire", "socket")
LIMITS = Limits(first_message=0.2)

Transcript = list[object]


async def client(served: Served, *messages: str | bytes) -> ClientConnection:
    made = await connect(served.url, compression=None)
    for message in messages:
        await made.send(message)
    return made


def watch(*topics: str, secret: str = "good") -> str:  # noqa: S107
    return json.dumps({"watch": topics, "secret": secret})


async def views(made: ClientConnection, count: int) -> Transcript:
    got: Transcript = []
    async with asyncio.timeout(45):
        for _ in range(count):
            view = json.loads(await made.recv())
            got.append((view["topic"], view["seq"]) if "topic" in view else view)
    return got


async def end(made: ClientConnection) -> object:
    """Close code and reason, after whatever views came before."""
    async with asyncio.timeout(45):
        try:
            while True:
                await made.recv()
        except ConnectionClosed:
            return made.close_code, made.close_reason


async def joins_and_publishes(served: Served) -> Transcript:
    hall, told = served.hall, list[object]()
    one, both = (
        await client(served, watch("zone/a")),
        await client(served, watch("zone/b", "zone/a")),
    )
    told += [await views(one, 1), await views(both, 2)]
    for _ in range(5):
        hall.change("zone/a")
        told += [await views(one, 1), await views(both, 1)]
    hall.change("zone/a", "zone/b")
    told += [await views(one, 1), await views(both, 2)]
    for _ in range(50):
        hall.change("zone/b")
    told.append(await views(both, 1))
    late = await client(served, watch("zone/a", "zone/b"))
    told.append(await views(late, 2))
    await eventually(lambda: not hall.hub.behind)
    hall.hub.quiet()
    told += [await views(made, 1) for made in (one, both, late)]
    for made in (one, both, late):
        await made.close()
    await eventually(lambda: hall.hub.viewers == 0)
    told.append([visit.left for visit in hall.sessions])
    return told


async def a_second_watch(served: Served) -> Transcript:
    made = await client(served, watch("zone/a"))
    told = await views(made, 1)
    await made.send(watch("zone/b"))
    told += await views(made, 1)
    served.hall.change("zone/a")
    served.hall.change("zone/b")
    told += await views(made, 1)
    await made.close()
    return told


async def upward_messages(served: Served) -> Transcript:
    made = await client(served, watch("zone/a"), '{"shown": 41}', '{"heard": "41-hall-a"}')
    await made.send(['{"beat": ', '{"seq": 41}}'])
    visit = served.hall.sessions[0]
    await eventually(lambda: len(visit.notes) == 3)
    await made.close()
    return visit.notes


async def bad_messages(served: Served) -> Transcript:
    told: Transcript = []
    for messages in (
        ["no json"],
        [watch("zone/a", secret="wrong")],
        [watch("zone/none")],
        [watch(*(f"zone/{n}" for n in range(65)))],
        ["x" * 20_000],
        [watch("zone/a"), "x" * 20_000],
        [watch("zone/a"), b"bytes"],
        [b"bytes"],
        [watch("zone/a"), "no json"],
    ):
        told.append(await end(await client(served, *messages)))
    await eventually(lambda: all(visit.left for visit in served.hall.sessions))
    return told


async def silence(served: Served) -> Transcript:
    made = await client(served)
    await asyncio.sleep(0.1)
    served.tick(0.3)
    return [await end(made)]


async def cuts_from_above(served: Served) -> Transcript:
    told: Transcript = []
    for code in (4000, 4003, 4999):
        made = await client(served, watch("zone/a"))
        await views(made, 1)
        served.hall.sessions[-1].viewer.cut(code, "from above")
        served.hall.change("zone/a")
        told.append(await end(made))
    return told


async def another_origin(served: Served) -> Transcript:
    told: Transcript = []
    for origin in ("http://elsewhere", "null", f"http://127.0.0.1:{served.port}"):
        try:
            async with connect(served.url, additional_headers={"Origin": origin}):
                told.append(101)
        except InvalidStatus as refused:
            told.append(refused.response.status_code)
    return told


SCRIPTS: list[tuple[Callable[[Served], Awaitable[Transcript]], Transcript]] = [
    (
        joins_and_publishes,
        [
            [("zone/a", 0)],
            [("zone/b", 0), ("zone/a", 0)],
            *([("zone/a", seq)] for seq in (1, 1, 2, 2, 3, 3, 4, 4, 5, 5)),
            [("zone/a", 6)],
            [("zone/b", 1), ("zone/a", 6)],
            [("zone/b", 51)],
            [("zone/a", 6), ("zone/b", 51)],
            *([{"at": 0}] for _ in range(3)),
            [True, True, True],
        ],
    ),
    (a_second_watch, [("zone/a", 0), ("zone/b", 0), ("zone/b", 1)]),
    (upward_messages, [{"shown": 41}, {"heard": "41-hall-a"}, {"beat": {"seq": 41}}]),
    (
        bad_messages,
        [
            (4000, "not JSON"),
            (4001, "no such secret"),
            (4004, "unknown topic"),
            (4009, "too many topics"),
            (4009, "message too big"),
            (4009, "message too big"),
            (4000, "text only"),
            (4000, "text only"),
            (4000, "not JSON"),
        ],
    ),
    (silence, [(4001, "no watch")]),
    (cuts_from_above, [(code, "from above") for code in (4000, 4003, 4999)]),
    (another_origin, [403, 403, 101]),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("script", "transcript"), SCRIPTS, ids=[script.__name__ for script, _ in SCRIPTS]
)
async def test_both_deliver_the_same(
    kind: Kind, script: Callable[[Served], Awaitable[Transcript]], transcript: Transcript
) -> None:
    async with serving(Hall(), kind, LIMITS) as served:
        assert await script(served) == transcript


class Jammed:
    """A Starlette socket whose client stopped reading."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.closed: tuple[int, str] | None = None
        self.jam = asyncio.Event()

    async def send_text(self, text: str) -> None:
        await self.jam.wait()
        self.sent.append(text)

    async def close(self, code: int, reason: str) -> None:
        self.closed = (code, reason)


def outbox() -> tuple[Jammed, Outbox, Hub, dict[str, int]]:
    seqs = {"zone/a": 0}
    hub = Hub(lambda topic: str(seqs[topic]).encode(), lambda: b"")
    socket = Jammed()
    return socket, Outbox(socket, hub), hub, seqs  # type: ignore[arg-type]


async def test_an_outbox_keeps_one_frame_and_then_takes_the_newest() -> None:
    socket, box, hub, seqs = outbox()
    running = asyncio.create_task(box.run())
    hub.watch(box, ["zone/a"])
    for seqs["zone/a"] in range(1, 20):
        hub.changed(["zone/a"])
        await asyncio.sleep(0)
    assert not box.offer(frame(b"one too many"))
    socket.jam.set()
    await eventually(lambda: hub.behind == 0)
    assert socket.sent == ["0", "19"]
    running.cancel()


async def test_a_jammed_outbox_is_let_go() -> None:
    _, box, hub, _ = outbox()
    running = asyncio.create_task(box.run())
    hub.watch(box, ["zone/a"])
    await asyncio.sleep(0)
    hub.sweep(0)
    hub.sweep(10)
    with pytest.raises(asyncio.CancelledError):
        await running
    assert not box.offer(Frame((), b""))
    assert hub.viewers == 0
