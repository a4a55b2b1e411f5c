import { expect, onTestFinished, test } from "vitest";
import { createDatabase, inTransaction } from "#app/platform/db.server.ts";
import { isPassingDatabaseFault } from "#app/platform/passing-database-fault.server.ts";
import { openDatabaseWire } from "#tests/support/database-wire.ts";

const PATIENCE_SECONDS = 2;

test("a silent connection is given up with the statement that waits for it, and a new one takes its place", async () => {
  const { db, wire } = await openPool();
  await db.store.count();
  const startedAt = performance.now();

  const failure = await faultOf(
    inTransaction(db, async (tx) => {
      await tx.store.count();
      wire.silence();
      await tx.store.count();
    }),
  );

  const seconds = (performance.now() - startedAt) / 1_000;
  wire.restore();

  expect(isPassingDatabaseFault(failure)).toBe(true);
  // Not as long again for the rollback.
  expect(seconds).toBeLessThan(PATIENCE_SECONDS + 1);
  expect(await inTransaction(db, (tx) => tx.store.count())).toBe(0);
});

test("a silent connection is given up no later when the time of its transaction is up before", async () => {
  const { db, wire } = await openPool();
  await db.store.count();
  const startedAt = performance.now();

  const failure = await faultOf(
    inTransaction(
      db,
      async (tx) => {
        await tx.store.count();
        wire.silence();
        await tx.store.count();
      },
      { timeoutMs: PATIENCE_SECONDS * 900 },
    ),
  );
  wire.restore();

  expect(isPassingDatabaseFault(failure)).toBe(true);
  // The only place in the pool is free once the connection is given up.
  expect(await inTransaction(db, (tx) => tx.store.count())).toBe(0);
  expect((performance.now() - startedAt) / 1_000).toBeLessThan(PATIENCE_SECONDS + 1);
});

test("a statement that is out of hand is ended on the server too", async () => {
  const { db } = await openPool();

  const failure = await faultOf(db.$queryRaw`SELECT pg_sleep(20)::text`);

  expect(isPassingDatabaseFault(failure)).toBe(true);
  const watcher = createDatabase({ url: process.env["DATABASE_URL"] ?? "", poolSize: 1 });
  onTestFinished(() => watcher.$disconnect());
  const running = () => watcher.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep(20)%'
      AND datname = current_database()`;
  expect(await running()).toEqual([{ count: 0n }]);
});

async function openPool() {
  const wire = await openDatabaseWire();
  const db = createDatabase({ url: wire.url, poolSize: 1, patienceSeconds: PATIENCE_SECONDS });
  onTestFinished(() => db.$disconnect());
  return { db, wire };
}

const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );
