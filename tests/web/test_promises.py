"""Every call keeps what its document says: generated requests over all of the OpenAPI.

As an administrator, whose secret opens everything, and as a stranger. No answer is a fault, has a
status that the document doesn't name, or a body that its schema doesn't fit.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signage.web.describe import openapi
from tests.halls import SMALL
from tests.web.asking import BOOKINGS, FREE, House, house

EXAMPLES: Final = 4
"""Requests to each call, for each who asks."""
APART: Final = frozenset({"/api/events", "/api/devices/first/retire"})
"""Goes on for ever; takes the secrets away that the others are asked with."""
KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "counter": ("1", "2"), "zone": ("hall", "ballroom"), "service": ("card", "birth"),
    "action": ("next", "recall"), "date": ("2026-11-26",),
}  # fmt: skip
"""What stands in paths and bodies, beside what nobody knows."""
TICKET: Final = {"token": "token", "ticket": "number"}
"""What of a ticket stands there, and how the ticket itself names it."""


class Asking:
    """A hall on a loop of its own, for tests that are no coroutines."""

    def __init__(
        self, asked: House, loop: asyncio.AbstractEventLoop, names: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.names: Final = names
        self._asked = asked
        self._loop = loop

    def send(self, **request: Any) -> Any:
        """The answer of one request."""
        sent = asyncio.run_coroutine_threadsafe(self._asked.client.request(**request), self._loop)
        return sent.result(20)

    @property
    def secret(self) -> dict[str, str]:
        """The header of who may everything."""
        return self._asked.bearer("admin")


@contextmanager
def asking(folder: Path) -> Iterator[Asking]:
    ready, done = threading.Event(), asyncio.Event()
    found: list[Asking] = []
    loop = asyncio.new_event_loop()

    async def run() -> None:
        async with house(folder, SMALL + FREE + BOOKINGS) as asked:
            tickets = [await asked.ticket() for _ in range(3)]
            names = {key: tuple(one[of] for one in tickets) for key, of in TICKET.items()}
            found.append(Asking(asked, loop, {**KNOWN, **names}))
            ready.set()
            await done.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()))
    thread.start()
    assert ready.wait(30)
    try:
        yield found[0]
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(30)
        loop.close()


@pytest.mark.filterwarnings("ignore")
def test_every_call_keeps_what_the_document_says(tmp_path: Path) -> None:
    schemathesis = pytest.importorskip("schemathesis")
    told = pytest.importorskip("schemathesis.checks")
    wanted = ("not_a_server_error", "status_code_conformance", "content_type_conformance",
              "response_schema_conformance")  # fmt: skip
    told.load_all_checks()
    checks = told.CHECKS.get_by_names(list(wanted))
    document = openapi()
    paths = {path: calls for path, calls in document["paths"].items() if path not in APART}
    schema = schemathesis.openapi.from_dict(document | {"paths": paths})
    broken: list[str] = []
    seen: dict[str, set[int]] = {}
    with asking(tmp_path) as asked:
        for found in schema.get_all_operations():
            operation = found.ok()
            try:
                seen[operation.label] = _try(operation, checks, asked)
            except (AssertionError, schemathesis.errors.FailureGroup) as fault:
                broken.append(f"{operation.label}: {fault}")
    assert not broken, "\n\n".join(broken)
    done = [label for label, statuses in seen.items() if any(status < 300 for status in statuses)]
    assert len(done) >= 30, done  # or else nothing but refusals was looked at


def _try(operation: Any, checks: Any, asked: Asking) -> set[int]:
    seen: set[int] = set()

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(), data=st.data())
    def one(case: Any, data: st.DataObject) -> None:
        known = asked.names
        for said in (case.path_parameters, case.body):
            for name in said if isinstance(said, dict) else ():
                if name in known and data.draw(st.integers(0, 3)):
                    said[name] = data.draw(st.sampled_from(known[name]))
        for who in (asked.secret, {}):
            case.headers.pop("Authorization", None)
            sent = case.as_transport_kwargs(base_url="http://hall.test:8000")
            headers = {**dict(sent.pop("headers") or {}), **who}
            kept = {
                key: sent[key] for key in ("method", "url", "params", "json", "data") if key in sent
            }
            answer = asked.send(headers=headers, **kept)
            seen.add(answer.status_code)
            case.validate_response(answer, checks=checks)

    one()
    return seen
