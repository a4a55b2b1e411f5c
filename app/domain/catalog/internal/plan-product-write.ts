import { combinationKey, MAX_VARIANTS, type ProductDraft, type VariantDraft } from "../imports/product-draft.ts";

/** What of a product is uploaded. */
export type ProductContent = Omit<ProductDraft, "externalId" | "categoryPath" | "variants">;
/** What of a variant is uploaded. */
export type VariantContent = Omit<VariantDraft, "externalId" | "stockOnHand" | "line"> & { position: number };

export interface StoredVariant {
  id: string;
  externalId: string;
  content: VariantContent;
}

export interface StoredProduct {
  id: string;
  categoryId: string;
  /** JSON columns as they are stored. */
  content: Record<keyof ProductContent, unknown>;
  variants: StoredVariant[];
}

export interface VariantWrite {
  id: string;
  kind: "create" | "update" | "keep";
  externalId: string;
  content: VariantContent;
  stockOnHand: number | null;
}

/** What the catalog has to do to hold a draft; `conflict` says why it cannot. */
export type ProductWrite =
  | { kind: "conflict"; reason: string }
  | {
      kind: "create" | "update" | "keep";
      id: string;
      /** Something that is uploaded differs: an approval does not hold any more. */
      isContentChanged: boolean;
      content: ProductContent;
      variants: VariantWrite[];
    };

/**
 * Compares a draft with what the catalog holds. A variant is found again by its external id, else by its option values.
 * Variants that the draft does not name stay; they must still fit the options and differ from the draft's variants.
 */
export function planProductWrite(
  draft: ProductDraft,
  categoryId: string,
  stored: StoredProduct | null,
  newId: () => string,
): ProductWrite {
  const { externalId: _, categoryPath: __, variants: drafts, ...given } = draft;
  if (stored === null) {
    const id = newId();
    const variants = drafts.map((variant, index) => createVariant(variant, index + 1, newId));
    return { kind: "create", id, isContentChanged: true, content: given, variants };
  }
  const matches = matchVariants(drafts, stored.variants);
  const matchedIds = new Set([...matches.values()].map(({ id }) => id));
  const leftBehind = stored.variants.filter(({ id }) => !matchedIds.has(id));
  const reason = findConflict(draft, leftBehind);
  if (reason !== null) return { kind: "conflict", reason };

  const content = { ...given, options: withValuesOf(given.options, leftBehind) };
  const lastPosition = Math.max(0, ...stored.variants.map((variant) => variant.content.position));
  let appended = 0;
  const variants = drafts.map((variant, index): VariantWrite => {
    const match = matches.get(variant);
    if (match === undefined) {
      appended += 1;
      return createVariant(variant, leftBehind.length === 0 ? index + 1 : lastPosition + appended, newId);
    }
    const position = leftBehind.length === 0 ? index + 1 : match.content.position;
    const wanted = variantContent(variant, position);
    const isSame = sameContent(wanted, match.content) && variant.externalId === match.externalId;
    const { externalId, stockOnHand } = variant;
    return { id: match.id, kind: isSame ? "keep" : "update", externalId, content: wanted, stockOnHand };
  });
  const isContentChanged = !sameContent(content, stored.content) || variants.some(({ kind }) => kind !== "keep");
  const isMoved = stored.categoryId !== categoryId;
  return { kind: isContentChanged || isMoved ? "update" : "keep", id: stored.id, isContentChanged, content, variants };
}

function variantContent(variant: VariantDraft, position: number): VariantContent {
  const { externalId: _, stockOnHand: __, line: ___, ...content } = variant;
  return { ...content, position };
}

function createVariant(variant: VariantDraft, position: number, newId: () => string): VariantWrite {
  const { externalId, stockOnHand } = variant;
  return { id: newId(), kind: "create", externalId, content: variantContent(variant, position), stockOnHand };
}

function matchVariants(drafts: readonly VariantDraft[], stored: readonly StoredVariant[]) {
  const byExternalId = new Map(stored.map((variant) => [variant.externalId, variant]));
  const matches = new Map<VariantDraft, StoredVariant>();
  for (const draft of drafts) {
    const match = byExternalId.get(draft.externalId);
    if (match !== undefined) matches.set(draft, match);
  }
  const taken = new Set([...matches.values()].map(({ id }) => id));
  const byOptions = new Map(
    stored
      .filter(({ id }) => !taken.has(id))
      .map((variant) => [combinationKey(variant.content.optionValues), variant] as const),
  );
  for (const draft of drafts) {
    const match = matches.has(draft) ? undefined : byOptions.get(combinationKey(draft.optionValues));
    if (match !== undefined) matches.set(draft, match);
  }
  return matches;
}

function findConflict(draft: ProductDraft, leftBehind: readonly StoredVariant[]): string | null {
  const combinations = new Set(draft.variants.map(({ optionValues }) => combinationKey(optionValues)));
  const unfit = leftBehind.find(
    ({ content }) =>
      content.optionValues.length !== draft.options.length || combinations.has(combinationKey(content.optionValues)),
  );
  if (unfit !== undefined) {
    const options = draft.options.map(({ name }) => name).join(", ") || "none";
    return (
      `the catalog holds the variant ${unfit.externalId} (${unfit.content.optionValues.join(" / ") || "no options"}), ` +
      `which is not in the file and does not fit beside its variants (options: ${options})`
    );
  }
  const count = draft.variants.length + leftBehind.length;
  return count > MAX_VARIANTS ? `with the variants that are not in the file the product would have ${count}` : null;
}

function withValuesOf(options: ProductContent["options"], leftBehind: readonly StoredVariant[]) {
  return options.map(({ name, values }, at) => {
    const others = leftBehind.map(({ content }) => content.optionValues[at] ?? "");
    return { name, values: [...new Set([...values, ...others])] };
  });
}

function sameContent(wanted: object, stored: object): boolean {
  return canonicalJson(wanted) === canonicalJson(stored);
}

/** The database gives JSON back with its keys in another order. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    const isRecord = typeof part === "object" && part !== null && !Array.isArray(part);
    return isRecord ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1))) : part;
  });
}
