"""The interface for programs: whole documents, and handlers that keep to them whatever comes."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signage.web import describe
from signage.web.api import OPERATIONS
from signage.web.gate import MAY
from tests.web.asking import BOOKINGS, FREE, SPOKEN, House, house

POSTS = [operation for operation in OPERATIONS if operation.body is not None]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    # no voice: a notice is refused, and no engine is started
    text = SPOKEN.replace('speaker = "screen"', 'speaker = "none"') + FREE + BOOKINGS
    async with house(tmp_path_factory.mktemp("hall"), text) as made:
        yield made


def _refs(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for child in node.values():
            yield from _refs(child)
    elif isinstance(node, list):
        for child in node:
            yield from _refs(child)


def _dangling(document: dict[str, Any]) -> list[str]:
    found = []
    for ref in _refs(document):
        node: Any = document
        for part in ref.removeprefix("#/").split("/"):
            node = node.get(part) if isinstance(node, dict) else None
        if node is None:
            found.append(ref)
    return found


@pytest.mark.parametrize("document", [describe.openapi(), describe.asyncapi()])
def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    plain = json.loads(json.dumps(document))
    assert list(_refs(plain))
    assert _dangling(plain) == []


def test_a_reference_that_leads_nowhere_is_found() -> None:
    assert _dangling({"a": {"$ref": "#/b/c"}, "b": {}}) == ["#/b/c"]


def test_openapi_has_its_form() -> None:
    document = describe.openapi()
    assert document["openapi"].startswith("3.1.")
    assert set(document["info"]) >= {"title", "version"}
    ids = []
    for path, item in document["paths"].items():
        assert path.startswith("/")
        named = set(re.findall(r"\{(\w+)\}", path))
        for method, operation in item.items():
            assert method in {"get", "post", "delete"}
            ids.append(operation.get("operationId", f"{method} {path}"))
            places = [(one["in"], one["name"]) for one in operation["parameters"]]
            assert len(set(places)) == len(places)
            assert {name for place, name in places if place == "path"} == named
            assert all(one["required"] for one in operation["parameters"] if one["in"] == "path")
            assert operation["responses"]
            for status, answer in operation["responses"].items():
                assert 200 <= int(status) < 600 and answer["description"]
            for scheme in operation.get("security", []):
                assert set(scheme) <= set(document["components"]["securitySchemes"])
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_openapi_has_every_operation(operation: Any) -> None:
    described = describe.openapi()["paths"][operation.path][operation.method.lower()]
    assert str(operation.status) in described["responses"]
    for status in ("401", "403", "404", "409", "413", "422", "429", "503"):
        assert "application/problem+json" in described["responses"][status]["content"]
    assert ("requestBody" in described) is bool(operation.body or operation.raw)
    assert bool(described.get("security")) is (operation.verb is not None or operation.secret)
    if operation.verb is not None:
        assert described["description"] == "For: " + ", ".join(sorted(MAY[operation.verb]))


def test_asyncapi_has_its_form() -> None:
    document = describe.asyncapi()
    assert document["asyncapi"].startswith("3.0.")
    channel = document["channels"]["live"]
    assert channel["address"] == "/live"
    assert set(channel["messages"]) == set(document["components"]["messages"])
    told = set()
    for operation in document["operations"].values():
        assert operation["action"] in {"send", "receive"}
        told |= {message["$ref"].rsplit("/", 1)[1] for message in operation["messages"]}
    assert told == set(channel["messages"])
    kinds = {topic.partition("/")[0] for topic in describe.TOPICS}
    assert kinds < told
    assert document["components"]["schemas"]["Pulse"]["required"] == ["epoch", "seq", "at"]


@pytest.mark.asyncio(loop_scope="module")
async def test_both_are_served_to_everybody(asked: House) -> None:
    for name in ("openapi", "asyncapi"):
        answer = await asked.ask("GET", f"/api/{name}.json")
        assert answer.headers["content-type"] == "application/json"
        assert answer.json() == json.loads(json.dumps(getattr(describe, name)()))


# ---- what the handlers make of it

PEOPLES = {"/api/session/password", *(o.path for o in POSTS if o.path.startswith("/api/people"))}
PEOPLES -= {"/api/people/first"}
"""What a person asks for, and no device."""
STRICT = {"/api/session/password", "/api/people/first"}
"""No word that is drawn here is a good password."""

WORDS = st.sampled_from(
    ["card", "birth", "A001", "B002", "t2", "1", "2", "id", "en", "08:00", "2026-11-27", ""]
)
PLACES = st.sampled_from(["1", "2", "card", "hall", "ballroom", "nowhere", "%20", "😀"])
SCALARS = (
    WORDS
    | st.text(st.characters(codec="utf-8"), max_size=30)
    | st.none()
    | st.booleans()
    | st.integers(-(10**25), 10**25)
    | st.floats(allow_nan=False, allow_infinity=False)
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)  # fmt: skip


@st.composite
def _bodies(draw: st.DrawFn, schema: dict[str, Any]) -> bytes:
    """A body of this schema, or one that is not quite."""
    fields = {
        name: st.just([]) if named.get("type") == "array" else WORDS
        for name, named in schema.get("properties", {}).items()
    }
    needed = {name: fields.pop(name) for name in schema.get("required", ())}
    for name in needed:
        if "enum" in schema["properties"][name]:
            needed[name] = st.sampled_from(schema["properties"][name]["enum"])
    if draw(st.booleans()):
        return json.dumps(draw(st.fixed_dictionaries(needed, optional=fields))).encode()
    odd = {name: WORDS | SCALARS for name in schema.get("properties", {})}
    body: Any = draw(st.fixed_dictionaries({}, optional=odd))
    if draw(st.integers(0, 4)) == 0:
        body = draw(VALUES)
    elif draw(st.integers(0, 4)) == 0:
        body[draw(st.text(st.characters(codec="utf-8"), max_size=5))] = draw(VALUES)
    raw = json.dumps(body).encode()
    match draw(st.integers(0, 9)):
        case 0:
            cut = draw(st.integers(0, len(raw)))
            return raw[:cut]
        case 1:
            at = draw(st.integers(0, max(0, len(raw) - 1)))
            return raw[:at] + bytes([draw(st.integers(0, 255))]) + raw[at + 1 :]
        case 2:
            return draw(st.binary(max_size=40))
        case _:
            return raw


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("operation", POSTS, ids=lambda operation: operation.name)
async def test_no_body_breaks_a_handler(asked: House, operation: Any) -> None:
    document = describe.openapi()
    described = document["paths"][operation.path]["post"]
    ref = described["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    schema = document["components"]["schemas"][ref.rsplit("/", 1)[1]]
    statuses: list[int] = []
    link = (await asked.ticket())["token"]
    by = "administrator" if operation.path in PEOPLES else "admin"
    if operation.verb == "sign_on":
        by = "counter-1"
    person = asked.person("floor").id

    @settings(
        max_examples=50, deadline=None, database=None, derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )  # fmt: skip
    @given(body=_bodies(schema), place=PLACES, key=st.none() | st.binary(min_size=1, max_size=9))
    async def fuzzed(body: bytes, place: str, key: bytes | None) -> None:
        token = link if place == "1" else place
        path = re.sub(
            r"\{\w+\}", place, operation.path.replace("{token}", token).replace("{person}", person)
        )
        headers = {"Idempotency-Key": key} if key is not None else {}
        answer = await asked.ask("POST", path, by, headers=headers, content=body)
        statuses.append(answer.status_code)
        assert answer.status_code < 500, answer.text
        assert str(answer.status_code) in described["responses"]
        problem = answer.json()
        if answer.status_code < 300:
            assert answer.headers["content-type"] == "application/json"
        else:
            assert answer.headers["content-type"] == "application/problem+json"
            assert problem["status"] == answer.status_code

    await _within(fuzzed)
    # the control: it was really tried
    assert len(statuses) >= 20
    assert len(set(statuses)) >= 2 or operation.path in STRICT


async def _within(fuzzed: Any) -> None:
    """Runs hypothesis beside the loop that the hall runs on: each example comes back to it."""
    loop = asyncio.get_running_loop()
    inner = fuzzed.hypothesis.inner_test

    def example(**drawn: Any) -> None:
        asyncio.run_coroutine_threadsafe(inner(**drawn), loop).result(60)

    fuzzed.hypothesis.inner_test = example
    await asyncio.to_thread(fuzzed)
