import pg from "pg";
import { waitUntil } from "#tests/bench/wait-until.ts";

/**
 * Ends all connections to the test's database, as a restart of the server does; with `running` only those that run such a
 * statement, once there is one. Answers how many were ended.
 */
export async function endConnections({ running = "" }: { running?: string } = {}): Promise<number> {
  const operator = new pg.Client(process.env["DATABASE_URL"]);
  await operator.connect();
  const end = async () => {
    const { rows } = await operator.query<{ pid: number }>(
      `SELECT pid, pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
        AND ($1 = '' OR (state = 'active' AND strpos(query, $1) > 0))`,
      [running],
    );
    return rows.length;
  };
  try {
    let ended = await end();
    if (running !== "")
      await waitUntil(async () => (ended ||= await end()) > 0, {
        what: `a connection runs ${running}`,
        lookEveryMs: 10,
        deadlineSeconds: 20,
      });
    return ended;
  } finally {
    await operator.end();
  }
}
