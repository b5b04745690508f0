"""Words for people that are no refusals: why this ticket was called, why a voice is not heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from signage.queueing.calling import after
from signage.queueing.events import Why
from signage.queueing.hall import Text

VOICE: Mapping[str, Text] = {
    "no_player": Text("kartu suara server tidak ditemukan", "the server has no working sound card"),
    "no_engine": Text("mesin suara tidak ada; hanya bel", "there is no speech engine; chime only"),
    "engine_hung": Text("mesin suara macet; hanya bel", "the speech engine hangs; chime only"),
    "engine_failed": Text("mesin suara gagal; hanya bel", "the speech engine failed; chime only"),
    "voice_unknown": Text("suara ini tidak terpasang", "this voice is not installed"),
    "pack_incomplete": Text(
        "rekaman suara tidak lengkap; hanya bel", "the recorded voice lacks a clip; chime only"
    ),
    "store_failed": Text("penyimpanan suara gagal", "the sound could not be stored"),
    "player_stuck": Text("pemutar suara macet", "the sound player hung"),
    "player_failed": Text("pemutar suara gagal", "the sound player failed"),
    "no_speaker": Text("zona ini tidak punya pengeras", "this zone has no speaker"),
    "no_screen": Text("tidak ada layar yang bersuara", "no screen can speak"),
    "no_sound": Text(
        "layar tidak bisa bersuara; periksa pengeras suaranya",
        "the screens have no sound; look at their loudspeakers",
    ),
    "no_answer": Text("layar tidak melaporkan suaranya", "the screen did not report its sound"),
    "screen_gone": Text("layar bersuara terputus", "the speaking screen went away"),
    "screen_failed": Text("layar gagal memutar suara", "the screen could not play the sound"),
    "blocked": Text(
        "peramban layar memblokir suara; sentuh layar itu atau tekan OK",
        "the screen's browser blocks sound; touch that screen or press OK",
    ),
    "over": Text("sudah dilayani atau dibatalkan", "already served or taken back"),
    "too_old": Text("terlalu lama menunggu giliran", "it waited too long for its turn"),
    "quiet": Text("waktu tenang; suara diam", "a quiet time; the voice is silent"),
    "once": Text("sekali saja: banyak panggilan menunggu", "only once: many calls wait"),
    "short": Text("singkat: banyak panggilan menunggu", "in short: many calls wait"),
    "bare": Text("tanpa bel: banyak panggilan menunggu", "without chime: many calls wait"),
    "soft": Text("pelan: waktu tenang", "softly: a quiet time"),
    "replaced": Text("diganti panggilan ulang", "a recall took its place"),
    "takeover": Text("zona ini dipakai untuk acara", "an event has taken the zone"),
    "interrupted": Text("terputus dua kali", "cut off twice"),
    "day_over": Text("hari layanan selesai", "the day was over"),
    "zone_gone": Text("zona ini dihapus", "the zone was taken out"),
    "other": Text("sebab lain", "other reasons"),
    "failed": Text("gagal tanpa keterangan", "it failed without saying why"),
    "internal": Text("kesalahan di server; sudah dicatat", "a fault in the server; it was logged"),
}


def voice_reason(code: str) -> Text:
    """Why something was not heard, from the announcer's one-word reason."""
    word = code.removeprefix("chime_only:")
    return VOICE.get(word) or Text(f"pengeras melapor: {word}", f"the speaker says: {word}")


