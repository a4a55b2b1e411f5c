import type { Runtime } from "#app/domain/context.ts";
import { NOBODY_ASKS } from "#app/platform/clock.ts";
import { failpoint } from "#app/platform/failpoint.server.ts";
import { isPassingDatabaseFault } from "#app/platform/passing-database-fault.server.ts";
import { claimGroups } from "./claims/claim-groups.server.ts";
import { hasWorkSoon } from "./claims/due-batches.server.ts";
import { sumOpenPoints } from "./claims/open-points.server.ts";
import { concernsStore } from "./concerns-store.server.ts";
import { endBrokenGroup } from "./end-broken-group.server.ts";
import { giveBackGroups } from "./claims/give-back-groups.server.ts";
import { CallsEndedError } from "#app/domain/stores/calls/store-calls.server.ts";
import type { StoreSession } from "./store/store-session.server.ts";
import { StoreHold } from "#app/domain/stores/calls/store-hold.server.ts";
import { ensureIdentity } from "#app/domain/stores/calls/ensure-identity.server.ts";
import { DepartingWork } from "./departures/departing-work.ts";
import { departGroup } from "./departures/depart-group.server.ts";
import type { HeldGroup } from "./claims/claimed-group.ts";
import { GroupWork } from "./steps/group-work.ts";
import { ReadBack } from "./steps/read-back.server.ts";
import { uploadGroup } from "./steps/upload-group.server.ts";

/** Rows that a worker keeps under way at a store: two of the largest products, or a thousand usual ones. */
const MOST_ROWS = 4_000;

/** Groups for which a claim is worth its statements. */
const WORTH_A_CLAIM = 20;

/** The first claim is small and each is larger than the one before: of many stores that begin at once none waits for another. */
const FIRST_CLAIM = 15;
const CLAIM_GROWTH = 3;

/** How often an idle worker looks for groups that become due. */
const LOOK_AGAIN_MS = 500;

/** A worker that finds work due within this time waits for it instead of leaving it to the sweep. */
const PATIENCE_SECONDS = 60;

/** After this time a worker hands over, so that other stores get its place. */
const SHIFT_SECONDS = 120;

export type ShiftOutcome = "drained" | "hand-over" | "closed" | "stopped";

/** Whether the store lets anybody work on it. */
export async function isOpen(runtime: Runtime, storeId: string): Promise<boolean> {
  const store = await runtime.db.store.findUnique({ where: { id: storeId }, select: { status: true, pausedAt: true } });
  return store?.status === "CONNECTED" && store.pausedAt === null;
}

/** One worker's time at one store: claims what is due, keeps it under way, and gives back what it did not come to. */
export class Shift {
  readonly #session: StoreSession;
  readonly #stop: AbortSignal;
  readonly #readBack: ReadBack;
  readonly #hold: StoreHold;
  readonly #underWay = new Set<Promise<void>>();
  readonly #groupsUnderWay = new Set<bigint>();
  #rowsUnderWay = 0;
  #claimSize = FIRST_CLAIM;
  #reading: Promise<void> | null = null;
  #identity: Promise<void> = Promise.resolve();
  #isTrialUnderWay = false;
  #failure: Error | null = null;

  constructor(session: StoreSession, stop: AbortSignal) {
    this.#session = session;
    this.#stop = stop;
    this.#readBack = new ReadBack(session);
    this.#hold = new StoreHold(session);
  }

