import { topLevelError } from "../../graphql/errors.ts";
import type { AdminRequest, SearchNote } from "../../graphql/request.ts";

import { type BulkOperationRecord, statusAt } from "../../state/bulk-operations.ts";
import { parseTerms, type Term } from "./search-expression.ts";

const acceptedValues: Readonly<Record<string, readonly string[]>> = {
  status: ["canceled", "canceling", "completed", "created", "failed", "running"],
  operation_type: ["query", "mutation"],
};

/**
 * The bulk operations that a search finds, oldest first.
 *
 * What the search does not understand is noted in the answer: an unknown field is left out, an unknown value finds
 * nothing. Recorded: bulk-operations-read-arg-validation, bulk-operation-root-count-and-search-filters.
 */
export function searchBulkOperations(request: AdminRequest, query: string): BulkOperationRecord[] {
  const terms = parseTerms(query);
  const warnings = terms.flatMap(warningsOf);
  if (warnings.length > 0) {
    const parsed = terms.map(({ field, value }) => ({ ...(field ? { field } : {}), match_all: value }));
    const [first = {}] = parsed;
    request.searchNotes?.push({
      path: ["bulkOperations"],
      query,
      parsed: parsed.length === 1 ? first : { and: parsed },
      warnings,
    });
  }
  if (warnings.some(({ code }) => code === "invalid_value")) return [];
  const understood = terms.filter(({ field }) => field !== null && isField(field));
  for (const { field, value } of understood) {
    if (field === "created_at" && Number.isNaN(Date.parse(value))) {
      throw topLevelError("Invalid timestamp for query filter `created_at`.", "BAD_REQUEST");
    }
  }
  const nowMs = request.shop.nowMs();
  return request.shop.bulkOperations
    .all()
    .filter((operation) => understood.every((term) => matches(operation, term, nowMs) !== term.isNegated));
}

function isField(field: string): boolean {
  return field in acceptedValues || field === "id" || field === "created_at";
}

function warningsOf({ field, value }: Term): SearchNote["warnings"] {
  if (field === null || !isField(field)) {
    return [{ field: field ?? "", message: "Invalid search field for this query.", code: "invalid_field" }];
  }
  const accepted = acceptedValues[field];
  if (!accepted || accepted.includes(value.toLowerCase())) return [];
  return [{ field, message: `Input \`${value}\` is not an accepted value.`, code: "invalid_value" }];
}

function matches(operation: BulkOperationRecord, term: Term, nowMs: number): boolean {
  if (term.field === "status") return statusAt(operation, nowMs) === term.value.toUpperCase();
  if (term.field === "operation_type") return operation.type === term.value.toUpperCase();
  if (term.field === "id") return compare(operation.id, Number(term.value.replace(/^.*\//, "")), term);
  return compare(Math.floor(operation.createdAtMs / 1_000), Math.floor(Date.parse(term.value) / 1_000), term);
}

function compare(value: number, limit: number, { comparison }: Term): boolean {
  switch (comparison) {
    case ":":
      return value === limit;
    case ":>":
      return value > limit;
    case ":>=":
      return value >= limit;
    case ":<":
      return value < limit;
    case ":<=":
      return value <= limit;
  }
}
