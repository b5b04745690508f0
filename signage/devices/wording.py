"""What is said of a device: what it is, how it is, and what to do about it."""
# ruff: noqa: E501 -- a table of sentences reads best with one row a line

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from signage.queueing.hall import Text

KINDS: Final[Mapping[str, Text]] = {
    "admin": Text("Pengelola", "Administrator"),
    "screen": Text("Layar", "Screen"),
    "counter": Text("Loket", "Counter"),
    "kiosk": Text("Kios", "Kiosk"),
    "survey": Text("Tablet survei", "Survey tablet"),
    "button": Text("Tombol loket", "Button of counter"),
    "feed": Text("Umpan data", "Feed"),
    "printer": Text("Printer", "Printer"),
    "speaker": Text("Pengeras", "Speaker"),
}

TROUBLES: Final[Mapping[str, Text]] = {
    "hung": Text("{name} macet: tersambung, tetapi tidak menampilkan yang baru. Muat ulang halamannya, atau matikan lalu nyalakan lagi.", "{name} hangs: it is connected, but shows nothing new. Load its page again, or switch it off and on."),
    "muted": Text("{name} tidak bersuara. Sentuh layarnya atau tekan OK pada remotenya.", "{name} has no sound. Touch it, or press OK on its remote control."),
    "silent": Text("{name} tidak memberi kabar. Periksa daya dan jaringannya.", "{name} gives no sign. Check its power and its network."),
    "trouble": Text("{name}: {note}", "{name}: {note}"),
}  # fmt: skip

VOICELESS: Final = Text("Suara zona ini gagal.", "This zone's voice fails.")
