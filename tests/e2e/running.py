"""A hall that really runs: `signage serve` as a process of its own, and hands to press with.

async with Hall(config, folder) as hall:
    ticket = await hall.ticket("ktp-el")
    answer = await hall.press("3", "next")
    hall.kill9()
    await hall.start()      # the same folder, the same port
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

import httpx
import msgspec
import tomlkit

from signage.almanac import public_days
from signage.config import load
from signage.registry.devices import first_secrets
from signage.web.links import link as ready
from signage.web.links import standing

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 60.0
"""Seconds that a test waits for what must come, on a machine that has other things to do."""

JSON = dict[str, Any]
Change = Callable[[Any], None]


def write_config(path: Path, change: Change | None = None) -> Path:
    """The sample hall's file, without voices unless `change(document)` gives it some.

    The tests press faster than people can, so no kiosk is told to wait.
    """
    document = tomlkit.parse((ROOT / "config.toml").read_text())
    document["mall"]["time_zone"] = far_from_the_turn()
    document["limits"]["tickets_per_second"] = 10_000
    for zone in document["zones"]:
        zone["speaker"] = "none"
    if change is not None:
        change(document)
    path.write_text(tomlkit.dumps(document))
    return path


def printing(addresses: Mapping[str, str]) -> Change:
    """A change of the file: each zone's kiosks have a printer at this address."""

    def change(document: Any) -> None:
        document["printers"] = [
            {"id": f"at-{zone}", "kind": "network", "zones": [zone], "address": address}
            for zone, address in addresses.items()
        ]

    return change


def in_few_words(document: Any, call: str = "{ticket}, loket {counter}.", **where: Any) -> None:
    """A call takes less time to say than in the sample hall; `where` are zones or agencies."""
    phrases = document.setdefault("phrases", tomlkit.aot())
    phrases.append(tomlkit.item({"language": "id", "call": call, **where}))


def far_from_the_turn() -> str:
    """A time zone in which it is neither night, when the business day turns, nor late evening,
    when today has no more times to book."""
    hour = datetime.now(ZoneInfo("Asia/Jakarta")).hour
    if 4 <= hour < 20:
        return "Asia/Jakarta"
    west = (datetime.now(UTC).hour - 12) % 24  # so many hours behind it is noon there
    return f"Etc/GMT+{west}" if west <= 12 else f"Etc/GMT-{24 - west}"


