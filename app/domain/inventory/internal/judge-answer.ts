/** One entry of Shopify's `userErrors` to a call that sets stock. */
export interface StockUserError {
  code?: string | null;
  field?: readonly string[] | null;
  message: string;
}

/** An entry of the call that Shopify refuses, by its place in it. */
export interface RefusedEntry {
  place: number;
  code: string;
  message: string;
}

/**
 * done: all levels are as the call wanted them. wait: the same call is under way already. anew: the key is of no use any
 * more, and nothing was done under it. entries: the others can go once these are out. split: refused, and nobody says
 * which entry is to blame. doomed: no entry of any call like this will be taken.
 */
export type Judgement =
  | { kind: "done" }
  | { kind: "wait" }
  | { kind: "anew" }
  | { kind: "entries"; stale: number[]; refused: RefusedEntry[] }
  | { kind: "split" }
  | { kind: "doomed"; code: string; message: string };

const STALE = "CHANGE_FROM_QUANTITY_STALE";

/** About the call itself, whatever is in it. */
const ABOUT_THE_CALL = new Set(["INVALID_NAME", "INVALID_REASON", "INVALID_REFERENCE_DOCUMENT"]);

/** What to do about Shopify's answer: a call is taken as a whole or not at all, and one entry is enough to refuse it. */
export function judgeAnswer(errors: readonly StockUserError[], entries: number): Judgement {
  if (errors.length === 0) return { kind: "done" };
  const codes = new Set(errors.map(({ code }) => code));
  if (codes.has("IDEMPOTENCY_CONCURRENT_REQUEST")) return { kind: "wait" };
  if (codes.has("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED") || codes.has("IDEMPOTENCY_KEY_PARAMETER_MISMATCH"))
    return { kind: "anew" };
  const general = errors.find(({ code }) => code && ABOUT_THE_CALL.has(code));
  if (general) return { kind: "doomed", code: codeOf(general), message: general.message };
  const stale = new Set<number>();
  const refused = new Map<number, RefusedEntry>();
  for (const error of errors) {
    const place = placeOf(error.field ?? [], entries);
    if (place === null) continue;
    if (error.code === STALE) stale.add(place);
    else if (!refused.has(place)) refused.set(place, { place, code: codeOf(error), message: error.message });
  }
  for (const place of refused.keys()) stale.delete(place);
  if (stale.size + refused.size > 0) return { kind: "entries", stale: [...stale], refused: [...refused.values()] };
  const [first] = errors;
  if (entries > 1 || !first) return { kind: "split" };
  return first.code === STALE
    ? { kind: "entries", stale: [0], refused: [] }
    : { kind: "entries", stale: [], refused: [{ place: 0, code: codeOf(first), message: first.message }] };
}

const codeOf = ({ code }: StockUserError): string =>
  `shopify.${(code || "UNKNOWN").toLowerCase().replaceAll("_", "-")}`;

/** `["input", "quantities", "17", "locationId"]` names the eighteenth entry. */
function placeOf(field: readonly string[], entries: number): number | null {
  const at = field.indexOf("quantities");
  const place = at === -1 ? Number.NaN : Number(field[at + 1] ?? Number.NaN);
  return Number.isInteger(place) && place >= 0 && place < entries ? place : null;
}
