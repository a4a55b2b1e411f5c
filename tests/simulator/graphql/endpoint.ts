import { type Answer, type Call, jsonAnswer } from "../exchange.ts";
import type { FaultScript, FiredFault } from "../faults/script.ts";
import type { FidelitySwitches, Latency } from "../options.ts";
import type { ShopState } from "../state/shop.ts";
import { readDocument } from "./read-document.ts";
import { actualPoints, requestedPoints } from "./cost.ts";
import type { CompiledOperation } from "./documents.ts";
import { topLevelError } from "./errors.ts";
import { type ExecutedAnswer, executeOperation } from "./execution.ts";
import { extraPoints, findOversizedArray } from "./input-extras.ts";
import { holdInFlight } from "./in-flight.ts";
import type { AdminRequest, SearchNote } from "./request.ts";
import type { Variables } from "./selection.ts";
import type { AnsweredError } from "./validation-errors.ts";

export interface GraphqlSettings {
  latency: Latency;
  faults: FaultScript;
}

/** Most points one request may ask for, on every plan. */
const maximumPoints = 1_000;

/**
 * Answers one call of the GraphQL endpoint by a shop whose token was good: checks, price, bucket, latency, faults,
 * execution, refund.
 */
export async function answerGraphql(
  shop: ShopState,
  call: Call,
  scopes: readonly string[],
  requestId: string,
  settings: GraphqlSettings,
): Promise<Answer> {
  const { clock, fidelity } = shop.environment;
  const read = readDocument(call.body);
  if (!read.isValid) return jsonAnswer(read.status, { errors: read.errors });
  const { operation, variables } = read;
  const costPoints = priceOf(shop, operation, variables);
  if (costPoints > maximumPoints) return jsonAnswer(200, maximumCostExceeded(shop, costPoints));
  shop.traffic.calls += 1;
  if (operation.kind === "mutation") shop.traffic.mutations += 1;
  else shop.traffic.queries += 1;
  if (!shop.bucket.take(costPoints)) {
    shop.traffic.throttled += 1;
    const throttled = jsonAnswer(200, throttledBody(shop, costPoints));
    await clock.sleep(fidelity.throttledAnswerDelayMs, call.signal ?? undefined);
    return throttled;
  }
  const oversized = oversizedArrayError(operation, variables);
  if (oversized) return jsonAnswer(200, { errors: [oversized], ...costExtension(shop, costPoints, null) });

  const operations = operation.rootFields.map((field) => field.name);
  const fired = settings.faults.meet(shop.domain, operations);
  const latencyMs = operation.kind === "mutation" ? settings.latency.mutationMs : settings.latency.queryMs;
  const hold = holdInFlight(shop, operation, variables, requestId);
  try {
    // A caller that gives up does not call its request back: it is applied all the same.
    await clock.sleep(latencyMs + delayOf(fired, "before-apply"));
    const early = earlyFault(fired, "before-apply");
    if (early) {
      shop.bucket.refund(costPoints);
      return early;
    }
    const searchNotes: SearchNote[] = [];
    const request: AdminRequest = {
      shop,
      requestId,
      scopes,
      costPoints,
      busyKeys: hold.busyKeys,
      forcedUserError: fired.find(({ fault }) => fault.effect === "userError")?.fault.userError ?? null,
      searchNotes,
    };
    const result = hold.refusal
      ? refusedAnswer(operation, hold.refusal)
      : executeOperation(operation, variables, request);
    if (!hold.refusal && fired.some(({ fault }) => fault.effect === "duplicate")) {
      executeOperation(operation, variables, { ...request, requestId: `${requestId}-again` });
    }
    const usedPoints = usedPointsOf(operation, variables, { costPoints, result, fidelity });
    shop.bucket.refund(costPoints - usedPoints);
    const delayMs = delayOf(fired, "after-apply");
    if (delayMs > 0) await clock.sleep(delayMs);
    const extensions = costExtension(shop, costPoints, usedPoints, searchNotes);
    return lateAnswer(shop, operation, result, extensions, fired);
  } finally {
    hold.end();
  }
}

/** Requested cost of an operation: its selection and what its inputs add, rounded as a whole, at least 1. */
export function priceOf(shop: ShopState, operation: CompiledOperation, variables: Variables): number {
  let points = requestedPoints(operation.costPlans, variables, shop.environment.fidelity);
  if (operation.kind === "mutation") {
    for (const field of operation.rootFields) points += extraPoints(field.name, field.arguments(variables));
  }
  // 10.3999... is 10.4 added up in floating point.
  return Math.max(1, Math.round(Number(points.toFixed(6))));
}

