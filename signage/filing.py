"""What `signage report … --out FILE` does: a report as a file, beside the running server."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, get_args

from signage.config import Config
from signage.errors import ConfigError, FolderBusy, SignageError
from signage.exports.asking import Asked
from signage.exports.making import make, which_of
from signage.figures.book import Part
from signage.figures.files import FORMATS, Format, Which
from signage.figures.periods import period
from signage.journal.journal import Journal
from signage.journal.lock import hold
from signage.records.reading import reading
from signage.records.records import FILE, Records
from signage.verbs import Options, Told

GENTLE: Final = 19
FAIRNESS: Final = "fairness"
SPACE: Final = 0.2
"""Seconds between two lines of progress."""


def add_report(verb: argparse.ArgumentParser) -> None:
    """The options of `signage report`."""
    verb.add_argument("which", choices=(FAIRNESS, *get_args(Which)), help="which report")
    verb.add_argument("--day", help="fairness: such as 2026-11-26; left out, the last business day")
    verb.add_argument("--from", dest="first", metavar="DATE", help="the first day of a file")
    verb.add_argument("--until", dest="last", metavar="DATE", help="the last day of it")
    verb.add_argument("--out", type=Path, metavar="FILE", help="the file: .xlsx, .csv or .json")
    verb.add_argument("--language", choices=("id", "en"), default="id", help="default: id")
    verb.add_argument("--bom", action="store_true", help="a CSV that an old Excel reads")
    for kind in ("agency", "service", "counter"):
        verb.add_argument(f"--{kind}", metavar="ID", help=f"only this {kind}")
    verb.add_argument("--gentle", action="store_true", help=argparse.SUPPRESS)
    verb.add_argument("--progress", action="store_true", help=argparse.SUPPRESS)


def run(options: Options, config: Callable[[], Config]) -> Told:
    """Write the file. Raises Refused for what makes no sense."""
    kind = _format(options.out)
    if options.day is not None:
        return Told(None, "--day is for fairness; a file takes --from and --until.", 2)
    if kind is None:
        return Told(None, f"name a file with --out that ends in {', '.join(FORMATS)}.", 2)
    out: Path = options.out
    if not out.parent.is_dir():
        return Told(None, f"there is no folder {out.parent}; make it, or name another.", 2)
    if options.gentle:
        with suppress(OSError):
            os.nice(GENTLE)
    data: Path = options.data
    with suppress(FolderBusy), hold(data):  # a server that runs keeps the tables in step itself
        asyncio.run(_catch_up(data))
    wanted = period(options.first, options.last, _last_day(data))
    survey: dict[str, Any] = {}
    with suppress(ConfigError):  # the figures are there, whatever the file says just now
        rules = config().survey
        survey = {"survey": rules.asked, "minimum": rules.minimum}
    asked = Asked(
        which=which_of(options.which), period=wanted, data=data, now=time.time_ns() // 1_000_000,
        part=Part(options.agency, options.service, options.counter), language=options.language,
        bom=options.bom, told=_progress(options), **survey,
    )  # fmt: skip
    try:
        rows = make(out, kind, asked)
        size = out.stat().st_size
    except OSError as error:
        why = error.strerror or str(error)
        raise SignageError(
            f"{out} can't be written ({why}); make room, or name another place."
        ) from error
    value = {
        "file": str(out), "which": asked.which, "from": wanted.first, "until": wanted.last,
        "rows": rows, "bytes": size,
    }  # fmt: skip
    return Told(value, f"{out} has {rows} rows of {wanted.first} to {wanted.last}.")


def _format(out: Path | None) -> Format | None:
    ending = out.suffix.lower().removeprefix(".") if out is not None else ""
    return next((kind for kind in FORMATS if kind == ending), None)


async def _catch_up(data: Path) -> None:
    async with Journal.open(data) as journal, Records.open(data) as records:
        await records.catch_up(journal)


def _last_day(data: Path) -> str:
    with reading(data / FILE) as db:
        (day,) = db.execute("SELECT max(day) FROM days").fetchone()
    return str(day or "1970-01-01")


def _progress(options: Options) -> Callable[[int, int], None]:
    """Tells how far it is: as JSON lines for a program, as one line for a person."""
    shown = sys.stderr.isatty()
    last = 0.0

    def told(done: int, of: int) -> None:
        nonlocal last
        now = time.monotonic()
        if not (shown or options.progress) or (now - last < SPACE and done < of):
            return
        last = now
        if options.progress:
            sys.stderr.write(json.dumps({"done": done, "of": of}) + "\n")
        else:
            sys.stderr.write(f"\r{done} / {of}" + ("\n" if done == of else ""))
        sys.stderr.flush()

    return told
