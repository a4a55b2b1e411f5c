/** Points that Shopify gives back a second, by the plan of the shop (Shopify: "API limits", GraphQL Admin API). */
const PLANS: ReadonlyMap<number, string> = new Map([
  [100, "Standard"],
  [200, "Advanced"],
  [1_000, "Plus"],
  [2_000, "Enterprise"],
]);

/** The plan whose rate a shop has; null for a rate that Shopify has agreed with this shop alone. */
export const planOf = (restorePerSecond: number): string | null => PLANS.get(restorePerSecond) ?? null;
