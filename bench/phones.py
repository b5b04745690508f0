"""10,000 phones on 20 services: what a call costs, beside the fan-out of one view to as many."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from bench.children import Load, compiled, hall, room_for, serving
from bench.figures import Figures, Options

PHONES: Final = 10_000
SERVICES: Final = 20
NEVER: Final = 100_000
"""A seq that does not come: the clients stay until the server has measured, and goes."""


def run(options: Options) -> Figures:
    figures = Figures("phones", judged=not options.quick)
    load = compiled("load", options.cache)
    if load is None:
        figures.notes.append("no C compiler: the clients can't be built, nothing measured")
        return figures
    wanted = options.sockets[0] if options.sockets else 40 if options.quick else PHONES
    phones = room_for(wanted)
    if phones < wanted:
        figures.notes.append(f"only {phones} descriptors: {wanted} phones not possible")
    rounds, times = (2, 1) if options.quick else (10, 2)
    results = [_phones(load, phones, rounds) for _ in range(times)]
    best = min(results, key=lambda result: result["cpu"] / result["frames"])
    size = round(best["size"])
    label = f"CPU a delivered frame, {phones} phones on {SERVICES} services"
    for name, base in _fan_outs(options, load, phones, size, times).items():
        figures.add(f"{label}: {name}, {size} bytes", base, "µs")
        cost = best["cpu"] / best["frames"] * 1e6
        figures.compare(label, cost, "µs", against=name, base=base)
    calls = best["calls"]
    figures.add("frames a call", best["frames"] / calls, "")
    figures.at_most("lines drawn a call", best["lines_drawn"] / calls, "", limit=1)
    figures.at_most("tickets drawn a call", best["tickets_drawn"] / calls, "", limit=2)
    figures.add("all else drawn a call", best["others_drawn"] / calls, "")
    for what in ("joined", "peak"):
        held = (best[f"memory_{what}"] - best["memory_before"]) / phones / 1024
        figures.at_most(f"memory a phone, {what}", held, "KiB", limit=6)
    return figures


def _phones(load: Path, phones: int, rounds: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first"
        job = {
            "phones": phones, "services": SERVICES, "rounds": rounds, "gap": 0.2,
            "first": str(first),
        }  # fmt: skip
        line = [sys.executable, "-m", "bench.phone_hall", json.dumps(job)]
        with serving(line) as server:
            clients = Load(load, server.port, phones, k=NEVER, f=first)
            result = server.result()
            clients.result()
    return result


def _fan_outs(
    options: Options, load: Path, sockets: int, size: int, times: int
) -> dict[str, float]:
    """µs of CPU a delivered frame of one topic to as many sockets: C, and the hub alone."""
    events, gap = (5, 0.05) if sockets < 1000 else (10, 0.2)
    words = [str(word) for word in (sockets, events, gap, size)]
    job = {"kind": "wire", "sockets": sockets, "events": events, "gap": gap, "size": size}
    limit = compiled("limit", options.cache)
    commands = {"the fan-out": hall(**job)} | ({"C": [str(limit), *words]} if limit else {})
    costs: dict[str, float] = {}
    for _ in range(times):
        for name, command in commands.items():
            with serving(command) as server:
                clients = Load(load, server.port, sockets, k=events)
                result = server.result()
                clients.result()
            cost = result["cpu"] / (sockets * events) * 1e6
            costs[name] = min(cost, costs.get(name, cost))
    return costs
