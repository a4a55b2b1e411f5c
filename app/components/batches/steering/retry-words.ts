import { tellRefusals } from "#app/domain/uploads/failures/retry-refusals.ts";
import type { RetryResult } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import type { Texts } from "../../texts/texts.ts";

/** What came of a retry, with what was refused and why. */
export function retryWords(t: Texts, { retried, refused, because }: RetryResult): string {
  if (refused === 0) return t("{{count, number}} row will be retried.", { count: retried });
  const reasons = tellRefusals(because).map(({ words, values }) => t(words, values));
  return t("{{count, number}} row will be retried. Refused: {{reasons}}.", {
    count: retried,
    reasons: reasons.join("; "),
  });
}
