import { topLevelError, type UserError } from "../../graphql/errors.ts";
import type { MetafieldInput, ProductSetIdentifiers, ProductSetInput } from "../../graphql/inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { canonicalNamespace } from "../../state/app-namespace.ts";
import { idOfKind } from "../../state/gids.ts";
import type { AsynchronousOperation } from "../../state/operations.ts";
import type { Mutable, ProductRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { applyMetafieldList } from "../metafields/metafield-list.ts";
import { Refusals } from "../refusals.ts";
import { commitProduct } from "./commit.ts";
import { joinCollections } from "./collections.ts";
import { applyProductFields, blankProduct } from "./fields.ts";
import { readFiles } from "./files.ts";
import { findByCustomId, findByIdentifier } from "./product-identifier.ts";
import { applyVariantList } from "./variant-list.ts";

export interface ProductSetArguments {
  identifier?: ProductSetIdentifiers | null;
  input: ProductSetInput;
  synchronous?: boolean | null;
}

export interface ProductSetPayload {
  product: ProductRecord | null;
  productSetOperation: AsynchronousOperation | null;
  userErrors: UserError[];
}

/**
 * Creates a product, or makes an existing one what the input says.
 *
 * Atomic: with any userError nothing is written. Lists that are sent are declarative (what they leave out is deleted),
 * lists that are left out stay as they are. Shopify: schema text of productSet; recorded: product-set-parity,
 * product-set-shape-validator-parity, product-set-id-not-allowed.
 */
export function productSet(args: ProductSetArguments, request: AdminRequest): ProductSetPayload {
  const outcome = setProduct(args, request);
  if (args.synchronous !== false) {
    return { product: outcome.product, productSetOperation: null, userErrors: outcome.userErrors };
  }
  const { shop } = request;
  const nowMs = shop.nowMs();
  const operation: AsynchronousOperation = {
    id: shop.environment.ids.operation.next(),
    kind: "ProductSetOperation",
    startedAtMs: nowMs,
    completesAtMs: nowMs + shop.environment.fidelity.asyncProductSetMs,
    productId: outcome.product?.id ?? null,
    deletedProductGid: null,
    userErrors: outcome.userErrors,
  };
  shop.operations.set(operation.id, operation);
  return { product: null, productSetOperation: operation, userErrors: [] };
}

interface Outcome {
  product: ProductRecord | null;
  userErrors: UserError[];
}

function setProduct(args: ProductSetArguments, request: AdminRequest): Outcome {
  const { shop } = request;
  const { input } = args;
  const refusals = new Refusals(["input"], true);
  const existing = findTarget(shop, args, refusals);
  if (!refusals.isEmpty) return { product: null, userErrors: refusals.errors };
  const draft: Mutable<ProductRecord> = existing ? { ...existing, updatedAtMs: shop.nowMs() } : blankProduct(shop);
  applyProductFields(shop, draft, input, existing, refusals);
  const metafields = withIdentity(shop, args, existing);
  if (metafields) {
    const report = { path: ["metafields"], code: "INVALID_METAFIELD", refusals };
    draft.metafields = applyMetafieldList(shop, "PRODUCT", draft, metafields, "declarative", report);
  }
  if (input.collections) {
    draft.collectionIds = [];
    joinCollections(shop, draft, input.collections, { path: ["collections"], refusals });
  }
  if (input.files) draft.media = readFiles(shop, input.files, existing?.media ?? [], refusals);
  applyVariantList(shop, draft, input, existing, refusals);
  if (!refusals.isEmpty) return { product: null, userErrors: refusals.errors };
  const newVariants = draft.variants.length - (existing?.variants.length ?? 0);
  if (newVariants > 0 && !shop.admitNewVariants(newVariants)) throw dailyLimitReached();
  const effect = existing ? "product-updated" : "product-created";
  commitProduct(shop, draft, effect, draft.variants.length, { ...request, operation: "productSet" });
  return { product: draft, userErrors: [] };
}

/** [C] the body; the limit itself is a switch. */
export function dailyLimitReached(): Error {
  return topLevelError(
    "Daily variant creation limit reached. Please try again later. See https://help.shopify.com/api/getting-started/api-call-limit for more information about rate limits and how to avoid them.",
    "VARIANT_THROTTLE_EXCEEDED",
  );
}

function findTarget(shop: ShopState, args: ProductSetArguments, refusals: Refusals): ProductRecord | null {
  const { identifier, input } = args;
  if (input.id) {
    if (identifier) {
      refusals.add([], "The id field is not allowed if identifier is provided.", "ID_NOT_ALLOWED");
      return null;
    }
    const existing = shop.catalog.product(idOfKind("Product", input.id));
    if (!existing) refusals.add(["id"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST");
    return existing;
  }
  if (!identifier) return null;
  if (identifier.handle) {
    if (!input.handle) {
      const message = "The input field corresponding to the identifier is required.";
      refusals.add(["handle"], message, "MISSING_FIELD_REQUIRED");
    } else if (input.handle !== identifier.handle) {
      const message = "The identifier value does not match the value of the corresponding field in the input.";
      refusals.add(["handle"], message, "INPUT_MISMATCH");
    }
  }
  if (identifier.customId && input.metafields && !hasCustomId(shop, identifier.customId, input.metafields)) {
    findByCustomId(shop, identifier.customId);
    const message = "The input argument `metafields` (if present) must contain the `customId` value.";
    refusals.add(["metafields"], message, "METAFIELD_MISMATCH");
  }
  const existing = findByIdentifier(shop, identifier);
  if (!existing && identifier.id) {
    refusals.add(["id"], "Resource matching the identifier was not found.", "NOT_FOUND");
  }
  return existing;
}

type CustomId = NonNullable<ProductSetIdentifiers["customId"]>;

function hasCustomId(shop: ShopState, customId: CustomId, metafields: readonly MetafieldInput[]): boolean {
  const { appId } = shop.environment;
  const namespace = canonicalNamespace(customId.namespace, appId);
  return metafields.some(
    (field) =>
      canonicalNamespace(field.namespace, appId) === namespace &&
      field.key === customId.key &&
      field.value === customId.value,
  );
}

/** A create by custom id gets the value even where the input names no metafields, or it could not be found again. */
function withIdentity(
  shop: ShopState,
  args: ProductSetArguments,
  existing: ProductRecord | null,
): readonly MetafieldInput[] | null {
  const customId = args.identifier?.customId;
  if (args.input.metafields) return args.input.metafields;
  if (!customId || existing) return null;
  return [{ namespace: customId.namespace ?? null, key: customId.key, type: "id", value: customId.value }];
}
