/** Fields of a route that tell by themselves what is wrong with them. */
export const MARKED_FIELDS: ReadonlySet<string> = new Set([
  "extraTags",
  "publicationIds",
  "collectionIds",
  "priceRate",
  "priceFactor",
]);

/** The field of one entry of a list is named with its place in it, and within a body with what it is set by. */
export const routeFieldOf = (field: string): string => field.replace(/^set\./, "").split(".")[0] ?? "";
