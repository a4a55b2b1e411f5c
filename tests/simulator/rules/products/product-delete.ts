import { topLevelError, type UserError } from "../../graphql/errors.ts";
import type { ProductDeleteInput } from "../../graphql/inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { gid, idOfKind } from "../../state/gids.ts";
import type { ShopState } from "../../state/shop.ts";
import { Refusals } from "../refusals.ts";
import { commitDeletion } from "./commit.ts";

export interface ProductDeletePayload {
  deletedProductId: string | null;
  productDeleteOperation: null;
  shop: ShopState;
  userErrors: UserError[];
}

/** Deletes a product with all its variants. */
export function productDelete(
  args: { input: ProductDeleteInput; synchronous?: boolean | null },
  request: AdminRequest,
): ProductDeletePayload {
  const { shop } = request;
  if (args.synchronous === false) {
    throw topLevelError("not simulated: productDelete(synchronous: false)", "NOT_SIMULATED");
  }
  const refusals = new Refusals([], false);
  const product = shop.catalog.product(idOfKind("Product", args.input.id));
  if (!product) refusals.add(["id"], "Product does not exist", "");
  else commitDeletion(shop, product, { ...request, operation: "productDelete" });
  const deletedProductId = product ? gid("Product", product.id) : null;
  return { deletedProductId, productDeleteOperation: null, shop, userErrors: refusals.errors };
}
