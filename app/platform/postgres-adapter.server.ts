import { PrismaPg } from "@prisma/adapter-pg";

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;
type Transaction = Awaited<ReturnType<Adapter["startTransaction"]>>;
type Statement = Parameters<Transaction["executeRaw"]>[0];

/** What the driver says when it has waited long enough; the statement may still run, the connection is of no use. */
const GIVEN_UP = "Query read timeout";

/**
 * Prisma's adapter, but a transaction gives its connection back however it ends. As it is, the adapter releases it only
 * after a COMMIT or a ROLLBACK that was answered (prisma/prisma, adapter-pg 6.19), so that every connection that is lost
 * in a transaction would take its place in the pool with it for good.
 */
export class PostgresAdapter extends PrismaPg {
  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) => guard(await start(isolationLevel));
    return adapter;
  }
}

function guard(transaction: Transaction): Transaction {
  const { client } = transaction as Transaction & { client?: unknown };
  if (!isPoolClient(client)) throw new Error("This version of Prisma's adapter hides the connection of a transaction.");
  const execute = transaction.executeRaw.bind(transaction);
  const query = transaction.queryRaw.bind(transaction);
  const rollback = transaction.rollback.bind(transaction);
  const silence = Promise.withResolvers<never>();
  silence.promise.catch(() => undefined);
  let isReleased = false;

  async function watched<T>(answer: Promise<T>): Promise<T> {
    return answer.catch((error: unknown) => {
      if (error instanceof Error && error.message === GIVEN_UP) silence.reject(error);
      throw error;
    });
  }

  transaction.queryRaw = (statement) => watched(query(statement));
  transaction.executeRaw = async (statement: Statement) => {
    const isEnd = statement.sql === "ROLLBACK" || statement.sql === "COMMIT";
    try {
      const answer = watched(execute(statement));
      // On a connection that does not answer, the end of the transaction would be waited for just as long.
      return await (isEnd ? Promise.race([silence.promise, answer]) : answer);
    } catch (error) {
      if (!isEnd) throw error;
      client.release(true);
      isReleased = true;
      // Without its connection a transaction is rolled back all the same. Prisma's clock, which ends those whose time is
      // up, catches nothing: told of a failure, it would end the process.
      if (statement.sql === "ROLLBACK") return 0;
      throw error;
    }
  };
  transaction.rollback = () => (isReleased ? Promise.resolve() : rollback());
  return transaction;
}

/** A connection that is taken out of the pool; released with `true`, it is closed, whatever state it is in. */
interface PoolClient {
  release(isBroken: boolean): void;
}

const isPoolClient = (client: unknown): client is PoolClient =>
  typeof client === "object" && client !== null && "release" in client && typeof client.release === "function";
