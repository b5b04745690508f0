"""Everybody comes back at once: CPU of handshake and first view, and presses meanwhile."""

from __future__ import annotations

import http.client
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from bench.children import Load, compiled, hall, room_for, serving
from bench.figures import Figures, Options

SOCKETS: Final = 10_000
TIMES: Final = 2
Kind = Literal["wire", "plain"]
KINDS: Final[tuple[tuple[Kind, str], ...]] = (("wire", "ours"), ("plain", "plain"))


def run(options: Options) -> Figures:
    figures = Figures("storm", judged=not options.quick)
    load = compiled("load", options.cache)
    if load is None:
        figures.notes.append("no C compiler: the clients can't be built, nothing measured")
        return figures
    wanted = options.sockets[0] if options.sockets else 50 if options.quick else SOCKETS
    sockets = room_for(wanted)
    costs: dict[str, float] = {}
    for _ in range(1 if options.quick else TIMES):
        for kind, name in KINDS:
            cost, _ = _storm(load, kind, sockets)
            costs[name] = min(cost, costs.get(name, cost))
    label = f"CPU a client that comes back, of {sockets}"
    figures.add(f"{label}: plain", costs["plain"], "µs")
    figures.compare(label, costs["ours"], "µs", against="plain", base=costs["plain"], most=0.25)
    for kind, name in reversed(KINDS):
        _, waits = _storm(load, kind, sockets, pressed=True)
        figures.add(f"presses answered meanwhile: {name}", len(waits), "")
        if waits:
            figures.add(f"the longest of them: {name}", max(waits) * 1000, "ms")
    return figures


@dataclass(slots=True)
class Presser:
    """Presses every 100 ms until told to stop; notes when, and how long the answer took (s)."""

    port: int
    waits: list[tuple[float, float]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def press(self) -> None:
        while not self.stop.wait(0.1):
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            at = time.monotonic()
            try:
                line.request("POST", "/press")
                if line.getresponse().status == 200:
                    self.waits.append((at, time.monotonic() - at))
            except (OSError, http.client.HTTPException):
                # The server has measured enough and is gone.
                return
            finally:
                line.close()


def _storm(
    load: Path, kind: Kind, sockets: int, *, pressed: bool = False
) -> tuple[float, list[float]]:
    """µs of CPU a client, and how long each press took that came before the last client was in."""
    with serving(hall(kind=kind, sockets=sockets)) as server:
        presser = Presser(server.port)
        pressing = threading.Thread(target=presser.press)
        # An event that never comes keeps the clients until the server has measured and goes.
        clients = Load(load, server.port, sockets, k=1)
        if pressed:
            pressing.start()
        try:
            result = server.result()
        finally:
            presser.stop.set()
            if pressed:
                pressing.join()
        clients.result()
    waits = [wait for at, wait in presser.waits if at < result["joined_at"]]
    return result["join_cpu"] / sockets * 1e6, waits
