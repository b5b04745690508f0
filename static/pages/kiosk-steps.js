// The way from the door to a number: which question is asked now, and what a choice leads to. Pure.

const nothing = { agency: null, service: null, priority: null, origin: null, asking: false, page: 0, ticket: null, refused: "" };

export const start = () => ({ ...nothing });

/** agency → service → origin, where the service asks → issue → number; priority is asked beside the way. */
export function stepOf(way, view) {
  if (way.ticket) return "number";
  if (way.refused) return "refused";
  if (way.asking) return "priority";
  if (!agencyOf(way, view)) return "agency";
  const service = serviceOf(way, view);
  if (!service) return "service";
  if (service.asks_origin && view.origins.length && way.origin === null) return "origin";
  return "issue";
}

export const agencyOf = (way, view) => view.agencies.find(({ agency }) => agency === way.agency) || null;

export function serviceOf(way, view) {
  const agency = agencyOf(way, view);
  return (agency && agency.services.find(({ service }) => service === way.service)) || null;
}

/** An agency with one service is that service. */
export function chooseAgency(way, id, view) {
  const { services } = view.agencies.find(({ agency }) => agency === id);
  return { ...way, agency: id, service: services.length === 1 ? services[0].service : null, page: 0 };
}

export const chooseService = (way, service) => ({ ...way, service, page: 0 });
export const chooseOrigin = (way, origin) => ({ ...way, origin, page: 0 });
export const askPriority = (way) => ({ ...way, asking: true, page: 0 });
export const choosePriority = (way, priority) => ({ ...way, priority: priority || null, asking: false, page: 0 });
export const turn = (way, by) => ({ ...way, page: way.page + by });
export const given = (way, ticket) => ({ ...way, ticket });
export const refuse = (way, refused) => ({ ...way, refused });

export function back(way, view) {
  const step = stepOf(way, view);
  if (step === "priority") return { ...way, asking: false, page: 0 };
  if (step === "service" || step === "refused") return { ...start(), priority: way.priority };
  const { services } = agencyOf(way, view) || { services: [] };
  return services.length === 1 ? { ...start(), priority: way.priority } : { ...way, service: null, origin: null, page: 0 };
}

/** What the server is asked for; the origin that was skipped is left out. */
export function wanted({ service, priority, origin }) {
  return { service, ...(priority && { priority }), ...(origin && { origin }) };
}

export function isOpen(agency) {
  return agency.services.some(({ open }) => open);
}
