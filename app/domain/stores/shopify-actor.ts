import type { Actor } from "#app/domain/context.ts";

/** Who did what nobody of the organization did: Shopify told the app of it. */
export const shopifyActor: Actor = { type: "SYSTEM", id: null, name: "Shopify" };
