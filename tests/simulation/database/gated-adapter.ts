import type pg from "pg";
import { PrismaClient } from "@prisma/client";
import { PostgresAdapter } from "#app/platform/postgres-adapter.server.ts";
import { runStatementsOn, type Database } from "#app/platform/db.server.ts";

type Adapter = Awaited<ReturnType<PostgresAdapter["connect"]>>;
export type Transaction = Awaited<ReturnType<Adapter["startTransaction"]>>;
export type Statement = Parameters<Adapter["queryRaw"]>[0];

/** Decides when, and whether, a process's statements reach the database. */
export interface Gate {
  statement<Answer>(statement: Statement, run: (statement: Statement) => Promise<Answer>): Promise<Answer>;
  transaction(start: () => Promise<Transaction>): Promise<Transaction>;
}

/** The product's own adapter; each statement outside of a transaction, and each transaction as a whole, asks the gate. */
class GatedAdapter extends PostgresAdapter {
  readonly #gate: Gate;

  constructor(pool: pg.Pool, gate: Gate) {
    super(pool);
    this.#gate = gate;
  }

  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const query = adapter.queryRaw.bind(adapter);
    const execute = adapter.executeRaw.bind(adapter);
    const start = adapter.startTransaction.bind(adapter);
    adapter.queryRaw = (statement) => this.#gate.statement(statement, query);
    adapter.executeRaw = (statement) => this.#gate.statement(statement, execute);
    adapter.startTransaction = (isolationLevel) => this.#gate.transaction(() => start(isolationLevel));
    return adapter;
  }
}

export function openGatedDatabase(pool: pg.Pool, gate: Gate): Database {
  const db = new PrismaClient({ adapter: new GatedAdapter(pool, gate), errorFormat: "minimal" });
  runStatementsOn(db, gatedStatements(pool, gate));
  return db;
}

/** What the product runs without Prisma asks the gate as well. */
function gatedStatements(pool: pg.Pool, gate: Gate): Pick<pg.Pool, "query"> {
  const query = (sql: string, values: unknown[] = []) =>
    gate.statement({ sql, args: values, argTypes: [] }, ({ args }) => pool.query(sql, args));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of all ways to call it the product knows this one
  return { query } as unknown as Pick<pg.Pool, "query">;
}
