"""What is wrong with a `config.toml`, gathered so that one start shows it all, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from signage.config.lines import Path, line_of
from signage.errors import ConfigError, Fault

SHOWN = 10


class Faults:
    """The faults found so far."""

    def __init__(self, file: str, found: Mapping[Path, int]) -> None:
        self._file = file
        self._lines = found
        self._faults: list[Fault] = []

    def add(self, path: Path, problem: str) -> None:
        """Notes a fault at a key; a key that is not there counts as the table around it."""
        key = ".".join(part for part in path if isinstance(part, str))
        self._faults.append(Fault(line_of(self._lines, path), key, problem, path))

    @property
    def some(self) -> bool:
        """Whether anything was noted."""
        return bool(self._faults)

    def check(self) -> None:
        """Raises ConfigError when anything was noted: the first by line, the next ones below it."""
        if not self._faults:
            return
        found = tuple(sorted(self._faults, key=lambda fault: fault.line))
        first, *others = found
        told = [f"{self._file}:{o.line}: {o.key}: {o.problem}" for o in others[: SHOWN - 1]]
        if len(others) >= SHOWN:
            told.append(f"… and {len(others) - SHOWN + 1} more.")
        raise ConfigError(
            "\n".join((first.problem, *told)),
            file=self._file,
            line=first.line,
            key=first.key,
            faults=found,
        )


def listed(names: Iterable[str], limit: int = 12) -> str:
    """Names for a sentence: “a”, “b”, “c”."""
    every = [f"“{name}”" for name in names]
    return ", ".join(every[:limit]) + (", …" if len(every) > limit else "")


def nearest(name: str, names: Iterable[str]) -> str:
    """A way out for a name that is not among these: the one meant, or all of them."""
    known = tuple(names)
    close = get_close_matches(name, known, n=1)
    if close:
        return f"did you mean “{close[0]}”?"
    return f"use one of {listed(known)}." if known else "none is defined yet."
