"""The nine elements of Permenpan RB 14/2017, with the labels of its specimen form."""
# ruff: noqa: E501 -- a table of sentences reads best with one row a line

from __future__ import annotations

from typing import Final

from signage.queueing.hall import Text
from signage.survey.questionnaire import Element, Questionnaire

NINE: Final = Questionnaire((
    Element(
        id="persyaratan", name=Text("Persyaratan", "Requirements"),
        question=Text("Bagaimana kesesuaian persyaratan dengan jenis pelayanannya?", "How well did the requirements fit the service?"),
        answers=(Text("Tidak sesuai", "Did not fit"), Text("Kurang sesuai", "Fitted poorly"), Text("Sesuai", "Fitted"), Text("Sangat sesuai", "Fitted very well")),
    ),
    Element(
        id="prosedur", name=Text("Sistem, Mekanisme, dan Prosedur", "System, Mechanism and Procedure"),
        question=Text("Bagaimana kemudahan prosedur pelayanan di sini?", "How easy was the procedure here?"),
        answers=(Text("Tidak mudah", "Not easy"), Text("Kurang mudah", "Not so easy"), Text("Mudah", "Easy"), Text("Sangat mudah", "Very easy")),
    ),
    Element(
        id="waktu", name=Text("Waktu Penyelesaian", "Time Taken"),
        question=Text("Bagaimana kecepatan waktu dalam memberikan pelayanan?", "How fast was the service?"),
        answers=(Text("Tidak cepat", "Not fast"), Text("Kurang cepat", "Not so fast"), Text("Cepat", "Fast"), Text("Sangat cepat", "Very fast")),
    ),
    Element(
        id="biaya", name=Text("Biaya/Tarif", "Cost"),
        question=Text("Bagaimana kewajaran biaya/tarif pelayanan?", "How fair was the cost of the service?"),
        answers=(Text("Sangat mahal", "Very expensive"), Text("Cukup mahal", "Rather expensive"), Text("Murah", "Cheap"), Text("Gratis", "Free of charge")),
    ),
    Element(
        id="produk", name=Text("Produk Spesifikasi Jenis Pelayanan", "Result of the Service"),
        question=Text("Bagaimana kesesuaian hasil pelayanan dengan standar pelayanan?", "How well did the result match the service standard?"),
        answers=(Text("Tidak sesuai", "Did not match"), Text("Kurang sesuai", "Matched poorly"), Text("Sesuai", "Matched"), Text("Sangat sesuai", "Matched very well")),
    ),
    Element(
        id="kompetensi", name=Text("Kompetensi Pelaksana", "Competence of the Officers"),
        question=Text("Bagaimana kompetensi atau kemampuan petugas?", "How competent were the officers?"),
        answers=(Text("Tidak kompeten", "Not competent"), Text("Kurang kompeten", "Not so competent"), Text("Kompeten", "Competent"), Text("Sangat kompeten", "Very competent")),
    ),
    Element(
        id="perilaku", name=Text("Perilaku Pelaksana", "Conduct of the Officers"),
        question=Text("Bagaimana kesopanan dan keramahan petugas?", "How polite and friendly were the officers?"),
        answers=(Text("Tidak sopan dan ramah", "Not polite and friendly"), Text("Kurang sopan dan ramah", "Not so polite and friendly"), Text("Sopan dan ramah", "Polite and friendly"), Text("Sangat sopan dan ramah", "Very polite and friendly")),
    ),
    Element(
        id="pengaduan", name=Text("Penanganan Pengaduan, Saran, dan Masukan", "Handling of Complaints and Suggestions"),
        question=Text("Bagaimana penanganan pengaduan, saran, dan masukan?", "How are complaints and suggestions handled?"),
        answers=(Text("Tidak ada", "Not at all"), Text("Ada tetapi tidak berfungsi", "There is a way, but it does not work"), Text("Berfungsi kurang maksimal", "Works, but not fully"), Text("Dikelola dengan baik", "Handled well")),
    ),
    Element(
        id="sarana", name=Text("Sarana dan Prasarana", "Facilities"),
        question=Text("Bagaimana kualitas sarana dan prasarana?", "How good are the facilities?"),
        answers=(Text("Buruk", "Poor"), Text("Cukup", "Fair"), Text("Baik", "Good"), Text("Sangat baik", "Very good")),
    ),
))  # fmt: skip
