"""The worker's use of pyttsx3, with drivers that are late, and drivers that fail."""

from __future__ import annotations

import io
import json
import sys
import threading
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pyttsx3.drivers

from signage.errors import VoiceTrouble
from signage.voice.exchange import serve
from signage.voice.worker import Engines, Speech


class LateDriver:
    """As the stock ones: says that it is done at once, and writes the file later."""

    fails = False

    def __init__(self, proxy: Any) -> None:
        self.proxy = proxy
        self.properties: list[tuple[str, object]] = []

    def setProperty(self, name: str, value: object) -> None:
        self.properties.append((name, value))
        if self.fails:
            raise ValueError("no such voice")

    def save_to_file(self, text: str, filename: str) -> None:
        def write() -> None:
            Path(filename).write_bytes(text.encode())
            if self.fails:
                return
            self.proxy.notify("finished-utterance", completed=True)

        threading.Timer(0.05, write).start()

    def startLoop(self) -> None:
        self.proxy.setBusy(False)

    def endLoop(self) -> None: ...
    def stop(self) -> None: ...
    def destroy(self) -> None: ...


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[type[LateDriver]], str]]:
    def install(kind: type[LateDriver]) -> str:
        # pyttsx3 gives the same engine for the same name.
        name = f"late_{kind.__name__.lower()}"
        module = types.ModuleType(f"pyttsx3.drivers.{name}")
        vars(module)["buildDriver"] = kind
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(pyttsx3.drivers, name, module, raising=False)
        return name

    yield install


def test_a_late_driver_is_waited_for(
    driver: Callable[[type[LateDriver]], str], tmp_path: Path
) -> None:
    speech = Speech(driver(LateDriver))
    for text in ("satu", "dua"):
        speech.save(text, {"rate": 150}, tmp_path / text)
        assert (tmp_path / text).read_text() == text


def test_a_property_that_fails_is_an_error(
    driver: Callable[[type[LateDriver]], str], tmp_path: Path
) -> None:
    class Failing(LateDriver):
        fails = True

    with pytest.raises(VoiceTrouble, match="no such voice"):
        Speech(driver(Failing)).save("satu", {"voice": "x"}, tmp_path / "x")


def test_it_answers_line_by_line_and_survives_nonsense(tmp_path: Path) -> None:
    lines = [b"nonsense\n", b'{"do": "speak"}\n']
    answers = io.BytesIO()
    serve(io.BytesIO(b"".join(lines)), answers, Engines(tmp_path))
    headers = [json.loads(line) for line in answers.getvalue().splitlines()]
    assert [header["trouble"] for header in headers] == ["engine_failed", "engine_failed"]
    assert [header["bytes"] for header in headers] == [0, 0]
