"""Ready texts for emergencies: the file's, or the product's own where it has none."""

from __future__ import annotations

from typing import Final

from signage.config.faults import Faults
from signage.config.settings import ReadyText
from signage.config.tables import Both, EmergencyTable, Tables
from signage.config.words import ids, text
from signage.queueing.announcements import TEXT_LIMIT

USUAL: Final = (
    EmergencyTable(
        id="evacuation",
        name=Both(id="Evakuasi", en="Evacuation"),
        text=Both(
            id="Semua pengunjung dan petugas harap meninggalkan gedung sekarang. "
            "Tetap tenang, ikuti petunjuk petugas, dan berkumpul di titik kumpul.",
            en="Everybody must leave the building now. Stay calm, follow the "
            "staff, and gather at the assembly point.",
        ),
    ),
    EmergencyTable(
        id="fire",
        name=Both(id="Kebakaran", en="Fire"),
        text=Both(
            id="Kebakaran. Tinggalkan gedung sekarang lewat pintu darurat terdekat. Tetap tenang, "
            "jangan memakai lift, dan berkumpul di titik kumpul.",
            en="Fire. Leave the building now by the nearest emergency exit. Stay calm, do not use "
            "the lift, and gather at the assembly point.",
        ),
    ),
    EmergencyTable(
        id="earthquake",
        name=Both(id="Gempa bumi", en="Earthquake"),
        text=Both(
            id="Gempa bumi. Lindungi kepala, berlindung di bawah meja, jauhi kaca dan lemari. "
            "Jangan berlari. Keluar setelah guncangan berhenti.",
            en="Earthquake. Protect your head, take cover under a table, keep away from glass and "
            "shelves. Do not run. Leave when the shaking has stopped.",
        ),
    ),
    EmergencyTable(
        id="medical",
        name=Both(id="Medis", en="Medical"),
        text=Both(
            id="Ada keadaan darurat medis. Dokter, perawat, atau petugas P3K dimohon segera ke "
            "meja informasi. Pengunjung lain dimohon memberi jalan.",
            en="There is a medical emergency. Any doctor, nurse or first-aider, please come to the "
            "information desk now. Everybody else, please keep the way clear.",
        ),
    ),
)
"""What a mall starts with; the sample file shows the same."""


def ready_texts(tables: Tables, faults: Faults) -> tuple[ReadyText, ...]:
    """The texts to choose from, in order."""
    written = tables.emergencies or USUAL
    ids("emergencies", tuple(one.id for one in written), faults)
    return tuple(
        ReadyText(
            id=one.id,
            name=text(one.name, ("emergencies", i, "name"), faults),
            text=text(one.text, ("emergencies", i, "text"), faults, longest=TEXT_LIMIT),
        )
        for i, one in enumerate(written)
    )
