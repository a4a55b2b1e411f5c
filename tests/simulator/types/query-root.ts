import { type ConnectionArguments, paginate } from "../graphql/connections.ts";
import { notSimulated } from "../graphql/errors.ts";
import type { MetafieldDefinitionIdentifierInput } from "../graphql/inputs.ts";
import { defineObjectType, type Fields } from "../graphql/object-types.ts";
import type { AdminRequest } from "../graphql/request.ts";
import { findByIdentifier, type ProductIdentifier } from "../rules/products/product-identifier.ts";
import { canonicalNamespace } from "../state/app-namespace.ts";
import { idOfKind } from "../state/gids.ts";
import type { MetafieldDefinitionRecord } from "../state/records.ts";
import { requireScope } from "./access.ts";
import { searchInventoryItems, searchLocations } from "./search/inventory-search.ts";
import { findNode } from "./node.ts";
import { searchProducts, searchVariants } from "./search/catalog-search.ts";
import { searchCollections } from "./search/collection-search.ts";

interface SearchArguments extends ConnectionArguments {
  query?: string | null;
  sortKey?: string | null;
}

interface DefinitionsArguments extends ConnectionArguments {
  ownerType: string;
  namespace?: string | null;
  key?: string | null;
  query?: string | null;
  sortKey?: string | null;
}

const fields: Fields<undefined> = {
  shop: (_root, _args: object, { shop }) => shop,
  node: (_root, args: { id: string }, request) => findNode(request, args.id),
  nodes: (_root, args: { ids: string[] }, request) => args.ids.map((id) => findNode(request, id)),
  product: (_root, args: { id: string }, { shop }) => shop.catalog.product(idOfKind("Product", args.id)),
  productByIdentifier: (_root, args: { identifier: ProductIdentifier }, { shop }) =>
    findByIdentifier(shop, args.identifier),
  productVariant: (_root, args: { id: string }, { shop }) => shop.catalog.variant(idOfKind("ProductVariant", args.id)),
  products: (_root, args: SearchArguments, { shop }) => paginate(searchProducts(shop, args.query, args.sortKey), args),
  productsCount: (_root, args: { query?: string | null }, { shop }) => ({
    count: args.query ? searchProducts(shop, args.query, null).length : shop.catalog.productCount,
    precision: "EXACT",
  }),
  productVariants: (_root, args: SearchArguments, { shop }) =>
    paginate(searchVariants(shop, args.query, args.sortKey), args),
  productVariantsCount: (_root, args: { query?: string | null }, { shop }) => ({
    count: args.query ? searchVariants(shop, args.query, null).length : shop.catalog.variantCount,
    precision: "EXACT",
  }),
  productOperation: (_root, args: { id: string }, { shop }) => {
    const id = idOfKind("ProductSetOperation", args.id) ?? idOfKind("ProductDeleteOperation", args.id);
    return shop.operations.get(id ?? 0) ?? null;
  },
  inventoryItem: (_root, args: { id: string }, { shop }) => shop.catalog.item(idOfKind("InventoryItem", args.id)),
  inventoryItems: (_root, args: SearchArguments, { shop }) => paginate(searchInventoryItems(shop, args.query), args),
  inventoryLevel: (_root, args: { id: string }, request) => findNode(request, args.id),
  location: (_root, args: { id?: string | null }, { shop }) =>
    args.id ? shop.location(idOfKind("Location", args.id)) : (shop.locations[0] ?? null),
  locations: (
    _root,
    args: SearchArguments & { includeInactive?: boolean | null; includeLegacy?: boolean | null },
    { shop },
  ) => paginate(searchLocations(shop, args), args),
  locationsCount: (_root, args: { query?: string | null; limit?: number | null }, { shop }) => {
    // Recorded: location-connection-filters (2026-04, whatever is inactive or a fulfillment service's counts as well).
    const { length } = searchLocations(shop, {
      query: args.query ?? null,
      includeInactive: true,
      includeLegacy: true,
    });
    const isAtLeast = typeof args.limit === "number" && length > args.limit;
    return { count: isAtLeast ? args.limit : length, precision: isAtLeast ? "AT_LEAST" : "EXACT" };
  },
  publications: (_root, args: ConnectionArguments & { catalogType?: string | null }, request) => {
    requireScope(request, "publications", "read_publications", "`read_publications` access scope.");
    // All that a shop has are catalogs of apps; recorded: publications-catalog.
    const isOfApps = (args.catalogType ?? "APP") === "APP";
    return paginate(isOfApps ? request.shop.publications : [], args);
  },
  collections: (_root, args: SearchArguments & { savedSearchId?: string | null }, request) => {
    requireScope(request, "collections", "read_products", "`read_products` access scope.");
    if (args.savedSearchId) throw notSimulated("collections(savedSearchId:)");
    return paginate(searchCollections(request.shop, args.query, args.sortKey), args);
  },
  collection: (_root, args: { id: string }, { shop }) =>
    shop.collections.get(idOfKind("Collection", args.id) ?? 0) ?? null,
  publication: (_root, args: { id: string }, { shop }) => shop.publication(idOfKind("Publication", args.id)),
  metafieldDefinition: (
    _root,
    args: { id?: string | null; identifier?: MetafieldDefinitionIdentifierInput | null },
    { shop },
  ) => {
    if (args.id) return shop.definitions.withId(idOfKind("MetafieldDefinition", args.id));
    const { identifier } = args;
    if (!identifier) return null;
    const namespace = canonicalNamespace(identifier.namespace, shop.environment.appId);
    return shop.definitions.find(identifier.ownerType, namespace, identifier.key);
  },
  metafieldDefinitions: (_root, args: DefinitionsArguments, request) => paginate(findDefinitions(request, args), args),
  currentAppInstallation: (_root, _args: object, { shop }) => shop,
};

defineObjectType("QueryRoot", fields);

function findDefinitions({ shop }: AdminRequest, args: DefinitionsArguments): MetafieldDefinitionRecord[] {
  if (args.query) throw notSimulated(`metafieldDefinitions(query: ${JSON.stringify(args.query)})`);
  const namespace = args.namespace ? canonicalNamespace(args.namespace, shop.environment.appId) : null;
  const found = shop.definitions
    .all()
    .filter(
      (definition) =>
        definition.ownerType === args.ownerType &&
        (namespace === null || definition.namespace === namespace) &&
        (!args.key || definition.key === args.key),
    );
  if (args.sortKey === "NAME") found.sort((a, b) => (a.name < b.name ? -1 : 1));
  else if (args.sortKey && args.sortKey !== "ID") throw notSimulated(`metafieldDefinitions(sortKey: ${args.sortKey})`);
  return found;
}

defineObjectType<{ id: string; title: string; status: string }>("AppCatalog", {
  id: (catalog) => catalog.id,
  title: (catalog) => catalog.title,
  status: (catalog) => catalog.status,
});
