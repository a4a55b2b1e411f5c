import { requireScopes } from "#app/domain/stores/require-scopes.server.ts";
import { CallsEndedError } from "#app/domain/stores/calls/store-calls.server.ts";
import { coalesce } from "#app/platform/coalesce.ts";
import { AppError } from "#app/platform/errors.ts";
import type { AnswerFacts } from "#app/shopify/answer.ts";
import {
  MissingScopeError,
  QueryTooExpensiveError,
  RequestRefusedError,
  ShopifyError,
  UnreachableError,
} from "#app/shopify/errors.ts";
import { SET_AVAILABLE_POINTS } from "#app/shopify/operation-cost.ts";
import { SET_AVAILABLE } from "#app/shopify/operations/inventory.ts";
import { judgeAnswer, type Judgement } from "./judge-answer.ts";
import { intendCalls, variablesOf, type CallRow, type OpenCall } from "./open-calls.server.ts";
import { RunLostError, type Runner } from "./runner.ts";
import { noteUnanswered, settleRefused, settleTaken, type Refusal, type TakenCall } from "./settle-calls.server.ts";

const CALLS_PER_WRITE = 50;

/** Shopify keeps the answer to a key for 24 hours; after that nobody can tell what a lost answer was. */
const KEY_LIVES_MS = 23 * 60 * 60_000;

/** After so many tries without an answer, while others are answered, the rows fail. */
const MOST_UNANSWERED_TRIES = 8;

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** Shopify will take no call of this run. */
export class DoomedRunError extends Error {
  override readonly name = "DoomedRunError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Sends calls that set stock, each written before it is made and settled after it, and says what ends the runner's work. */
export class CallSender {
  readonly #runner: Runner;
  readonly #intend: (callId: string) => Promise<boolean>;
  readonly #settle: (call: TakenCall) => Promise<boolean>;

