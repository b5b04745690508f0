"""Who may what, asked of the running app: every route and every word of the socket, by everyone.

`python -m tests.web.table` writes the table into docs/security.md, where it is read and approved;
tests/web/test_table.py holds the app to it.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute

from signage.hub import Frame
from signage.tls.keeper import OwnKeeper, Secured
from signage.tls.names import names_of
from signage.web.session import Said, Session
from tests.halls import SMALL
from tests.media.files import clear_png, jpeg
from tests.web.asking import BOOKINGS, FREE, House, house

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "security.md"
BEGIN, END = "<!-- the table: python -m tests.web.table -->", "<!-- the end of the table -->"

HALL: Final = (
    SMALL
    + """
[[services]]
id = "tax"
agency = "civil"
name = { id = "Pajak", en = "Tax" }
prefix = "T"

[[counters]]
id = "9"
zone = "ballroom"
services = ["tax"]
"""
    + FREE
    + BOOKINGS
)
EVERYWHERE, OWN, NOWHERE = "●", "○", "·"
NOBODY: Final = "stranger"
DEVICES: Final[Mapping[str, str]] = {
    "screen": "screen-hall",
    "kiosk": "kiosk-hall",
    "counter": "counter-1",
    "button": "button-1",
    "survey": "survey",
    "feed": "feed",
    "admin": "admin",
}
PEOPLE: Final = ("reader", "floor", "manager", "administrator")
"""Roles of those who sign in; an officer signs in at a counter, and asks as that counter."""
CALLERS: Final = (NOBODY, *DEVICES, *PEOPLE)
# A body that no handler can read: who may is told so (422), and nothing happens.
UNREADABLE: Final = b"{"


@dataclass(slots=True)
class Place:
    """A hall in which everything that a path can name is there: one's own, and another's."""

    house: House
    objects: Mapping[str, tuple[str, str]]
    rows: dict[str, dict[str, str]] = field(default_factory=dict)

    def headers(self, caller: str) -> dict[str, str]:
        """What says who asks; a person who was signed out is signed in again."""
        return {} if caller == NOBODY else self.house.bearer(DEVICES.get(caller, caller))


@asynccontextmanager
async def place(folder: Path) -> AsyncIterator[Place]:
    """The hall of the table."""
    keeper = OwnKeeper(folder / "tls", "Mal", lambda: names_of("mal", [], frozenset()), time.time)
    keeper.look()
    async with house(folder, HALL, secured=Secured(keeper, 8443)) as made:
        own = await made.ticket("card")
        slots = (await made.ask("GET", "/api/bookings/slots/card")).json()["days"]
        slot = {"service": "card", "date": slots[1]["date"], "start": slots[1]["slots"][0]["start"]}
        tablet = made.hall.devices.add("survey", None, name="", by="sri", at=0)
        made.paired["survey"] = tablet.secret
        wrote = {"service": "card", "suggestion": "bagus"}
        await made.ask("POST", "/api/surveys", "survey", json=wrote)
        written = (await made.ask("GET", "/api/surveys/suggestions", "admin")).json()["rows"]
        booking = (await made.ask("POST", "/api/bookings", json=slot)).json()["code"]
        drills = [{"text": text, "drill": True} for text in ("Latihan", "Keluar")]
        alarms = [
            (await made.ask("POST", "/api/emergencies", "admin", json=drill)).json()
            for drill in drills
        ]
        word = {"revision": "", "language": "id", "word": "SIM", "said": "sim"}
        word["revision"] = (await made.ask("GET", "/api/voice/lexicon", "admin")).json()["revision"]
        await made.ask("POST", "/api/voice/lexicon", "admin", json=word)
        kept = (await made.ask("GET", "/api/config/versions", "admin")).json()
        version = str(kept[0]["number"])
        media = []
        for name, picture in (("a.jpg", jpeg()), ("b.png", clear_png())):
            sent = await made.ask("POST", f"/api/media?name={name}", "admin", content=picture)
            media.append(sent.json()["id"])
        pairing = (await made.ask("POST", "/api/pairings")).json()["token"]
        (folder / "sounds").mkdir(exist_ok=True)
        (folder / "sounds" / "made.wav").write_bytes(b"RIFF")
        wanted = {"which": "screens", "format": "csv"}
        export = (await made.ask("POST", "/api/exports", "admin", json=wanted)).json()["export"]
        objects = {
            "counter": ("1", "2"),
            "zone": ("hall", "ballroom"),
            "service": ("card", "tax"),
            "token": (own["token"], "x" * 22),
            "suggestion": (written[0]["suggestion"], written[0]["suggestion"]),
            "code": (booking, "ABCD2345"),
            "date": ("2026-11-26", "2026-11-26"),
            "emergency": tuple(alarm["emergency"] for alarm in alarms),
            "name": ("made.wav", "guessed.wav"),
            "action": ("recall", "recall"),
            "number": (version, version),
            "device": ("screen-hall", "screen-ballroom"),
            "pairing": (pairing, "x" * 22),
            "person": (made.person("officer").id, made.person("administrator").id),
            "line": ("card", "tax"),
            "screen": ("screen-hall", "screen-ballroom"),
            "which": ("visits", "visits"),
            "format": ("none", "none"),  # no file is made: who may is told that there is none
            "export": (export, export),
            "path": ("tokens.css", "tokens.css"),
            "media": (media[0], media[1]),
            "file": (f"{media[0]}.jpg", f"{media[1]}.png"),
            "job": tuple(made.hall.desk.remember(f"{n}" * 16, "a.jpg").id for n in (1, 2)),
        }
        yield Place(made, objects)


def routes(app: Any) -> list[tuple[str, str]]:
    """Every method and path that the app answers, read from the app itself."""
    while not isinstance(app, Starlette):
        app = app._app
    return sorted(_spread(app.routes), key=lambda row: (row[1], row[0]))


def _spread(given: Sequence[BaseRoute], prefix: str = "") -> Iterable[tuple[str, str]]:
    for route in given:
        if isinstance(route, Route):
            for method in (route.methods or {"GET"}) - {"HEAD", "OPTIONS"}:
                yield method, prefix + route.path
        elif isinstance(route, Mount) and route.routes:
            yield from _spread(route.routes, prefix + route.path)
        elif isinstance(route, Mount):
            yield "GET", prefix + route.path + "/{path}"
        else:
            assert isinstance(route, WebSocketRoute) and route.path == "/live", route


async def ask_every_route(at: Place) -> None:
    """Fills in a row for each route."""
    for method, path in routes(at.house.hall.app):
        at.rows[f"{method} {path}"] = {
            caller: await reach(at, method, path, at.headers(caller)) for caller in CALLERS
        }


async def reach(at: Place, method: str, path: str, headers: Mapping[str, str]) -> str:
    there = [await _may(at, method, named(at, path, which), headers) for which in (0, 1)]
    return EVERYWHERE if all(there) else OWN if there[0] else NOWHERE


def named(at: Place, path: str, which: int) -> str:
    def one(found: re.Match[str]) -> str:
        name = found[1].partition(":")[0]
        assert name in at.objects, f"say in tests/web/table.py what {{{name}}} of {path} is"
        return at.objects[name][which]

    return re.sub(r"\{([\w:]+)\}", one, path)


async def _may(at: Place, method: str, path: str, headers: Mapping[str, str]) -> bool:
    if path == "/api/events":
        method = "HEAD"  # an answer without an end
    body = None if method in ("GET", "HEAD") else UNREADABLE
    answer = await at.house.client.request(method, path, headers=headers, content=body)
    assert answer.status_code < 500, (method, path, answer.text)
    return answer.status_code not in (401, 403, 404)


class Socket:
    """A viewer that keeps whether it was shown something."""

    def __init__(self) -> None:
        self.shown = 0
        self.closed: int | None = None

    def offer(self, frame: Frame) -> bool:
        self.shown += len(frame.messages)
        return True

    def cut(self, code: int, reason: str) -> None:
        self.closed = self.closed or code


TOPICS: Final = (
    "zone/{zone}", "screen/{screen}", "sound/{zone}", "counter/{counter}", "queue/{service}",
    "line/{line}", "kiosk/{zone}", "ticket/{token}", "pairing/{pairing}",
    "floor", "everything",
)  # fmt: skip
"""Every kind of topic that the description names, and one that nobody knows."""


async def ask_every_topic(at: Place) -> None:
    """Fills in a row for each kind of topic: who may watch it."""
    for topic in TOPICS:
        row = at.rows[f"watch {topic}"] = {}
        for caller in CALLERS:
            headers = at.headers(caller)
            there = [await watches(at, named(at, topic, which), headers) for which in (0, 1)]
            row[caller] = EVERYWHERE if all(there) else OWN if there[0] else NOWHERE


async def watches(at: Place, topic: str, headers: Mapping[str, str]) -> bool:
    socket = Socket()
    session = at.house.hall.room.session(socket, headers=small(headers), address="192.0.2.1")
    session.text(f'{{"watch": ["{topic}"]}}')
    await asyncio.sleep(0)
    session.gone()
    return socket.closed is None


REPORTS: Final[Mapping[str, str]] = {
    "shown": '{"shown": 7}',
    "beat": '{"beat": {"seq": 7, "sound": "ready", "page": "p"}}',
    "heard": '{"heard": "a", "result": "ended"}',
    "saying": '{"saying": "a"}',
    "played": '{"played": [{"item": "slide:waits", "at": 7, "ms": 7}]}',
}
"""What a client may say upwards, beside its `watch`."""
SPOKEN: Final = set(Said.__struct_fields__) - {"watch", "secret", "result"}


async def ask_every_report(at: Place) -> None:
    """Fills in a row for each word upwards: whose is believed, of whatever it watches."""
    for name, message in REPORTS.items():
        at.rows[f"say {name}"] = {
            caller: OWN if await _believed(at, message, at.headers(caller)) else NOWHERE
            for caller in CALLERS
        }


async def _believed(at: Place, message: str, headers: Mapping[str, str]) -> bool:
    told: list[str] = []

    class Ears:
        """The screens, as far as a session knows them."""

        def join(self, *given: str, **named: str) -> int:
            return 1

        def __getattr__(self, name: str) -> Any:
            return lambda *given: told.append(name) if name in ("shown", "beat") else None

    room = replace(
        at.house.hall.room,
        presence=Ears(),  # type: ignore[arg-type]
        heard=lambda *given: told.append("heard"),
        saying=lambda *given: told.append("saying"),
        played=lambda *given: told.append("played"),
    )
    session: Session = room.session(Socket(), headers=small(headers), address="192.0.2.1")
    me = (await at.house.client.get("/api/me", headers=headers)).json()
    topics = me.get("topics") or [f"ticket/{at.objects['token'][0]}"]
    session.text(f'{{"watch": {str(list(topics)).replace(chr(39), chr(34))}}}')
    session.text(message)
    session.gone()
    return bool(told)


def small(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


async def asked(folder: Path) -> dict[str, dict[str, str]]:
    """The whole table."""
    async with place(folder) as at:
        await ask_every_route(at)
        await ask_every_topic(at)
        await ask_every_report(at)
        return at.rows


def markdown(rows: Mapping[str, Mapping[str, str]]) -> str:
    """The table as it stands in the document."""
    callers = list(next(iter(rows.values())))
    lines = [f"| | {' | '.join(callers)} |", "|---" * (len(callers) + 1) + "|"]
    lines += [f"| `{name}` | {' | '.join(row.values())} |" for name, row in rows.items()]
    return "\n".join(lines) + "\n"


def written(document: str) -> str:
    """The table that stands in the document."""
    return document.partition(BEGIN)[2].partition(END)[0].strip("\n") + "\n"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        table = markdown(asyncio.run(asked(Path(folder))))
    old = DOCUMENT.read_text(encoding="utf-8")
    head, _, rest = old.partition(BEGIN)
    DOCUMENT.write_text(f"{head}{BEGIN}\n{table}{END}{rest.partition(END)[2]}", encoding="utf-8")
    sys.stdout.write(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
