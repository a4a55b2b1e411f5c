import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { REFUSED_PROBE_EVERY_MS, type StoreCircuit } from "./store-circuit.ts";

interface HeldSession {
  readonly runtime: Runtime;
  readonly storeId: string;
  readonly circuit: StoreCircuit;
}

/** Keeps what a worker knows of a store that does not answer, for the next worker and for the pages. */
export class StoreHold {
  readonly #session: HeldSession;
  #savedMs: number | null;

  constructor(session: HeldSession) {
    this.#session = session;
    this.#savedMs = session.circuit.probeAtMs;
  }

  /** Writes only what has changed. A store on trial is still held. */
  async remember(): Promise<void> {
    const { runtime, storeId, circuit } = this.#session;
    if (circuit.state === "trial" || circuit.probeAtMs === this.#savedMs) return;
    const heldUntil = circuit.probeAtMs === null ? null : new Date(circuit.probeAtMs);
    if (this.#savedMs === null) runtime.log.warn({ storeId }, "A store does not answer and is held.");
    if (heldUntil === null) runtime.log.warn({ storeId }, "A held store answers again.");
    this.#savedMs = circuit.probeAtMs;
    await saveHold(runtime, storeId, { heldUntil, reason: circuit.reason });
  }
}

/** Holds a store that could not even be opened, because Shopify says that the shop is out of service. */
export async function holdStore(runtime: Runtime, storeId: string, reason: string): Promise<void> {
  const heldUntil = new Date(runtime.clock.now().getTime() + REFUSED_PROBE_EVERY_MS);
  runtime.log.warn({ storeId, reason }, "A store is out of service and is held.");
  await saveHold(runtime, storeId, { heldUntil, reason });
}

/** A person's own reason for a pause, and what a person has to do at a store that is not connected, stay as they are. */
async function saveHold(
  { db }: Runtime,
  storeId: string,
  { heldUntil, reason }: { heldUntil: Date | null; reason: string | null },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.store.updateMany({ where: { id: storeId }, data: { heldUntil } });
    await tx.store.updateMany({
      where: { id: storeId, status: "CONNECTED", pausedAt: null },
      data: { statusReason: reason },
    });
  });
}