function usedPointsOf(
  operation: CompiledOperation,
  variables: Variables,
  { costPoints, result, fidelity }: { costPoints: number; result: ExecutedAnswer; fidelity: FidelitySwitches },
): number {
  let points = actualPoints(operation.costPlans, variables, result.data ?? {}, fidelity);
  if (operation.kind === "mutation") {
    for (const field of operation.rootFields) points += extraPoints(field.name, field.arguments(variables));
  }
  return Math.min(costPoints, Math.max(1, Math.round(Number(points.toFixed(6)))));
}

function costExtension(
  shop: ShopState,
  requestedQueryCost: number,
  actualQueryCost: number | null,
  search: readonly SearchNote[] = [],
): object {
  const throttleStatus = shop.bucket.status();
  const cost = { requestedQueryCost, actualQueryCost, throttleStatus };
  return { extensions: { cost, ...(search.length > 0 ? { search } : {}) } };
}

/** [C] the shape; not recorded. */
function throttledBody(shop: ShopState, costPoints: number): object {
  const error = topLevelError("Throttled", "THROTTLED");
  return {
    errors: [{ message: error.message, extensions: error.extensions }],
    ...costExtension(shop, costPoints, null),
  };
}

/** [C] the shape; not recorded. */
function maximumCostExceeded(shop: ShopState, costPoints: number): object {
  const message = `Query cost is ${costPoints}, which exceeds the single query max cost limit (${maximumPoints}).\n\nSee https://shopify.dev/concepts/about-apis/rate-limits for more information on how the\ncost of a query is calculated.\n\nTo query larger amounts of data with fewer limits, bulk operations should be used instead.\nSee https://shopify.dev/tutorials/perform-bulk-operations-with-admin-api for usage details.\n`;
  const error = topLevelError(message, "MAX_COST_EXCEEDED", { cost: costPoints, maxCost: maximumPoints });
  return {
    errors: [{ message: error.message, extensions: error.extensions }],
    ...costExtension(shop, costPoints, null),
  };
}

/** Recorded: product-update-tag-normalization (no data, the cost is taken). */
export function oversizedArrayError(operation: CompiledOperation, variables: Variables): AnsweredError | null {
  for (const field of operation.rootFields) {
    const found = findOversizedArray(field.responseKey, field.arguments(variables));
    if (!found) continue;
    return {
      message: `The input array size of ${found.length} is greater than the maximum allowed of ${found.maximum}.`,
      path: found.path,
      extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" },
    };
  }
  return null;
}

export function refusedAnswer(operation: CompiledOperation, error: AnsweredError): ExecutedAnswer {
  const data: Record<string, unknown> = {};
  for (const field of operation.rootFields) data[field.responseKey] = null;
  return { data, errors: [error] };
}

function delayOf(fired: readonly FiredFault[], point: string): number {
  let delayMs = 0;
  for (const { fault } of fired) if (fault.effect === "delay" && fault.point === point) delayMs += fault.delayMs;
  return delayMs;
}

/** Drops the call or answers a status, where a fault says so at this point. */
export function earlyFault(fired: readonly FiredFault[], point: string): Answer | null {
  for (const { fault } of fired) {
    if (fault.point !== point) continue;
    if (fault.effect === "drop") return { kind: "dropped" };
    if (fault.effect === "status") {
      const retryAfter = fault.retryAfterSeconds;
      const headers = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
      return jsonAnswer(fault.status, { errors: `Simulated fault: HTTP ${fault.status}` }, headers);
    }
  }
  return null;
}

function lateAnswer(
  shop: ShopState,
  operation: CompiledOperation,
  result: ExecutedAnswer,
  extensions: object,
  fired: readonly FiredFault[],
): Answer {
  const late = earlyFault(fired, "after-apply");
  if (late) return late;
  const partial = fired.some(({ fault }) => fault.effect === "partial");
  const shown = partial ? hideApplied(operation) : result;
  const errors = shown.errors.length > 0 ? { errors: shown.errors } : {};
  const body = { ...errors, data: shown.data, ...extensions };
  const isDailyLimit = shown.errors.some((error) => error.extensions?.["code"] === "VARIANT_THROTTLE_EXCEEDED");
  const status = isDailyLimit ? shop.environment.fidelity.dailyVariantLimitStatus : 200;
  const answer = jsonAnswer(status, body);
  const cut = fired.find(({ fault }) => fault.point === "mid-body");
  if (!cut || answer.kind === "dropped") return answer;
  return { ...answer, cutAt: Math.floor(cut.chance * Buffer.byteLength(answer.body)) };
}

/** Recorded: "Something went wrong" beside data that is null, though the write may have happened. */
function hideApplied(operation: CompiledOperation): ExecutedAnswer {
  const [field] = operation.rootFields;
  return refusedAnswer(operation, {
    message: "Something went wrong",
    extensions: { code: "INTERNAL_SERVER_ERROR" },
    ...(field ? { path: [field.responseKey] } : {}),
  });
}
