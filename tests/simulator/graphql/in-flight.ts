import type { ShopState } from "../state/shop.ts";
import type { CompiledOperation } from "./documents.ts";
import type { Variables } from "./selection.ts";
import type { AnsweredError } from "./validation-errors.ts";

export interface Hold {
  /** Why the request may not be executed: another one is writing the same product. */
  refusal: AnsweredError | null;
  /** Idempotency keys whose first request had not been answered when this one arrived. */
  busyKeys: ReadonlySet<string>;
  end(): void;
}

/** Marks what a mutation is about to touch while it is on its way: idempotency keys and the product it names. */
export function holdInFlight(
  shop: ShopState,
  operation: CompiledOperation,
  variables: Variables,
  requestId: string,
): Hold {
  if (operation.kind === "query") return { refusal: null, busyKeys: new Set(), end: () => undefined };
  const keys: string[] = [];
  const productGids: string[] = [];
  for (const field of operation.rootFields) {
    const key = field.idempotencyKey?.(variables);
    if (typeof key === "string") keys.push(key);
    const productGid = productNamedBy(field.arguments(variables));
    if (productGid) productGids.push(productGid);
  }
  const isBusy = productGids.some((productGid) => (shop.productsBeingWritten.get(productGid) ?? 0) > 0);
  const isRefused = isBusy && shop.environment.fidelity.parallelProductWrites === "refuse";
  const busyKeys = new Set(keys.filter((key) => shop.idempotencyKeys.isHeld(key)));
  for (const key of keys) shop.idempotencyKeys.begin(key, requestId);
  for (const productGid of productGids) count(shop, productGid, 1);
  return {
    refusal: isRefused
      ? {
          message: "The product is currently being modified. Please try again later.",
          extensions: { code: "INTERNAL_SERVER_ERROR" },
          path: operation.rootFields.slice(0, 1).map((field) => field.responseKey),
        }
      : null,
    busyKeys,
    end() {
      for (const key of keys) shop.idempotencyKeys.end(key, requestId);
      for (const productGid of productGids) count(shop, productGid, -1);
    },
  };
}

function count(shop: ShopState, productGid: string, by: number): void {
  const next = (shop.productsBeingWritten.get(productGid) ?? 0) + by;
  if (next > 0) shop.productsBeingWritten.set(productGid, next);
  else shop.productsBeingWritten.delete(productGid);
}

function productNamedBy(args: Readonly<Record<string, unknown>>): string | null {
  const candidates = [args["productId"], idIn(args["identifier"]), idIn(args["input"]), idIn(args["product"])];
  for (const candidate of candidates) {
    if (typeof candidate === "string" && candidate.startsWith("gid://shopify/Product/")) return candidate;
  }
  return null;
}

function idIn(value: unknown): unknown {
  return typeof value === "object" && value !== null && "id" in value ? value.id : undefined;
}
