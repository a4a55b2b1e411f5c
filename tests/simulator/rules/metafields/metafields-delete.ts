import type { UserError } from "../../graphql/errors.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { appOwningNamespace, canonicalNamespace } from "../../state/app-namespace.ts";
import type { MetafieldRecord } from "../../state/records.ts";
import { findMetafieldOwner, type MetafieldOwner } from "./owners.ts";
import { writeMetafields } from "./write-metafields.ts";

interface MetafieldIdentifier {
  ownerId: string;
  namespace: string;
  key: string;
}

interface MetafieldsDeletePayload {
  deletedMetafields: (MetafieldIdentifier | null)[];
  userErrors: UserError[];
}

/**
 * Deletes metafields by owner, namespace and key; one that is not there answers null in its place.
 *
 * Recorded: metafield-delete-not-found, metafields-set-delete-app-namespace-resolution (2026-04).
 */
export function metafieldsDelete(
  args: { metafields: MetafieldIdentifier[] },
  request: AdminRequest,
): MetafieldsDeletePayload {
  const { shop } = request;
  const { appId } = shop.environment;
  const named = args.metafields.map((one) => ({ ...one, namespace: canonicalNamespace(one.namespace, appId) }));
  const isForeign = named.some(({ namespace }) => {
    const owningApp = appOwningNamespace(namespace);
    return owningApp !== null && owningApp !== String(appId);
  });
  if (isForeign) {
    const message = "Access to this namespace and key on Metafields for this resource type is not allowed.";
    return { deletedMetafields: [], userErrors: [{ field: ["metafields"], message, code: null }] };
  }
  const left = new Map<string, { owner: MetafieldOwner; metafields: readonly MetafieldRecord[] }>();
  const deletedMetafields = named.map((one) => {
    const owner = findMetafieldOwner(shop, one.ownerId);
    const present = left.get(one.ownerId)?.metafields ?? owner?.metafields ?? [];
    const kept = present.filter((field) => field.namespace !== one.namespace || field.key !== one.key);
    if (!owner || kept.length === present.length) return null;
    left.set(one.ownerId, { owner, metafields: kept });
    return { ownerId: one.ownerId, namespace: one.namespace, key: one.key };
  });
  for (const { owner, metafields } of left.values()) writeMetafields(shop, owner, metafields, request);
  return { deletedMetafields, userErrors: [] };
}
