import { createHash } from "node:crypto";
import type { Doer, Scheduler } from "../chance/scheduler.ts";
import type { Trace } from "../chance/trace.ts";
import type { VirtualTime } from "../chance/virtual-time.ts";
import type { Gate, Statement, Transaction } from "./gated-adapter.ts";
import type { SharedConnection } from "./shared-connection.ts";
import type { SteadyIds } from "./steady-ids.ts";

/** A process that can be killed: from then on nothing of it reaches anybody. */
export interface MortalDoer extends Doer {
  readonly isDead: boolean;
}

/** What a dead process is told, should it ask for anything. */
export class KilledError extends Error {
  override readonly name = "KilledError";
}

/** Changes what reaches the database, to plant a bug that the product does not have. */
export interface StatementBug {
  rewrite?(sql: string): string;
  /** Right after a statement, in its transaction. */
  after?(doer: MortalDoer, statement: Statement, answer: unknown): Promise<void>;
}

export interface GateParts {
  connection: SharedConnection;
  scheduler: Scheduler;
  time: VirtualTime;
  trace: Trace;
  ids: SteadyIds;
  bug: StatementBug | null;
}

/** The way of one process to the database. */
export function createGate(parts: GateParts, doer: MortalDoer): Gate {
  const { connection, scheduler, time, trace, ids, bug } = parts;

  function prepared(statement: Statement): Statement {
    const sql = bug?.rewrite?.(statement.sql) ?? statement.sql;
    return { ...statement, sql, args: statement.args.map((arg) => ids.of(arg)) };
  }

  async function run<Answer>(given: Statement, work: (statement: Statement) => Promise<Answer>): Promise<Answer> {
    const statement = prepared(given);
    trace.add(`  ${labelOf(statement)}`);
    const answer = await scheduler.outside(() => work(statement));
    await bug?.after?.(doer, statement, answer);
    return answer;
  }

  function requireLife(): void {
    if (doer.isDead) throw new KilledError(`${doer.name} was killed.`);
  }

  function guard(transaction: Transaction, ended: () => void): Transaction {
    const query = transaction.queryRaw.bind(transaction);
    const execute = transaction.executeRaw.bind(transaction);
    const commit = transaction.commit.bind(transaction);
    const rollback = transaction.rollback.bind(transaction);
    transaction.queryRaw = async (statement) => {
      requireLife();
      return run(statement, query);
    };
    let isEnded = false;
    const end = (release: () => Promise<void>) => async () => {
      if (isEnded) return;
      isEnded = true;
      await release();
      ended();
    };
    transaction.commit = end(commit);
    transaction.rollback = end(rollback);
    transaction.executeRaw = async (statement) => {
      if (isEnded) return 0;
      if (statement.sql === "ROLLBACK") connection.forget();
      if (statement.sql === "ROLLBACK" || !doer.isDead) return run(statement, execute);
      // The server ends what a process that is gone has begun.
      if (statement.sql === "COMMIT") {
        connection.forget();
        await scheduler.outside(() => execute({ ...statement, sql: "ROLLBACK" }));
        await transaction.rollback();
      }
      throw new KilledError(`${doer.name} was killed.`);
    };
    return transaction;
  }

  return {
    statement: (statement, work) => {
      if (doer.isDead) return Promise.reject(new KilledError(`${doer.name} was killed.`));
      return scheduler.submit(doer, wordsOf(statement.sql), async () => {
        connection.tell(time.nowMs, doer.name, statement.sql);
        return run(statement, work);
      });
    },
    transaction(start) {
      if (doer.isDead) return Promise.reject(new KilledError(`${doer.name} was killed.`));
      const end = Promise.withResolvers<void>();
      const begin = async () => {
        connection.tellWithBegin(time.nowMs, doer.name);
        try {
          return guard(await scheduler.outside(start), end.resolve);
        } catch (error) {
          end.resolve();
          throw error;
        }
      };
      return scheduler.submit(doer, "transaction", begin, end.promise);
    },
  };
}

const WORDS = 90;

const wordsOf = (sql: string): string => sql.replace(/\s+/g, " ").trim().slice(0, WORDS);

function labelOf({ sql, args }: Statement): string {
  if (args.length === 0) return wordsOf(sql);
  const json = JSON.stringify(args, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  return `${wordsOf(sql)} [${createHash("sha256").update(json).digest("hex").slice(0, 12)}]`;
}
