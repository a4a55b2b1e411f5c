import { Prisma } from "@prisma/client";
import type { Db } from "#app/platform/db.server.ts";
import type { ClaimedDeparture } from "../claims/claimed-group.ts";
import type { Settlement } from "../settling/settlement.ts";
import { belongsTo } from "./leaving-sql.server.ts";

interface SortedDepartures {
  leaving: ClaimedDeparture[];
  /** Ends those of products that go to the store again: a route or an approval came back before the departure was sent. */
  stays: Settlement[];
}

export async function sortDepartures(
  db: Db,
  storeId: string,
  departures: readonly ClaimedDeparture[],
): Promise<SortedDepartures> {
  if (departures.length === 0) return { leaving: [], stays: [] };
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM products p JOIN categories c ON c.id = p.category_id
    WHERE p.id = ANY (${departures.map(({ productId }) => productId)}::uuid[]) AND ${belongsTo(Prisma.sql`${storeId}::uuid`)}`;
  const belonging = new Set(found.map(({ id }) => id));
  return {
    leaving: departures.filter(({ productId }) => !belonging.has(productId)),
    stays: departures
      .filter(({ productId }) => belonging.has(productId))
      .map(({ id, rows }) => ({
        groupId: id,
        rows: rows.map((row) => ({ rowId: row.id, status: "SKIPPED", skipReason: "BELONGS_AGAIN" })),
      })),
  };
}
