"""Words for people that are no refusals: why a voice is not heard, why an announcement was not."""

from __future__ import annotations

from collections.abc import Mapping

from signage.queueing.hall import Text

VOICE: Mapping[str, Text] = {
    "no_player": Text(
        "kartu suara peladen tidak ditemukan", "the server has no working sound card"
    ),
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
    "interrupted": Text("terputus dua kali", "cut off twice"),
    "day_over": Text("hari layanan selesai", "the day was over"),
    "zone_gone": Text("zona ini dihapus", "the zone was taken out"),
    "internal": Text("kesalahan di peladen; sudah dicatat", "a fault in the server; it was logged"),
}


def voice_reason(code: str) -> Text:
    """Why something was not heard, from the announcer's one-word reason."""
    word = code.removeprefix("chime_only:")
    return VOICE.get(word) or Text(f"pengeras melapor: {word}", f"the speaker says: {word}")
