import type { ProductVariantsBulkInput } from "#app/generated/admin/admin.types.d.ts";
import { decideSending, modeOf, mustAskShop, type FieldMode, type FieldModes } from "../../field-modes.ts";
import type { AcceptedVariant, VariantSnapshot } from "../snapshot.ts";
import { VARIANT_RULES, type ShownVariantFields, type VariantRule } from "./variant-fields.ts";

export interface VariantQuestions {
  isAsked: boolean;
  withOptions: boolean;
  withMedia: boolean;
  withItem: boolean;
}

export interface KnownVariant {
  variant: VariantSnapshot;
  /** What Shopify accepted of it last; null where nobody knows. */
  accepted: AcceptedVariant | null;
  /** What was sent since and answered to nobody. */
  unanswered?: readonly AcceptedVariant[];
}

/** What to ask the shop before its variants are decided: nothing, where no field that somebody may have edited changed. */
export function planVariantQuestions(variants: readonly KnownVariant[], modes: FieldModes): VariantQuestions {
  const asked = VARIANT_RULES.filter((rule) => {
    const mode = modeOf(modes, rule.field);
    return (
      mode === "until-edited" &&
      variants.some((known) => mustAskShop({ mode, ...compare(rule, known) }) || isInDoubt(rule, known))
    );
  });
  const isAsking = (what: VariantRule["asks"]) => asked.some(({ asks }) => asks === what);
  return {
    isAsked: asked.length > 0,
    withOptions: isAsking("options"),
    withMedia: isAsking("media"),
    withItem: isAsking("item"),
  };
}

/** Whether the shop may have something else than was accepted last, without anybody having edited it. */
function isInDoubt(rule: VariantRule, { accepted, unanswered = [] }: KnownVariant): boolean {
  const last = rule.contentOf(accepted ?? {});
  return (accepted === null || last !== undefined) && unanswered.some((sent) => rule.contentOf(sent) !== last);
}

/**
 * What counts as accepted of a variant once updates that were answered to nobody are known: where the shop shows what one
 * of them sent, it took that, and no merchant edited the field.
 */
export function variantAcceptedAsShown(known: KnownVariant, shop: ShownVariantFields): AcceptedVariant | null {
  const { accepted, unanswered = [] } = known;
  const taken = VARIANT_RULES.filter((rule) => isInDoubt(rule, known)).flatMap((rule) => {
    if (rule.asks !== undefined && !isAnswered(rule.asks, shop)) return [];
    const shown = rule.shownBy(shop);
    const sent = unanswered.find((one) => rule.contentOf(one) === shown);
    return sent ? [Object.fromEntries(rule.keys.map((key) => [key, sent[key]]))] : [];
  });
  return taken.reduce<AcceptedVariant | null>((all, one) => ({ ...all, ...one }), accepted);
}

const isAnswered = (asked: NonNullable<VariantRule["asks"]>, shop: ShownVariantFields): boolean =>
  ({ options: shop.selectedOptions, media: shop.media, item: shop.inventoryItem })[asked] !== undefined;

export interface VariantChanges {
  /** Without the variant's id, its option values and its image; null when there is nothing to send. */
  input: Omit<ProductVariantsBulkInput, "id" | "optionValues"> | null;
  sendsOptionValues: boolean;
  sendsImage: boolean;
  /** Keys of the content that the shop keeps as it is: what was accepted of them stays as it was. */
  kept: (keyof VariantSnapshot)[];
}

/**
 * Which fields of a variant are sent, each by its mode. Option values and images are sent only when the catalog changed
 * them, even where they are ours: their names in the shop may be a merchant's, and a renamed option is not found by the
 * name that the catalog has for it.
 */
export function changedVariant(
  known: KnownVariant,
  modes: FieldModes,
  shop: ShownVariantFields | null,
): VariantChanges {
  const changes: VariantChanges = { input: null, sendsOptionValues: false, sendsImage: false, kept: [] };
  const item = {};
  const input = {};
  for (const rule of VARIANT_RULES) {
    const { isAccepted, isKnown } = compare(rule, known);
    const mode = modeOf(modes, rule.field);
    const shown = shop ? rule.shownBy(shop) : undefined;
    const isShown = shown !== undefined && mode === "until-edited" && shown === rule.contentOf(known.variant);
    const isUnedited = isKnown && shown !== undefined && shown === rule.contentOf(known.accepted ?? {});
    const isSent =
      decideSending({ mode, isAccepted, isUnedited, isShown }) && maySend(rule, { known, mode, isAccepted, isKnown });
    const content = isSent ? { ...rule.input?.(known.variant) } : {};
    const itemContent = isSent ? { ...rule.itemInput?.(known.variant) } : {};
    if (isSent && rule.field === "options") changes.sendsOptionValues = true;
    else if (isSent && rule.field === "variantImage") changes.sendsImage = true;
    else if (Object.keys(content).length === 0 && Object.keys(itemContent).length === 0 && !isAccepted && !isShown)
      changes.kept.push(...rule.keys);
    Object.assign(input, content);
    Object.assign(item, itemContent);
  }
  if (Object.keys(item).length > 0) Object.assign(input, { inventoryItem: item });
  if (Object.keys(input).length > 0 || changes.sendsOptionValues || changes.sendsImage) changes.input = input;
  return changes;
}

interface Sending {
  known: KnownVariant;
  mode: FieldMode;
  isAccepted: boolean;
  isKnown: boolean;
}

function maySend(rule: VariantRule, { known, isAccepted, isKnown }: Sending): boolean {
  if (rule.field === "options") return isKnown && !isAccepted;
  if (rule.field === "variantImage") return isKnown && !isAccepted && known.variant.imageUrl !== null;
  return true;
}

function compare(rule: VariantRule, { variant, accepted }: KnownVariant): { isAccepted: boolean; isKnown: boolean } {
  const last = rule.contentOf(accepted ?? {});
  return { isAccepted: last !== undefined && isSame(rule, variant, accepted ?? {}), isKnown: last !== undefined };
}

/** Two images may have one name: what was sent is told by its whole address. */
const isSame = (rule: VariantRule, variant: VariantSnapshot, accepted: AcceptedVariant): boolean =>
  rule.field === "variantImage"
    ? variant.imageUrl === accepted.imageUrl
    : rule.contentOf(variant) === rule.contentOf(accepted);
