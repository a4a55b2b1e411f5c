import type { UserError } from "../../graphql/errors.ts";
import type { MetafieldDefinitionIdentifierInput } from "../../graphql/inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { canonicalNamespace } from "../../state/app-namespace.ts";
import { gid, idOfKind } from "../../state/gids.ts";
import type { MetafieldDefinitionRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import type { MetafieldOwner } from "./owners.ts";
import { writeMetafields } from "./write-metafields.ts";

interface DefinitionDeletePayload {
  deletedDefinitionId: string | null;
  deletedDefinition: Pick<MetafieldDefinitionRecord, "ownerType" | "namespace" | "key"> | null;
  userErrors: UserError[];
}

/**
 * Deletes a metafield definition, and where it is asked for the metafields with it.
 *
 * Recorded: metafield-definition-lifecycle-mutations, -catalog-connection. The words of a refusal are [C].
 */
export function metafieldDefinitionDelete(
  args: {
    id?: string | null;
    identifier?: MetafieldDefinitionIdentifierInput | null;
    deleteAllAssociatedMetafields?: boolean | null;
  },
  request: AdminRequest,
): DefinitionDeletePayload {
  const { shop } = request;
  const definition = args.identifier
    ? shop.definitions.find(
        args.identifier.ownerType,
        canonicalNamespace(args.identifier.namespace, shop.environment.appId),
        args.identifier.key,
      )
    : shop.definitions.withId(idOfKind("MetafieldDefinition", args.id));
  if (!definition) {
    const field = [args.identifier ? "identifier" : "id"];
    const refusal = { field, message: "Definition not found.", code: "NOT_FOUND" };
    return { deletedDefinitionId: null, deletedDefinition: null, userErrors: [refusal] };
  }
  shop.definitions.remove(definition);
  if (args.deleteAllAssociatedMetafields) deleteValues(shop, definition, request);
  const { ownerType, namespace, key } = definition;
  return {
    deletedDefinitionId: gid("MetafieldDefinition", definition.id),
    deletedDefinition: { ownerType, namespace, key },
    userErrors: [],
  };
}

function deleteValues(
  shop: ShopState,
  { ownerType, namespace, key }: MetafieldDefinitionRecord,
  request: AdminRequest,
) {
  const owners: MetafieldOwner[] =
    ownerType === "PRODUCT"
      ? [...shop.catalog.products()]
      : ownerType === "PRODUCTVARIANT"
        ? [...shop.catalog.variants()]
        : [];
  for (const owner of owners) {
    const kept = owner.metafields.filter((field) => field.namespace !== namespace || field.key !== key);
    if (kept.length < owner.metafields.length) writeMetafields(shop, owner, kept, request);
  }
}
