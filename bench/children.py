"""Starts a server and its clients as processes of their own, and collects what they print."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

HERE: Final = Path(__file__).parent
# Descriptors that a process needs beside its sockets.
SPARE: Final = 100
PATIENCE: Final = 180.0
WS_VERSION: Final = "8"


def room_for(sockets: int) -> int:
    """Asks for as many descriptors as it takes; answers how many sockets there is room for."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return sockets if hard == resource.RLIM_INFINITY else min(sockets, hard - SPARE)


def compiled(name: str, cache: Path) -> Path | None:
    """The program made from bench/NAME.c, compiled once; None where there is no compiler."""
    source = HERE / f"{name}.c"
    compiler = shutil.which("cc")
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    program = cache / f"{name}-{digest}"
    if program.exists():
        return program
    if compiler is None:
        return None
    cache.mkdir(parents=True, exist_ok=True)
    making = program.with_suffix(f".{os.getpid()}")
    subprocess.run([compiler, "-O2", "-o", str(making), str(source)], check=True)  # noqa: S603
    making.replace(program)
    return program


def node_modules(cache: Path, *, fetch: bool) -> Path | None:
    """A folder in which Node finds `ws`, fetched once with npm; None where it is not to be had."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return None
    folder = cache / "node"
    if (folder / "node_modules" / "ws").is_dir():
        return folder
    if not fetch:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    line = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder)]
    try:
        fetched = subprocess.run(  # noqa: S603
            [*line, f"ws@{WS_VERSION}"], capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return folder if fetched.returncode == 0 else None


class Server:
    """One server process: its port while it runs, its result when it is done."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        word, _, port = self._line().partition(" ")
        if word != "ready":
            raise RuntimeError(f"the server said {word!r}")
        self.port: Final = int(port)

    def result(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self._line())
        self._process.wait(PATIENCE)
        return answer

    def _line(self) -> str:
        out: IO[str] | None = self._process.stdout
        line = out.readline() if out is not None else ""
        if not line:
            raise RuntimeError(f"a server ended with {self._process.wait(PATIENCE)}")
        return line


@contextmanager
def serving(line: Sequence[str], environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    process = subprocess.Popen(  # noqa: S603
        line,
        stdout=subprocess.PIPE,
        text=True,
        cwd=HERE.parent,
        env={**os.environ, **(environment or {})},
    )
    try:
        yield Server(process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def hall(**job: object) -> list[str]:
    """The command line of bench/hall.py."""
    return [sys.executable, "-m", "bench.hall", json.dumps(job)]


class Load:
    """The clients: bench/load.c, started and waited for."""

    def __init__(self, program: Path, port: int, sockets: int, **options: object) -> None:
        flags = {"p": port, "n": sockets, "T": int(PATIENCE) - 60} | options
        words = [word for flag, value in flags.items() for word in (f"-{flag}", str(value))]
        self._process = subprocess.Popen(  # noqa: S603
            [str(program), *words], stdout=subprocess.PIPE, text=True
        )

    def result(self) -> dict[str, Any]:
        out, _ = self._process.communicate(timeout=PATIENCE)
        answer: dict[str, Any] = json.loads(out)
        return answer


def arrivals(file: Path, sockets: int, events: int) -> list[Sequence[int]]:
    """When each socket first saw each event, in ns; 0 for never."""
    times = array("Q")
    times.frombytes(file.read_bytes())
    return [times[i * events : (i + 1) * events] for i in range(sockets)]
