"""A synchronous pyttsx3 driver over libespeak-ng; the stock one loses sentences in a server.

pyttsx3 imports `pyttsx3.drivers.<name>`; `register` puts this one there under its own name.
"""

from __future__ import annotations

import sys
import types
import wave
from collections.abc import Iterator
from typing import Any, Final

import pyttsx3.drivers

from signage.voice.espeak import PITCH_PARAMETER, RATE_PARAMETER, VOLUME_PARAMETER, Espeak

NAME: Final = "signage_espeak"


def register(espeak: Espeak) -> str:
    """Make `pyttsx3.init(name)` build this driver over a library; gives the name."""
    module = types.ModuleType(f"pyttsx3.drivers.{NAME}")
    vars(module)["buildDriver"] = lambda proxy: EspeakDriver(proxy, espeak)
    sys.modules[module.__name__] = module
    setattr(pyttsx3.drivers, NAME, module)
    return NAME


class EspeakDriver:
    """What pyttsx3 asks of a driver. Every call is done when it returns."""

    def __init__(self, proxy: Any, espeak: Espeak) -> None:
        self._proxy = proxy
        self._espeak = espeak

    def setProperty(self, name: str, value: Any) -> None:
        match name:
            case "voice":
                self._espeak.choose(str(value))
            case "rate":
                self._espeak.tune(RATE_PARAMETER, int(value))
            case "volume":
                self._espeak.tune(VOLUME_PARAMETER, int(float(value) * 100))
            case "pitch":
                self._espeak.tune(PITCH_PARAMETER, int(value))
            case _:
                raise KeyError(name)

    def getProperty(self, name: str) -> Any:
        raise KeyError(name)

    def save_to_file(self, text: str, filename: str) -> None:
        self._proxy.setBusy(True)
        self._proxy.notify("started-utterance")
        sound = self._espeak.speak(text)
        with wave.open(filename, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(self._espeak.rate)
            file.writeframes(sound)
        self._proxy.notify("finished-utterance", completed=True)
        self._proxy.setBusy(False)

    def say(self, text: str) -> None:
        raise NotImplementedError("the worker makes files; the sound card is another room's")

    def startLoop(self) -> None:
        self._proxy.setBusy(False)

    def endLoop(self) -> None:
        """Nothing runs between calls."""

    def iterate(self) -> Iterator[None]:
        yield

    def stop(self) -> None:
        """Nothing runs between calls."""

    def destroy(self) -> None:
        """The library outlives its drivers."""
