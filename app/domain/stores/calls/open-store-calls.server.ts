import type { Runtime } from "#app/domain/context.ts";
import { getAdminClient } from "#app/domain/stores/get-admin-client.server.ts";
import { CallPace } from "./call-pace.ts";
import { createPointsGate, type PointsGate } from "./points-gate.server.ts";
import { PointsShare } from "./points-share.server.ts";
import { createStoreCalls, type StoreCalls } from "./store-calls.server.ts";
import { StoreCircuit } from "./store-circuit.ts";
import { StoreHold } from "./store-hold.server.ts";

export interface StoreCallsInput {
  storeId: string;
  /** Names this spender among those who share the store's points. */
  holder: string;
  /** Ends every wait, and lets no further call out. */
  signal: AbortSignal;
}

/** The way to one store for work other than uploads: from the same bucket of points, held while the store is held. */
export interface OpenStoreCalls extends StoreCalls {
  readonly circuit: StoreCircuit;
  readonly gate: PointsGate;
  /** Twice a second at least: keeps the share of the points, and remembers whether the store answers. */
  keep(): Promise<void>;
  /** Leaves the points to the others. */
  leave(): Promise<void>;
}

/**
 * Opens the way of all calls to a store.
 * @throws {AppError} as `getAdminClient`.
 */
export async function openStoreCalls(
  runtime: Runtime,
  { storeId, holder, signal }: StoreCallsInput,
): Promise<OpenStoreCalls> {
  const client = await getAdminClient(runtime, storeId);
  const gate = createPointsGate(runtime.clock);
  const share = new PointsShare(runtime, { storeId, holder, gate });
  await share.join();
  const circuit = new StoreCircuit();
  const { heldUntil } = await runtime.db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { heldUntil: true },
  });
  if (heldUntil) circuit.restore(heldUntil.getTime());
  const hold = new StoreHold({ runtime, storeId, circuit });
  const calls = createStoreCalls({ runtime, client, gate, share, circuit, pace: new CallPace(), signal });
  return {
    circuit,
    gate,
    send: (call, options) => calls.send(call, options),
    probe: () => calls.probe(),
    async keep() {
      await hold.remember();
      await share.keep();
    },
    async leave() {
      await hold.remember();
      await share.leave();
    },
  };
}
