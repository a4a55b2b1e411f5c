import { randomUUID } from "node:crypto";
import type { Runtime } from "#app/domain/context.ts";
import { ensureIdentity } from "#app/domain/stores/calls/ensure-identity.server.ts";
import { openStoreCalls, type OpenStoreCalls } from "#app/domain/stores/calls/open-store-calls.server.ts";
import type { AdminAnswer, Operation, Variables } from "#app/shopify/client.server.ts";
import type { Lane } from "#app/shopify/points-lanes.ts";

interface PaidCall<Op extends Operation> {
  operation: Op;
  variables: Variables<Op>;
  points: number;
}

/** A run's calls to one store, paid from the store's one budget of points like every other. */
export interface PaidCalls extends AsyncDisposable {
  /** @throws {ShopifyError} for everything other than a whole answer. A throttled call waits and is sent again. */
  read<Op extends Operation>(call: PaidCall<Op>): Promise<AdminAnswer<Op>>;
  write<Op extends Operation>(call: PaidCall<Op>): Promise<AdminAnswer<Op>>;
  /** Makes sure that the shop knows the metafield which carries our ids. */
  ensureIdentity(): Promise<void>;
}

const KEEP_EVERY_MS = 500;

/**
 * Joins those who spend from the store's budget, until it is disposed of. The signal ends every wait.
 * @throws {NotFoundError}, {StoreReconnectRequiredError}, {StoreUninstalledError}.
 */
export async function openPaidCalls(
  runtime: Runtime,
  { storeId, signal }: { storeId: string; signal: AbortSignal },
): Promise<PaidCalls> {
  const closing = new AbortController();
  const calls = await openStoreCalls(runtime, {
    storeId,
    holder: randomUUID(),
    signal: AbortSignal.any([signal, closing.signal]),
  });
  const keeping = keepShare(runtime, calls, closing.signal);
  const send = <Op extends Operation>(
    call: PaidCall<Op>,
    { lane, isWrite }: { lane: Lane; isWrite: boolean },
  ): Promise<AdminAnswer<Op>> => calls.send(call, { lane, isWrite, beforeCall: async () => undefined });
  return {
    read: (call) => send(call, { lane: "reads", isWrite: false }),
    write: (call) => send(call, { lane: "products", isWrite: true }),
    ensureIdentity: () =>
      ensureIdentity({
        runtime,
        storeId,
        read: (call, lane = "products") => send(call, { lane, isWrite: false }),
      }),
    async [Symbol.asyncDispose]() {
      closing.abort();
      await keeping;
      await calls.leave();
    },
  };
}

async function keepShare({ clock, log }: Runtime, calls: OpenStoreCalls, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await calls
      .keep()
      .catch((error: unknown) => log.warn({ err: error }, "A share of a store's points could not be told."));
    await clock.sleep(KEEP_EVERY_MS, signal);
  }
}
