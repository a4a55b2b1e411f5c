import type { GraphQLResolveInfo } from "graphql";
import { defineObjectType, type Fields, RefusedPayload } from "../graphql/object-types.ts";
import type { AdminRequest } from "../graphql/request.ts";
import { bulkOperationCancel } from "../rules/bulk-operations/cancel.ts";
import { bulkOperationRunMutation } from "../rules/bulk-operations/run-mutation.ts";
import { bulkOperationRunQuery } from "../rules/bulk-operations/run-query.ts";
import { flowTriggerReceive } from "../rules/flow/flow-trigger-receive.ts";
import { inventoryActivate, inventoryDeactivate, inventoryItemUpdate } from "../rules/inventory/inventory-activate.ts";
import { inventoryAdjustQuantities } from "../rules/inventory/inventory-adjust-quantities.ts";
import { inventorySetQuantities } from "../rules/inventory/inventory-set-quantities.ts";
import { locationAdd, locationEdit } from "../rules/locations/location-add.ts";
import { locationActivate, locationDeactivate, locationDelete } from "../rules/locations/location-lifecycle.ts";
import { metafieldDefinitionCreate } from "../rules/metafields/definition-create.ts";
import { metafieldDefinitionDelete } from "../rules/metafields/definition-delete.ts";
import { metafieldsDelete } from "../rules/metafields/metafields-delete.ts";
import { metafieldsSet } from "../rules/metafields/metafields-set.ts";
import { productCreateMedia } from "../rules/products/create-media.ts";
import { productDeleteMedia } from "../rules/products/delete-media.ts";
import { productOptionsCreate } from "../rules/products/options-create.ts";
import { productCreate } from "../rules/products/product-create.ts";
import { productDelete } from "../rules/products/product-delete.ts";
import { productSet } from "../rules/products/product-set.ts";
import { productUpdate } from "../rules/products/product-update.ts";
import { publicationUpdate, publishablePublish, publishableUnpublish } from "../rules/publications/publishing.ts";
import { stagedUploadsCreate } from "../rules/uploads/staged-uploads-create.ts";
import { productVariantsBulkCreate } from "../rules/variants/variants-bulk-create.ts";
import { productVariantsBulkDelete } from "../rules/variants/variants-bulk-delete.ts";
import { productVariantsBulkUpdate } from "../rules/variants/variants-bulk-update.ts";
import { requireScope } from "./access.ts";

type Rule = (args: never, request: AdminRequest, info: GraphQLResolveInfo) => object;

interface Mutation {
  scope: string;
  /** Shopify's own words for what the token needs, from the access list beside its schema. */
  requiredAccess: string;
  rule: Rule;
}

const createProducts = "`write_products` access scope. Also: The user must have a permission to create products.";
const editProducts = "`write_products` access scope. Also: The user must have a permission to update products.";
const deleteMedia =
  "`write_products` access scope. Also: The user must have a permission to delete media from a product.";
const editLocations = "`write_locations` access scope.";
const publish =
  "`write_publications` access scope. Also: The user must have permission to create and edit products or create and edit catalogs.";

const mutations: Record<string, Mutation> = {
  productSet: { scope: "write_products", requiredAccess: createProducts, rule: productSet },
  productCreate: { scope: "write_products", requiredAccess: createProducts, rule: productCreate },
  productUpdate: { scope: "write_products", requiredAccess: editProducts, rule: productUpdate },
  productDelete: { scope: "write_products", requiredAccess: editProducts, rule: productDelete },
  productOptionsCreate: { scope: "write_products", requiredAccess: editProducts, rule: productOptionsCreate },
  productVariantsBulkCreate: { scope: "write_products", requiredAccess: editProducts, rule: productVariantsBulkCreate },
  productVariantsBulkUpdate: { scope: "write_products", requiredAccess: editProducts, rule: productVariantsBulkUpdate },
  productVariantsBulkDelete: { scope: "write_products", requiredAccess: editProducts, rule: productVariantsBulkDelete },
  metafieldsSet: { scope: "write_products", requiredAccess: editProducts, rule: metafieldsSet },
  metafieldsDelete: { scope: "write_products", requiredAccess: editProducts, rule: metafieldsDelete },
  metafieldDefinitionDelete: { scope: "write_products", requiredAccess: editProducts, rule: metafieldDefinitionDelete },
  productDeleteMedia: { scope: "write_products", requiredAccess: deleteMedia, rule: productDeleteMedia },
  productCreateMedia: { scope: "write_products", requiredAccess: editProducts, rule: productCreateMedia },
  metafieldDefinitionCreate: { scope: "write_products", requiredAccess: editProducts, rule: metafieldDefinitionCreate },
  inventorySetQuantities: {
    scope: "write_inventory",
    requiredAccess: "`write_inventory` access scope. Also: The user must have a permission to update an inventory.",
    rule: inventorySetQuantities,
  },
  inventoryAdjustQuantities: {
    scope: "write_inventory",
    requiredAccess:
      "`write_inventory` access scope. Also: The user must have a permission to apply changes to inventory quantities.",
    rule: inventoryAdjustQuantities,
  },
  inventoryActivate: {
    scope: "write_inventory",
    requiredAccess:
      "`write_inventory` access scope. Also: The user must have a permission to activate an inventory item.",
    rule: inventoryActivate,
  },
  inventoryDeactivate: {
    scope: "write_inventory",
    requiredAccess: "`write_inventory` access scope. Also: The user must have a permission to deactivate an inventory.",
    rule: inventoryDeactivate,
  },
  inventoryItemUpdate: {
    scope: "write_inventory",
    requiredAccess:
      "`write_inventory` access scope. Also: The user must have a permission to update an inventory item.",
    rule: inventoryItemUpdate,
  },
  locationAdd: { scope: "write_locations", requiredAccess: editLocations, rule: locationAdd },
  locationEdit: { scope: "write_locations", requiredAccess: editLocations, rule: locationEdit },
  locationActivate: { scope: "write_locations", requiredAccess: editLocations, rule: locationActivate },
  locationDeactivate: { scope: "write_locations", requiredAccess: editLocations, rule: locationDeactivate },
  locationDelete: { scope: "write_locations", requiredAccess: editLocations, rule: locationDelete },
  publishablePublish: { scope: "write_publications", requiredAccess: publish, rule: publishablePublish },
  publishableUnpublish: { scope: "write_publications", requiredAccess: publish, rule: publishableUnpublish },
  publicationUpdate: {
    scope: "write_publications",
    requiredAccess:
      "`write_publications` access scope. Also: The user must have a permission to create and edit catalogs.",
    rule: publicationUpdate,
  },
};

/** Any token may run these. What a bulk operation reads and writes is checked while it runs. */
const mutationsWithoutScope: Record<string, Rule> = {
  bulkOperationRunMutation,
  bulkOperationRunQuery,
  bulkOperationCancel,
  flowTriggerReceive,
  stagedUploadsCreate,
};

const fields: Fields<undefined> = {};
for (const [name, rule] of Object.entries(mutationsWithoutScope)) {
  fields[name] = (_root, args: never, request, info) =>
    request.forcedUserError ? new RefusedPayload([request.forcedUserError]) : rule(args, request, info);
}
for (const [name, mutation] of Object.entries(mutations)) {
  fields[name] = (_root, args: never, request, info) => {
    requireScope(request, name, mutation.scope, mutation.requiredAccess);
    if (request.forcedUserError) return new RefusedPayload([request.forcedUserError]);
    return mutation.rule(args, request, info);
  };
}

defineObjectType("Mutation", fields);
