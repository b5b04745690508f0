"""The rule by which an index was made, in words, for every report to print."""

from __future__ import annotations

from signage.queueing.hall import Text


def rule(elements: int, minimum: int) -> Text:
    """How the index is made of so many elements."""
    return Text(
        "Permenpan RB 14/2017. NRR tiap unsur = jumlah nilai ÷ jumlah responden yang mengisi unsur "
        f"itu. Bobot tiap unsur 1/{elements}, tanpa pembulatan. IKM = jumlah (NRR × bobot) × 25, "
        "dibulatkan sekali di akhir ke dua desimal (setengah ke atas), lalu digolongkan: "
        "A (sangat baik) 88,31–100,00; B (baik) 76,61–88,30; C (kurang baik) 65,00–76,60; "
        "D (tidak baik) 25,00–64,99. Jawaban sebagian dihitung pada unsur yang diisi; unsur yang "
        "tidak diisi siapa pun tidak ikut dihitung, dan bobot dibagi rata atas unsur yang terisi. "
        "Indeks unit dihitung atas semua respondennya, bukan rata-rata indeks layanannya. "
        f"Hasil dari kurang dari {minimum} jawaban diberi keterangan.",
        "Permenpan RB 14/2017. The NRR of an element = the sum of its values ÷ the respondents who "
        f"answered it. Each element weighs 1/{elements}, exactly. The index (IKM) = the sum of "
        "(NRR × weight) × 25, rounded once at the end to two decimals (half up), then classified: "
        "A (very good) 88.31–100.00; B (good) 76.61–88.30; C (not so good) 65.00–76.60; "
        "D (not good) 25.00–64.99. Partial answers count for the elements that they answer; an "
        "element that nobody answered has no part, and the weight is shared among those answered. "
        "A unit's index is over all its respondents, not the mean of its services' indices. "
        f"A result of fewer than {minimum} answers says so.",
    )
