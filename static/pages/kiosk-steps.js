// The way from the door to a number: which question is asked now, and what a choice leads to. Pure.

const nothing = {
  agency: null, service: null, priority: null, origin: null, asking: false, ready: false, page: 0,
  find: null, code: null, checking: false, booking: null, staff: null, ticket: null, refused: "",
};

export const start = () => ({ ...nothing });

/** agency → service → papers, where it asks for some → origin, where it asks → issue → number; the rest stands beside the way. */
export function stepOf(way, view) {
  if (way.ticket) return "number";
  if (way.refused) return "refused";
  if (way.staff) return way.staff.open ? "settings" : "staff";
  if (way.asking) return "priority";
  if (way.checking) return "issue";
  if (way.code !== null && way.booking === null) return "booking";
  const service = serviceOf(way, view);
  if (!service && way.booking === null) return way.find !== null ? "find" : agencyOf(way, view) ? "service" : "agency";
  return service ? stepOfService(way, view, service) : "issue";
}

function stepOfService(way, view, service) {
  if (way.priority && !classesOf(way, view).some(({ priority }) => priority === way.priority)) return "plain";
  if ((service.papers || []).length && !way.ready) return "papers";
  if (service.asks_origin && view.origins.length && way.origin === null) return "origin";
  return "issue";
}

export const agencyOf = (way, view) => view.agencies.find(({ agency }) => agency === way.agency) || null;

export function serviceOf(way, view) {
  const agency = agencyOf(way, view);
  return (agency && agency.services.find(({ service }) => service === way.service)) || null;
}

/** The priority classes that can be had: the mall's, or those of the service. */
export function classesOf(way, view) {
  const service = serviceOf(way, view);
  return view.priorities.filter(({ priority }) => !service || !service.priorities || service.priorities.includes(priority));
}

/** An agency with one service is that service. */
export function chooseAgency(way, id, view) {
  const { services } = view.agencies.find(({ agency }) => agency === id);
  return { ...way, agency: id, service: services.length === 1 ? services[0].service : null, page: 0 };
}

/** The service, whichever agency has it. */
export function chooseService(way, id, view) {
  const agency = view.agencies.find(({ services }) => services.some(({ service }) => service === id));
  return { ...way, agency: agency ? agency.agency : null, service: agency ? id : null, page: 0 };
}

export const haveAll = (way) => ({ ...way, ready: true, page: 0 });
export const chooseOrigin = (way, origin) => ({ ...way, origin, page: 0 });
export const askPriority = (way) => ({ ...way, asking: true, page: 0 });
export const choosePriority = (way, priority) => ({ ...way, priority: priority || null, asking: false, page: 0 });
export const turn = (way, by) => ({ ...way, page: way.page + by });
export const given = (way, ticket) => ({ ...way, ticket });
export const refuse = (way, refused) => ({ ...way, refused, checking: false });

export const askCode = (way, code = "") => ({ ...start(), priority: way.priority, code });
export const checkCode = (way, code) => ({ ...askCode(way, code), checking: true });
/** The booking is there; its service may ask for papers and origin as any other. */
export const found = (way, service, view) => ({ ...chooseService(way, service, view), booking: way.code, checking: false });

export const find = (way, text) => ({ ...way, agency: null, service: null, find: text, page: 0 });

export const askStaff = (told = "") => ({ ...start(), staff: { typed: "", told, open: false } });
export const staff = (way, changes) => ({ ...way, page: 0, staff: { ...way.staff, ...changes } });

/** What is being typed at a step, null where nothing is. */
export function typedAt(step, way) {
  return step === "booking" ? way.code : step === "find" ? way.find : step === "staff" ? way.staff.typed : null;
}

const allowed = { booking: /[^0-9A-Z-]/g, find: /[^\p{L}\p{N} .\-/()]/gu, staff: /[^0-9]/g };
const most = { booking: 32, find: 40, staff: 6 };

export function typeAt(step, way, text) {
  const tidy = text.toUpperCase().replace(allowed[step], "").slice(0, most[step]);
  return step === "booking" ? { ...way, code: tidy } : step === "find" ? { ...way, find: tidy, page: 0 } : staff(way, { typed: tidy, told: "" });
}

export function back(way, view) {
  const step = stepOf(way, view);
  const anew = { ...start(), priority: way.priority };
  if (step === "priority") return { ...way, asking: false, page: 0 };
  if (way.code !== null && step !== "booking") return askCode(way, way.code);
  if (["service", "refused", "booking", "find", "staff", "settings", "agency"].includes(step)) return anew;
  if (step === "origin" && way.ready) return { ...way, ready: false, page: 0 };
  if (way.find !== null) return find(way, way.find);
  const { services } = agencyOf(way, view) || { services: [] };
  return services.length === 1 ? anew : { ...way, service: null, origin: null, ready: false, page: 0 };
}

/** What the server is asked for; the origin that was skipped is left out. */
export function wanted({ service, priority, origin, booking }) {
  return { ...(booking ? { code: booking } : { service }), ...(priority && { priority }), ...(origin && { origin }) };
}

/** Nothing was chosen or typed yet. */
export const isFresh = (way) => Object.keys(nothing).every((name) => way[name] === nothing[name]);

export function isOpen(agency) {
  return agency.services.some(({ open }) => open);
}
