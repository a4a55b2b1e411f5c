import type { Drainer } from "./drainer.ts";
import type { StageStore } from "./upload-stage.ts";

/** What became of the calls whose answer a killed worker did not live to store. */
export interface UnclearCalls {
  readonly unclear: number;
  /** Looked up by our identity before anything was sent again. */
  readonly lookedUp: number;
  /** Found in the shop and taken over. */
  readonly adopted: number;
  /** Not found, and created. */
  readonly sentAgain: number;
  /** Found in the shop, and nevertheless sent a second time. */
  readonly secondWrites: number;
  /** Whose product is in the shop and linked in the end. */
  readonly resolved: number;
}

/** Reads it from the attempts at the groups whose calls were in flight. */
export async function readUnclear(
  { ctx: { db } }: StageStore,
  batchId: string,
  { claimToken }: Pick<Drainer, "claimToken">,
): Promise<UnclearCalls> {
  const groups = await db.uploadGroup.findMany({
    where: { batchId, attempts: { some: { claimToken, outcome: "UNKNOWN" } } },
    select: { status: true, attempts: { where: { claimToken: { not: claimToken } }, orderBy: { id: "asc" } } },
  });
  const count = (isTrue: (group: (typeof groups)[number]) => boolean) => groups.filter(isTrue).length;
  const has = (outcome: string, step: string) => (group: (typeof groups)[number]) =>
    group.attempts.some((attempt) => attempt.step === step && attempt.outcome === outcome);
  const isAdopted = has("ADOPTED", "LOOK_UP");
  return {
    unclear: groups.length,
    lookedUp: count(({ attempts }) => attempts[0]?.step === "LOOK_UP"),
    adopted: count(isAdopted),
    sentAgain: count((group) => has("ABSENT", "LOOK_UP")(group) && has("SUCCEEDED", "CREATE_PRODUCT")(group)),
    secondWrites: count(
      (group) => isAdopted(group) && group.attempts.some(({ step }) => step !== "LOOK_UP" && step !== "READ_BACK"),
    ),
    resolved: count(({ status }) => status === "SUCCESS"),
  };
}

export function sumUnclear(all: readonly UnclearCalls[]): Record<keyof UnclearCalls, number> {
  const sum = (key: keyof UnclearCalls) => all.reduce((total, one) => total + one[key], 0);
  return {
    unclear: sum("unclear"),
    lookedUp: sum("lookedUp"),
    adopted: sum("adopted"),
    sentAgain: sum("sentAgain"),
    secondWrites: sum("secondWrites"),
    resolved: sum("resolved"),
  };
}
