// What stands round the queue: bookings, printers.

import { column, idField, nameColumn, namesIn, whenFields, zonesField } from "./common.js";

export const bookings = [
  {
    name: "bookings", title: { id: "Reservasi", en: "Bookings" }, absent: { id: "Mal ini tidak menerima reservasi.", en: "This mall takes no bookings." }, start: { open: true },
    fields: [
      { key: "open", kind: "onoff", usual: true, label: { id: "Menerima reservasi", en: "Takes bookings" } },
      { key: "days_ahead", kind: "number", min: 0, max: 90, usual: 14, label: { id: "Paling jauh (hari)", en: "How far ahead (days)" } },
      { key: "early", kind: "number", min: 0, max: 240, usual: 15, label: { id: "Check-in mulai sebelum slot (menit)", en: "Check-in from before the slot (minutes)" } },
      { key: "late", kind: "number", min: 0, max: 240, usual: 15, label: { id: "Check-in sampai sesudah slot (menit)", en: "Check-in until after the slot (minutes)" } },
      { key: "turn", kind: "choice", label: { id: "Giliran menurut", en: "Turn by" }, options: [{ value: "slot", label: { id: "waktu slot", en: "the slot's time" } }, { value: "arrival", label: { id: "kedatangan", en: "arrival" } }] },
      { key: "per_hour", kind: "number", min: 1, max: 10000, usual: 20, seldom: true, label: { id: "Reservasi dari satu alamat per jam", en: "Bookings from one address in an hour" } },
    ],
  },
  {
    name: "slots", list: true, title: { id: "Slot", en: "Slots" },
    columns: [column({ id: "Layanan", en: "Services" }, (one, file, language) => namesIn(file, "services", one.services, language)), column({ id: "Kapan", en: "When" }, (one) => [...(one.days || []), ...(one.dates || []), ...[one.hours || []].flat()].join(" ")), column({ id: "Tempat", en: "Places" }, (one) => String(one.capacity))],
    fields: [
      { key: "services", kind: "several", of: "services", required: true, label: { id: "Layanan", en: "Services" } }, ...whenFields.map((field) => (field.key === "hours" ? { ...field, required: true } : field)),
      { key: "minutes", kind: "number", min: 5, max: 480, usual: 30, label: { id: "Panjang slot (menit)", en: "Length of a slot (minutes)" } },
      { key: "capacity", kind: "number", min: 1, max: 1000, required: true, label: { id: "Tempat per slot", en: "Places a slot" } },
      { key: "walk_in", kind: "number", min: 0, max: 1000, usual: 0, label: { id: "Di antaranya untuk yang tanpa reservasi", en: "Of these for who has no booking" } },
    ],
  },
];

export const printers = [{
  name: "printers", list: true, named: true, start: { kind: "network" },
  columns: [nameColumn, column({ id: "Jenis", en: "Kind" }, (one) => one.kind), column({ id: "Alamat", en: "Address" }, (one) => one.address), column({ id: "Zona", en: "Zones" }, (one, file, language) => namesIn(file, "zones", one.zones, language))],
  fields: [
    { key: "name", kind: "words", label: { id: "Nama", en: "Name" } }, idField,
    { key: "kind", kind: "choice", required: true, label: { id: "Jenis", en: "Kind" }, options: [{ value: "network", label: { id: "Jaringan", en: "Network" } }, { value: "usb", label: { id: "USB", en: "USB" } }, { value: "file", label: { id: "Berkas perangkat", en: "Device file" } }, { value: "browser", label: { id: "Printer milik kios", en: "The kiosk's own" } }] },
    { key: "address", kind: "text", label: { id: "Alamat", en: "Address" }, hint: { id: "Misalnya 192.168.1.50:9100, 04b8:0e15, /dev/usb/lp0.", en: "Such as 192.168.1.50:9100, 04b8:0e15, /dev/usb/lp0." } },
    zonesField,
    { key: "paper", kind: "choice", label: { id: "Lebar kertas", en: "Paper width" }, options: [58, 80].map((width) => ({ value: width, label: `${width} mm` })) },
    { key: "footer", kind: "words", label: { id: "Kalimat di bawah tiket", en: "A line below the ticket" } },
    { key: "copies", kind: "number", min: 1, max: 3, usual: 1, seldom: true, label: { id: "Rangkap", en: "Copies" } }, { key: "cut", kind: "onoff", usual: true, seldom: true, label: { id: "Memotong kertas", en: "Cuts the paper" } },
    { key: "profile", kind: "text", seldom: true, example: "default", label: { id: "Model", en: "Model" } }, { key: "code_page", kind: "text", seldom: true, example: "CP437", label: { id: "Huruf", en: "Code page" } }, { key: "logo", kind: "text", seldom: true, label: { id: "Logo (PNG di samping config.toml)", en: "Logo (a PNG beside config.toml)" } },
  ],
}];

const whole = (key, usual, min, max, id, en) => ({ key, kind: "number", min, max, usual, label: { id, en } });
const restart = { id: "Perubahan di sini berlaku setelah server dimulai ulang.", en: "What is changed here holds after a restart of the server." };

const files = [
  ["day", "Lembar harian", "Day sheet"], ["service", "Laporan layanan", "Service report"], ["visits", "Kunjungan", "Visits"], ["calls", "Panggilan", "Calls"], ["voice", "Suara", "Voice"],
  ["screens", "Layar", "Screens"], ["skm", "Pengolahan SKM", "SKM processing"], ["plays", "Bukti tayang", "Proof of play"],
].map(([id, own, en]) => ({ id, name: { id: own, en } }));

