import { z } from "zod";

/**
 * Who says what a field is once the shop has the product. `ours`: the catalog, whenever the product is sent. `shop`: the
 * catalog at the creation, and the shop ever after. `until-edited`: the catalog, until somebody edits it in the shop.
 */
export type FieldMode = "ours" | "shop" | "until-edited";

interface RouteField {
  of: "product" | "variant";
  mode: FieldMode;
}

/** What a route may decide about, in the order of a form, with what holds where it says nothing. */
export const ROUTE_FIELDS = {
  title: { of: "product", mode: "until-edited" },
  description: { of: "product", mode: "until-edited" },
  tags: { of: "product", mode: "until-edited" },
  images: { of: "product", mode: "until-edited" },
  handle: { of: "product", mode: "shop" },
  vendor: { of: "product", mode: "shop" },
  productType: { of: "product", mode: "shop" },
  status: { of: "product", mode: "shop" },
  seo: { of: "product", mode: "shop" },
  category: { of: "product", mode: "shop" },
  collections: { of: "product", mode: "shop" },
  metafields: { of: "product", mode: "shop" },
  price: { of: "variant", mode: "ours" },
  sku: { of: "variant", mode: "ours" },
  barcode: { of: "variant", mode: "ours" },
  options: { of: "variant", mode: "ours" },
  weight: { of: "variant", mode: "ours" },
  variantImage: { of: "variant", mode: "until-edited" },
  cost: { of: "variant", mode: "shop" },
  tracked: { of: "variant", mode: "shop" },
  requiresShipping: { of: "variant", mode: "shop" },
  taxable: { of: "variant", mode: "shop" },
  inventoryPolicy: { of: "variant", mode: "shop" },
  hsCode: { of: "variant", mode: "shop" },
  countryOfOrigin: { of: "variant", mode: "shop" },
} as const satisfies Record<string, RouteField>;

export type FieldName = keyof typeof ROUTE_FIELDS;

type FieldOf<Owner extends RouteField["of"]> = {
  [Name in FieldName]: (typeof ROUTE_FIELDS)[Name]["of"] extends Owner ? Name : never;
}[FieldName];

export type ProductField = FieldOf<"product">;
export type VariantField = FieldOf<"variant">;

const isFieldName = (name: string): name is FieldName => Object.hasOwn(ROUTE_FIELDS, name);
const fieldNames = Object.keys(ROUTE_FIELDS).filter(isFieldName);
const namesOf = (owner: RouteField["of"]) => fieldNames.filter((name) => ROUTE_FIELDS[name].of === owner);

/** Names of the fields of the product itself, and of its variants: each side's content is compared by itself. */
export const PRODUCT_FIELDS: readonly string[] = namesOf("product");
export const VARIANT_FIELDS: readonly string[] = namesOf("variant");

const fieldMode = z.enum(["ours", "shop", "until-edited"]);

/** What a route says of its fields; one that is absent has the default. */
export const fieldModesSchema = z.partialRecord(z.enum(fieldNames), fieldMode);

export type FieldModes = z.infer<typeof fieldModesSchema>;

/**
 * Reads the modes that are stored with a route. A name or a mode that this release does not know is as good as absent:
 * a newer or older release may have written it.
 */
export function readFieldModes(stored: unknown): FieldModes {
  const entries = z.record(z.string(), z.unknown()).safeParse(stored);
  if (!entries.success) return {};
  const known = Object.entries(entries.data).flatMap(([name, value]) => {
    const mode = fieldMode.safeParse(value);
    return isFieldName(name) && mode.success ? [[name, mode.data] as const] : [];
  });
  return Object.fromEntries(known);
}

export const modeOf = (modes: FieldModes, field: FieldName): FieldMode => modes[field] ?? ROUTE_FIELDS[field].mode;

export interface FieldState {
  mode: FieldMode;
  /** The catalog's content is what Shopify accepted last. */
  isAccepted: boolean;
  /** The shop shows what Shopify accepted last; false where nobody knows what that was. */
  isUnedited: boolean;
  /** The shop shows the catalog's content already. */
  isShown: boolean;
}

interface FieldKnowledge {
  mode: FieldMode;
  isAccepted: boolean;
  /** What Shopify accepted last is known. */
  isKnown: boolean;
}

/** Whether the shop has to be asked what it shows before anything is decided about a field. */
export const mustAskShop = ({ mode, isAccepted, isKnown }: FieldKnowledge): boolean =>
  mode === "until-edited" && isKnown && !isAccepted;

/** Whether a field of something that the shop has already is sent. */
export function decideSending({ mode, isAccepted, isUnedited, isShown }: FieldState): boolean {
  if (mode === "shop" || isShown) return false;
  return mode === "ours" || (!isAccepted && isUnedited);
}
