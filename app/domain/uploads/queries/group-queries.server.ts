import { Prisma } from "@prisma/client";
import type { UploadSkipReason } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { cutPage, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { keysetCondition, keysetOrder, type KeysetOrder } from "#app/domain/keyset-sql.server.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import type { RowStatus } from "../transitions.ts";
import { firstRowsOfGroups, statusLiterals, type RowView } from "./row-queries.server.ts";

/** One product on its way to one store, with the first of its rows. */
export interface GroupView {
  id: string;
  productId: string;
  productTitle: string;
  imageUrl: string | null;
  storeId: string | null;
  storeName: string | null;
  shopDomain: string | null;
  status: RowStatus;
  /** Why nothing of it was sent. A product that the store has just as it is keeps no rows. */
  skipReason: UploadSkipReason | null;
  shopifyProductId: string | null;
  /** Somebody deleted what this upload left in the shop; null while it is there, or another has taken its place since. */
  deletedInShop: { at: Date; asksFirst: boolean } | null;
  rowCount: number;
  /** At most `ROWS_PER_GROUP`, of the asked status when one was asked for. */
  rows: RowView[];
}

export interface GroupFilter {
  /** Groups that have a row of this status, with those rows alone. */
  status?: RowStatus | undefined;
  productId?: string | undefined;
}

const inOrder: KeysetOrder = { column: Prisma.sql`g.id`, type: "bigint", direction: "ascending" };

/** Unchanged products keep no rows. By a union and not by "or", so that each part is found by an index of its own. */
const unchangedOf = (batchId: string): Prisma.Sql => Prisma.sql`UNION ALL
  SELECT own.id FROM upload_groups own
  WHERE own.batch_id = ${batchId}::uuid AND own.status = 'SKIPPED' AND own.skip_reason = 'UNCHANGED'`;

type FoundGroup = Omit<GroupView, "rows" | "deletedInShop"> & { goneAt: Date | null; asksFirst: boolean | null };

/** The products of a batch, one entry for each store, in the order of the upload. The batch's existence is not checked. */
export async function listGroups(
  ctx: Context,
  batchId: string,
  filter: GroupFilter,
  page: PageRequest,
): Promise<Page<GroupView>> {
  const storeId = visibleStoreId(ctx.actor);
  const inStore = storeId === null ? Prisma.empty : Prisma.sql`AND g.store_id = ${storeId}::uuid`;
  const ofProduct =
    filter.productId === undefined ? Prisma.empty : Prisma.sql`AND g.product_id = ${filter.productId}::uuid`;
  const withRows =
    filter.status === undefined
      ? Prisma.empty
      : Prisma.sql`AND g.id IN (SELECT r.group_id FROM shopify_upload_products r
          WHERE r.batch_id = ${batchId}::uuid AND r.status = ${statusLiterals[filter.status]}
          ${filter.status === "SKIPPED" ? unchangedOf(batchId) : Prisma.empty})`;
  const found = await ctx.db.$queryRaw<FoundGroup[]>`
    SELECT g.id::text AS id, g.product_id AS "productId", g.store_id AS "storeId", g.status, g.skip_reason AS "skipReason",
      g.shopify_product_id AS "shopifyProductId", g.row_count AS "rowCount",
      coalesce(nullif(p.title, ''), nullif(g.payload ->> 'title', ''), p.external_id, 'Untitled product') AS "productTitle",
      gone.gone_at AS "goneAt",
      NOT gone.may_be_made_anew AND (s.deleted_product_rule = 'ASK' OR brake.stopped_at IS NOT NULL) AS "asksFirst",
      p.images -> 0 ->> 'url' AS "imageUrl", s.name AS "storeName", s.shop_domain AS "shopDomain"
    FROM upload_groups g
    LEFT JOIN products p ON p.id = g.product_id AND p.organization_id = g.organization_id
    LEFT JOIN stores s ON s.id = g.store_id AND s.organization_id = g.organization_id
    LEFT JOIN gone_brakes brake ON brake.store_id = s.id
    LEFT JOIN product_links gone ON gone.store_id = g.store_id AND gone.product_id = g.product_id
      AND gone.shopify_product_id = g.shopify_product_id AND gone.gone_at IS NOT NULL
    WHERE g.organization_id = ${ctx.organizationId}::uuid AND g.batch_id = ${batchId}::uuid
      ${inStore} ${ofProduct} ${withRows}
    ${keysetCondition(page, inOrder)} ${keysetOrder(page, inOrder)}`;
  const { items, next, previous } = cutPage(found, page, ({ id }) => id);
  const rows = await firstRowsOfGroups(
    ctx,
    items.map(({ id }) => id),
    filter.status,
  );
  return {
    items: items.map(({ goneAt, asksFirst, ...group }) => ({
      ...group,
      deletedInShop: goneAt === null ? null : { at: goneAt, asksFirst: asksFirst === true },
      rows: rows.get(group.id) ?? [],
    })),
    next,
    previous,
  };
}
