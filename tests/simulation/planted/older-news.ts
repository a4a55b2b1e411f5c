import type { PlantedBug } from "./planted-bug.ts";

/** The times by which news are put in order, where they are read: of a product's link, and of what was handled before. */
const OF_LINK = /SELECT product_id, organization_id, handle, shopify_updated_at, gone_at/;
const OF_HANDLED = /(shop_domain = \$\d+ AND resource = asked\.resource AND state = 'HANDLED')/;

/** News that come late are applied whatever was known already. */
export const olderNews: PlantedBug = {
  name: "older-news",
  summary: "a webhook that tells of an earlier time than another one wins when it comes later",
  open() {
    let isPlanted = false;
    const rewrite = (sql: string): string => {
      const changed = sql
        .replace(
          OF_LINK,
          "SELECT product_id, organization_id, handle, NULL::timestamptz AS shopify_updated_at, gone_at",
        )
        .replace(OF_HANDLED, "$1 AND FALSE");
      isPlanted ||= changed !== sql;
      return changed;
    };
    return { statements: { rewrite }, wire: null, isPlanted: () => isPlanted };
  },
};
