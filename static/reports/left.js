// The line of the reports that the server leaves in a folder: when the last ones were made, where they lie, what failed and what to do.

import { el } from "../admin/dom.js";
import { clockTime } from "../pages/time.js";
import { pick } from "../pages/text.js";
import { inWords } from "./period.js";

const id = {
  none: "Laporan terjadwal: belum ada yang dibuat; dibuat setiap hari pukul {hour} di {folder}.",
  last: "Laporan terjadwal: terakhir {when} di {folder} ({files}).", making: "Laporan terjadwal sedang dibuat.",
  failed: "Berkas yang gagal: {file}.",
};
const en = {
  none: "Scheduled reports: none made yet; each day at {hour} into {folder}.",
  last: "Scheduled reports: last {when} in {folder} ({files}).", making: "Scheduled reports are being made.",
  failed: "The file that failed: {file}.",
};

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const two = (n) => String(n).padStart(2, "0");

/** `status` as GET /api/reports/scheduled has it; null where none are left in a folder. */
export function leftLine(status, language) {
  if (!status) return null;
  const say = language === "en" ? en : id;
  const { at, folder, files, minute, making, failed, trouble } = status;
  const hour = clockTime(`${two(Math.floor(minute / 60))}:${two(minute % 60)}`, language);
  const when = at && `${inWords(at.slice(0, 10), at.slice(0, 10), language)} ${clockTime(at.slice(11, 16), language)}`;
  const words = making ? say.making : fill(at ? say.last : say.none, { when, folder, hour, files: files.join(", ") });
  return el("p", { class: trouble ? "said wrong" : "soft left", role: "status" },
    trouble && el("strong", {}, pick(trouble.text, language)), trouble && failed && ` ${fill(say.failed, { file: failed })}`, trouble && " ", words);
}
