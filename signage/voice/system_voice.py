"""System voices: the server's side of the worker process. Any doubt kills it; the next is fresh."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import soundfile

from signage.errors import VoiceTrouble
from signage.voice.phrases import Utterance
from signage.voice.processes import end, start
from signage.voice.profiles import Profile
from signage.voice.sound import Sound

WORKER: Final = (sys.executable, "-m", "signage.voice.worker")
_LIMIT: Final = 1 << 26  # bytes of one answer: twenty minutes of speech
_REST: Final = 10.0  # seconds without another try after an engine failed twice
_TRIES: Final = 2
PATIENCE: Final = 3.0
"""Seconds for a short sentence."""


class SystemVoice:
    """An engine in a freshly executed process; one sentence at a time, each with a deadline.

    Its worker is pyttsx3, unless it is given another.

    `patience` is seconds for a short sentence; a long one has more.
    """

    def __init__(self, worker: Sequence[str] = WORKER, patience: float = PATIENCE) -> None:
        self._command = tuple(worker)
        self._patience = patience
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._folder: Path | None = None
        self._tuning: tuple[object, ...] | None = None
        self._resting = -_REST
        self._trouble = VoiceTrouble("no_engine")

    async def prepare(self, profile: Profile) -> None:
        """Start the worker and its engine."""
        await self._asked(_request("ready", "", profile), lambda raw: "")

    async def render(self, utterance: Utterance, profile: Profile) -> Sound:
        """The utterance as the profile's voice says it."""
        request = _request("speak", utterance.text, profile)
        _, raw = await self._asked(request, lambda raw: _doubt(raw, utterance.text, profile.rate))
        return _decoded(raw)

    async def phonemes(self, text: str, profile: Profile) -> str:
        """How the engine would pronounce a text, in IPA; espeak only."""
        header, _ = await self._asked(_request("phonemes", text, profile), lambda raw: "")
        return str(header["phonemes"])

    async def close(self) -> None:
        """End the worker."""
        async with self._turn:
            await self._end()

    async def _asked(self, request: dict[str, object], doubt: Any) -> tuple[dict[str, Any], bytes]:
        async with self._turn:
            clock = asyncio.get_running_loop().time
            if clock() - self._resting < _REST:
                raise self._trouble
            for _ in range(_TRIES):
                try:
                    header, raw = await self._once(request)
                    problem = doubt(raw)
                    if not problem:
                        return header, raw
                    self._trouble = VoiceTrouble("engine_failed", problem)
                except VoiceTrouble as trouble:
                    self._trouble = trouble
                await self._end()
            # What one text does to the engine is no reason to silence the others.
            if self._trouble.code in ("no_engine", "engine_hung"):
                self._resting = clock()
            raise self._trouble

    async def _once(self, request: dict[str, object]) -> tuple[dict[str, Any], bytes]:
        patience = self._patience + len(str(request["text"])) / 100
        try:
            async with asyncio.timeout(patience):
                return await self._exchange(request)
        except TimeoutError as error:
            raise VoiceTrouble("engine_hung", f"no answer in {patience:.0f} s") from error
        except VoiceTrouble:
            raise
        except Exception as error:
            # A dead worker's pipe raises what its loop likes (uvloop's: RuntimeError), and a mad
            # one answers what it likes. Whatever it is, the next process must be a fresh one.
            raise VoiceTrouble("no_engine", f"the worker died: {error}") from error
        except asyncio.CancelledError:
            # An answer half read would be taken for the next one's.
            await self._end()
            raise

    async def _exchange(self, request: dict[str, object]) -> tuple[dict[str, Any], bytes]:
        tuning = (request["engine"], request["voice"], request["rate"])
        if request["engine"] == "system" and self._tuning not in (None, tuning):
            # A stock driver takes a new voice or rate too late, or never: it gets them once.
            await self._end()
        if self._process is not None and self._process.returncode is not None:
            await self._end()  # it died since its last sentence; that costs this one no try
        process = self._process or await self._begin()
        self._tuning = tuning
        writer, reader = process.stdin, process.stdout
        if writer is None or reader is None:
            raise VoiceTrouble("no_engine", "no pipes")
        writer.write(json.dumps(request).encode() + b"\n")
        await writer.drain()
        header = json.loads(await reader.readuntil(b"\n"))
        if "trouble" in header:
            raise VoiceTrouble(header["trouble"], header.get("detail", ""))
        return header, await reader.readexactly(int(header["bytes"]))

    async def _begin(self) -> Process:
        self._folder = Path(tempfile.mkdtemp(prefix="signage-voice-"))
        command = (*self._command, str(self._folder))
        self._process = await start(
            command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=_LIMIT, cwd=_root()
        )
        return self._process

    async def _end(self) -> None:
        process, self._process, self._tuning = self._process, None, None
        if process is not None:
            await end(process)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def system_voice(
    worker: Sequence[str] = WORKER, *, behind: bool = False, patience: float = PATIENCE
) -> SystemVoice:
    """An engine of this worker. `behind`: one that leaves the processor to all others."""
    nice = ("nice", "-n", "19") if behind and shutil.which("nice") else ()
    return SystemVoice((*nice, *worker), patience=patience)


def _request(do: str, text: str, profile: Profile) -> dict[str, object]:
    return {
        "do": do,
        "text": text,
        "engine": profile.engine,
        "voice": profile.voice,
        "rate": profile.rate,
        "pitch": profile.pitch,
    }


def _root() -> Path:
    """Where `python -m signage…` finds this very package, installed or not."""
    return Path(__file__).parents[2]


def _decoded(raw: bytes) -> Sound:
    samples, rate = soundfile.read(io.BytesIO(raw), dtype="float32", always_2d=True)
    return Sound(np.ascontiguousarray(samples[:, 0]), int(rate))


def _doubt(raw: bytes, text: str, rate: int) -> str:
    """Why this can't be the sentence; empty when it may well be."""
    try:
        sound = _decoded(raw)
    except (soundfile.LibsndfileError, RuntimeError) as error:
        return f"no sound file: {error}"
    expected = _expected(text, rate)
    if not expected / 4 < sound.length < expected * 5 + 1.0:
        return f"{sound.length:.2f} s for a sentence of about {expected:.2f} s"
    if float(np.max(np.abs(sound.samples), initial=0.0)) < 0.01:
        return "silence"
    return ""


def _expected(text: str, rate: int) -> float:
    """About how many seconds a text takes: a numeral is a word, six letters are one."""
    words = sum(1.0 if c.isdigit() else 1 / 6 for c in text if c.isalnum())
    return words * 60 / rate
