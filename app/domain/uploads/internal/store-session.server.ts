import { randomUUID } from "node:crypto";
import type { Runtime } from "#app/domain/context.ts";
import { getAdminClient } from "#app/domain/stores/get-admin-client.server.ts";
import { requireScopes } from "#app/domain/stores/require-scopes.server.ts";
import { coalesce } from "#app/platform/coalesce.ts";
import { sha256Hex } from "#app/platform/crypto.server.ts";
import { AppError } from "#app/platform/errors.ts";
import type { AdminAnswer, Operation } from "#app/shopify/client.server.ts";
import { MissingScopeError, ShopifyError } from "#app/shopify/errors.ts";
import { settleGroups } from "./settle-groups.server.ts";
import { createPointsGate, type PointsGate } from "./points-gate.server.ts";
import { createStoreCalls, GroupLostError, type PreparedCall } from "./store-calls.server.ts";
import { StoreCircuit } from "./store-circuit.ts";
import { isRead, writeIntents, type Intent, type UploadStep } from "./write-intents.server.ts";
import type { Settlement } from "./settlement.ts";

const MAX_ITEMS_PER_WRITE = 100;

/** One worker's dealings with one store: its claim, its points, its calls and its commits. */
export interface StoreSession {
  readonly runtime: Runtime;
  readonly storeId: string;
  readonly claimToken: string;
  readonly gate: PointsGate;
  readonly circuit: StoreCircuit;
  /** Aborted when the worker stops, and when the store or a claim turns out to be lost: no call goes out after it. */
  readonly signal: AbortSignal;
  /**
   * Writes the intent, waits for the points, calls. Throttling moves the call, not the group.
   * @throws {GroupLostError} before the call, when the claim is gone.
   * @throws {ShopifyError} when the call was kept back before anything was written of it.
   */
  perform<Op extends Operation>(groupId: bigint, step: UploadStep, call: PreparedCall<Op>): Promise<Performed<Op>>;
  /** Calls for several groups or for none: no intent, because a read changes nothing. */
  read<Op extends Operation>(call: PreparedCall<Op>): Promise<AdminAnswer<Op>>;
  /** Asks a held store whether it answers again. */
  probe(): Promise<void>;
  /** Commits what became of a group. @throws {GroupLostError} when the claim is gone. */
  settle(settlement: Settlement): Promise<void>;
  /** Keeps back what has not been sent yet. What is under way lands. */
  close(): void;
}

/** An answer or the error that came instead, with the attempt that it belongs to. */
export type Performed<Op extends Operation> =
  | { attemptId: bigint; answer: AdminAnswer<Op>; error: null }
  | { attemptId: bigint; answer: null; error: ShopifyError };

export interface StoreSessionOptions {
  storeId: string;
  claimToken: string;
  signal: AbortSignal;
}

export async function openStoreSession(runtime: Runtime, options: StoreSessionOptions): Promise<StoreSession> {
  const { storeId, claimToken } = options;
  const client = await getAdminClient(runtime, storeId);
  const gate = createPointsGate(runtime.clock);
  const circuit = new StoreCircuit();
  await recallStore(runtime, storeId, { gate, circuit });
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  const calls = createStoreCalls({ runtime, client, gate, circuit, signal });

  const intend = coalesce<Intent, bigint | null>(async (intents) => {
    const written = await writeIntents(runtime.db, claimToken, intents);
    return intents.map((intent) => written.get(intent.groupId) ?? null);
  }, MAX_ITEMS_PER_WRITE);
  const commit = coalesce<Settlement, boolean>(async (settlements) => {
    const settled = await settleGroups(runtime, claimToken, settlements);
    return settlements.map((settlement) => settled.has(settlement.groupId));
  }, MAX_ITEMS_PER_WRITE);

  /** A claim is taken from a worker with all its others: the store has left, or another worker took over. */
  function loseClaim(): never {
    closing.abort();
    throw new GroupLostError("The claim is gone.");
  }

  async function noteLostAccess(error: unknown): Promise<void> {
    if (!(error instanceof AppError) || error.remedy.kind !== "reconnect-store") return;
    closing.abort();
    if (error instanceof MissingScopeError) await requireScopes(runtime, { storeId, missing: error.publicMessage });
  }

  async function writeIntent(groupId: bigint, step: UploadStep, request: object): Promise<bigint> {
    const requestHash = sha256Hex(JSON.stringify(request));
    const attemptId = await intend({ groupId, step, operationId: randomUUID(), requestHash, request });
    return attemptId ?? loseClaim();
  }

  /** Waiting after a throttled call may have cost the claim. */
  async function stillHeld(groupId: bigint, attemptId: bigint): Promise<bigint> {
    const held = await runtime.db.uploadGroup.count({ where: { id: groupId, claimToken } });
    return held > 0 ? attemptId : loseClaim();
  }

  return {
    runtime,
    storeId,
    claimToken,
    gate,
    circuit,
    signal,
    async perform<Op extends Operation>(
      groupId: bigint,
      step: UploadStep,
      call: PreparedCall<Op>,
    ): Promise<Performed<Op>> {
      let attemptId: bigint | null = null;
      const beforeCall = async () => {
        const request: object = call.variables;
        attemptId = await (attemptId === null ? writeIntent(groupId, step, request) : stillHeld(groupId, attemptId));
      };
      try {
        const answer = await calls.send(call, { isWrite: !isRead(step), beforeCall });
        return { attemptId: attemptId ?? 0n, answer, error: null };
      } catch (error) {
        // A product that may not be published is in the shop all the same: the others go on.
        if (!(step === "PUBLISH" && error instanceof MissingScopeError)) await noteLostAccess(error);
        if (!(error instanceof ShopifyError) || attemptId === null) throw error;
        return { attemptId, answer: null, error };
      }
    },
    async read(call) {
      try {
        return await calls.send(call, { isWrite: false, beforeCall: async () => undefined });
      } catch (error) {
        await noteLostAccess(error);
        throw error;
      }
    },
    probe: () => calls.probe(),
    async settle(settlement) {
      if (!(await commit(settlement))) throw new GroupLostError("The claim is gone.");
    },
    close: () => closing.abort(),
  };
}

async function recallStore(
  runtime: Runtime,
  storeId: string,
  { gate, circuit }: Pick<StoreSession, "gate" | "circuit">,
): Promise<void> {
  const store = await runtime.db.store.findUnique({
    where: { id: storeId },
    select: { heldUntil: true, budget: true },
  });
  if (store?.budget) gate.bucket.restore(store.budget, store.budget.measuredAt.getTime());
  if (store?.heldUntil) circuit.restore(store.heldUntil.getTime());
}

/** Keeps the view of the bucket for the next worker of the store, and for the pages. */
export async function rememberBudget({ runtime, storeId, gate }: StoreSession): Promise<void> {
  const measuredAt = runtime.clock.now();
  const status = gate.bucket.status(measuredAt.getTime());
  if (!status) return;
  const budget = { ...status, measuredAt };
  await runtime.db.storeBudget.upsert({ where: { storeId }, create: { storeId, ...budget }, update: budget });
}
