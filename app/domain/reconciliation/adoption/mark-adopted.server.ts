import { Prisma } from "@prisma/client";
import type { Runtime } from "#app/domain/context.ts";
import { SET_IDENTITIES_POINTS } from "#app/shopify/operation-cost.ts";
import { IDENTITY } from "#app/shopify/operations/identity.ts";
import { SET_IDENTITIES } from "#app/shopify/operations/set-identities.ts";
import { openPaidCalls, type PaidCalls } from "../internal/paid-calls.server.ts";

/** Shopify: metafieldsSet takes 25, all or none. */
const PRODUCTS_PER_CALL = 25;

interface UnmarkedProduct {
  product_id: string;
  shopify_product_id: string;
}

export interface MarkedProducts {
  marked: number;
  /** Shopify did not take our id for them. */
  refused: number;
  isStopped: boolean;
}

/**
 * Writes our id to the products that were adopted and do not carry it, so that a lost link is found again by it. Writing
 * it again changes nothing. A product that is refused keeps no other one back; the next run looks at it again.
 * @throws {ShopifyError}, for the queue to try again, and what a store that is not connected throws.
 */
export async function markAdopted(
  runtime: Runtime,
  { storeId }: { storeId: string },
  signal: AbortSignal,
): Promise<MarkedProducts> {
  const total: MarkedProducts = { marked: 0, refused: 0, isStopped: false };
  let after: string | null = null;
  let products = await nextUnmarked(runtime, storeId, after);
  if (products.length === 0) return total;
  await using calls = await openPaidCalls(runtime, { storeId, signal });
  await calls.ensureIdentity();
  while (products.length > 0) {
    if (signal.aborted) return { ...total, isStopped: true };
    const marked = await setIdentities(calls, products);
    await runtime.db.$executeRaw`
      UPDATE product_links link SET lacks_identity = FALSE
      FROM unnest(${marked.map((one) => one.product_id)}::uuid[], ${marked.map((one) => one.shopify_product_id)}::text[]) AS done(id, gid)
      WHERE link.store_id = ${storeId}::uuid AND link.product_id = done.id AND link.shopify_product_id = done.gid`;
    total.marked += marked.length;
    total.refused += products.length - marked.length;
    after = products.at(-1)?.product_id ?? null;
    products = await nextUnmarked(runtime, storeId, after);
  }
  runtime.log.info({ storeId, marked: total.marked, refused: total.refused }, "Adopted products were marked as ours.");
  return total;
}

const nextUnmarked = ({ db }: Runtime, storeId: string, after: string | null): Promise<UnmarkedProduct[]> =>
  db.$queryRaw<UnmarkedProduct[]>`
    SELECT product_id, shopify_product_id FROM product_links
    WHERE store_id = ${storeId}::uuid AND lacks_identity AND gone_at IS NULL
      ${after === null ? Prisma.empty : Prisma.sql`AND product_id > ${after}::uuid`}
    ORDER BY product_id LIMIT ${PRODUCTS_PER_CALL}`;

/** Leaves out what Shopify names and sends the rest again. Returns those that carry our id now. */
async function setIdentities(calls: PaidCalls, products: readonly UnmarkedProduct[]): Promise<UnmarkedProduct[]> {
  let left = [...products];
  while (left.length > 0) {
    const { data } = await calls.write({
      operation: SET_IDENTITIES,
      variables: {
        metafields: left.map(({ product_id: value, shopify_product_id: ownerId }) => ({
          ownerId,
          ...IDENTITY,
          value,
        })),
      },
      points: SET_IDENTITIES_POINTS,
    });
    const errors = data.metafieldsSet?.userErrors ?? [];
    if (errors.length === 0) return left;
    const named = new Set(errors.map(({ field }) => Number(field?.[1] ?? Number.NaN)));
    const rest = left.filter((_, index) => !named.has(index));
    if (rest.length === left.length) return [];
    left = rest;
  }
  return [];
}
