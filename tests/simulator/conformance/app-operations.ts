import { GraphQLError, Kind, type OperationDefinitionNode, parse } from "graphql";
import { gidsIn } from "./replay/id-map.ts";
import type { Json } from "./recordings/json.ts";

/** The root fields that the app calls or will call. What else is recorded is set-up, or none of the app's business. */
const appOperations: ReadonlySet<string> = new Set([
  "bulkOperation",
  "bulkOperationCancel",
  "bulkOperationRunMutation",
  "bulkOperationRunQuery",
  "bulkOperations",
  "collections",
  "inventoryAdjustQuantities",
  "inventoryItem",
  "inventoryItems",
  "inventoryLevel",
  "inventorySetQuantities",
  "location",
  "locations",
  "metafieldDefinitionCreate",
  "metafieldsSet",
  "product",
  "productByIdentifier",
  "productCreate",
  "productDelete",
  "productOptionsCreate",
  "productSet",
  "productUpdate",
  "productVariantsBulkCreate",
  "productVariantsBulkDelete",
  "productVariantsBulkUpdate",
  "products",
  "publications",
  "publishablePublish",
  "stagedUploadsCreate",
  "webhookSubscription",
  "webhookSubscriptions",
]);

export const appOperationNames: readonly string[] = [...appOperations];

export interface RootFields {
  kind: "query" | "mutation";
  names: readonly string[];
}

/** The root fields of a document's first operation; null when it cannot be parsed. */
export function rootFieldsOf(document: string): RootFields | null {
  try {
    const operation = parse(document, { noLocation: true }).definitions.find(
      (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
    );
    if (!operation || operation.operation === "subscription") return null;
    const fields = operation.selectionSet.selections.filter((selection) => selection.kind === Kind.FIELD);
    return { kind: operation.operation, names: fields.map((field) => field.name.value) };
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

/** Records that the app's access scopes do not reach, and root fields about them. */
const foreignKinds = /^(Article|Blog|Company|Customer|DraftOrder|Market|Metaobject|MetaobjectDefinition|Order|Page)$/;
const foreignFields = new Set(["article", "blog", "company", "customer", "market", "order", "page"]);

/**
 * The app's operation that a call counts for: the first root field of its document. Null when that is none of them, or
 * when the call is about records that are no business of the app.
 */
export function appOperationOf(rootFields: RootFields, variables: Json): string | null {
  const [first] = rootFields.names;
  if (first === undefined || !appOperations.has(first)) return null;
  if (rootFields.names.some((name) => foreignFields.has(name))) return null;
  const kinds = gidsIn(JSON.stringify(variables)).map((gid) => gid.split("/")[3] ?? "");
  return kinds.some((kind) => foreignKinds.test(kind)) ? null : first;
}
