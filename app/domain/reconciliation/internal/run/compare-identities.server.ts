import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { findCatalogVariants } from "../linking/find-catalog-variants.server.ts";
import { linkProducts, type NewLink } from "../linking/link-products.server.ts";
import { pairVariants } from "../linking/pair-variants.ts";
import { recordFindings, type Finding } from "../record-findings.server.ts";
import { moveRun, snapshotAtOf, type ClaimedRun } from "./claimed-run.server.ts";
import { findShopVariants } from "./compare-links.server.ts";
import { requireSnapshot } from "./stage-snapshot.server.ts";

const PRODUCTS_PER_SLICE = 500;

/**
 * Looks at every product of the shop that carries our id and is not linked as it says. One that nothing else stands for
 * is linked; the others are told. What an upload is at right now is left to it.
 */
export async function compareIdentities(runtime: Runtime, given: ClaimedRun, signal: AbortSignal): Promise<ClaimedRun> {
  let run = given;
  while (!signal.aborted) {
    const slice = await inTransaction(runtime.db, (tx) => compareSlice(tx, run));
    run = slice.run;
    if (slice.isLast) {
      return moveRun(runtime.db, run, { step: run.kind === "ADOPT" ? "MATCHES" : "CLEAN_UP", cursor: null });
    }
  }
  return run;
}

interface StrangeProduct {
  line: bigint;
  shopify_product_id: string;
  handle: string;
  title: string;
  identity: string;
  product_id: string | null;
  linked_gid: string | null;
  is_link_gone: boolean | null;
  is_newer: boolean;
  is_under_way: boolean;
  owner_id: string | null;
}

async function compareSlice(tx: Tx, run: ClaimedRun): Promise<{ run: ClaimedRun; isLast: boolean }> {
  await requireSnapshot(tx, run);
  const found = await tx.$queryRaw<StrangeProduct[]>`
    SELECT shop.line, shop.shopify_product_id, shop.handle, shop.title, shop.identity, p.id AS product_id,
      link.shopify_product_id AS linked_gid, link.gone_at IS NOT NULL AS is_link_gone,
      coalesce(link.updated_at > ${snapshotAtOf(run)}, FALSE) AS is_newer, EXISTS (
        SELECT 1 FROM upload_groups g
        WHERE g.product_id = p.id AND g.store_id = ${run.storeId}::uuid AND g.status IN ('PENDING', 'PROCESSING')
          AND (g.status = 'PROCESSING' OR g.is_unclear)) AS is_under_way, owner.product_id AS owner_id
    FROM shop_snapshot_products shop
    LEFT JOIN products p ON p.organization_id = ${run.organizationId}::uuid AND p.id = CASE
      WHEN shop.identity ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN shop.identity::uuid END
    LEFT JOIN product_links link ON link.store_id = ${run.storeId}::uuid AND link.product_id = p.id
    LEFT JOIN product_links owner
      ON owner.store_id = ${run.storeId}::uuid AND owner.shopify_product_id = shop.shopify_product_id
    WHERE shop.run_id = ${run.id}::uuid AND shop.identity IS NOT NULL AND shop.line > ${BigInt(run.cursor ?? "0")}
      AND link.shopify_product_id IS DISTINCT FROM shop.shopify_product_id
    ORDER BY shop.line LIMIT ${PRODUCTS_PER_SLICE}`;
  const last = found.at(-1);
  if (!last) return { run, isLast: true };
  const told = found.filter((product) => !product.is_newer && !product.is_under_way);
  const lone = told.filter(isUnlinked);
  const linked = await linkProducts(tx, { ...run, links: await newLinks(tx, run, lone), asOf: snapshotAtOf(run) });
  const findings = told.flatMap((product): Finding[] => {
    if (product.product_id !== null && linked.has(product.product_id)) return [relinked(product)];
    return [product.product_id === null ? unknown(product) : duplicate(product)];
  });
  await recordFindings(tx, { ...run, runId: run.id }, findings);
  const moved = await moveRun(tx, run, { cursor: String(last.line) });
  return { run: moved, isLast: found.length < PRODUCTS_PER_SLICE };
}

/** Neither the product of the catalog nor the one of the shop is anybody else's. */
const isUnlinked = (product: StrangeProduct): boolean =>
  product.product_id !== null &&
  product.owner_id === null &&
  (product.linked_gid === null || product.is_link_gone === true);

async function newLinks(tx: Tx, run: ClaimedRun, products: readonly StrangeProduct[]): Promise<NewLink[]> {
  const ids = products.flatMap(({ product_id: id }) => (id === null ? [] : [id]));
  const ours = await findCatalogVariants(tx, run.organizationId, ids);
  const theirs = Map.groupBy(await findShopVariants(tx, run, products), ({ shopifyProductId }) => shopifyProductId);
  return products.flatMap(({ product_id: productId, shopify_product_id: shopifyProductId, handle }): NewLink[] => {
    if (productId === null) return [];
    const { pairs } = pairVariants(ours.get(productId) ?? [], theirs.get(shopifyProductId) ?? []);
    return [{ productId, shopifyProductId, handle, pairs, lacksIdentity: false }];
  });
}

const relinked = (product: StrangeProduct): Finding => ({
  kind: "PRODUCT_RELINKED",
  isOpen: false,
  subject: String(product.product_id),
  productId: product.product_id,
  shopifyProductId: product.shopify_product_id,
  details: { before: product.linked_gid, after: product.shopify_product_id },
});

const unknown = (product: StrangeProduct): Finding => ({
  kind: "UNKNOWN_PRODUCT",
  isOpen: true,
  subject: product.shopify_product_id,
  shopifyProductId: product.shopify_product_id,
  details: { title: product.title, handle: product.handle, identity: product.identity },
});

const duplicate = (product: StrangeProduct): Finding => ({
  kind: "DUPLICATE_IDENTITY",
  isOpen: true,
  subject: product.shopify_product_id,
  productId: product.product_id,
  shopifyProductId: product.shopify_product_id,
  details: { title: product.title, linked: product.linked_gid, linkedTo: product.owner_id },
});
