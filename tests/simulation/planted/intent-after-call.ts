import type { PlantedBug } from "./planted-bug.ts";

const WRITES_INTENT = /^\s*INSERT INTO upload_attempts\b/;

/**
 * An intent is on record only once its call has been answered: what is written before is put aside, out of everybody's
 * sight, until the next answer reaches the process. One that dies before leaves nothing.
 */
export const intentAfterCall: PlantedBug = {
  name: "intent-after-call",
  summary: "what is about to be sent is on record only after the answer",
  open({ shared, observer }) {
    let isPlanted = false;
    const hidden = new Map<string, string[]>();
    return {
      statements: {
        async after(doer, { sql }, answer) {
          if (!WRITES_INTENT.test(sql)) return;
          isPlanted = true;
          const ids = idsOf(answer);
          hidden.set(doer.name, [...(hidden.get(doer.name) ?? []), ...ids]);
          await shared.pool.query(
            `WITH gone AS (DELETE FROM upload_attempts WHERE id = ANY ($1::bigint[]) RETURNING *)
             INSERT INTO simulated.hidden_attempts SELECT * FROM gone`,
            [ids],
          );
        },
      },
      wire: {
        async beforeDelivery({ process }) {
          const ids = hidden.get(process.name) ?? [];
          hidden.delete(process.name);
          if (ids.length === 0) return;
          await observer.query(
            `WITH back AS (DELETE FROM simulated.hidden_attempts WHERE id = ANY ($1::bigint[]) RETURNING *)
             INSERT INTO upload_attempts SELECT * FROM back`,
            [ids],
          );
        },
      },
      isPlanted: () => isPlanted,
    };
  },
};

/** The ids of what a statement wrote: its first column. */
function idsOf(answer: unknown): string[] {
  if (typeof answer !== "object" || answer === null || !("rows" in answer) || !Array.isArray(answer.rows)) return [];
  return answer.rows.flatMap((row: unknown) => (Array.isArray(row) ? [String(row[0])] : []));
}
