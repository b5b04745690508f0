"""`signage serve` as a process, for tests of its signals and of what it prints."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Self

from tests.halls import SMALL

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
"""Seconds that a test waits for what must come."""


def signage(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """One command, to its end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", "-m", "signage", *words]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=cwd, timeout=PATIENCE
    )


class Server:
    """A server on a folder of its own."""

    def __init__(self, folder: Path, text: str = SMALL, port: int = 0) -> None:
        self.config, self.data = folder / "config.toml", folder / "data"
        self.config.write_text(text, encoding="utf-8")
        self._log = (folder / "log.txt").open("wb+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "signage", "serve", "--host", "127.0.0.1", "--port", str(port),
             "--config", str(self.config), "--data", str(self.data)],
            stdout=subprocess.PIPE, stderr=self._log, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        self.printed: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def __enter__(self) -> Self:
        while not any("All links" in line for line in self.printed):
            assert self.process.poll() is None, self.log
            self.printed.append(self._lines.get(timeout=PATIENCE))
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        self._reading.join(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self._log.close()

    @property
    def url(self) -> str:
        return (self.data / "address").read_text()

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    @property
    def log(self) -> str:
        return Path(self._log.name).read_text(encoding="utf-8")

    def secret(self, device: str) -> str:
        rows: list[dict[str, Any]] = json.loads((self.data / "first-secrets.json").read_text())
        return next(str(row["secret"]) for row in rows if row["id"] == device)

    def bearer(self, device: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret(device)}"}

    def end(self, sign: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(sign)
        return self.process.wait(PATIENCE)

    def told(self, words: str, since: int = 0) -> None:
        """Waits until the log says so."""
        end = time.monotonic() + PATIENCE
        while words not in self.log[since:]:
            assert time.monotonic() < end, self.log
            time.sleep(0.02)

    def reload(self, text: str, words: str) -> None:
        """A changed file and a SIGHUP; waits for what the log says of it."""
        since = len(self.log)
        self.config.write_bytes(text.encode("utf-8", "surrogateescape"))
        self.process.send_signal(signal.SIGHUP)
        self.told(words, since)
