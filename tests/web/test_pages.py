"""The pages: templates without data, nothing inline, files that are kept as long as they last."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from signage.web.pages import version_of
from tests.web.asking import House, house, refused

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAGES = ("/", "/screen", "/counter", "/kiosk", "/voices", "/floor", "/login")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("hall")) as made:
        yield made


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_is_given_to_everybody_in_both_languages(asked: House, path: str) -> None:
    for query, language in (("", "id"), ("?lang=en", "en"), ("?lang=id", "id"), ("?lang=<", "id")):
        answer = await asked.ask("GET", path + query)
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in answer.text
        assert answer.headers["cache-control"] == "no-cache"
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", PAGES)
async def test_nothing_of_a_page_is_inline_or_from_elsewhere(asked: House, path: str) -> None:
    text = (await asked.ask("GET", path)).text
    assert _loose(text) == []
    loaded = re.findall(r'(?:src|href)="(/[^"#]*)"', text)
    assert loaded
    for address in loaded:
        assert (await asked.ask("GET", address)).status_code == 200, address


async def test_what_is_loose_is_found() -> None:
    for text in (
        "<script>x()</script>", '<script src="/x.js"></script>', '<p onclick="x()">',
        '<p style="x">', "<style>p{}</style>",
        '<a href="javascript:x()">', '<img src="http://elsewhere/x.png">', '<base href="/x">',
    ):  # fmt: skip
        assert _loose(text), text


def _loose(text: str) -> list[str]:
    """What the policy would stop: code and style between tags or in attributes, other hosts."""
    return [
        *re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text),
        *re.findall(r"<script(?![^>]*\bnonce=\"[\w-]{22}\")[^>]*>", text),
        *re.findall(r"<style\b", text),
        *re.findall(r"<base\b", text),
        *re.findall(r"\son\w+=", text),
        *re.findall(r"\sstyle=", text),
        *re.findall(r"(?:src|href)=\"(?:javascript:|https?:|//)[^\"]*", text),
    ]


async def test_a_file_is_kept_under_its_version_alone(asked: House) -> None:
    text = (await asked.ask("GET", "/screen")).text
    address = re.findall(r'href="(/static/[^"]*\?v=\w+)"', text)[0]
    kept = await asked.ask("GET", address)
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    for other in (address.partition("?")[0], address + "x", address + "&x=1"):
        answer = await asked.ask("GET", other)
        assert answer.headers["cache-control"] == "no-cache"
    again = await asked.ask("GET", address, headers={"If-None-Match": kept.headers["etag"]})
    assert again.status_code == 304
    missing = await asked.ask("GET", "/static/nothing.js" + "?" + address.partition("?")[2])
    refused(missing, 404, "route_unknown")
    assert missing.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    ["..%2f..%2fconfig.toml", "%2e%2e/%2e%2e/config.toml", "....//config.toml", "%00", "",
     "screen", "a" * 5000, "..\\config.toml", "%c0%ae%c0%ae/config.toml"],
)  # fmt: skip
async def test_no_path_leads_out_of_the_static_files(asked: House, path: str) -> None:
    refused(await asked.ask("GET", f"/static/{path}"), 404, "route_unknown")


async def test_a_sound_is_had_by_its_name_alone(asked: House) -> None:
    sounds = asked.folder / "sounds"
    sounds.mkdir(exist_ok=True)
    (sounds / "abc.wav").write_bytes(b"RIFF")
    (sounds / "folder.wav").mkdir()
    (asked.folder / "outside.wav").write_bytes(b"no")
    answer = await asked.ask("GET", "/sounds/abc.wav")
    assert (answer.content, answer.headers["content-type"]) == (b"RIFF", "audio/wav")
    assert answer.headers["content-disposition"] == 'attachment; filename="abc.wav"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    for name in ("abc", "nothing.wav", "..%2foutside.wav", "%2e%2e", "folder.wav", ".wav",
                 "registry.db", "a" * 300 + ".wav", "%00.wav", "..\\outside.wav"):  # fmt: skip
        answer = await asked.ask("GET", f"/sounds/{name}")
        assert answer.status_code == 404, name
        assert answer.json()["code"] in ("sound_unknown", "route_unknown")


async def test_another_file_makes_another_version(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.js").write_text("1")
    first = version_of(tmp_path)
    assert first == version_of(tmp_path)
    (tmp_path / "deep" / "a.js").write_text("2")
    second = version_of(tmp_path)
    (tmp_path / "deep" / "a.js").rename(tmp_path / "deep" / "b.js")
    assert len({first, second, version_of(tmp_path)}) == 3
