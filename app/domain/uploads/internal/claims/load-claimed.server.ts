import type { ProductLink, VariantLink } from "@prisma/client";
import { z, ZodError } from "zod";
import type { Db } from "#app/platform/db.server.ts";
import type { RowStatus } from "../../transitions.ts";
import { automaticRetryLimit } from "../../upload-limits.ts";
import type { ClaimedDeparture, ClaimedGroup, ClaimedRow, HeldGroup, ProductTie, VariantTie } from "./claimed-group.ts";
import {
  acceptedContentSchema,
  acceptedVariantSchema,
  productSnapshotSchema,
  variantSnapshotSchema,
} from "../snapshot.ts";

/** A claimed group whose stored content is not of the form that the steps need. */
export interface UnreadableGroup {
  id: bigint;
  rowIds: bigint[];
  /** Where in the content, and what is wrong there. */
  field: string;
  problem: string;
}

export interface LoadedGroups {
  groups: ClaimedGroup[];
  departures: ClaimedDeparture[];
  /** Content comes from upstream and from earlier releases: one bad product must not keep the others of its store back. */
  unreadable: UnreadableGroup[];
}

/** Reads claimed groups with their open rows, links and starting stock, in three queries however many they are. */
export async function loadClaimed(db: Db, storeId: string, groupIds: readonly bigint[]): Promise<LoadedGroups> {
  const groups = await findGroups(db, groupIds);
  const productIds = groups.map((group) => group.productId);
  const [productLinks, variantLinks, stock] = await Promise.all([
    db.productLink.findMany({ where: { storeId, productId: { in: productIds } } }),
    db.variantLink.findMany({ where: { storeId, productId: { in: productIds }, goneAt: null } }),
    startingStock(
      db,
      storeId,
      groups.flatMap((group) => group.rows.map((row) => row.variantId)),
    ),
  ]);
  const linkOfProduct = new Map(productLinks.map((link) => [link.productId, link]));
  const linkOfVariant = new Map(variantLinks.map((link) => [link.variantId, link]));
  const loaded: LoadedGroups = { groups: [], departures: [], unreadable: [] };
  for (const group of groups) {
    const known = linkOfProduct.get(group.productId);
    const link = known?.goneAt === null ? known : undefined;
    const variantLinkOf = (variantId: string) => (link ? linkOfVariant.get(variantId) : undefined);
    const held = { ...readGroup(group, storeId), link: link ? readTie(link) : null };
    try {
      if (group.batch.purpose === "DEPARTURE") {
        loaded.departures.push({
          ...held,
          rule: departureSchema.parse(group.payload).departure,
          rows: group.rows.map(({ id, variantId, payloadHash }) => {
            const variantLink = variantLinkOf(variantId);
            return { id, link: variantLink ? readVariantTie(variantLink, payloadHash) : null };
          }),
        });
        continue;
      }
      loaded.groups.push({
        ...held,
        product: productSnapshotSchema.parse(group.payload),
        productHash: group.payloadHash,
        acceptedProductId: group.acceptedAt === null ? null : group.shopifyProductId,
        isDeletedInShop: known !== undefined && known.goneAt !== null && !known.mayBeMadeAnew,
        rows: group.rows.map((row) => readRow(row, variantLinkOf(row.variantId), stock.get(row.variantId) ?? [])),
      });
    } catch (error) {
      if (!(error instanceof ZodError)) throw error;
      const [issue] = error.issues;
      loaded.unreadable.push({
        id: group.id,
        rowIds: group.rows.map((row) => row.id),
        field: issue?.path.join(".") ?? "",
        problem: issue?.message ?? "",
      });
    }
  }
  return loaded;
}

/** All the content that a departure has. */
const departureSchema = z.object({ departure: z.enum(["UNPUBLISH", "ARCHIVE"]) });

/**
 * PROCESSING, said so that PostgreSQL finds the rows by their groups. By the status it would look for what is under way
 * in an index that holds, until the next vacuum, all that ever was: the larger the batch the dearer.
 */
const NOT_UNDER_WAY = ["PENDING", "SUCCESS", "FAILED", "SKIPPED", "CANCELLED"] as const satisfies RowStatus[];

