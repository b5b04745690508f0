"""`signage new`: the smallest hall, in a file that its people can go on with."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from signage.errors import SignageError
from signage.verbs import Options, Told
from signage.whole import write_whole

USUAL: Final = Path("config.toml")

TEXT: Final = """\
# Aula ini: satu berkas ini yang dijalankan. Semua isinya bisa diubah di halaman /admin, atau di
# sini; setelah mengubah di sini:
#
#   signage check            memeriksa berkas ini, dan menyebut baris yang salah
#   kill -HUP <server>       menerapkannya; yang salah ditolak, yang lama tetap berjalan
#
# Satu baris berbunyi  kunci = nilai. Teks dalam "tanda petik", daftar dalam [ ]. Nama yang dibaca
# orang: satu teks untuk kedua bahasa, atau { id = "Indonesia", en = "Inggris" }. Sebuah id tidak
# pernah tampil; pakai huruf, angka dan tanda hubung, dan jangan diganti setelah dipakai.
# Semua kunci: docs/operating.md; contoh lengkap: config.toml milik produk ini.

# ---- Gedung

[mall]
id = "mal"
# Ganti dengan nama mal Anda.
name = { id = "Mal Pelayanan Publik", en = "Public Service Mall" }
# WIB: Asia/Jakarta, WITA: Asia/Makassar, WIT: Asia/Jayapura.
time_zone = "Asia/Jakarta"
languages = ["id", "en"]
# Kapan nomor diberikan. Untuk jam sungguhan (hari yang tidak disebut tutup):
# hours = { mon = "08:00-15:30", tue = "08:00-15:30", fri = ["08:00-11:30", "13:30-15:30"] }
hours = "always"

# ---- Zona: tempat menunggu, dengan layar dan satu suara

[[zones]]
id = "aula"
name = { id = "Aula Pelayanan", en = "Service Hall" }
# "server": pengeras suara mesin ini; "screen": sebuah layar; "none": tanpa suara.
speaker = "screen"

# ---- Instansi

[[agencies]]
id = "instansi-1"
name = { id = "Instansi Pertama", en = "First Agency" }

# ---- Layanan: untuk apa orang mengantre

[[services]]
id = "layanan-1"
agency = "instansi-1"
name = { id = "Layanan Pertama", en = "First Service" }
# Nomornya A001, A002 …; tiap layanan punya awalan sendiri.
prefix = "A"

# ---- Loket

[[counters]]
id = "1"
zone = "aula"
services = ["layanan-1"]
"""


def run(options: Options) -> Told:
    """Write the file. Raises SignageError rather than write over one that is there."""
    file: Path = options.config or USUAL
    if file.is_symlink() or file.exists():
        raise SignageError(
            f"{file} is there already and is not written over; name another file with --config"
        )
    try:
        write_whole(file, TEXT.encode(), 0o644)
    except OSError as error:
        raise SignageError(f"{file} can't be written ({error.strerror})") from error
    told = f"{file} is written: a hall of one counter. Run it: signage serve --config {file}"
    return Told({"ok": True, "config": str(file)}, told)
