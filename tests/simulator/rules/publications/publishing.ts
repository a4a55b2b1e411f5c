import { invalidId, type UserError } from "../../graphql/errors.ts";
import type { PublicationInput, PublicationUpdateInput } from "../../graphql/inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { idOfKind, parseGid } from "../../state/gids.ts";
import type { ProductRecord, PublicationRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { productPayload } from "../../webhooks/payloads.ts";
import { recordWrite, type Writer } from "../products/commit.ts";
import { Refusals } from "../refusals.ts";

export interface PublishablePayload {
  publishable: ProductRecord | null;
  shop: ShopState;
  userErrors: UserError[];
}

/** Publishes one product to publications, all in one call. Recorded: publishable-input-validation. */
export function publishablePublish(
  args: { id: string; input: PublicationInput[] },
  request: AdminRequest,
): PublishablePayload {
  return changePublications("publishablePublish", args, request, true);
}

export function publishableUnpublish(
  args: { id: string; input: PublicationInput[] },
  request: AdminRequest,
): PublishablePayload {
  return changePublications("publishableUnpublish", args, request, false);
}

function changePublications(
  operation: string,
  args: { id: string; input: PublicationInput[] },
  request: AdminRequest,
  isPublished: boolean,
): PublishablePayload {
  const { shop } = request;
  const refusals = new Refusals([], false);
  const product = shop.catalog.product(idOfKind("Product", args.id));
  if (!product) {
    const message = "Product does not exist";
    refusals.add(["id"], message, "");
    return { publishable: null, shop, userErrors: refusals.errors };
  }
  const seen = new Set<string>();
  const ids: number[] = [];
  args.input.forEach((input, index) => {
    const field = ["input", index, "publicationId"];
    if (!input.publicationId) {
      refusals.add(field, "PublicationId cannot be empty", "");
      return;
    }
    const publication = shop.publication(idOfKind("Publication", input.publicationId));
    if (!publication) refusals.add(field, "Publication does not exist or is not publishable", "");
    else ids.push(publication.id);
    if (seen.has(input.publicationId)) {
      refusals.add(field, "The same publication was specified more than once", "");
    }
    seen.add(input.publicationId);
    if (input.publishDate && Date.parse(input.publishDate) < 0) {
      const message = "Publish date must be a date after the year 1969";
      refusals.add(["input", index, "publishDate"], message, "");
    }
  });
  if (!refusals.isEmpty) return { publishable: product, shop, userErrors: refusals.errors };
  const changed = withPublications(shop, product, ids, isPublished, { ...request, operation });
  return { publishable: changed, shop, userErrors: [] };
}

function withPublications(
  shop: ShopState,
  product: ProductRecord,
  ids: readonly number[],
  isPublished: boolean,
  writer: Writer,
): ProductRecord {
  const others = product.publicationIds.filter((id) => !ids.includes(id));
  const publicationIds = isPublished ? [...others, ...ids] : others;
  const nowMs = shop.nowMs();
  const publishedAtMs = publicationIds.length === 0 ? null : (product.publishedAtMs ?? nowMs);
  const changed = { ...product, publicationIds, publishedAtMs, updatedAtMs: nowMs };
  shop.catalog.put(changed);
  recordWrite(shop, changed, "published", 0, writer);
  shop.environment.webhooks.emit(shop.domain, "products/update", () => productPayload(shop, changed));
  return changed;
}

/** Products that one `publicationUpdate` may add or remove. Recorded: publication-mutation-contract. */
const maximumPublishables = 50;

/** Adds products to a publication, or takes them out, 50 at a time. Recorded: publication-mutation-contract (2026-04). */
export function publicationUpdate(
  args: { id: string; input: PublicationUpdateInput },
  request: AdminRequest,
): { publication: PublicationRecord | null; userErrors: UserError[] } {
  const { shop } = request;
  const refusals = new Refusals([], true);
  const publication = shop.publication(idOfKind("Publication", args.id));
  if (!publication) {
    refusals.add(["id"], "Publication was not found", "PUBLICATION_NOT_FOUND");
    return { publication: null, userErrors: refusals.errors };
  }
  if (publication.isChannel && shop.environment.fidelity.channelPublicationUpdate === "refused") {
    const message = "Can't modify a publication that belongs to an app catalog.";
    refusals.add(["id"], message, "CANNOT_MODIFY_APP_CATALOG_PUBLICATION");
    return { publication: null, userErrors: refusals.errors };
  }
  const added = readPublishables(shop, args.input.publishablesToAdd ?? [], "publishablesToAdd", refusals);
  const removed = readPublishables(shop, args.input.publishablesToRemove ?? [], "publishablesToRemove", refusals);
  if (!refusals.isEmpty) return { publication: null, userErrors: refusals.errors };
  const writer = { ...request, operation: "publicationUpdate" };
  for (const product of added) withPublications(shop, product, [publication.id], true, writer);
  for (const product of removed) withPublications(shop, product, [publication.id], false, writer);
  if (typeof args.input.autoPublish === "boolean") publication.autoPublish = args.input.autoPublish;
  return { publication, userErrors: [] };
}

function readPublishables(shop: ShopState, ids: readonly string[], field: string, refusals: Refusals): ProductRecord[] {
  if (ids.length > maximumPublishables) {
    const message = "The limit for simultaneous publication updates has been exceeded.";
    refusals.add(["input", field, maximumPublishables + 1], message, "PUBLICATION_UPDATE_LIMIT_EXCEEDED");
    return [];
  }
  return ids.flatMap((id, index) => {
    if (parseGid(id)?.kind !== "Product") throw invalidId(id);
    const product = shop.catalog.product(idOfKind("Product", id));
    if (!product) refusals.add(["input", field, index], "Publishable ID not found.", "INVALID_PUBLISHABLE_ID");
    return product ?? [];
  });
}
