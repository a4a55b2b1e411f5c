/** Why a product cannot be sent to a store once more; `null`: it can. */
export type UploadAgainRefusal = "role" | "not-eligible" | "no-route";

export interface UploadAgainFacts {
  mayUpload: boolean;
  /** Of type NORMAL, and not discontinued. */
  isEligible: boolean;
  /** A route brings its category to the store. */
  isRouted: boolean;
}

/** Whether a new approval of a product would bring it to the store, or what stands in the way. */
export function decideUploadAgain({ mayUpload, isEligible, isRouted }: UploadAgainFacts): UploadAgainRefusal | null {
  if (!mayUpload) return "role";
  if (!isEligible) return "not-eligible";
  return isRouted ? null : "no-route";
}
