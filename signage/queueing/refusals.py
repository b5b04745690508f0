"""Every reason to refuse, with its sentence in Indonesian and English, and what to do about it."""
# ruff: noqa: E501 -- a table of sentences reads best with one row a line

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from signage.errors import Refused
from signage.queueing.calendar import Opening
from signage.queueing.hall import Text

DAYS = Text(
    "Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
)

STATE_WORDS: Mapping[str, Text] = {
    "waiting": Text("menunggu", "waiting"),
    "called": Text("dipanggil", "called"),
    "serving": Text("dilayani", "being served"),
    "served": Text("selesai", "served"),
    "no_show": Text("tidak hadir", "no-show"),
    "parked": Text("ditunda", "parked"),
    "cancelled": Text("dibatalkan", "cancelled"),
    "expired": Text("kedaluwarsa", "expired"),
}

SENTENCES: Mapping[str, Text] = {
    "counter_unknown": Text("Loket “{counter}” tidak ada. Periksa nama loketnya.", "There is no counter “{counter}”. Check its id."),
    "service_unknown": Text("Layanan “{service}” tidak ada. Periksa nama layanannya.", "There is no service “{service}”. Check its id."),
    "zone_unknown": Text("Zona “{zone}” tidak ada. Periksa nama zonanya.", "There is no zone “{zone}”. Check its id."),
    "ticket_unknown": Text("Nomor “{ticket}” tidak ada hari ini. Periksa nomornya.", "There is no ticket “{ticket}” today. Check the number."),
    "link_unknown": Text("Tautan nomor ini tidak berlaku lagi; nomor hanya berlaku pada harinya. Ambil nomor baru di kios.", "This ticket's link is not valid any more; a ticket lasts for its day only. Take a new number at the kiosk."),
    "topic_unknown": Text("Topik “{topic}” tidak ada.", "There is no topic “{topic}”."),
    "sound_unknown": Text("Suara ini tidak ada lagi.", "This sound is not there any more."),
    "socket_wanted": Text("Alamat ini hanya untuk WebSocket versi 13.", "This address is for WebSockets of version 13 only."),
    "root_none": Text("Server ini tidak memakai sertifikat buatan sendiri; tidak ada yang perlu dipasang.", "This server has no certificate of its own making; there is nothing to install."),
    "route_unknown": Text("Alamat ini tidak ada.", "There is nothing at this address."),
    "method_unknown": Text("Cara memanggil alamat ini keliru; pakai {allow}.", "This address does not take that method; use {allow}."),
    "priority_unknown": Text("Kelas prioritas “{priority}” tidak ada. Pilih salah satu dari mal ini, atau tanpa prioritas.", "There is no priority class “{priority}”. Choose one of this mall's, or none."),
    "priority_not_here": Text("{service} tidak melayani prioritas “{priority}”. Ambil nomor biasa, atau tanyakan kepada petugas.", "{service} has no priority for “{priority}”. Take an ordinary number, or ask an officer."),
    "origin_unknown": Text("Asal “{origin}” tidak ada. Pilih salah satu dari mal ini, atau kosongkan.", "There is no origin “{origin}”. Choose one of this mall's, or leave it out."),
    "counter_shut": Text("Loket {counter} tutup. Buka dulu loketnya.", "Counter {counter} is shut. Open it first."),
    "counter_shut_by_hall": Text("Loket {counter} ditutup oleh pengelola aula. Hubungi pengelola.", "Counter {counter} was shut by the hall. Ask the floor manager."),
    "nothing_at_counter": Text("Tidak ada pengunjung di loket {counter}. Panggil dulu nomor berikutnya.", "Nobody is at counter {counter}. Call the next ticket first."),
    "already_serving": Text("Nomor {number} sudah dilayani di loket {counter}.", "Ticket {number} is already being served at counter {counter}."),
    "ticket_at_counter": Text("Nomor {number} sedang berada di loket {counter}. Tanyakan kepada petugas di sana.", "Ticket {number} is at counter {counter}. Ask the officer there."),
    "ticket_over": Text("Nomor {number} sudah berakhir ({state}). Ambil nomor baru.", "Ticket {number} is over ({state}). Take a new one."),
    "ticket_not_here": Text("Nomor {number} untuk {service}; loket {counter} tidak melayaninya. Periksa nomornya.", "Ticket {number} is for {service}, which counter {counter} does not serve. Check the number."),
    "direct_has_no_number": Text("Pengunjung langsung tidak punya nomor. Beri nomor antrean dulu.", "A walk-in has no number. Give them a ticket first."),
    "ticket_waits": Text("Nomor {number} sudah menunggu giliran.", "Ticket {number} is waiting for its turn already."),
    "same_service": Text("Nomor {number} sudah untuk {service}. Pilih layanan lain.", "Ticket {number} is for {service} already. Choose another service."),
    "break_minutes": Text("Istirahat 1 sampai {limit} menit; atau kosongkan bila belum tahu.", "A break is 1 to {limit} minutes; or leave it out if it is not known."),
    "same_counter": Text("Nomor {number} sudah di loket ini. Pilih loket lain.", "Ticket {number} is already at this counter. Choose another."),
    "transfer_where": Text("Sebutkan satu tujuan: layanan atau loket.", "Name one place to go: a service or a counter."),
    "service_not_here": Text("Loket {counter} tidak melayani {service}. Pilih layanan loket ini.", "Counter {counter} does not serve {service}. Choose one that it serves."),
    "nothing_to_undo": Text("Tidak ada yang bisa dibatalkan di loket {counter}.", "There is nothing to undo at counter {counter}."),
    "undo_too_late": Text("Sudah lebih dari {limit} detik; tidak bisa dibatalkan lagi.", "More than {limit} seconds have passed; it can't be undone any more."),
    "undo_overtaken": Text("Nomor {number} sudah berubah sejak itu; tidak bisa dibatalkan.", "Ticket {number} has changed since; it can't be undone."),
    "period_long": Text("Laporan paling panjang {years} tahun. Pilih periode yang lebih pendek.", "A report covers at most {years} years. Choose a shorter period."),
    "report_unknown": Text("Laporan “{report}” tidak ada. Pilih salah satu: {known}.", "There is no report “{report}”. Use one of {known}."),
    "format_unknown": Text("Berkas “{format}” tidak bisa dibuat. Pilih salah satu: {known}.", "A file of kind “{format}” can't be made. Use one of {known}."),
    "export_unknown": Text("Berkas laporan ini tidak ada lagi. Minta sekali lagi.", "This report's file is not there any more. Ask for it again."),
    "export_unready": Text("Berkas laporan ini belum selesai. Tunggu sebentar.", "This report's file is not ready yet. Wait a moment."),
    "export_failed": Text("Berkas laporan gagal dibuat; sebabnya ada di log server. Coba periode yang lebih pendek, atau hubungi teknisi.", "The report's file could not be made; the server's log says why. Try a shorter period, or call the technician."),
    "exports_full": Text("Terlalu banyak berkas laporan sedang dibuat. Coba lagi sebentar lagi.", "Too many report files are being made. Try again in a moment."),
    "breakdown_unknown": Text("“{by}” bukan rincian. Pilih salah satu: {known}.", "“{by}” is no breakdown. Use one of {known}."),
    "records_unready": Text("Catatan laporan sedang tidak bisa dibaca. Coba lagi sebentar lagi; bila tetap begini, hubungi teknisi.", "The records for reports can't be read just now. Try again in a moment; if it stays so, call the technician."),
    "day_unknown": Text("Tidak ada hari layanan “{day}”. Tulis tanggalnya seperti 2026-11-26.", "There is no business day “{day}”. Write its date like 2026-11-26."),
    "day_shut": Text("Hari layanan belum dibuka. {opens}", "The business day is not open. {opens}"),
    "day_over": Text("Hari layanan ini sudah ditutup. {opens}", "This business day is over. {opens}"),
    "service_closed": Text("{service} ditutup oleh pengelola dan tidak memberi nomor lagi. Pilih layanan lain.", "{service} was closed by the hall and gives no more tickets. Choose another service."),
    "counter_closed": Text("Loket {counter} ditutup oleh pengelola di pengaturan. Pakai loket lain, atau minta pengelola membukanya lagi.", "Counter {counter} was closed by the hall in its settings. Use another counter, or ask the hall manager to open it again."),
    "service_shut": Text("{service} sedang tutup. {opens}", "{service} is shut now. {opens}"),
    "service_break": Text("{service} sedang istirahat. {opens}", "{service} has a break now. {opens}"),
    "too_early": Text("Nomor {service} belum diberikan. {opens}", "No tickets are given yet for {service}. {opens}"),
    "cut_off": Text("Nomor {service} hari ini sudah ditutup, agar semua yang menunggu terlayani. {opens}", "No more tickets today for {service}, so that all who wait are served. {opens}"),
    "quota_reached": Text("Kuota {service} sudah habis. {opens}", "All tickets for {service} have been given. {opens}"),
    "not_today": Text("{service} tidak ada hari ini. {opens}", "{service} is not here today. {opens}"),
    "holiday": Text("Hari ini libur: {name}. {opens}", "Today is a holiday: {name}. {opens}"),
    "closed_today": Text("Hari ini tutup: {name}. {opens}", "Shut today: {name}. {opens}"),
    "adopt_range": Text("Nomor {first} sampai {last} bukan urutan. Tulis nomor pertama dan terakhir, mulai dari 1.", "{first} to {last} is no run of numbers. Give the first and the last, from 1 on."),
    "adopt_too_many": Text("Terlalu banyak: paling banyak {limit} nomor sekali terima. Bagi menjadi beberapa kali.", "Too many: at most {limit} numbers at once. Take them in by parts."),
    "adopt_too_high": Text("Nomor {number} terlalu jauh di atas nomor terakhir ({last}). Periksa nomornya.", "{number} is too far above the last number ({last}). Check it."),
    "adopt_outside": Text("Nomor {number} tidak termasuk {first} sampai {last}. Periksa nomornya.", "{number} is not among {first} to {last}. Check it."),
    "adopt_later": Text("Jam {time} belum lewat. Tulis jam nomor itu diberikan.", "It is not {time} yet. Give the time at which the numbers were given."),
    "number_given": Text("Nomor {number} sudah diberikan hari ini. Mulai dari nomor sesudahnya.", "Ticket {number} was given today already. Begin with a later number."),
    "hall_service_in_use": Text("Layanan {service} masih ditunggu {count} nomor; tutup dulu atau selesaikan antreannya.", "{count} tickets still wait for {service}; finish its queue before it is taken out."),
    "hall_counter_in_use": Text("Loket {counter} masih melayani {number}; selesaikan dulu.", "Counter {counter} still has {number}; finish it before the counter is taken out."),
    "text_empty": Text("Tulis dulu apa yang harus diucapkan.", "Write what is to be said."),
    "text_too_long": Text("Terlalu panjang: paling banyak {limit} huruf.", "Too long: at most {limit} characters."),
    "language_unknown": Text("Bahasa “{language}” tidak dipakai di mal ini.", "The language “{language}” is not used in this mall."),
    "zone_silent": Text("Zona {zone} tidak punya pengeras suara.", "Zone {zone} has no speaker."),
    "zones_empty": Text("Pilih dulu sekurangnya satu zona.", "Choose at least one zone."),
    "zone_twice": Text("Zona “{zone}” disebut dua kali. Sebutkan tiap zona satu kali.", "Zone “{zone}” is named twice. Name each zone once."),
    "emergencies_full": Text("Sudah ada {limit} keadaan darurat. Akhiri salah satu dulu.", "{limit} emergencies stand already. End one of them first."),
    "emergency_over": Text("Keadaan darurat ini sudah diakhiri. Tidak ada yang perlu dilakukan lagi.", "This emergency was ended already. There is nothing left to do."),
    "emergency_unknown": Text("Keadaan darurat “{emergency}” tidak ada. Periksa daftarnya.", "There is no emergency “{emergency}”. Look at the list."),
    "announcement_over": Text("Pengumuman ini sudah selesai.", "This announcement is over."),
    "kind_unknown": Text("Jenis “{kind}” tidak ada. Pilih salah satu: {known}.", "There is no kind “{kind}”. Use one of {known}."),
    "ticket_implausible": Text("“{ticket}” bukan nomor antrean. Tulis huruf dan angka, paling banyak {limit}, seperti A012.", "“{ticket}” is no ticket number. Write letters and digits, at most {limit}, such as A012."),
    "voice_failed": Text("Suaranya tidak bisa dibuat: {problem}.", "The sound can't be made: {problem}."),
    "word_unknown": Text("Kata “{word}” tidak ada dalam kamus mal ini.", "The word “{word}” is not in this mall's own lexicon."),
    "word_empty": Text("Tulis dulu katanya.", "Write the word."),
    "word_too_long": Text("Kata terlalu panjang: paling banyak {limit} huruf.", "The word is too long: at most {limit} characters."),
    "word_unsayable": Text("Kata ini tidak pernah muncul seperti itu. Hapus tanda baca khusus, baris baru, dan spasi yang berlebih.", "This word never stands in a text like that. Leave out special signs, line breaks and spaces that are too many."),
    "said_empty": Text("Tulis bagaimana kata itu diucapkan.", "Write how the word is said."),
    "said_too_long": Text("Ucapannya terlalu panjang: paling banyak {limit} huruf.", "How it is said is too long: at most {limit} characters."),
    "said_unsayable": Text("Ini tidak bisa diucapkan seperti itu. Pakai kata biasa, tanpa tanda khusus dan baris baru.", "This can't be said like that. Use plain words, without special signs and line breaks."),
    "thing_unknown": Text("“{id}” tidak ada di {section}. Muat ulang halaman ini.", "There is no “{id}” in {section}. Load this page again."),
    "version_unknown": Text("Versi {number} tidak ada lagi. Muat ulang daftarnya.", "There is no version {number} any more. Load the list again."),
    "thing_in_use": Text("{things} sudah dipakai: nomor atau laporan menyebutnya. Tutup saja (closed), jangan dihapus.", "{things} was used already: tickets or reports name it. Close it instead of taking it out."),
    "path_by_hand": Text("Printer “{printer}” akan menulis ke sebuah berkas mesin ini. Itu hanya bisa ditulis teknisi, langsung di config.toml.", "Printer “{printer}” would write into a file of this machine. Only a technician can set that, in config.toml itself."),
    "file_no_text": Text("Berkas ini bukan teks UTF-8. Simpan sebagai UTF-8, lalu coba lagi.", "The file is no UTF-8 text. Save it as UTF-8, then try again."),
    "config_changed": Text("Pengaturan sudah diubah di tempat lain. Muat ulang, lalu ubah lagi.", "The settings were changed elsewhere. Load them again, then make your change."),
    "config_unwritable": Text("config.toml tidak bisa ditulisi {problem}. Hubungi teknisi.", "config.toml can't be written {problem}. Call the technician."),
    "config_refused": Text("Pengaturan tidak bisa begitu (baris {line}, {key}): {problem}", "The settings can't be like that (line {line}, {key}): {problem}"),
    "printer_none": Text("Kios ini tidak punya printer. Foto nomornya.", "This kiosk has no printer. Take a picture of the number."),
    "printed_often": Text("Nomor {number} sudah dicetak beberapa kali. Foto nomornya, atau minta bantuan petugas.", "Ticket {number} was printed several times. Take a picture of it, or ask an officer."),
    "media_gone": Text("Berkas media {files} tidak ada. Unggah lagi, atau keluarkan dari daftar putar “{playlist}”.", "There is no media file {files}. Upload it again, or take it out of the playlist “{playlist}”."),
    "logo_gone": Text("Logo “{file}” tidak ada di Media. Unggah gambarnya di sana, lalu pilih lagi untuk tema “{theme}”.", "There is no logo “{file}” among the media. Upload the picture there, then choose it again for the theme “{theme}”."),
    "time_unreadable": Text("“{at}” bukan waktu. Tulis seperti 2026-11-27 atau 2026-11-27T08:00.", "“{at}” is no time. Write it like 2026-11-27 or 2026-11-27T08:00."),
    "days_unreadable": Text("Pilih hari pertama yang tidak sesudah hari terakhir, paling banyak {most} hari.", "Choose a first day that is not after the last, and at most {most} days."),
    "malformed": Text("Permintaan tidak bisa dibaca: {problem}", "The request can't be read: {problem}"),
    "secret_missing": Text("Perangkat ini tidak dikenal. Buka tautan yang dicetak oleh “signage links”.", "This device is not known. Open the link that “signage links” prints."),
    "not_allowed": Text("Anda atau perangkat ini tidak boleh melakukan itu. Minta pengelola.", "You or this device may not do that. Ask a manager."),
    "session_missing": Text("Anda belum masuk, atau sesi sudah berakhir. Masuk lagi.", "You are not signed in, or the session has ended. Sign in again."),
    "csrf_missing": Text("Halaman ini sudah lama. Muat ulang, lalu coba lagi.", "This page is out of date. Load it again, then try once more."),
    "login_wrong": Text("Nama masuk atau kata sandi keliru. Periksa keduanya.", "The login or the password is wrong. Check both."),
    "tries_locked": Text("Terlalu banyak percobaan yang keliru. Coba lagi dalam {after} detik, atau minta pengelola mengizinkan.", "Too many wrong tries. Try again in {after} seconds, or ask a manager to let you in."),
    "password_renew": Text("Kata sandi ini dibuat orang lain. Pilih dulu kata sandi Anda sendiri.", "This password was made by somebody else. Choose one of your own first."),
    "password_wrong": Text("Kata sandi yang sekarang keliru.", "The present password is wrong."),
    "password_same": Text("Kata sandi baru sama dengan yang lama. Pilih yang lain.", "The new password is the old one. Choose another."),
    "password_short": Text("Kata sandi paling sedikit {least} huruf. Tiga atau empat kata yang tidak berhubungan mudah diingat.", "A password has at least {least} characters. Three or four words that have nothing to do with each other are easy to keep."),
    "password_long": Text("Kata sandi paling banyak {limit} huruf, tanpa baris baru.", "A password has at most {limit} characters, without line breaks."),
    "password_common": Text("Kata sandi ini terlalu mudah ditebak. Pakai kata-kata yang tidak biasa, bukan nama, urutan tombol, atau kata umum.", "This password is guessed too easily. Use unusual words: no names, rows of keys or common words."),
    "person_unknown": Text("Orang ini tidak ada lagi. Muat ulang daftarnya.", "This person is not there any more. Load the list again."),
    "person_name": Text("Tulis nama, paling banyak {limit} huruf.", "Write a name of at most {limit} characters."),
    "people_full": Text("Sudah ada {limit} orang. Hapus dulu yang tidak bekerja lagi di sini.", "There are {limit} people already. Remove those who don't work here any more."),
    "role_unknown": Text("Peran “{role}” tidak ada. Pilih salah satu: {known}.", "There is no role “{role}”. Use one of {known}."),
    "officer_login": Text("Petugas masuk dengan PIN di loket, tanpa nama masuk.", "An officer signs in with a PIN at a counter, without a login."),
    "login_malformed": Text("Nama masuk: 2 sampai 40 huruf kecil, angka, titik atau garis, mulai dengan huruf atau angka.", "A login has 2 to 40 small letters, digits, dots or dashes, and begins with a letter or digit."),
    "login_taken": Text("Nama masuk “{login}” sudah dipakai. Pilih yang lain.", "The login “{login}” is taken. Choose another."),
    "first_done": Text("Sudah ada administrator. Masuk dengan namanya.", "There is an administrator already. Sign in with that name."),
    "last_administrator": Text("Ini administrator terakhir. Buat dulu administrator lain.", "This is the last administrator. Make another one first."),
    "role_above": Text("Hanya administrator yang boleh mengatur orang dengan peran ini.", "Only an administrator may make or change people with this role."),
    "person_self": Text("Ini akun Anda sendiri. Minta administrator lain melakukannya.", "This is your own account. Ask another administrator to do it."),
    "person_place": Text("“{id}” tidak ada di mal ini. Pilih instansi atau loket dari daftar.", "There is no “{id}” in this mall. Choose an agency or a counter from the list."),
    "pin_wrong": Text("PIN keliru. Coba lagi, atau minta PIN baru kepada pengelola.", "The PIN is wrong. Try again, or ask a manager for a new one."),
    "officer_elsewhere": Text("Petugas ini tidak terdaftar untuk loket ini. Pilih nama lain, atau minta pengelola.", "This officer is not listed for this counter. Choose another name, or ask a manager."),
    "officer_missing": Text("Belum ada petugas yang masuk di loket {counter}. Masuk dulu dengan nama dan PIN.", "No officer is signed in at counter {counter}. Sign in with name and PIN first."),
    "officers_off": Text("Mal ini tidak memakai PIN petugas. Loket dapat langsung dipakai.", "This mall uses no officers' PINs. The counter can be used as it is."),
    "takeover_unknown": Text("Acara “{takeover}” tidak ada. Pilih dari daftar, atau buat dulu di halaman pengelola.", "There is no event “{takeover}”. Choose one of the list, or make it in the admin pages first."),
    "takeover_elsewhere": Text("{name} disiapkan untuk {zone}. Mulai di zona itu.", "{name} is meant for {zone}. Start it there."),
    "takeover_closed": Text("{name} sudah ditutup. Buka lagi di halaman pengelola, bagian Acara.", "{name} is closed. Open it again in the admin pages, under Events."),
    "takeover_past": Text("Jam selesai acara sudah lewat. Pilih jam yang akan datang.", "The event would end in the past. Choose a later time."),
    "takeover_far": Text("Acara paling lama {limit} hari. Pilih jam selesai yang lebih dekat.", "An event has its zone for at most {limit} days. Choose an earlier end."),
    "takeover_stands": Text("{name} sudah berlangsung di {zone}.", "{name} has {zone} already."),
    "takeover_taken": Text("{zone} sedang dipakai {name}. Akhiri acara itu dulu.", "{name} has {zone} now. End that event first."),
    "takeover_nowhere": Text("Kalau {name} dimulai di {zone}, ada panggilan yang tidak tampil di zona mana pun. Akhiri dulu acara di zona lain, atau ubah tujuan panggilannya di halaman pengelola.", "With {name} in {zone} some calls would be made in no zone at all. End the event of another zone first, or change where its calls go in the admin pages."),
    "takeover_over": Text("Tidak ada acara yang berlangsung di {zone}.", "No event has {zone} now."),
    "hall_takeover_in_use": Text("{name} sedang berlangsung di {zone}, dan dengan perubahan ini ada panggilan yang tidak tampil di zona mana pun. Akhiri dulu acaranya.", "{name} has {zone} now, and with this change some calls would be made in no zone at all. End the event first."),
    "browser_refused": Text("Alamat tombol tidak boleh dibuka dari peramban.", "A button's address can't be pressed from a browser."),
    "origin_refused": Text("Permintaan dari halaman lain ditolak.", "A request from another site's page is refused."),
    "too_large": Text("Isi permintaan terlalu besar: paling banyak {limit} bita.", "The body is too large: at most {limit} bytes."),
    "head_too_large": Text("Kepala permintaan terlalu besar: paling banyak {limit} bita.", "The head of the request is too large: at most {limit} bytes."),
    "too_slow": Text("Permintaan datang terlalu lambat. Periksa jaringan, lalu coba lagi.", "The request came too slowly. Check the network, then try again."),
    "connections_full": Text("Terlalu banyak sambungan. Coba lagi dalam {after} detik.", "Too many connections. Try again in {after} seconds."),
    "host_unknown": Text("Server ini tidak dikenal dengan nama “{host}”. Buka dengan alamat IP-nya, atau tulis nama itu di config.toml, hosts di bawah [server], lalu mulai ulang.", "This server is not known by the name “{host}”. Open it by its IP address, or write that name in config.toml, hosts under [server], and restart."),
    "too_often": Text("Terlalu sering. Coba lagi dalam {after} detik.", "Too often. Try again in {after} seconds."),
    "key_reused": Text("Kunci Idempotency-Key ini sudah dipakai untuk permintaan lain. Pakai kunci baru.", "This Idempotency-Key was used for another request. Use a new one."),
    "key_malformed": Text("Idempotency-Key harus 1 sampai 200 huruf yang tampak.", "An Idempotency-Key has 1 to 200 visible characters."),
    "disk_full": Text("Penyimpanan penuh: panggilan tidak bisa dicatat. Hubungi teknisi.", "The disk is full: calls can't be recorded. Call the technician."),
    "read_only": Text("Penyimpanan tidak bisa ditulisi: panggilan tidak bisa dicatat. Hubungi teknisi.", "The disk can't be written: calls can't be recorded. Call the technician."),
    "damaged": Text("Catatan aula rusak: pulihkan dari cadangan. Hubungi teknisi.", "The hall's journal is damaged: restore a backup. Call the technician."),
    "disk_failed": Text("Penyimpanan gagal: panggilan tidak bisa dicatat. Hubungi teknisi.", "The disk failed: calls can't be recorded. Call the technician."),
    "stopping": Text("Server sedang berhenti. Coba lagi sebentar.", "The server is stopping. Try again in a moment."),
    "clock_doubtful": Text("Jam server meragukan. Periksa tanggal dan jamnya.", "The server's clock is doubtful. Check its date and time."),
    "assign_empty": Text("Pilih sekurangnya satu layanan untuk loket {counter}.", "Choose at least one service for counter {counter}."),
    "assign_last": Text("Hanya loket {counter} yang melayani {service}. Tambahkan dulu layanan itu ke loket lain.", "Only counter {counter} serves {service}. Add that service to another counter first."),
    "assign_waiting": Text("{count} nomor menunggu untuk {service}, dan tidak ada loket lain yang buka untuknya. Buka dulu loket lain, atau tegaskan bahwa mereka tetap menunggu.", "{count} wait for {service}, and no other counter of it is open. Open another first, or confirm that they go on waiting."),
    "suggestion_unknown": Text("Tulisan ini tidak ada lagi.", "What was written is not there any more."),
    "survey_off": Text("Mal ini sedang tidak mengadakan survei.", "This mall holds no survey now."),
    "survey_link": Text("Tautan survei ini tidak berlaku lagi; survei hanya bisa diisi pada hari kunjungan. Terima kasih sudah berkunjung; saran tetap bisa disampaikan kepada petugas.", "This survey link is not valid any more; it can be answered on the day of the visit only. Thank you for coming; suggestions can still be told to an officer."),
    "survey_early": Text("Nomor {number} belum selesai dilayani. Isi survei sesudah layanan selesai.", "Ticket {number} has not been served yet. Answer the survey after the visit."),
    "survey_given": Text("Survei untuk kunjungan ini sudah diisi. Terima kasih.", "The survey of this visit was answered already. Thank you."),
    "survey_empty": Text("Belum ada yang diisi. Jawab sekurangnya satu pertanyaan, atau tulis saran.", "Nothing was answered. Answer at least one question, or write a suggestion."),
    "survey_version": Text("Pertanyaannya sudah berganti sejak halaman ini dibuka. Muat ulang halaman survei.", "The questions have changed since this page was opened. Load the survey page again."),
    "survey_value": Text("“{value}” bukan jawaban untuk {element}; pilih 1, 2, 3 atau 4.", "“{value}” is no answer to {element}; choose 1, 2, 3 or 4."),
    "element_unknown": Text("Unsur “{element}” tidak ada dalam kuesioner ini. Muat ulang halaman survei.", "There is no element “{element}” in this questionnaire. Load the survey page again."),
    "suggestion_long": Text("Saran ini {length} huruf; paling banyak {limit}. Persingkatlah.", "This suggestion has {length} characters; at most {limit} are taken. Make it shorter."),
    "period_backwards": Text("Periode berakhir ({last}) sebelum mulai ({first}). Tukar tanggalnya.", "The period ends ({last}) before it begins ({first}). Swap the dates."),
    "by_unknown": Text("“{by}” bukan cara mengelompokkan; pakai mall, agency, service, counter, month atau day.", "“{by}” is no way to group; use mall, agency, service, counter, month or day."),
    "agency_unknown": Text("Instansi “{agency}” tidak ada. Periksa nama instansinya.", "There is no agency “{agency}”. Check its id."),
    "booking_off": Text("Mal ini tidak menerima reservasi. Ambil nomor antrean di kios.", "This mall takes no bookings. Take a number at the kiosk."),
    "booking_service": Text("Layanan “{service}” tidak bisa direservasi. Pilih layanan lain, atau ambil nomor di kios.", "The service “{service}” can't be booked. Choose another, or take a number at the kiosk."),
    "booking_day": Text("Reservasi bisa untuk hari ini sampai {days} hari ke depan. Pilih tanggal lain.", "Bookings are taken for today and the next {days} days. Choose another date."),
    "booking_slot": Text("Tidak ada jadwal {start} pada {day}. Pilih jam yang ditawarkan.", "There is no slot at {start} on {day}. Choose a time that is offered."),
    "booking_full": Text("Jadwal {start} pada {day} sudah penuh. Pilih jam lain.", "The slot at {start} on {day} is full. Choose another time."),
    "booking_unknown": Text("Kode reservasi ini tidak ada. Periksa kodenya, atau ambil nomor biasa.", "There is no booking with this code. Check it, or take an ordinary number."),
    "booking_cancelled": Text("Reservasi ini sudah dibatalkan. Ambil nomor biasa, atau buat reservasi baru.", "This booking was cancelled. Take an ordinary number, or book again."),
    "booking_used": Text("Reservasi ini sudah dipakai: nomor Anda {number}.", "This booking was used already: your number is {number}."),
    "booking_past": Text("Reservasi ini untuk {day}, yang sudah lewat. Ambil nomor biasa, atau buat reservasi baru.", "This booking was for {day}, which is past. Take an ordinary number, or book again."),
    "booking_other_day": Text("Reservasi ini untuk {day}, bukan hari ini. Datanglah pada hari itu.", "This booking is for {day}, not for today. Come on that day."),
    "booking_early": Text("Masih terlalu awal: check-in mulai pukul {at}. Silakan menunggu.", "It is too early: check-in begins at {at}. Please wait."),
    "booking_late": Text("Sudah lewat: check-in berakhir pukul {at}. Ambil nomor biasa.", "It is too late: check-in ended at {at}. Take an ordinary number."),
    "staff_code_none": Text("Kode petugas belum diatur, jadi setelan kios terkunci. Pengelola mengaturnya dengan perintah “signage kiosk code”.", "No staff code is set, so the kiosk's settings stay locked. An administrator sets one with “signage kiosk code”."),
    "staff_code_wrong": Text("Kode salah. Sisa percobaan: {left}.", "Wrong code. Tries left: {left}."),
    "staff_code_locked": Text("Terlalu banyak kode salah. Coba lagi dalam {after} detik; nomor antrean tetap bisa diambil.", "Too many wrong codes. Try again in {after} seconds; numbers can still be taken."),
    "staff_code_malformed": Text("Kode petugas terdiri dari 6 angka.", "A staff code has 6 digits."),
    "staff_code_plain": Text("Kode {digits} terlalu mudah ditebak. Pilih 6 angka lain.", "The code {digits} is too easy to guess. Choose another 6 digits."),
    "pairing_malformed": Text("Kode perangkat terdiri dari 8 huruf dan angka, seperti ABCD 2345; tanpa 0, O, 1, I dan L. Periksa kode di layarnya.", "A device's code has 8 letters and digits, such as ABCD 2345; never 0, O, 1, I or L. Check the code on its screen."),
    "pairing_unknown": Text("Tidak ada perangkat yang menampilkan kode ini. Periksa kodenya di layar perangkat.", "No device shows this code. Check it on the device's screen."),
    "pairing_expired": Text("Kode ini sudah kedaluwarsa. Pakai kode baru yang tampil di perangkat.", "This code has expired. Use the new one that the device shows."),
    "pairing_used": Text("Kode ini sudah dipakai. Pakai kode baru yang tampil di perangkat.", "This code was used already. Use the new one that the device shows."),
    "pairing_guesses": Text("Terlalu banyak kode salah. Coba lagi dalam {after} detik.", "Too many wrong codes. Try again in {after} seconds."),
    "pairing_crowd": Text("Terlalu banyak perangkat menunggu dipasangkan. Pasangkan dulu yang ada, lalu coba lagi.", "Too many devices wait to be paired. Pair those first, then try again."),
    "pairing_needed": Text("Ketik kode yang tampil di perangkat: tanpa kode hanya tombol dan umpan data yang bisa dibuat.", "Type the code that the device shows: without one only a button or a feed can be made."),
    "pairing_not_for": Text("Tombol dan umpan data tidak menampilkan kode. Kosongkan kodenya.", "A button and a feed show no code. Leave the code out."),
    "device_unknown": Text("Perangkat “{device}” tidak ada. Muat ulang daftarnya.", "There is no device “{device}”. Load the list again."),
    "device_revoked": Text("Perangkat “{device}” sudah dicabut. Pasangkan lagi sebagai perangkat baru.", "The device “{device}” was revoked. Pair it again as a new one."),
    "device_place": Text("Perangkat ini perlu tempat: zona untuk layar dan kios, loket untuk halaman loket dan tombol, tanpa tempat untuk umpan data; tablet survei boleh di mana saja.", "This device needs its place: a zone for a screen or a kiosk, a counter for a counter page or a button, none for a feed; a survey tablet may be anywhere."),
    "device_name": Text("Nama perangkat paling banyak {limit} huruf, dalam satu baris.", "A device's name has at most {limit} characters, in one line."),
    "device_no_screen": Text("“{device}” bukan layar, jadi tidak punya tata letak. Pilih sebuah layar.", "“{device}” is no screen and has no layout. Choose a screen."),
    "layout_unknown": Text("Tata letak “{layout}” tidak ada. Muat ulang daftarnya, lalu pilih lagi.", "There is no layout “{layout}”. Load the list again, then choose."),
    "theme_unknown": Text("Tema “{theme}” tidak ada. Muat ulang daftarnya, lalu pilih lagi.", "There is no theme “{theme}”. Load the list again, then choose."),
    "device_self": Text("Anda sedang memakai rahasia ini. Cabut dari akun atau perangkat lain.", "You are using this very secret. Revoke it from another account or device."),
    "secret_revoked": Text("Perangkat ini dicabut oleh pengelola. Minta pengelola memasangkannya lagi.", "This device was revoked. Ask a manager to pair it again."),
    "time_malformed": Text("“{time}” bukan jam; tulis seperti 08:30.", "“{time}” is no time; write it like 08:30."),
    "month_malformed": Text("“{month}” bukan bulan; tulis seperti 2026-11.", "“{month}” is no month; write it like 2026-11."),
    "date_malformed": Text("“{date}” bukan tanggal; tulis seperti 2026-12-31.", "“{date}” is no date; write it like 2026-12-31."),
    "file_too_long": Text("Berkas ini berisi {lines} baris; paling banyak {limit}. Bagi menjadi beberapa berkas.", "The file has {lines} lines; at most {limit} are taken. Split it."),
    "file_line": Text("Baris {line}: {problem} Tidak ada yang disimpan; perbaiki lalu kirim lagi.", "Line {line}: {problem} Nothing was kept; mend it and send it again."),
    "file_columns": Text("Baris pertama harus: {columns}.", "The first line must read: {columns}."),
    "file_fields": Text("Sebuah baris berisi empat isian: {columns}.", "A line holds four fields: {columns}."),
    "file_unreadable": Text("Berkas ini bukan teks UTF-8. Simpan sebagai CSV UTF-8.", "The file is no UTF-8 text. Save it as CSV in UTF-8."),
    "code_malformed": Text("“{name}” bukan kode: 6 sampai 32 huruf besar, angka dan tanda hubung.", "“{name}” is no code: 6 to 32 capital letters, digits and hyphens."),
    "code_twice": Text("Kode “{name}” sudah ada.", "The code “{name}” is there already."),
    "registry_failed": Text("Penyimpanan gagal: ini tidak bisa dicatat. Hubungi teknisi.", "The disk failed: this can't be recorded. Call the technician."),
    "backup_folder": Text("Cadangan malam gagal: foldernya tidak ada. Pasang stiknya, atau buat foldernya.", "The nightly backup failed: its folder is not there. Plug the stick in, or make the folder."),
    "backup_room": Text("Cadangan malam gagal: penyimpanan penuh. Kosongkan tempat.", "The nightly backup failed: the disk is full. Make room."),
    "backup_unwritable": Text("Cadangan malam gagal: foldernya tidak bisa ditulisi. Periksa stik atau haknya.", "The nightly backup failed: its folder can't be written. Look at the stick, or its rights."),
    "backup_damaged": Text("Cadangan malam gagal: data aula rusak. Simpan cadangan lama dan hubungi teknisi.", "The nightly backup failed: the hall's data is damaged. Keep the old backups, and call the technician."),
    "backup_failed": Text("Cadangan malam gagal; sebabnya ada di log server.", "The nightly backup failed; the server's log says why."),
    "backup_old": Text("Cadangan terakhir sudah lebih dari dua hari.", "The last backup is more than two days old."),
    "media_empty": Text("Berkas ini kosong. Pilih berkas lain.", "The file is empty. Choose another."),
    "media_name": Text("Nama berkas ini tidak bisa dipakai. Beri nama biasa, paling banyak {limit} huruf, tanpa garis miring dan tanda tersembunyi.", "This name can't be used. Give a plain one of at most {limit} characters, without slashes and hidden signs."),
    "media_ending": Text("Isi “{name}” adalah {what}, tetapi namanya berakhir lain. Ganti akhirannya menjadi {ending}, lalu kirim lagi.", "“{name}” holds {what}, and its name ends otherwise. Let it end in {ending}, and send it again."),
    "media_foreign": Text("Berkas ini bukan gambar atau video yang bisa dipakai ({what}). Simpan sebagai JPEG, PNG, WebP atau MP4.", "This is no picture or video that can be used ({what}). Save it as JPEG, PNG, WebP or MP4."),
    "media_polyglot": Text("Di dalam berkas ini tersembunyi isi lain. Buka gambar atau videonya, simpan sebagai berkas baru, lalu kirim yang baru.", "Something else hides in this file. Open the picture or video, save it as a new file, and send that."),
    "media_cut": Text("Berkas ini terpotong: akhirnya tidak ada. Salin lagi dari sumbernya, lalu kirim lagi.", "This file is cut off: its end is missing. Copy it anew from where it came, and send it again."),
    "media_damaged": Text("Berkas ini rusak dan tidak bisa dibuka. Simpan ulang dari sumbernya, lalu kirim lagi.", "This file is damaged and can't be opened. Save it anew from where it came, and send it again."),
    "media_animated": Text("Gambar ini bergerak. Simpan sebagai video MP4, atau pilih gambar diam.", "This picture moves. Save it as an MP4 video, or choose a still one."),
    "media_too_wide": Text("Gambar {width} × {height} terlalu besar. Perkecil: paling panjang {side} titik, dan paling banyak {limit} juta titik.", "{width} × {height} is too large. Make it smaller: no side above {side} pixels, and {limit} million pixels at most."),
    "media_too_large": Text("Berkas ini terlalu besar: paling banyak {limit} MB. Perkecil, lalu kirim lagi.", "The file is too large: at most {limit} MB. Make it smaller, and send it again."),
    "media_heavy": Text("Berkas ini terlalu berat untuk dibuka di server. Simpan dengan ukuran lebih kecil, lalu kirim lagi.", "This file takes too much to open on the server. Save it smaller, and send it again."),
    "media_no_picture": Text("Di dalam berkas ini tidak ada gambar, hanya suara. Pilih video.", "There is no picture in this file, only sound. Choose a video."),
    "media_no_length": Text("Lama video ini tidak tertulis di dalamnya. Simpan ulang sebagai MP4, lalu kirim lagi.", "This video does not say how long it is. Save it anew as MP4, and send it again."),
    "media_too_long": Text("Video ini terlalu panjang: paling lama {limit} menit. Potong menjadi beberapa video.", "The video is too long: at most {limit} minutes. Cut it into several."),
    "media_unplayable": Text("Video ini memakai {what}, yang tidak bisa diputar semua layar. Simpan sebagai MP4 dengan H.264, atau minta teknisi memasang ffmpeg di server.", "This video uses {what}, which not every screen plays. Save it as MP4 with H.264, or have the technician install ffmpeg on the server."),
    "media_video_off": Text("Mal ini tidak memakai video. Kirim gambar, atau nyalakan video di pengaturan media.", "This mall uses no videos. Send a picture, or turn videos on in the settings of media."),
    "media_full": Text("Tempat untuk media penuh ({limit} MB). Hapus yang tidak dipakai, lalu kirim lagi.", "The room for media is full ({limit} MB). Remove what is not used, and send it again."),
    "media_disk": Text("Disk server hampir penuh (sisa {free} MB). Beri tahu teknisi; antrean didahulukan.", "The server's disk is nearly full ({free} MB left). Tell the technician; the queue goes first."),
    "media_busy": Text("Terlalu banyak berkas sekaligus. Coba lagi dalam {after} detik.", "Too many files at once. Try again in {after} seconds."),
    "media_stopped": Text("Server dimulai ulang sebelum berkas ini selesai. Kirim lagi.", "The server was restarted before this file was ready. Send it again."),
    "media_failed": Text("Berkas ini tidak bisa diolah; sebabnya ada di log server. Coba lagi, atau kirim berkas lain.", "This file could not be made ready; the server's log says why. Try again, or send another."),
    "media_used": Text("“{name}” masih dipakai: {where}. Keluarkan dari sana dulu.", "“{name}” is still used: {where}. Take it out there first."),
    "media_unknown": Text("Gambar atau video ini tidak ada (lagi): {id}. Muat ulang daftar media.", "This picture or video is not there (any more): {id}. Load the list of media anew."),
    "media_job_unknown": Text("Pengolahan berkas ini tidak dikenal (lagi). Lihat daftar media.", "What became of this file is not known (any more). See the list of media."),
    "internal": Text("Terjadi kesalahan di server; sudah dicatat.", "Something went wrong in the server; it was logged."),
}  # fmt: skip


