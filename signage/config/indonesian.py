"""The sentences of faults in Indonesian: who edits in a page need not read English.

A fault is written once, in English, where it is found. Here each sentence stands beside its
Indonesian one; `<name>` is what it is about, and is kept.
"""
# ruff: noqa: E501 -- a table of sentences reads best with one row a line

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from signage.queueing.hall import Text

SENTENCES: Final[Mapping[str, str]] = {
    # the file
    "the file has <count> characters; at most <most> are read.": "berkas ini berisi <count> huruf; paling banyak <most>.",
    '<what> at column <column>; a line reads key = value, with texts in "quotes" and lists in [ ].': 'kolom <column> tidak bisa dibaca: <what>; satu baris berbunyi kunci = nilai, teks dalam "tanda petik" dan daftar dalam [ ].',
    '<what> at the end of the file; a line reads key = value, with texts in "quotes" and lists in [ ].': 'akhir berkas tidak bisa dibaca: <what>; satu baris berbunyi kunci = nilai, teks dalam "tanda petik" dan daftar dalam [ ].',
    "lists or tables are nested too deep; three levels are enough.": "daftar atau tabel bersarang terlalu dalam; tiga tingkat sudah cukup.",
    "the file is laid out so that this can't be written into it; edit it by hand.": "susunan berkas ini tidak memungkinkan perubahan itu ditulis; ubah berkasnya langsung.",
    "is not UTF-8 text; save it as UTF-8": "bukan teks UTF-8; simpan sebagai UTF-8.",
    "can't be read (<error>); name the file with --config": "tidak bisa dibaca (<error>); hubungi teknisi.",
    "this section is missing; add [mall] with id, name and time_zone.": "bagian ini belum ada; tambahkan [mall] dengan id, name dan time_zone.",
    "this is a table; write <header> above its keys.": "ini sebuah tabel; tulis <header> di atas kunci-kuncinya.",
    "this is a list of tables; write <header> above each.": "ini daftar tabel; tulis <header> di atas masing-masing.",
    "there is no such key here; <hint>": "kunci ini tidak ada di sini; <hint>",
    "this key is missing; add <key> = …": "isian ini belum ada; isi <key>.",
    "this must be at most <most>.": "ini paling besar <most>.",
    "this must be at least <least>.": "ini paling kecil <least>.",
    "this must be <wanted>, and is <found>.": "ini harus <wanted>, bukan <found>.",
    "there are <count> in this section; at most <most> are kept.": "ada <count> di bagian ini; paling banyak <most>.",
    # what the parser could not read
    "there is something behind the value; begin a new line": "ada sesuatu di belakang nilainya; mulai baris baru",
    "this line is no key, table or remark": "baris ini bukan kunci, tabel atau catatan",
    "a key is missing": "kuncinya tidak ada",
    "the = behind the key is missing": "tanda = di belakang kunci tidak ada",
    "the ]] behind the name is missing": "tanda ]] di belakang nama tidak ada",
    "the ] behind the name is missing": "tanda ] di belakang nama tidak ada",
    "the ] of a list is missing": "tanda ] penutup daftar tidak ada",
    "the } of a table is missing": "tanda } penutup tabel tidak ada",
    'the value can\'t be read; a text stands in "quotes"': 'nilainya tidak terbaca; teks ditulis dalam "tanda petik"',
    "this key stands here twice": "kunci ini tertulis dua kali",
    "this table stands here twice": "tabel ini tertulis dua kali",
    "this table is closed already": "tabel ini sudah ditutup",
    'the closing " of a text is missing': 'tanda " penutup teks tidak ada',
    "a \\ in a text is written \\\\": "tanda \\ dalam teks ditulis \\\\",
    "a \\u has 4 hexadecimal digits behind it": "\\u diikuti 4 angka heksadesimal",
    "a \\u names no sign": "\\u tidak menyebut tanda apa pun",
    "there is a control character or a line break in a text": "ada tanda kendali atau baris baru dalam teks",
    "there is a control character": "ada tanda kendali",
    "there is no such date or time": "tanggal atau jam seperti itu tidak ada",
    "a sign is missing": "ada tanda yang kurang",
    "this can not be read": "ini tidak terbaca",
    # what does not fit into a type
    "this is missing; send it too.": "ini belum ada; sertakan juga.",
    "there is no such key here; take it out.": "kunci ini tidak ada di sini; hapus.",
    "this must be less than <most>.": "ini harus kurang dari <most>.",
    "this must be more than <least>.": "ini harus lebih dari <least>.",
    "“<written>” is no choice here; <hint>": "“<written>” bukan pilihan di sini; <hint>",
    "see the documents.": "lihat dokumentasi.",
    "this number is too large.": "angka ini terlalu besar.",
    "this can't be read here.": "ini tidak bisa dibaca di sini.",
    "this is too short; write at least <least> characters.": "ini terlalu pendek; tulis sekurangnya <least> huruf.",
    "this is too long; write at most <most> characters.": "ini terlalu panjang; tulis paling banyak <most> huruf.",
    "this list must have <count> entries.": "daftar ini harus berisi <count> butir.",
    "this has too few entries; at least <least> are needed.": "butirnya kurang; perlu sekurangnya <least>.",
    "this has too many entries; at most <most> are taken.": "butirnya terlalu banyak; paling banyak <most>.",
    "this is not UTF-8 text; send it as UTF-8.": "ini bukan teks UTF-8; kirim sebagai UTF-8.",
    "this is no JSON at byte <at>.": "ini bukan JSON, pada byte <at>.",
    "this JSON has no end.": "JSON ini tidak berakhir.",
    # ways out
    "did you mean <name>?": "maksudnya <name>?",
    "use one of <names>.": "pakai salah satu: <names>.",
    "use <names>.": "pakai <names>.",
    "none is defined yet.": "belum ada satu pun.",
    # kinds of value
    "a whole number": "bilangan bulat",
    "a number with a point": "bilangan dengan titik",
    'a text in "quotes"': 'teks dalam "tanda petik"',
    "true or false": "true atau false",
    "a list in [ ]": "daftar dalam [ ]",
    "a table in { }": "tabel dalam { }",
    "nothing": "kosong",
    "a text": "teks",
    "a list": "daftar",
    "an object": "objek",
    "a date": "tanggal",
    "a date and time": "tanggal dan jam",
    "a time": "jam",
    "<one> or <other>": "<one> atau <other>",
    "only a thing of a list that stays has a place to go to.": "hanya sesuatu dalam daftar yang tidak dihapus punya tempat tujuan.",
    # ids and texts
    "the id of “<id>” stays as it is, because tickets and reports name it; give it another name, or add a new one and close this.": "kode “<id>” tetap, karena nomor dan laporan menyebutnya; ubah namanya saja, atau tambahkan yang baru dan tutup yang ini.",
    "“<id>” is no id; use 1 to 40 letters, digits and hyphens (A-Z a-z 0-9 -), beginning with a letter or digit.": "“<id>” tidak bisa menjadi kode; pakai 1 sampai 40 huruf, angka dan tanda hubung (A-Z a-z 0-9 -), diawali huruf atau angka.",
    "“<id>” is there already; ids are unique, choose another.": "“<id>” sudah ada; kode tidak boleh kembar, pilih yang lain.",
    "this is empty; write what people are to read.": "ini kosong; tulis apa yang akan dibaca orang.",
    "this has <count> characters; at most <most> are shown.": "ini berisi <count> huruf; paling banyak <most>.",
    "this has a line break, tab or control character; write one plain line.": "ini berisi baris baru, tab atau tanda kendali; tulis satu baris biasa.",
    "this has a sign that turns the direction of writing; take it out.": "ini berisi tanda yang membalik arah tulisan; hapus tanda itu.",
    "“<name>” stands here twice; take one out.": "“<name>” tertulis dua kali; hapus salah satu.",
    # what is named
    "counters stand in “<zone>”, and with “<id>” there they would be called nowhere; name zones under calls_to.": "ada loket di “<zone>”, dan selama “<id>” di sana panggilannya tidak tampil di mana pun; isi zona tujuan panggilan.",
    "“<id>” and “<other>” take “<zone>” at the same time; change the dates or hours of one.": "“<id>” dan “<other>” memakai “<zone>” pada waktu yang sama; ubah tanggal atau jam salah satunya.",
    "“<id>” is the event's own zone; calls go to others, take it out.": "“<id>” adalah zona acara itu sendiri; panggilan pindah ke zona lain, keluarkan yang ini.",
    "dates and days of the week don't go together; keep one of the two, and add another event for the other.": "tanggal dan hari tidak bisa dipakai bersama; pilih salah satu, dan buat acara lain untuk sisanya.",
    "hours need to know which days; add dates = or days =, or take the hours out to begin it by hand.": "jam perlu tanggal atau hari; isi tanggal atau hari, atau kosongkan jamnya supaya acara dimulai dengan tangan.",
    "the programme has <count> points; a screen shows at most <most>, take some out.": "susunan acara berisi <count> butir; layar menampilkan paling banyak <most>, kurangi.",
    "“<written>” is no time; write it like 09:00.": "“<written>” bukan jam; tulis seperti 09:00.",
    "there is no zone “<id>”; <hint>": "zona “<id>” tidak ada; <hint>",
    "there is no agency “<id>”; <hint>": "instansi “<id>” tidak ada; <hint>",
    "there is no service “<id>”; <hint>": "layanan “<id>” tidak ada; <hint>",
    "there is no priority class “<id>”; <hint>": "kelas prioritas “<id>” tidak ada; <hint>",
    "“<language>” is no language here; <hint>": "bahasa “<language>” tidak ada di sini; <hint>",
    "no language is left; name one of <names>.": "tidak ada bahasa; sebutkan salah satu: <names>.",
    "“<zone>” is no time zone; use Asia/Jakarta, Asia/Makassar, Asia/Jayapura or another name of the tz database.": "“<zone>” bukan zona waktu; pakai Asia/Jakarta, Asia/Makassar, Asia/Jayapura atau nama lain dari basis data tz.",
    "“<service>” asks where visitors come from, and there is no [[origins]] to choose from; add some, or take this out.": "“<service>” menanyakan asal pengunjung, tetapi belum ada daftar asal; tambahkan asal, atau matikan pertanyaannya.",
    "counter “<counter>” stands in no zone; add zone = with one of <names>.": "loket “<counter>” belum punya zona; pilih salah satu: <names>.",
    "counter “<counter>” serves nothing; name at least one service.": "loket “<counter>” tidak melayani apa pun; pilih sekurangnya satu layanan.",
    "“<zone>” hears itself; a zone always does, take it out.": "“<zone>” mendengar dirinya sendiri; itu selalu begitu, hapus saja.",
    'zone “<zone>” would have two speakers: it says “<speaker>”, and it names a sound card too; take the device out, or write speaker = "server".': "zona “<zone>” akan punya dua pengeras: “<speaker>”, dan sebuah kartu suara; kosongkan kartu suaranya, atau pilih speaker “server”.",
    "“<device>” is the sound card of zone “<zone>” already; two zones on one loudspeaker talk over each other, name another.": "“<device>” sudah menjadi kartu suara zona “<zone>”; pilih kartu lain.",
    "no counter serves “<service>”, so its visitors would wait for ever; add it to the services of a counter, or take it out.": "tidak ada loket yang melayani “<service>”, jadi pengunjungnya akan menunggu selamanya; tambahkan ke sebuah loket, atau tutup layanannya.",
    "no counter that is not closed serves “<service>”, so its visitors would wait for ever; add it to the services of another counter, or close the service too.": "semua loket yang melayani “<service>” ditutup, jadi pengunjungnya akan menunggu selamanya; tambahkan ke loket lain, atau tutup juga layanannya.",
    # what screens show
    "there is no playlist “<id>”; <hint>": "daftar putar “<id>” tidak ada; <hint>",
    "there is no notice “<id>”; <hint>": "pengumuman “<id>” tidak ada; <hint>",
    "a notice has no pictures; upload the picture to the media, and put it into a playlist beside the notice.": "pengumuman tidak memuat gambar; unggah gambarnya ke media, lalu taruh di daftar putar di samping pengumuman ini.",
    "a notice has no tables; write a list, a line for each row.": "pengumuman tidak memuat tabel; tulis sebagai daftar, satu baris untuk setiap baris tabel.",
    "this has <count> characters, and nobody reads more than <most> from a screen; make two notices of it.": "ini berisi <count> huruf, dan lebih dari <most> huruf tidak terbaca dari layar; bagi menjadi dua pengumuman.",
    "this has more than <most> paragraphs and lines of lists; make two notices of it.": "ini berisi lebih dari <most> paragraf dan baris daftar; bagi menjadi dua pengumuman.",
    "this has a control character; take it out.": "ini berisi tanda kendali; hapus tanda itu.",
    "there are <count> schedules; at most <most> are looked at. Take out those that are over.": "ada <count> jadwal; paling banyak <most>. Hapus yang sudah lewat.",
    "there are <count> items in this playlist; at most <most> are played.": "ada <count> butir dalam daftar putar ini; paling banyak <most>.",
    "an item is one thing; name either a media file, a notice or a slide.": "satu butir adalah satu hal; pilih berkas media, pengumuman atau salindia.",
    "“<media>” names no file; write the first <least> or more characters of its id.": "“<media>” bukan berkas media; tulis sekurangnya <least> huruf pertama dari kodenya.",
    "only the slide of opening hours is an agency's; take it out.": "hanya salindia jam buka yang memakai instansi; kosongkan instansinya.",
    "“<hours>” has no length; write an end after its beginning, or no hours.": "“<hours>” tidak punya lama; tulis akhir setelah awalnya, atau kosongkan jamnya.",
    "this ends before it begins; put the earlier time into from.": "ini berakhir sebelum mulai; isi waktu yang lebih awal di “mulai”.",
    "“<written>” is no date or time; write it like 2026-12-31 or 2026-12-31 08:00.": "“<written>” bukan tanggal atau waktu; tulis seperti 2026-12-31 atau 2026-12-31 08:00.",
    # prefixes
    "“<prefix>” is no prefix; use 1 to 6 capital letters (A-Z) or digits.": "“<prefix>” bukan awalan; pakai 1 sampai 6 huruf besar (A-Z) atau angka.",
    "“<separator>” is no separator; use one or two signs, such as -, no letter or digit.": "“<separator>” bukan pemisah; pakai satu atau dua tanda seperti -, bukan huruf atau angka.",
    "“<prefix>” is the prefix of “<one>” already; choose another for “<other>”.": "awalan “<prefix>” sudah dipakai “<one>”; pilih awalan lain untuk “<other>”.",
    "“<prefix>” and “<second>” would both print <number>; choose another prefix, or a separator, for “<other>”.": "awalan “<prefix>” dan “<second>” bisa mencetak nomor yang sama, <number>; pilih awalan lain, atau pemisah, untuk “<other>”.",
    # hours, dates, quotas
    'these hours never open; write "always" or {mon = "08:00-15:30", …}.': "jam ini tidak pernah buka; isi sekurangnya satu hari, atau pilih selalu buka.",
    '“<hours>” is no hours; write "always" or {mon = "08:00-15:30", …}.': "“<hours>” bukan jam buka; isi jam tiap hari, seperti 08:00-15:30, atau pilih selalu buka.",
    "“<hours>” is no span of hours; write it like 08:00-15:30.": "“<hours>” bukan rentang jam; tulis seperti 08:00-15:30.",
    "“<hours>” is no time of a day; a day is 00:00-24:00.": "“<hours>” bukan jam dalam sehari; sehari adalah 00:00-24:00.",
    "“<hours>” ends before it begins; put the earlier time first, and give hours past midnight to the next day.": "“<hours>” berakhir sebelum mulai; tulis jam yang lebih awal dulu, dan jam lewat tengah malam pada hari berikutnya.",
    "“<dates>” ends before it begins; put the earlier date first.": "“<dates>” berakhir sebelum mulai; tulis tanggal yang lebih awal dulu.",
    "“<day>” is no day; <hint>": "“<day>” bukan nama hari; <hint>",
    "<one> and <other> overlap; join them into one.": "<one> dan <other> bertumpuk; gabungkan menjadi satu.",
    "<one> and <other> overlap; part them.": "<one> dan <other> bertumpuk; pisahkan.",
    "“<date>” is no date; write it like 2026-12-31.": "“<date>” bukan tanggal; tulis seperti 2026-12-31.",
    "“<date>” is no date; write it like 2026-12-31, or 2026-12-24..2026-12-31.": "“<date>” bukan tanggal; tulis seperti 2026-12-31, atau 2026-12-24..2026-12-31.",
    "“<dates>” has <count> days; at most <most> are one range.": "“<dates>” berisi <count> hari; paling banyak <most>.",
    "the public holidays are not known here; name them under add = [ … ].": "hari libur nasional tidak dikenal di sini; tuliskan sendiri.",
    "“<date>” is added already; take one out.": "“<date>” sudah ditambahkan; hapus salah satu.",
    "“<date>” is removed already; take one out.": "“<date>” sudah dihapus; hapus salah satu.",
    "“<date>” is added and removed; keep one of the two.": "“<date>” ditambahkan dan dihapus sekaligus; pilih salah satu.",
    "“<date>” is a day of <whose> already; take one out.": "“<date>” sudah diatur untuk <whose>; hapus salah satu.",
    "the mall": "mal",
    "agency “<id>”": "instansi “<id>”",
    "“<id>”": "“<id>”",
    "this says no number; write 40, or { day = 40, \"08:00-12:00\" = 25 }.": "kuota ini tidak berisi angka; tulis jumlah sehari, atau jumlah untuk tiap rentang jam.",
    "a quota of <number> would never give a ticket; write 1 or more, leave it out for no quota, or shut the service on a date under [[days]].": "kuota <number> tidak pernah memberi nomor; tulis 1 atau lebih, kosongkan bila tanpa kuota, atau tutup layanannya.",
    "this must be at most <most>; leave it out for no quota.": "ini paling besar <most>; kosongkan bila tanpa kuota.",
    "the hours of <whose> never meet the mall's (<hours>), so no ticket of “<service>” would ever be given; change one of them.": "jam <whose> tidak pernah bertemu jam mal (<hours>), jadi nomor “<service>” tidak pernah diberikan; ubah salah satunya.",
    "“<service>” would never give a ticket: its cut-off is as long as it is open; make cut_off shorter (its own, its agency's or the mall's).": "“<service>” tidak pernah memberi nomor: batas akhirnya sepanjang jam bukanya; perpendek batas akhir (cut_off) layanan, instansi atau mal.",
    "“<service>” comes on <date> (<day>), when the mall or its agency is shut; choose another date, or give the mall hours on it under [[days]].": "“<service>” datang pada <date>, padahal mal atau instansinya tutup; pilih tanggal lain, atau beri mal jam buka pada tanggal itu.",
    "on <date> these hours never meet the mall's; give the mall hours on that date under [[days]] too, or change them.": "pada <date> jam ini tidak bertemu jam mal; beri mal jam buka juga pada tanggal itu, atau ubah jamnya.",
    # calling
    "both parts of a share are 1 to <most>: with 0 one side would wait for ever; to have no share write “off”.": "kedua bagian pembagian 1 sampai <most>; tanpa pembagian, tulis “off”.",
    "“<where>” is no place in a line; use “place” (the old one), “front”, “end” or “after 3” (behind the next three, 1 to 99).": "“<where>” bukan tempat dalam antrean; pakai “place” (tempat semula), “front” (depan), “end” (akhir) atau “after 3” (setelah tiga nomor, 1 sampai 99).",
    "“<share>” is no share; write “1:1” (one of the priority classes for one other while both wait), { priority = 1, ordinary = 1 }, or “off”.": "“<share>” bukan pembagian; tulis “1:1” (satu prioritas untuk satu biasa selama keduanya menunggu), atau “off”.",
    "counter “<counter>” does not serve “<service>”; <hint>": "loket “<counter>” tidak melayani “<service>”; <hint>",
    "a weight is 1 to <most>; 1 is the usual, 2 counts a minute twice.": "bobot 1 sampai <most>; 1 yang biasa, 2 menghitung satu menit dua kali.",
    "the services of counter “<counter>” have different shares, and a counter takes turns by one; give the counter a share of its own.": "layanan di loket “<counter>” punya pembagian berbeda; beri loket itu pembagian sendiri.",
    # the survey
    "<count> elements are asked, the nine among them; at most <most> are, for nobody answers more.": "ada <count> unsur, termasuk yang sembilan; paling banyak <most>, karena lebih dari itu tidak ada yang mau mengisi.",
    "element “<id>” is none of the nine, so it needs name, question and four answers.": "unsur “<id>” bukan salah satu dari yang sembilan, jadi perlu nama, pertanyaan dan empat pilihan jawaban.",
    "“<id>” has <count> answers; write four, from the worst (1) to the best (4).": "“<id>” punya <count> pilihan jawaban; tulis empat, dari yang terburuk (1) sampai yang terbaik (4).",
    # bookings
    "there is nothing to book; add [[slots]] with services, hours and capacity, or take [bookings] out.": "belum ada yang bisa direservasi; tambahkan jadwal (slots), atau matikan reservasi.",
    "these slots are of no service; name at least one.": "jadwal ini tanpa layanan; pilih sekurangnya satu.",
    "<kept> of <places> places are kept for walk-ins, so that nobody can book; make it smaller than capacity.": "<kept> dari <places> tempat disimpan untuk yang datang langsung, jadi tidak ada yang bisa reservasi; perkecil angkanya.",
    "no slot of <minutes> minutes fits into these hours; make it shorter.": "jadwal <minutes> menit tidak muat dalam jam ini; perpendek.",
    "“<service>” has slots at these hours already, in table <table> of [[slots]]; give each its own hours or days.": "“<service>” sudah punya jadwal pada jam ini (jadwal ke-<table>); beri jam atau hari yang berbeda.",
    "no slot of “<service>” lies whole in its hours, so it could never be booked; change the slots' hours, days or minutes, or take it out.": "tidak ada jadwal “<service>” di dalam jam bukanya; ubah jam, hari atau lamanya, atau hapus.",
    # the voice, and what is shown and printed
    "“<profile>” is no voice; name a file or folder of voices/, such as espeak-id.": "“<profile>” bukan suara; sebutkan suara yang ada, seperti espeak-id.",
    "these phrases say nothing; add one of <names>.": "kalimat ini kosong; isi salah satu: <names>.",
    "this has <count> characters; a sentence has at most <most>.": "ini berisi <count> huruf; satu kalimat paling banyak <most>.",
    "in this sentence braces hold one of <names>.": "dalam kalimat ini kurung kurawal berisi salah satu: <names>.",
    "the sentence does not say its <needed>; put <field> where it belongs.": "kalimat ini tidak menyebut <field>; letakkan di tempatnya.",
    "<field> is always said; take it out of the square brackets.": "<field> selalu diucapkan; keluarkan dari kurung siku.",
    "a part in [ ] is left out when what it names is empty; name something in it.": "bagian dalam [ ] dilewati bila isinya kosong; sebutkan sesuatu di dalamnya.",
    "<sign> can't be said here; write words, and braces around one of <names>.": "<sign> tidak bisa diucapkan di sini; tulis kata biasa, dan kurung kurawal untuk salah satu: <names>.",
    "there are <count> words; at most <most> are kept.": "ada <count> kata; paling banyak <most>.",
    'how a word is said is a text in "quotes".': "ucapan sebuah kata adalah teks.",
    "a word is missing before the = sign; write what stands in the text.": "katanya kosong; tulis kata seperti dalam teks.",
    "a word has at most <most> characters.": "sebuah kata paling banyak <most> huruf.",
    "this never stands in a text like that; leave out signs, line breaks and spaces that are too many.": "kata ini tidak pernah muncul seperti itu; hapus tanda, baris baru dan spasi yang berlebih.",
    "this is empty; write how the word is said.": "ini kosong; tulis bagaimana kata itu diucapkan.",
    "how a word is said has at most <most> characters.": "ucapan sebuah kata paling banyak <most> huruf.",
    "this can't be said like that; write plain words, without signs and line breaks.": "ini tidak bisa diucapkan; tulis kata biasa, tanpa tanda dan baris baru.",
    'a quiet time has either hours or a prayer; add hours = "12:00-13:00", or prayer = "dhuhr".': "waktu tenang punya jam atau salat; isi salah satu.",
    "where the mall is decides the prayers' times; add [prayer] with latitude and longitude.": "letak mal menentukan waktu salat; isi lintang dan bujur di bagian salat dulu.",
    "“<logo>” is no PNG beside this file; write a name such as logo.png.": "“<logo>” bukan PNG di samping berkas ini; tulis nama seperti logo.png.",
    "“<address>” is no address here: a network printer is reached at an address such as 192.168.1.50:9100.": "“<address>” bukan alamat printer jaringan; tulis seperti 192.168.1.50:9100.",
    "“<address>” is no address here: a USB printer is named by maker and model, such as 04b8:0e15 (see `lsusb`).": "“<address>” bukan printer USB; tulis pembuat dan model, seperti 04b8:0e15 (lihat `lsusb`).",
    "“<address>” is no address here: a file is named by its whole path, such as /dev/usb/lp0.": "“<address>” bukan berkas; tulis jalur lengkapnya, seperti /dev/usb/lp0.",
    "“<address>” is no address here: a browser prints on the kiosk's own printer; take the address out.": "“<address>”: peramban mencetak pada printer kios sendiri; kosongkan alamatnya.",
    "printer “<printer>” is at this address already; name both zones in one printer.": "printer “<printer>” sudah memakai alamat ini; sebutkan kedua zona pada satu printer.",
    "printer “<printer>”: <problem>": "printer “<printer>”: <problem>",
    "no such voice '<name>'; there are <names>": "suara “<name>” tidak ada; yang ada: <names>",
    # the floor
    "it would warn at <warn>, after the alarm at <alarm>; make it at most as large as <key>.": "peringatan pada <warn> datang sesudah alarm pada <alarm>; perkecil agar tidak melebihi <key>.",
    # media
    "one file of <size> MB would not fit into the <total> MB of all media; make this smaller, or total_megabytes larger.": "satu berkas <size> MB tidak muat dalam <total> MB untuk semua media; perkecil ini, atau perbesar total_megabytes.",
    # the server
    "“<path>” is no whole path; write it from the first /, such as /media/stick/reports.": "“<path>” bukan jalur lengkap; tulis mulai dari /, seperti /media/stick/reports.",
    "this promises nothing; write {wait = 15}, {serve = 20} or both, in minutes.": "ini tidak menjanjikan apa-apa; tulis {wait = 15}, {serve = 20} atau keduanya, dalam menit.",
    'no report is named; write daily = ["day"], monthly = ["service"].': 'tidak ada laporan yang disebut; tulis daily = ["day"], monthly = ["service"].',
    "“<path>” is no whole path; write it from the first /, such as /media/stick/signage.": "“<path>” bukan jalur lengkap; tulis mulai dari /, seperti /media/stick/signage.",
    "“<name>” is no name of a server; write it like antrian.example.go.id, without http:// and port.": "“<name>” bukan nama server; tulis seperti antrian.example.go.id, tanpa http:// dan port.",
    'mode = "files" needs the <file>: the path of a PEM file.': "cara “files” memerlukan <file>: jalur sebuah berkas PEM.",
    'a file is used with mode = "files" only; write that too.': "berkas hanya dipakai dengan cara “files”; pilih juga itu.",
    "“<origin>” is no origin; write it like https://mal.example.go.id, with no path behind it.": "“<origin>” bukan asal halaman; tulis seperti https://mal.example.go.id, tanpa jalur.",
    "“<address>” is no address; write it like http://192.168.1.10:8000, with no path behind it.": "“<address>” bukan alamat; tulis seperti http://192.168.1.10:8000, tanpa jalur.",
    # screens
    "there is no layout “<name>”; <hint>": "tata letak “<name>” tidak ada; <hint>",
    "there is no theme “<name>”; <hint>": "tema “<name>” tidak ada; <hint>",
    "“<id>” is a ready layout; give yours an id of its own.": "“<id>” adalah tata letak siap pakai; beri kode lain untuk milik mal.",
    "“<name>” is no file; write the first <count> or more signs of the id that the media page shows.": "“<name>” bukan berkas; tulis <count> huruf pertama atau lebih dari kode yang tampak di halaman media.",
    "“<colour>” is no colour; write it like #0f2a44.": "“<colour>” bukan warna; tulis seperti #0f2a44.",
    "<one> leaves the grid of <columns> × <rows>; move it or make it smaller.": "<one> keluar dari kisi <columns> × <rows>; pindahkan atau kecilkan.",
    "<one> is there twice; a layout has one of each at most.": "<one> ada dua kali; satu tata letak punya paling banyak satu.",
    "<one> covers <other>; give each a place of its own.": "<one> menutupi <other>; beri tempat masing-masing.",
    "“<option>” is an option of the region “<region>” only; take it out.": "“<option>” hanya untuk bidang “<region>”; hapus dari sini.",
    "Header": "kepala",
    "Clock and date": "jam dan tanggal",
    "Call board": "papan panggilan",
    "Last calls": "panggilan terakhir",
    "Now serving": "sedang dilayani",
    "Queues": "antrean menunggu",
    "Media": "media",
    "Ticker": "teks berjalan",
    "Directory": "direktori instansi",
    "Prayer times": "waktu salat",
    "SKM score": "nilai SKM",
    "Status line": "baris keadaan",
    "ground": "latar",
    "paper": "bidang",
    "paper2": "bidang menonjol",
    "line": "garis",
    "text": "teks",
    "soft": "teks pelengkap",
    "call": "panggilan",
    "call_ink": "teks panggilan",
    "call_text": "nomor loket",
    "go": "tanda baik",
    "alert": "tanda bahaya",
    "alert_ink": "teks bahaya",
    "There is no status line; without it nobody sees that the picture is old.": "Baris keadaan tidak ada; tanpa itu tidak terlihat bahwa gambar sudah lama.",
    "Calls have no place: add a call board, or choose a banner or the whole screen.": "Panggilan tidak punya tempat: tambahkan papan panggilan, atau pilih spanduk atau layar penuh.",
    "<one> on <other> has a contrast of <ratio>:1 only; <least>:1 is needed.": "<one> di atas <other> hanya berkontras <ratio> : 1; perlu <least> : 1.",
}  # fmt: skip

