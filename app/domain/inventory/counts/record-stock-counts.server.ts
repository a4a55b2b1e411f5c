import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { noteStockDue } from "../note-stock-due.server.ts";
import type { StockCount, StockOutcome, StockRejection } from "./stock-count.ts";

/** Clocks of two systems differ. */
const MAY_BE_AHEAD_MS = 5 * 60_000;

export interface RecordedCount {
  outcome: StockOutcome;
  variantId: string | null;
  /** Why it was rejected. */
  code: StockRejection | null;
}

interface FoundCount {
  position: number;
  variantId: string | null;
  warehouseId: string | null;
}

/**
 * Brings counts of stock into the catalog, set-based, in one transaction, and has what changed compared with the shops
 * soon. A count that is older than the known one, or than another of these of the same level, changes nothing. Answers
 * what became of each, in order; one that cannot be taken keeps none of the others back.
 * @throws {ForbiddenError} for an actor who may not change the whole catalog.
 */
export async function recordStockCounts(
  ctx: Context,
  { counts, makesWarehouses }: { counts: readonly StockCount[]; makesWarehouses: boolean },
): Promise<RecordedCount[]> {
  requirePermission(ctx.actor, "upload");
  const now = ctx.clock.now();
  const dated = counts.map((count) => ({ ...count, asOf: count.asOf ?? now.toISOString() }));
  return inTransaction(
    ctx.db,
    async (tx) => {
      if (makesWarehouses) await makeWarehouses(tx, ctx, [...new Set(counts.map(({ warehouse }) => warehouse))]);
      const found = await findLevels(tx, ctx, dated);
      const results: RecordedCount[] = dated.map((count, position) => {
        const { variantId = null, warehouseId = null } = found[position] ?? {};
        const code = rejectionOf(count, { variantId, warehouseId }, now);
        return { outcome: code === null ? "older" : "rejected", variantId, code };
      });
      const newest = newestOfLevels(dated, found, results);
      const written = await writeLevels(tx, ctx, newest);
      for (const { position, isChanged } of written) {
        const result = results[position];
        if (result) result.outcome = isChanged ? "updated" : "unchanged";
      }
      const variantIds = written.flatMap(({ position, isDue }) => (isDue ? (results[position]?.variantId ?? []) : []));
      await noteStockDue(tx, ctx, { organizationId: ctx.organizationId, variantIds: [...new Set(variantIds)] });
      return results;
    },
    { timeoutMs: 60_000 },
  );
}

type DatedCount = StockCount & { asOf: string };

function rejectionOf(
  count: DatedCount,
  { variantId, warehouseId }: Pick<FoundCount, "variantId" | "warehouseId">,
  now: Date,
): StockRejection | null {
  const isNamed = count.variantId !== undefined || (count.product !== undefined && count.variant !== undefined);
  if (!isNamed) return "stock.variant-unnamed";
  if (variantId === null) return "stock.variant-unknown";
  if (warehouseId === null) return "stock.warehouse-unknown";
  return Date.parse(count.asOf) > now.getTime() + MAY_BE_AHEAD_MS ? "stock.time-ahead" : null;
}

async function makeWarehouses(tx: Tx, { organizationId }: Context, codes: readonly string[]): Promise<void> {
  const rows = codes.map((code) => ({ organizationId, code, name: code }));
  await tx.warehouse.createMany({ data: rows, skipDuplicates: true });
}

