import pg from "pg";

const NEEDS_TO_KNOW = /\bnow\(\)|\b(?:INSERT|UPDATE|DELETE)\b/i;

/** What the driver hands to Prisma for a statement that has no rows. */
const NOTHING = { command: "", rowCount: 0, oid: 0, rows: [], fields: [] };

type Query = (...given: unknown[]) => Promise<unknown>;

/**
 * The one connection of all processes of a run: their statements come one at a time. Most of a run's time would be waiting
 * for answers that say nothing, so the beginning and the end of a transaction are sent and not waited for: whatever comes
 * after them on this connection comes after them in the database, and who looks from beside waits for `quiet`.
 */
export class SharedConnection {
  readonly pool: pg.Pool;
  #told = "";
  /** What is told with the next statement. */
  #words: string | null = null;
  #sent: Promise<unknown> = Promise.resolve();

  constructor(config: pg.ClientConfig) {
    const pool = new pg.Pool({ ...config, pipeline: true, max: 1, idleTimeoutMillis: 0 });
    this.pool = pool;
    // Each process of a run listens to it.
    pool.setMaxListeners(0);
    // It is dropped from outside when a run is over.
    pool.on("error", () => undefined);
    pool.on("connect", (client) => {
      client.on("error", () => undefined);
      this.#told = "";
      this.#prepare(client);
    });
  }

  /** Says with the next statement what it sees as the time, and under whose name it writes. */
  tell(nowMs: number, name: string, sql: string): void {
    const words = wordsOf(nowMs, name);
    if (this.#told === words || !NEEDS_TO_KNOW.test(sql)) return;
    this.#words = words;
    this.#told = words;
  }

  /** Says the same at the beginning of the transaction that is started next. */
  tellWithBegin(nowMs: number, name: string): void {
    this.#words = wordsOf(nowMs, name);
    this.#told = this.#words;
  }

  /** What was said within a transaction is forgotten with it. */
  forget(): void {
    this.#told = "";
  }

  /** Everything that was sent has happened. @throws what it failed at, once. */
  async quiet(): Promise<void> {
    const sent = this.#sent;
    try {
      await sent;
    } catch (error) {
      if (this.#sent === sent) this.#sent = Promise.resolve();
      throw error;
    }
  }

  /** Most of the rest would go into planning the same statements again: each is prepared under a name of its own. */
  #prepare(client: pg.PoolClient): void {
    const names = new Map<string, string>();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of all ways to call it these are the ones without a type
    const query = client.query.bind(client) as unknown as Query;
    const named = (config: unknown, ...rest: unknown[]): unknown => {
      if (typeof config !== "object" || config === null || !("text" in config)) return query(config, ...rest);
      const text = String(config.text);
      if (text === "BEGIN" || text === "COMMIT") return this.#send(query, `${this.#takeWords()}${text}`);
      const words = this.#takeWords();
      if (words !== "") void this.#send(query, words);
      const name = names.get(text) ?? `s${names.size}`;
      names.set(text, name);
      return query({ ...config, name }, ...rest);
    };
    Object.assign(client, { query: named });
  }

  #takeWords(): string {
    const words = this.#words ?? "";
    this.#words = null;
    return words;
  }

  #send(query: Query, text: string): Promise<unknown> {
    const before = this.#sent;
    const answer = query(text);
    this.#sent = Promise.all([before, answer]);
    // Who waits for quiet hears of a failure.
    this.#sent.catch(() => undefined);
    return Promise.resolve(NOTHING);
  }
}

const wordsOf = (nowMs: number, name: string): string =>
  `SET simulated.now = ${pg.escapeLiteral(new Date(nowMs).toISOString())}; SET simulated.doer = ${pg.escapeLiteral(name)};`;