_GAP: Final = re.compile(r"<([a-z]+)>")
_OURS: Final = frozenset({"what", "hint", "wanted", "found", "one", "other", "whose", "problem"})
"""Gaps that hold words of this file; the others hold what somebody wrote."""


def told(problem: str) -> Text:
    """A fault's sentence in both languages; in English twice where nobody has put it."""
    return Text(_upper(_indonesian(problem) or problem), _upper(problem))


def _indonesian(problem: str) -> str | None:
    for pattern, sentence in _patterns():
        found = pattern.fullmatch(problem)
        if found is not None:
            return _filled(sentence, found.groupdict())
    return None


def _filled(sentence: str, parts: Mapping[str, str]) -> str:
    def put(gap: re.Match[str]) -> str:
        part = parts[gap[1]]
        return (_indonesian(part) if gap[1] in _OURS else None) or part

    return _GAP.sub(put, sentence)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Sentences without a gap go first, then those with more words of their own."""
    by_words = sorted(SENTENCES, key=lambda one: len(_GAP.sub("", one)), reverse=True)
    return tuple((_pattern(one), SENTENCES[one]) for one in by_words)


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = _GAP.split(sentence)
    made = (
        f"(?P<{part}>[\\s\\S]*?)" if index % 2 else re.escape(part)
        for index, part in enumerate(parts)
    )
    return re.compile("".join(made))


def _upper(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
