import { type UserError, userError } from "../../graphql/errors.ts";
import type { ProductDeleteInput } from "../../graphql/inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { gid, idOfKind } from "../../state/gids.ts";
import { type AsynchronousOperation, statusOf } from "../../state/operations.ts";
import type { ProductRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { Refusals } from "../refusals.ts";
import { commitDeletion } from "./commit.ts";

export interface ProductDeletePayload {
  deletedProductId: string | null;
  productDeleteOperation: AsynchronousOperation | null;
  shop: ShopState;
  userErrors: UserError[];
}

/** Deletes a product with all its variants, or starts to. Recorded: product-delete-async-operation (2026-04). */
export function productDelete(
  args: { input: ProductDeleteInput; synchronous?: boolean | null },
  request: AdminRequest,
): ProductDeletePayload {
  const { shop } = request;
  const refusals = new Refusals([], false);
  const product = shop.catalog.product(idOfKind("Product", args.input.id));
  if (!product) refusals.add(["id"], "Product does not exist", "");
  else if (args.synchronous === false) return startDeletion(shop, product, request);
  else commitDeletion(shop, product, { ...request, operation: "productDelete" });
  const deletedProductId = product ? gid("Product", product.id) : null;
  return { deletedProductId, productDeleteOperation: null, shop, userErrors: refusals.errors };
}

function startDeletion(shop: ShopState, product: ProductRecord, request: AdminRequest): ProductDeletePayload {
  const nowMs = shop.nowMs();
  const isUnderWay = Array.from(shop.operations.values()).some(
    (other) =>
      other.kind === "ProductDeleteOperation" &&
      other.productId === product.id &&
      statusOf(other, nowMs) !== "COMPLETE",
  );
  if (isUnderWay) {
    const message = "Another operation already in progress. Please wait until current one is finished.";
    return { deletedProductId: null, productDeleteOperation: null, shop, userErrors: [userError(null, message, null)] };
  }
  const operation: AsynchronousOperation = {
    id: shop.environment.ids.operation.next(),
    kind: "ProductDeleteOperation",
    startedAtMs: nowMs,
    completesAtMs: nowMs + shop.environment.fidelity.asyncProductSetMs,
    productId: product.id,
    deletedProductGid: gid("Product", product.id),
    userErrors: [],
  };
  shop.operations.set(operation.id, operation);
  shop.environment.clock.schedule(operation.completesAtMs, () => {
    const present = shop.catalog.product(product.id);
    if (present) commitDeletion(shop, present, { ...request, operation: "productDelete" });
  });
  return { deletedProductId: null, productDeleteOperation: operation, shop, userErrors: [] };
}
