/**
 * The fewest points for which Shopify would do the same work, by the rules of its costs as they were recorded. Written
 * down here once more, apart from the product's own: a bound that the product computes would move with its mistakes.
 */

/** How a connection of so many entries multiplies what it holds. */
const connectionFactor = (entries: number): number => Math.max(1, Math.floor(2 * Math.log(entries)));

/** A list of products may not list more than so many variants of each. */
const VARIANTS_PER_LIST = 250;
const PRODUCTS_PER_READ = 100;

export type NodesCost = "once" | "per-id";

export interface ShopWork {
  readonly products: number;
  readonly variantsPerProduct: number;
}

export interface MinimalPlan {
  readonly points: number;
  /** Where the variants' ids come from: calls of their own for many products, or the answer of each create. */
  readonly readBack: "batched" | "in-payload";
}

/** One call that creates a product with its identity and no files. */
export const createPoints = (variants: number): number => Math.round(10 + 0.2 * variants + 0.4);

const createAndReadPoints = (variants: number): number =>
  Math.round(10 + 0.2 * variants + 0.4 + 2 + 2 * connectionFactor(variants));

const readPoints = (variants: number): number => 4 + 2 * connectionFactor(variants);

const readOnePoints = (variants: number): number => 3 + 2 * connectionFactor(variants);

/** What it takes to create products and know the ids of all their variants. */
export function planCreates({ products, variantsPerProduct }: ShopWork, nodesCost: NodesCost): MinimalPlan {
  const creates = products * createPoints(variantsPerProduct);
  if (variantsPerProduct > VARIANTS_PER_LIST)
    return { points: creates + products * readOnePoints(variantsPerProduct), readBack: "batched" };
  const reads = nodesCost === "once" ? Math.ceil(products / PRODUCTS_PER_READ) : products;
  const batched = creates + reads * readPoints(variantsPerProduct);
  const inPayload = products * createAndReadPoints(variantsPerProduct);
  return inPayload < batched ? { points: inPayload, readBack: "in-payload" } : { points: batched, readBack: "batched" };
}

/** What it takes to change a field of every variant of so many products: one call each. */
export const planUpdates = ({ products, variantsPerProduct }: ShopWork): number =>
  products * Math.round(10 + 0.2 * variantsPerProduct);

/** The seconds below which nobody can be, since the shop's points come no faster. */
export const boundSeconds = (points: number, bucket: { atStart: number; restoreRate: number }): number =>
  Math.max(0, points - bucket.atStart) / bucket.restoreRate;

/** Under so many seconds the bound says little: other times weigh more. */
const LEAST_BOUND_SECONDS = 10;

/** How often the time was the bound; null where the bound is too short to be compared with. */
export const ratioTo = (bound: number, seconds: number): number | null =>
  bound < LEAST_BOUND_SECONDS ? null : seconds / bound;
