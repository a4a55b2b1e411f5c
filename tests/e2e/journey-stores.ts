import type { ShopOptions } from "#tests/simulator/simulator.ts";

/** The money of the sample catalog, which the stores sell in. */
export const JOURNEY_CURRENCY = "EUR";

/** The simulated stores of the journeys. A journey uses a store of its own, so that none meets the traces of another. */
export const journeyStores = {
  opening: { domain: "opening.myshopify.com", name: "Opening store", currencyCode: JOURNEY_CURRENCY },
  approving: {
    domain: "approving.myshopify.com",
    name: "Approving store",
    currencyCode: JOURNEY_CURRENCY,
    plan: "plus",
  },
  failing: { domain: "failing.myshopify.com", name: "Failing store", currencyCode: JOURNEY_CURRENCY, plan: "plus" },
  correcting: {
    domain: "correcting.myshopify.com",
    name: "Correcting store",
    currencyCode: JOURNEY_CURRENCY,
    plan: "plus",
  },
  reloading: { domain: "reloading.myshopify.com", name: "Reloading store", currencyCode: JOURNEY_CURRENCY },
  adopting: { domain: "adopting.myshopify.com", name: "Adopting store", currencyCode: JOURNEY_CURRENCY },
  reconciling: { domain: "reconciling.myshopify.com", name: "Reconciling store", currencyCode: JOURNEY_CURRENCY },
  systems: { domain: "systems.myshopify.com", name: "Systems store", currencyCode: JOURNEY_CURRENCY },
  stocking: { domain: "stocking.myshopify.com", name: "Stocking store", currencyCode: JOURNEY_CURRENCY, plan: "plus" },
  counting: { domain: "counting.myshopify.com", name: "Counting store", currencyCode: JOURNEY_CURRENCY },
  notifying: { domain: "notifying.myshopify.com", name: "Notifying store", currencyCode: JOURNEY_CURRENCY },
  organizing: { domain: "organizing.myshopify.com", name: "Organizing store", currencyCode: JOURNEY_CURRENCY },
  joining: { domain: "joining.myshopify.com", name: "Joining store", currencyCode: JOURNEY_CURRENCY },
  roles: { domain: "roles.myshopify.com", name: "Roles store", currencyCode: JOURNEY_CURRENCY },
  routing: {
    domain: "routing.myshopify.com",
    name: "Routing store",
    currencyCode: JOURNEY_CURRENCY,
    publications: ["Online Store", "Point of Sale", "Shop"],
  },
  choosing: { domain: "choosing.myshopify.com", name: "Choosing store", currencyCode: JOURNEY_CURRENCY },
  phone: { domain: "phone.myshopify.com", name: "Phone store", currencyCode: JOURNEY_CURRENCY },
  session: { domain: "session.myshopify.com", name: "Session store", currencyCode: JOURNEY_CURRENCY },
  steering: { domain: "steering.myshopify.com", name: "Steering store", currencyCode: JOURNEY_CURRENCY },
  german: { domain: "german.myshopify.com", name: "Deutscher Shop", currencyCode: JOURNEY_CURRENCY },
  filled: { domain: "filled.myshopify.com", name: "Filled store", currencyCode: JOURNEY_CURRENCY },
  bare: { domain: "bare.myshopify.com", name: "Bare store", currencyCode: JOURNEY_CURRENCY },
  newcomer: { domain: "newcomer.myshopify.com", name: "Newcomer store", currencyCode: JOURNEY_CURRENCY },
} satisfies Record<string, ShopOptions>;

export type JourneyStore = keyof typeof journeyStores;
