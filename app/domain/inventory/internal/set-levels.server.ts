import { NOBODY_ASKS } from "#app/platform/clock.ts";
import { CallSender, DoomedRunError } from "./call-sender.server.ts";
import { endCancelled, endRun, failRun } from "./end-run.server.ts";
import { listOpenCalls, loadCalls, type OpenCall } from "./open-calls.server.ts";
import { gatherCalls, planSlice } from "./plan-rows.server.ts";
import { countRereads, rereadRows } from "./reread-rows.server.ts";
import { isOver, type Runner, type TakenRun } from "./runner.ts";
import { reloadRun } from "./take-run.server.ts";

/** Calls kept under way: enough to hide latency on every plan, each with 250 rows in memory. */
const MOST_UNDER_WAY = 32;

/** Calls that are planned ahead of those that are sent: what is planned early is compared with older stock. */
const MOST_AHEAD = 64;

/** Rows that are worth a read and a call of their own while there are other calls to send. */
const WORTH_A_READ = 250;

const LOOK_AGAIN_MS = 500;

/** The stage that makes rows of what differs, and sends and settles their calls, until every row has ended. */
export class LevelSetting {
  readonly #runner: Runner;
  readonly #sender: CallSender;
  readonly #underWay = new Map<string, Promise<void>>();
  #run: TakenRun;
  #failure: Error | null = null;

  constructor(runner: Runner, run: TakenRun) {
    this.#runner = runner;
    this.#run = run;
    this.#sender = new CallSender(runner);
  }

  /**
   * Returns whether the run has ended; else the runner's time is up, and the next one goes on.
   * @throws whatever keeps the runner from its work, once what was under way has landed.
   */
  async run(): Promise<boolean> {
    try {
      while (!isOver(this.#runner) && this.#failure === null) {
        await this.#runner.calls.keep();
        this.#run = await reloadRun(this.#runner, this.#run.id);
        if (this.#run.cancelRequestedAt) {
          await this.#land();
          if (await endCancelled(this.#runner, this.#run.id)) return true;
        }
        const hasMoved = await this.#step();
        if (this.#underWay.size > 0) await this.#anyProgress();
        else if (!hasMoved) {
          if (await endRun(this.#runner, this.#run.id)) return true;
          await this.#runner.runtime.clock.sleep(LOOK_AGAIN_MS, this.#runner.signal);
        }
      }
    } catch (error) {
      this.#runner.close();
      throw error;
    } finally {
      await this.#land();
    }
    if (this.#failure instanceof DoomedRunError) {
      await failRun(this.#runner, this.#run.id, this.#failure);
      return true;
    }
    if (this.#failure !== null) throw this.#failure;
    return false;
  }

  /** One look at what there is to do. Returns whether anything was done. */
  async #step(): Promise<boolean> {
    const { calls, runtime } = this.#runner;
    if (calls.circuit.state !== "closed") return this.#tryHeldStore();
    const waiting = (await listOpenCalls(this.#runner, this.#run.id, MOST_UNDER_WAY + MOST_AHEAD)).filter(
      (id) => !this.#underWay.has(id),
    );
    const room = MOST_UNDER_WAY - this.#underWay.size;
    const launched = this.#launch(await loadCalls(this.#runner, waiting.slice(0, room)));
    if (this.#run.cancelRequestedAt) return launched > 0;
    const ahead = waiting.length - launched;
    if (this.#run.plannedAt === null && ahead < MOST_AHEAD) {
      this.#run = { ...this.#run, ...(await planSlice(this.#runner, this.#run)) };
      await gatherCalls(this.#runner, this.#run.id, { isRestIncluded: false });
      return true;
    }
    if (ahead > 0) return true;
    const rereads = await countRereads(this.#runner, this.#run.id);
    const isRest = this.#run.plannedAt !== null;
    if (rereads >= WORTH_A_READ || (rereads > 0 && isRest && this.#underWay.size === 0)) {
      await rereadRows(this.#runner, this.#run);
      return true;
    }
    const gathered = await gatherCalls(this.#runner, this.#run.id, { isRestIncluded: isRest });
    if (launched > 0) runtime.log.debug({ runId: this.#run.id, launched }, "Calls that set stock were sent.");
    return launched > 0 || gathered > 0;
  }

  /** A held store is asked when it is time to; once it answers, one call goes first. */
  async #tryHeldStore(): Promise<boolean> {
    const { calls, runtime } = this.#runner;
    if (this.#underWay.size > 0) return true;
    const { probeAtMs } = calls.circuit;
    if (probeAtMs !== null) {
      if (runtime.clock.now().getTime() < probeAtMs) return false;
      await calls.probe();
      if (calls.circuit.state !== "trial") return true;
    }
    const [first] = await listOpenCalls(this.#runner, this.#run.id, 1);
    if (first === undefined) calls.circuit.trialEnded();
    else this.#launch(await loadCalls(this.#runner, [first]));
    return true;
  }

  #launch(calls: readonly OpenCall[]): number {
    for (const call of calls) {
      const task = this.#sender
        .send(call)
        .catch((error: unknown) => {
          this.#failure ??= error instanceof Error ? error : new Error(String(error));
          this.#runner.close();
        })
        .finally(() => this.#underWay.delete(call.id));
      this.#underWay.set(call.id, task);
    }
    return calls.length;
  }

  async #land(): Promise<void> {
    await Promise.allSettled(this.#underWay.values());
  }

  async #anyProgress(): Promise<void> {
    const { runtime, signal } = this.#runner;
    const tick = new AbortController();
    await Promise.race([
      ...this.#underWay.values(),
      runtime.clock.sleep(LOOK_AGAIN_MS, AbortSignal.any([signal, tick.signal])),
    ]);
    tick.abort(NOBODY_ASKS);
  }
}
