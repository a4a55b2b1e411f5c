import type { ShopOptions } from "#tests/simulator/simulator.ts";

/** The simulated stores of the journeys. A journey uses a store of its own, so that none meets the traces of another. */
export const journeyStores = {
  opening: { domain: "opening.myshopify.com", name: "Opening store" },
  approving: { domain: "approving.myshopify.com", name: "Approving store", plan: "plus" },
  routing: { domain: "routing.myshopify.com", name: "Routing store", plan: "plus" },
  failing: { domain: "failing.myshopify.com", name: "Failing store", plan: "plus" },
  watching: { domain: "watching.myshopify.com", name: "Watching store" },
  merchant: { domain: "merchant.myshopify.com", name: "Merchant store", locations: ["Shop", "Warehouse"] },
  pictures: { domain: "pictures.myshopify.com", name: "Pictures store", plan: "plus" },
} satisfies Record<string, ShopOptions>;

export type JourneyStore = keyof typeof journeyStores;