  constructor(runner: Runner) {
    this.#runner = runner;
    this.#intend = coalesce<string, boolean>(async (ids) => {
      const intended = await intendCalls(runner, ids);
      return ids.map((id) => intended.has(id));
    }, CALLS_PER_WRITE);
    this.#settle = coalesce<TakenCall, boolean>(async (calls) => {
      const settled = await settleTaken(runner, calls);
      return calls.map(({ callId }) => settled.has(callId));
    }, CALLS_PER_WRITE);
  }

  /**
   * Sends one call and stores what came of it. A call without an answer stays as it is, and is sent again later.
   * @throws {RunLostError}, {DoomedRunError}, {AppError} for what keeps every call of the store from being made.
   */
  async send(call: OpenCall): Promise<void> {
    let sentAt = this.#runner.runtime.clock.now();
    try {
      const answer = await this.#runner.calls.send(
        { operation: SET_AVAILABLE, variables: variablesOf(call), points: SET_AVAILABLE_POINTS },
        {
          isWrite: true,
          lane: "stock",
          beforeCall: async () => {
            if (!(await this.#intend(call.id))) throw new RunLostError("The call is another runner's, or cancelled.");
            sentAt = this.#runner.runtime.clock.now();
          },
        },
      );
      const errors = answer.data.inventorySetQuantities?.userErrors ?? [];
      const judgement = judgeAnswer(errors, call.rows.length);
      const [first] = errors;
      if (judgement.kind === "done") await this.#taken(call, sentAt, answer);
      else
        await this.#refused(call, judgement, { facts: answer, message: first?.message ?? "", code: first?.code ?? "" });
    } catch (error) {
      await this.#failed(call, error);
    }
  }

  async #taken(call: OpenCall, sentAt: Date, { cost, requestId }: AnswerFacts): Promise<void> {
    const points = cost?.actualPoints ?? SET_AVAILABLE_POINTS;
    if (!(await this.#settle({ callId: call.id, sentAt, points, requestId })))
      throw new RunLostError("The call is another runner's.");
  }

  async #refused(
    call: OpenCall,
    judgement: Exclude<Judgement, { kind: "done" }>,
    { facts, message, code }: { facts: AnswerFacts | null; message: string; code: string },
  ): Promise<void> {
    if (judgement.kind === "wait") return this.#wait(1);
    if (judgement.kind === "doomed") throw new DoomedRunError(judgement.code, judgement.message);
    await settleRefused(this.#runner, {
      call,
      outcome: "REFUSED",
      code: code || judgement.kind,
      message,
      facts,
      refusal: refusalOf(call.rows, judgement),
      isForgotten: judgement.kind === "entries" && judgement.stale.length > 0 && this.#isKeyForgotten(call),
    });
  }

  async #failed(call: OpenCall, error: unknown): Promise<void> {
    const { runtime, storeId, calls } = this.#runner;
    if (error instanceof CallsEndedError) return;
    if (error instanceof MissingScopeError) {
      await requireScopes(runtime, { storeId, missing: error.publicMessage });
      throw error;
    }
    if (!(error instanceof ShopifyError) && !isPassing(error)) throw error;
    if (error instanceof AppError && error.remedy.kind === "reconnect-store") throw error;
    if (error instanceof RequestRefusedError || error instanceof QueryTooExpensiveError) {
      const [only] = call.rows;
      const refused = { code: error.code, message: error.publicMessage };
      const judgement: Judgement =
        call.rows.length > 1 || !only
          ? { kind: "split" }
          : { kind: "entries", stale: [], refused: [{ place: 0, ...refused }] };
      return this.#refused(call, judgement, { facts: error.facts, ...refused });
    }
    const isSent = error instanceof ShopifyError && error.isOutcomeUnknown;
    runtime.log.warn(
      { callId: call.id, code: error instanceof AppError ? error.code : null },
      "Stock was not answered for.",
    );
    if (isSent && calls.circuit.state === "closed") {
      if (call.unansweredTries + 1 >= MOST_UNANSWERED_TRIES) return this.#giveUp(call);
      await noteUnanswered(this.#runner, call.id);
    }
    await this.#wait(call.unansweredTries + 1);
  }

  async #giveUp(call: OpenCall): Promise<void> {
    const code = "inventory.not-answered";
    const message = "Shopify did not say what became of it, however often it was asked.";
    const failed = call.rows.map((row) => ({ row, code, message }));
    await settleRefused(this.#runner, {
      call,
      outcome: "UNKNOWN",
      code,
      message,
      facts: null,
      refusal: { stale: [], refused: [], failed, anew: [] },
      isForgotten: true,
    });
  }

  #wait(tries: number): Promise<void> {
    const { runtime, signal } = this.#runner;
    return runtime.clock.sleep(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries), signal);
  }

  #isKeyForgotten({ startedAt }: OpenCall): boolean {
    return startedAt !== null && this.#runner.runtime.clock.now().getTime() - startedAt.getTime() > KEY_LIVES_MS;
  }
}

/** No token just now, or none that could be renewed: as good as no connection. */
const isPassing = (error: unknown): boolean =>
  error instanceof UnreachableError ||
  (error instanceof AppError && (error.remedy.kind === "retry" || error.remedy.kind === "wait"));

/** What becomes of each row of a call that was not taken. */
export function refusalOf(
  rows: readonly CallRow[],
  judgement: Extract<Judgement, { kind: "anew" | "entries" | "split" }>,
): Refusal {
  const nothing = { stale: [], refused: [], failed: [] };
  if (judgement.kind === "anew") return { ...nothing, anew: [rows] };
  if (judgement.kind === "split") {
    const middle = Math.ceil(rows.length / 2);
    return { ...nothing, anew: [rows.slice(0, middle), rows.slice(middle)] };
  }
  const named = new Set([...judgement.stale, ...judgement.refused.map(({ place }) => place)]);
  return {
    stale: judgement.stale.flatMap((place) => rows[place] ?? []),
    refused: judgement.refused.flatMap(({ place, code, message }) => {
      const row = rows[place];
      return row ? [{ row, code, message }] : [];
    }),
    failed: [],
    anew: inParts(
      rows.filter((_row, place) => !named.has(place)),
      judgement.stale.length,
    ),
  };
}

/** A call of which one or two levels had changed goes again as it was, one of which many had in as many parts. */
function inParts(rows: readonly CallRow[], stale: number): CallRow[][] {
  const size = Math.max(1, Math.ceil(rows.length / (stale <= 2 ? 1 : stale)));
  const parts: CallRow[][] = [];
  for (let from = 0; from < rows.length; from += size) parts.push(rows.slice(from, from + size));
  return parts;
}
