import type { Runtime } from "#app/domain/context.ts";
import { checkProduct } from "../preflight/check-product.ts";
import { adoptionOpen, handleTaken, repeatedSkus, skuTaken } from "../preflight/conflict-findings.ts";
import { findConflictsOf, findSkuRules } from "../preflight/find-conflicts.server.ts";
import { warningAt, type CheckedVariant, type Finding } from "../preflight/finding.ts";
import type { PlannedProduct } from "./planned-product.ts";
import type { ShopKnowledge } from "./read-shop.server.ts";

/** What preflight, the database and the shop itself find in products of one store, by product. */
export async function findFindings(
  { db, clock }: Runtime,
  storeId: string,
  products: readonly PlannedProduct[],
  shop: ShopKnowledge,
): Promise<Map<string, Finding[]>> {
  const due = products.map((planned) => ({
    planned,
    variants: planned.variants.filter(({ skipReason }) => !skipReason),
  }));
  const [conflicts, rules] = await Promise.all([
    findConflictsOf(db, storeId, {
      products: products.map(({ productId, product }) => ({ productId, handle: product.handle })),
      variants: due.flatMap(({ variants }) =>
        variants.flatMap(({ variantId, variant: { sku } }) => (sku === null ? [] : [{ variantId, sku }])),
      ),
    }),
    findSkuRules(
      db,
      storeId,
      products.map(({ productId }) => productId),
    ),
  ]);
  const titlesInShop = new Map(conflicts.openAdoptions.map(({ productId, titleInShop }) => [productId, titleInShop]));
  const takenHandles = new Map(conflicts.handles.map(({ productId, otherTitle }) => [productId, otherTitle]));
  const takenSkus = new Map(conflicts.skus.map(({ variantId, otherTitle }) => [variantId, otherTitle]));
  const repeated = new Set(repeatedSkus(due.flatMap(({ variants }) => variants)).map(({ variantId }) => variantId));
  const handles = new Map<string, string>();
  return new Map(
    due.map(({ planned, variants }) => {
      const { productId, product, link } = planned;
      if (variants.length === 0) return [productId, []];
      const owner =
        link === null
          ? (takenHandles.get(productId) ?? ownerInShop(planned, shop) ?? handles.get(product.handle))
          : undefined;
      if (link === null && !handles.has(product.handle)) handles.set(product.handle, planned.title);
      const titleInShop = titlesInShop.get(productId);
      const skuOwner = (variant: CheckedVariant) =>
        takenSkus.get(variant.variantId) ??
        skuOwnerInShop(planned, variant, shop) ??
        (repeated.has(variant.variantId) ? "another variant of this upload" : undefined);
      return [
        productId,
        [
          ...checkProduct({ product, variants, store: conflicts.store }),
          ...(titleInShop === undefined ? [] : [adoptionOpen(titleInShop)]),
          ...(owner === undefined ? [] : [handleTaken({ handle: product.handle, by: `"${owner}"` })]),
          ...variants.flatMap((variant) => {
            const by = skuOwner(variant);
            return by === undefined ? [] : [skuTaken(variant, `"${by}"`, rules.get(productId) ?? "WARN")];
          }),
          ...waitsForDailyLimit(planned, clock.now()),
        ],
      ];
    }),
  );
}

/** A product of the shop with the handle, unless it is ours by its identity: an upload takes that one over. */
function ownerInShop({ productId, product }: PlannedProduct, { handles }: ShopKnowledge): string | undefined {
  const holder = handles.get(product.handle);
  return holder && holder.identity !== productId ? holder.title : undefined;
}

/** Only of a variant that is to be made: the shop's own variants of the same product are taken over, not collided with. */
function skuOwnerInShop(
  { link }: PlannedProduct,
  { variant: { sku } }: CheckedVariant,
  { skus }: ShopKnowledge,
): string | undefined {
  return skus.get(sku ?? "")?.find(({ productGid }) => productGid !== link?.shopifyProductId)?.title;
}

function waitsForDailyLimit({ store, variants }: PlannedProduct, now: Date): Finding[] {
  const until = store?.createsParkedUntil;
  if (!until || until <= now || variants.every(({ skipReason, link }) => skipReason !== null || link)) return [];
  const message = `New variants wait for the shop's daily limit until ${until.toISOString()}.`;
  return [warningAt("preflight.daily-variant-limit", { field: "variants", message })];
}
