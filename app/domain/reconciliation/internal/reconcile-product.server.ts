import { Prisma } from "@prisma/client";
import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { findProductEdits, findVariantEdits } from "../find-shop-edits.ts";
import { planLinkRepairs, type KnownVariantLink, type LinkRepairPlan } from "../plan-link-repairs.ts";
import type { ShopProduct } from "../webhook-payloads.ts";
import { findingOfAmbiguous } from "./ambiguous-variants.ts";
import { recordFindings, resolveFindings } from "./record-findings.server.ts";

export interface ReconcileProductInput {
  storeId: string;
  product: ShopProduct;
}

/**
 * repaired: the links say something else now. echo: the shop shows what it took of us last. edited: it shows something
 * else, which is the merchant's to decide. unchanged: what it shows was not told.
 */
export type ReconcileOutcome = "repaired" | "echo" | "edited" | "unchanged" | "stale" | "not-linked";

export interface Reconciled {
  outcome: ReconcileOutcome;
  /** Fields whose content is another one than the shop took of us last, by name. */
  edited: string[];
}

/** How far our clock and Shopify's may differ: news from just before a link was written does not know of it. */
const YOUNG_MS = 5_000;

/**
 * Makes the links of one product say what the shop says: its handle, and the ids of its variants and inventory items.
 * News older than what was applied last changes nothing, nor does the echo of our own write. What the merchant edited
 * is not touched here. Locks the product's link, so that news of one product are applied one after the other.
 */
export async function reconcileProduct(
  runtime: Runtime,
  { storeId, product }: ReconcileProductInput,
): Promise<Reconciled> {
  return inTransaction(runtime.db, async (tx) => {
    const [link] = await tx.$queryRaw<LockedLink[]>`
      SELECT product_id, organization_id, handle, shopify_updated_at, gone_at, updated_at, accepted FROM product_links
      WHERE store_id = ${storeId}::uuid AND shopify_product_id = ${product.shopifyProductId} FOR UPDATE`;
    if (!link) return { outcome: "not-linked", edited: [] };
    const isOlder = link.shopify_updated_at !== null && link.shopify_updated_at > product.updatedAt;
    // A deleted product does not come back under its id.
    if (isOlder || link.gone_at !== null) return { outcome: "stale", edited: [] };
    const isNewHandle = link.handle !== product.handle;
    await tx.productLink.update({
      where: { storeId_productId: { storeId, productId: link.product_id } },
      data: {
        shopifyUpdatedAt: product.updatedAt,
        ...(isNewHandle ? { handle: product.handle, updatedAt: later(link.updated_at, product.updatedAt) } : {}),
      },
    });
    const known = await findVariantLinks(tx, { storeId, productId: link.product_id, product });
    const plan = planLinkRepairs(known, product);
    const repaired = await repairVariantLinks(tx, { storeId, known, plan, product });
    await listAmbiguous(tx, { storeId, link, known, plan, product });
    const edited = findEdits(link.accepted, known, product);
    if (isNewHandle || repaired > 0) return { outcome: "repaired", edited: edited ?? [] };
    if (edited === null) return { outcome: "unchanged", edited: [] };
    return { outcome: edited.length > 0 ? "edited" : "echo", edited };
  });
}

/** Null when what the shop shows was not told, or nothing was ever accepted there to compare it with. */
function findEdits(accepted: unknown, known: readonly AcceptedVariantLink[], product: ShopProduct): string[] | null {
  if (!product.content || accepted === null) return null;
  const acceptedById = new Map(known.map((link) => [link.shopifyVariantId, link.accepted]));
  const ofVariants = product.variants.flatMap(({ shopifyVariantId, content }) =>
    content ? findVariantEdits(acceptedById.get(shopifyVariantId), content) : [],
  );
  return [...findProductEdits(accepted, product.content), ...new Set(ofVariants)];
}

interface LockedLink {
  product_id: string;
  organization_id: string;
  handle: string | null;
  shopify_updated_at: Date | null;
  gone_at: Date | null;
  updated_at: Date;
  accepted: unknown;
}

