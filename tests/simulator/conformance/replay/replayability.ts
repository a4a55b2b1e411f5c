import { compileDocument } from "../../graphql/documents.ts";
import { isSimulated } from "../../graphql/object-types.ts";
import { readDocument } from "../../graphql/read-document.ts";
import { type RootFields, rootFieldsOf } from "../app-operations.ts";
import { gidsIn, uploadPathIn } from "./id-map.ts";
import type { RecordedCall, RecordedFacts } from "../recordings/recorded.ts";
import { listOfOthers } from "./whole-shop-lists.ts";

/** Ids that no store has: too short, of one repeated pattern, or no number at all. */
const placeholder = /\/(\d{1,5}|(\d{1,2})\2{4,}\d{0,2}|[^/]*[a-z_][^/?]*)(\?.*)?$/i;

/** Kinds whose records belong to Shopify, not to the shop. */
const publicKinds = /^gid:\/\/shopify\/(TaxonomyCategory|TaxonomyAttribute|App)\//;

/** A path of an upload that Shopify gave out, with its own random folder. */
const issuedPath = /^tmp\/\d+\/bulk\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\//;

/** Kinds that a foundation lays from an answer. */
const laidKinds =
  /^gid:\/\/shopify\/(Product|ProductVariant|ProductOption|ProductOptionValue|InventoryItem|InventoryLevel|Location|Metafield|BulkOperation)\//;

export const namesUnknown = "names a";

/**
 * Decides which recorded calls can be asked again, from the requests and the earlier steps alone: what our shop would
 * answer is never looked at, nor what the recorded store answered, but for whether it took the document.
 */
export class Replayability {
  readonly #known = new Set<string>();
  /** Recorded bulk operations that cannot have their result in our shop, and why. */
  readonly #withoutResult = new Map<string, string>();
  #earlierText = "";

  /** Why a call cannot be asked again; null when it can. */
  obstacleTo(call: RecordedCall, fields: RootFields | null): string | null {
    const missing = fields && notSimulatedIn(fields);
    if (missing) return `not simulated: ${missing}`;
    const read = readDocument(JSON.stringify({ query: call.document, variables: call.variables }));
    if (!read.isValid) {
      // Refused by both: an error to compare. Taken by the older version only: nothing to compare.
      return call.answer.data === undefined || call.answer.data === null ? null : "not in the 2026-10 schema";
    }
    const unknown = gidsIn(JSON.stringify(call.variables) + call.document).find((id) => !this.#isKnown(id));
    if (unknown) return `${namesUnknown} ${kindOf(unknown)} that was made before the recording began`;
    const path = uploadPathIn(JSON.stringify(call.variables));
    if (path !== null && issuedPath.test(path) && !this.#earlierText.includes(path)) {
      return "uses an upload that was made before the recording began";
    }
    const list = listOfOthers(call, this.#earlierText);
    if (list) return showsOthers(list);
    const handle = handleLookedUp(call, fields);
    if (handle !== null && !this.#earlierText.includes(handle)) return "looks for a handle that no earlier step told";
    return null;
  }

  /** Why the result of the bulk operation that a call asks for cannot be compared; null when it can. */
  obstacleToResultIn({ variables }: RecordedCall): string | null {
    const ids = gidsIn(JSON.stringify(variables));
    return ids.map((id) => this.#withoutResult.get(id)).find((why) => why !== undefined) ?? null;
  }

  /** A step that our shop went through like the recorded one, or, with `isLaid`, whose answer was laid into it. */
  learn(step: RecordedCall | RecordedFacts, isLaid: boolean): void {
    const { data } = step.answer;
    if (step.kind === "call") this.#learnBulkOperation(step);
    for (const id of gidsIn(JSON.stringify(data ?? null))) if (!isLaid || laidKinds.test(id)) this.#known.add(id);
    this.#earlierText += `${JSON.stringify(step.variables)}\n${JSON.stringify(data ?? null)}\n`;
  }

  #learnBulkOperation(call: RecordedCall): void {
    if (!rootFieldsOf(call.document)?.names.some((name) => name.startsWith("bulkOperationRun"))) return;
    for (const document of Object.values(call.variables)) {
      const fields = typeof document === "string" ? rootFieldsOf(document) : null;
      if (typeof document !== "string" || fields === null) continue;
      const missing = notSimulatedIn(fields);
      const list = missing ? null : listOfOthers({ ...call, document, variables: {} }, this.#earlierText);
      const why = missing ? `not simulated: ${missing}` : list && showsOthers(list);
      if (why) for (const id of gidsIn(JSON.stringify(call.answer.data ?? null))) this.#withoutResult.set(id, why);
    }
  }

  #isKnown(id: string): boolean {
    return placeholder.test(id) || publicKinds.test(id) || this.#known.has(id);
  }
}

function notSimulatedIn(fields: RootFields): string | null {
  const root = fields.kind === "query" ? "QueryRoot" : "Mutation";
  return (
    fields.names.find((name) => !name.startsWith("__") && isInSchema(root, name) && !isSimulated(root, name)) ?? null
  );
}

function isInSchema(root: string, name: string): boolean {
  const document = compileDocument(root === "Mutation" ? `mutation { ${name} }` : `{ ${name} }`);
  return document.isValid || !document.errors.some((error) => error.extensions?.["code"] === "undefinedField");
}

function showsOthers(list: string): string {
  return `${list} shows what the whole shop has, which the recording did not make`;
}

function handleLookedUp(call: RecordedCall, fields: RootFields | null): string | null {
  const handle = call.variables["handle"];
  return fields?.names.includes("productByIdentifier") && typeof handle === "string" ? handle : null;
}

function kindOf(id: string): string {
  return id.split("/")[3] ?? id;
}
