import type { RouteDecision } from "#app/domain/stores/routing/decide-route.ts";
import type { RouteSettings } from "#app/domain/stores/routing/route-settings.ts";
import type { StatusWords } from "../status-words.ts";
import type { Text, Texts } from "../texts/texts.ts";

export const decisionWords: Record<RouteDecision, StatusWords> = {
  goes: { label: "Goes here", tone: "success" },
  "not-here": { label: "Not here" },
  "no-route": { label: "No route" },
  "not-eligible": { label: "Never uploaded" },
  "store-closed": { label: "Store is not connected", tone: "warning" },
};

/** A category's path for a person; the root has none. */
export const pathInWords = (t: Texts, path: string): string => (path === "" ? t("All products") : path);

export const statusLabels: Record<RouteSettings["statusOnCreate"], Text> = {
  ACTIVE: "Active",
  DRAFT: "Draft",
  UNLISTED: "Unlisted",
  ARCHIVED: "Archived",
};

export const roundingLabels: Record<RouteSettings["priceRounding"], Text> = {
  CENTS: "To the cent",
  FIVE_CENTS: "To five cents",
  WHOLE: "To whole amounts",
  NINETY_NINE: "Ending in .99",
};

export const stockModeLabels: Record<RouteSettings["stockMode"], Text> = {
  UPSTREAM_COUNTS_ORDERS: "Our counts contain them",
  SHOPIFY_COUNTS_ORDERS: "The shop counts them until we count",
};

export const skuConflictLabels: Record<RouteSettings["skuConflicts"], Text> = {
  WARN: "Upload, with a warning",
  REFUSE: "Do not upload",
};

const roundedWords: Record<Exclude<RouteSettings["priceRounding"], "CENTS">, Text> = {
  FIVE_CENTS: "rounded to five cents",
  WHOLE: "rounded to whole amounts",
  NINETY_NINE: "rounded ending in .99",
};

/** What a route's settings say that is not the default, in a line. */
export function settingsInWords(t: Texts, settings: RouteSettings): string {
  const { statusOnCreate, extraTags, priceRate, priceFactor, priceRounding, publicationIds, collectionIds } = settings;
  const told = [
    statusOnCreate === "ACTIVE" ? null : t("{{status}} when created", { status: t(statusLabels[statusOnCreate]) }),
    extraTags.length === 0 ? null : t("tags {{tags}}", { tags: extraTags.join(", ") }),
    priceRate === null ? null : t("prices × {{rate}} in the shop's currency", { rate: priceRate }),
    priceFactor === "1" ? null : t("prices × {{factor}}", { factor: priceFactor }),
    priceRounding === "CENTS" ? null : t(roundedWords[priceRounding]),
    publicationIds.length === 0 ? null : t("{{count, number}} sales channel", { count: publicationIds.length }),
    collectionIds.length === 0 ? null : t("{{count, number}} collection", { count: collectionIds.length }),
    Object.keys(settings.locationMap).length === 0 ? null : t("own location map"),
    Object.keys(settings.fieldModes).length === 0 ? null : t("own field rules"),
    settings.stockMode === "UPSTREAM_COUNTS_ORDERS" ? null : t("the shop counts orders"),
  ];
  return told.filter((one) => one !== null).join(" · ");
}
