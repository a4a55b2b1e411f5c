import type { RouteChange } from "#app/domain/stores/routing/preview-route-change.server.ts";
import type { RouteSettings } from "#app/domain/stores/routing/route-settings.ts";

/** A route as it is typed. */
export interface RouteDraft extends Omit<RouteSettings, "isExcluded" | "extraTags" | "priceRate"> {
  change: RouteChange;
  /** With commas between. */
  tags: string;
  /** Empty: prices are not converted. */
  rate: string;
}

const NOTHING_SET: Omit<RouteDraft, "change"> = {
  statusOnCreate: "ACTIVE",
  tags: "",
  publicationIds: [],
  collectionIds: [],
  locationMap: {},
  priceFactor: "1",
  rate: "",
  priceRounding: "CENTS",
  fieldModes: {},
  skuConflicts: "WARN",
  stockMode: "UPSTREAM_COUNTS_ORDERS",
};

/** What a category says of a store, ready to be typed over; null when it says nothing. */
export function readDraft(settings: RouteSettings | null): RouteDraft {
  if (settings === null) return { change: "none", ...NOTHING_SET };
  const { isExcluded, extraTags, priceRate, ...rest } = settings;
  return {
    change: isExcluded ? "not-here" : "route",
    ...rest,
    tags: extraTags.join(", "),
    rate: priceRate ?? "",
  };
}

/** The settings that were typed, for the product to check. */
export function writeDraft({ change, tags, rate, ...rest }: RouteDraft) {
  if (change === "not-here") return { isExcluded: true };
  return {
    isExcluded: false,
    ...rest,
    extraTags: tags
      .split(",")
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ""),
    priceRate: rate.trim() === "" ? null : rate.trim(),
  };
}
