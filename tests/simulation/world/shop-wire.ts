import { sha256Hex } from "#app/platform/crypto.server.ts";
import type { Simulator } from "#tests/simulator/simulator.ts";
import type { Dice } from "../chance/dice.ts";
import type { Doer, Scheduler } from "../chance/scheduler.ts";
import type { VirtualTime } from "../chance/virtual-time.ts";
import { KilledError } from "../database/process-gate.ts";
import type { SimulatedProcess } from "./process.ts";

/** What may happen to a call on its way, beside what the shop itself does. */
export type WireFault =
  | "refused-connection"
  | "lost-request"
  | "lost-answer"
  | "no-answer"
  | "late-request"
  | "cut-answer"
  | "unavailable"
  | "unavailable-after-apply";

/** The slow ones are rare: the time until a caller gives up is full of looks at the clock. */
export const wireFaults: readonly { readonly fault: WireFault; readonly weight: number }[] = [
  { fault: "refused-connection", weight: 4 },
  { fault: "lost-request", weight: 4 },
  { fault: "lost-answer", weight: 6 },
  { fault: "no-answer", weight: 1 },
  { fault: "late-request", weight: 2 },
  { fault: "cut-answer", weight: 4 },
  { fault: "unavailable", weight: 4 },
  { fault: "unavailable-after-apply", weight: 4 },
];

export interface WireCall {
  readonly process: SimulatedProcess;
  readonly shopDomain: string;
  /** Name of the GraphQL operation, or `token`. */
  readonly operation: string;
  readonly isWrite: boolean;
  /** As the product computes it of what it sends. */
  readonly requestHash: string;
}

export interface WireBug {
  /** Changes an answer on its way. */
  answer?(call: WireCall, text: string): string;
  /** Right before an answer is handed over. */
  beforeDelivery?(call: WireCall): Promise<void>;
}

export interface WireParts {
  simulator: Simulator;
  scheduler: Scheduler;
  time: VirtualTime;
  dice: Dice;
  bug: WireBug | null;
  /** Right before a call leaves. */
  onDeparture: (call: WireCall) => Promise<void>;
}

const LATENCY_MS = { least: 5, most: 400 };
/** As long as the product waits for an answer. Its own timer is real; this one is of the run's time. */
const PATIENCE_MS = 90_000;
const LATE_MS = { least: 20_000, most: 70_000 };

interface Arrived {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** All ways to the shops: calls take time, and get lost as the run wants it. */
export class ShopWire implements Doer {
  readonly name = "wire";
  readonly frozenUntilMs = 0;
  readonly #parts: WireParts;
  #faults: WireFault[] = [];
  readonly #failures = new Map<string, number>();
  underWay = 0;
  readonly met = new Map<WireFault, number>();

  constructor(parts: WireParts) {
    this.#parts = parts;
  }

  /** The next calls meet these, one each. */
  plan(faults: readonly WireFault[]): void {
    this.#faults.push(...faults);
  }

  calm(): void {
    this.#faults = [];
  }

  /** Calls to a shop that brought something else than a good answer, throttling apart. */
  failuresAt(shopDomain: string): number {
    return this.#failures.get(shopDomain) ?? 0;
  }

  fetchOf(process: SimulatedProcess): typeof globalThis.fetch {
    return (input, init) => {
      if (process.isDead) return Promise.reject(new KilledError(`${process.name} was killed.`));
      const url = new URL(input instanceof Request ? input.url : input);
      const body = typeof init?.body === "string" ? init.body : "";
      return this.#send(describe(process, url, body), url, init ?? {});
    };
  }

  #send(call: WireCall, url: URL, init: RequestInit): Promise<Response> {
    const { scheduler, time, onDeparture } = this.#parts;
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const aborted = () => {
      this.#fail(call);
      reject(init.signal?.reason instanceof Error ? init.signal.reason : new Error("The call was aborted."));
    };
    if (init.signal?.aborted) aborted();
    init.signal?.addEventListener("abort", aborted, { once: true });
    const giveUp = () => {
      this.#fail(call);
      reject(new DOMException(`No answer within ${PATIENCE_MS} ms.`, "TimeoutError"));
    };
    const takeBack = time.schedule(time.nowMs + PATIENCE_MS, giveUp, { isIdle: true });
    const depart = async () => {
      await onDeparture(call);
      this.#travel(call, url, init, { resolve, reject });
    };
    scheduler.submit(call.process, `send ${call.operation}`, depart).catch(reject);
    return promise.finally(() => {
      takeBack();
      init.signal?.removeEventListener("abort", aborted);
    });
  }

