import type { Context, Runtime } from "#app/domain/context.ts";
import { AppError } from "#app/platform/errors.ts";
import { createEncryption } from "#app/platform/crypto.server.ts";
import { recordWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { sweepStockSyncs } from "#jobs/contracts/inventory.ts";
import { sweepReconciliations } from "#jobs/contracts/reconciliation.ts";
import { sweepUploads } from "#jobs/contracts/uploads.ts";
import { sweepInbox } from "#jobs/contracts/webhooks.ts";
import { createSimulator, type Simulator } from "#tests/simulator/simulator.ts";
import { Dice } from "../chance/dice.ts";
import { Scheduler, type StallError } from "../chance/scheduler.ts";
import { Trace } from "../chance/trace.ts";
import { VirtualTime } from "../chance/virtual-time.ts";
import { openGatedDatabase } from "../database/gated-adapter.ts";
import { createGate, KilledError, type GateParts } from "../database/process-gate.ts";
import type { SimulationDatabase } from "../database/simulation-database.ts";
import { SteadyIds } from "../database/steady-ids.ts";
import type { OpenedBug } from "../planted/planted-bug.ts";
import { JobQueue } from "./job-queue.ts";
import { SimulatedProcess } from "./process.ts";
import { furnish, type Furnishing } from "./furnishing.ts";
import { Mail } from "./mail.ts";
import { Memory } from "./memory.ts";
import { chooseShape, type Shape } from "./shape.ts";
import { ShopWire } from "./shop-wire.ts";
import { watchedLog, wordsOf } from "./watched-log.ts";

const CLIENT = { clientId: "simulated-client", clientSecret: "simulated-secret" };
const WORKERS = 2;
const ROUNDS_TO_END = 500;
/** How often the product's cron lines come. */
export const SWEEP_EVERY_MS = 120_000;
const SWEEPS = [sweepUploads, sweepInbox, sweepReconciliations];

export interface WorldOptions {
  seed: number;
  database: SimulationDatabase;
  bug: OpenedBug | null;
}

/** One organization, its shops and the product's processes, in one process and in a time of their own. */
export class World {
  readonly seed: number;
  readonly dice: Dice;
  readonly time = new VirtualTime();
  readonly trace = new Trace();
  readonly scheduler: Scheduler;
  readonly database: SimulationDatabase;
  readonly simulator: Simulator;
  readonly shape: Shape;
  readonly wire: ShopWire;
  readonly mail: Mail;
  readonly queue: JobQueue;
  /** What the run knows beside the product: what merchants did, what must be true. */
  readonly memory = new Memory();
  readonly violations: string[] = [];
  /** What somebody beside the product is about to do. */
  awaited = 0;
  /** What it does when its time has come, while nobody else is at anything. */
  readonly between: (() => Promise<void>)[] = [];
  readonly processes: SimulatedProcess[] = [];
  /** The web process: people's and systems' wishes. */
  readonly web: SimulatedProcess;
  readonly #gateParts: GateParts;
  readonly #encryption = createEncryption([`simulated:${Buffer.alloc(32, 7).toString("base64")}`]);
  readonly #handles: { $disconnect(): Promise<void> }[] = [];
  #furnishing: Furnishing | null = null;
  #started = 0;
  #asked = 0;
  readonly #asking = new Set<string>();
  #sweepAtMs = 0;
  #givenUp: StallError | null = null;

  constructor({ seed, database, bug }: WorldOptions) {
    this.seed = seed;
    this.database = database;
    this.dice = new Dice(seed);
    this.scheduler = new Scheduler(this.time, this.dice, this.trace);
    const { scheduler, time, trace, dice } = this;
    const ids = new SteadyIds();
    this.#gateParts = { connection: database.shared, scheduler, time, trace, ids, bug: bug?.statements ?? null };
    this.shape = chooseShape(dice);
    const { shops, offlineTokenSeconds, fidelity, topics, lossShare } = this.shape;
    this.simulator = createSimulator({
      ...CLIENT,
      shops,
      offlineTokenSeconds,
      fidelity,
      webhookSubscriptions: topics.map((topic) => ({ topic, uri: "/webhooks" })),
      clock: time.shopClock(),
    });
    this.mail = new Mail({
      simulator: this.simulator,
      dice,
      time,
      lossShare,
      deliver: ({ topic, shopDomain, webhookId, triggeredAtMs, body: payloadJson }) => {
        const webhook = { topic, shopDomain, webhookId, triggeredAt: new Date(triggeredAtMs), payloadJson };
        this.ask(`webhook ${topic}`, (ctx) => recordWebhook(ctx, webhook));
      },
    });
    this.wire = new ShopWire({
      simulator: this.simulator,
      scheduler,
      time,
      dice,
      bug: bug?.wire ?? null,
      onDeparture: (call) => this.memory.noteDeparture(call, database.observer, (what) => this.report(what)),
    });
    const report = (what: string) => this.report(what);
    const chooseProcess = () => dice.pick(this.workers);
    this.queue = new JobQueue({ observer: database.observer, dice, time, chooseProcess, report });
    this.web = this.#open("web");
    for (let index = 0; index < WORKERS; index += 1) this.startWorker();
  }

  get furnishing(): Furnishing {
    if (!this.#furnishing) throw new Error("The world is empty.");
    return this.#furnishing;
  }

  /** Processes that take up jobs. */
  get workers(): readonly SimulatedProcess[] {
    return this.processes.filter((process) => process !== this.web && !process.isDead && !process.isStopping);
  }

  report(what: string): void {
    this.trace.add(`! ${what}`);
    if (!this.violations.includes(what)) this.violations.push(what);
  }

  startWorker(): SimulatedProcess {
    this.#started += 1;
    return this.#open(`worker-${this.#started}`);
  }

  #open(name: string): SimulatedProcess {
    const process = new SimulatedProcess(name);
    const db = openGatedDatabase(this.database.shared.pool, createGate(this.#gateParts, process));
    this.#handles.push(db);
    process.runtime = {
      db,
      queue: this.queue.sender(),
      clock: this.time.clock(),
      log: watchedLog(process, (what) => this.report(what)),
      fetch: this.wire.fetchOf(process),
      shopifyApp: CLIENT,
      encryption: this.#encryption,
    } satisfies Runtime;
    this.processes.push(process);
    return process;
  }

  /** Makes organization, stores and catalog, before anything happens. */
  async furnish(): Promise<void> {
    this.#furnishing = await this.scheduler.directly(() =>
      this.web.run((runtime) => furnish({ ...runtime, fetch: this.simulator.fetch }, this)),
    );
  }

  /** Somebody asks for something; it goes on beside everything else. What a person may be told is no violation. */
  ask(what: string, work: (ctx: Context) => Promise<unknown>): void {
    this.#asked += 1;
    const label = `${this.#asked} ${what}`;
    this.#asking.add(label);
    const { organizationId } = this.furnishing;
    const actor = { type: "SYSTEM", id: null, name: "Simulation" } as const;
    this.web
      .run((runtime) => work({ ...runtime, organizationId, actor }))
      .then(
        () => this.trace.add(`${what}: done`),
        (error: unknown) => {
          this.trace.add(`${what}: ${error instanceof AppError ? error.code : "failed"}`);
          if (!(error instanceof AppError || error instanceof KilledError))
            this.report(`${what} failed: ${wordsOf(error)}`);
        },
      )
      .finally(() => this.#asking.delete(label));
  }

  /** The next step ends the run. */
  giveUp(because: StallError): void {
    this.#givenUp = because;
  }

  get isAsked(): boolean {
    return this.#asking.size > 0;
  }

  /** Nobody is at anything: only the schedule would make something happen. */
  get isResting(): boolean {
    const isIdle = this.processes.every(({ underWay }) => underWay.length === 0);
    return isIdle && !this.isAsked && this.queue.isQuiet && this.wire.underWay === 0;
  }

  /** What has not ended, for a person. */
  get open(): string[] {
    const jobs = this.processes.flatMap(({ name, underWay }) => underWay.map((job) => `${name} at ${job}`));
    return [...jobs, ...this.#asking, ...this.scheduler.waiting];
  }

  /** Something happens. False when nothing ever will again by itself. */
  async step(): Promise<boolean> {
    if (this.#givenUp !== null) throw this.#givenUp;
    await this.scheduler.settle();
    for (const happen of this.between.splice(0)) await happen();
    this.mail.collect();
    this.#buryDead();
    await this.#sweepIfDue();
    await this.queue.work();
    await this.scheduler.settle();
    return this.scheduler.step();
  }

  /** The cron lines of the product. */
  async #sweepIfDue(): Promise<void> {
    if (this.time.nowMs < this.#sweepAtMs) return;
    this.#sweepAtMs = this.time.nowMs + SWEEP_EVERY_MS;
    this.time.schedule(this.#sweepAtMs, () => undefined);
    for (const { name } of this.shape.hasStock ? [...SWEEPS, sweepStockSyncs] : SWEEPS)
      await this.queue.add({ name, key: "all", payload: {} });
  }

  #buryDead(): void {
    for (const process of this.processes.filter(({ isDead, stop }) => isDead && !stop.signal.aborted)) {
      this.trace.add(`${this.time.nowMs} ${process.name} died at ${process.diedAt ?? ""}`);
      process.stop.abort();
      this.scheduler.refuse(process, new KilledError(`${process.name} was killed.`));
      this.startWorker();
    }
  }

  /** Ends whatever is still under way, as if every process were killed; what does not end is a violation. */
  async end(): Promise<void> {
    for (let round = 0; round < ROUNDS_TO_END && (round === 0 || !this.#isOver); round += 1) {
      for (const process of this.processes) {
        process.kill("the end");
        process.stop.abort();
        this.scheduler.refuse(process, new KilledError(`${process.name} was killed.`));
      }
      await this.scheduler.settle();
      this.time.step();
    }
    if (!this.#isOver) this.report(`After the end there is still: ${this.open.join("; ")}`);
    for (const handle of this.#handles) await handle.$disconnect();
    this.simulator.close();
  }

  get #isOver(): boolean {
    return !this.isAsked && this.processes.every(({ underWay }) => underWay.length === 0);
  }
}