  /** @throws whatever keeps the worker from its work; the groups are as safe as after a crash. */
  async run(): Promise<ShiftOutcome> {
    const { runtime, storeId, signal } = this.#session;
    const endsAtMs = runtime.clock.now().getTime() + SHIFT_SECONDS * 1000;
    // A new store needs it before its first product; what keeps it from being made is told to the groups that wait for it.
    this.#identity = ensureIdentity(this.#session).catch(() => undefined);
    while (!signal.aborted && runtime.clock.now().getTime() <= endsAtMs) {
      if (!(await isOpen(runtime, storeId))) break;
      const claimed = await this.#takeWork();
      this.#readIfDue(claimed === 0 && this.#underWay.size === 0);
      await this.#remember();
      if (claimed > 0 && this.#roomToClaim() > 0) continue;
      if (this.#isBusy) await this.#anyProgress();
      else if (claimed === 0 && (this.#readBack.size === 0 || this.#session.circuit.state !== "closed")) {
        if (this.#readBack.size === 0 && !(await hasWorkSoon(runtime.db, storeId, PATIENCE_SECONDS))) return "drained";
        await runtime.clock.sleep(LOOK_AGAIN_MS, signal);
      }
    }
    // Why the session closed is known, and stored, once those that closed it are through.
    if (signal.aborted) await Promise.allSettled([...this.#underWay, this.#reading]);
    if (this.#failure !== null) throw this.#failure;
    if (this.#stop.aborted) return "stopped";
    return (await isOpen(runtime, storeId)) ? "hand-over" : "closed";
  }

  /** Lets what was sent land, and gives the rest back. Returns how many groups that were. */
  async end(outcome: ShiftOutcome | "failed"): Promise<number> {
    const { runtime, storeId, claimToken, circuit, share } = this.#session;
    if (outcome === "closed" || outcome === "failed") this.#session.close();
    await Promise.allSettled([...this.#underWay, this.#identity]);
    await this.#reading?.catch(() => undefined);
    if (!this.#session.signal.aborted && circuit.state === "closed") {
      await this.#readBack.flush().catch((error: unknown) => this.#note(error));
    }
    const givenBack = await giveBackGroups(runtime, { storeId, onlyClaim: claimToken });
    failpoint("uploads.at-shift-end");
    await this.#hold.remember();
    await share.leave();
    return givenBack;
  }

  get #isBusy(): boolean {
    return this.#underWay.size > 0 || this.#reading !== null;
  }

  async #takeWork(): Promise<number> {
    if (this.#session.circuit.state !== "closed") return this.#isBusy ? 0 : this.#tryHeldStore();
    this.#isTrialUnderWay = false;
    const room = this.#roomToClaim();
    if (room === 0) return 0;
    const size = Math.min(room, this.#claimSize);
    this.#claimSize *= CLAIM_GROWTH;
    return this.#claim(size);
  }

  /** For how many groups there is room; 0 while it is not worth a claim. */
  #roomToClaim(): number {
    const { circuit, gate, pace, runtime } = this.#session;
    if (circuit.state !== "closed" || this.#rowsUnderWay >= MOST_ROWS) return 0;
    const wanted = pace.groupsUnderWay(gate.bucket.status(runtime.clock.now().getTime()));
    const room = wanted - this.#underWay.size;
    return room >= Math.min(wanted / 2, WORTH_A_CLAIM) ? room : 0;
  }

  /** A held store is asked when it is time to; once it answers, one product goes first, or what is left to read. */
  async #tryHeldStore(): Promise<number> {
    const { runtime, circuit } = this.#session;
    if (circuit.probeAtMs !== null) {
      this.#isTrialUnderWay = false;
      if (runtime.clock.now().getTime() < circuit.probeAtMs) return 0;
      await this.#session.probe();
      if (circuit.state !== "trial") return 0;
    }
    if (this.#readBack.size > 0) {
      this.#read();
      return 0;
    }
    if (this.#isTrialUnderWay) {
      circuit.trialEnded();
      return 0;
    }
    const claimed = await this.#claim(1);
    this.#isTrialUnderWay = claimed > 0;
    return claimed;
  }

  async #claim(limit: number): Promise<number> {
    const { runtime, storeId, claimToken } = this.#session;
    const [{ uploads, departures }, openPoints] = await Promise.all([
      claimGroups(runtime, { storeId, claimToken, limit, rowLimit: MOST_ROWS - this.#rowsUnderWay }),
      sumOpenPoints(runtime.db, storeId),
    ]);
    this.#readBack.noteOpenPoints(openPoints);
    // What comes a second time was taken back meanwhile: another worker is here, and our claim cannot tell the two apart.
    if ([...uploads, ...departures].some(({ id }) => this.#groupsUnderWay.has(id))) {
      this.#session.close();
      return 0;
    }
    for (const group of uploads)
      this.#begin(group, () => uploadGroup(this.#session, new GroupWork(group), this.#readBack));
    for (const group of departures) this.#begin(group, () => departGroup(this.#session, new DepartingWork(group)));
    return uploads.length + departures.length;
  }

  #begin(group: HeldGroup, work: () => Promise<void>): void {
    this.#groupsUnderWay.add(group.id);
    const rows = group.rows.length;
    this.#rowsUnderWay += rows;
    const task: Promise<void> = this.#finish(group, work).finally(() => {
      this.#underWay.delete(task);
      this.#groupsUnderWay.delete(group.id);
      this.#rowsUnderWay -= rows;
    });
    this.#underWay.add(task);
  }

  async #finish(group: HeldGroup, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (concernsStore(error)) this.#note(error);
      else await endBrokenGroup(this.#session, group, error).catch((failure: unknown) => this.#note(failure));
    }
  }

  /** Ends the shift, but for a group that is no longer ours. What the database has not got comes back as unclear. */
  #note(error: unknown): void {
    if (error instanceof CallsEndedError) return;
    const isClosed = concernsStore(error) && !isPassingDatabaseFault(error);
    if (!isClosed) this.#failure ??= error instanceof Error ? error : new Error(String(error));
    this.#session.close();
  }

  #readIfDue(isIdle: boolean): void {
    if (this.#reading || this.#readBack.size === 0 || this.#session.circuit.state !== "closed") return;
    if (isIdle || this.#readBack.isDue()) this.#read();
  }

  #read(): void {
    this.#reading = this.#readBack
      .flush()
      .catch((error: unknown) => this.#note(error))
      .finally(() => (this.#reading = null));
  }

  async #anyProgress(): Promise<void> {
    const { runtime, signal } = this.#session;
    const tick = new AbortController();
    await Promise.race([
      ...this.#underWay,
      ...(this.#reading ? [this.#reading] : []),
      runtime.clock.sleep(LOOK_AGAIN_MS, AbortSignal.any([signal, tick.signal])),
    ]);
    tick.abort(NOBODY_ASKS);
  }

  async #remember(): Promise<void> {
    await this.#hold.remember();
    await this.#session.share.keep();
  }
}
