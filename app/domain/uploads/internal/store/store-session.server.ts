import { randomUUID } from "node:crypto";
import type { Runtime } from "#app/domain/context.ts";
import { getAdminClient } from "#app/domain/stores/get-admin-client.server.ts";
import { requireScopes } from "#app/domain/stores/require-scopes.server.ts";
import { coalesce } from "#app/platform/coalesce.ts";
import { sha256Hex } from "#app/platform/crypto.server.ts";
import { AppError } from "#app/platform/errors.ts";
import { failpoint } from "#app/platform/failpoint.server.ts";
import type { AdminAnswer, Operation } from "#app/shopify/client.server.ts";
import type { AnswerFacts } from "#app/shopify/answer.ts";
import { MissingScopeError, ShopifyError } from "#app/shopify/errors.ts";
import type { Lane } from "#app/shopify/points-lanes.ts";
import { isBeforeDeadline } from "../batch-deadline.server.ts";
import { settleGroups } from "../settling/settle-groups.server.ts";
import { CallPace } from "#app/domain/stores/calls/call-pace.ts";
import { createPointsGate, type PointsGate } from "#app/domain/stores/calls/points-gate.server.ts";
import { PointsShare } from "#app/domain/stores/calls/points-share.server.ts";
import { createStoreCalls, CallsEndedError, type PreparedCall } from "#app/domain/stores/calls/store-calls.server.ts";
import { StoreCircuit } from "#app/domain/stores/calls/store-circuit.ts";
import { isRead, isRepeatable, writeIntents, type Intent } from "./write-intents.server.ts";
import type { UploadStep } from "../../upload-step.ts";
import type { Settlement } from "../settling/settlement.ts";

const MAX_ITEMS_PER_WRITE = 100;

/** A look-up is part of the work on its product; only ids are read for products that are in the shop already. */
const LANES: Record<UploadStep, Lane> = {
  CREATE_PRODUCT: "products",
  UPDATE_PRODUCT: "products",
  ADD_VARIANTS: "products",
  UPDATE_VARIANTS: "price",
  PUBLISH: "products",
  LOOK_UP: "products",
  READ_BACK: "reads",
  ARCHIVE_PRODUCT: "products",
  UNPUBLISH: "products",
};

/** One worker's dealings with one store: its claim, its points, its calls and its commits. */
export interface StoreSession {
  readonly runtime: Runtime;
  readonly storeId: string;
  readonly claimToken: string;
  readonly gate: PointsGate;
  readonly share: PointsShare;
  readonly pace: CallPace;
  readonly circuit: StoreCircuit;
  /** Aborted when the worker stops, and when the store or a claim turns out to be lost: no call goes out after it. */
  readonly signal: AbortSignal;
  /**
   * Writes the intent, waits for the points, calls. Throttling moves the call, not the group.
   * @throws {CallsEndedError} before the call, when the claim is gone.
   * @throws {ShopifyError} when the call was kept back before anything was written of it.
   */
  perform<Op extends Operation>(groupId: bigint, step: UploadStep, call: PreparedCall<Op>): Promise<Performed<Op>>;
  /** Calls for several groups or for none: no intent, because a read changes nothing. */
  read<Op extends Operation>(call: PreparedCall<Op>, lane?: Lane): Promise<AdminAnswer<Op>>;
  /** Asks a held store whether it answers again. */
  probe(): Promise<void>;
  /** Commits what became of a group. @throws {CallsEndedError} when the claim is gone. */
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
  const share = new PointsShare(runtime, { storeId, holder: claimToken, gate });
  await share.join();
  const circuit = new StoreCircuit();
  const { heldUntil } = await runtime.db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { heldUntil: true },
  });
  if (heldUntil) circuit.restore(heldUntil.getTime());
  const pace = new CallPace();
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  const calls = createStoreCalls({ runtime, client, gate, share, circuit, pace, signal });

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
    throw new CallsEndedError("The claim is gone.");
  }

  async function noteLostAccess(error: unknown): Promise<void> {
    if (!(error instanceof AppError) || error.remedy.kind !== "reconnect-store") return;
    closing.abort();
    if (error instanceof MissingScopeError) await requireScopes(runtime, { storeId, missing: error.publicMessage });
  }

  async function writeIntent(groupId: bigint, step: UploadStep, request: object): Promise<bigint> {
    const requestHash = sha256Hex(JSON.stringify(request));
    failpoint("uploads.before-intent");
    const attemptId = await intend({ groupId, step, operationId: randomUUID(), requestHash, request });
    failpoint("uploads.after-intent");
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
    share,
    pace,
    circuit,
    signal,
    async perform<Op extends Operation>(
      groupId: bigint,
      step: UploadStep,
      call: PreparedCall<Op>,
    ): Promise<Performed<Op>> {
      let attemptId: bigint | null = null;
      let sentAtMs = performance.now();
      const note = (outcome: string, { cost, requestId }: AnswerFacts) =>
        runtime.log.debug(
          {
            storeId,
            groupId: String(groupId),
            attemptId: String(attemptId),
            step,
            outcome,
            cost: cost?.actualPoints ?? null,
            requestId,
            milliseconds: Math.round(performance.now() - sentAtMs),
          },
          "An attempt ended.",
        );
      const beforeCall = async () => {
        const request: object = call.variables;
        attemptId = await (attemptId === null ? writeIntent(groupId, step, request) : stillHeld(groupId, attemptId));
        sentAtMs = performance.now();
      };
      try {
        const answer = await calls.send(call, {
          isWrite: !isRead(step),
          isRepeatable: isRepeatable(step),
          lane: LANES[step],
          beforeCall,
          mayWait: () => isBeforeDeadline(runtime.db, groupId),
        });
        failpoint("uploads.after-answer");
        note("answered", answer);
        return { attemptId: attemptId ?? 0n, answer, error: null };
      } catch (error) {
        // A product that may not be published is in the shop all the same: the others go on.
        const isOfPublishing = step === "PUBLISH" || step === "UNPUBLISH";
        if (!(isOfPublishing && error instanceof MissingScopeError)) await noteLostAccess(error);
        if (!(error instanceof ShopifyError) || attemptId === null) throw error;
        note(error.code, error.facts);
        return { attemptId, answer: null, error };
      }
    },
    async read(call, lane = "products") {
      try {
        return await calls.send(call, { isWrite: false, isRepeatable: true, lane, beforeCall: async () => undefined });
      } catch (error) {
        await noteLostAccess(error);
        throw error;
      }
    },
    probe: () => calls.probe(),
    async settle(settlement) {
      if (!(await commit(settlement))) throw new CallsEndedError("The claim is gone.");
    },
    close: () => closing.abort(),
  };
}
