import type { FieldProblem } from "#app/platform/errors.ts";

const LOWEST_PRIORITY = -100;
const HIGHEST_PRIORITY = 100;
const MOST_CANARY_PRODUCTS = 10_000;

/** The first products of a batch go alone; the rest follows when few enough of them failed. */
export interface CanarySettings {
  products: number;
  /** Share from 0 to 1 of the ended ones that may fail. */
  maxFailedShare: number;
}

/** How a batch is to run; whatever is absent has the product's default. */
export interface BatchSettings {
  priority?: number | undefined;
  canary?: CanarySettings | undefined;
  /** After this time what still waits for Shopify's limits fails; absent: it waits as long as it takes. */
  deadline?: Date | undefined;
  /** What rows do that meet the shop's daily limit of new variants; `wait` when absent. */
  onDailyLimit?: "wait" | "fail" | undefined;
}

const isBatchPriority = (priority: number): boolean =>
  Number.isInteger(priority) && priority >= LOWEST_PRIORITY && priority <= HIGHEST_PRIORITY;

const PRIORITY_RULE = `must be a whole number from ${LOWEST_PRIORITY} to ${HIGHEST_PRIORITY}`;

/** What is wrong with a priority; null when nothing is. */
export const priorityProblem = (priority: number): FieldProblem | null =>
  isBatchPriority(priority) ? null : { field: "priority", message: PRIORITY_RULE };

export function settingsProblems({ priority, canary, deadline }: BatchSettings, now: Date): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const ofPriority = priority === undefined ? null : priorityProblem(priority);
  if (ofPriority) problems.push(ofPriority);
  if (canary && !(Number.isInteger(canary.products) && canary.products >= 1 && canary.products <= MOST_CANARY_PRODUCTS))
    problems.push({
      field: "canary.products",
      message: `must be a whole number from 1 to ${MOST_CANARY_PRODUCTS}`,
    });
  if (canary && !(canary.maxFailedShare >= 0 && canary.maxFailedShare <= 1))
    problems.push({ field: "canary.maxFailedShare", message: "must be a share from 0 to 1" });
  if (deadline && !(deadline.getTime() > now.getTime()))
    problems.push({ field: "deadline", message: "must be a time to come" });
  return problems;
}
