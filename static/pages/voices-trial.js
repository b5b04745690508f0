// What is to be heard: the form, and what it asks of the server.

import { h } from "./markup.js";
import { pick } from "./text.js";

export const kinds = ["call", "recall", "transfer", "short", "notice", "emergency"];
const texts = ["notice", "emergency"];
const other = "*"; // a counter that the hall has not got

export const newTrial = () => ({ kind: "call", ticket: "", counter: "", other: "", service: "", text: "", tongue: "id" });
const written = ({ kind }) => texts.includes(kind);
export const isCall = (trial) => !written(trial);
export const readyToHear = (trial) => !written(trial) || Boolean(trial.text.trim());

/** What is left empty is an example of the zone's, which the server picks. */
export function bodyOf(trial, zone) {
  const { kind } = trial;
  if (written(trial)) return { zone, kind, text: trial.text.trim(), language: trial.tongue };
  const counter = (trial.counter === other ? trial.other : trial.counter).trim();
  const asked = { ticket: trial.ticket.trim().toUpperCase(), counter, service: trial.service };
  return { zone, kind, ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value)) };
}

export function trialForm(state) {
  const { trial, say } = state;
  return h("form", { key: "trial", id: "trial", class: "trial", autocomplete: "off", novalidate: true },
    h("fieldset", { class: "choice" },
      h("legend", null, say("voices.kind")),
      h("div", { class: "choices" }, kinds.map((kind) => h("label", { key: kind, class: "choice-one" },
        h("input", { type: "radio", name: "kind", value: kind, checked: kind === "call" }), h("span", null, say(`voices.kind.${kind}`)))))),
    callFields(state), textFields(state),
    h("div", { key: "go", class: "go" },
      h("button", { type: "submit", class: "main-button" }, say("voices.hear.all")),
      h("p", { class: "here" }, say("voices.here"))));
}

function callFields({ trial, hall, say, language }) {
  const sample = (hall.services.find(({ service }) => service === trial.service) || hall.services[0]).sample;
  return h("div", { key: "call", class: "fields", hidden: written(trial) },
    field("ticket", say("voices.ticket"), h("input", { id: "ticket", name: "ticket", type: "text", maxlength: "12", spellcheck: "false", placeholder: sample })),
    field("counter", say("voices.counter"), h("select", { id: "counter", name: "counter" },
      h("option", { value: "" }, say("voices.any")),
      hall.zones.map((zone) => group(pick(zone.name, language), hall.counters.filter((one) => one.zone === zone.zone)
        .map((one) => h("option", { value: one.counter }, counterName(one, hall, say, language))))),
      h("option", { value: other }, say("voices.counter.other")))),
    field("other", say("voices.other"), h("input", { id: "other", name: "other", type: "text", maxlength: "40", placeholder: "4K-10" }), trial.counter !== other),
    field("service", say("voices.service"), h("select", { id: "service", name: "service" },
      h("option", { value: "" }, say("voices.any")),
      hall.agencies.map((agency) => group(pick(agency.short, language), hall.services.filter((one) => one.agency === agency.agency)
        .map((one) => h("option", { value: one.service }, pick(one.name, language))))))));
}

function textFields({ trial, hall, say }) {
  return h("div", { key: "text", class: "fields", hidden: !written(trial) },
    field("text", say("voices.text"), h("textarea", { id: "text", name: "text", rows: "3", maxlength: "400", required: true })),
    field("tongue", say("voices.tongue"), h("select", { id: "tongue", name: "tongue" },
      hall.languages.map((code) => h("option", { value: code, selected: code === trial.tongue }, say(`voices.tongue.${code}`))))));
}

/** A field that is not asked now is hidden, and keeps what was typed into it. */
const field = (name, label, control, hidden = false) => h("p", { key: name, class: `field field-${name}`, hidden }, h("label", { for: name }, label), control);
const group = (label, options) => options.length > 0 && h("optgroup", { key: label, label }, options);

function counterName({ name, services }, hall, say, language) {
  const agency = hall.services.find(({ service }) => service === services[0]);
  const whose = agency && hall.agencies.find((one) => one.agency === agency.agency);
  return `${say("counter.name", { name })}${whose ? ` · ${pick(whose.short, language)}` : ""}`;
}
