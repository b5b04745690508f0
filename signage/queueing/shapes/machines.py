"""Devices, printers, and what the server does by itself, for those who mend them."""

from __future__ import annotations

from typing import Literal

import msgspec

from signage.queueing.hall import Text
from signage.queueing.shapes.parts import Trouble

PrinterState = Literal["ready", "paper_out", "cover_open", "offline", "slow", "unknown", "browser"]


class KioskPrinter(msgspec.Struct, frozen=True, kw_only=True):
    """A printer that a kiosk prints on; `text` is for the visitor, `paper` its width in mm."""

    printer: str
    state: PrinterState
    text: Text
    paper: int
    footer: Text | None


DeviceState = Literal["well", "muted", "hung", "trouble", "silent", "never", "revoked"]
"""How a device is. `hung`: its socket is open, but it paints nothing new. `silent`: it was there
before and gives no sign now. `trouble`: it says itself what is wrong."""


class ScreenHealth(msgspec.Struct, frozen=True, kw_only=True):
    """A screen as it reported itself: s since its last beat, the last seq that it painted."""

    screen: str
    zone: str
    shown: int
    sound: str
    age: float | None
    name: str = ""
    state: DeviceState = "well"


class AlertRow(msgspec.Struct, frozen=True, kw_only=True):
    """Something is wrong with a device, in opening hours and for longer than a moment.

    `since` is when it began, `at` when it was told, `ended` when it was well again: Unix ms.
    """

    alert: int
    device: str
    kind: str
    title: Text
    place: str | None
    what: DeviceState
    text: Text
    since: int
    at: int
    ended: int | None = None


class PairingView(msgspec.Struct, frozen=True, kw_only=True):
    """What a page that waits to be paired may see; once it is, its secret."""

    state: Literal["waiting", "paired", "expired"]
    code: str | None
    seconds: int = 0
    kind: str | None = None
    secret: str | None = None
    place: str | None = None


class PrinterStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A printer, for those who mend it: how it is, papers that wait, and since the start how many
    were printed or not (`missed`), the latest of the latter and why. `error` is the system's."""

    printer: str
    name: Text
    zones: tuple[str, ...]
    kind: Literal["network", "usb", "file", "browser"]
    state: PrinterState
    text: Text
    error: str
    waiting: int
    printed: int
    missed: int
    last_missed: str | None
    last_missed_why: Text | None


class BackupStatus(msgspec.Struct, frozen=True, kw_only=True):
    """The newest backup: its age in s and its bytes, null when there is none; whether one is made
    just now; `trouble` when the last try failed, or the newest is too old."""

    age: float | None = None
    bytes: int | None = None
    making: bool = False
    trouble: Trouble | None = None


class ReportStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Reports that are left in a folder: at which minute of the day; the last files, when they were
    made (the mall's time, and s ago) and where they lie; whether some are made just now. `trouble`
    when the last try failed, `failed` is the file that could not be made."""

    minute: int
    at: str | None = None
    age: float | None = None
    folder: str = ""
    files: tuple[str, ...] = ()
    making: bool = False
    failed: str | None = None
    trouble: Trouble | None = None
