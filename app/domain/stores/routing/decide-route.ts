/** A category with the routes that it has itself. */
export interface RoutedCategory {
  id: string;
  name: string;
  /** Empty for the root. */
  path: string;
  routes: { id: string; storeId: string; isExcluded: boolean }[];
}

/**
 * `goes`: the nearest route says so. `not-here`: the nearest one keeps it away. `no-route`: no category above says
 * anything of the store. `not-eligible`: of a type that is never uploaded. `store-closed`: the store has left.
 */
export type RouteDecision = "goes" | "not-here" | "no-route" | "not-eligible" | "store-closed";

export interface StoreDecision {
  decision: RouteDecision;
  /** The category whose route decided; null when none did. */
  decidedBy: { categoryId: string; path: string; routeId: string } | null;
}

interface AskedStore {
  storeId: string;
  isOpen: boolean;
  isEligible: boolean;
}

/** What the categories of a product, root first, say of one store: the nearest that says anything decides. */
export function decideForStore(
  categories: readonly RoutedCategory[],
  { storeId, isOpen, isEligible }: AskedStore,
): StoreDecision {
  for (const { id, path, routes } of categories.toReversed()) {
    const route = routes.find((one) => one.storeId === storeId);
    if (!route) continue;
    const decidedBy = { categoryId: id, path, routeId: route.id };
    if (!isEligible) return { decision: "not-eligible", decidedBy };
    if (route.isExcluded) return { decision: "not-here", decidedBy };
    return { decision: isOpen ? "goes" : "store-closed", decidedBy };
  }
  return { decision: isEligible ? "no-route" : "not-eligible", decidedBy: null };
}
