import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { cutPage, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { keysetCondition, keysetOrder, type KeysetOrder } from "#app/domain/keyset-sql.server.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";

/** A level that no run sets, and why. */
export interface QuarantinedLevelView {
  id: string;
  storeId: string;
  storeName: string;
  variantId: string;
  variantTitle: string;
  sku: string | null;
  productTitle: string | null;
  locationId: string;
  locationName: string | null;
  /** The run that met it; null: the shop told of it. */
  runId: string | null;
  reasonCode: string;
  reason: string;
  quarantinedAt: Date;
}

const newestFirst: KeysetOrder = { column: Prisma.sql`held.id`, type: "bigint", direction: "descending" };

/** The levels in quarantine that the actor may see, newest first. */
export async function listQuarantinedLevels(
  ctx: Context,
  { storeId }: { storeId?: string | undefined },
  page: PageRequest,
): Promise<Page<QuarantinedLevelView>> {
  const onlyStoreId = visibleStoreId(ctx.actor);
  const ofStore = [storeId, onlyStoreId ?? undefined].map((id) =>
    id === undefined ? Prisma.empty : Prisma.sql`AND held.store_id = ${id}::uuid`,
  );
  const levels = await ctx.db.$queryRaw<QuarantinedLevelView[]>`
    SELECT held.id::text AS id, held.store_id AS "storeId", store.name AS "storeName", held.variant_id AS "variantId",
      coalesce(nullif(array_to_string(variant.option_values, ' / '), ''), variant.sku, variant.external_id, 'Variant') AS "variantTitle",
      variant.sku, product.title AS "productTitle", held.location_id AS "locationId", place.name AS "locationName", held.run_id AS "runId",
      held.reason_code AS "reasonCode", held.reason, held.quarantined_at AS "quarantinedAt"
    FROM quarantined_levels held
    JOIN stores store ON store.id = held.store_id
    LEFT JOIN store_locations place ON place.store_id = held.store_id AND place.location_id = held.location_id
    LEFT JOIN variants variant ON variant.id = held.variant_id AND variant.organization_id = held.organization_id
    LEFT JOIN products product ON product.id = variant.product_id
    WHERE held.organization_id = ${ctx.organizationId}::uuid AND held.released_at IS NULL ${Prisma.join(ofStore, " ")}
    ${keysetCondition(page, newestFirst)} ${keysetOrder(page, newestFirst)}`;
  return cutPage(levels, page, ({ id }) => id);
}
