import type { Prisma } from "@prisma/client";
import type { Db } from "#app/platform/db.server.ts";
import {
  acceptedContentSchema,
  acceptedVariantSchema,
  type AcceptedContent,
  type AcceptedVariant,
} from "../snapshot.ts";

/** Calls that bring a product's own content to a shop, and those that bring its variants'. */
const PRODUCT_STEPS = ["CREATE_PRODUCT", "UPDATE_PRODUCT"] as const;
const VARIANT_STEPS = ["CREATE_PRODUCT", "ADD_VARIANTS", "UPDATE_VARIANTS"] as const;

/** Contents that are compared with the shop; what is older was overtaken. */
const MAX_CONTENTS = 5;

/**
 * Contents of a product whose calls were answered to nobody since one was accepted last, newest first: any of them may
 * be what the shop has. What was sent before is none of them: a merchant who goes back to it by hand has edited it.
 */
export async function findUnansweredUpdates(db: Db, product: ProductInStore): Promise<AcceptedContent[]> {
  const groups = await db.uploadGroup.findMany({
    where: await sentUnanswered(db, product, PRODUCT_STEPS),
    orderBy: { id: "desc" },
    take: MAX_CONTENTS,
    select: { payload: true },
  });
  return groups.flatMap(({ payload }) => {
    const content = acceptedContentSchema.safeParse(payload);
    return content.success ? [content.data] : [];
  });
}

/** The same of the product's variants, by their internal ids. */
export async function findUnansweredVariants(db: Db, product: ProductInStore): Promise<Map<string, AcceptedVariant[]>> {
  const groups = await db.uploadGroup.findMany({
    where: await sentUnanswered(db, product, VARIANT_STEPS),
    orderBy: { id: "desc" },
    take: MAX_CONTENTS,
    select: { rows: { select: { variantId: true, payload: true } } },
  });
  const contents = groups.flatMap(({ rows }) =>
    rows.flatMap(({ variantId, payload }) => {
      const content = acceptedVariantSchema.safeParse(payload);
      return content.success ? [{ variantId, content: content.data }] : [];
    }),
  );
  const ofVariants = Map.groupBy(contents, ({ variantId }) => variantId);
  return new Map([...ofVariants].map(([id, sent]) => [id, sent.map(({ content }) => content)]));
}

interface ProductInStore {
  storeId: string;
  productId: string;
}

async function sentUnanswered(
  db: Db,
  product: ProductInStore,
  steps: typeof PRODUCT_STEPS | typeof VARIANT_STEPS,
): Promise<Prisma.UploadGroupWhereInput> {
  const step = { in: [...steps] };
  const accepted = await db.uploadAttempt.findFirst({
    where: { step, outcome: "SUCCEEDED", group: product },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  return {
    ...product,
    attempts: { some: { step, outcome: { in: ["INTENT", "UNKNOWN"] }, id: { gt: accepted?.id ?? 0n } } },
  };
}
