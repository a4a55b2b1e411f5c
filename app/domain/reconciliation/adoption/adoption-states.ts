import type { AdoptionMatch, AdoptionState } from "@prisma/client";

export const ADOPTION_STATES = [
  "PROPOSED",
  "AMBIGUOUS",
  "CONFIRMED",
  "REJECTED",
  "REFUSED",
] as const satisfies readonly AdoptionState[];

/** The keys that tell a product of the shop, the strongest first. */
export const ADOPTION_MATCHES = ["CUSTOM_ID", "SKU", "BARCODE", "HANDLE"] as const satisfies readonly AdoptionMatch[];
