"""A whole hall without a port: its own parts on a real journal, asked through ASGI."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from argon2 import PasswordHasher

from signage.app import running
from signage.config import Config
from signage.edits import Source
from signage.registry.devices import first_secrets
from signage.registry.people import ROLES, Person, Role
from signage.registry.sessions import csrf_of
from signage.running import Running
from signage.tls.keeper import Secured
from tests.halls import SMALL, small

HOST = "hall.test:8000"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "embun turun di ladang"

FREE = """
[limits]
requests_per_minute = 1000000
tickets_per_second = 10000

[buttons]
debounce_ms = 0
"""
"""For tests that ask more than anybody would."""

BOOKINGS = """
[bookings]
days_ahead = 3
early = 240
late = 240
per_hour = 100

[[slots]]
services = ["card"]
hours = "00:00-24:00"
minutes = 480
capacity = 4
walk_in = 1
"""
"""Three slots a day that one may check in to at any hour."""

SPOKEN = SMALL.replace('speaker = "none"', 'speaker = "screen"')


@dataclass(frozen=True, slots=True)
class House:
    """A running hall and who may ask it. A device is named by its id, such as `counter-1`."""

    hall: Running
    client: httpx.AsyncClient
    folder: Path
    people: dict[str, str] = field(default_factory=dict)
    paired: dict[str, str] = field(default_factory=dict)

    def person(self, role: Role, name: str = "Sri") -> Person:
        """Somebody who can sign in with the password `PASSWORD`, if not an officer."""
        login = None if role == "officer" else f"{name.lower()}-{len(self.hall.people.every())}"
        wanted = Person(id="", name=name, login=login, role=role)
        return self.hall.people.add(wanted, PASSWORD)

    def signed_in(self, role: Role) -> dict[str, str]:
        """The headers of a browser in which somebody with this role is signed in."""
        if role not in self.people or not self.hall.sessions.known(self.people[role]):
            self.people[role] = self.hall.sessions.begin(self.person(role).id)[0]
        token = self.people[role]
        return {"Cookie": f"signage_session={token}", "X-CSRF-Token": csrf_of(token)}

    def secret(self, device: str) -> str:
        """The secret that the server made for this device, or that it got when it was paired."""
        if device in self.paired:
            return self.paired[device]
        return {first.id: first.secret for first in first_secrets(self.folder)}[device]

    def bearer(self, device: str) -> dict[str, str]:
        """The headers that say who asks: a device by its id, a person by the role."""
        if device in ROLES:
            return self.signed_in(device)
        return {"Authorization": f"Bearer {self.secret(device)}"}

    async def ask(
        self,
        method: str,
        path: str,
        by: str | None = None,
        *,
        headers: Mapping[str, Any] | None = None,
        **body: Any,
    ) -> httpx.Response:
        """One request, as this device or as a stranger."""
        known = self.bearer(by) if by else {}
        return await self.client.request(method, path, headers={**known, **(headers or {})}, **body)

    async def ticket(self, service: str = "card") -> dict[str, Any]:
        """A visitor takes a number."""
        answer = await self.ask("POST", "/api/tickets", "kiosk-hall", json={"service": service})
        assert answer.status_code == 201, answer.text
        ticket: dict[str, Any] = answer.json()
        return ticket

    async def press(
        self, counter: str, action: str, key: str | None = None, **body: Any
    ) -> httpx.Response:
        """An officer presses."""
        headers = {"Idempotency-Key": key} if key is not None else {}
        path = f"/api/counters/{counter}/{action}"
        return await self.ask("POST", path, f"counter-{counter}", headers=headers, **body)


def source_of(folder: Path, text: str) -> Source:
    """The hall's file beside its data folder's other files, checked as `small` does."""
    file = folder / "hall.toml"
    file.write_text(text)
    return Source(file, small)


@asynccontextmanager
async def house(
    folder: Path,
    text: str = SMALL + FREE,
    config: Config | None = None,
    secured: Secured | None = None,
) -> AsyncIterator[House]:
    """A hall on a folder, and a client beside it."""
    source = source_of(folder, text)
    given = config or source.read()
    settled = None if config else source
    async with running(given, folder, settled, QUICK, secured=secured) as hall:
        transport = httpx.ASGITransport(hall.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
            yield House(hall, client, folder)


def refused(answer: httpx.Response, status: int, code: str) -> None:
    """Holds a refusal against its form: problem+json, its status and code, a sentence."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert set(problem) == {"type", "title", "status", "code", "detail"}
    assert problem["type"].endswith(code)
    assert problem["detail"] and "{" not in problem["detail"]