const findGroups = (db: Db, groupIds: readonly bigint[]) =>
  db.uploadGroup.findMany({
    where: { id: { in: [...groupIds] } },
    include: {
      rows: { where: { status: { notIn: [...NOT_UNDER_WAY] } }, orderBy: { id: "asc" } },
      batch: { select: { purpose: true, waitsForDailyLimit: true, automaticRetries: true, productsTotal: true } },
    },
    orderBy: { id: "asc" },
  });

type StoredGroup = Awaited<ReturnType<typeof findGroups>>[number];

const readGroup = (group: StoredGroup, storeId: string): Omit<HeldGroup, "link" | "rows"> => ({
  id: group.id,
  organizationId: group.organizationId,
  batchId: group.batchId,
  storeId,
  productId: group.productId,
  isUnclear: group.isUnclear,
  failedAttempts: group.failedAttempts,
  errorCode: group.errorCode,
  hasRetriesLeft: group.batch.automaticRetries < automaticRetryLimit(group.batch.productsTotal),
  waitsForDailyLimit: group.batch.waitsForDailyLimit,
});

/** Accepted content that can no longer be read is as good as unknown. */
function readTie(link: ProductLink): ProductTie {
  const accepted = acceptedContentSchema.nullable().safeParse(link.accepted);
  return {
    shopifyProductId: link.shopifyProductId,
    acceptedHash: accepted.success ? link.acceptedHash : null,
    accepted: accepted.success ? accepted.data : null,
    publishedTo: link.isCreatedByApp ? link.publishedTo : null,
    ...(link.departedAt === null ? {} : { departed: { by: link.departedAs === "LEAVE" ? null : link.departedAs } }),
  };
}

function readVariantTie(link: VariantLink, hash: string): VariantTie {
  const { shopifyVariantId, shopifyInventoryItemId, acceptedHash } = link;
  const tie = { shopifyVariantId, shopifyInventoryItemId, acceptedHash };
  const accepted = acceptedHash === hash ? null : acceptedVariantSchema.safeParse(link.accepted);
  return accepted?.success ? { ...tie, accepted: accepted.data } : tie;
}

const readRow = (
  row: StoredGroup["rows"][number],
  link: VariantLink | undefined,
  stock: ClaimedRow["stock"],
): ClaimedRow => ({
  id: row.id,
  variantId: row.variantId,
  variant: variantSnapshotSchema.parse(row.payload),
  hash: row.payloadHash,
  retryCount: row.retryCount,
  link: link ? readVariantTie(link, row.payloadHash) : null,
  stock,
});

interface StockRow {
  variant_id: string;
  location_id: string;
  quantity: number;
}

/**
 * Available stock per Shopify location: on hand less reserved and held, never below 0, summed over the warehouses that
 * the nearest route maps to the location. A route without a map sends all warehouses to the store's primary location.
 */
async function startingStock(
  db: Db,
  storeId: string,
  variantIds: readonly string[],
): Promise<Map<string, { locationId: string; quantity: number }[]>> {
  const found = await db.$queryRaw<StockRow[]>`
    SELECT level.variant_id, place.location_id,
      sum(greatest(0, level.on_hand - level.reserved - level.hold))::int AS quantity
    FROM stock_levels level
    JOIN variants v ON v.id = level.variant_id AND v.is_tracked
    JOIN warehouses warehouse ON warehouse.id = level.warehouse_id
    JOIN products p ON p.id = v.product_id
    JOIN categories c ON c.id = p.category_id
    JOIN stores store ON store.id = ${storeId}::uuid
    CROSS JOIN LATERAL (
      SELECT route.location_map FROM routes route
      WHERE route.store_id = store.id AND route.category_id = ANY (c.lineage)
      ORDER BY array_position(c.lineage, route.category_id) DESC
      LIMIT 1
    ) AS nearest
    CROSS JOIN LATERAL (
      SELECT CASE WHEN nearest.location_map = '{}'::jsonb THEN store.primary_location_id
        ELSE nearest.location_map ->> warehouse.code END AS location_id
    ) AS place
    WHERE level.variant_id = ANY (${[...variantIds]}::uuid[]) AND place.location_id IS NOT NULL
    GROUP BY level.variant_id, place.location_id
    ORDER BY level.variant_id, place.location_id`;
  const byVariant = new Map<string, { locationId: string; quantity: number }[]>();
  for (const row of found) {
    const levels = byVariant.get(row.variant_id) ?? [];
    levels.push({ locationId: row.location_id, quantity: row.quantity });
    byVariant.set(row.variant_id, levels);
  }
  return byVariant;
}
