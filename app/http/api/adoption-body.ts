import { z } from "zod";
import { ADOPTION_MATCHES } from "#app/domain/reconciliation/adoption/adoption-states.ts";
import type { AdoptionSelection } from "#app/domain/reconciliation/adoption/adoption-selection.server.ts";
import { rowIdSchema } from "../parse-input.server.ts";

/** Which proposals a request means: exactly one of `ids` and `filter`; an empty filter means all that are undecided. */
export const adoptionBody = z
  .strictObject({
    ids: z.array(rowIdSchema).min(1).max(10_000).optional(),
    filter: z.strictObject({ matchedBy: z.array(z.enum(ADOPTION_MATCHES)).min(1).optional() }).optional(),
  })
  .transform((given, context): AdoptionSelection => {
    if (given.ids && !given.filter) return { kind: "ids", ids: given.ids };
    if (given.filter && !given.ids) return { kind: "filter", matchedBy: given.filter.matchedBy };
    context.addIssue({ code: "custom", message: "send exactly one of ids and filter" });
    return z.NEVER;
  });
