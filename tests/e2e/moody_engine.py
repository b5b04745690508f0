"""An engine that does as a file says: the product's own worker, but for its moods."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any, Final

from signage.errors import VoiceTrouble
from signage.voice.exchange import main
from signage.voice.worker import Engines

MOOD: Final = "SIGNAGE_TEST_MOOD"
"""The variable that names the file with the mood in it."""


class Moody(Engines):
    """The product's engines, in a mood."""

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, object], bytes]:
        mood = Path(os.environ[MOOD]).read_text()
        match mood:
            case "hangs":
                time.sleep(3600)
            case "dies":
                os._exit(1)
            case "is not there":
                raise VoiceTrouble("no_engine", "no libespeak-ng")
            case "says nothing":
                return {}, b""
        header, sound = super().answer(request)
        return header, sound[: len(sound) // 8] if mood == "is cut off" else sound


if __name__ == "__main__":
    main(Moody)
