import { setTimeout as pause } from "node:timers/promises";
import type { SimulatorProcess } from "./simulator-process.ts";
import type { ShopSample } from "./utilization.ts";

const LOOK_EVERY_MS = 100;

/** Notes the points and the traffic of all shops ten times a second, from its start until it is stopped. */
export class ShopWatch {
  readonly #simulator: SimulatorProcess;
  readonly #samples = new Map<string, ShopSample[]>();
  readonly #stopping = new AbortController();
  #watching: Promise<void> = Promise.resolve();

  private constructor(simulator: SimulatorProcess) {
    this.#simulator = simulator;
  }

  /** Resolves once the first sample is taken. */
  static async start(simulator: SimulatorProcess): Promise<ShopWatch> {
    const watch = new ShopWatch(simulator);
    await watch.#look();
    watch.#watching = watch.#lookUntilStopped();
    // Told to whoever stops it.
    watch.#watching.catch(() => undefined);
    return watch;
  }

  /** Takes a last sample. @throws Error when the simulator could not be asked. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#watching;
    await this.#look();
  }

  samplesOf(domain: string): readonly ShopSample[] {
    return this.#samples.get(domain) ?? [];
  }

  async #lookUntilStopped(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await this.#look();
    }
  }

  async #look(): Promise<void> {
    const askedAtMs = Date.now();
    const shops = await this.#simulator.shops();
    const atMs = (askedAtMs + Date.now()) / 2;
    for (const { domain, points, traffic } of shops) {
      const samples = this.#samples.get(domain) ?? [];
      this.#samples.set(domain, samples);
      samples.push({
        atMs,
        calls: traffic.calls,
        throttled: traffic.throttled,
        spentPoints: points.spent,
        availablePoints: points.currentlyAvailable,
      });
    }
  }
}
