"""The process that speaks: `python -m signage.voice.worker`. One sentence a request."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from signage.errors import VoiceTrouble
from signage.voice.espeak import Espeak
from signage.voice.exchange import main

_PATIENCE: Final = (
    20.0  # seconds for a stock driver to finish a file; the server's own limit is shorter
)


class Speech:
    """pyttsx3 with one driver, used so that it loses nothing: one utterance a run, awaited."""

    def __init__(self, driver: str | None) -> None:
        import pyttsx3

        self._engine: Any = pyttsx3.init(driver)
        self._finished = 0
        self._errors: list[str] = []
        self._set: dict[str, object] = {}
        self._engine.connect("finished-utterance", self._finish)
        self._engine.connect("error", self._fail)

    def save(self, text: str, properties: dict[str, object], file: Path) -> None:
        """Speak into a file; it is complete when this returns."""
        self._finished = 0
        self._errors.clear()
        for name, value in properties.items():
            if self._set.get(name) != value:
                self._engine.setProperty(name, value)
                self._set[name] = value
        self._engine.save_to_file(text, str(file))
        self._engine.runAndWait()
        # A stock driver returns before it has written: wait for its word, and for the file.
        until = time.monotonic() + _PATIENCE
        while not self._errors and time.monotonic() < until:
            if self._finished and file.exists() and file.stat().st_size:
                return
            time.sleep(0.005)
        raise VoiceTrouble("engine_failed", "; ".join(self._errors) or "no sound was made")

    def _finish(self, name: str | None, completed: bool) -> None:
        self._finished += completed

    def _fail(self, name: str | None, exception: Exception) -> None:
        self._errors.append(f"{type(exception).__name__}: {exception}")


class Engines:
    """The engines of this process, each made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._espeak: Espeak | None = None
        self._speeches: dict[str, Speech] = {}

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, object], bytes]:
        """What a request is answered: a header, and sound where there is any."""
        match request["do"]:
            case "ready":
                self._speech(request["engine"])
                return {}, b""
            case "phonemes":
                espeak = self._library()
                espeak.choose(request["voice"])
                return {"phonemes": espeak.phonemes(request["text"])}, b""
            case _:
                return {}, self._spoken(request)

    def _spoken(self, request: dict[str, Any]) -> bytes:
        wanted = {"voice": request["voice"], "rate": request["rate"]}
        if request["engine"] == "espeak":
            wanted["pitch"] = request["pitch"]
        properties = {name: value for name, value in wanted.items() if value != ""}
        handle, name = tempfile.mkstemp(suffix=".wav", dir=self._folder)
        os.close(handle)
        file = Path(name)
        try:
            self._speech(request["engine"]).save(request["text"], properties, file)
            return file.read_bytes()
        finally:
            file.unlink(missing_ok=True)

    def _speech(self, engine: str) -> Speech:
        if engine not in self._speeches:
            # Other systems' stock drivers are their own voices; Linux's is espeak, and mixes rates.
            own = engine == "espeak" or sys.platform not in ("darwin", "win32")
            self._speeches[engine] = Speech(self._driver() if own else None)
        return self._speeches[engine]

    def _driver(self) -> str:
        from signage.voice.espeak_driver import register

        return register(self._library())

    def _library(self) -> Espeak:
        if self._espeak is None:
            self._espeak = Espeak()
        return self._espeak


if __name__ == "__main__":
    main(Engines)
