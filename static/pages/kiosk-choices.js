// What can be chosen at each question: title, what more there is to know, and whether it is shut and why.

import { isOpen, agencyOf } from "./kiosk-steps.js";
import { isolated, pick } from "./text.js";

export function choices(step, state) {
  return { agency: agencies, service: services, priority: priorities, origin: origins }[step](state);
}

function agencies({ view, say, language }) {
  return view.agencies.filter(({ services: all }) => all.length > 0).map((agency) => {
    const [name, short] = [pick(agency.name, language), pick(agency.short, language)];
    const open = isOpen(agency);
    const waiting = agency.services.reduce((sum, service) => sum + service.waiting, 0);
    return {
      key: agency.agency, value: agency.agency, deed: "agency", title: short || name, shut: !open,
      more: open ? agency.services.map((service) => isolated(pick(service.name, language))).join(", ") : short && name,
      note: open ? queue(waiting, say) : why(agency.services[0], language, say),
    };
  });
}

function services({ view, way, say, language }) {
  return agencyOf(way, view).services.map((service) => ({
    key: service.service, value: service.service, deed: "service", title: pick(service.name, language), shut: !service.open,
    note: service.open ? queue(service.waiting, say) : why(service, language, say),
  }));
}

function priorities({ view, language }) {
  return view.priorities.map(({ priority, name }) => ({ key: priority, value: priority, deed: "priority", title: pick(name, language) }));
}

function origins({ view, language }) {
  return view.origins.map(({ origin, name }) => ({ key: origin, value: origin, deed: "origin", title: pick(name, language) }));
}

const queue = (n, say) => (n ? say("kiosk.waiting", { n }) : say("kiosk.nobody"));
const why = (service, language, say) => pick(service.why_shut, language) || say("kiosk.shut");
