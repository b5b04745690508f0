"""The product with an engine that does as a file says: `python -m tests.e2e.moody serve …`."""

from __future__ import annotations

import sys

from signage import cli
from signage.voice import system_voice
from signage.voice.system_voice import SystemVoice

if __name__ == "__main__":
    defaults = SystemVoice.__init__.__defaults__
    assert defaults is not None
    worker = (sys.executable, "-m", "tests.e2e.moody_engine")
    SystemVoice.__init__.__defaults__ = (worker, *defaults[1:])
    system_voice._REST = 1.0  # type: ignore[misc]  # a mood ends sooner than a fault
    sys.exit(cli.main())
