"""The process of a neural voice: `python -m signage.voice.piper_worker`."""

from __future__ import annotations

import io
import wave
from pathlib import Path
from typing import Any, Final

from signage.errors import VoiceTrouble
from signage.voice.exchange import main

_USUAL_RATE: Final = 150  # words a minute of a model at its own pace, about


class Models:
    """The models of this process, each loaded when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._models: dict[str, Any] = {}

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, object], bytes]:
        """What a request is answered: a header, and sound where there is any."""
        model = self._model(request["voice"])
        if request["do"] == "speak":
            return {}, _spoken(model, request["text"], request["rate"])
        if request["do"] == "ready":
            return {}, b""
        raise VoiceTrouble("engine_failed", f"a neural voice has no {request['do']}")

    def _model(self, file: str) -> Any:
        if file not in self._models:
            self._models[file] = _loaded(Path(file))
        return self._models[file]


def _loaded(file: Path) -> Any:
    try:
        from piper import PiperVoice
    except ImportError as error:
        raise VoiceTrouble("no_engine", "piper-tts is not installed") from error
    if not file.is_file():
        raise VoiceTrouble("voice_unknown", f"there is no model {file}")
    return PiperVoice.load(file)


def _spoken(model: Any, text: str, rate: int) -> bytes:
    from piper import SynthesisConfig

    wav = io.BytesIO()
    with wave.open(wav, "wb") as file:
        model.synthesize_wav(text, file, SynthesisConfig(length_scale=_USUAL_RATE / rate))
    return wav.getvalue()


if __name__ == "__main__":
    main(Models)
