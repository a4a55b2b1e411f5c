import { expect, onTestFinished, test } from "vitest";
import { createDatabase, inTransaction, type Database, type Tx } from "#app/platform/db.server.ts";
import { endConnections } from "#tests/support/end-connections.ts";

const POOL_SIZE = 2;

const LOST = /terminat|not queryable/i;

function openPool(): Database {
  const db = createDatabase({ url: process.env["DATABASE_URL"] ?? "", poolSize: POOL_SIZE });
  onTestFinished(() => db.$disconnect());
  return db;
}

/** More often than there are places in the pool. */
async function loseInTransactions(db: Database, lose: (tx: Tx) => Promise<unknown>): Promise<void> {
  for (let count = 0; count <= POOL_SIZE; count += 1) {
    await expect(inTransaction(db, lose)).rejects.toThrow(LOST);
  }
}

/** As many at once as there are places, so that one that is missing is missed. */
const useWholePool = (db: Database) =>
  Promise.all(
    Array.from({ length: POOL_SIZE }, () =>
      inTransaction(db, async (tx) => {
        await tx.$queryRaw`SELECT pg_sleep(0.05)::text`;
        return tx.store.count();
      }),
    ),
  );

test("a connection that is lost between the statements of a transaction leaves its place to another", async () => {
  const db = openPool();

  await loseInTransactions(db, async (tx) => {
    await tx.store.count();
    await endConnections();
    await tx.store.count();
  });

  expect(await useWholePool(db)).toHaveLength(POOL_SIZE);
});

test("a connection that is lost during a statement of a transaction leaves its place to another", async () => {
  const db = openPool();

  await loseInTransactions(db, (tx) =>
    Promise.all([tx.$queryRaw`SELECT pg_sleep(20)::text`, endConnections({ running: "pg_sleep" })]),
  );

  expect(await useWholePool(db)).toHaveLength(POOL_SIZE);
});

test("a connection that is lost before the commit leaves its place to another", async () => {
  const db = openPool();

  await loseInTransactions(db, async (tx) => {
    await tx.store.count();
    await endConnections();
  });

  expect(await useWholePool(db)).toHaveLength(POOL_SIZE);
});

test("a transaction that lost its connection before the commit has changed nothing, and says so", async () => {
  const db = openPool();
  const slug = "lost-before-commit";

  const adding = inTransaction(db, async (tx) => {
    await tx.organization.create({ data: { name: "Lost", slug } });
    await endConnections();
  });

  await expect(adding).rejects.toThrow(LOST);
  expect(await db.organization.count({ where: { slug } })).toBe(0);
});

test("a transaction whose time is up after its connection was lost fails its caller, and not the process", async () => {
  const db = openPool();
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on("unhandledRejection", hear);
  onTestFinished(() => void process.off("unhandledRejection", hear));

  const late = inTransaction(
    db,
    async (tx) => {
      await endConnections();
      await expect.poll(() => tx.store.count().catch(String)).toMatch(/expired|already closed/i);
      return tx.store.count();
    },
    { timeoutMs: 200 },
  );

  await expect(late).rejects.toThrow(/expired|already closed/i);
  expect(await useWholePool(db)).toHaveLength(POOL_SIZE);
  expect(unheard).toEqual([]);
});
