import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { DELETED_TABLES, KEPT_TABLES } from "#app/domain/privacy/internal/shop-tables.ts";
import { recordPrivacyRequest } from "#app/domain/privacy/record-privacy-request.server.ts";
import { redactShop } from "#app/domain/privacy/redact-shop.server.ts";
import { recordWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { reconcileStore } from "#app/domain/reconciliation/runs/reconcile-store.server.ts";
import { requestReconciliation } from "#app/domain/reconciliation/runs/request-reconciliation.server.ts";
import { connectStore } from "#app/domain/stores/connect-store.server.ts";
import { resumeStore } from "#app/domain/stores/resume-store.server.ts";
import { disconnectStore } from "#app/domain/stores/disconnect-store.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { handleSweepInbox } from "#jobs/handlers/sweep-inbox.ts";
import { storeToken } from "#tests/support/worlds/sample-store.ts";
import { addProduct, openUploadWorld, rowOutcomes, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

interface Shop {
  domain: string;
  storeId: string;
}

const shopsOf = ({ storeIds }: UploadWorld): Shop[] => [...storeIds].map(([domain, storeId]) => ({ domain, storeId }));

/** Two shops of one organization, each with an uploaded product, a webhook, a failed one and waiting jobs. */
async function twoFilledShops() {
  const world = await openUploadWorld({ shops: [{}, {}] });
  const product = await addProduct(world, { title: "Secret hat" });
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [product.id] } });
  for (const shop of shopsOf(world)) {
    await drainStore(world.ctx, { storeId: shop.storeId }, calm());
    await hear(world, shop);
  }
  const [asked, other] = shopsOf(world);
  if (!asked || !other) throw new Error("This world has two shops.");
  return { world, batchId, asked, other, productId: product.id };
}

const hear = ({ ctx }: UploadWorld, { domain }: Shop) =>
  recordWebhook(ctx, {
    shopDomain: domain,
    webhookId: randomUUID(),
    topic: "products/update",
    triggeredAt: new Date(),
    payloadJson: JSON.stringify({ title: "Secret hat" }),
  });

/** The app is removed and, two days later, Shopify asks for the deletion. */
async function askForDeletion({ ctx, simulator }: UploadWorld, { domain, storeId }: Shop): Promise<void> {
  simulator.uninstallApp(domain);
  await disconnectStore(ctx, { shopDomain: domain, uninstalledAt: new Date(Date.now() + 60_000) });
  await recordPrivacyRequest(ctx, {
    shopDomain: domain,
    organizationId: ctx.organizationId,
    storeId,
    kind: "SHOP_REDACTION",
    webhookId: randomUUID(),
    shopifyReference: null,
    requestedAt: new Date(Date.now() + 120_000),
  });
}

/** How many rows each table has of a shop, those without any left out. */
async function countRows({ ctx }: UploadWorld, { domain, storeId }: Shop): Promise<Record<string, number>> {
  const tables = [...DELETED_TABLES, { table: "upload_attempts", of: "store_id = $store" }];
  const counts: Record<string, number> = {};
  for (const { table, of } of tables) {
    const where = of.replaceAll("$store", `'${storeId}'`).replaceAll("$shop", `'${domain}'`);
    const sql = `SELECT count(*)::int AS count FROM ${table} WHERE ${where}`;
    const [row] = await ctx.db.$queryRawUnsafe<{ count: number }[]>(sql);
    if (row && row.count > 0) counts[table] = row.count;
  }
  return counts;
}

const jobsOf = async ({ queue }: UploadWorld, { domain, storeId }: Shop): Promise<number> =>
  (await queue.boss.findJobs("webhooks.handle-deliveries", { key: domain })).length +
  (await queue.boss.findJobs("uploads.drain-store", { key: storeId })).length;

/** Everything that is written down of one store's rows and groups, as text. */
async function writtenOf({ ctx }: UploadWorld, { storeId }: Shop): Promise<string> {
  const rows = await ctx.db.shopifyUploadProduct.findMany({ where: { storeId } });
  const groups = await ctx.db.uploadGroup.findMany({ where: { storeId } });
  return JSON.stringify([rows, groups], (_key, value: unknown) => (typeof value === "bigint" ? `${value}` : value));
}

test("everything of the shop is deleted, jobs included, and nothing of the organization's other shop", async () => {
  const { world, batchId, asked, other } = await twoFilledShops();
  await using _ = world;
  const before = [await countRows(world, asked), await countRows(world, other), await jobsOf(world, other)];
  await askForDeletion(world, asked);

  const outcome = await redactShop(world.ctx, { shopDomain: asked.domain }, calm());

  expect(outcome).toBe("redacted");
  expect(Object.keys(before[0] as object)).toEqual(
    expect.arrayContaining([
      "shopify_sessions",
      "product_links",
      "variant_links",
      "webhook_deliveries",
      "upload_attempts",
    ]),
  );
  expect(await countRows(world, asked)).toEqual({});
  expect([await countRows(world, other), await jobsOf(world, other)]).toEqual([before[1], before[2]]);
  expect(await jobsOf(world, asked)).toBe(0);
  expect(await writtenOf(world, asked)).not.toMatch(/Secret hat|gid:/);
  expect(await writtenOf(world, other)).toMatch(/Secret hat.*gid:|gid:.*Secret hat/);
  expect(await rowOutcomes(world, batchId)).toEqual(Array.from({ length: 6 }, () => "SUCCESS"));
  const store = await world.ctx.db.store.findUniqueOrThrow({ where: { id: asked.storeId } });
  expect(store).toMatchObject({ status: "UNINSTALLED", name: asked.domain, redactedAt: expect.any(Date) });
  const requests = await world.ctx.db.privacyRequest.findMany({ where: { shopDomain: asked.domain } });
  expect(requests).toMatchObject([{ kind: "SHOP_REDACTION", completedAt: expect.any(Date) }]);
});

