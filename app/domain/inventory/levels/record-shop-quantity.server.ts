import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { noteStockDue } from "../note-stock-due.server.ts";

export interface ShopQuantity {
  storeId: string;
  /** `gid://shopify/InventoryItem/…` */
  inventoryItemId: string;
  /** `gid://shopify/Location/…` */
  locationId: string;
  available: number;
  /** Shopify's own time of the change. */
  updatedAt: Date;
}

/**
 * recorded: it is known now, and what differs is a change of the shop's own. echo: what we set, or what was known. older:
 * newer news was there before. doubtful: nobody can tell whether it came before or after what is known, so the level is
 * read soon. unknown: no level of a linked variant that was ever compared.
 */
export type RecordedQuantity = "recorded" | "echo" | "older" | "doubtful" | "unknown";

/** Our clock and Shopify's differ by less. */
const CLOCKS_DIFFER_MS = 5_000;

/** News that is older than what is known by so much is older whatever the clocks say. */
const SURELY_OLDER_MS = 5 * 60_000;

interface KnownLevel {
  variantId: string;
  organizationId: string;
  knownQuantity: number;
  knownAt: Date;
  shopUpdatedAt: Date | null;
  /** Set by a call that was sent and whose answer is not stored. */
  openTarget: number | null;
}

/**
 * Takes note of what a webhook says that a shop has of an item at a location. Older news never wins, and what we set
 * ourselves is recognized, also before our own answer is stored. Joins the caller's transaction.
 */
export async function recordShopQuantity(
  runtime: Pick<Runtime, "db" | "queue">,
  told: ShopQuantity,
): Promise<RecordedQuantity> {
  return inTransaction(runtime.db, async (tx) => {
    const levels = await lockLevels(tx, told);
    if (levels.length === 0) return "unknown";
    const outcomes: RecordedQuantity[] = [];
    for (const level of levels) outcomes.push(await record(tx, runtime, level, told));
    return outcomes.find((outcome) => outcome === "doubtful" || outcome === "recorded") ?? outcomes[0] ?? "unknown";
  });
}

/** Locks before it looks for open calls: a call that is answered meanwhile is then seen as answered. */
async function lockLevels(tx: Tx, { storeId, inventoryItemId, locationId }: ShopQuantity): Promise<KnownLevel[]> {
  const locked = await tx.$queryRaw<{ variant_id: string }[]>`
    SELECT variant_id FROM inventory_levels
    WHERE store_id = ${storeId}::uuid AND inventory_item_id = ${inventoryItemId} AND location_id = ${locationId}
    ORDER BY variant_id FOR UPDATE`;
  if (locked.length === 0) return [];
  return tx.$queryRaw<KnownLevel[]>`
    SELECT level.variant_id AS "variantId", level.organization_id AS "organizationId", level.known_quantity AS "knownQuantity",
      level.known_at AS "knownAt", level.shop_updated_at AS "shopUpdatedAt", open.target AS "openTarget"
    FROM inventory_levels level
    LEFT JOIN LATERAL (
      SELECT mine.target FROM inventory_run_rows mine JOIN inventory_calls call ON call.id = mine.call_id
      WHERE mine.variant_id = level.variant_id AND mine.status = 'PENDING' AND mine.store_id = level.store_id
        AND mine.location_id = level.location_id AND call.outcome = 'INTENT'
      LIMIT 1) AS open ON true
    WHERE level.store_id = ${storeId}::uuid AND level.inventory_item_id = ${inventoryItemId} AND level.location_id = ${locationId}`;
}

async function record(
  tx: Tx,
  runtime: Pick<Runtime, "queue">,
  level: KnownLevel,
  { storeId, locationId, available, updatedAt }: ShopQuantity,
): Promise<RecordedQuantity> {
  const judged = judge(level, available, updatedAt);
  if (judged === "older") return judged;
  const { variantId, organizationId } = level;
  const isRecorded = judged === "recorded";
  await tx.$executeRaw`
    UPDATE inventory_levels SET shop_updated_at = ${updatedAt},
      revision = revision + ${judged === "echo" ? 0 : 1}::int, is_doubtful = is_doubtful OR ${judged === "doubtful"}::boolean,
      known_quantity = CASE WHEN ${isRecorded}::boolean THEN ${available}::int ELSE known_quantity END,
      known_at = CASE WHEN ${isRecorded}::boolean THEN ${updatedAt}::timestamptz ELSE known_at END
    WHERE store_id = ${storeId}::uuid AND variant_id = ${variantId}::uuid AND location_id = ${locationId}`;
  if (isRecorded)
    await tx.inventoryMovement.create({
      data: { storeId, variantId, locationId, delta: available - level.knownQuantity, occurredAt: updatedAt },
    });
  if (judged === "doubtful") await noteStockDue(tx, runtime, { organizationId, variantIds: [variantId], storeId });
  return judged;
}

function judge(level: KnownLevel, available: number, updatedAt: Date): RecordedQuantity {
  const { knownQuantity, knownAt, shopUpdatedAt, openTarget } = level;
  if (shopUpdatedAt && updatedAt < shopUpdatedAt) return "older";
  if (openTarget !== null) return available === openTarget ? "echo" : "doubtful";
  if (available === knownQuantity) return "echo";
  // Shopify tells the time to the second, and more than one thing may be sold in one.
  if (shopUpdatedAt && updatedAt.getTime() === shopUpdatedAt.getTime()) return "doubtful";
  const aheadMs = updatedAt.getTime() - knownAt.getTime();
  if (aheadMs < -SURELY_OLDER_MS) return "older";
  return aheadMs > CLOCKS_DIFFER_MS ? "recorded" : "doubtful";
}
