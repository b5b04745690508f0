"""A program without a network: in a namespace of its own where the kernel lets anybody have one,
and in any case without a way to open a socket, where this machine's numbers are known here."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

_NEW_USER: Final = 0x1000_0000
_NEW_NET: Final = 0x4000_0000
_NO_NEW_PRIVILEGES: Final = 38
_SET_SECCOMP: Final = 22
_FILTER: Final = 2
_CAPABILITIES: Final = 0x2008_0522
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _MACHINE_AT = 0, 4
_ALLOW: Final = 0x7FFF_0000
_REFUSE: Final = 0x0005_0000 | 1  # EPERM
_URING: Final = 425
_FOREIGN: Final = 0x4000_0000
"""From here on x86-64 has a second set of numbers."""
_MACHINES: Final = {
    ("x86_64", 64): (0xC000_003E, 41),
    ("aarch64", 64): (0xC000_00B7, 198),
    ("armv7l", 32): (0x4000_0028, 281),
}
"""(what the kernel calls the machine, the number of `socket`)."""


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort), ("then", ctypes.c_ubyte), ("other", ctypes.c_ubyte),
        ("value", ctypes.c_uint32),
    )  # fmt: skip


class _Program(ctypes.Structure):
    _fields_ = (("count", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def seal() -> tuple[bool, bool]:
    """This process, and whatever it becomes, has no network: (in an empty namespace, without
    sockets). Where neither can be had it goes on: it has no address to open either."""
    apart = bare = False
    with suppress(OSError, AttributeError):  # elsewhere than on Linux
        libc = ctypes.CDLL(None, use_errno=True)
        # root needs no new user, and would lose its rights to files of others with one
        apart = libc.unshare(_NEW_NET if os.geteuid() == 0 else _NEW_USER | _NEW_NET) == 0
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        if apart and os.geteuid() != 0:
            _let_go(libc)
        bare = _without_sockets(libc)
    return apart, bare


def _let_go(libc: ctypes.CDLL) -> None:
    """Of all rights that the new namespace has brought."""
    head = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    libc.capset(ctypes.byref(head), ctypes.byref((ctypes.c_uint32 * 6)()))


def _without_sockets(libc: ctypes.CDLL) -> bool:
    found = _MACHINES.get((os.uname().machine, 64 if sys.maxsize > 2**32 else 32))
    if found is None:
        return False
    steps = filtering(*found)
    array = (_Step * len(steps))(*(_Step(*step) for step in steps))
    program = _Program(len(steps), array)
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def filtering(machine: int, socket: int) -> Sequence[tuple[int, int, int, int]]:
    """The kernel's little program: (what, steps to leave out if so, if not, with which value)."""
    return (
        (_LOAD, 0, 0, _MACHINE_AT),
        (_EQUAL, 0, 5, machine),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_EQUAL, 3, 0, socket),
        (_EQUAL, 2, 0, _URING),
        (_AT_LEAST, 1, 0, _FOREIGN),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
