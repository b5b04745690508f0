// What the staff do at a kiosk, once their code is right. What they choose stays with this browser.

import { pressId, request } from "./api.js";
import { withPrinter } from "./kiosk-paper.js";
import * as steps from "./kiosk-steps.js";
import { chooseLanguage } from "./language.js";
import { recall, remember } from "./memory.js";

const place = "kiosk.hidden";

/** The agencies that this kiosk does not offer; one that is new to the mall is offered. */
export function hiddenHere() {
  try {
    const kept = JSON.parse(recall(place) || "[]");
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [];
  }
}

/** The view with the agencies that this kiosk offers; all of them, should none of those be left in the mall. */
export function offering(view, hidden) {
  const agencies = view.agencies.filter(({ agency }) => !hidden.includes(agency));
  return agencies.length ? { ...view, agencies } : view;
}

export function staffDeeds({ state, secret, say, go, see }) {
  let right = "";

  const ask = (path, body) => request(path, { secret, language: state.language, method: "POST", key: pressId(), body });
  const refusal = (reply) => (reply ? reply.body.detail || reply.body.title || say("press.failed") : say("kiosk.settings.away"));
  const tell = (told, more) => state.way.staff && go(steps.staff(state.way, { told, ...more }));

  async function open() {
    go(steps.askStaff());
    const reply = await ask("/api/kiosk/unlock", {});
    if (!reply || reply.status >= 400) tell(refusal(reply));
  }

  async function typed() {
    const code = state.way.staff && state.way.staff.typed;
    if (!code || code.length < 6) return;
    const reply = await ask("/api/kiosk/unlock", { code });
    if (!state.way.staff || state.way.staff.open) return;
    if (!reply || reply.status >= 400) return tell(refusal(reply), { typed: "" });
    right = code;
    tell("", { typed: "", open: true });
  }

  function offer(agency) {
    const hidden = state.hidden.includes(agency) ? state.hidden.filter((one) => one !== agency) : [...state.hidden, agency];
    if (state.all.agencies.every((one) => hidden.includes(one.agency))) return tell(say("kiosk.settings.one"));
    state.hidden = hidden;
    remember(place, JSON.stringify(hidden));
    see(state.all);
    go({ ...state.way, staff: { ...state.way.staff, told: "" } });
  }

  function firstLanguage() {
    const all = state.all.languages;
    state.own = all[(all.indexOf(state.own) + 1) % all.length];
    state.language = state.own;
    chooseLanguage("kiosk", state.own);
    tell("");
  }

  async function testPrint() {
    const reply = await ask("/api/kiosk/trial", withPrinter({ code: right }));
    if (!reply || reply.status >= 400) return tell(refusal(reply));
    tell(say("kiosk.settings.printing", { printer: reply.body.printer }), { slip: reply.body.browser ? reply.body.printer : null });
    if (reply.body.browser) window.print();
  }

  return {
    ask: open,
    typed,
    deeds: { offer, "first-language": firstLanguage, "test-print": testPrint, reload: () => location.reload() },
  };
}
