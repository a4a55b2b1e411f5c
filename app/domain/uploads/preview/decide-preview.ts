import {
  addVariantsPoints,
  createProductPoints,
  PUBLISH_POINTS,
  updateVariantsPoints,
  UPDATE_PRODUCT_POINTS,
  READ_FIELDS_POINTS,
} from "#app/shopify/operation-cost.ts";
import { decidePreflight } from "../preflight/decide-preflight.ts";
import type { Finding } from "../preflight/finding.ts";
import { productDifferences, variantDifferences } from "./field-differences.ts";
import type { PlannedProduct, PlannedVariant } from "./planned-product.ts";
import type { FieldDifference, PreviewAction, PreviewItem } from "./preview-item.ts";
import type { ShownProduct } from "./shown-product.ts";

export interface PreviewInput {
  planned: PlannedProduct;
  findings: readonly Finding[];
  /** What the shop shows of the linked product; `gone` when it has no such product any more, null when it is not known. */
  shown: ShownProduct | "gone" | null;
}

/** What an upload would do with one product in one store. */
export function decidePreview({ planned, findings, shown }: PreviewInput): PreviewItem {
  const { productId, title, store, variants } = planned;
  const due = variants.filter(({ skipReason }) => skipReason === null);
  const { failures } = decidePreflight(
    due.map(({ variantId }) => variantId),
    findings,
  );
  const sent = due.filter(({ variantId }) => !failures.has(variantId));
  const differences = differencesOf(planned, due, shown);
  const made = sent.filter((variant) => isMade(planned, variant, shown));
  const conflicts = [
    ...new Set(findings.filter(({ severity }) => severity === "error").map(({ message }) => message)),
    ...(due.length > 0 && shown === "gone" ? ["The product was deleted in the shop; an upload makes it again."] : []),
    ...overwrittenEdits(differences),
  ];
  return {
    productId,
    title,
    store: store && { id: store.id, name: store.name },
    action: actionOf(planned, { due, made, differences, conflicts }),
    skipReason: due.length === 0 ? (variants[0]?.skipReason ?? null) : null,
    conflicts,
    variants: { created: made.length, updated: sent.length - made.length, unchanged: variants.length - due.length },
    differences,
    findings: [...findings],
    points: pointsOf(planned, sent, made, shown),
  };
}

interface Decided {
  due: readonly PlannedVariant[];
  made: readonly PlannedVariant[];
  differences: readonly FieldDifference[];
  conflicts: readonly string[];
}

function actionOf({ link }: PlannedProduct, { due, made, differences, conflicts }: Decided): PreviewAction {
  if (due.length === 0) return "no-change";
  if (conflicts.length > 0) return "conflict";
  if (!link) return "create";
  return made.length > 0 || differences.some(({ isSent }) => isSent) ? "update" : "no-change";
}

/** Parts whose content the shop accepted already are not sent, so nothing of them is compared. */
function differencesOf(
  { link, product, productHash }: PlannedProduct,
  due: readonly PlannedVariant[],
  shown: PreviewInput["shown"],
): FieldDifference[] {
  if (!link || shown === "gone" || due.length === 0) return [];
  const ofProduct =
    link.acceptedHash === productHash
      ? []
      : productDifferences({ catalog: product, accepted: link.accepted, shop: shown?.fields ?? null });
  const ofVariants = due.flatMap((planned) => {
    const { variantId, variant, link: tie, hash } = planned;
    if (!tie || tie.acceptedHash === hash) return [];
    const shop = shown?.variants.get(tie.shopifyVariantId) ?? null;
    return variantDifferences({ catalog: variant, accepted: tie.accepted, shop }, product.route.fieldModes, variantId);
  });
  return [...ofProduct, ...ofVariants];
}

/** A variant that the shop does not have: it never had it, or a merchant has deleted it. */
function isMade({ link }: PlannedProduct, { link: tie }: PlannedVariant, shown: PreviewInput["shown"]): boolean {
  if (!link || !tie || shown === "gone") return true;
  return shown !== null && shown.hasAllVariants && !shown.variants.has(tie.shopifyVariantId);
}

const overwrittenEdits = (differences: readonly FieldDifference[]): string[] => {
  const fields = differences.filter(({ isSent, isEditedInShop }) => isSent && isEditedInShop).map(({ field }) => field);
  return [...new Set(fields)].map((field) => `An edit of the shop would be overwritten: ${field}.`);
};

function pointsOf(
  { link, product, productHash }: PlannedProduct,
  sent: readonly PlannedVariant[],
  made: readonly PlannedVariant[],
  shown: PreviewInput["shown"],
): number {
  if (sent.length === 0) return 0;
  if (!link || shown === "gone") {
    const imagesOfVariants = sent.flatMap(({ variant }) => variant.imageUrl ?? []);
    return (
      createProductPoints({
        variants: sent.length,
        files: new Set([...product.images.map(({ url }) => url), ...imagesOfVariants]).size,
        variantFiles: imagesOfVariants.length,
        metafields: product.metafields.length + 1,
      }) + (product.route.publicationIds.length > 0 ? PUBLISH_POINTS : 0)
    );
  }
  const updated = sent.length - made.length;
  return (
    (link.acceptedHash === productHash ? 0 : UPDATE_PRODUCT_POINTS + READ_FIELDS_POINTS) +
    (updated > 0 ? updateVariantsPoints(updated) : 0) +
    (made.length > 0 ? addVariantsPoints(made.length) : 0)
  );
}
