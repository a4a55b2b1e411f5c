import type { Clock } from "#app/platform/clock.ts";
import { createDatabase } from "#app/platform/db.server.ts";
import { systemClock as machineClock, type SimulatorClock } from "#tests/simulator/clock.ts";

/** Time that passes as on the machine, and that a test may move ahead: for the product, its database and the shop alike. */
export interface SharedTime extends AsyncDisposable {
  readonly clock: Clock;
  readonly shopClock: SimulatorClock;
  advance(seconds: number): Promise<void>;
}

/**
 * Lets the test file's own database tell a time that the test can move. What was created with a default of `now()` tells
 * the machine's still: nothing that is compared here is.
 */
export async function shareTime(): Promise<SharedTime> {
  const db = createDatabase({ url: process.env["DATABASE_URL"] ?? "", poolSize: 1 });
  const [database] = await db.$queryRaw<{ name: string }[]>`SELECT current_database()::text AS name`;
  await db.$executeRawUnsafe(`CREATE SCHEMA IF NOT EXISTS moved`);
  await db.$executeRawUnsafe(`CREATE TABLE IF NOT EXISTS moved.time (seconds float NOT NULL)`);
  await db.$executeRawUnsafe(`DELETE FROM moved.time`);
  await db.$executeRawUnsafe(`INSERT INTO moved.time VALUES (0)`);
  await db.$executeRawUnsafe(`
    CREATE OR REPLACE FUNCTION moved.now() RETURNS timestamptz LANGUAGE sql STABLE AS
    $$ SELECT pg_catalog.now() + make_interval(secs => (SELECT seconds FROM moved.time)) $$`);
  await db.$executeRawUnsafe(`ALTER DATABASE "${database?.name}" SET search_path = moved, public, pg_catalog`);
  let ahead = 0;
  const nowMs = (): number => Date.now() + ahead * 1_000;
  return {
    clock: { now: () => new Date(nowMs()), sleep: (ms, signal) => machineClock().sleep(ms, signal) },
    shopClock: {
      ...machineClock(),
      nowMs,
      schedule: (atMs, run) => machineClock().schedule(atMs - ahead * 1_000, run),
    },
    async advance(seconds) {
      ahead += seconds;
      await db.$executeRawUnsafe(`UPDATE moved.time SET seconds = ${ahead}`);
    },
    [Symbol.asyncDispose]: () => db.$disconnect(),
  };
}
