import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Runtime } from "#app/domain/context.ts";
import { FAILPOINT_CHANNEL } from "#app/platform/failpoint.server.ts";
import type { MortalDoer } from "../database/process-gate.ts";

const current = new AsyncLocalStorage<SimulatedProcess>();

/** A process of the product: its own handles, its own jobs, its own death. */
export class SimulatedProcess implements MortalDoer {
  readonly name: string;
  /** Set right after it was made: its handles need to know it. */
  runtime: Runtime | null = null;
  frozenUntilMs = 0;
  isDead = false;
  /** Has been asked to end in good order. */
  isStopping = false;
  readonly stop = new AbortController();
  /** Names of the work that it is at; one that it is at twice is there twice. */
  underWay: readonly string[] = [];
  #killAt: { name: string | null; hits: number } | null = null;
  #diedAt: string | null = null;

  constructor(name: string) {
    this.name = name;
  }

  get diedAt(): string | null {
    return this.#diedAt;
  }

  /** Runs something as this process: its failpoints are then this process's. */
  run<Answer>(work: (runtime: Runtime) => Promise<Answer>): Promise<Answer> {
    const { runtime } = this;
    if (!runtime) throw new Error(`${this.name} has not started.`);
    return current.run(this, () => work(runtime));
  }

  /** Dies at the so-manieth hit of this failpoint, or of any. */
  armKill(name: string | null, hits: number): void {
    this.#killAt = { name, hits };
  }

  begin(work: string): void {
    this.underWay = [...this.underWay, work];
  }

  end(work: string): void {
    this.underWay = this.underWay.toSpliced(this.underWay.indexOf(work), 1);
  }

  disarm(): void {
    this.#killAt = null;
  }

  kill(where: string): void {
    if (this.isDead) return;
    this.isDead = true;
    this.#diedAt = where;
  }

  meet(failpoint: string): void {
    const at = this.#killAt;
    if (this.isDead || !at || (at.name !== null && at.name !== failpoint)) return;
    at.hits -= 1;
    if (at.hits <= 0) this.kill(failpoint);
  }
}

/** Tells each process of the failpoints that it comes to. Answers how to end it. */
export function listenToFailpoints(): () => void {
  const meet = (name: unknown) => current.getStore()?.meet(String(name));
  subscribe(FAILPOINT_CHANNEL, meet);
  return () => void unsubscribe(FAILPOINT_CHANNEL, meet);
}