def free_port() -> int:
    """A port that nobody listens on, and that stays free while its server is dead: below those
    that the system gives to connections, and of this process's own share."""
    share = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 8
    while True:
        port = 16_000 + 2_000 * share + random.randrange(2_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


async def until(
    done: Callable[[], Awaitable[object]] | Callable[[], object],
    complaint: str,
    seconds: float = PATIENCE,
) -> None:
    """Wait until `done()` is true."""
    end = time.monotonic() + seconds
    while True:
        found = done()
        if asyncio.iscoroutine(found):
            found = await found
        if found:
            return
        assert time.monotonic() < end, complaint
        await asyncio.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said to one request."""

    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The code of a refusal."""
        return str(self.body.get("code", "")) if isinstance(self.body, dict) else ""

    @property
    def number(self) -> str | None:
        """The number of the ticket that was called."""
        call = self.body["call"]
        return None if call is None else str(call["number"])


class Hall:
    """One server on one data folder. `around` is what starts it, such as `nsenter …`."""

    def __init__(
        self,
        config: Path,
        data: Path,
        *,
        environment: Mapping[str, str] | None = None,
        around: Sequence[str] = (),
        module: str = "signage",
    ) -> None:
        self.config = config
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log_file = config.with_suffix(".log")
        self.process: subprocess.Popen[bytes] | None = None
        self._environment = {**(environment or os.environ), "PYTHONUNBUFFERED": "1"}
        self.around = around
        self._module = module
        self._links: list[JSON] = []
        self._client = httpx.AsyncClient(
            base_url=self.url, timeout=30,
            # ended by us before the server, after 5 s of idleness, ends it under a request
            limits=httpx.Limits(max_connections=None, keepalive_expiry=2),
        )  # fmt: skip

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.stop()
        await self._client.aclose()

    # ---- the process

    async def start(self) -> None:
        """Start it, and wait until it answers."""
        said = len(self.log)
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                self.command("serve", "--host", "127.0.0.1", "--port", str(self.port)),
                cwd=ROOT, env=self._environment, stdout=log, stderr=log,
            )  # fmt: skip
        process = self.process
        await until(
            lambda: "The hall is open" in self.log[said:] or process.poll() is not None,
            f"the server does not start:\n{self.log[said:]}",
        )
        assert process.poll() is None, f"the server ended:\n{self.log[said:]}"

    def command(self, *words: str) -> list[str]:
        """The command line of one of the product's commands on this hall."""
        own = [sys.executable, "-m", self._module, *words]
        return [*self.around, *own, "--config", str(self.config), "--data", str(self.data)]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of the product's commands to its end."""
        return subprocess.run(
            self.command(*words), cwd=ROOT, env=self._environment,
            capture_output=True, text=True, timeout=PATIENCE,
        )  # fmt: skip

    def stop(self) -> int | None:
        """End it as the system does, and give its exit code."""
        return self._end(signal.SIGTERM)

    def kill9(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL)

    def hang_up(self) -> None:
        """Have it read its file again."""
        assert self.process is not None
        self.process.send_signal(signal.SIGHUP)

    def _end(self, how: signal.Signals) -> int | None:
        process, self.process = self.process, None
        if process is None:
            return None
        process.send_signal(how)
        try:
            return process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError("the server does not end") from None

    @property
    def log(self) -> str:
        """All that it has said."""
        return self.log_file.read_text() if self.log_file.exists() else ""

    # ---- its links

    def links(self) -> list[JSON]:
        """What `signage links --json` prints."""
        told = self.run("links", "--json")
        assert told.returncode == 0, told.stderr
        self._links = json.loads(told.stdout)
        return self._links

    def read_links(self) -> None:
        """The same by the same functions, without the process that prints them."""
        text, name = self.config.read_text(), self.config.name
        hall = load(text, name, lambda zone: True, lambda: public_days(2026)).hall
        firsts = standing(first_secrets(self.data), hall)
        self._links = [msgspec.to_builtins(ready(one, hall, self.url)) for one in firsts]

    def link(self, kind: str, place: str | None) -> JSON:
        """The link of one device."""
        for known in (self._links, None):
            for link in self.links() if known is None else known:
                if (link["kind"], link["place"]) == (kind, place):
                    return link
        raise AssertionError(f"there is no link for {kind} {place}")

    def secret(self, kind: str, place: str | None = None) -> str:
        """The secret of one device."""
        return str(self.link(kind, place)["secret"])

    def page(self, kind: str, place: str | None = None) -> str:
        """The address of a device's page."""
        return str(self.link(kind, place)["url"])

    # ---- hands

    async def ask(
        self,
        method: str,
        path: str,
        secret: str | None = None,
        *,
        json: object = None,
        content: bytes | AsyncIterator[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Any request. Raises httpx.TransportError when there is no whole answer."""
        own = dict(headers or {})
        if secret is not None:
            own["Authorization"] = f"Bearer {secret}"
        response = await self._client.request(method, path, json=json, content=content, headers=own)
        is_json = response.content and "json" in response.headers.get("content-type", "")
        body = response.json() if is_json else response.text
        return Answer(response.status_code, body, response.headers)

    async def press(
        self, counter: str, action: str = "next", body: JSON | None = None, key: str | None = None
    ) -> Answer:
        """Press a counter's button, with an id, as its page does; "" is no id."""
        key = str(uuid.uuid4()) if key is None else key
        return await self.ask(
            "POST", f"/api/counters/{counter}/{action}", self.secret("counter", counter),
            json=body or {}, headers={"Idempotency-Key": key} if key else {},
        )  # fmt: skip

    async def ticket(
        self, service: str, key: str | None = None, zone: str = "hall-a", **more: str
    ) -> Answer:
        """Take a number at a zone's kiosk; `more` is what else its page may ask for."""
        return await self.ask(
            "POST", "/api/tickets", self.secret("kiosk", zone),
            json={"service": service, **more}, headers={"Idempotency-Key": key} if key else {},
        )  # fmt: skip

    async def tickets(self, *services: str) -> list[str]:
        """Take a number for each service; gives the numbers."""
        numbers = []
        for service in services:
            answer = await self.ticket(service)
            assert answer.status == 201, answer
            numbers.append(str(answer.body["number"]))
        return numbers

    async def view(self, path: str) -> Any:
        """A view, such as `zones/hall-a`, as the administrator sees it."""
        answer = await self.ask("GET", f"/api/{path}", self.secret("admin"))
        assert answer.status == 200, answer
        return answer.body

    async def health(self) -> Answer:
        """What a watchdog sees."""
        return await self.ask("GET", "/api/health")

    async def events(self) -> list[JSON]:
        """Every event of the journal so far, as the feed tells it: {"seq", "kind", …, "event"}."""
        last = (await self.health()).body
        events: list[JSON] = []
        if not last["seq"]:
            return events
        headers = {"Authorization": f"Bearer {self.secret('feed')}"}
        url = "/api/events?after=0:0"
        async with self._client.stream("GET", url, headers=headers) as response:
            assert response.status_code == 200, response
            async for line in response.aiter_lines():
                if line.startswith("data:"):
                    events.append(json.loads(line[5:]))
                    if events[-1]["seq"] >= last["seq"]:
                        break
        return events


@asynccontextmanager
async def hall_of(
    folder: Path, change: Change | None = None, **options: Any
) -> AsyncIterator[Hall]:
    """The sample hall with changes, running in a new data folder."""
    folder.mkdir(parents=True, exist_ok=True)
    async with Hall(write_config(folder / "config.toml", change), folder / "data", **options) as it:
        if not it.around:  # the folder may be on a disk that only the server sees
            it.read_links()
        yield it
