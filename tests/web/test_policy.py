"""What a browser is told: two policies, a nonce of its own for each answer, and no cache of it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from signage.web.policy import fresh_nonce, policies
from tests.web.asking import HOST, House, house

pytestmark = pytest.mark.asyncio(loop_scope="module")

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("hall")) as made:
        yield made


async def test_a_page_has_a_nonce_of_its_own_and_no_validator(asked: House) -> None:
    seen = set()
    for _ in range(3):
        for path in ("/", "/screen", "/counter", "/kiosk"):
            answer = await asked.ask("GET", path)
            _, second = answer.headers.get_list("content-security-policy")
            nonce = re.findall(r"'nonce-([\w-]{22})'", second)[0]
            tags = re.findall(r"<script [^>]*>", answer.text)
            assert tags and all(f'nonce="{nonce}"' in tag for tag in tags)
            # a 304 would bring a new nonce to an old page
            assert not {"etag", "last-modified"} & set(answer.headers)
            assert answer.headers["cache-control"] == "no-cache"
            seen.add(nonce)
    assert len(seen) == 12


async def test_both_policies_hold_and_allow_nothing_inline(asked: House) -> None:
    answer = await asked.ask("GET", "/")
    first, second = answer.headers.get_list("content-security-policy")
    rules = dict(rule.strip().split(" ", 1) for rule in first.split(";"))
    for name in ("default-src", "object-src", "base-uri", "form-action", "frame-ancestors"):
        assert rules[name] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["font-src"] == "'self'"
    assert rules["require-trusted-types-for"] == "'script'"
    screen = await asked.ask("GET", "/screen")
    assert "trusted-types" not in screen.headers["content-security-policy"]
    assert "'strict-dynamic'" in second
    assert "unsafe" not in first + second and "*" not in first + second
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]


async def test_one_page_may_stand_in_a_frame_and_one_may_show_it(asked: House) -> None:
    for path in ("/screen/preview", "/admin", "/screen", "/floor", "/api/health", "/nowhere"):
        first = (await asked.ask("GET", path)).headers.get_list("content-security-policy")[0]
        rules = dict(rule.strip().split(" ", 1) for rule in first.split(";"))
        assert rules["frame-ancestors"] == ("'self'" if path == "/screen/preview" else "'none'")
        assert rules["frame-src"] == ("'self'" if path == "/admin" else "'none'")


async def test_the_policy_names_the_socket_of_the_host() -> None:
    nonce = fresh_nonce()
    assert "ws://mal:8000 wss://mal:8000" in policies("mal:8000", nonce)[0]
    secure = policies("mal:8443", nonce, secure=True)[0]
    assert "wss://mal:8443" in secure and "ws://" not in secure.replace("wss://", "")
    for host in ("", "mal; script-src *", "mal x", "mal\n"):
        assert "ws:" not in policies(host, nonce)[0]
        assert "script-src 'self';" in policies(host, nonce)[0]


async def test_what_is_personal_is_kept_nowhere(asked: House) -> None:
    ticket = await asked.ticket()
    for method, path, by in (
        ("GET", f"/t/{ticket['token']}", None), ("GET", f"/api/tickets/{ticket['token']}", None),
        ("GET", "/api/me", "admin"), ("GET", "/api/links", "admin"), ("GET", "/api/me", None),
        ("POST", "/api/counters/1/next", "counter-1"), ("GET", "/metrics", "feed"),
        ("GET", "/nowhere", None), ("GET", "/t/nobodys", None),
    ):  # fmt: skip
        answer = await asked.ask(method, path, by)
        assert answer.headers["cache-control"] == "no-store", path


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nowhere", 404), ("/static/none.js", 404), ("/sounds/none.wav", 404), ("/metrics", 401),
     ("/<script>alert(1)</script>", 404), ("/button/1/next", 401)],
)  # fmt: skip
async def test_a_person_who_is_refused_sees_a_page(asked: House, path: str, status: int) -> None:
    for language, word in (("id", "Semua halaman"), ("en", "All pages")):
        answer = await asked.ask("GET", path, headers={**HTML, "Accept-Language": language})
        assert answer.status_code == status
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert int(answer.headers["content-length"]) == len(answer.content)
        assert f'<html lang="{language}"' in answer.text and word in answer.text
        assert "<script" not in answer.text and "alert" not in answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert "nonce-" in answer.headers["content-security-policy"]


async def test_a_page_that_lacks_a_method_says_so_to_a_person(asked: House) -> None:
    answer = await asked.ask("GET", "/api/tickets", headers=HTML)
    assert answer.headers["content-type"] == "application/problem+json"  # a program's address
    answer = await asked.ask("POST", "/counter", headers=HTML)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await asked.ask("GET", "/nowhere")).json()["code"] == "route_unknown"
    assert answer.headers["allow"] and HOST


async def test_a_fault_is_shown_to_a_person_without_its_inside(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret inside")

    monkeypatch.setattr(type(asked.hall.live), "ticket", broken)
    answer = await asked.ask("GET", "/t/" + "x" * 22, headers=HTML)
    assert answer.status_code == 500
    assert "Semua halaman" in answer.text
    assert "inside" not in answer.text and "Zero" not in answer.text
