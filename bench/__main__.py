"""`scripts/bench NAME [--json FILE] [--quick]`: runs bench/NAME.py and prints its table."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from bench.figures import Figures, Options


def names() -> list[str]:
    """The modules of this folder that have a `run(options) -> Figures`."""
    files = Path(__file__).parent.glob("*.py")
    return sorted(file.stem for file in files if "\ndef run(" in file.read_text("utf-8"))


def main(words: list[str]) -> int:
    asked = _parser().parse_args(words)
    options = Options(
        quick=asked.quick,
        sockets=tuple(asked.sockets),
        seconds=asked.seconds,
        minutes=asked.minutes,
    )
    figures: Figures = importlib.import_module(f"bench.{asked.name}").run(options)
    print(figures.table())
    if asked.json is not None:
        asked.json.write_text(figures.as_json() + "\n", encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("name", choices=names())
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument(
        "--quick", action="store_true", help="a smoke test; its figures mean little"
    )
    parser.add_argument(
        "--sockets", type=int, nargs="+", default=[], metavar="N", help="other numbers of sockets"
    )
    parser.add_argument(
        "--seconds", type=float, default=0.0, metavar="S", help="another length of each attack"
    )
    parser.add_argument(
        "--minutes", type=float, default=0.0, metavar="M", help="another length of a long run"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
