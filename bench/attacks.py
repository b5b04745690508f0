"""What each attack costs the hall, beside uvicorn as it comes: memory, and how long health waits.

Each runs alone, on a fresh server, for `--seconds`: ten of them, or forty for the flood of pings.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
import tomlkit

from bench.children import HERE
from bench.figures import Figures, Options
from bench.foes import ATTACKS, Job

SECONDS: Final = 10.0
FLOOD: Final = 40.0
PATIENCE: Final = 30.0
MOST: Final = 10.0
"""MiB that an attack may cost."""
LONGEST: Final = 0.5
"""Seconds that health may wait."""
CONTROL: Final = 1024
"""MiB at which the control has shown enough, and is spared the rest."""


@dataclass(frozen=True, slots=True)
class Besieged:
    """A server that runs."""

    pid: int
    port: int
    secret: str

    @property
    def memory(self) -> float:
        """MiB that it holds."""
        pages = Path(f"/proc/{self.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


@dataclass(frozen=True, slots=True)
class Cost:
    """What an attack came to: MiB more, and the longest wait for health in seconds."""

    grown: float
    waited: float
    sent: int


def run(options: Options) -> Figures:
    figures = Figures("attacks", judged=not options.quick)
    names = ("slow heads", "ping floods") if options.quick else tuple(ATTACKS)
    for name in names:
        seconds = FLOOD if name == "ping floods" else SECONDS
        seconds = 1.0 if options.quick else options.seconds or seconds
        costs = {}
        for kind, server in (("stock", _stock), ("ours", ours)):
            with server() as besieged:
                costs[kind] = _attack(besieged, name, seconds)
        figures.add(f"{name}: memory grown, stock", costs["stock"].grown, "MiB")
        figures.at_most(f"{name}: memory grown", costs["ours"].grown, "MiB", limit=MOST)
        figures.add(f"{name}: health waits, stock", costs["stock"].waited, "s")
        figures.at_most(f"{name}: health waits", costs["ours"].waited, "s", limit=LONGEST)
    return figures


def _attack(server: Besieged, name: str, seconds: float) -> Cost:
    _health(server.port)
    before = peak = server.memory
    waited, sent = 0.0, 0
    job = Job(attack=name, port=server.port, secret=server.secret, seconds=seconds)
    line = [sys.executable, "-m", "bench.foes", msgspec.json.encode(job).decode()]
    foes = subprocess.Popen(line, cwd=HERE.parent, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        while foes.poll() is None and peak - before < CONTROL:
            waited = max(waited, _health(server.port))
            peak = max(peak, server.memory)
            time.sleep(0.05)
    finally:
        foes.kill()
        told, _ = foes.communicate()
    with contextlib.suppress(ValueError):
        sent = json.loads(told)["sent"]
    return Cost(peak - before, waited, sent)


def _health(port: int) -> float:
    """Seconds that a watchdog waits, on a connection of its own; PATIENCE where nothing comes."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    at = time.monotonic()
    try:
        line.request("GET", "/api/health")
        good = line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        good = False
    finally:
        line.close()
    return time.monotonic() - at if good else PATIENCE


@contextmanager
def _stock() -> Iterator[Besieged]:
    line = [sys.executable, "-m", "bench.stock"]
    process = subprocess.Popen(line, cwd=HERE.parent, stdout=subprocess.PIPE, text=True)  # noqa: S603
    with _ended(process):
        yield Besieged(process.pid, int(_first(process, "ready").split()[1]), "")


@contextmanager
def ours(prepare: Callable[[Path], None] = lambda data: None) -> Iterator[Besieged]:
    """The product on the sample hall, as it ships but for its voices. `prepare` gets its data
    folder before it starts."""
    with tempfile.TemporaryDirectory() as folder:
        config, data = Path(folder) / "config.toml", Path(folder) / "data"
        document: Any = tomlkit.parse((HERE.parent / "config.toml").read_text("utf-8"))
        data.mkdir(mode=0o700)
        prepare(data)
        for zone in document["zones"]:
            zone["speaker"] = "none"
        config.write_text(tomlkit.dumps(document), "utf-8")
        own = [sys.executable, "-u", "-m", "signage", "serve", "--host", "127.0.0.1", "--port", "0"]
        line = [*own, "--config", str(config), "--data", str(data)]
        process = subprocess.Popen(  # noqa: S603
            line, cwd=HERE.parent, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        with _ended(process):
            _first(process, "All links")
            port = int((data / "address").read_text("utf-8").rsplit(":", 1)[1])
            rows = json.loads((data / "first-secrets.json").read_text("utf-8"))
            secret = next(row["secret"] for row in rows if row["kind"] == "admin")
            yield Besieged(process.pid, port, secret)


def _first(process: subprocess.Popen[str], word: str) -> str:
    for line in process.stdout or ():
        if word in line:
            return line
    raise RuntimeError(f"a server ended with {process.wait(PATIENCE)}")


@contextmanager
def _ended(process: subprocess.Popen[str]) -> Iterator[None]:
    try:
        yield
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