export const machine = [
  {
    name: "server", title: { id: "Server", en: "Server" }, lead: restart,
    fields: [
      { key: "address", kind: "text", label: { id: "Alamat untuk ponsel pengunjung", en: "Where visitors' phones reach it" } },
      { key: "hosts", kind: "lines", label: { id: "Nama lain server ini", en: "Other names of this server" } },
      { key: "allowed_origins", kind: "lines", seldom: true, label: { id: "Halaman dari tempat lain yang boleh memakai server ini", en: "Pages from elsewhere that may use this server" } },
    ],
  },
  {
    name: "buttons", title: { id: "Tombol", en: "Buttons" }, fields: [whole("debounce_ms", 700, 0, 10000, "Tekanan kedua diabaikan selama (ms)", "A second press is the same within (ms)")],
  },
  {
    name: "backup", title: { id: "Cadangan tiap malam", en: "Nightly backup" },
    fields: [
      { key: "at", kind: "text", example: "02:00", label: { id: "Jam, atau off", en: "Time, or off" } }, whole("keep", 14, 1, 1000, "Disimpan (cadangan)", "Kept (backups)"),
      { key: "folder", kind: "text", label: { id: "Folder", en: "Folder" }, hint: { id: "Kosong berarti di dalam folder data.", en: "Empty is inside the data folder." } },
    ],
  },
  {
    name: "reports", title: { id: "Berkas laporan", en: "Report files" }, lead: { id: "Ditaruh sendiri di sebuah folder, juga yang terlewat saat mesin mati.", en: "Left in a folder by themselves, also those missed while the machine was off." },
    fields: [
      { key: "at", kind: "text", example: "18:30", label: { id: "Jam, atau off", en: "Time, or off" }, hint: { id: "Kosong berarti off.", en: "Empty is off." } },
      { key: "daily", kind: "several", things: files, label: { id: "Tiap hari", en: "Each day" }, hint: { id: "Tanpa pilihan: lembar harian.", en: "None chosen: the day sheet." } },
      { key: "monthly", kind: "several", things: files, label: { id: "Tiap bulan", en: "Each month" }, hint: { id: "Tanpa pilihan: laporan layanan dan pengolahan SKM.", en: "None chosen: the service report and the SKM processing." } },
      { key: "format", kind: "choice", label: { id: "Jenis berkas", en: "Kind of file" }, options: [{ value: "xlsx", label: "Excel" }, { value: "csv", label: "CSV" }, { value: "json", label: "JSON" }] },
      { key: "language", kind: "choice", label: { id: "Bahasa judul kolom", en: "Language of the titles" }, options: [{ value: "id", label: "Indonesia" }, { value: "en", label: "English" }] },
      { key: "folder", kind: "text", label: { id: "Folder", en: "Folder" }, hint: { id: "Kosong berarti di dalam folder data.", en: "Empty is inside the data folder." } },
    ],
  },
  {
    name: "media", title: { id: "Media", en: "Media" }, lead: { id: "Gambar dan video untuk layar. Cadangan malam menyimpannya sekali untuk semua.", en: "Pictures and videos for screens. Nightly backups hold them once for all." },
    fields: [
      whole("image_megabytes", 30, 1, 200, "Gambar terbesar (MB)", "Largest picture (MB)"), whole("video_megabytes", 500, 1, 4000, "Video terbesar (MB)", "Largest video (MB)"),
      whole("total_megabytes", 2000, 10, 1000000, "Semua bersama (MB)", "All together (MB)"), whole("width", 3840, 640, 7680, "Sisi panjang gambar (titik)", "Longer side of a picture (pixels)"),
      whole("height", 2160, 360, 4320, "Sisi pendek gambar (titik)", "Shorter side of a picture (pixels)"), { key: "video", kind: "onoff", usual: true, label: { id: "Pakai video", en: "Take videos" } },
      { key: "codec", kind: "choice", usual: { id: "H.264 dalam MP4", en: "H.264 in MP4" }, label: { id: "Video dibuat sebagai", en: "Videos are made into" }, options: [{ value: "h264", label: { id: "H.264 dalam MP4", en: "H.264 in MP4" } }, { value: "vp8", label: { id: "VP8 dalam WebM", en: "VP8 in WebM" } }], hint: { id: "VP8 untuk televisi yang tidak memutar H.264. Berlaku bagi video yang dikirim sesudahnya.", en: "VP8 for televisions that play no H.264. For videos that are sent in from then on." } },
    ],
  },
  {
    name: "limits", title: { id: "Batas", en: "Limits" }, lead: restart,
    fields: [
      whole("tickets_per_second", 50, 1, 10000, "Tiket per detik dari satu kios", "Tickets a second from one kiosk"), whole("requests_per_minute", 600, 1, 1000000, "Permintaan per menit dari satu alamat tak dikenal", "Requests a minute from an unknown address"),
      whole("requests_per_ticket", 60, 1, 1000000, "Permintaan per menit dari satu tiket", "Requests a minute from one ticket"), whole("sockets_per_ticket", 16, 1, 10000, "Halaman terbuka satu tiket", "Open pages of one ticket"),
      whole("sockets_per_address", 1000, 1, 100000, "Halaman terbuka dari satu alamat", "Open pages from one address"), whole("body_bytes", 65536, 1024, 16777216, "Permintaan terbesar (bita)", "Largest request (bytes)"),
      whole("topics", 64, 1, 10000, "Topik satu sambungan", "Topics of one socket"), whole("store_megabytes", 200, 10, 1000000, "Disk untuk kalimat siap putar (MB)", "Disk for ready sentences (MB)"),
    ],
  },
];
