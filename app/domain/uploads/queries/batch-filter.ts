import type { BatchStatus } from "../transitions.ts";

/** Which batches are meant; whatever is absent narrows nothing. */
export interface BatchFilter {
  statuses?: readonly BatchStatus[] | undefined;
  /** Only batches of which a row has failed, or which could not do their work. */
  hasFailures?: boolean | undefined;
  /** Only batches that had something for this store. */
  storeId?: string | undefined;
  /** Who started it: a person or a token. */
  actorId?: string | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
  /** Part of the batch's name, or of the title of a product in it. */
  text?: string | undefined;
  /** Newest first when absent. */
  isOldestFirst?: boolean | undefined;
}
