import type { UserError } from "../graphql/errors.ts";

/** An asynchronous `productSet` or `productDelete` that the app polls. */
export interface AsynchronousOperation {
  readonly id: number;
  readonly kind: "ProductSetOperation" | "ProductDeleteOperation";
  readonly startedAtMs: number;
  readonly completesAtMs: number;
  productId: number | null;
  deletedProductGid: string | null;
  userErrors: UserError[];
}

/** There is no failed status: COMPLETE with userErrors is a failure. Shopify: schema text of ProductSetOperation. */
export function statusOf(operation: AsynchronousOperation, nowMs: number): "CREATED" | "ACTIVE" | "COMPLETE" {
  if (nowMs >= operation.completesAtMs) return "COMPLETE";
  const hasStarted = nowMs - operation.startedAtMs > (operation.completesAtMs - operation.startedAtMs) / 2;
  return hasStarted ? "ACTIVE" : "CREATED";
}
