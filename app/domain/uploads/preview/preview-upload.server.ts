import type { Context } from "#app/domain/context.ts";
import type { ProductSelection } from "#app/domain/catalog/product-selection.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { decidePreview } from "./decide-preview.ts";
import { findFindings } from "./find-findings.server.ts";
import type { PlannedProduct } from "./planned-product.ts";
import { planProducts, selectProducts, type UnreadableProduct } from "./planned-products.server.ts";
import type { PreviewItem } from "./preview-item.ts";
import { readShop, type ShopKnowledge } from "./read-shop.server.ts";
import { sumPreview, type PreviewTotals } from "./sum-preview.ts";
import { findStoreOutlooks } from "./store-outlooks.server.ts";

export interface PreviewUploadInput {
  selection: ProductSelection;
  /** Product id to go on after. */
  after?: string | undefined;
  /** At most 100 products. */
  limit: number;
}

export interface UploadPreview {
  items: PreviewItem[];
  /** Of these items. */
  totals: PreviewTotals;
  /** Stores that could not be asked: their items rest on what they accepted last. */
  unreadStores: { id: string; name: string; because: string }[];
  /** Product id to go on after; null on the last page. */
  next: string | null;
}

/**
 * What an approval of a selection would do, product by product and store by store, as a dry run: it reads the catalog,
 * the links and the shops, and writes nothing anywhere. Reads of a shop spend some points of its budget.
 */
export async function previewUpload(
  ctx: Context,
  { selection, after, limit }: PreviewUploadInput,
): Promise<UploadPreview> {
  const storeId = visibleStoreId(ctx.actor);
  requirePermission(ctx.actor, "upload", storeId ?? undefined);
  const page = await selectProducts(ctx, { selection, after: after ?? null, limit, storeId });
  const { planned, unreadable } = await planProducts(ctx, { selection, productIds: page.productIds, storeId });
  const byStore = Map.groupBy(planned, ({ store }) => store?.id ?? null);
  const unrouted = byStore.get(null) ?? [];
  const looked = await Promise.all(
    [...byStore].flatMap(([id, products]) => (id === null ? [] : [lookAtStore(ctx, id, products)])),
  );
  const items = [
    ...looked.flatMap((store) => store.items),
    ...unrouted.map((product) => decidePreview({ planned: product, findings: [], shown: null })),
    ...unreadable.map(unreadableItem),
  ];
  items.sort(
    (one, other) => compare(one.productId, other.productId) || compare(one.store?.name ?? "", other.store?.name ?? ""),
  );
  const now = ctx.clock.now();
  return {
    items,
    totals: sumPreview(items, await findStoreOutlooks(ctx, items, now), now),
    unreadStores: looked.flatMap(({ unread }) => unread),
    next: page.next,
  };
}

interface LookedAtStore {
  items: PreviewItem[];
  unread: UploadPreview["unreadStores"];
}

async function lookAtStore(ctx: Context, storeId: string, products: readonly PlannedProduct[]): Promise<LookedAtStore> {
  const shop = await readShop(ctx, storeId, questionsAbout(products));
  const findings = await findFindings(ctx, storeId, products, shop);
  const name = products[0]?.store?.name ?? "";
  return {
    items: products.map((planned) =>
      decidePreview({ planned, findings: findings.get(planned.productId) ?? [], shown: shownOf(planned, shop) }),
    ),
    unread: shop.unreadBecause === null ? [] : [{ id: storeId, name, because: shop.unreadBecause }],
  };
}

/** Only what an upload would touch is asked about. */
function questionsAbout(products: readonly PlannedProduct[]) {
  const due = products.filter(({ variants }) => variants.some(({ skipReason }) => skipReason === null));
  const linked = due.filter(({ link }) => link !== null);
  return {
    productGids: linked.flatMap(({ link }) => (link ? [link.shopifyProductId] : [])),
    variantCount: Math.max(0, ...linked.map(({ variants }) => variants.length)),
    handles: due.flatMap(({ link, product }) => (link || product.handle === "" ? [] : [product.handle])),
    skus: due.flatMap(({ variants }) =>
      variants.flatMap(({ link, skipReason, variant }) => (skipReason === null && !link ? (variant.sku ?? []) : [])),
    ),
  };
}

function shownOf({ link }: PlannedProduct, shop: ShopKnowledge) {
  if (!link) return null;
  const shown = shop.products.get(link.shopifyProductId);
  return shown === null ? "gone" : (shown ?? null);
}

const unreadableItem = ({ productId, title, store, field }: UnreadableProduct): PreviewItem => ({
  productId,
  title,
  store: store && { id: store.id, name: store.name },
  action: "conflict",
  skipReason: null,
  conflicts: [`What is in the catalog cannot be read at "${field}".`],
  variants: { created: 0, updated: 0, unchanged: 0 },
  differences: [],
  findings: [],
  points: 0,
});

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
