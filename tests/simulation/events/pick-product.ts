import type { SimulatedProduct } from "#tests/simulator/simulator.ts";
import type { World } from "../world/world.ts";

export interface ChosenProduct {
  readonly shop: ReturnType<World["simulator"]["shop"]>;
  readonly product: SimulatedProduct;
}

/** A product of ours in some shop. */
export function pickProduct({ simulator, dice, memory }: World): ChosenProduct | null {
  const shop = dice.pick(simulator.shops());
  const ours = shop.products().filter(({ gid }) => !memory.merchantGids.has(gid));
  return ours.length === 0 ? null : { shop, product: dice.pick(ours) };
}

export const inShop = ({ shop, product }: ChosenProduct): string => `${product.handle} in ${shop.domain}`;
