import pg from "pg";

const NEEDS_TO_KNOW = /\bnow\(\)|\b(?:INSERT|UPDATE|DELETE)\b/i;

/** The one connection of all processes of a run: their statements come one at a time. */
export class SharedConnection {
  readonly pool: pg.Pool;
  #told = "";
  /** What the next transaction is told with its beginning, to save a round trip. */
  #words: string | null = null;

  constructor(config: pg.ClientConfig) {
    const pool = new pg.Pool({ ...config, max: 1, idleTimeoutMillis: 0 });
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

  /** Says before a statement what it sees as the time, and under whose name it writes. */
  async tell(nowMs: number, name: string, sql: string): Promise<void> {
    const words = wordsOf(nowMs, name);
    if (this.#told === words || !NEEDS_TO_KNOW.test(sql)) return;
    await this.pool.query(words);
    this.#told = words;
  }

  /** Says the same at the beginning of the transaction that is started next. */
  tellWithBegin(nowMs: number, name: string): void {
    this.#words = wordsOf(nowMs, name);
  }

  /** What was said within a transaction is forgotten with it. */
  forget(): void {
    this.#told = "";
  }

  /** Most of a run's time would go into planning the same statements again: each is prepared under a name of its own. */
  #prepare(client: pg.PoolClient): void {
    const names = new Map<string, string>();
    const query: (...given: unknown[]) => unknown = client.query.bind(client);
    const named = (config: unknown, ...rest: unknown[]): unknown => {
      if (typeof config !== "object" || config === null || !("text" in config)) return query(config, ...rest);
      const text = String(config.text);
      if (text === "BEGIN") return this.#begin(query);
      const name = names.get(text) ?? `s${names.size}`;
      names.set(text, name);
      return query({ ...config, name }, ...rest);
    };
    Object.assign(client, { query: named });
  }

  #begin(query: (...given: unknown[]) => unknown): unknown {
    const words = this.#words ?? "";
    this.#words = null;
    this.#told = words;
    return query(`${words} BEGIN`);
  }
}

const wordsOf = (nowMs: number, name: string): string =>
  `SET simulated.now = ${pg.escapeLiteral(new Date(nowMs).toISOString())}; SET simulated.doer = ${pg.escapeLiteral(name)};`;
