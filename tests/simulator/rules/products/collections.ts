import { gid, idOfKind } from "../../state/gids.ts";
import type { Mutable, ProductRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import type { Refusals } from "../refusals.ts";

/**
 * Puts a product into collections, behind those that it is in already. Recorded: productCreate-collections-to-join-parity
 * (`productCreate` passes over what the shop does not have). The sentence of a refusal is the one that the collection
 * mutations have.
 */
export function joinCollections(
  shop: ShopState,
  draft: Mutable<ProductRecord>,
  collectionGids: readonly string[] | null | undefined,
  refusal: { path: readonly string[]; refusals: Refusals } | null = null,
): void {
  const joined = new Set(draft.collectionIds);
  const isRefused = shop.environment.fidelity.unknownCollections === "refused";
  (collectionGids ?? []).forEach((collectionGid, index) => {
    const id = idOfKind("Collection", collectionGid);
    if (id !== null && shop.collections.has(id)) joined.add(id);
    else if (isRefused) refusal?.refusals.add([...refusal.path, index], "Collection does not exist", "INVALID_INPUT");
  });
  draft.collectionIds = [...joined];
}

/** Takes a product out of collections; one that it is not in changes nothing. */
export function leaveCollections(
  draft: Mutable<ProductRecord>,
  collectionGids: readonly string[] | null | undefined,
): void {
  const left = new Set(collectionGids);
  draft.collectionIds = draft.collectionIds.filter((id) => !left.has(gid("Collection", id)));
}
