import { randomUUID } from "node:crypto";
import type { Runtime } from "#app/domain/context.ts";
import { AppError } from "#app/platform/errors.ts";
import { claimGroups } from "./internal/claim-groups.server.ts";
import { StoreClosedError } from "./internal/steps/end-try.server.ts";
import { giveBackGroups } from "./internal/give-back-groups.server.ts";
import { GroupWork } from "./internal/steps/group-work.ts";
import { ReadBack } from "./internal/steps/read-back.server.ts";
import {
  GroupLostError,
  openStoreSession,
  rememberBudget,
  type StoreSession,
} from "./internal/store-session.server.ts";
import { uploadGroup } from "./internal/steps/upload-group.server.ts";

/** Enough to hide Shopify's latency on the largest plan (rate x latency / cost), and to keep a full bucket flowing. */
const GROUPS_UNDER_WAY = 40;

/** How often an idle worker looks for groups that become due. */
const LOOK_AGAIN_MS = 500;

/** A worker that finds work due within this time waits for it instead of leaving it to the sweep. */
const PATIENCE_SECONDS = 60;

/** After this time a worker hands over, so that other stores get its place. */
const SHIFT_SECONDS = 120;

const REMEMBER_BUDGET_MS = 1_000;

export type DrainOutcome = "drained" | "hand-over" | "closed" | "stopped";

/**
 * Uploads what is due for one store until nothing is left, the shift is over, the store closes, or the signal stops it.
 * There is one runner per store; what an earlier runner left under way is taken back first, and looked up before
 * anything of it is sent again.
 */
export async function drainStore(
  runtime: Runtime,
  { storeId }: { storeId: string },
  signal: AbortSignal,
): Promise<DrainOutcome> {
  const log = runtime.log.child({ storeId });
  if (!(await isOpen(runtime, storeId))) return "closed";
  const claimToken = randomUUID();
  log.debug({ claimToken }, "A shift at the store began.");
  const recovered = await giveBackGroups(runtime.db, { storeId, exceptClaim: claimToken });
  if (recovered > 0) log.warn({ groups: recovered }, "Groups of an interrupted worker were taken back.");
  const session = await openStoreSession(runtime, { storeId, claimToken, signal }).catch((error: unknown) => {
    if (error instanceof AppError && error.remedy.kind === "reconnect-store") return null;
    throw error;
  });
  if (!session) return "closed";
  const shift = new Shift(session);
  try {
    return await shift.run();
  } finally {
    await shift.end();
  }
}

async function isOpen(runtime: Runtime, storeId: string): Promise<boolean> {
  const store = await runtime.db.store.findUnique({ where: { id: storeId }, select: { status: true, pausedAt: true } });
  return store?.status === "CONNECTED" && store.pausedAt === null;
}

class Shift {
  #session: StoreSession;
  #readBack: ReadBack;
  #underWay = new Set<Promise<void>>();
  #reading: Promise<void> | null = null;
  #closed = false;
  #failure: Error | null = null;
  #budgetSavedAtMs = 0;

  constructor(session: StoreSession) {
    this.#session = session;
    this.#readBack = new ReadBack(session);
  }

