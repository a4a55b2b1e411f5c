import type pg from "pg";
import { AppError } from "#app/platform/errors.ts";
import type { JobSender } from "#app/platform/queue.server.ts";
import type { Dice } from "../chance/dice.ts";
import type { VirtualTime } from "../chance/virtual-time.ts";
import { KilledError } from "../database/process-gate.ts";
import { handleJob, type Job } from "./handle-job.ts";
import type { SimulatedProcess } from "./process.ts";
import { wordsOf } from "./watched-log.ts";

export interface QueueParts {
  observer: pg.Client;
  dice: Dice;
  time: VirtualTime;
  /** A process that takes the job up. */
  chooseProcess(): SimulatedProcess;
  report(what: string): void;
}

const SOON_MS = 800;
const RETRY_AFTER_MS = 1_000;
/** A job of a process that is gone comes back after so long: soon, or when its heartbeat is missed. */
const GIVEN_BACK_MS = { least: 300, most: 12_000 };

/**
 * The queue as the product's contracts ask for it, in place of pg-boss: a job is visible when its transaction commits; of
 * one key at most one waits and one runs; a job whose process died or that failed comes back.
 */
export class JobQueue {
  readonly #parts: QueueParts;
  readonly #waiting = new Map<string, Job>();
  /** Waiting jobs whose start is planned. */
  readonly #planned = new Set<string>();
  readonly #running = new Map<string, number>();
  #due: Job[] = [];
  #back: Job[] = [];
  #returning = 0;
  #hasNews = false;

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  sender(): JobSender {
    return {
      send: async (tx, contract, ...payloads) => {
        if (payloads.length === 0) return;
        const jobs = payloads.map((given) => {
          const payload = contract.payload.parse(given);
          return { key: contract.keyOf?.(payload) ?? "", payload };
        });
        await tx.$executeRaw`INSERT INTO simulated.jobs (name, key, payload)
          SELECT ${contract.name}, key, payload FROM jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) AS job(key text, payload jsonb)
          ON CONFLICT (name, key) DO NOTHING`;
        this.#hasNews = true;
      },
    };
  }

  /** Whether no job waits, runs or comes back. */
  get isQuiet(): boolean {
    return !this.#hasNews && this.#waiting.size + this.#running.size + this.#returning + this.#back.length === 0;
  }

  /** A job from outside: a schedule, or one that comes back. */
  async add(job: Job): Promise<void> {
    await this.#parts.observer.query(
      "INSERT INTO simulated.jobs (name, key, payload) VALUES ($1, $2, $3) ON CONFLICT (name, key) DO NOTHING",
      [job.name, job.key, JSON.stringify(job.payload)],
    );
    this.#hasNews = true;
  }

  /** Forgets the oldest job that waits: a wake-up may be lost. */
  async lose(): Promise<Job | null> {
    const [found] = this.#waiting.values();
    if (found) await this.#take(found);
    return found ?? null;
  }

  /** Runs a job beside whoever runs it already, as a queue does that took a living process for dead. */
  runTwice(job: Job): void {
    this.#run(job, this.#parts.chooseProcess());
  }

  /** Takes note of what was committed, plans its start, and starts what is due. Nothing of the product may be under way. */
  async work(): Promise<void> {
    for (const job of this.#back.splice(0)) await this.add(job);
    if (this.#hasNews) {
      this.#hasNews = false;
      const { rows } = await this.#parts.observer.query<Job>(
        "SELECT name, key, payload FROM simulated.jobs ORDER BY id",
      );
      for (const job of rows) this.#waiting.set(idOf(job), job);
    }
    for (const job of this.#waiting.values()) this.#plan(job);
    for (const job of this.#due.splice(0)) {
      if (!this.#waiting.has(idOf(job)) || this.#running.has(idOf(job))) continue;
      await this.#take(job);
      this.#run(job, this.#parts.chooseProcess());
    }
  }

  #plan(job: Job): void {
    const { time, dice } = this.#parts;
    const id = idOf(job);
    if (this.#running.has(id) || this.#planned.has(id)) return;
    this.#planned.add(id);
    time.schedule(time.nowMs + dice.between(0, SOON_MS), () => {
      this.#planned.delete(id);
      this.#due.push(job);
    });
  }

  async #take(job: Job): Promise<void> {
    this.#waiting.delete(idOf(job));
    await this.#parts.observer.query("DELETE FROM simulated.jobs WHERE name = $1 AND key = $2", [job.name, job.key]);
  }

  #run(job: Job, process: SimulatedProcess): void {
    const id = idOf(job);
    this.#running.set(id, (this.#running.get(id) ?? 0) + 1);
    process.begin(id);
    const ended = (isDone: boolean) => {
      const left = (this.#running.get(id) ?? 1) - 1;
      if (left === 0) this.#running.delete(id);
      else this.#running.set(id, left);
      process.end(id);
      if (!isDone) this.#comeBack(job, process);
    };
    process
      .run((runtime) => handleJob(runtime, job, process.stop.signal))
      .then(
        () => ended(!process.isDead),
        (error: unknown) => {
          if (!process.isDead && !isExpected(error)) this.#parts.report(`${id} failed: ${wordsOf(error)}`);
          ended(false);
        },
      );
  }

  #comeBack(job: Job, process: SimulatedProcess): void {
    const { time, dice } = this.#parts;
    const afterMs = process.isDead ? dice.between(GIVEN_BACK_MS.least, GIVEN_BACK_MS.most) : RETRY_AFTER_MS;
    this.#returning += 1;
    time.schedule(time.nowMs + afterMs, () => {
      this.#returning -= 1;
      this.#back.push(job);
    });
  }
}

const idOf = ({ name, key }: Job): string => `${name} ${key}`;

/** A failure that the queue is there for: the job comes back. */
const isExpected = (error: unknown): boolean =>
  error instanceof AppError ||
  error instanceof KilledError ||
  (error instanceof Error && error.message.startsWith("Planning was interrupted"));
