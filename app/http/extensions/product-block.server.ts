import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Context } from "#app/domain/context.ts";
import { summarizeProductDrift } from "#app/domain/inventory/queries/summarize-product-drift.server.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getStore, type StoreView } from "#app/domain/stores/store-queries.server.ts";
import { getBatch } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { findProductUploadState } from "#app/domain/uploads/queries/find-product-upload-state.server.ts";
import { ConflictError, NotFoundError } from "#app/platform/errors.ts";
import type { StoreHold, UploadAgainAnswer } from "./product-block-answer.ts";

interface Asked {
  storeId: string;
  shopifyProductId: string;
}

/** What the block on Shopify's product page shows. */
export async function readProductBlock(ctx: Context, asked: Asked) {
  const { storeId } = asked;
  const [store, state] = await Promise.all([getStore(ctx, storeId), findProductUploadState(ctx, asked)]);
  const drift = state && (await summarizeProductDrift(ctx, { storeId, productId: state.productId }));
  return { storeName: store.name, hold: holdOf(store, ctx.clock.now()), state, drift };
}

/**
 * Approves a product anew as it stands in the catalog, for the store that the person is in.
 * @throws {NotFoundError} for a product of the shop that is none of the catalog.
 * @throws {ForbiddenError} for a role that does not upload.
 * @throws {ConflictError} when nothing would come to the store, saying why.
 */
export async function uploadProductAgain(ctx: Context, asked: Asked): Promise<UploadAgainAnswer> {
  const state = await findProductUploadState(ctx, asked);
  if (!state) throw new NotFoundError("product");
  if (state.uploadAgainRefusal === "role") requirePermission(ctx.actor, "upload", asked.storeId);
  if (state.uploadAgainRefusal === "no-route")
    throw new ConflictError(
      "product.not-routed",
      "No route brings this product's category to this store. Add a route in the app, then upload again.",
    );
  if (state.uploadAgainRefusal === "not-eligible")
    throw new ConflictError(
      "product.not-eligible",
      "Only products of type Normal are uploaded to Shopify. Change the type in the catalog, then upload again.",
    );
  const { batchId, isPlanned } = await approveProducts(ctx, {
    selection: { kind: "products", ids: [state.productId] },
    name: `${state.title.slice(0, TITLE_SHOWN)}, uploaded again`,
  });
  const { rows } = await getBatch(ctx, batchId);
  return { batchId, variants: isPlanned ? rows.total - rows.skipped : null };
}

const TITLE_SHOWN = 100;

function holdOf({ status, pausedAt, heldUntil }: StoreView, now: Date): StoreHold | null {
  if (status !== "CONNECTED") return "reconnect";
  if (pausedAt !== null) return "paused";
  return heldUntil !== null && heldUntil > now ? "no-answer" : null;
}
