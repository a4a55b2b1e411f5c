/** A product whose create Shopify had accepted when the worker died, and what was done for it afterwards. */
export interface AcceptedCreate {
  readonly attempts: readonly { readonly step: string; readonly outcome: string }[];
}

export interface Adoption {
  readonly accepted: number;
  /** Looked up, found and taken over, and nothing written. */
  readonly adopted: number;
  /** For which something was written, whether it was taken over or not. */
  readonly secondWrites: number;
}

const isWrite = (step: string): boolean => step !== "LOOK_UP" && step !== "READ_BACK";

export function judgeAdoption(creates: readonly AcceptedCreate[]): Adoption {
  const written = creates.filter(({ attempts }) => attempts.some(({ step }) => isWrite(step)));
  const adopted = creates.filter(
    (create) => !written.includes(create) && create.attempts.some(({ outcome }) => outcome === "ADOPTED"),
  );
  return { accepted: creates.length, adopted: adopted.length, secondWrites: written.length };
}

/** Percent of the accepted creates that were not taken over just as they were. */
export const notAdoptedPercent = ({ accepted, adopted }: Adoption): number => (100 * (accepted - adopted)) / accepted;
