"""libespeak-ng by ctypes, synchronously. In the worker only: the library is GPL, and may hang."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from signage.errors import VoiceTrouble

RATE_PARAMETER: Final = 1
VOLUME_PARAMETER: Final = 2
PITCH_PARAMETER: Final = 3

_SYNCHRONOUS: Final = 2  # AUDIO_OUTPUT_SYNCHRONOUS
_UTF8: Final = 1  # espeakCHARS_UTF8
_END_PAUSE: Final = 0x1000
_IPA: Final = 2
_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


class Espeak:
    """One library, initialised once; `rate` is its samples a second."""

    def __init__(self) -> None:
        self._library, self.rate = _opened()
        self._sound = bytearray()
        # The library keeps the pointer: the callback must live as long as it does.
        self._callback = _CALLBACK(self._take)
        self._library.espeak_SetSynthCallback(self._callback)

    def choose(self, voice: str) -> None:
        """Speak with a voice by its name, such as `id` or `en+f3`."""
        if self._library.espeak_SetVoiceByName(voice.encode()):
            raise VoiceTrouble("voice_unknown", voice)

    def tune(self, parameter: int, value: int) -> None:
        """Set the rate, volume or pitch from the next sentence on."""
        self._library.espeak_SetParameter(parameter, value, 0)

    def speak(self, text: str) -> bytes:
        """The sentence as 16-bit mono samples."""
        self._sound.clear()
        said = text.encode()
        size = ctypes.c_size_t(len(said) + 1)
        flags = _UTF8 | _END_PAUSE
        if self._library.espeak_Synth(said, size, 0, 1, 0, flags, None, None):
            raise VoiceTrouble("engine_failed", "synthesis refused")
        self._library.espeak_Synchronize()
        return bytes(self._sound)

    def phonemes(self, text: str) -> str:
        """The sentence in IPA, a clause after another."""
        rest = ctypes.c_char_p(text.encode())
        clauses = []
        while rest.value:
            found = self._library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _IPA)
            clauses.append((found or b"").decode())
        return " ".join(clauses).strip()

    def _take(self, samples: object, count: int, _events: object) -> int:
        if samples and count > 0:
            self._sound += ctypes.string_at(samples, count * 2)  # type: ignore[arg-type]
        return 0


def _opened() -> tuple[ctypes.CDLL, int]:
    for path, data in _places():
        try:
            library = ctypes.CDLL(path, mode=ctypes.RTLD_GLOBAL)
        except OSError:
            continue
        if data:
            os.environ["ESPEAK_DATA_PATH"] = data
        _declare(library)
        rate = library.espeak_Initialize(_SYNCHRONOUS, 0, data.encode() if data else None, 0)
        if rate > 0:
            return library, rate
    raise VoiceTrouble("no_engine", "no libespeak-ng")


def _places() -> Iterator[tuple[str, str | None]]:
    """Libraries, and the parent of their data folder where they would not find it themselves."""
    try:
        import espeakng_loader
    except ImportError:
        pass
    else:
        data = Path(espeakng_loader.get_data_path()).parent
        yield espeakng_loader.get_library_path(), str(data)
    system = ctypes.util.find_library("espeak-ng")
    if system:
        yield system, None


def _declare(library: ctypes.CDLL) -> None:
    text, number, pointer = ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p
    library.espeak_Initialize.argtypes = [number, number, text, number]
    library.espeak_SetVoiceByName.argtypes = [text]
    library.espeak_Synth.argtypes = [
        text, ctypes.c_size_t, ctypes.c_uint, number, ctypes.c_uint, ctypes.c_uint, pointer, pointer
    ]  # fmt: skip
    library.espeak_TextToPhonemes.restype = text
    library.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(text), number, number]
