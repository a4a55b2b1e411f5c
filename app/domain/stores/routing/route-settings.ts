import { z } from "zod";
import { fieldModesSchema, readFieldModes } from "#app/domain/uploads/field-modes.ts";

const gid = (kind: string) =>
  z.string().regex(new RegExp(`^gid://shopify/${kind}/\\d{1,20}$`), `is not an id like gid://shopify/${kind}/123`);

/** What of a shop a route names, and can be asked about by its id. */
export const shopChoiceId = z.union([gid("Publication"), gid("Collection")]);

/** A positive amount as decimal text, of a size and precision that the database keeps exactly. */
const decimal = (whole: number, fraction: number) =>
  z
    .string()
    .trim()
    .regex(
      new RegExp(`^\\d{1,${whole}}(\\.\\d{1,${fraction}})?$`),
      `is not a number with at most ${fraction} decimals, such as 1.25`,
    )
    .refine((text) => !(Number(text) <= 0), "must be more than 0");

export const STATUSES_ON_CREATE = ["ACTIVE", "DRAFT", "UNLISTED", "ARCHIVED"] as const;
export const PRICE_ROUNDINGS = ["CENTS", "FIVE_CENTS", "WHOLE", "NINETY_NINE"] as const;
export const STOCK_MODES = ["UPSTREAM_COUNTS_ORDERS", "SHOPIFY_COUNTS_ORDERS"] as const;
export const SKU_CONFLICTS = ["WARN", "REFUSE"] as const;

/** How a route brings products to its store; what is absent has the product's default. */
export const routeSettingsSchema = z.strictObject({
  /** "Not here": ends what a category above began. The rest then says nothing. */
  isExcluded: z.boolean().default(false),
  statusOnCreate: z.enum(STATUSES_ON_CREATE).default("ACTIVE"),
  extraTags: z
    .array(z.string().trim().min(1).max(255))
    .max(250)
    .default([])
    .transform((tags) => [...new Set(tags)]),
  publicationIds: z.array(gid("Publication")).max(100).default([]),
  collectionIds: z.array(gid("Collection")).max(100).default([]),
  /** Internal warehouse code -> location of the shop. Empty: all warehouses to the shop's primary location. */
  locationMap: z.record(z.string().min(1).max(100), gid("Location")).default({}),
  priceFactor: decimal(6, 6).default("1"),
  /** How much of the shop's currency one unit of the catalog's buys; null: prices are not converted. */
  priceRate: decimal(10, 8).nullable().default(null),
  priceRounding: z.enum(PRICE_ROUNDINGS).default("CENTS"),
  fieldModes: fieldModesSchema.default({}),
  skuConflicts: z.enum(SKU_CONFLICTS).default("WARN"),
  stockMode: z.enum(STOCK_MODES).default("UPSTREAM_COUNTS_ORDERS"),
});

export type RouteSettings = z.output<typeof routeSettingsSchema>;
export type GivenRouteSettings = z.input<typeof routeSettingsSchema>;

const locations = z.record(z.string(), z.string());

/** The settings of a stored route. Decimals come as text, without trailing zeros. */
export function settingsOf(route: {
  isExcluded: boolean;
  statusOnCreate: RouteSettings["statusOnCreate"];
  extraTags: string[];
  publicationIds: string[];
  collectionIds: string[];
  locationMap: unknown;
  priceFactor: { toString(): string };
  priceRate: { toString(): string } | null;
  priceRounding: RouteSettings["priceRounding"];
  fieldModes: unknown;
  skuConflicts: RouteSettings["skuConflicts"];
  stockMode: RouteSettings["stockMode"];
}): RouteSettings {
  const map = locations.safeParse(route.locationMap);
  return {
    isExcluded: route.isExcluded,
    statusOnCreate: route.statusOnCreate,
    extraTags: route.extraTags,
    publicationIds: route.publicationIds,
    collectionIds: route.collectionIds,
    locationMap: map.success ? map.data : {},
    priceFactor: route.priceFactor.toString(),
    priceRate: route.priceRate === null ? null : route.priceRate.toString(),
    priceRounding: route.priceRounding,
    fieldModes: readFieldModes(route.fieldModes),
    skuConflicts: route.skuConflicts,
    stockMode: route.stockMode,
  };
}
