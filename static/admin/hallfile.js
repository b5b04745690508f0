// The hall's file as the pages know it: its tables, its revision, and changes that are checked before they are made.

const patience = 20000; // ms: a large hall on a small machine

export class HallFile {
  constructor(ask) {
    this.ask = ask;
    this.revision = "";
    this.sections = {};
    this.beside = {};
    this.faults = [];
  }

  /** Answers "" when it is read, or why not. */
  async load() {
    const reply = await this.ask("/api/config", { patience });
    if (!reply || reply.status !== 200) return (reply && reply.body.detail) || "away";
    Object.assign(this, reply.body);
    return "";
  }

  things(section) {
    const found = this.beside[section] || this.sections[section];
    return Array.isArray(found) ? found : [];
  }

  /** The newest version of the file: {who, at, what}; null when it is not known. */
  async last() {
    const reply = await this.ask("/api/config/versions");
    const rows = reply && reply.status === 200 ? reply.body : [];
    return rows.reduce((last, row) => (!last || row.number > last.number ? row : last), null);
  }

  /** {faults, effects}, or {why} when there is no answer to be had; `status` 409: the file is another one by now. */
  async check(changes) {
    const reply = await this.ask("/api/config/check", { method: "POST", body: { revision: this.revision, changes }, patience });
    if (reply && reply.status === 200) return reply.body;
    return { faults: [], effects: [], why: reply && reply.body.detail, status: reply ? reply.status : 0, code: reply && reply.body.code };
  }

  /** Makes the changes, and reads the file anew. {ok} or {why, code, faults}. */
  async make(changes) {
    const reply = await this.ask("/api/config", { method: "POST", body: { revision: this.revision, changes }, patience });
    if (!reply || reply.status !== 200) return { ok: false, code: reply && reply.body.code, why: reply && reply.body.detail, faults: (reply && reply.body.faults) || [] };
    await this.load();
    return { ok: true, effects: reply.body.effects };
  }

  /** A table of a list goes to another place, with its remarks. */
  move(section, at, to) {
    const { id } = this.things(section)[at];
    return this.make([{ section, ...(id === undefined ? { at } : { id }), to, values: {} }]);
  }
}
