import type { StoreSession } from "./store-session.server.ts";

/** Keeps what a worker knows of a store that does not answer, for the next worker and for the pages. */
export class StoreHold {
  readonly #session: StoreSession;
  #savedMs: number | null;

  constructor(session: StoreSession) {
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
    await runtime.db.store.updateMany({ where: { id: storeId }, data: { heldUntil } });
  }
}