test("a deletion that is interrupted goes on, and one that is asked twice deletes nothing twice", async () => {
  const { world, asked } = await twoFilledShops();
  await using _ = world;
  await askForDeletion(world, asked);

  const stopped = await redactShop(world.ctx, { shopDomain: asked.domain }, AbortSignal.abort());
  await world.queue.boss.deleteQueuedJobs("privacy.redact-shop");
  await handleSweepInbox(world.ctx, {}, calm());
  const jobs = await world.queue.boss.findJobs("privacy.redact-shop", { key: asked.domain });
  const [first, second] = [
    await redactShop(world.ctx, { shopDomain: asked.domain }, calm()),
    await redactShop(world.ctx, { shopDomain: asked.domain }, calm()),
  ];

  expect([stopped, jobs.length, first, second]).toEqual(["stopped", 1, "redacted", "nothing-asked"]);
  expect(await countRows(world, asked)).toEqual({});
});

test("a shop that has the app again keeps everything", async () => {
  const { world, asked } = await twoFilledShops();
  await using _ = world;
  await askForDeletion(world, asked);
  const { accessToken } = world.simulator.installApp(asked.domain);
  await connectStore(world.ctx, { shopDomain: asked.domain, accessToken });
  await world.ctx.db.store.update({
    where: { id: asked.storeId },
    data: { connectedAt: new Date(Date.now() + 600_000) },
  });
  const before = await countRows(world, asked);

  const outcome = await redactShop(world.ctx, { shopDomain: asked.domain }, calm());

  expect(outcome).toBe("installed-again");
  expect(await countRows(world, asked)).toEqual(before);
  const requests = await world.ctx.db.privacyRequest.findMany({ where: { shopDomain: asked.domain } });
  expect(requests[0]?.answer).toMatch(/installed in the shop again/);
});

test("a deleted shop that comes back waits for a person, and then its products are adopted by our id and made once", async () => {
  const { world, asked, productId } = await twoFilledShops();
  await using _ = world;
  await askForDeletion(world, asked);
  await redactShop(world.ctx, { shopDomain: asked.domain }, calm());
  const installed = world.simulator.installApp(asked.domain);
  await storeToken(world.ctx, asked.domain, installed);
  const connected = await connectStore(world.ctx, { shopDomain: asked.domain, accessToken: installed.accessToken });

  const back = await world.ctx.db.store.findUniqueOrThrow({ where: { id: asked.storeId } });
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [productId] } });
  await drainStore(world.ctx, { storeId: asked.storeId }, calm());
  const before = await world.ctx.db.shopifyUploadProduct.count({ where: { batchId, status: "SUCCESS" } });
  const tooEarly = await resumeStore(world.ctx, { storeId: asked.storeId }).catch((error: unknown) => error);
  await requestReconciliation(world.ctx, { storeId: asked.storeId, kind: "ADOPT" });
  await reconcileStore(world.ctx, { storeId: asked.storeId }, calm());
  await resumeStore(world.ctx, { storeId: asked.storeId });
  await drainStore(world.ctx, { storeId: asked.storeId }, calm());

  expect(connected).toBe("reconnected");
  expect(back).toMatchObject({
    pausedAt: expect.any(Date),
    statusReason: expect.stringMatching(/^The links to this shop/),
  });
  expect(tooEarly).toMatchObject({ code: "store.adopt-first" });
  expect(before).toBe(0);
  expect(world.simulator.shop(asked.domain).productCount).toBe(1);
  const rows = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId, storeId: asked.storeId } });
  expect(rows.map(({ status }) => status)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  const store = await world.ctx.db.store.findUniqueOrThrow({ where: { id: asked.storeId } });
  expect(store).toMatchObject({ status: "CONNECTED", redactedAt: null });
});

const KEPT = [...Object.keys(KEPT_TABLES), "organizations"];

test("every table that holds a store or a shop, or belongs to one that does, says whether it is deleted or why it stays", async () => {
  await using world = await openUploadWorld();
  const columns = await world.ctx.db.$queryRaw<{ table_name: string }[]>`
    WITH RECURSIVE of_shop AS (
      SELECT DISTINCT (quote_ident(table_schema) || '.' || quote_ident(table_name))::regclass::oid AS table_id
      FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name ~ '(^|_)(store|shop|run)(_ids?|_domain)?$|^shopify_(product|variant|inventory)'
      UNION
      SELECT child.conrelid FROM pg_constraint child JOIN of_shop ON child.confrelid = of_shop.table_id
      WHERE child.contype = 'f' AND of_shop.table_id <> ALL (${KEPT}::regclass[])
    ) SELECT relname::text AS table_name FROM of_shop JOIN pg_class ON pg_class.oid = table_id WHERE relkind = 'r'`;
  const decided = new Set([...DELETED_TABLES.map(({ table }) => table), ...Object.keys(KEPT_TABLES), "stores"]);

  const undecided = columns.map(({ table_name }) => table_name).filter((table) => !decided.has(table));

  expect(columns.length).toBeGreaterThan(20);
  expect(undecided).toEqual([]);
});
