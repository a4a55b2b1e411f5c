import { z } from "zod";
import { approvalStatuses, productTypes } from "#app/domain/catalog/product-states.ts";
import { fieldModesSchema } from "#app/domain/uploads/field-modes.ts";
import { departureRule, time } from "./shared-views.ts";

export const routedCategoryView = z
  .object({
    id: z.string(),
    name: z.string(),
    path: z.string().meta({ description: "Empty for the root." }),
    routes: z.array(
      z.object({
        id: z.string(),
        storeId: z.string(),
        isExcluded: z.boolean(),
      }),
    ),
  })
  .meta({ id: "RoutedCategory" });

export const storeRoutingView = z
  .object({
    store: z.object({
      id: z.string(),
      name: z.string(),
    }),
    isInShop: z.boolean().meta({ description: "The product is in the shop, as far as is known." }),
    decision: z.enum(["goes", "not-here", "no-route", "not-eligible", "store-closed"]),
    decidedBy: z
      .object({
        categoryId: z.string(),
        path: z.string(),
        routeId: z.string(),
      })
      .nullable()
      .meta({ description: "The category whose route decided; null when none did." }),
  })
  .meta({ id: "StoreRouting" });

export const productRoutingView = z
  .object({
    product: z.object({
      id: z.string(),
      title: z.string(),
      type: z.enum(productTypes),
      approvalStatus: z.enum(approvalStatuses),
    }),
    categories: z.array(routedCategoryView).meta({ description: "From the root down to the product's own." }),
    stores: z.array(storeRoutingView),
  })
  .meta({ id: "ProductRouting" });

export const unroutedProductView = z
  .object({
    id: z.string(),
    title: z.string(),
    approvalStatus: z.enum(approvalStatuses),
    categoryId: z.string(),
    categoryPath: z.string(),
  })
  .meta({ id: "UnroutedProduct" });

export const routeView = z
  .object({
    id: z.string(),
    category: z
      .object({
        id: z.string(),
        path: z.string(),
      })
      .meta({ description: "Empty for the root, which is all products." }),
    store: z.object({
      id: z.string(),
      name: z.string(),
    }),
    settings: z.object({
      isExcluded: z
        .boolean()
        .meta({ description: '"Not here": ends what a category above began. The rest then says nothing.' }),
      statusOnCreate: z.enum(["ACTIVE", "DRAFT", "UNLISTED", "ARCHIVED"]),
      extraTags: z.array(z.string()),
      publicationIds: z.array(z.string()),
      collectionIds: z.array(z.string()),
      locationMap: z.record(z.string(), z.string()).meta({
        description:
          "Internal warehouse code -> location of the shop. Empty: all warehouses to the shop's primary location.",
      }),
      priceFactor: z.string(),
      priceRate: z.string().nullable().meta({
        description: "How much of the shop's currency one unit of the catalog's buys; null: prices are not converted.",
      }),
      priceRounding: z.enum(["CENTS", "FIVE_CENTS", "WHOLE", "NINETY_NINE"]),
      fieldModes: fieldModesSchema,
      skuConflicts: z.enum(["WARN", "REFUSE"]),
      stockMode: z.enum(["UPSTREAM_COUNTS_ORDERS", "SHOPIFY_COUNTS_ORDERS"]),
    }),
    updatedAt: time,
  })
  .meta({ id: "Route" });

export const departureBatchId = z.string().nullable().meta({
  description: "The batch that takes off sale what no longer goes to the store; null when nothing leaves it.",
});

export const savedRouteView = z.object({ ...routeView.shape, departureBatchId }).meta({ id: "SavedRoute" });

export const routeChangePreviewView = z
  .object({
    before: z
      .enum(["goes", "not-here", "no-route", "not-eligible", "store-closed"])
      .meta({ description: "What the category says of the store before and after." }),
    after: z.enum(["goes", "not-here", "no-route", "not-eligible", "store-closed"]),
    effect: z.enum(["none", "come", "leave", "stay"]).meta({
      description:
        "`come` and `leave` are changes of place; `stay` go on under the route's settings; `none` were and are not here.",
    }),
    categories: z.number().meta({
      description: "Categories that the change reaches: below the category, as far as no nearer route decides.",
    }),
    products: z.number().meta({ description: "Products there that can be uploaded." }),
    approvedProducts: z.number(),
    productsInShop: z.number().meta({ description: "Those that are in the shop already, as far as is known." }),
    departureRule,
    examples: z
      .array(
        z.object({
          id: z.string(),
          title: z.string(),
        }),
      )
      .meta({ description: "The first of them, for a person to recognize." }),
  })
  .meta({ id: "RouteChangePreview" });
