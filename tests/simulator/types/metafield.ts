import { type Connection, type ConnectionArguments, paginate } from "../graphql/connections.ts";
import { defineObjectType } from "../graphql/object-types.ts";
import type { AdminRequest } from "../graphql/request.ts";
import { compareDigest } from "../rules/metafields/digest.ts";
import { type MetafieldOwner, type OwnedMetafield, ownedMetafield, ownerTypeOf } from "../rules/metafields/owners.ts";
import { canonicalNamespace } from "../state/app-namespace.ts";
import { gid } from "../state/gids.ts";
import type { MetafieldDefinitionRecord } from "../state/records.ts";
import type { ShopState } from "../state/shop.ts";
import { dateTime } from "./times.ts";

export interface MetafieldArguments {
  namespace?: string | null;
  key: string;
}

export interface MetafieldsArguments extends ConnectionArguments {
  namespace?: string | null;
  keys?: string[] | null;
}

export function findMetafield(
  owner: MetafieldOwner,
  args: MetafieldArguments,
  request: AdminRequest,
): OwnedMetafield | null {
  const namespace = canonicalNamespace(args.namespace, request.shop.environment.appId);
  const found = owner.metafields.find((field) => field.key === args.key && field.namespace === namespace);
  return found ? ownedMetafield(owner, found) : null;
}

export function metafieldConnection(
  owner: MetafieldOwner,
  args: MetafieldsArguments,
  request: AdminRequest,
): Connection<OwnedMetafield> {
  const { appId } = request.shop.environment;
  const namespace = args.namespace ? canonicalNamespace(args.namespace, appId) : null;
  const keys = args.keys?.map((key) => {
    const dot = key.lastIndexOf(".");
    return dot === -1 ? key : `${canonicalNamespace(key.slice(0, dot), appId)}.${key.slice(dot + 1)}`;
  });
  const matching = owner.metafields.filter(
    (field) =>
      (namespace === null || field.namespace === namespace) &&
      (!keys || keys.includes(field.key) || keys.includes(`${field.namespace}.${field.key}`)),
  );
  return paginate(
    matching.map((field) => ownedMetafield(owner, field)),
    args,
  );
}

defineObjectType<OwnedMetafield>("Metafield", {
  id: ({ field }) => gid("Metafield", field.id),
  legacyResourceId: ({ field }) => String(field.id),
  namespace: ({ field }) => field.namespace,
  key: ({ field }) => field.key,
  type: ({ field }) => field.type,
  value: ({ field }) => field.value,
  jsonValue: ({ field }): unknown =>
    /^(json|money|rating|dimension|weight|volume|boolean|number_integer|list\.)/.test(field.type)
      ? JSON.parse(field.value)
      : field.value,
  compareDigest: ({ field }) => compareDigest(field),
  owner: ({ owner }) => owner,
  ownerType: ({ owner }) => ownerTypeOf(owner),
  definition: ({ field, owner }, _args: object, { shop }) =>
    shop.definitions.find(ownerTypeOf(owner), field.namespace, field.key),
  createdAt: ({ field }) => dateTime(field.createdAtMs),
  updatedAt: ({ field }) => dateTime(field.updatedAtMs),
});

defineObjectType<MetafieldDefinitionRecord>("MetafieldDefinition", {
  id: (definition) => gid("MetafieldDefinition", definition.id),
  name: (definition) => definition.name,
  namespace: (definition) => definition.namespace,
  key: (definition) => definition.key,
  description: (definition) => definition.description,
  ownerType: (definition) => definition.ownerType,
  type: (definition) => ({ name: definition.type, category: categoryOf(definition.type) }),
  validations: (definition) =>
    definition.validations.map(({ name, value }) => ({ name, value, type: "single_line_text_field" })),
  capabilities: (definition) => ({
    uniqueValues: { enabled: definition.isUnique, eligible: true },
  }),
  access: (definition) => ({
    admin: definition.adminAccess,
    storefront: definition.storefrontAccess,
    customerAccount: definition.customerAccountAccess,
  }),
  // Shopify looks at existing values in a job of its own; here nothing is ever in doubt.
  validationStatus: () => "ALL_VALID",
  pinnedPosition: (definition) => (definition.isPinned ? 1 : null),
  metafieldsCount: (definition, _args: object, { shop }) => {
    let count = 0;
    for (const owner of ownersOf(shop, definition.ownerType)) {
      if (owner.metafields.some((f) => f.namespace === definition.namespace && f.key === definition.key)) count += 1;
    }
    return count;
  },
});

function ownersOf(shop: ShopState, ownerType: string): Iterable<MetafieldOwner> {
  if (ownerType === "PRODUCT") return shop.catalog.products();
  if (ownerType === "PRODUCTVARIANT") return shop.catalog.variants();
  return ownerType === "LOCATION" ? shop.locations : [];
}

/** Recorded: text, number, date, measurement, rating, JSON and references. The others are [C]. */
function categoryOf(type: string): string {
  const kind = type.replace(/^list\./, "");
  if (kind.endsWith("_reference")) return "REFERENCE";
  if (kind.endsWith("_text_field") || kind === "language") return "TEXT";
  if (kind.startsWith("number_")) return "NUMBER";
  if (kind === "date" || kind === "date_time") return "DATE_TIME";
  if (kind === "boolean") return "TRUE_FALSE";
  return ["color", "id", "json", "link", "money", "rating", "url"].includes(kind) ? kind.toUpperCase() : "MEASUREMENT";
}