interface AcceptedVariantLink extends KnownVariantLink {
  /** What the shop took of ours last. */
  accepted: unknown;
  updatedAt: Date;
}

interface RepairVariantLinksInput {
  storeId: string;
  known: readonly AcceptedVariantLink[];
  plan: LinkRepairPlan;
  product: ShopProduct;
}

/**
 * What news make of a link is dated by the news, not by when they were handled: news that come later and tell of a time
 * in between know of it, and so does a run that reads the shop before old news are handled.
 */
const later = (one: Date, other: Date): Date => (one > other ? one : other);

async function repairVariantLinks(tx: Tx, input: RepairVariantLinksInput): Promise<number> {
  const { storeId, known, plan, product } = input;
  const datedAt = new Map(known.map((link) => [link.variantId, link.updatedAt]));
  for (const { variantId, isReplaced, ...ids } of plan.repairs) {
    await tx.variantLink.update({
      where: { storeId_variantId: { storeId, variantId } },
      data: {
        ...ids,
        goneAt: null,
        updatedAt: isReplaced
          ? product.updatedAt
          : later(datedAt.get(variantId) ?? product.updatedAt, product.updatedAt),
        ...(isReplaced ? { acceptedHash: null, accepted: Prisma.DbNull } : {}),
      },
    });
  }
  if (plan.gone.length > 0)
    await tx.variantLink.updateMany({
      where: { storeId, variantId: { in: plan.gone } },
      data: { goneAt: product.updatedAt, updatedAt: product.updatedAt },
    });
  return plan.repairs.length + plan.gone.length;
}

/** What cannot be told apart is listed for a person; what was listed and has been found by now is settled. */
async function listAmbiguous(
  tx: Tx,
  {
    storeId,
    link,
    known,
    plan,
    product,
  }: {
    storeId: string;
    link: LockedLink;
    known: readonly KnownVariantLink[];
    plan: LinkRepairPlan;
    product: ShopProduct;
  },
): Promise<void> {
  // Without all variants nobody knows what is ambiguous.
  if (product.allVariantIds?.size !== product.variants.length) return;
  const about = { productId: link.product_id, shopifyProductId: product.shopifyProductId };
  if (plan.repairs.length > 0) {
    await resolveFindings(
      tx,
      { storeId },
      {
        kind: "AMBIGUOUS_VARIANTS",
        subjects: known.map(({ variantId }) => variantId),
        except: plan.ambiguous.map(({ variantId }) => variantId),
      },
    );
  }
  await recordFindings(
    tx,
    { organizationId: link.organization_id, storeId, runId: null },
    plan.ambiguous.map((one) => findingOfAmbiguous(one, about)),
  );
}

async function findVariantLinks(
  tx: Tx,
  { storeId, productId, product }: { storeId: string; productId: string; product: ShopProduct },
): Promise<AcceptedVariantLink[]> {
  const rows = await tx.$queryRaw<VariantLinkRow[]>`
    SELECT link.variant_id, link.shopify_variant_id, link.shopify_inventory_item_id, link.gone_at, link.updated_at,
      link.accepted, variant.sku, variant.option_values
    FROM variant_links link JOIN variants variant ON variant.id = link.variant_id
    WHERE link.store_id = ${storeId}::uuid AND link.product_id = ${productId}::uuid
    ORDER BY variant.position, variant.id`;
  const youngSinceMs = product.updatedAt.getTime() - YOUNG_MS;
  return rows.map((row) => ({
    variantId: row.variant_id,
    shopifyVariantId: row.shopify_variant_id,
    shopifyInventoryItemId: row.shopify_inventory_item_id,
    sku: row.sku,
    optionValues: row.option_values,
    accepted: row.accepted,
    isGone: row.gone_at !== null,
    updatedAt: row.updated_at,
    // A tie that is gone leads nowhere that news could fail to know of.
    isYoung: row.gone_at === null && row.updated_at.getTime() > youngSinceMs,
  }));
}

interface VariantLinkRow {
  variant_id: string;
  shopify_variant_id: string;
  shopify_inventory_item_id: string;
  gone_at: Date | null;
  updated_at: Date;
  sku: string | null;
  option_values: string[];
  accepted: unknown;
}
