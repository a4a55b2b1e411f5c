import type { UploadSkipReason } from "@prisma/client";
import { z } from "zod";
import {
  acceptedContentSchema,
  acceptedVariantSchema,
  productSnapshotSchema,
  variantSnapshotSchema,
} from "../internal/snapshot.ts";

/** A product as it would be planned for one store, or for none, with what is known of it there. */
export const plannedProductSchema = z.object({
  productId: z.string(),
  title: z.string(),
  store: z
    .object({ id: z.string(), name: z.string(), currencyCode: z.string(), createsParkedUntil: z.date().nullable() })
    .nullable(),
  product: productSnapshotSchema,
  productHash: z.string(),
  link: z
    .object({
      shopifyProductId: z.string(),
      acceptedHash: z.string().nullable(),
      accepted: acceptedContentSchema.nullable().catch(null),
    })
    .nullable(),
  variants: z.array(
    z.object({
      variantId: z.string(),
      variant: variantSnapshotSchema,
      hash: z.string(),
      skipReason: z.custom<UploadSkipReason>((value) => typeof value === "string").nullable(),
      link: z
        .object({
          shopifyVariantId: z.string(),
          acceptedHash: z.string().nullable(),
          accepted: acceptedVariantSchema.nullable().catch(null),
        })
        .nullable(),
    }),
  ),
});

export type PlannedProduct = z.infer<typeof plannedProductSchema>;
export type PlannedVariant = PlannedProduct["variants"][number];
