// The way through the questionnaire: which step follows which, and what has been said so far. Pure.

/** What one person says; nothing of it outlives them. */
export const fresh = () => ({ step: "intro", agency: null, service: null, values: {}, who: {}, words: "", complaint: false });

/** Every step of the way, in order. Nobody is asked what the page knows. */
export function pathOf(survey, talk) {
  const steps = ["intro"];
  const { services } = survey;
  if (services) {
    const agencies = new Set(services.map(({ agency }) => agency));
    if (agencies.size > 1) steps.push("agency");
    if (offered(survey, talk).length > 1) steps.push("service");
  }
  survey.elements.forEach((element, place) => steps.push(`q${place}`));
  return [...steps, "who", "words"];
}

/** The services of the agency that was chosen, or all where there is one agency. */
export function offered({ services }, { agency }) {
  const agencies = new Set(services.map((one) => one.agency));
  return agencies.size > 1 ? services.filter((one) => one.agency === agency) : services;
}

export function serviceOf(survey, talk) {
  if (!survey.services) return null;
  const own = offered(survey, talk);
  return own.length === 1 ? own[0].service : talk.service;
}

export function after(survey, talk, step = 1) {
  const path = pathOf(survey, talk);
  return path[Math.max(0, Math.min(path.length - 1, path.indexOf(talk.step) + step))];
}

/** Which question a step is; null for any other. */
export const questionOf = (step) => (/^q\d+$/.test(step) ? Number(step.slice(1)) : null);

export const hasSaid = ({ values, words, complaint }) => Object.keys(values).length > 0 || Boolean(words.trim()) || complaint;

export function bodyOf(survey, talk, language) {
  const service = serviceOf(survey, talk);
  return {
    values: talk.values, version: survey.version, respondent: talk.who, suggestion: talk.words.trim(), complaint: talk.complaint, language,
    ...(service ? { service } : {}),
  };
}
