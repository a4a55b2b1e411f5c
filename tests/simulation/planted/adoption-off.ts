import type { PlantedBug } from "./planted-bug.ts";

/** A look-up by our id finds nothing, whatever is in the shop: nothing that an earlier try made is taken over. */
export const adoptionOff: PlantedBug = {
  name: "adoption",
  summary: "a product that an earlier try made is not found again",
  open() {
    let isPlanted = false;
    return {
      statements: null,
      wire: {
        answer({ operation }, text) {
          if (operation !== "FindByIdentity") return text;
          const answer: unknown = JSON.parse(text);
          if (typeof answer !== "object" || answer === null || !("data" in answer)) return text;
          isPlanted = true;
          return JSON.stringify({ ...answer, data: { productByIdentifier: null } });
        },
      },
      isPlanted: () => isPlanted,
    };
  },
};
