import type { UserError } from "../../graphql/errors.ts";
import type { MetafieldsSetInput } from "../../graphql/inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { canonicalNamespace } from "../../state/app-namespace.ts";
import type { MetafieldRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { Refusals } from "../refusals.ts";
import { compareDigest } from "./digest.ts";
import { checkMetafield } from "./metafield-check.ts";
import { findMetafieldOwner, type MetafieldOwner, type OwnedMetafield, ownedMetafield, ownerTypeOf } from "./owners.ts";
import { writeMetafields } from "./write-metafields.ts";

export interface MetafieldsSetPayload {
  metafields: OwnedMetafield[] | null;
  userErrors: (UserError & { elementIndex: number | null })[];
}

const maximumMetafields = 25;

/**
 * Sets up to 25 metafields of products, variants and locations, all or none. `compareDigest` makes it a compare-and-set (null: only
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
  const written = new Map<string, { owner: MetafieldOwner; metafields: MetafieldRecord[] }>();
  const set: OwnedMetafield[] = [];
  args.metafields.forEach((input, index) => {
    const owner = findMetafieldOwner(shop, input.ownerId);
    if (!owner) {
      refusals.add(["metafields", index, "ownerId"], "Owner does not exist.", "INVALID");
      return;
    }
    const entry = written.get(input.ownerId) ?? { owner, metafields: [...owner.metafields] };
    written.set(input.ownerId, entry);
    const record = readMetafield(shop, owner, entry.metafields, input, index, refusals);
    if (!record) return;
    const place = entry.metafields.findIndex(
      (field) => field.namespace === record.namespace && field.key === record.key,
    );
    if (place === -1) entry.metafields.push(record);
    else entry.metafields[place] = record;
    set.push(ownedMetafield(owner, record));
  });
  if (!refusals.isEmpty) return refused(refusals);
  for (const { owner, metafields } of written.values()) writeMetafields(shop, owner, metafields, request);
  return { metafields: set, userErrors: [] };
}

function refused(refusals: Refusals): MetafieldsSetPayload {
  const userErrors = refusals.errors.map((error) => ({ ...error, elementIndex: error.elementIndex ?? null }));
  return { metafields: [], userErrors };
}

function readMetafield(
  shop: ShopState,
  owner: MetafieldOwner,
  present: readonly MetafieldRecord[],
  input: MetafieldsSetInput,
  index: number,
  refusals: Refusals,
): MetafieldRecord | null {
  const namespace = canonicalNamespace(input.namespace, shop.environment.appId);
  const former = present.find((field) => field.namespace === namespace && field.key === input.key) ?? null;
  const digest = former ? compareDigest(former) : null;
  // Recorded: metafields-set-malformed-existing-digest (a value that stays as it is needs no digest).
  const isUnchanged = former !== null && input.value === former.value;
  if (input.compareDigest !== undefined && input.compareDigest !== digest && !isUnchanged) {
    const message =
      "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.";
    refusals.add(["metafields", index], message, "STALE_OBJECT");
    return null;
  }
  const named = { ...input, namespace };
  const check = checkMetafield(shop, ownerTypeOf(owner), owner.id, named, former);
  if (!check.isValid) {
    refusals.errors.push({
      field: ["metafields", String(index), ...check.field],
      message: check.message,
      code: check.code,
      elementIndex: check.elementIndex ?? null,
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