function findLevels(tx: Tx, { organizationId }: Context, counts: readonly DatedCount[]): Promise<FoundCount[]> {
  const rows = counts.map(({ variantId, product, variant, warehouse }, position) => {
    return { position, variantId: variantId ?? null, product: product ?? null, variant: variant ?? null, warehouse };
  });
  return tx.$queryRaw<FoundCount[]>`
    SELECT given.position, coalesce(by_id.id, by_name.id) AS "variantId", warehouse.id AS "warehouseId"
    FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS given(position int, "variantId" uuid, product text, variant text, warehouse text)
    LEFT JOIN variants by_id ON by_id.id = given."variantId" AND by_id.organization_id = ${organizationId}::uuid
    LEFT JOIN products product ON given."variantId" IS NULL AND product.organization_id = ${organizationId}::uuid
      AND product.external_id = given.product
    LEFT JOIN variants by_name ON by_name.product_id = product.id AND by_name.external_id = given.variant
    LEFT JOIN warehouses warehouse ON warehouse.organization_id = ${organizationId}::uuid
      AND warehouse.code = given.warehouse
    ORDER BY given.position`;
}

interface LevelToWrite {
  position: number;
  variantId: string;
  warehouseId: string;
  onHand: number;
  reserved: number;
  hold: number;
  asOf: string;
}

/** Of several counts of one level the newest, the last of equally old ones. */
function newestOfLevels(
  counts: readonly DatedCount[],
  found: readonly FoundCount[],
  results: readonly RecordedCount[],
): LevelToWrite[] {
  const newest = new Map<string, LevelToWrite>();
  for (const [position, { onHand, reserved, hold, asOf }] of counts.entries()) {
    const { variantId = null, warehouseId = null } = found[position] ?? {};
    if (results[position]?.outcome === "rejected" || variantId === null || warehouseId === null) continue;
    const level = `${variantId} ${warehouseId}`;
    const known = newest.get(level);
    if (known && Date.parse(known.asOf) > Date.parse(asOf)) continue;
    newest.set(level, { position, variantId, warehouseId, onHand, reserved, hold, asOf });
  }
  return [...newest.values()];
}

interface WrittenLevel {
  position: number;
  isChanged: boolean;
  /** A newer count of an equal quantity matters, too, where the shop's own sales since then are added to it. */
  isDue: boolean;
}

function writeLevels(tx: Tx, { organizationId }: Context, levels: readonly LevelToWrite[]): Promise<WrittenLevel[]> {
  if (levels.length === 0) return Promise.resolve([]);
  return tx.$queryRaw<WrittenLevel[]>`
    WITH given AS (
      SELECT * FROM json_to_recordset(${JSON.stringify(levels)}::json) AS given(position int, "variantId" uuid,
        "warehouseId" uuid, "onHand" int, reserved int, hold int, "asOf" timestamptz)),
    before AS (
      SELECT given.position, level.on_hand, level.reserved, level.hold
      FROM given JOIN stock_levels level
        ON level.variant_id = given."variantId" AND level.warehouse_id = given."warehouseId"),
    written AS (
      INSERT INTO stock_levels (variant_id, warehouse_id, organization_id, on_hand, reserved, hold, as_of)
      SELECT "variantId", "warehouseId", ${organizationId}::uuid, "onHand", reserved, hold, "asOf" FROM given
      ORDER BY "variantId", "warehouseId"
      ON CONFLICT (variant_id, warehouse_id) DO UPDATE SET on_hand = excluded.on_hand, reserved = excluded.reserved,
        hold = excluded.hold, as_of = excluded.as_of
      WHERE stock_levels.as_of <= excluded.as_of
      RETURNING variant_id, warehouse_id)
    SELECT given.position, change.is_one AS "isChanged", change.is_one OR EXISTS (
        SELECT 1 FROM routes route
        WHERE route.organization_id = ${organizationId}::uuid AND route.stock_mode = 'SHOPIFY_COUNTS_ORDERS') AS "isDue"
    FROM written
    JOIN given ON given."variantId" = written.variant_id AND given."warehouseId" = written.warehouse_id
    LEFT JOIN before ON before.position = given.position
    CROSS JOIN LATERAL (SELECT (before.on_hand, before.reserved, before.hold)
      IS DISTINCT FROM (given."onHand", given.reserved, given.hold) AS is_one) AS change`;
}
