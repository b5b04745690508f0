// What can be chosen at each question: title, what more there is to know, and whether it is shut and why.

import { isOpen, agencyOf, classesOf } from "./kiosk-steps.js";
import { isolated, pick, plain } from "./text.js";

const listed = 42; // characters of a list of services on a card
export const long = 44; // characters of a title that needs a wider card

export function choices(step, state) {
  return { agency: agencies, service: services, priority: priorities, origin: origins, find: matches, settings: offers }[step](state);
}

function agencies({ view, say, language }) {
  return view.agencies.filter(({ services: all }) => all.length > 0).map((agency) => {
    const [name, short] = [pick(agency.name, language), pick(agency.short, language)];
    const open = isOpen(agency);
    const title = short || name;
    const more = open ? named(agency.services, say, language) : null;
    return {
      key: agency.agency, value: agency.agency, deed: "agency", title, shut: !open, more: title.length > long ? null : more,
      ...(open ? queue(agency.services.filter((service) => service.open), say) : why(soonest(agency.services), language, say)),
    };
  });
}

function services({ view, way, say, language }) {
  return agencyOf(way, view).services.map((service) => serviceCard(service, null, say, language));
}

function serviceCard(service, more, say, language) {
  return {
    key: service.service, value: service.service, deed: "service", title: pick(service.name, language), more, shut: !service.open,
    ...(service.open ? queue([service], say) : why(service, language, say)),
  };
}

function priorities({ view, way, language }) {
  return classesOf(way, view).map(({ priority, name }) => ({ key: priority, value: priority, deed: "priority", title: pick(name, language) }));
}

function origins({ view, language }) {
  return view.origins.map(({ origin, name }) => ({ key: origin, value: origin, deed: "origin", title: pick(name, language) }));
}

/** The services whose name or agency has all the words that were typed, those that begin with them first. */
function matches({ view, way, say, language }) {
  const words = way.find.split(/\s+/).map(plain).filter(Boolean);
  if (!words.length) return [];
  const all = view.agencies.flatMap((agency) => agency.services.map((service) => {
    const [title, short] = [pick(service.name, language), pick(agency.short, language) || pick(agency.name, language)];
    const text = [title, short, pick(agency.name, language)].map(plain);
    const first = text.findIndex((one) => one.startsWith(words[0]));
    return { card: serviceCard(service, short, say, language), text: text.join(" "), rank: first < 0 ? 9 : first };
  }));
  return all.filter(({ text }) => words.every((word) => text.includes(word))).sort((a, b) => a.rank - b.rank).map(({ card }) => card);
}

/** Behind the staff code: which agencies this kiosk offers. */
function offers({ all, hidden, say, language }) {
  return all.agencies.map(({ agency, name, short }) => ({
    key: agency, value: agency, deed: "offer", title: pick(short, language) || pick(name, language),
    pressed: !hidden.includes(agency), note: say(hidden.includes(agency) ? "kiosk.settings.off" : "kiosk.settings.on"),
  }));
}

function named(all, say, language) {
  const names = all.map(({ name }) => pick(name, language));
  let count = names.length;
  while (count > 1 && names.slice(0, count).join(", ").length > listed) count -= 1;
  const list = names.slice(0, count).map(isolated).join(", ");
  return count < names.length ? say("kiosk.services.more", { list, n: names.length - count }) : list;
}

/** Who waits, how long it may take, and whether anybody calls at all. */
function queue(open, say) {
  const waiting = open.reduce((sum, service) => sum + service.waiting, 0);
  const parts = [waiting ? say("kiosk.waiting", { n: waiting }) : say("kiosk.nobody")];
  if (open.every((service) => service.counters_open === 0)) return { note: [...parts, say("kiosk.nocounter")].join(" · "), idle: true };
  const waits = open.map((service) => service.expected_wait && service.expected_wait.minutes);
  if (waiting && waits.every((one) => typeof one === "number")) parts.push(minutes(Math.min(...waits), Math.max(...waits), say));
  return { note: parts.join(" · ") };
}

function minutes(least, most, say) {
  if (most <= 0) return say("kiosk.minutes.few");
  if (most > 120) return say("kiosk.minutes.many");
  return least > 0 && least < most ? say("kiosk.minutes.span", { least, most }) : say("kiosk.minutes", { n: most });
}

/** One word for the eye, then when it opens; the server's own sentence where that says more. */
function why(service, language, say) {
  const lead = say.has(`kiosk.shut.${service.shut}`) && say(`kiosk.shut.${service.shut}`);
  const opens = service.opens && pick(service.opens.text, language);
  if (lead && opens) return { lead, note: opens };
  return { lead: lead || say("kiosk.shut"), note: pick(service.why_shut, language) };
}

const soonest = (all) => [...all].sort((a, b) => when(a) - when(b))[0];
const when = ({ opens }) => (opens ? Date.parse(opens.date) / 60000 + opens.minute : Infinity);
