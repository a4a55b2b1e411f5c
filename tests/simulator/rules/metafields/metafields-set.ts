import { invalidId, type UserError } from "../../graphql/errors.ts";
import type { MetafieldsSetInput } from "../../graphql/inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { canonicalNamespace } from "../../state/app-namespace.ts";
import { gid, parseGid } from "../../state/gids.ts";
import type { MetafieldRecord, ProductRecord, VariantRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { productPayload } from "../../webhooks/payloads.ts";
import { recordWrite } from "../products/commit.ts";
import { Refusals } from "../refusals.ts";
import { compareDigest } from "./digest.ts";
import { checkMetafield } from "./metafield-check.ts";
import type { MetafieldOwnerType } from "./metafield-list.ts";

export interface MetafieldsSetPayload {
  metafields: MetafieldRecord[] | null;
  userErrors: (UserError & { elementIndex: null })[];
}

type Owner = { type: MetafieldOwnerType; record: ProductRecord | VariantRecord };

const maximumMetafields = 25;

/**
 * Sets up to 25 metafields of products and variants, all or none. `compareDigest` makes it a compare-and-set (null: only
 * when there is none yet).
 *
 * Recorded: metafields-set-parity, -over-limit-parity, -stale-digest-parity, -null-create-parity.
 */
export function metafieldsSet(args: { metafields: MetafieldsSetInput[] }, request: AdminRequest): MetafieldsSetPayload {
  const { shop } = request;
  const refusals = new Refusals([], true);
  if (args.metafields.length > maximumMetafields) {
    const message = "Exceeded the maximum metafields input limit of 25.";
    refusals.add(["metafields"], message, "LESS_THAN_OR_EQUAL_TO");
    return refused(refusals);
  }
  const written = new Map<string, { owner: Owner; metafields: MetafieldRecord[] }>();
  const set: MetafieldRecord[] = [];
  args.metafields.forEach((input, index) => {
    const owner = ownerOf(shop, input.ownerId);
    if (!owner) {
      refusals.add(["metafields", index, "ownerId"], "Owner does not exist.", "INVALID");
      return;
    }
    const entry = written.get(input.ownerId) ?? { owner, metafields: [...owner.record.metafields] };
    written.set(input.ownerId, entry);
    const record = readMetafield(shop, owner, entry.metafields, input, index, refusals);
    if (!record) return;
    const place = entry.metafields.findIndex(
      (field) => field.namespace === record.namespace && field.key === record.key,
    );
    if (place === -1) entry.metafields.push(record);
    else entry.metafields[place] = record;
    set.push(record);
  });
  if (!refusals.isEmpty) return refused(refusals);
  for (const { owner, metafields } of written.values()) write(shop, owner, metafields, request);
  return { metafields: set, userErrors: [] };
}

function refused(refusals: Refusals): MetafieldsSetPayload {
  return { metafields: [], userErrors: refusals.errors.map((error) => ({ ...error, elementIndex: null })) };
}

function ownerOf(shop: ShopState, ownerId: string): Owner | null {
  const parsed = parseGid(ownerId);
  if (parsed?.kind === "Product") {
    const record = shop.catalog.product(parsed.id);
    return record && { type: "PRODUCT", record };
  }
  if (parsed?.kind === "ProductVariant") {
    const record = shop.catalog.variant(parsed.id);
    return record && { type: "PRODUCTVARIANT", record };
  }
  throw invalidId(ownerId);
}

function readMetafield(
  shop: ShopState,
  owner: Owner,
  present: readonly MetafieldRecord[],
  input: MetafieldsSetInput,
  index: number,
  refusals: Refusals,
): MetafieldRecord | null {
  const namespace = canonicalNamespace(input.namespace, shop.environment.appId);
  const former = present.find((field) => field.namespace === namespace && field.key === input.key) ?? null;
  const digest = former ? compareDigest(former) : null;
  if (input.compareDigest !== undefined && input.compareDigest !== digest) {
    const message =
      "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.";
    refusals.add(["metafields", index], message, "STALE_OBJECT");
    return null;
  }
  const named = { ...input, namespace };
  const check = checkMetafield(shop, owner.type, owner.record.id, named, former);
  if (!check.isValid) {
    refusals.errors.push({
      field: ["metafields", String(index), ...check.field],
      message: check.message,
      code: check.code,
    });
    return null;
  }
  const nowMs = shop.nowMs();
  return {
    kind: "Metafield",
    id: former?.id ?? shop.environment.ids.metafield.next(),
    namespace,
    key: input.key,
    type: check.type,
    value: check.value,
    createdAtMs: former?.createdAtMs ?? nowMs,
    updatedAtMs: nowMs,
  };
}

function write(shop: ShopState, owner: Owner, metafields: MetafieldRecord[], request: AdminRequest): void {
  const nowMs = shop.nowMs();
  const productId = owner.record.kind === "Product" ? owner.record.id : owner.record.productId;
  const product = shop.catalog.product(productId);
  if (!product) throw new Error(`The owner ${gid(owner.record.kind, owner.record.id)} has no product.`);
  const variants =
    owner.record.kind === "Product"
      ? product.variants
      : product.variants.map((variant) => (variant.id === owner.record.id ? { ...variant, metafields } : variant));
  const changed: ProductRecord = {
    ...product,
    variants,
    metafields: owner.record.kind === "Product" ? metafields : product.metafields,
    updatedAtMs: nowMs,
  };
  shop.catalog.put(changed);
  recordWrite(shop, changed, "metafields-set", 0, { ...request, operation: "metafieldsSet" });
  shop.environment.webhooks.emit(shop.domain, "products/update", () => productPayload(shop, changed));
}
