import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { listInbox } from "#app/domain/notifications/inbox/inbox-queries.server.ts";
import { requireScopes } from "#app/domain/stores/require-scopes.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { failStuckBatches, STUCK_MINUTES } from "#app/domain/uploads/sweeping/fail-stuck-batches.server.ts";
import { openStockWorld } from "#tests/support/inventory/stock-world.ts";
import { QUICK_BULK, reconcile, upload } from "#tests/support/reconciliation/reconcile-world.ts";
import { addProduct, addProducts, onlyStore, openUploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** What the inbox tells, oldest first, as kinds and titles. */
async function toldTo(ctx: Context): Promise<[string, string][]> {
  const { items } = await listInbox(ctx, { limit: 50 });
  return items.toReversed().map(({ kind, title }) => [kind, title]);
}

test("a store's daily limit is told once a day, however often it is met", async () => {
  const fidelity = { dailyVariantLimit: { aboveVariants: 6, perDay: 0 } };
  await using world = await openUploadWorld({ shops: [{ plan: "standard" }], simulator: { fidelity } });
  const { storeId } = onlyStore(world);
  const ids = await addProducts(world, 6);
  await approveProducts(world.ctx, { selection: { kind: "products", ids } });

  await drainStore(world.ctx, { storeId }, calm());
  await world.ctx.db.store.update({ where: { id: storeId }, data: { createsParkedUntil: minutesAgo(1) } });
  await drainStore(world.ctx, { storeId }, calm());

  expect(await toldTo(world.ctx)).toEqual([
    ["store.daily-limit-reached", expect.stringContaining("makes no more new variants today")],
  ]);
});

test("a batch that was stuck is told of when it moves again, and not when somebody paused it", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const { id } = await addProduct(world);
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] }, name: "Autumn" });
  const notice = (data: object) => world.ctx.db.shopifyUploadBatch.update({ where: { id: batchId }, data });

  await notice({ stuckSince: minutesAgo(5), lastProgressAt: minutesAgo(1), pausedAt: new Date() });
  await failStuckBatches(world.ctx);
  const whilePaused = await toldTo(world.ctx);
  await notice({ stuckSince: minutesAgo(5), lastProgressAt: minutesAgo(1), pausedAt: null });
  await failStuckBatches(world.ctx);
  await failStuckBatches(world.ctx);
  await drainStore(world.ctx, { storeId }, calm());

  expect(whilePaused).toEqual([]);
  expect(await toldTo(world.ctx)).toEqual([
    ["batch.resumed", "Batch “Autumn” was stuck and goes on"],
    ["batch.finished", "Batch “Autumn” is finished"],
  ]);
});

test("a batch that nobody was at for half an hour is told as failed, with the reason", async () => {
  await using world = await openUploadWorld();
  const { id } = await addProduct(world);
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  await world.ctx.db.shopifyUploadBatch.update({
    where: { id: batchId },
    data: { status: "PROCESSING", lastProgressAt: minutesAgo(90), stuckSince: minutesAgo(STUCK_MINUTES + 1) },
  });

  await failStuckBatches(world.ctx);

  const { items } = await listInbox(world.ctx, { limit: 5 });
  expect(items).toMatchObject([{ kind: "batch.failed", text: expect.stringContaining("nobody worked on this batch") }]);
});

test("a store whose grant lacks a scope is told as disconnected, once", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const missing = { storeId, missing: "The app lacks write_products." };

  await requireScopes(world.ctx, missing);
  await requireScopes(world.ctx, missing);

  const { items } = await listInbox(world.ctx, { limit: 5 });
  expect(items).toMatchObject([{ kind: "store.disconnected", text: expect.stringContaining("write_products") }]);
});

test("a stock sync that a brake has stopped is told with its figures", async () => {
  await using world = await openStockWorld({ products: 20, shops: [{ locations: ["Shop"] }] });
  await world.count(5);
  await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();
  await world.count(0);
  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId });

  await world.sync();
  await world.sync();

  const { items } = await listInbox(world.ctx, { limit: 50 });
  expect(items.filter(({ kind }) => kind === "stock.brake-pulled")).toMatchObject([
    {
      subject: { type: "inventory-run", id: runId },
      text: expect.stringContaining("60 of 60 levels would go to zero"),
    },
  ]);
});

test("what a reconciliation leaves to a person is told when it is found, and not again by the next one", async () => {
  await using world = await openUploadWorld({ simulator: { fidelity: QUICK_BULK } });
  const product = await addProduct(world);
  await upload(world, [product.id]);
  await world.ctx.db.variantLink.updateMany({ data: { updatedAt: minutesAgo(1) } });
  const { shop } = onlyStore(world);
  const [shown] = shop.products();
  const [small] = shown?.variants ?? [];
  shop.merchant.deleteVariant(small?.gid ?? "");
  for (const size of ["XS", "XXS"])
    shop.merchant.addVariant(shown?.gid ?? "", { optionValues: [size], inventoryItem: { sku: small?.sku ?? "" } });

  await reconcile(world);
  const once = await toldTo(world.ctx);
  await reconcile(world);

  expect(once.filter(([kind]) => kind === "reconciliation.needs-person")).toEqual([
    ["reconciliation.needs-person", expect.stringContaining("1 finding needs a person")],
  ]);
  expect(await toldTo(world.ctx)).toEqual(once);
});
