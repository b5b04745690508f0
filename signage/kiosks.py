"""What `signage kiosk` does: set the staff code that opens a kiosk's settings."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from signage.errors import SignageError
from signage.registry.devices import REGISTRY
from signage.registry.staff_code import StaffCode
from signage.verbs import Options, Told, actions_of


def add_actions(kiosk: argparse.ArgumentParser) -> None:
    """The one action of `signage kiosk`."""
    action = actions_of(kiosk, required=True)
    code = action(
        "code", "Set the staff code of the kiosks; it holds at once, while the hall runs."
    )
    code.add_argument("code", nargs="?", help="six digits; left out they are asked for")
    code.add_argument("--remove", action="store_true", help="take the code away")


def run(options: Options) -> Told:
    """One action of `signage kiosk`. Raises Refused for a code that is no good one."""
    folder: Path = options.data
    if not (folder / REGISTRY).exists():
        raise SignageError(
            f"there is no hall in {folder} yet; start it once with: signage serve, or name --data"
        )
    if options.remove:
        StaffCode(folder).set(None)
        return Told({"set": False}, "The code is gone; the settings of the kiosks stay locked.")
    StaffCode(folder).set(_typed(options.code))
    return Told({"set": True}, "The code is set. Five taps on the mall's name at a kiosk ask it.")


def _typed(code: str | None) -> str:
    if code is not None:
        return code
    if sys.stdin.isatty():
        return getpass.getpass("Six digits: ")
    return sys.stdin.readline().strip()
