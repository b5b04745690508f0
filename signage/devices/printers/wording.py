"""What is said of a printer: to the visitor at the kiosk, and to those who mend it."""
# ruff: noqa: E501 -- a table of sentences reads best with one row a line

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from signage.queueing.hall import Text
from signage.queueing.shapes import PrinterState

TAKE: Final = Text("Ambil struk di bawah.", "Take your ticket below.")

STAFF: Final[Mapping[PrinterState, Text]] = {
    "ready": Text("Siap.", "Ready."),
    "paper_out": Text("Kertas habis. Isi kertas; nomor yang baru tercetak sendiri.", "Out of paper. Put in a roll; the latest numbers print by themselves."),
    "cover_open": Text("Penutup terbuka. Tutup penutupnya.", "The cover is open. Shut it."),
    "offline": Text("Tidak tersambung. Periksa daya dan kabelnya.", "Not connected. Check its power and its cable."),
    "slow": Text("Tidak menjawab. Matikan dan nyalakan lagi.", "It does not answer. Switch it off and on."),
    "unknown": Text("Printer ini tidak memberi tahu keadaannya.", "This printer does not say how it is."),
    "browser": Text("Kios mencetak sendiri.", "The kiosk prints by itself."),
}  # fmt: skip

VISITOR: Final[Mapping[PrinterState, Text]] = {
    "ready": TAKE,
    "unknown": TAKE,
    "browser": TAKE,
    "paper_out": Text("Printer kehabisan kertas. Foto nomor ini.", "The printer is out of paper. Take a picture of this number."),
    "cover_open": Text("Printer terbuka. Foto nomor ini.", "The printer is open. Take a picture of this number."),
    "offline": Text("Printer tidak tersambung. Foto nomor ini.", "The printer is not connected. Take a picture of this number."),
    "slow": Text("Printer tidak menjawab. Foto nomor ini.", "The printer does not answer. Take a picture of this number."),
}  # fmt: skip

UNPRINTED: Final[Mapping[str, Text]] = {
    "offline": Text("Sambungan putus saat mencetak; mungkin tidak tercetak.", "The connection broke while it printed; it may not be out."),
    "slow": Text("Printer tidak mengambilnya; mungkin tidak tercetak.", "The printer did not take it; it may not be out."),
    "stale": Text("Terlalu lama menunggu; tidak dicetak.", "It waited too long; it was not printed."),
    "full": Text("Terlalu banyak yang menunggu; tidak dicetak.", "Too many were waiting; it was not printed."),
}  # fmt: skip
