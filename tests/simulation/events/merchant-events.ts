import type { SimulatedProduct } from "#tests/simulator/simulator.ts";
import type { World } from "../world/world.ts";
import type { SimulatedEvent } from "./event.ts";
import { inShop, pickProduct } from "./pick-product.ts";

/** Whether nothing of ours can reach the product: then what a merchant does is not in a race with us. */
async function isAtRest({ wire, database }: World, product: SimulatedProduct): Promise<boolean> {
  if (wire.underWay > 0) return false;
  const { rows } = await database.observer.query(
    `SELECT 1 FROM upload_groups moving JOIN product_links link USING (store_id, product_id)
     WHERE link.shopify_product_id = $1 AND moving.status = 'PROCESSING'`,
    [product.gid],
  );
  return rows.length === 0;
}

export const merchantEvents: readonly SimulatedEvent[] = [
  {
    name: "merchant-edits-title",
    weight: 6,
    async happen(world) {
      const chosen = pickProduct(world);
      if (!chosen) return null;
      const { gid } = chosen.product;
      const title = `The merchant's ${world.dice.between(1, 999)}`;
      if (await isAtRest(world, chosen.product)) world.memory.keptTitles.set(gid, title);
      else world.memory.keptTitles.delete(gid);
      world.memory.editedTitles.add(gid);
      chosen.shop.merchant.editProduct(gid, { title });
      return inShop(chosen);
    },
  },
  {
    name: "merchant-edits-handle",
    weight: 2,
    async happen(world) {
      const chosen = pickProduct(world);
      if (!chosen) return null;
      chosen.shop.merchant.editProduct(chosen.product.gid, { handle: `own-${world.dice.between(1, 99_999)}` });
      return inShop(chosen);
    },
  },
  {
    name: "merchant-edits-price",
    weight: 3,
    async happen(world) {
      const chosen = pickProduct(world);
      const [variant] = chosen?.product.variants ?? [];
      if (!chosen || !variant) return null;
      world.memory.editedPrices.add(variant.gid);
      chosen.shop.merchant.editVariant(variant.gid, { price: "1.00" });
      return inShop(chosen);
    },
  },
  {
    name: "merchant-adds-variant",
    weight: 4,
    async happen(world) {
      const chosen = pickProduct(world);
      if (!chosen) return null;
      const value = `Own ${world.dice.between(1, 99_999)}`;
      const optionValues = [value, ...chosen.product.options.slice(1).map(() => value)];
      const { gid } = chosen.product;
      world.memory.noteMerchantVariant(gid, chosen.shop.merchant.addVariant(gid, { optionValues }));
      return inShop(chosen);
    },
  },
  {
    name: "merchant-makes-product",
    weight: 2,
    async happen({ dice, simulator, memory }) {
      const shop = dice.pick(simulator.shops());
      memory.merchantGids.add(shop.merchant.createProduct({ title: "The merchant's own" }));
      return shop.domain;
    },
  },
  {
    name: "merchant-deletes-product",
    weight: 2,
    async happen(world) {
      const chosen = pickProduct(world);
      if (!chosen) return null;
      const { gid, variants } = chosen.product;
      for (const one of [gid, ...variants.map((variant) => variant.gid)]) world.memory.deletedGids.add(one);
      for (const item of variants) world.memory.deletedGids.add(item.inventoryItemGid);
      chosen.shop.merchant.deleteProduct(gid);
      return inShop(chosen);
    },
  },
];
