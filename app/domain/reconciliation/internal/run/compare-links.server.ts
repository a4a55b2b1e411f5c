import { Prisma } from "@prisma/client";
import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import type { KnownVariantLink } from "../../plan-link-repairs.ts";
import { recordFindings, resolveFindings } from "../record-findings.server.ts";
import { moveRun, snapshotAtOf, type ClaimedRun } from "./claimed-run.server.ts";
import { decideLink, type ComparedLink, type LinkDecision } from "./decide-link.ts";
import { saveDecisions } from "./save-decisions.server.ts";
import { requireSnapshot } from "./stage-snapshot.server.ts";

const LINKS_PER_SLICE = 1_000;

interface SliceOutcome {
  run: ClaimedRun;
  isLast: boolean;
}

/**
 * Compares all links of the store with the snapshot, slice by slice. SQL tells which links differ; what becomes of those
 * is decided by the rules that webhooks follow, and committed with the slice. A link that changed after the shop was
 * read, or of which newer news were applied, is left alone: older news never win.
 */
export async function compareLinks(runtime: Runtime, given: ClaimedRun, signal: AbortSignal): Promise<ClaimedRun> {
  let run = given;
  while (!signal.aborted) {
    const slice = await inTransaction(runtime.db, (tx) => compareSlice(tx, run));
    run = slice.run;
    if (slice.isLast) return moveRun(runtime.db, run, { step: "IDENTITIES", cursor: null });
  }
  return run;
}

async function compareSlice(tx: Tx, run: ClaimedRun): Promise<SliceOutcome> {
  await requireSnapshot(tx, run);
  const after = run.cursor === null ? Prisma.empty : Prisma.sql`AND link.product_id > ${run.cursor}::uuid`;
  const slice = await tx.$queryRaw<SliceRow[]>`
    SELECT link.product_id, ${isNewer(run)} AS is_newer, ${DIFFERS} AS differs
    FROM product_links link ${shopOf(run)}
    WHERE link.store_id = ${run.storeId}::uuid ${after}
    ORDER BY link.product_id LIMIT ${LINKS_PER_SLICE}`;
  const last = slice.at(-1);
  if (!last) return { run, isLast: true };
  const differing = slice.filter((row) => row.differs && !row.is_newer).map((row) => row.product_id);
  if (differing.length > 0) await repair(tx, run, differing);
  const compared = slice.filter((row) => !row.is_newer).map((row) => row.product_id);
  await rememberNews(tx, run, compared);
  const moved = await moveRun(tx, run, {
    cursor: last.product_id,
    linksCompared: { increment: slice.length },
    linksLeftAlone: { increment: slice.length - compared.length },
  });
  return { run: moved, isLast: slice.length < LINKS_PER_SLICE };
}

interface SliceRow {
  product_id: string;
  is_newer: boolean;
  differs: boolean;
}

const shopOf = (run: ClaimedRun): Prisma.Sql => Prisma.sql`
  LEFT JOIN shop_snapshot_products shop
    ON shop.run_id = ${run.id}::uuid AND shop.shopify_product_id = link.shopify_product_id`;

/** Over a link and what the shop shows of it: whether the link knows something that is newer. */
const isNewer = (run: ClaimedRun): Prisma.Sql => Prisma.sql`(
  link.updated_at > ${snapshotAtOf(run)} OR coalesce(link.shopify_updated_at > shop.shopify_updated_at, FALSE))`;

/** A variant whose link is gone may have been made again only where the product has variants that are nobody's. */
const DIFFERS = Prisma.sql`CASE
  WHEN shop.shopify_product_id IS NULL THEN link.gone_at IS NULL
  WHEN link.gone_at IS NOT NULL OR link.handle IS DISTINCT FROM shop.handle
    OR link.lacks_identity <> (shop.identity IS NULL) THEN TRUE
  ELSE EXISTS (
    SELECT 1 FROM variant_links ours
    LEFT JOIN shop_snapshot_variants theirs ON theirs.run_id = shop.run_id
      AND theirs.shopify_product_id = shop.shopify_product_id AND theirs.shopify_variant_id = ours.shopify_variant_id
    WHERE ours.store_id = link.store_id AND ours.product_id = link.product_id AND CASE
      WHEN theirs.shopify_variant_id IS NOT NULL
        THEN ours.gone_at IS NOT NULL OR ours.shopify_inventory_item_id <> theirs.shopify_inventory_item_id
      WHEN ours.gone_at IS NULL THEN TRUE
      ELSE EXISTS (
        SELECT 1 FROM shop_snapshot_variants free
        WHERE free.run_id = shop.run_id AND free.shopify_product_id = shop.shopify_product_id AND NOT EXISTS (
          SELECT 1 FROM variant_links owner
          WHERE owner.store_id = link.store_id AND owner.shopify_variant_id = free.shopify_variant_id))
    END)
  END`;

