"""CPU and memory of handing one view to many sockets, beside C, a plain loop and Node's `ws`."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.children import Load, compiled, hall, node_modules, room_for, serving
from bench.figures import Figures, Options

SIZE: Final = 300
BURST: Final = 50
Commands = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Round:
    sockets: int
    events: int
    gap: float
    times: int


FULL: Final[tuple[Round, ...]] = (Round(1000, 100, 0.03, 2), Round(10_000, 10, 0.2, 2))
QUICK: Final[tuple[Round, ...]] = (Round(20, 5, 0.01, 1),)


def run(options: Options) -> Figures:
    figures = Figures("fanout", judged=not options.quick)
    load = compiled("load", options.cache)
    if load is None:
        figures.notes.append("no C compiler: the clients can't be built, nothing measured")
        return figures
    rounds = QUICK if options.quick else FULL
    if options.sockets:
        rounds = tuple(Round(n, 50, 0.03 + n * 2e-5, 2) for n in options.sockets)
    costs: dict[str, float] = {}
    for one in rounds:
        sockets = room_for(one.sockets)
        if sockets < one.sockets:
            figures.notes.append(f"only {sockets} descriptors: {one.sockets} sockets not possible")
        costs = _fan_out(figures, options, load, Round(sockets, one.events, one.gap, one.times))
        if one is rounds[0]:
            _burst(figures, load, sockets, costs, quick=options.quick)
    _memory(figures, load, rounds[0].sockets)
    return figures


def _fan_out(figures: Figures, options: Options, load: Path, one: Round) -> dict[str, float]:
    """µs of CPU a delivered frame, of each server; the least disturbed of several rounds."""
    commands = _servers(figures, options, one)
    environment = {"BENCH_MODULES": str(options.cache / "node")}
    costs: dict[str, float] = {}
    for _ in range(one.times):
        for name, command in commands.items():
            with serving(command, environment) as server:
                clients = Load(load, server.port, one.sockets, k=one.events)
                result = server.result()
                clients.result()
            cost = result["cpu"] / (one.sockets * one.events) * 1e6
            costs[name] = min(cost, costs.get(name, cost))
    label = f"CPU a delivered frame, {one.sockets} sockets"
    ours = costs["ours"]
    for name, most in (("C", 1.4), ("plain loop", 0.5), ("Node ws", 0.75)):
        if name in costs:
            figures.add(f"{label}: {name}", costs[name], "µs")
            figures.compare(label, ours, "µs", against=name, base=costs[name], most=most)
    if "C" in costs:
        # What nobody who sends one frame a socket can get below.
        floor, base = costs["C"], costs["plain loop"]
        figures.compare(f"{label}: C", floor, "µs", against="plain loop", base=base)
    return costs


def _servers(figures: Figures, options: Options, one: Round) -> Commands:
    job: Mapping[str, Any] = {
        "sockets": one.sockets,
        "events": one.events,
        "gap": one.gap,
        "size": SIZE,
    }
    words = [str(word) for word in (one.sockets, one.events, one.gap, SIZE)]
    commands: dict[str, Sequence[str]] = {}
    limit = compiled("limit", options.cache)
    if limit is not None:
        commands["C"] = [str(limit), *words]
    commands["ours"] = hall(kind="wire", **job)
    commands["plain loop"] = hall(kind="plain", **job)
    node = shutil.which("node")
    if node is not None and node_modules(options.cache, fetch=not options.quick):
        commands["Node ws"] = [node, str(Path(__file__).with_name("limit_ws.mjs")), *words]
    else:
        note = "no Node or npm: without Node's ws"
        if note not in figures.notes:
            figures.notes.append(note)
    return commands


def _burst(
    figures: Figures, load: Path, sockets: int, costs: Mapping[str, float], *, quick: bool
) -> None:
    events = BURST * (2 if quick else 40)
    job = hall(kind="wire", sockets=sockets, events=events, gap=0.05, size=SIZE, burst=BURST)
    with serving(job) as server:
        clients = Load(load, server.port, sockets, k=events)
        result = server.result()
        clients.result()
    cost = result["cpu"] / (sockets * events) * 1e6
    label = f"a burst of {BURST}, an event and socket, {sockets} sockets"
    if "C" in costs:
        figures.compare(label, cost, "µs", against="C one by one", base=costs["C"], most=0.1)
    else:
        figures.add(label, cost, "µs")


def _memory(figures: Figures, load: Path, sockets: int) -> None:
    for label, kind, most, words in (
        ("memory a viewer", "wire", 6.0, {}),
        ("memory a client that says more", "wire", 25.0, {"m": '{"shown":1}'}),
        ("memory a client, plain", "plain", None, {}),
    ):
        with serving(hall(kind=kind, sockets=sockets, events=1, gap=0.5)) as server:
            clients = Load(load, server.port, sockets, k=1, **words)
            result = server.result()
            clients.result()
        size = (result["memory_peak"] - result["memory_before"]) / sockets / 1024
        if most is None:
            figures.add(label, size, "KiB")
        else:
            figures.at_most(label, size, "KiB", limit=most)
