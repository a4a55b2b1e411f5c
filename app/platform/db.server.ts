import { Prisma, PrismaClient } from "@prisma/client";
import pg from "pg";
import { StatementError } from "./passing-database-fault.server.ts";
import { PostgresAdapter } from "./postgres-adapter.server.ts";

declare const transaction: unique symbol;

export type Database = PrismaClient;
/** An open transaction; only `inTransaction` makes one. */
export type Tx = Prisma.TransactionClient & { readonly [transaction]: true };
/** Either: for reads, and for verbs that may join a caller's transaction. */
export type Db = Database | Tx;

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  /** How long an answer is waited for; then the statement is out of hand, or the connection dead without saying so. */
  patienceSeconds?: number;
}

const PATIENCE_SECONDS = 18;

/** A process that stands still keeps what it has locked no longer than its jobs: the heartbeat takes them after as long. */
const IDLE_IN_TRANSACTION_SECONDS = 10;

/**
 * Every connection speaks UTC and gives up on a lock or a statement that hangs, so that a pool cannot fill with waiters.
 * A living server ends a statement a second before the client stops listening: nothing goes on that nobody waits for.
 * Every statement of the product finds its rows by a key: while a table grows faster than its statistics, the planner has
 * taken a claim of a thousand rows for a third of the table, and has read all of it.
 */
export function createDatabase({ url, poolSize, patienceSeconds = PATIENCE_SECONDS }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: patienceSeconds * 500,
    query_timeout: patienceSeconds * 1_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: `-c timezone=UTC -c lock_timeout=15s -c statement_timeout=${patienceSeconds - 1}s -c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_SECONDS}s -c enable_seqscan=off -c jit=off`,
  });
  // Of a connection that breaks while nobody uses it. The pool has let it go already.
  pool.on("error", () => undefined);
  const adapter = new PostgresAdapter(pool, { disposeExternalPool: true });
  const db = new PrismaClient({ adapter, errorFormat: "minimal" });
  runStatementsOn(db, pool);
  return db;
}

type Statements = Pick<pg.Pool, "query">;

const pools = new WeakMap<Database, Statements>();

/** Says on what the single statements of a database run that nobody made with `createDatabase`. */
export const runStatementsOn = (db: Database, pool: Statements): void => void pools.set(db, pool);

/**
 * Runs one statement, which is committed when this returns, on a connection of the same pool and without Prisma: for what
 * is written so often or is so large that reading the statement and its values once more would cost more than the rest.
 * A Buffer is a value in PostgreSQL's binary form.
 * @throws {StatementError} when it failed; when the connection was lost meanwhile, it may be committed all the same.
 */
export async function runStatement(db: Database, text: string, values: readonly unknown[]): Promise<void> {
  const pool = pools.get(db);
  if (!pool) throw new Error("Nobody said on what statements of this database run.");
  try {
    await pool.query(text, [...values]);
  } catch (error) {
    throw new StatementError(error);
  }
}

export interface TransactionOptions {
  timeoutMs?: number;
  /** All its statements see the database as it was at the first; a row that was changed since cannot be written. */
  isSnapshot?: boolean;
}

/** Runs the work in one transaction, all or nothing. Joins the caller's transaction when there is one. */
export async function inTransaction<T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  { timeoutMs = 15_000, isSnapshot = false }: TransactionOptions = {},
): Promise<T> {
  if (!("$transaction" in db) || typeof db.$transaction !== "function") return work(db as Tx);
  const isolation = isSnapshot ? { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead } : {};
  return db.$transaction((tx) => work(tx as Tx), { timeout: timeoutMs, maxWait: 10_000, ...isolation });
}

/** Whether a row has changed since a snapshot was taken that was to write it. */
export function isWriteConflict(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2034" || (error.code === "P2010" && JSON.stringify(error.meta ?? {}).includes("40001"));
}

/** Whether a unique index refused the write: somebody else was first. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2002" || (error.code === "P2010" && JSON.stringify(error.meta ?? {}).includes("23505"));
}
