"""What a change of the hall does to people, in words."""
# ruff: noqa: E501 -- a table of sentences reads best with one row a line

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from signage.queueing.hall import SpeakerKind, Text
from signage.queueing.hours import MINUTES_A_DAY, Span

SENTENCES: Final[Mapping[str, Text]] = {
    "service_closed": Text("{name} ditutup: nomor tidak diberikan lagi. {waiting} orang yang menunggu masih dipanggil.", "{name} is closed: no more tickets. The {waiting} who wait are still called."),
    "service_opened": Text("{name} dibuka lagi: nomor diberikan lagi.", "{name} opens again: tickets are given again."),
    "nobody_calls": Text("{name}: {waiting} orang menunggu, dan tidak ada loket lagi yang bisa memanggil mereka. Selesaikan atau alihkan mereka dulu.", "{name}: {waiting} wait, and no counter is left that could call them. Finish or transfer them first."),
    "hours": Text("{name}: hari ini nomor diberikan {hours}. {waiting} orang menunggu.", "{name}: today tickets are given {hours}. {waiting} wait."),
    "hours_of_many": Text("Jam hari ini berubah untuk {count} layanan. {waiting} orang menunggu.", "Today's hours change for {count} services. {waiting} wait."),
    "prefix": Text("{name}: nomor yang sudah diberikan hari ini tetap seperti {last}; yang berikutnya {next}.", "{name}: the numbers given today stay like {last}; the next one is {next}."),
    "quota": Text("{name}: {given} nomor sudah diberikan, kuotanya {most}; tidak ada nomor lagi {when}.", "{name}: {given} tickets were given, the quota is {most}; no more tickets {when}."),
    "sent": Text("{waiting} orang dikirim ke loket {name} dan hanya menunggu di sana; alihkan mereka dulu.", "{waiting} were sent to counter {name} and wait there alone; transfer them first."),
    "counter_removed": Text("Loket {name} sedang buka{busy}, dan hilang.", "Counter {name} is open{busy}, and goes away."),
    "counter_closed": Text("Loket {name} sedang buka{busy}. Kunjungan di sana bisa diselesaikan; sesudah itu loket ini tidak memanggil lagi.", "Counter {name} is open{busy}. The visit there can be finished; then it calls nobody any more."),
    "counter_moved": Text("Loket {name} sedang buka{busy}. Panggilan berikutnya tampil dan terdengar di {zone}.", "Counter {name} is open{busy}. Its next calls are seen and heard in {zone}."),
    "counter_services": Text("Loket {name} sedang buka{busy}, dan lalu melayani: {services}.", "Counter {name} is open{busy}, and then serves: {services}."),
    "priority": Text("{waiting} orang yang menunggu punya kelas “{name}”; mereka lalu menunggu seperti antrean biasa.", "{waiting} who wait have the class “{name}”; they then wait as everybody does."),
    "calling": Text("Giliran {waiting} orang yang menunggu mengikuti aturan baru mulai panggilan berikutnya.", "The turns of the {waiting} who wait follow the new rule from the next call on."),
    "time_zone": Text("Zona waktu berubah: jam di layar, jam buka dan pergantian hari ikut berubah.", "The time zone changes, and with it the screens' clocks, the hours and the turn of the day."),
    "zone_removed": Text("{name} hilang: layar dan kios di sana tidak menampilkan apa-apa lagi, dan suaranya berhenti.", "{name} goes away: its screens and kiosks show nothing any more, and its voice stops."),
    "zone_voice": Text("{name}: suara lalu keluar dari {speaker}.", "{name}: the voice then comes from {speaker}."),
    "takeover_ends": Text("{name} sedang berlangsung di {zone}, dan berakhir.", "{name} has {zone} now, and is over."),
    "takeover_stays": Text("{name} sedang berlangsung dan tetap seperti saat dimulai; perubahan ini berlaku untuk yang berikutnya.", "{name} goes on now as it began; this change holds from its next time on."),
    "zone_silent": Text("{name}: zona ini lalu tidak bersuara.", "{name}: this zone is then silent."),
    "zone_hears": Text("{name}: panggilan dari {other} ikut tampil dan terdengar.", "{name}: calls of {other} are seen and heard too."),
    "zone_hears_less": Text("{name}: panggilan dari {other} tidak tampil dan terdengar lagi.", "{name}: calls of {other} are not seen and heard any more."),
    "screen_gone": Text("{name}: tidak ada layar {screens}; jadwal ini menunggu sampai layar itu dipasangkan.", "{name}: there is no screen {screens}; this schedule waits until it is paired."),
    "screens_alike": Text("{name}: lebih dari satu layar bernama “{screen}”; jadwal ini berlaku di semuanya. Beri nama berbeda di bagian Perangkat bila hanya satu yang dimaksud.", "{name}: more than one screen is called “{screen}”, and this schedule holds on all of them. Name them differently under Devices if one is meant."),
    "shown_instead": Text("“{name}” dipakai {screens}, yang lalu memakai “{instead}”.", "“{name}” is used by {screens}, which would show “{instead}” instead."),
    "screens_turn": Text("{screens} langsung tampil dengan “{name}” yang baru.", "The new “{name}” is seen on {screens} at once."),
    "playing_turns": Text("“{name}” sedang tayang di {screens}, dan langsung berubah di sana.", "“{name}” plays on {screens} now, and changes there at once."),
    "unseen": Text("{told}", "{told}"),
    "overlap": Text("{told}", "{told}"),
    "restart": Text("Perubahan pada {name} baru berlaku setelah server dimulai ulang.", "What changes under {name} holds after the server's next start."),
}  # fmt: skip

BUSY: Final = Text(" dan melayani {number}", " and has {number}")
TODAY: Final = Text("hari ini", "today")
SPEAKER: Final[Mapping[SpeakerKind, Text]] = {
    "server": Text("pengeras suara server", "the server's loudspeaker"),
    "screen": Text("sebuah layar di zona itu", "one of the zone's screens"),
}


def fill(sentence: Text, **facts: object) -> Text:
    """The sentence with its facts; facts that are texts come in the sentence's own language."""
    return Text(
        sentence.id.format_map({k: v.id if isinstance(v, Text) else v for k, v in facts.items()}),
        sentence.en.format_map({k: v.en if isinstance(v, Text) else v for k, v in facts.items()}),
    )


def clocks(spans: tuple[Span, ...]) -> Text:
    """Spans of a day as people read them."""
    if not spans:
        return Text("tidak sama sekali", "not at all")
    if spans == (Span(0, MINUTES_A_DAY),):
        return Text("sepanjang hari", "all day")
    told = ", ".join(
        "–".join(f"{minute // 60:02d}.{minute % 60:02d}" for minute in (span.start, span.end))
        for span in spans
    )
    return Text(told, told.replace(".", ":"))
