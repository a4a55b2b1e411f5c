/** One question in this time, while a store does not answer. */
export const PROBE_EVERY_MS = 10_000;

/** One question in this time, while Shopify says that the shop is out of service: it takes a person to change that. */
export const REFUSED_PROBE_EVERY_MS = 60_000;

/** So many failures without a written answer between them say at once that it is not the products' fault. */
const FAILURES_AT_ONCE = 8;

/** Fewer say so when nothing else came back for a while: a store with little to do must not spend its tries first. */
const FAILURES_OVER_TIME = 3;
const SILENCE_MS = 2_000;

/**
 * Tells a store that does not answer from a product that Shopify fails at. `open`: no call goes out but a question that
 * concerns no product, at most one in `PROBE_EVERY_MS`. `trial`: the question was answered, so one product goes first;
 * reads may work while writes do not. `closed`: everything goes. Knows no clock and makes no call.
 */
export class StoreCircuit {
  #state: "closed" | "open" | "trial" = "closed";
  #failures = 0;
  #failingSinceMs = 0;
  #probeAtMs = 0;
  /** The trial's product alone failed although the store answers: that is a try like any other. */
  #hasTrialFailed = false;

  #reason: string | null = null;

  /** Takes up the view of an earlier worker. */
  restore(heldUntilMs: number): void {
    this.#state = "open";
    this.#probeAtMs = heldUntilMs;
  }

  get state(): "closed" | "open" | "trial" {
    return this.#state;
  }

  /** Whether a failure that just came in is the product's, as far as anybody can tell. */
  get isProductsFault(): boolean {
    return this.#state !== "open" || this.#hasTrialFailed;
  }

  /** What Shopify says of a shop that is out of service, for a person; null when nothing was said. */
  get reason(): string | null {
    return this.#reason;
  }

  /** When the store is asked next; null unless it is open. */
  get probeAtMs(): number | null {
    return this.#state === "open" ? this.#probeAtMs : null;
  }

  /** Shopify answered a write. An answered read says nothing of writes, so only a trial's end counts it. */
  writeAnswered(): void {
    if (this.#state !== "open") this.#close();
  }

  /** A call found nobody, brought no answer, or an internal failure. */
  failed(nowMs: number): void {
    if (this.#state === "open") return;
    if (this.#state === "trial") return this.#open(nowMs + PROBE_EVERY_MS, true);
    if (this.#failures === 0) this.#failingSinceMs = nowMs;
    this.#failures += 1;
    const isSilent = this.#failures >= FAILURES_OVER_TIME && nowMs - this.#failingSinceMs >= SILENCE_MS;
    if (isSilent || this.#failures >= FAILURES_AT_ONCE) this.#open(nowMs, false);
  }

  /** Shopify answered that the shop is out of service. One such answer, to whatever was asked, speaks for all. */
  refused(reason: string, nowMs: number): void {
    this.#open(nowMs + REFUSED_PROBE_EVERY_MS, false);
    this.#reason = reason;
  }

  /** The question was answered, or not. */
  probed(isAnswered: boolean, nowMs: number): void {
    if (this.#state !== "open") return;
    if (isAnswered) this.#state = "trial";
    else this.#open(nowMs + PROBE_EVERY_MS, false);
  }

  /** All that the trial sent came back, reads too. */
  trialEnded(): void {
    if (this.#state === "trial") this.#close();
  }

  #open(probeAtMs: number, hasTrialFailed: boolean): void {
    this.#state = "open";
    this.#probeAtMs = probeAtMs;
    this.#hasTrialFailed = hasTrialFailed;
    this.#reason = null;
  }

  #close(): void {
    this.#state = "closed";
    this.#failures = 0;
    this.#hasTrialFailed = false;
    this.#reason = null;
  }
}