def sentence(refused: Refused) -> Text:
    """The sentence for a refusal, its facts filled in."""
    return say(refused.code, refused.facts)


def say(code: str, facts: Mapping[str, object] | None = None) -> Text:
    """The sentence of a code. Facts that are texts are put in the sentence's own language."""
    template = SENTENCES.get(code, SENTENCES["internal"])
    filled = facts or {}
    return Text(
        template.id.format_map({k: v.id if isinstance(v, Text) else v for k, v in filled.items()}),
        template.en.format_map({k: v.en if isinstance(v, Text) else v for k, v in filled.items()}),
    )


MONTHS = Text(
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "January February March April May June July August September October November December",
)


def clock(minute: int) -> Text:
    """A minute of the day as people read it."""
    return Text(f"{minute // 60:02d}.{minute % 60:02d}", f"{minute // 60:02d}:{minute % 60:02d}")


def dated(day: date) -> Text:
    """A date with its weekday."""

    def told(days: str, months: str) -> str:
        return f"{days.split()[day.weekday()]} {day.day} {months.split()[day.month - 1]}"

    return Text(told(DAYS.id, MONTHS.id), told(DAYS.en, MONTHS.en))


def opens(today: str, opening: Opening | None) -> Text:
    """When it opens again, as weekday, date and time; with the year when it is another."""
    if opening is None:
        return Text("Belum ada jam buka.", "No opening hours are set.")
    at, day = clock(opening.minute), Text("hari ini", "today")
    if opening.date != today:
        day = dated(date.fromisoformat(opening.date))
    if opening.date[:4] != today[:4]:
        day = Text(f"{day.id} {opening.date[:4]}", f"{day.en} {opening.date[:4]}")
    return Text(f"Buka lagi {day.id} {at.id}.", f"Opens {day.en} {at.en}.")