WHY: Mapping[str, Text] = {
    "longest_wait": Text(
        "paling lama menunggu di layanan loket ini ({minutes} menit).",
        "the longest wait among this counter's services ({minutes} minutes).",
    ),
    "weighted": Text(
        "paling lama menunggu menurut bobot layanan di loket ini ({minutes} menit × {weight}).",
        "the longest wait as this counter weighs its services ({minutes} minutes × {weight}).",
    ),
    "priority_turn": Text(
        "giliran prioritas, {priority} ({share}; menunggu {minutes} menit).",
        "priority's turn, {priority} ({share}; waited {minutes} minutes).",
    ),
    "ordinary_turn": Text(
        "giliran antrean biasa ({share}; menunggu {minutes} menit).",
        "the ordinary line's turn ({share}; waited {minutes} minutes).",
    ),
    "past_limit": Text(
        "sudah menunggu lebih dari {limit} menit, jadi tidak boleh dilewati lagi.",
        "waited more than {limit} minutes, so it may not be passed over any more.",
    ),
    "sent_here": Text("dialihkan ke loket ini.", "sent to this counter."),
    "came_back": Text(
        "{came} ({minutes} menit sejak mengambil nomor).",
        "{came} ({minutes} minutes since the number was taken).",
    ),
    "booked": Text("punya reservasi.", "has a booking."),
    "chosen": Text("dipilih oleh petugas.", "chosen by the officer."),
}
"""Why a ticket was called, in words that go on after a colon."""
_SHARE = Text("{0} prioritas : {1} biasa", "{0} of priority to {1} other")
_PASSED = Text(
    " Melewati {passed} nomor yang datang lebih dulu.", " Passed over {passed} before it."
)

CAME: Mapping[str, Text] = {
    "parked": Text("kembali setelah ditunda", "back after being parked"),
    "no_show": Text("kembali setelah tidak hadir", "back after a no-show"),
    "transferred": Text("dialihkan dari loket lain", "sent on from another counter"),
    "also": Text("lanjut dari layanan lain", "goes on from another service"),
}
WHERE: Mapping[str, Text] = {
    "place": Text("ke tempat semula", "to the old place"),
    "front": Text("ke depan antrean", "to the front"),
    "end": Text("ke akhir antrean", "to the end"),
}
_AFTER = Text("setelah {0} nomor", "after {0} others")


def why_sentence(why: Why) -> Text:
    """Why this ticket was called, whole."""
    known = WHY.get(why.rule)
    if known is None:
        return Text(why.rule, why.rule)
    class_ = why.priority_name or Text("prioritas", "priority")
    came = came_words(why.came, why.where) or Text("kembali", "back")
    facts = {"minutes": why.waited // 60_000, "weight": why.weight, "limit": why.limit}
    more = _PASSED if why.passed else Text("", "")
    share = why.share or (1, 1)

    def said(template: str, ratio: str, name: str, back: str) -> str:
        return template.format(
            **facts, passed=why.passed, share=ratio.format(*share), priority=name, came=back
        )

    return Text(
        said(known.id + more.id, _SHARE.id, class_.id, came.id),
        said(known.en + more.en, _SHARE.en, class_.en, came.en),
    )


def where_words(where: str) -> Text:
    """Where somebody comes back to, as the mall has set it."""
    others = after(where)
    if others is not None:
        return Text(_AFTER.id.format(others), _AFTER.en.format(others))
    return WHERE.get(where, WHERE["place"])


def sent_words(where: str) -> Text:
    """Where somebody who is sent on stands in the line there; `place` is by their own wait."""
    if where == "place":
        return Text("sesuai lama menunggu", "by how long they have waited")
    return where_words(where)


def came_words(came: str, where: str) -> Text | None:
    """How a ticket came back into the line, and where to; None for one that only ever waited."""
    how = CAME.get(came)
    if how is None:
        return None
    if not where:
        return how
    to = where_words(where)
    return Text(f"{how.id}, {to.id}", f"{how.en}, {to.en}")


def expected(minutes: int) -> Text:
    """An expected wait, as honest as it is."""
    if minutes <= 0:
        return Text("kurang dari 5 menit", "less than 5 minutes")
    if minutes > 120:
        return Text("lebih dari 2 jam", "more than 2 hours")
    return Text(f"± {minutes} menit", f"± {minutes} minutes")


def nobody_calls(waiting: int) -> Text:
    """That no counter of a service is open, and how many wait for it."""
    if not waiting:
        return Text("Tidak ada loket yang buka.", "No counter is open.")
    return Text(
        f"Tidak ada loket yang buka; {waiting} nomor menunggu.",
        f"No counter is open; {waiting} waiting.",
    )


def both_and(names: Sequence[Text]) -> Text:
    """Names as people list them: “A, B dan C”."""

    def listed(words: list[str], last: str) -> str:
        return last.join(filter(None, (", ".join(words[:-1]), *words[-1:])))

    return Text(
        listed([name.id for name in names], " dan "), listed([name.en for name in names], " and ")
    )
