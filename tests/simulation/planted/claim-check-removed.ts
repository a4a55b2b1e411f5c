import type { PlantedBug } from "./planted-bug.ts";

const CHECK = /AND mine\.claim_token = (\$\d+)::uuid/;

/** Outcomes are stored whoever holds the group: as if a worker that stood still could not have lost it. */
export const claimCheckRemoved: PlantedBug = {
  name: "claim-check",
  summary: "what became of a group is stored without looking who holds it",
  open() {
    let isPlanted = false;
    const rewrite = (sql: string): string => {
      if (!CHECK.test(sql)) return sql;
      isPlanted = true;
      return sql.replace(CHECK, "AND $1::uuid IS NOT NULL");
    };
    return { statements: { rewrite }, wire: null, isPlanted: () => isPlanted };
  },
};
