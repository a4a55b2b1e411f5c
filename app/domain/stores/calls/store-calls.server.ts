import { NOBODY_ASKS } from "#app/platform/clock.ts";
import type { Runtime } from "#app/domain/context.ts";
import { AppError } from "#app/platform/errors.ts";
import type { AdminAnswer, AdminClient, Operation, Variables } from "#app/shopify/client.server.ts";
import {
  NoAnswerError,
  ShopifyError,
  ShopifyFailureError,
  StoreUnavailableError,
  ThrottledError,
  UnreachableError,
} from "#app/shopify/errors.ts";
import { operationName } from "#app/shopify/operation-name.ts";
import { IDENTITY_DEFINITION_POINTS } from "#app/shopify/operation-cost.ts";
import { IDENTITY_DEFINITION } from "#app/shopify/operations/identity.ts";
import type { Lane } from "#app/shopify/points-lanes.ts";
import type { CallPace } from "./call-pace.ts";
import type { PointsGate } from "./points-gate.server.ts";
import type { PointsShare } from "./points-share.server.ts";
import type { StoreCircuit } from "./store-circuit.ts";

/** The work was taken by somebody else, or the worker stops: nothing more may be sent or stored for it. */
export class CallsEndedError extends Error {
  override readonly name = "CallsEndedError";
}

export interface PreparedCall<Op extends Operation> {
  operation: Op;
  variables: Variables<Op>;
  points: number;
  /** How long an answer is waited for; as for every call when absent. */
  timeoutMs?: number;
}

export interface StoreCallsOptions {
  runtime: Runtime;
  client: AdminClient;
  gate: PointsGate;
  share: PointsShare;
  circuit: StoreCircuit;
  pace: CallPace;
  /** Ends every wait, and lets no further call out. */
  signal: AbortSignal;
}

export interface SendOptions {
  isWrite: boolean;
  /** Whether the call may reach Shopify twice without harm: then it is sent once more when its answer is lost. */
  isRepeatable?: boolean;
  lane: Lane;
  /** Right before each call, the points being there; what it throws keeps the call back. */
  beforeCall(): Promise<void>;
  /** Whether a throttled call may be sent once more; it always may when absent. */
  mayWait?(): Promise<boolean>;
}

/** The way of all calls to one store: held while the store does not answer, paid for in points, throttled in time. */
export interface StoreCalls {
  send<Op extends Operation>(call: PreparedCall<Op>, options: SendOptions): Promise<AdminAnswer<Op>>;
  /** Asks a held store whether it answers again, with a read that concerns no product. */
  probe(): Promise<void>;
}

/** How often the other spenders hear of somebody who waits for points. */
const TELL_EVERY_MS = 500;

export function createStoreCalls(given: StoreCallsOptions): StoreCalls {
  const { runtime, client, gate, share, circuit, pace, signal } = given;
  const nowMs = () => runtime.clock.now().getTime();

  /** Points come only while the other spenders hear that somebody wants them, whatever else the worker is at. */
  async function pay(lane: Lane, points: number) {
    const paid = new AbortController();
    const passing = gate.pass(lane, points, signal).finally(() => paid.abort(NOBODY_ASKS));
    // What is there at once needs no timer.
    await Promise.resolve();
    while (!paid.signal.aborted) {
      await Promise.race([passing, runtime.clock.sleep(TELL_EVERY_MS, paid.signal)]);
      if (!paid.signal.aborted) await share.keep();
    }
    const payment = await passing;
    if (!payment) throw new CallsEndedError("The worker stops.");
    return payment;
  }

  async function sendOnce<Op extends Operation>(
    call: PreparedCall<Op>,
    options: SendOptions,
  ): Promise<AdminAnswer<Op>> {
    const payment = await pay(options.lane, call.points);
    try {
      if (circuit.state === "open") throw new UnreachableError(new Error("Shopify does not answer for this store."));
      await options.beforeCall();
      if (signal.aborted) throw new CallsEndedError("The worker stops.");
      const sentAtMs = nowMs();
      const { variables, timeoutMs } = call;
      const answer = await client.request(call.operation, {
        variables,
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      });
      gate.learn(payment, answer);
      if (options.isWrite) pace.learn(nowMs() - sentAtMs, answer.cost?.requestedPoints ?? call.points);
      if (options.isWrite) circuit.writeAnswered();
      return answer;
    } catch (thrown) {
      const error = asUnreachable(thrown);
      gate.learn(payment, error instanceof ShopifyError ? error.facts : NO_FACTS);
      if (error instanceof StoreUnavailableError) circuit.refused(error.publicMessage, nowMs());
      else if (isOutage(error)) circuit.failed(nowMs());
      else if (options.isWrite && error instanceof ShopifyError && !(error instanceof ThrottledError))
        circuit.writeAnswered();
      throw error;
    }
  }

  return {
    async send(call, options) {
      let { points } = call;
      let mayRepeat = options.isRepeatable === true;
      for (;;) {
        try {
          return await sendOnce({ ...call, points }, options);
        } catch (error) {
          // One lost answer says nothing of the product: asking again at once costs less than another try.
          if (mayRepeat && error instanceof NoAnswerError && circuit.state === "closed") {
            mayRepeat = false;
            continue;
          }
          if (!(error instanceof ThrottledError)) throw error;
          if (options.mayWait && !(await options.mayWait())) throw error;
          runtime.log.warn(
            { shopDomain: client.shopDomain, operation: operationName(call.operation), points: call.points },
            "Shopify throttled a call.",
          );
          // Shopify has told what the call costs: what was expected of it would be too little again.
          points = Math.max(points, error.facts.cost?.requestedPoints ?? 0);
          const seconds = error.remedy.kind === "wait" ? error.remedy.seconds : 1;
          await runtime.clock.sleep(Math.max(0.1, seconds) * 1000, signal);
        }
      }
    },

    async probe() {
      const payment = await pay("reads", IDENTITY_DEFINITION_POINTS);
      try {
        gate.learn(payment, await client.request(IDENTITY_DEFINITION, { variables: {} }));
        circuit.probed(true, nowMs());
      } catch (thrown) {
        const error = asUnreachable(thrown);
        gate.learn(payment, error instanceof ShopifyError ? error.facts : NO_FACTS);
        if (!(error instanceof ShopifyError)) throw error;
        if (error instanceof StoreUnavailableError) circuit.refused(error.publicMessage, nowMs());
        else circuit.probed(!isOutage(error), nowMs());
      }
    },
  };
}

const NO_FACTS = { cost: null, throttle: null, requestId: null };

const isOutage = (error: unknown): boolean =>
  error instanceof UnreachableError || error instanceof NoAnswerError || error instanceof ShopifyFailureError;

/** What kept the call from being sent and passes by itself (no token just now) is as good as no connection. */
function asUnreachable(error: unknown): unknown {
  if (!(error instanceof AppError) || error instanceof ShopifyError) return error;
  return error.remedy.kind === "retry" || error.remedy.kind === "wait" ? new UnreachableError(error) : error;
}
