// What wants a manager's attention, and the hall in numbers: from what the server says → lists. Pure, so that it can be tried with any hall.

/** Each: {id, bad, text: {id, en}, href}. `health`, `file`, `devices`, `alerts` are bodies of answers, or null while there is none. */
export function needsOf({ health, file, devices, alerts }) {
  return [...ofServer(health || {}), ...ofFile(file), ...ofDevices(devices, alerts)];
}

function ofServer({ clock_doubtful: doubtful, certificate, backup, reports }) {
  return [
    doubtful && need("clock", true, "Jam server meragukan: setel jamnya. Nomor berjalan terus.", "The server's clock is doubtful: set it right. Numbers go on.", ""),
    certificate && need("certificate", true, `Sertifikat server bermasalah atau segera berakhir: ${certificate}`, `The server's certificate: ${certificate}`, "/trust"),
    backup && need("backup", true, "Cadangan malam gagal; sebabnya ada di log server.", "The nightly backup failed; the server's log says why.", "#machine"),
    reports && need("reports", true, "Laporan terjadwal tidak jadi; sebabnya ada di halaman Laporan.", "The scheduled reports were not made; the page of reports says why.", "/reports"),
  ].filter(Boolean);
}

function ofFile(file) {
  const faults = file ? file.faults : [];
  return faults.length ? [need("file", true,
    `config.toml diubah dengan tangan dan salah, jadi belum berlaku. Baris ${faults[0].line}: ${faults[0].detail}`,
    `config.toml was changed by hand and is wrong, so it is not in force. Line ${faults[0].line}: ${faults[0].detail}`, "#history")] : [];
}

function ofDevices(devices, alerts) {
  const standing = (alerts ? alerts.alerts : []).filter(({ ended }) => ended === null);
  const rows = devices ? devices.devices : [];
  const paired = rows.filter(({ first, revoked, kind }) => !first && !revoked && !["printer", "speaker"].includes(kind));
  const firsts = rows.filter(({ first, revoked, kind }) => first && !revoked && kind !== "admin");
  return [
    ...standing.map(({ alert, text }) => ({ id: `alert-${alert}`, bad: true, text, href: "#devices" })),
    devices && devices.waiting.length > 0 && need("waiting", false, `${devices.waiting.length} halaman menunggu dipasangkan.`, `${devices.waiting.length} pages wait to be paired.`, "#devices"),
    paired.length > 0 && firsts.length > 0 && need("first", false, `${firsts.length} tautan awal masih berlaku. Akhiri bila perangkatnya sudah dipasangkan.`, `${firsts.length} first links are still good. End them once their devices are paired.`, "#devices"),
  ].filter(Boolean);
}

const need = (id, bad, indonesian, english, href) => ({ id, bad, text: { id: indonesian, en: english }, href });

/** Each: {id, count, of (null or how many in all), label: {id, en}} of the floor's view. */
export function figuresOf(view) {
  const counters = view.counters.filter(({ services }) => services.length);
  const longest = Math.max(0, ...view.queues.map((queue) => queue.longest));
  return [
    { id: "waiting", count: view.queues.reduce((sum, queue) => sum + queue.waiting, 0), of: null, label: { id: "orang menunggu", en: "people wait" } },
    { id: "longest", count: Math.floor(longest / 60), of: null, label: { id: "menit menunggu terlama", en: "minutes is the longest wait" } },
    { id: "open", count: counters.filter(({ open }) => open).length, of: counters.length, label: { id: "loket buka", en: "counters open" } },
    { id: "services", count: view.queues.filter(({ open }) => open).length, of: view.queues.length, label: { id: "layanan memberi nomor", en: "services give numbers" } },
  ];
}
