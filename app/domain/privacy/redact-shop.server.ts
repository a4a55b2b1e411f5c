import { Prisma } from "@prisma/client";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Runtime } from "#app/domain/context.ts";
import { disconnectStore } from "#app/domain/stores/disconnect-store.server.ts";
import { shopifyActor } from "#app/domain/stores/shopify-actor.ts";
import { findStoreByShop } from "#app/domain/stores/store-queries.server.ts";
import { cancelStoreUploads } from "#app/domain/uploads/steering/cancel-store-uploads.server.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { forgetJobs } from "#app/platform/forget-jobs.server.ts";
import { batchesOf, forgetExamples, forgetGroups, type UploadsCursor } from "./internal/forget-uploads.server.ts";
import { DELETED_TABLES, type ShopTable } from "./internal/shop-tables.ts";

export interface RedactShopInput {
  shopDomain: string;
}

interface Shop {
  shopDomain: string;
  /** Null for a shop that no organization has claimed. */
  storeId: string | null;
}

const SLICE_ROWS = 2_000;
const DONE = "Everything of the shop was deleted.";
const INSTALLED_AGAIN = "Nothing was deleted: the app has been installed in the shop again.";

/** Ends the work between two slices. */
class Interrupted extends Error {
  readonly outcome: "stopped" | "installed-again";
  constructor(outcome: "stopped" | "installed-again") {
    super(outcome);
    this.outcome = outcome;
  }
}

/**
 * Deletes everything of a shop that asked for it: tokens, links, what was sent and came back, its webhooks, stock and
 * budget, its merchants, waiting jobs. What is the organization's own stays, without anything of the shop in it; nothing
 * of its other shops is touched. In slices, each of which may be done again; a shop that comes back in between keeps what
 * is left. "nothing-asked" when no request is open.
 */
export async function redactShop(
  runtime: Runtime,
  { shopDomain }: RedactShopInput,
  signal: AbortSignal,
): Promise<"redacted" | "stopped" | "installed-again" | "nothing-asked"> {
  const where = { shopDomain, kind: "SHOP_REDACTION" as const, completedAt: null };
  const asked = await runtime.db.privacyRequest.findFirst({ where, orderBy: { requestedAt: "desc" } });
  if (!asked) return "nothing-asked";
  // The news of the uninstall may have been lost. It is two days older than the request, but not told in it.
  const left = await disconnectStore(runtime, { shopDomain, uninstalledAt: asked.requestedAt });
  const store = await findStoreByShop(runtime.db, shopDomain);
  const shop = { shopDomain, storeId: store?.id ?? null };
  try {
    if (left === "stale") throw new Interrupted("installed-again");
    await forgetUploads(runtime, shop, signal);
    for (const table of DELETED_TABLES) await deleteRows(runtime, shop, table, signal);
    await slice(runtime, shop, signal, (tx) => finish(tx, runtime, shop));
    runtime.log.info({ shopDomain, storeId: shop.storeId }, "Everything of a shop was deleted.");
    return "redacted";
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    if (error.outcome === "stopped") return "stopped";
    const now = runtime.clock.now();
    await runtime.db.privacyRequest.updateMany({ where, data: { answer: INSTALLED_AGAIN, completedAt: now } });
    return "installed-again";
  }
}

/** One transaction of the deletion, unless the shop has come back or the process has to end. */
async function slice<Result>(
  runtime: Runtime,
  { storeId }: Shop,
  signal: AbortSignal,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  if (signal.aborted) throw new Interrupted("stopped");
  return inTransaction(runtime.db, async (tx) => {
    if (storeId !== null) {
      // A store that comes back waits for the slice, and no slice begins after it.
      const left = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM stores WHERE id = ${storeId}::uuid AND status = 'UNINSTALLED' FOR SHARE`;
      if (left.length === 0) throw new Interrupted("installed-again");
    }
    return work(tx);
  });
}

async function deleteRows(runtime: Runtime, shop: Shop, { table, of }: ShopTable, signal: AbortSignal): Promise<void> {
  if (of.includes("$store") && shop.storeId === null) return;
  const rows = Prisma.raw(table);
  const isOfShop = conditionOf(of, shop);
  for (;;) {
    const deleted = await slice(
      runtime,
      shop,
      signal,
      (tx) => tx.$executeRaw`
        DELETE FROM ${rows} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${rows} WHERE ${isOfShop} LIMIT ${SLICE_ROWS}))`,
    );
    if (deleted < SLICE_ROWS) return;
  }
}

/** The written condition with its values bound. */
function conditionOf(of: string, { storeId, shopDomain }: Shop): Prisma.Sql {
  const parts = of.split(/(\$store|\$shop)/).map((part) => {
    if (part === "$store") return Prisma.sql`${storeId}::uuid`;
    return part === "$shop" ? Prisma.sql`${shopDomain}` : Prisma.raw(part);
  });
  return Prisma.join(parts, "");
}

async function forgetUploads(runtime: Runtime, shop: Shop, signal: AbortSignal): Promise<void> {
  const { storeId } = shop;
  if (storeId === null) return;
  await cancelStoreUploads(runtime, storeId, { signal });
  const batchIds = await slice(runtime, shop, signal, (tx) => batchesOf(tx, storeId));
  for (const batchId of batchIds) {
    let groupId: bigint | null = 0n;
    while (groupId !== null) {
      const after: UploadsCursor = { batchId, groupId };
      groupId = await slice(runtime, shop, signal, (tx) => forgetGroups(tx, storeId, after));
    }
    await slice(runtime, shop, signal, (tx) => forgetExamples(tx, storeId, batchId));
  }
}

/** What is left of the shop once its rows are gone: a name to know it by, if it comes back. */
async function finish(tx: Tx, { clock }: Runtime, { storeId, shopDomain }: Shop): Promise<void> {
  const now = clock.now();
  await forgetJobs(tx, { storeId, shopDomain });
  await tx.privacyRequest.updateMany({
    where: { shopDomain, kind: "SHOP_REDACTION", completedAt: null },
    data: { answer: DONE, completedAt: now },
  });
  if (storeId === null) return;
  await tx.route.updateMany({ where: { storeId }, data: { publicationIds: [], collectionIds: [], locationMap: {} } });
  const store = await tx.store.update({
    where: { id: storeId },
    data: {
      name: shopDomain,
      ianaTimezone: "UTC",
      primaryLocationId: null,
      statusReason: DONE,
      createsParkedUntil: null,
      limitTrialGroupId: null,
      heldUntil: null,
      identityDefinedAt: null,
      redactedAt: now,
    },
    select: { organizationId: true },
  });
  await recordActivity(
    tx,
    { organizationId: store.organizationId, actor: shopifyActor },
    { action: "store.redacted", subjectType: "store", subjectId: storeId },
  );
}
