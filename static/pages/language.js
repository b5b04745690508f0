// Which language a page speaks: what its user chose, else what its device is set to, else what the server wrote.

import { recall, remember } from "./memory.js";
import { languages } from "./strings.js";

const written = () => document.documentElement.lang;

export function chosenLanguage(kind, device) {
  return [recall(`language.${kind}`), device, written()].find((language) => languages.includes(language)) || "id";
}

export function chooseLanguage(kind, language) {
  remember(`language.${kind}`, language);
}

export function showLanguage(language, title) {
  document.documentElement.lang = language;
  document.title = title;
}
