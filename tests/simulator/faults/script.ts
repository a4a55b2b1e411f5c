import { z } from "zod";
import { isOperation } from "./operations.ts";
import { ArmedFault, saysWhen, triggerFields, whenIsUnclear } from "./trigger.ts";

/**
 * One line of a fault script. `operation` is the root field of a document (`productSet`), `oauth`, `bulk-upload` (a file
 * uploaded), `bulk-result` (a result fetched), or `*` for every call; `bulk-operation` and `bulk-line` are no calls.
 */
const faultEntry = z
  .strictObject({
    ...triggerFields,
    operation: z
      .string()
      .refine(isOperation, 'Nothing is called so: name a root field such as productSet, oauth, or "*".'),
    point: z.enum(["before-apply", "after-apply", "mid-body"]),
    effect: z.enum(["drop", "delay", "status", "userError", "duplicate", "partial"]),
    delayMs: z.number().min(0).default(1_000),
    status: z.int().min(400).max(599).default(503),
    retryAfterSeconds: z.number().min(0).optional(),
    userError: z
      .strictObject({
        field: z.array(z.string()).nullable().default(null),
        message: z.string().default("Something went wrong, please try again."),
        code: z.string().nullable().default(null),
      })
      .prefault({}),
  })
  .refine(saysWhen, whenIsUnclear)
  .refine((entry) => entry.point !== "mid-body" || entry.effect === "drop", {
    error: 'At the point "mid-body" only the effect "drop" makes sense: the answer is cut.',
  })
  .refine((entry) => entry.effect !== "userError" || entry.point === "before-apply", {
    error: 'A "userError" is answered instead of the mutation: its point is "before-apply".',
  })
  .refine((entry) => entry.effect !== "duplicate" || entry.point === "before-apply", {
    error: 'A "duplicate" applies the request twice: its point is "before-apply".',
  })
  .refine((entry) => entry.effect !== "partial" || entry.point === "after-apply", {
    error: 'A "partial" answer hides what was applied: its point is "after-apply".',
  });

export type FaultEntryInput = z.input<typeof faultEntry>;
export type FaultEntry = z.output<typeof faultEntry>;

export interface FiredFault {
  fault: FaultEntry;
  /** A number of this firing, from 0 to 1, for what is left to chance (where a body is cut). */
  chance: number;
}

export interface FaultCount {
  name: string;
  entry: FaultEntry;
  matchingCalls: number;
  fired: number;
}

/** Faults that the simulator plays, scripted or seeded; what fired is counted. */
export class FaultScript {
  #armed: ArmedFault<FaultEntry>[] = [];

  /** Adds faults. @throws ZodError when an entry makes no sense. */
  add(...entries: FaultEntryInput[]): void {
    this.addUnchecked(entries);
  }

  /** Adds faults that came from outside; all or none. @throws ZodError when an entry makes no sense. */
  addUnchecked(entries: readonly unknown[]): void {
    const checked = z.array(faultEntry).parse(entries);
    this.#armed.push(...checked.map((entry) => new ArmedFault(entry)));
  }

  clear(): void {
    this.#armed = [];
  }

  get firedCount(): number {
    return this.#armed.reduce((sum, fault) => sum + fault.fired, 0);
  }

  counts(): FaultCount[] {
    return this.#armed.map(({ entry, matches, fired }) => ({
      name: entry.name ?? `${entry.operation} ${entry.point} ${entry.effect}`,
      entry,
      matchingCalls: matches,
      fired,
    }));
  }

  /** Which faults a call meets, or a step inside of a bulk operation. Counts it for each entry that names it. */
  meet(shopDomain: string, operations: readonly string[], what: "call" | "step" = "call"): readonly FiredFault[] {
    if (this.#armed.length === 0) return [];
    const fired: FiredFault[] = [];
    for (const fault of this.#armed) {
      const { entry } = fault;
      if (entry.shop !== undefined && entry.shop !== shopDomain) continue;
      if (entry.operation === "*" ? what === "step" : !operations.includes(entry.operation)) continue;
      const chance = fault.meet();
      if (chance !== null) fired.push({ fault: entry, chance });
    }
    return fired;
  }
}
