import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { DatabaseWire } from "#tests/rig/database-wire.ts";

const END_EVERY_MS = 500;

/** Ends a connection of the product's processes twice a second, from inside the server. Answers how many were ended. */
export async function endBackends(
  databaseUrl: string,
  { wire, seconds, random }: { wire: DatabaseWire; seconds: number; random: () => number },
): Promise<number> {
  const operator = new pg.Client({ connectionString: databaseUrl });
  await operator.connect();
  let ended = 0;
  try {
    const endsAtMs = Date.now() + seconds * 1_000;
    while (Date.now() < endsAtMs) {
      const ports = wire.serverSidePorts();
      const port = ports[Math.floor(random() * ports.length)] ?? 0;
      const { rows } = await operator.query<{ ended: boolean }>(
        `SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
        WHERE datname = current_database() AND client_port = $1`,
        [port],
      );
      ended += rows.length;
      await pause(END_EVERY_MS);
    }
    return ended;
  } finally {
    await operator.end();
  }
}
