import { z } from "zod";
import { countWords } from "./count-words.ts";

/** What a digest keeps beside what it tells. */
export const digestDetails = z.object({
  /** How much it tells of each kind. */
  counts: z.record(z.string(), z.number()),
  until: z.iso.datetime(),
  timeZone: z.string().nullable(),
});
export type DigestDetails = z.infer<typeof digestDetails>;

const KINDS_IN_A_TITLE = 3;

/** Fits a subject line. */
export function digestTitle(details: unknown): string {
  const counts = countWords(digestDetails.safeParse(details).data?.counts ?? {});
  const shown = counts.slice(0, KINDS_IN_A_TITLE).join(", ");
  if (shown === "") return "Daily digest";
  return `Daily digest: ${shown}${counts.length > KINDS_IN_A_TITLE ? " and more" : ""}`;
}
