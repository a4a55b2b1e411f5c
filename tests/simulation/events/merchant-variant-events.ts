import type { World } from "../world/world.ts";
import type { SimulatedEvent } from "./event.ts";
import { inShop, pickProduct, type ChosenProduct } from "./pick-product.ts";

type ShopVariant = ChosenProduct["product"]["variants"][number];

/** A variant that may go: Shopify keeps the last one of a product. */
function pickVariant(world: World): (ChosenProduct & { variant: ShopVariant }) | null {
  const chosen = pickProduct(world);
  if (!chosen || chosen.product.variants.length < 2) return null;
  return { ...chosen, variant: world.dice.pick(chosen.product.variants) };
}

function deleteVariant({ memory }: World, { shop, product, variant }: ChosenProduct & { variant: ShopVariant }): void {
  memory.deletedGids.add(variant.gid).add(variant.inventoryItemGid);
  memory.forgetMerchantVariant(product.gid, variant.gid);
  shop.merchant.deleteVariant(variant.gid);
}

/** What merchants do to variants of our products. */
export const merchantVariantEvents: readonly SimulatedEvent[] = [
  {
    name: "merchant-edits-sku",
    weight: 2,
    async happen(world) {
      const chosen = pickProduct(world);
      if (!chosen) return null;
      const variant = world.dice.pick(chosen.product.variants);
      chosen.shop.merchant.editVariant(variant.gid, { inventoryItem: { sku: `own-${world.dice.between(1, 99_999)}` } });
      return inShop(chosen);
    },
  },
  {
    name: "merchant-deletes-variant",
    weight: 3,
    async happen(world) {
      const chosen = pickVariant(world);
      if (!chosen) return null;
      deleteVariant(world, chosen);
      return `${chosen.variant.sku} of ${inShop(chosen)}`;
    },
  },
  {
    name: "merchant-remakes-variant",
    weight: 3,
    async happen(world) {
      const chosen = pickVariant(world);
      if (!chosen) return null;
      const { shop, product, variant } = chosen;
      const { sku, price } = variant;
      deleteVariant(world, chosen);
      const isSameValue = world.dice.chance(0.6);
      const optionValues = isSameValue ? variant.optionValues : [`Remade ${world.dice.between(1, 99_999)}`];
      const made = shop.merchant.addVariant(product.gid, {
        optionValues,
        price,
        inventoryItem: { sku, tracked: true },
      });
      world.memory.noteMerchantVariant(product.gid, made);
      world.memory.editedPrices.add(made);
      return `${sku} of ${inShop(chosen)}${isSameValue ? "" : " under another name"}`;
    },
  },
  {
    name: "merchant-renames-option",
    weight: 2,
    async happen(world) {
      const chosen = pickProduct(world);
      if (!chosen) return null;
      const variant = world.dice.pick(chosen.product.variants);
      chosen.shop.merchant.renameValue(variant.gid, `Renamed ${world.dice.between(1, 99_999)}`);
      return `${variant.sku} of ${inShop(chosen)}`;
    },
  },
];
