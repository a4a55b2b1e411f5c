import type { RetryRefusal } from "#app/domain/uploads/failures/retry-refusals.ts";
import type { RetryResult } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { MANUAL_RETRIES } from "#app/domain/uploads/upload-limits.ts";
import type { Text, Texts } from "../../texts/texts.ts";

const REFUSALS: readonly { refusal: RetryRefusal; words: Text }[] = [
  {
    refusal: "overLimit",
    words: "{{count, number}} row, after {{retries}} retries: correct the products and approve them again",
  },
  { refusal: "newerContent", words: "{{count, number}} row, each because newer content of it is in another batch" },
  { refusal: "storeLeft", words: "{{count, number}} row, each because its store has left" },
];

/** What came of a retry, with what was refused and why. */
export function retryWords(t: Texts, { retried, refused, because }: RetryResult): string {
  if (refused === 0) return t("{{count, number}} row will be retried.", { count: retried });
  const reasons = REFUSALS.filter(({ refusal }) => because[refusal] > 0).map(({ refusal, words }) =>
    t(words, { count: because[refusal], retries: MANUAL_RETRIES }),
  );
  return t("{{count, number}} row will be retried. Refused: {{reasons}}.", {
    count: retried,
    reasons: reasons.join("; "),
  });
}
