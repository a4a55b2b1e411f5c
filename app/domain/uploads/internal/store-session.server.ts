import { randomUUID } from "node:crypto";
import type { Runtime } from "#app/domain/context.ts";
import { getAdminClient } from "#app/domain/stores/get-admin-client.server.ts";
import { coalesce } from "#app/platform/coalesce.ts";
import { sha256Hex } from "#app/platform/crypto.server.ts";
import type { AdminAnswer, AdminClient, Operation, Variables } from "#app/shopify/client.server.ts";
import { ShopifyError, ThrottledError } from "#app/shopify/errors.ts";
import { settleGroups } from "./settle-groups.server.ts";
import { createPointsGate, type PointsGate } from "./points-gate.server.ts";
import { writeIntents, type Intent, type UploadStep } from "./write-intents.server.ts";
import type { Settlement } from "./settlement.ts";

const MAX_ITEMS_PER_WRITE = 100;

/** The claim was taken by somebody else, or the worker stops: nothing more may be sent or stored for the group. */
export class GroupLostError extends Error {
  override readonly name = "GroupLostError";
}

export interface PreparedCall<Op extends Operation> {
  operation: Op;
  variables: Variables<Op>;
  points: number;
}

/** One worker's dealings with one store: its claim, its points, its calls and its commits. */
export interface StoreSession {
  readonly runtime: Runtime;
  readonly storeId: string;
  readonly claimToken: string;
  readonly gate: PointsGate;
  readonly signal: AbortSignal;
  /**
   * Writes the intent, waits for the points, calls. Throttling moves the call, not the group.
   * @throws {GroupLostError} before the call, when the claim is gone.
   * @throws {ShopifyError} with the attempt's id in `attemptOf`.
   */
  perform<Op extends Operation>(groupId: bigint, step: UploadStep, call: PreparedCall<Op>): Promise<Performed<Op>>;
  /** Calls for several groups or for none: no intent, because a read changes nothing. */
  read<Op extends Operation>(call: PreparedCall<Op>): Promise<AdminAnswer<Op>>;
  /** Commits what became of a group. @throws {GroupLostError} when the claim is gone. */
  settle(settlement: Settlement): Promise<void>;
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
  const { storeId, claimToken, signal } = options;
  const client: AdminClient = await getAdminClient(runtime, storeId);
  const gate = createPointsGate(runtime.clock);
  await recallBudget(runtime, storeId, gate);

  const intend = coalesce<Intent, bigint | null>(async (intents) => {
    const written = await writeIntents(runtime.db, claimToken, intents);
    return intents.map((intent) => written.get(intent.groupId) ?? null);
  }, MAX_ITEMS_PER_WRITE);
  const commit = coalesce<Settlement, boolean>(async (settlements) => {
    const settled = await settleGroups(runtime.db, claimToken, settlements);
    return settlements.map((settlement) => settled.has(settlement.groupId));
  }, MAX_ITEMS_PER_WRITE);

  async function send<Op extends Operation>(
    { operation, variables, points }: PreparedCall<Op>,
    beforeCall: () => Promise<void>,
  ): Promise<AdminAnswer<Op>> {
    for (;;) {
      const payment = await gate.pass(points, signal);
      if (!payment) throw new GroupLostError("The worker stops.");
      try {
        await beforeCall();
        const answer = await client.request(operation, { variables });
        gate.learn(payment, answer);
        return answer;
      } catch (error) {
        gate.learn(payment, error instanceof ShopifyError ? error.facts : NO_FACTS);
        if (!(error instanceof ThrottledError)) throw error;
        runtime.log.warn({ storeId, points }, "Shopify throttled a call.");
        const seconds = error.remedy.kind === "wait" ? error.remedy.seconds : 1;
        await runtime.clock.sleep(Math.max(0.1, seconds) * 1000, signal);
      }
    }
  }

  return {
    runtime,
    storeId,
    claimToken,
    gate,
    signal,
    async perform<Op extends Operation>(
      groupId: bigint,
      step: UploadStep,
      call: PreparedCall<Op>,
    ): Promise<Performed<Op>> {
      let attemptId: bigint | null = null;
      const intent = async () => {
        if (attemptId !== null) return;
        const request = call.variables as object;
        attemptId = await intend({
          groupId,
          step,
          operationId: randomUUID(),
          requestHash: sha256Hex(JSON.stringify(request)),
          request,
        });
        if (attemptId === null) throw new GroupLostError("The claim is gone.");
      };
      try {
        const answer = await send(call, intent);
        return { attemptId: attemptId ?? 0n, answer, error: null };
      } catch (error) {
        if (!(error instanceof ShopifyError) || attemptId === null) throw error;
        return { attemptId, answer: null, error };
      }
    },
    read: (call) => send(call, async () => undefined),
    async settle(settlement) {
      if (!(await commit(settlement))) throw new GroupLostError("The claim is gone.");
    },
  };
}

const NO_FACTS = { cost: null, throttle: null, requestId: null };

async function recallBudget(runtime: Runtime, storeId: string, gate: PointsGate): Promise<void> {
  const budget = await runtime.db.storeBudget.findUnique({ where: { storeId } });
  if (budget) gate.bucket.restore(budget, budget.measuredAt.getTime());
}

/** Keeps the view of the bucket for the next worker of the store, and for the pages. */
export async function rememberBudget({ runtime, storeId, gate }: StoreSession): Promise<void> {
  const measuredAt = runtime.clock.now();
  const status = gate.bucket.status(measuredAt.getTime());
  if (!status) return;
  const budget = { ...status, measuredAt };
  await runtime.db.storeBudget.upsert({ where: { storeId }, create: { storeId, ...budget }, update: budget });
}