  #travel(call: WireCall, url: URL, init: RequestInit, waiting: Waiting): void {
    const { scheduler, time, dice } = this.#parts;
    const fault = this.#faults.shift() ?? null;
    if (fault) this.met.set(fault, (this.met.get(fault) ?? 0) + 1);
    const takesMs = dice.between(LATENCY_MS.least, LATENCY_MS.most);
    const delayMs = fault === "late-request" ? dice.between(LATE_MS.least, LATE_MS.most) : takesMs;
    this.underWay += 1;
    time.schedule(time.nowMs + delayMs, () => {
      const arrive = () => this.#arrive(call, url, init, fault);
      scheduler.submit(this, `${fault ?? "arrive"} ${call.operation} of ${call.process.name}`, arrive).then(
        (answer) => this.#goBack(call, answer, fault, waiting),
        (error: unknown) => {
          this.underWay -= 1;
          this.#fail(call);
          waiting.reject(error);
        },
      );
    });
  }

  async #arrive(call: WireCall, url: URL, init: RequestInit, fault: WireFault | null): Promise<Arrived> {
    if (fault === "refused-connection") throw networkError("ECONNREFUSED");
    if (fault === "lost-request") throw networkError("ECONNRESET");
    if (fault === "unavailable") return UNAVAILABLE;
    const { signal: _signal, ...rest } = init;
    const { simulator, scheduler, bug } = this.#parts;
    return scheduler.outside(async () => {
      const response = await simulator.fetch(url, rest);
      const text = await response.text();
      return { status: response.status, headers: response.headers, text: bug?.answer?.(call, text) ?? text };
    });
  }

  #goBack(call: WireCall, arrived: Arrived, fault: WireFault | null, waiting: Waiting): void {
    const { scheduler, time, dice, bug } = this.#parts;
    time.schedule(time.nowMs + dice.between(LATENCY_MS.least, LATENCY_MS.most), () => {
      this.underWay -= 1;
      // Only the patience of the caller ends it; the time has to go on until then.
      if (fault === "no-answer") return void time.schedule(time.nowMs + PATIENCE_MS, () => undefined);
      const receive = async () => {
        await bug?.beforeDelivery?.(call);
        if (fault === "lost-answer") throw networkError("ECONNRESET");
        const isDown = fault === "unavailable-after-apply";
        const { status, headers, text } = isDown ? UNAVAILABLE : arrived;
        const whole = fault === "cut-answer" ? text.slice(0, dice.between(0, text.length - 1)) : text;
        if (fault !== null || !isGood(status, text)) this.#fail(call);
        return new Response(whole, { status, headers });
      };
      if (call.process.isDead) return waiting.reject(new KilledError(`${call.process.name} was killed.`));
      scheduler.submit(call.process, `answer to ${call.operation}`, receive).then(waiting.resolve, (error: unknown) => {
        this.#fail(call);
        waiting.reject(error);
      });
    });
  }

  #fail({ shopDomain }: WireCall): void {
    this.#failures.set(shopDomain, (this.#failures.get(shopDomain) ?? 0) + 1);
  }
}

interface Waiting {
  resolve: (response: Response) => void;
  reject: (error: unknown) => void;
}

const UNAVAILABLE: Arrived = { status: 503, headers: new Headers(), text: "Service Unavailable" };

const networkError = (code: string): TypeError =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(`the connection said ${code}`), { code }) });

const isGood = (status: number, text: string): boolean =>
  status === 200 && (text.includes('"THROTTLED"') || (!text.includes('"errors"') && !hasUserErrors(text)));

const hasUserErrors = (text: string): boolean => /"(?:userErrors|mediaUserErrors)":\[\{/.test(text);

const WRITES = [
  "productSet",
  "productUpdate",
  "productVariantsBulkCreate",
  "productVariantsBulkUpdate",
  "publishablePublish",
];

function describe(process: SimulatedProcess, url: URL, body: string): WireCall {
  const parsed: unknown = body === "" ? {} : JSON.parse(body);
  const isGraphql = typeof parsed === "object" && parsed !== null && "query" in parsed;
  const document = isGraphql && typeof parsed.query === "string" ? parsed.query : "";
  const variables = isGraphql && "variables" in parsed ? parsed.variables : null;
  return {
    process,
    shopDomain: url.hostname,
    operation: /(?:mutation|query) (\w+)/.exec(document)?.[1] ?? "token",
    isWrite: WRITES.some((name) => new RegExp(`\\b${name}\\b`).test(document)),
    requestHash: sha256Hex(JSON.stringify(variables)),
  };
}