  async run(): Promise<DrainOutcome> {
    const { runtime, storeId, signal } = this.#session;
    const startedAtMs = runtime.clock.now().getTime();
    const isOver = () => runtime.clock.now().getTime() - startedAtMs > SHIFT_SECONDS * 1000;
    while (!signal.aborted && !this.#closed && !isOver()) {
      if (this.#failure !== null) throw this.#failure;
      if (!(await isOpen(runtime, storeId))) return "closed";
      const room = GROUPS_UNDER_WAY - this.#underWay.size;
      const groups = room >= GROUPS_UNDER_WAY / 2 ? await this.#claim(room) : 0;
      this.#readIfDue(groups === 0 && this.#underWay.size === 0);
      await this.#rememberBudget();
      if (this.#underWay.size > 0 || this.#reading) await this.#anyProgress();
      else if (groups === 0 && this.#readBack.size === 0) {
        if (!(await hasWorkSoon(runtime, storeId))) return "drained";
        await runtime.clock.sleep(LOOK_AGAIN_MS, signal);
      }
    }
    if (this.#closed) return "closed";
    return signal.aborted ? "stopped" : "hand-over";
  }

  /** Lets what was sent land, and gives the rest back. */
  async end(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    if (!this.#closed && !this.#session.signal.aborted) await this.#readBack.flush().catch(() => undefined);
    await this.#reading?.catch(() => undefined);
    const { runtime, storeId, claimToken } = this.#session;
    await giveBackGroups(runtime.db, { storeId, onlyClaim: claimToken });
    await rememberBudget(this.#session);
  }

  async #claim(limit: number): Promise<number> {
    const { runtime, storeId, claimToken } = this.#session;
    const groups = await claimGroups(runtime, { storeId, claimToken, limit });
    for (const group of groups) {
      const task: Promise<void> = this.#upload(new GroupWork(group)).finally(() => this.#underWay.delete(task));
      this.#underWay.add(task);
    }
    return groups.length;
  }

  async #upload(work: GroupWork): Promise<void> {
    const { runtime } = this.#session;
    try {
      await uploadGroup(this.#session, work, this.#readBack);
    } catch (error) {
      if (error instanceof GroupLostError) return;
      if (error instanceof StoreClosedError || (error instanceof AppError && error.remedy.kind === "reconnect-store")) {
        this.#closed = true;
        return;
      }
      runtime.log.error({ err: error, groupId: work.group.id.toString() }, "A group could not be uploaded.");
      await this.#endBrokenGroup(work, error);
    }
  }

  /** A fault of the app itself costs the group a try, and never the others of the store. */
  async #endBrokenGroup(work: GroupWork, error: unknown): Promise<void> {
    const isLast = work.group.failedAttempts >= 1;
    const failure = {
      category: "UNKNOWN",
      code: "upload.internal-error",
      message: error instanceof AppError ? error.publicMessage : "The app failed at this product.",
      field: null,
    } as const;
    await this.#session
      .settle({
        groupId: work.group.id,
        rows: isLast ? work.failAll(failure) : work.postpone(true),
        countsAsFailedTry: true,
        isUnclear: true,
        dueInSeconds: 5,
        errorCode: failure.code,
      })
      .catch((settleError: unknown) => {
        if (!(settleError instanceof GroupLostError)) this.#failure = asError(settleError);
      });
  }

  #readIfDue(isIdle: boolean): void {
    if (this.#reading || this.#readBack.size === 0 || !(isIdle || this.#readBack.isDue())) return;
    this.#reading = this.#readBack
      .flush()
      .catch((error: unknown) => {
        if (!(error instanceof GroupLostError)) this.#failure = asError(error);
      })
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
    tick.abort();
  }

  async #rememberBudget(): Promise<void> {
    const nowMs = this.#session.runtime.clock.now().getTime();
    if (nowMs - this.#budgetSavedAtMs < REMEMBER_BUDGET_MS) return;
    this.#budgetSavedAtMs = nowMs;
    await rememberBudget(this.#session);
  }
}

async function hasWorkSoon(runtime: Runtime, storeId: string): Promise<boolean> {
  const soon = await runtime.db.$queryRaw<{ found: number }[]>`
    SELECT 1 AS found FROM upload_groups waiting
    JOIN shopify_upload_batches batch ON batch.id = waiting.batch_id
    WHERE waiting.store_id = ${storeId}::uuid AND waiting.status = 'PENDING'
      AND waiting.due_at <= now() + make_interval(secs => ${PATIENCE_SECONDS})
      AND batch.paused_at IS NULL AND batch.cancel_requested_at IS NULL
    LIMIT 1`;
  return soon.length > 0;
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
