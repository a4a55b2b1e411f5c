import { randomUUID } from "node:crypto";
import type { Runtime } from "#app/domain/context.ts";
import { AppError } from "#app/platform/errors.ts";
import { StoreUnavailableError } from "#app/shopify/errors.ts";
import { giveBackGroups } from "./internal/claims/give-back-groups.server.ts";
import { foldLeftCounters } from "./internal/settling/fold-counters.server.ts";
import { checkMedia } from "./internal/media/check-media.server.ts";
import { isOpen, Shift, type ShiftOutcome } from "./internal/shift.server.ts";
import { holdStore } from "#app/domain/stores/calls/store-hold.server.ts";
import { openStoreSession } from "./internal/store/store-session.server.ts";

/** `hand-over`: there is more to do, or may be; wake a successor. */
export type DrainOutcome = ShiftOutcome;

/**
 * Uploads what is due for one store until nothing is left, the shift is over, the store closes, or the signal stops it.
 * There is one runner per store; what an earlier runner left under way is taken back first, and looked up before
 * anything of it is sent again. A store that does not answer, or is out of service at Shopify, is held: its groups wait
 * without spending their tries.
 */
export async function drainStore(
  runtime: Runtime,
  { storeId }: { storeId: string },
  signal: AbortSignal,
): Promise<DrainOutcome> {
  const log = runtime.log.child({ storeId });
  if (!(await isOpen(runtime, storeId))) return "closed";
  const claimToken = randomUUID();
  log.debug({ claimToken }, "A shift at the store began.");
  await foldLeftCounters(runtime);
  const recovered = await giveBackGroups(runtime, { storeId, exceptClaim: claimToken });
  if (recovered > 0) log.warn({ groups: recovered }, "Groups of an interrupted worker were taken back.");
  const session = await openStoreSession(runtime, { storeId, claimToken, signal }).catch(async (error: unknown) => {
    if (error instanceof StoreUnavailableError) {
      await holdStore(runtime, storeId, error.publicMessage);
      return null;
    }
    if (error instanceof AppError && error.remedy.kind === "reconnect-store") return null;
    throw error;
  });
  if (!session) return "closed";
  await checkMedia(session);
  const shift = new Shift(session, signal);
  let outcome: ShiftOutcome | "failed" = "failed";
  let givenBack = 0;
  try {
    outcome = await shift.run();
  } finally {
    givenBack = await shift.end(outcome);
  }
  log.debug({ claimToken, outcome, givenBack }, "A shift at the store ended.");
  return outcome === "drained" && givenBack > 0 ? "hand-over" : outcome;
}
