"""Some clients stop reading: what the others feel, what it costs, when the stuck are cut."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.children import Load, arrivals, compiled, hall, serving
from bench.figures import Figures, Options

SOCKETS: Final = 100
STUCK: Final = 10
SIZE: Final = 2000
GAP: Final = 0.01


@dataclass(frozen=True, slots=True)
class Course:
    """One run: the delays of the clients that read (ns, sorted), and the server's own figures."""

    delays: Sequence[int]
    lost: int
    server: dict[str, Any]


def run(options: Options) -> Figures:
    figures = Figures("stuck", judged=not options.quick)
    load = compiled("load", options.cache)
    if load is None:
        figures.notes.append("no C compiler: the clients can't be built, nothing measured")
        return figures
    events = 20 if options.quick else 1500
    well, ill = _course(load, events, 0), _course(load, events, 0 if options.quick else STUCK)
    p50, p99 = _share(well.delays, 0.5), _share(well.delays, 0.99)
    readers = SOCKETS - STUCK
    figures.add(f"change → socket, nobody stuck, p50 of {SOCKETS}", p50, "ms")
    figures.add(f"change → socket, nobody stuck, p99 of {SOCKETS}", p99, "ms")
    label = f"change → socket, p99 of the other {readers}"
    worse = _share(ill.delays, 0.99)
    figures.compare(label, worse, "ms", against="nobody stuck", base=p99, most=1.2)
    figures.at_most(f"{label}, more by", worse - p99, "ms", limit=20.0)
    figures.at_most("views that a reader lost", ill.lost, "", limit=0)
    grown = ill.server["memory_peak"] - ill.server["memory_joined"]
    figures.at_most("memory grown by", grown / 2**20, "MiB", limit=10.0)
    if options.quick:
        figures.notes.append("quick: nobody was stuck, for that takes ten seconds")
    else:
        freed = ill.server["freed"] - ill.server["filled"]
        figures.at_most("the stuck are cut after", freed, "s", limit=12.0)
    return figures


def _course(load: Path, events: int, stuck: int) -> Course:
    job = hall(kind="wire", sockets=SOCKETS, events=events, gap=GAP, size=SIZE, stuck=stuck)
    with tempfile.TemporaryDirectory() as folder, serving(job) as server:
        file = Path(folder) / "arrivals"
        clients = Load(load, server.port, SOCKETS, k=events, s=stuck, o=file)
        result = server.result()
        clients.result()
        seen = arrivals(file, SOCKETS, events)[stuck:]
    published = result["published"]
    lost = sum(not at for times in seen for at in times)
    delays = sorted(
        at - then for times in seen for at, then in zip(times, published, strict=True) if at
    )
    return Course(delays, lost, result)


def _share(delays: Sequence[int], share: float) -> float:
    """The delay that this share of all does not exceed (ms)."""
    return delays[min(len(delays) - 1, int(len(delays) * share))] / 1e6
