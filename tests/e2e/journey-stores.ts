import type { ShopOptions } from "#tests/simulator/simulator.ts";

/** The simulated stores of the journeys. A journey uses a store of its own, so that none meets the traces of another. */
export const journeyStores = {
  opening: { domain: "opening.myshopify.com", name: "Opening store" },
  approving: { domain: "approving.myshopify.com", name: "Approving store", plan: "plus" },
  failing: { domain: "failing.myshopify.com", name: "Failing store", plan: "plus" },
  reloading: { domain: "reloading.myshopify.com", name: "Reloading store" },
  systems: { domain: "systems.myshopify.com", name: "Systems store" },
  phone: { domain: "phone.myshopify.com", name: "Phone store" },
} satisfies Record<string, ShopOptions>;

export type JourneyStore = keyof typeof journeyStores;
