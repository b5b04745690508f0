// The published result of the survey, put together: asked once, and again for another month.

import { pause, request } from "./api.js";
import { waitBefore } from "./backoff.js";
import { chooseLanguage, chosenLanguage, showLanguage } from "./language.js";
import { render } from "./markup.js";
import { phrases } from "./skm-strings.js";
import { skmPage } from "./skm-view.js";

const page = document.getElementById("page");
const state = { language: chosenLanguage("skm"), result: null, month: new URLSearchParams(location.search).get("month") || "", away: false };

function show() {
  const say = phrases(state.language);
  showLanguage(state.language, say("title"));
  render(page, skmPage({ ...state, say }));
}

async function learn() {
  const wanted = state.month;
  for (let tries = 0; wanted === state.month; tries += 1) {
    const reply = await request(`/api/skm/public${wanted ? `?month=${encodeURIComponent(wanted)}` : ""}`, { language: state.language });
    if (wanted !== state.month) return;
    state.away = !reply || reply.status >= 500 || reply.status === 429;
    if (!state.away && reply.status === 200) {
      Object.assign(state, { result: reply.body, month: reply.body.period.from.slice(0, 7) });
      return show();
    }
    if (!state.away) state.month = "";
    show();
    await pause(waitBefore(tries));
    if (!state.away) return learn();
  }
}

page.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  if (button.dataset.do === "print") return print();
  state.language = state.language === "id" ? "en" : "id";
  chooseLanguage("skm", state.language);
  show();
});
page.addEventListener("change", (event) => {
  if (event.target.id !== "month") return;
  state.month = event.target.value;
  history.replaceState(null, "", `?month=${state.month}`);
  learn();
});
show();
learn();
