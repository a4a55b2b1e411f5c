import { z } from "zod";
import { storeEstimateView } from "./batch-views.ts";
import { pageOf, skipReason } from "./shared-views.ts";

export const fieldDifferenceView = z
  .object({
    field: z.string(),
    variantId: z.string().nullable(),
    shop: z
      .string()
      .nullable()
      .meta({ description: "What the shop shows; what it accepted last when it could not be read." }),
    accepted: z.string().nullable().meta({ description: "What the shop accepted last; null when that is not known." }),
    catalog: z.string().nullable(),
    isSent: z.boolean().meta({ description: "False: the shop's value stays, by the route's field modes." }),
    isEditedInShop: z.boolean().meta({ description: "Somebody changed it in the shop since." }),
  })
  .meta({ id: "FieldDifference" });

export const preflightFindingView = z
  .object({
    code: z.string(),
    severity: z.enum(["error", "warning"]),
    variantId: z
      .string()
      .nullable()
      .meta({ description: "Null: it is about the product, and an error stops all of its variants." }),
    field: z.string().meta({
      description: "Path in the approved content, e.g. `options.1.name` of the product or `price` of the variant.",
    }),
    message: z.string(),
    whatToDo: z.string(),
  })
  .meta({ id: "PreflightFinding" });

export const previewItemView = z
  .object({
    productId: z.string(),
    title: z.string(),
    store: z
      .object({
        id: z.string(),
        name: z.string(),
      })
      .nullable()
      .meta({
        description: "Null: no route brings the product to a store, or it is of a type that is never uploaded.",
      }),
    action: z.enum(["create", "update", "no-change", "conflict"]),
    skipReason: skipReason.nullable().meta({ description: "Why nothing would be sent." }),
    conflicts: z.array(z.string()).meta({ description: "Why it is a conflict, in words." }),
    variants: z.object({
      created: z.number(),
      updated: z.number(),
      unchanged: z.number(),
    }),
    differences: z.array(fieldDifferenceView),
    findings: z.array(preflightFindingView),
    points: z.number().meta({ description: "What the upload would cost." }),
  })
  .meta({ id: "PreviewItem" });

export const previewTotalsView = z
  .object({
    actions: z
      .object({
        create: z.number(),
        update: z.number(),
        "no-change": z.number(),
        conflict: z.number(),
      })
      .meta({ description: "Products by what would happen to them, each once for each store." }),
    errors: z.number(),
    warnings: z.number(),
    points: z.number(),
    seconds: z
      .number()
      .nullable()
      .meta({ description: "Over all stores; null when the end at one of them cannot be foreseen." }),
    stores: z.array(storeEstimateView),
  })
  .meta({ id: "PreviewTotals" });

export const previewView = z
  .object({
    ...pageOf(previewItemView).shape,
    totals: previewTotalsView.meta({ description: "Of these items." }),
    unreadStores: z
      .array(z.object({ id: z.string(), name: z.string(), because: z.string() }))
      .meta({ description: "Stores that could not be asked: their items rest on what they accepted last." }),
  })
  .meta({ id: "Preview" });
