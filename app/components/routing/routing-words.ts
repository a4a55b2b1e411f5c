import type { RouteDecision } from "#app/domain/stores/routing/decide-route.ts";
import type { RouteSettings } from "#app/domain/stores/routing/route-settings.ts";
import type { StatusWords } from "../status-words.ts";

export const decisionWords: Record<RouteDecision, StatusWords> = {
  goes: { label: "Goes here", tone: "success" },
  "not-here": { label: "Not here" },
  "no-route": { label: "No route" },
  "not-eligible": { label: "Never uploaded" },
  "store-closed": { label: "Store is not connected", tone: "warning" },
};

/** A category's path for a person; the root has none. */
export const pathInWords = (path: string): string => (path === "" ? "All products" : path);

export const statusLabels: Record<RouteSettings["statusOnCreate"], string> = {
  ACTIVE: "Active",
  DRAFT: "Draft",
  UNLISTED: "Unlisted",
  ARCHIVED: "Archived",
};

export const roundingLabels: Record<RouteSettings["priceRounding"], string> = {
  CENTS: "To the cent",
  FIVE_CENTS: "To five cents",
  WHOLE: "To whole amounts",
  NINETY_NINE: "Ending in .99",
};

export const stockModeLabels: Record<RouteSettings["stockMode"], string> = {
  UPSTREAM_COUNTS_ORDERS: "Our counts contain the shop's orders",
  SHOPIFY_COUNTS_ORDERS: "The shop counts its orders until we count again",
};

export const skuConflictLabels: Record<RouteSettings["skuConflicts"], string> = {
  WARN: "Upload, with a warning",
  REFUSE: "Do not upload",
};

/** What a route's settings say that is not the default, in a line. */
export function settingsInWords(settings: RouteSettings): string {
  const told = [
    settings.statusOnCreate === "ACTIVE" ? null : `${statusLabels[settings.statusOnCreate]} when created`,
    settings.extraTags.length === 0 ? null : `tags ${settings.extraTags.join(", ")}`,
    settings.priceRate === null ? null : `prices × ${settings.priceRate} in the shop's currency`,
    settings.priceFactor === "1" ? null : `prices × ${settings.priceFactor}`,
    settings.priceRounding === "CENTS" ? null : `rounded ${roundingLabels[settings.priceRounding].toLowerCase()}`,
    settings.publicationIds.length === 0 ? null : count(settings.publicationIds.length, "sales channel"),
    settings.collectionIds.length === 0 ? null : count(settings.collectionIds.length, "collection"),
    Object.keys(settings.locationMap).length === 0 ? null : "own location map",
    Object.keys(settings.fieldModes).length === 0 ? null : "own field rules",
    settings.stockMode === "UPSTREAM_COUNTS_ORDERS" ? null : "the shop counts orders",
  ];
  return told.filter((one) => one !== null).join(" · ");
}

const count = (many: number, noun: string): string => `${many} ${noun}${many === 1 ? "" : "s"}`;
