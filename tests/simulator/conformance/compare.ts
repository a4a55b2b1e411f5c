import { isRecord } from "./recordings/json.ts";
import type { RecordedAnswer } from "./recordings/recorded.ts";

/** Which of the scores a difference counts against. */
export type Aspect = "shape" | "userErrors" | "cost";

export interface Difference {
  aspect: Aspect;
  /** Where in the answer, dotted. */
  path: string;
  recorded: string;
  ours: string;
}

/**
 * Compares an answer of ours with the recorded one.
 *
 * Shape: the same keys, types, list lengths and nulls, and the same top-level errors (code and message). Values are not
 * compared, but in userErrors (field, code, message) and in the requested cost.
 */
export function compareAnswers(recorded: RecordedAnswer, ours: RecordedAnswer): Difference[] {
  const differences: Difference[] = [];
  compareTopLevelErrors(recorded, ours, differences);
  if (recorded.data !== undefined || ours.data !== undefined) {
    compareShape(recorded.data ?? null, ours.data ?? null, "data", differences);
  }
  const cost = recorded.extensions?.cost?.requestedQueryCost ?? null;
  const ourCost = ours.extensions?.cost?.requestedQueryCost ?? null;
  if (tellsCost(recorded) && cost !== ourCost) {
    differences.push({ aspect: "cost", path: "requestedQueryCost", recorded: String(cost), ours: String(ourCost) });
  }
  return differences;
}

/** Whether an answer is recorded with its cost: a refused document has none, an answer with data always has one. */
export function tellsCost(recorded: RecordedAnswer): boolean {
  return (recorded.extensions?.cost ?? null) !== null || (recorded.data ?? null) === null;
}

/** Whether an answer holds userErrors anywhere. */
export function hasUserErrors(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUserErrors);
  if (!isRecord(value)) return false;
  return Object.entries(value).some(([key, entry]) =>
    isUserErrorsKey(key) && Array.isArray(entry) ? entry.length > 0 : hasUserErrors(entry),
  );
}

function isUserErrorsKey(key: string): boolean {
  return /(^u|U)serErrors$/.test(key);
}

function compareTopLevelErrors(recorded: RecordedAnswer, ours: RecordedAnswer, differences: Difference[]): void {
  const describe = (answer: RecordedAnswer): string[] =>
    (answer.errors ?? []).map((error) => `${codeOf(error.extensions?.["code"])}: ${masked(error.message)}`);
  const expected = describe(recorded);
  const found = describe(ours);
  for (let index = 0; index < Math.max(expected.length, found.length); index += 1) {
    if (expected[index] === found[index]) continue;
    differences.push({
      aspect: "shape",
      path: `errors.${index}`,
      recorded: expected[index] ?? "none",
      ours: found[index] ?? "none",
    });
  }
}

function codeOf(code: unknown): string {
  return typeof code === "string" ? code : "no code";
}

function compareShape(recorded: unknown, ours: unknown, path: string, differences: Difference[]): void {
  const report = (expected: string, found: string): void => {
    differences.push({ aspect: "shape", path, recorded: expected, ours: found });
  };
  const expectedType = typeOf(recorded);
  const foundType = typeOf(ours);
  if (expectedType !== foundType) {
    report(shown(recorded), shown(ours));
    return;
  }
  if (Array.isArray(recorded) && Array.isArray(ours)) {
    if (recorded.length !== ours.length) report(`${recorded.length} entries`, `${ours.length} entries`);
    recorded.slice(0, ours.length).forEach((entry, index) => {
      compareShape(entry, ours[index], `${path}.${index}`, differences);
    });
    return;
  }
  if (!isRecord(recorded) || !isRecord(ours)) return;
  for (const key of Object.keys(ours)) {
    if (!(key in recorded))
      differences.push({ aspect: "shape", path: `${path}.${key}`, recorded: "no such key", ours: shown(ours[key]) });
  }
  for (const [key, value] of Object.entries(recorded)) {
    const below = `${path}.${key}`;
    if (!(key in ours)) differences.push({ aspect: "shape", path: below, recorded: shown(value), ours: "no such key" });
    else if (isUserErrorsKey(key)) compareUserErrors(value, ours[key], below, differences);
    else compareShape(value, ours[key], below, differences);
  }
}

function compareUserErrors(recorded: unknown, ours: unknown, path: string, differences: Difference[]): void {
  if (!Array.isArray(recorded) || !Array.isArray(ours)) {
    compareShape(recorded, ours, path, differences);
    return;
  }
  // Where the recording has none there is nothing to compare their content with: one too many is another shape.
  const aspect = recorded.length === 0 ? "shape" : "userErrors";
  if ((recorded.length === 0) !== (ours.length === 0)) {
    differences.push({ aspect: "shape", path, recorded: `${recorded.length} entries`, ours: shown(ours) });
  }
  for (let index = 0; index < Math.max(recorded.length, ours.length); index += 1) {
    const expected = describeUserError(recorded[index]);
    const found = describeUserError(ours[index]);
    if (expected !== found) differences.push({ aspect, path: `${path}.${index}`, recorded: expected, ours: found });
  }
}

function describeUserError(error: unknown): string {
  if (!isRecord(error)) return "none";
  const parts = Object.keys(error)
    .toSorted()
    .map((key) => [key, error[key]]);
  return masked(JSON.stringify(Object.fromEntries(parts)));
}

/** Ids and run numbers differ from shop to shop. */
function masked(text: string): string {
  return text
    .replaceAll(/gid:\/\/shopify\/(\w+)\/[\w-]+/g, "gid://shopify/$1/…")
    .replaceAll(/app--\d+/g, "app--…")
    .replaceAll(/\b\d{10,15}\b/g, "…");
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
