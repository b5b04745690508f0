// What a report of the survey needs: its period by itself, by its units, and the months before it.

const groups = ["agency", "service", "counter"];

/** `query` is the period and choice, `until` its last day. Paths for `skmOf`, in its order. */
export function skmPaths(query, until) {
  const year = new URLSearchParams(query);
  const end = new Date(`${until}T00:00:00Z`);
  year.set("from", new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - 11, 1)).toISOString().slice(0, 10));
  return [...groups.map((by) => `/api/skm?${query}&by=${by}`), `/api/skm?${year}&by=month`];
}

/** One report of four answers of 200. */
export function skmOf(bodies) {
  const [first] = bodies;
  return {
    from: first.period.from, until: first.period.until, result: first.total, sample: first.sample, rule: first.rule, profile: first.respondents, complaints: first.complaints,
    groups: Object.fromEntries(groups.map((by, place) => [by, bodies[place].groups])), trend: bodies[3].groups,
  };
}