/** Locks the links first: what a webhook or an upload has done with them meanwhile is seen, and then left alone. */
async function repair(tx: Tx, run: ClaimedRun, productIds: readonly string[]): Promise<void> {
  const links = await lockLinks(tx, run, productIds);
  const decisions = links.map((link): [ComparedLink, LinkDecision] => [link, decideLink(link)]);
  await saveDecisions(tx, run, decisions);
  const findings = decisions.flatMap(([, decision]) => decision.findings);
  const variantIds = links.flatMap((link) => link.variants.map(({ variantId }) => variantId));
  const stillOpen = findings.filter(({ isOpen }) => isOpen).map(({ subject }) => subject);
  await resolveFindings(tx, run, { kind: "AMBIGUOUS_VARIANTS", subjects: variantIds, except: stillOpen });
  await recordFindings(tx, { ...run, runId: run.id }, findings);
}

async function lockLinks(tx: Tx, run: ClaimedRun, productIds: readonly string[]): Promise<ComparedLink[]> {
  const ids = [...productIds];
  await tx.$queryRaw`
    SELECT 1 FROM product_links WHERE store_id = ${run.storeId}::uuid AND product_id = ANY (${ids}::uuid[])
    ORDER BY product_id FOR UPDATE`;
  const links = await tx.$queryRaw<LinkRow[]>`
    SELECT link.product_id, link.shopify_product_id, link.handle, link.gone_at IS NOT NULL AS is_gone, link.lacks_identity,
      shop.handle AS shop_handle, shop.identity, shop.shopify_updated_at
    FROM product_links link ${shopOf(run)}
    WHERE link.store_id = ${run.storeId}::uuid AND link.product_id = ANY (${ids}::uuid[]) AND NOT ${isNewer(run)}
    ORDER BY link.product_id`;
  const ours = Map.groupBy(await findVariantLinks(tx, run, ids), ({ productId }) => productId);
  const theirs = Map.groupBy(await findShopVariants(tx, run, links), ({ shopifyProductId }) => shopifyProductId);
  return links.map((link): ComparedLink => {
    const variants = theirs.get(link.shopify_product_id) ?? [];
    return {
      productId: link.product_id,
      shopifyProductId: link.shopify_product_id,
      handle: link.handle,
      isGone: link.is_gone,
      lacksIdentity: link.lacks_identity,
      variants: ours.get(link.product_id) ?? [],
      shop:
        link.shop_handle === null || link.shopify_updated_at === null
          ? null
          : {
              shopifyProductId: link.shopify_product_id,
              handle: link.shop_handle,
              identity: link.identity,
              updatedAt: link.shopify_updated_at,
              variants,
              allVariantIds: new Set(variants.map(({ shopifyVariantId }) => shopifyVariantId)),
            },
    };
  });
}

interface LinkRow {
  product_id: string;
  shopify_product_id: string;
  handle: string | null;
  is_gone: boolean;
  lacks_identity: boolean;
  shop_handle: string | null;
  identity: string | null;
  shopify_updated_at: Date | null;
}

const findVariantLinks = (tx: Tx, run: ClaimedRun, productIds: string[]) =>
  tx.$queryRaw<(KnownVariantLink & { productId: string })[]>`
    SELECT link.product_id AS "productId", link.variant_id AS "variantId", link.shopify_variant_id AS "shopifyVariantId",
      link.shopify_inventory_item_id AS "shopifyInventoryItemId", coalesce(link.sku, variant.sku) AS sku,
      variant.option_values AS "optionValues", link.gone_at IS NOT NULL AS "isGone",
      link.gone_at IS NULL AND link.updated_at > ${snapshotAtOf(run)} AS "isYoung"
    FROM variant_links link JOIN variants variant ON variant.id = link.variant_id
    WHERE link.store_id = ${run.storeId}::uuid AND link.product_id = ANY (${productIds}::uuid[])
    ORDER BY variant.position, variant.id`;

export interface SnapshotVariant {
  shopifyProductId: string;
  shopifyVariantId: string;
  shopifyInventoryItemId: string;
  sku: string | null;
  barcode: string | null;
  optionValues: string[];
}

/** The variants of these products as the snapshot has them. */
export const findShopVariants = (
  tx: Tx,
  run: ClaimedRun,
  products: readonly { shopify_product_id: string }[],
): Promise<SnapshotVariant[]> => tx.$queryRaw<SnapshotVariant[]>`
    SELECT shopify_product_id AS "shopifyProductId", shopify_variant_id AS "shopifyVariantId",
      shopify_inventory_item_id AS "shopifyInventoryItemId", sku, barcode, option_values AS "optionValues"
    FROM shop_snapshot_variants
    WHERE run_id = ${run.id}::uuid AND shopify_product_id = ANY (${products.map((one) => one.shopify_product_id)}::text[])
    ORDER BY line`;

/** News that come late and are older than the snapshot must not win either. */
async function rememberNews(tx: Tx, run: ClaimedRun, productIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE product_links link SET shopify_updated_at = shop.shopify_updated_at
    FROM shop_snapshot_products shop
    WHERE link.store_id = ${run.storeId}::uuid AND link.product_id = ANY (${[...productIds]}::uuid[])
      AND shop.run_id = ${run.id}::uuid AND shop.shopify_product_id = link.shopify_product_id
      AND link.updated_at <= ${snapshotAtOf(run)}
      AND (link.shopify_updated_at IS NULL OR link.shopify_updated_at < shop.shopify_updated_at)`;
}
