import { isUniqueViolation } from "./db.server.ts";

const TRIES = 3;

/**
 * Does the work again when a unique index refused it: somebody else was first, and a second look sees what they did.
 * The work has to be one whole transaction.
 */
export async function retryConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !isUniqueViolation(error)) throw error;
    }
  }
}
