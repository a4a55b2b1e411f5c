import { type FieldNode, Kind, type OperationDefinitionNode, parse } from "graphql";
import { argumentReader } from "../../graphql/arguments.ts";
import type { Json } from "../recordings/json.ts";
import type { RecordedCall } from "../recordings/recorded.ts";

/** Root fields that show what the whole shop has, whoever made it. */
const wholeShopLists = new Set([
  "collections",
  "inventoryItems",
  "locations",
  "locationsCount",
  "productTags",
  "productTypes",
  "productVariants",
  "productVariantsCount",
  "productVendors",
  "products",
  "productsCount",
  "publications",
]);

/** What every shop has at least one of. */
const neverEmpty = new Set(["locations", "publications"]);

/**
 * The first field of a request that lists records which the recording did not make; null when there is none.
 *
 * A list is the recording's own when its filter names something that an earlier step named.
 */
export function listOfOthers(call: RecordedCall, earlierText: string): string | null {
  for (const field of fieldsOf(call)) {
    if (!wholeShopLists.has(field.name.value)) continue;
    if (neverEmpty.has(field.name.value) && isOfOne(field, call.variables)) continue;
    const filter = read(field, "query", call.variables);
    const isOwn = typeof filter === "string" && namesSomethingOf(filter, earlierText);
    if (!isOwn) return field.name.value;
  }
  return null;
}

/** Whether a request searches: what it finds depends on how far the index has come. */
export function isSearch(call: RecordedCall): boolean {
  return fieldsOf(call).some(
    (field) => wholeShopLists.has(field.name.value) && Boolean(read(field, "query", call.variables)),
  );
}

function fieldsOf(call: RecordedCall): FieldNode[] {
  const operation = parse(call.document, { noLocation: true }).definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  return (operation?.selectionSet.selections ?? []).filter((selection) => selection.kind === Kind.FIELD);
}

function namesSomethingOf(filter: string, earlierText: string): boolean {
  const words = filter.match(/[\p{L}\p{N}_-]{6,}/gu) ?? [];
  return words.some((word) => /\d/.test(word) && earlierText.includes(word));
}

function isOfOne(field: FieldNode, variables: Json): boolean {
  return read(field, "first", variables) === 1 && !read(field, "query", variables);
}

function read(field: FieldNode, name: string, variables: Json): unknown {
  const value = argumentReader(field, name)?.(variables);
  // Literal integers of a document are read as they are written.
  return typeof value === "string" && name === "first" ? Number(value) : value;
}
