import pg from "pg";
import { waitUntil } from "#tests/bench/wait-until.ts";

export interface EndConnectionsOptions {
  /** Only those that run such a statement, once there is one. */
  running?: string;
  /** Only those in the middle of a transaction, between two of its statements, once there is one. */
  inTransaction?: boolean;
}

/** Ends all connections to the test's database, as a restart of the server does. Answers how many were ended. */
export async function endConnections({
  running = "",
  inTransaction = false,
}: EndConnectionsOptions = {}): Promise<number> {
  const operator = new pg.Client(process.env["DATABASE_URL"]);
  await operator.connect();
  const end = async () => {
    const { rows } = await operator.query<{ pid: number }>(
      `SELECT pid, pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
        AND ($1 = '' OR (state = 'active' AND strpos(query, $1) > 0))
        AND (NOT $2::boolean OR state = 'idle in transaction')`,
      [running, inTransaction],
    );
    return rows.length;
  };
  try {
    let ended = await end();
    if (running !== "" || inTransaction)
      await waitUntil(async () => (ended ||= await end()) > 0, {
        what: `a connection was caught ${inTransaction ? "in a transaction" : `at ${running}`}`,
        lookEveryMs: 2,
        deadlineSeconds: 30,
      });
    return ended;
  } finally {
    await operator.end();
  }
}
