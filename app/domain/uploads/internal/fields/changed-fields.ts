import type { MetafieldInput, ProductUpdateInput } from "#app/generated/admin/admin.types.d.ts";
import { decideSending, modeOf, mustAskShop } from "../../field-modes.ts";
import type { AcceptedContent, ProductSnapshot } from "../snapshot.ts";
import { isSameContent, PLAIN_FIELDS, type PlainField, type ShopFields } from "./product-fields.ts";

type Metafield = ProductSnapshot["metafields"][number];

export interface ShownMetafield {
  namespace: string;
  key: string;
  value: string;
}

/** What a product update has to know of the shop beside its plain fields. */
export interface FieldQuestions {
  isDetailAsked: boolean;
  /** Metafields that have changed in the catalog and that somebody may have edited in the shop. */
  metafields: readonly Metafield[];
}

export interface FieldChanges {
  /** Null when there is nothing to send. */
  changes: Omit<ProductUpdateInput, "id"> | null;
  /** What the shop has of our content once the changes are accepted. */
  accepted: AcceptedContent;
}

/** What to ask the shop before a product's own fields are decided. */
export function planQuestions(product: ProductSnapshot, accepted: AcceptedContent | null): FieldQuestions {
  const mode = modeOf(product.route.fieldModes, "metafields");
  const known = metafieldsByName(accepted?.metafields ?? []);
  return {
    isDetailAsked: PLAIN_FIELDS.some(
      ({ field, isDetail }) => isDetail && modeOf(product.route.fieldModes, field) !== "shop",
    ),
    metafields: product.metafields.filter((metafield) => {
      const last = known.get(nameOf(metafield));
      const isKnown = accepted?.metafields !== undefined;
      return mustAskShop({ mode, isAccepted: last?.value === metafield.value, isKnown });
    }),
  };
}

/**
 * Which of a product's own fields are sent, each by its mode. Where a field is kept back because somebody edited it in the
 * shop, or because nobody knows what the shop accepted (a product adopted from before), what was accepted stays as it
 * was: it never claims what the shop does not have.
 */
export function changedFields(
  product: ProductSnapshot,
  accepted: AcceptedContent | null,
  shop: ShopFields & { metafields?: readonly ShownMetafield[] },
): FieldChanges {
  const decided = [
    ...PLAIN_FIELDS.map((field) => decidePlainField(field, { product, accepted, shop })),
    decideCollections(product, accepted),
    decideMetafields(product, accepted, shop.metafields ?? []),
  ];
  const changes = decided.reduce<Decided["changes"]>((all, one) => ({ ...all, ...one.changes }), {});
  return {
    changes: Object.keys(changes).length === 0 ? null : changes,
    accepted: decided.reduce<AcceptedContent>((all, one) => ({ ...all, ...one.accepted }), { ...accepted }),
  };
}

interface Decided {
  changes: Omit<ProductUpdateInput, "id">;
  accepted: AcceptedContent;
}

interface Known {
  product: ProductSnapshot;
  accepted: AcceptedContent | null;
  shop: ShopFields;
}

const NOTHING: Decided = { changes: {}, accepted: {} };

function decidePlainField(plain: PlainField, { product, accepted, shop }: Known): Decided {
  const mine = plain.contentOf(product);
  const last = accepted ? plain.contentOf(accepted) : {};
  const mode = modeOf(product.route.fieldModes, plain.field);
  if (plain.isDetail && mode === "shop") return NOTHING;
  const shown = plain.shownBy(shop);
  const isShown = isSameContent(mine, shown);
  const isAccepted = isSameContent(mine, last);
  const isSent = decideSending({ mode, isAccepted, isUnedited: isSameContent(last, shown), isShown });
  return { changes: isSent ? plain.input(product) : {}, accepted: isSent || isShown ? mine : {} };
}

/** Joined are ours, left are those that we joined: where else a merchant has put the product is not looked at. */
function decideCollections(product: ProductSnapshot, accepted: AcceptedContent | null): Decided {
  const mode = modeOf(product.route.fieldModes, "collections");
  const joined = accepted?.collectionIds ?? [];
  if (mode === "shop" || (mode === "until-edited" && accepted?.collectionIds === undefined)) return NOTHING;
  const mine = product.collectionIds;
  const toJoin = mode === "ours" ? mine : mine.filter((id) => !joined.includes(id));
  const toLeave = joined.filter((id) => !mine.includes(id));
  return {
    changes: {
      ...(toJoin.length === 0 ? {} : { collectionsToJoin: toJoin }),
      ...(toLeave.length === 0 ? {} : { collectionsToLeave: toLeave }),
    },
    accepted: { collectionIds: mine },
  };
}

/** One that the catalog no longer has stays in the shop, and stays accepted. */
function decideMetafields(
  product: ProductSnapshot,
  accepted: AcceptedContent | null,
  shown: readonly ShownMetafield[],
): Decided {
  const mode = modeOf(product.route.fieldModes, "metafields");
  const isKnown = accepted?.metafields !== undefined;
  if (mode === "shop" || (mode === "until-edited" && !isKnown)) return NOTHING;
  const known = metafieldsByName(accepted?.metafields ?? []);
  const inShop = metafieldsByName(shown);
  const sent = product.metafields.filter((metafield) => {
    const last = known.get(nameOf(metafield))?.value;
    const now = inShop.get(nameOf(metafield))?.value;
    const isAccepted = last === metafield.value;
    return decideSending({
      mode,
      isAccepted,
      isUnedited: isSameValue(last, now),
      isShown: isSameValue(now, metafield.value),
    });
  });
  for (const metafield of product.metafields) {
    const isShown = isSameValue(inShop.get(nameOf(metafield))?.value, metafield.value);
    if (isShown || sent.includes(metafield)) known.set(nameOf(metafield), metafield);
  }
  const changes: MetafieldInput[] = sent.map(({ namespace, key, type, value }) => ({ namespace, key, type, value }));
  return {
    changes: changes.length === 0 ? {} : { metafields: changes },
    accepted: { metafields: [...known.values()] },
  };
}

/** The namespace `$app` is the app's own, which the shop shows by the app's number. */
const nameOf = ({ namespace, key }: Pick<Metafield, "namespace" | "key">): string =>
  `${namespace.replace(/^(\$app|app--\d+)(:|--|$)/, "app:")}.${key}`;

const metafieldsByName = <Field extends ShownMetafield>(metafields: readonly Field[]): Map<string, Field> =>
  new Map(metafields.map((metafield) => [nameOf(metafield), metafield]));

/** Shopify writes JSON in its own way. */
function isSameValue(one: string | undefined, other: string | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && canonical(one) === canonical(other));
}

function canonical(value: string): string {
  if (!/^[{[]/.test(value)) return value;
  try {
    return JSON.stringify(sorted(JSON.parse(value)));
  } catch {
    return value;
  }
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
};
