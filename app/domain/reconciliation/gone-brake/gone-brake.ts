import { z } from "zod";

/** Links of a store, by what they tie. */
export interface LinkCounts {
  products: number;
  /** Without those of products that are gone themselves. */
  variants: number;
}

export interface WeighedGone {
  /** What would be called gone, together with what was called so a short time before. */
  gone: LinkCounts;
  /** What the shop had until now. */
  live: { products: number; variants: number };
  /** Share from 0 to 1 of either that may be called gone without a person. */
  maxGoneShare: number;
}

export const goneReportSchema = z.object({
  /** DELETIONS: webhooks told of them one by one. RECONCILIATION: the shop's list did not have them. */
  source: z.enum(["DELETIONS", "RECONCILIATION"]),
  /** The run that read the list. */
  runId: z.string().nullable(),
  products: z.number(),
  variants: z.number(),
  liveProducts: z.number(),
  liveVariants: z.number(),
  /** The larger share of the two. */
  goneShare: z.number(),
  maxGoneShare: z.number(),
});

/** What a person has to know of a brake before they let it go. */
export type GoneReport = z.infer<typeof goneReportSchema>;

/** Fewer than this never stop anything: somebody may clear out a small shop by hand on any day. */
export const FEWEST_TO_STOP = 10;

/** Deletions are counted together for as long: a mistake that arrives one by one is one mistake. */
export const WINDOW_MS = 24 * 60 * 60 * 1_000;

/** Whether a person has to say first that so much is gone indeed; the share that is too large, or null when it may go on. */
export function decideGoneBrake({ gone, live, maxGoneShare }: WeighedGone): { goneShare: number } | null {
  const shares = (["products", "variants"] as const).map((kind) => ({
    count: gone[kind],
    share: live[kind] === 0 ? 0 : gone[kind] / live[kind],
  }));
  const tooLarge = shares.filter(({ count, share }) => count >= FEWEST_TO_STOP && share > maxGoneShare);
  return tooLarge.length === 0 ? null : { goneShare: Math.min(1, Math.max(...tooLarge.map(({ share }) => share))) };
}
