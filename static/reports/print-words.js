// The sentences of the printed reports. They are of the form that offices file: formal, complete, short.

import { fill } from "../pages/text.js";

const id = {
  title: "Cetak laporan", back: "Kembali ke laporan", print: "Cetak atau simpan sebagai PDF", fill: "Isi sebelum mencetak. Isian ini hanya disimpan di peramban ini.", signer: "Nama penanda tangan", office: "Jabatan", number: "NIP", place: "Tempat", unit: "Unit",
  "skm.title": "Laporan Hasil Survei Kepuasan Masyarakat", "service.title": "Laporan Pelayanan", "day.title": "Lembar Harian Pelayanan", period: "Periode {period}", made: "Dicetak {date}",
  "h.cover": "Data unit", "unit.name": "Unit pelayanan", "unit.mall": "Mal pelayanan", "unit.period": "Periode survei", "unit.served": "Jumlah yang dilayani", "unit.sample": "Jumlah sampel yang diperlukan", "unit.reached": "Jumlah responden", "unit.index": "Nilai IKM", "unit.category": "Mutu pelayanan", "unit.performance": "Kinerja unit pelayanan",
  "h.base": "Pendahuluan", "p.base": "Survei ini dilaksanakan berdasarkan Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 14 Tahun 2017 tentang Pedoman Penyusunan Survei Kepuasan Masyarakat Unit Penyelenggara Pelayanan Publik. Tujuannya mengukur kepuasan masyarakat sebagai pengguna layanan dan menjadi dasar perbaikan pelayanan.",
  "h.method": "Metode", "p.method": "Responden adalah pengguna yang selesai dilayani. Kuesioner memuat {n} unsur dengan empat pilihan jawaban (1 sampai 4), diisi sendiri di ponsel atau tablet, atau melalui pewawancara. Jawaban tidak dikaitkan dengan nomor antrean maupun orang, dan satu tiket hanya dapat menjawab satu kali.",
  "p.sample": "Ukuran sampel menurut tabel Krejcie dan Morgan: dari {served} yang dilayani diperlukan {needed} responden, dan tercapai {reached}.", "p.rule": "Cara menghitung: {rule}",
  "h.profile": "Profil responden", "h.result": "Hasil", "p.result": "Indeks Kepuasan Masyarakat sebesar {index}, dengan mutu pelayanan {category} ({label}).", "h.elements": "Nilai per unsur", "h.distribution": "Sebaran jawaban per unsur", "h.units": "Indeks menurut unit",
  "h.analysis": "Analisis", "p.low": "Unsur dengan nilai terendah: {names}. Unsur ini diprioritaskan untuk diperbaiki.", "p.high": "Unsur dengan nilai tertinggi: {names}. Mutunya dipertahankan.",
  "h.follow": "Rencana tindak lanjut", no: "No.", "follow.element": "Prioritas unsur", "follow.programme": "Program/kegiatan", "follow.time": "Waktu", "follow.who": "Penanggung jawab", "h.end": "Penutup", "p.end": "Demikian laporan ini disusun sebagai bahan evaluasi dan perbaikan pelayanan. Hasil survei diumumkan kepada masyarakat.",
  "h.sheet": "Lampiran: lembar pengolahan per responden", "p.sheet": "{n} responden, menurut hari.", "p.sheet.some": "Ditampilkan {n} dari {all} responden; selengkapnya ada di berkas Excel.", respondent: "No.", "sheet.at": "Tanggal", "sheet.sum": "Jumlah nilai", "sheet.nrr": "NRR", "sheet.weighted": "NRR tertimbang",
  "h.summary": "Ringkasan", "p.service": "Selama {period} diambil {tickets} tiket dan dilayani {served} pengunjung. Setengah dari pengunjung menunggu paling lama {median}; sembilan dari sepuluh paling lama {p90}.", "p.standard": "{share} pengunjung dilayani sesuai standar waktu tunggu.", "h.days": "Kunjungan dari hari ke hari", "h.months": "Kunjungan dari bulan ke bulan", "p.voice": "Dari {all} pengumuman suara, {said} terucap.",
  asking: "Menyiapkan…", away: "Server tidak menjawab. Mencoba lagi…", out: "Masuk dahulu untuk mencetak laporan.", enter: "Masuk", empty: "Tidak ada data dalam periode ini.", know: "Mengetahui,",
};
const en = {
  title: "Print a report", back: "Back to the reports", print: "Print or save as PDF", fill: "Fill in before printing. It is kept in this browser only.", signer: "Name of the signatory", office: "Office", number: "Staff number (NIP)", place: "Place", unit: "Unit",
  "skm.title": "Report of the Public Satisfaction Survey (SKM)", "service.title": "Service Report", "day.title": "Day Sheet", period: "Period {period}", made: "Printed on {date}",
  "h.cover": "The unit", "unit.name": "Service unit", "unit.mall": "Mall", "unit.period": "Period of the survey", "unit.served": "Visitors served", "unit.sample": "Sample needed", "unit.reached": "Respondents", "unit.index": "Index (IKM)", "unit.category": "Category", "unit.performance": "Performance",
  "h.base": "Introduction", "p.base": "This survey follows Regulation 14/2017 of the Minister for Administrative and Bureaucratic Reform, the guideline for public satisfaction surveys of public service units. It measures how satisfied the users of the services are, as the ground on which services are improved.",
  "h.method": "Method", "p.method": "Respondents are visitors who were served. The questionnaire has {n} elements with four answers each (1 to 4), filled in on a phone or a tablet or with an interviewer. Answers are tied neither to a ticket nor to a person, and a ticket can answer once.",
  "p.sample": "Sample size by the table of Krejcie and Morgan: of {served} served, {needed} respondents are needed; {reached} were reached.", "p.rule": "How it is computed: {rule}",
  "h.profile": "Respondents", "h.result": "Result", "p.result": "The public satisfaction index is {index}, category {category} ({label}).", "h.elements": "Score of each element", "h.distribution": "How people answered", "h.units": "Index by unit",
  "h.analysis": "Analysis", "p.low": "Lowest elements: {names}. They come first in improvement.", "p.high": "Highest elements: {names}. Their quality is kept.",
  "h.follow": "Follow-up plan", no: "No.", "follow.element": "Element", "follow.programme": "Programme or activity", "follow.time": "Time", "follow.who": "Responsible", "h.end": "Closing", "p.end": "This report serves to evaluate and improve the services. Its result is published.",
  "h.sheet": "Appendix: processing sheet per respondent", "p.sheet": "{n} respondents, by day.", "p.sheet.some": "{n} of {all} respondents; the Excel file has them all.", respondent: "No.", "sheet.at": "Date", "sheet.sum": "Sum", "sheet.nrr": "NRR", "sheet.weighted": "Weighted NRR",
  "h.summary": "Summary", "p.service": "In {period} {tickets} tickets were taken and {served} visitors served. Half of the visitors waited {median} at most; nine of ten {p90} at most.", "p.standard": "{share} of the visitors were called within the standard.", "h.days": "Visits day by day", "h.months": "Visits month by month", "p.voice": "Of {all} announcements {said} were said.",
  asking: "Preparing…", away: "The server does not answer. Trying again…", out: "Sign in to print reports.", enter: "Sign in", empty: "There is nothing in this period.", know: "Approved by,",
};

export function phrases(language) {
  const words = language === "en" ? en : id;
  return (name, values = {}) => fill(words[name] ?? name, values);
}
