import { modeOf } from "../../field-modes.ts";
import type { AcceptedContent, ProductSnapshot } from "../snapshot.ts";
import { isSameContent, PLAIN_FIELDS, type PlainField, type ShopFields } from "./product-fields.ts";

interface Shown {
  product: ProductSnapshot;
  accepted: AcceptedContent | null;
  shop: ShopFields;
}

/**
 * Fields in which the shop differs from what it accepted last: somebody edited them, or took what was answered to nobody.
 * Of a product that was found by its identity alone, that may be all of them.
 */
const differing = ({ product, accepted, shop }: Shown): PlainField[] =>
  PLAIN_FIELDS.filter((plain) => {
    const last = plain.contentOf(accepted ?? {});
    const isKnown = accepted === null || Object.keys(last).length > 0;
    const isOpen = modeOf(product.route.fieldModes, plain.field) === "until-edited";
    return isOpen && isKnown && !isSameContent(last, plain.shownBy(shop));
  });

export const seemsEdited = (shown: Shown): boolean => differing(shown).length > 0;

/**
 * What counts as accepted of a product once updates that were answered to nobody are known: where the shop shows what one
 * of them sent, it took that, and no merchant edited the field.
 */
export function acceptedAsShown(shown: Shown, unanswered: readonly AcceptedContent[]): AcceptedContent | null {
  const taken = differing(shown).flatMap((plain) => {
    const now = plain.shownBy(shown.shop);
    return unanswered.some((sent) => isSameContent(plain.contentOf(sent), now)) ? [now] : [];
  });
  return taken.reduce<AcceptedContent | null>((all, one) => ({ ...all, ...one }), shown.accepted);
}
