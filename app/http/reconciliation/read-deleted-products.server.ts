import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { listDeletedProducts } from "#app/domain/reconciliation/runs/deleted-product-queries.server.ts";
import { getReconciliationSettings } from "#app/domain/reconciliation/runs/reconciliation-settings.server.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { encodePage } from "../cursors.ts";
import { pageParams, parseParams, parseSearchParams, toPageRequest } from "../parse-input.server.ts";

/** The products that were deleted in a store's shop, from the address of their page. */
export async function readDeletedProducts(ctx: Context, request: Request, params: unknown) {
  const { storeId } = parseParams(params, z.object({ storeId: z.uuid() }));
  const page = toPageRequest(parseSearchParams(request, z.object(pageParams("uuid"))));
  const [store, settings, products] = await Promise.all([
    getStore(ctx, storeId),
    getReconciliationSettings(ctx, { storeId }),
    listDeletedProducts(ctx, { storeId }, page),
  ]);
  return {
    store: { id: store.id, name: store.name },
    rule: settings.deletedProductRule,
    products: products.items,
    ...encodePage(products),
    mayAllow: can(ctx.actor, "upload", storeId),
  };
}
