import { setTimeout as pause } from "node:timers/promises";
import type { UploadRowStatus } from "@prisma/client";
import { compareWithLedger } from "#tests/rig/compare-with-ledger.ts";
import { VARIANTS_PER_PRODUCT, type StageStore, type UploadStage } from "./upload-stage.ts";

type Counts = Partial<Record<UploadRowStatus, number>>;

const WEBHOOKS_WITHIN_SECONDS = 30;

/**
 * What is wrong after an upload of so many new products to an empty shop has ended; empty when every row is SUCCESS, the
 * counters say so, the shop holds each product exactly once, as the links have it, and its webhooks are handled.
 */
export async function checkUpload(
  { rig }: UploadStage,
  store: StageStore,
  { batchId, products }: { batchId: string; products: number },
): Promise<string[]> {
  const { db } = store.ctx;
  const unhandled = await untilWebhooksHandled(store);
  const variants = products * VARIANTS_PER_PRODUCT;
  const rows = await countByStatus(store, batchId, "rows");
  const groups = await countByStatus(store, batchId, "groups");
  const batch = await db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
  const { ledger } = store.shop;
  const { productsCreated, variantsCreated } = ledger.summary();
  return [
    ...expectEqual("status of the batch", batch.status, "COMPLETED"),
    ...expectEqual("rows by status", rows, { SUCCESS: variants }),
    ...expectEqual("products by status", groups, { SUCCESS: products }),
    ...expectEqual(
      "counters of the batch (rows)",
      withoutZeros({
        PENDING: batch.rowsPending,
        PROCESSING: batch.rowsProcessing,
        SUCCESS: batch.rowsSucceeded,
        FAILED: batch.rowsFailed,
        SKIPPED: batch.rowsSkipped,
        CANCELLED: batch.rowsCancelled,
      }),
      rows,
    ),
    ...expectEqual(
      "counters of the batch (products)",
      withoutZeros({
        PENDING: batch.productsPending,
        PROCESSING: batch.productsProcessing,
        SUCCESS: batch.productsSucceeded,
        FAILED: batch.productsFailed,
        SKIPPED: batch.productsSkipped,
        CANCELLED: batch.productsCancelled,
      }),
      groups,
    ),
    ...expectEqual("totals of the batch", [batch.rowsTotal, batch.productsTotal], [variants, products]),
    ...expectEqual("products created in the shop", productsCreated, products),
    ...expectEqual("variants created in the shop", variantsCreated, variants),
    ...expectEqual("different products created in the shop", ledger.createdIdentities, products),
    ...expectEqual("products in the shop", store.shop.productCount, products),
    ...expectEqual("variants in the shop", store.shop.variantCount, variants),
    ...expectEqual("webhooks that wait", unhandled, 0),
    ...(await compareWithLedger(db, rig.simulator, store.storeId)),
  ];
}

/** Waits until nothing is left in the shop's inbox. Answers how much is left when that takes too long. */
async function untilWebhooksHandled({ ctx: { db }, shop }: StageStore): Promise<number> {
  const deadline = performance.now() + WEBHOOKS_WITHIN_SECONDS * 1_000;
  for (;;) {
    const waiting = await db.webhookDelivery.count({ where: { shopDomain: shop.domain, handledAt: null } });
    if (waiting === 0 || performance.now() > deadline) return waiting;
    await pause(200);
  }
}

/** How many rows or groups of a batch have which status, counted one by one and not taken from the batch's counters. */
export async function countByStatus(
  { ctx: { db } }: StageStore,
  batchId: string,
  what: "rows" | "groups",
): Promise<Counts> {
  const query = { by: ["status"], where: { batchId }, _count: true } as const;
  const counted =
    what === "rows"
      ? await db.shopifyUploadProduct.groupBy({ ...query, by: ["status"] })
      : await db.uploadGroup.groupBy({ ...query, by: ["status"] });
  return Object.fromEntries(counted.map(({ status, _count }) => [status, _count]));
}

const withoutZeros = (counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));

/** One sentence when the two differ, whatever the order of their keys. */
export function expectEqual(what: string, found: unknown, expected: unknown): string[] {
  const [left, right] = [inOrder(found), inOrder(expected)];
  return left === right ? [] : [`${what}: ${left} instead of ${right}`];
}

const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
