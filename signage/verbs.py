"""What the verbs of the command line share: their actions' options, and what they answer."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Options = argparse.Namespace


@dataclass(frozen=True, slots=True)
class Told:
    """What a command answers: for programs, for people, and its exit code."""

    value: Any
    text: str
    code: int = 0


def actions_of(
    verb: argparse.ArgumentParser, *, required: bool = False
) -> Callable[[str, str], argparse.ArgumentParser]:
    """Gives (name, text) → the parser of an action, with the options that every verb has."""
    actions = verb.add_subparsers(dest="action", metavar="ACTION", required=required)

    def action(name: str, text: str) -> argparse.ArgumentParser:
        made = actions.add_parser(name, help=text, description=text)
        # Without a default of their own, so that they don't undo what stands before the action.
        left = argparse.SUPPRESS
        made.add_argument("--config", type=Path, default=left, help="the hall's file")
        made.add_argument("--data", type=Path, default=left, help="default: data/")
        made.add_argument("--json", action="store_true", default=left, help="answer in JSON")
        return made

    return action
