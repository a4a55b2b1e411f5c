import type { RowFailure } from "../failures/row-failure.ts";
import type { RowWarning } from "../queries/row-warning.ts";
import type { Finding } from "./finding.ts";
import { preflightCodes } from "./preflight-codes.ts";

/** What preflight means for the rows of one product, by variant. */
export interface PreflightDecision {
  failures: ReadonlyMap<string, RowFailure>;
  warnings: ReadonlyMap<string, RowWarning[]>;
}

const NOTHING_FOUND: PreflightDecision = { failures: new Map(), warnings: new Map() };

/** So that a row tells what is wrong without a page of text. */
const MESSAGES_PER_ROW = 4;

/**
 * Which rows are refused, and what is told of the others. An error of the product refuses all of its rows; a warning of
 * the product is told once, on the first row that goes on.
 */
export function decidePreflight(variantIds: readonly string[], findings: readonly Finding[]): PreflightDecision {
  if (findings.length === 0) return NOTHING_FOUND;
  const errors = Map.groupBy(
    findings.filter((finding) => finding.severity === "error"),
    (finding) => finding.variantId,
  );
  const failures = new Map<string, RowFailure>();
  for (const variantId of variantIds) {
    const failure = failureOf([...(errors.get(null) ?? []), ...(errors.get(variantId) ?? [])]);
    if (failure) failures.set(variantId, failure);
  }
  const first = variantIds.find((variantId) => !failures.has(variantId));
  const warnings = new Map<string, RowWarning[]>();
  for (const { severity, variantId, code, message, field } of findings) {
    const told = variantId ?? first;
    if (severity !== "warning" || told === undefined || failures.has(told)) continue;
    warnings.set(told, [...(warnings.get(told) ?? []), { code, message, field }]);
  }
  return { failures, warnings };
}

/** The first finding gives code and field; the others are told with it, so that one correction can cure them all. */
function failureOf([first, ...others]: readonly Finding[]): RowFailure | null {
  if (!first) return null;
  const told = others.slice(0, MESSAGES_PER_ROW - 1).map(({ message }) => message);
  const untold = others.length - told.length;
  const message = [first.message, ...told, ...(untold > 0 ? [`There are ${untold} more findings.`] : [])].join(" ");
  return { category: preflightCodes[first.code].category, code: first.code, message, field: first.field };
}
