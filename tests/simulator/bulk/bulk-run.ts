import { randomUUID } from "node:crypto";
import type { FidelitySwitches } from "../options.ts";
import type { BulkOperationErrorCode, BulkOperationRecord } from "../state/bulk-operations.ts";
import { resultBucket } from "../state/object-storage.ts";
import type { ShopState } from "../state/shop.ts";
import type { OperationFaults } from "./bulk-faults.ts";
import type { BulkWork } from "./bulk-work.ts";
import { tellOfFinish } from "./finish-webhook.ts";

/** Pieces done without letting others have their turn. */
const piecesAtOnce = 25;
/** Shortest rest between two turns of an operation that is held to a speed. */
const shortestRestMs = 10;

const hourMs = 60 * 60 * 1_000;
/** Shopify: a bulk mutation has to end within 24 hours, a bulk query within 10 days. */
const longestMs = { MUTATION: 24 * hourMs, QUERY: 240 * hourMs } as const;

interface Given {
  shop: ShopState;
  operation: BulkOperationRecord;
  faults: OperationFaults;
  openWork: () => BulkWork;
  /** Called once, when nothing is planned for the operation any more. */
  onEnd: () => void;
}

/** One bulk operation from its start to its end, driven by what it has scheduled on the simulator's clock. */
export class BulkRun {
  readonly #given: Given;
  readonly #alarms = new Set<() => void>();
  #work: BulkWork | null = null;
  #begunAtMs = 0;

  constructor(given: Given) {
    this.#given = given;
    const { shop, operation, faults } = given;
    const { fidelity } = shop.environment;
    const { createdAtMs } = operation;
    this.#at(createdAtMs + longestMs[operation.type], () => this.#fail("TIMEOUT"));
    if (faults.isNeverBegun) return;
    this.#at(createdAtMs + fidelity.bulkStartDelayMs + faults.beginDelayMs, () => this.#begin());
  }

  /** It goes on until the cancelation has come through. */
  cancel(): void {
    const { shop, operation } = this.#given;
    if (operation.status === "CANCELING") return;
    operation.status = "CANCELING";
    this.#at(shop.nowMs() + shop.environment.fidelity.bulkCancelMs, () => this.#end("CANCELED"));
  }

  /** Forgets what was planned; the operation stays as it is. */
  stop(): void {
    for (const takeBack of this.#alarms) takeBack();
    this.#alarms.clear();
  }

  #at(atMs: number, run: () => void): void {
    const takeBack = this.#given.shop.environment.clock.schedule(atMs, () => {
      this.#alarms.delete(takeBack);
      run();
    });
    this.#alarms.add(takeBack);
  }

  #begin(): void {
    const { shop, operation, faults, openWork } = this.#given;
    if (operation.status !== "CREATED") return;
    operation.status = "RUNNING";
    this.#begunAtMs = shop.nowMs();
    if (faults.failsAtOnce) this.#fail("INTERNAL_SERVER_ERROR");
    else {
      this.#work = openWork();
      this.#rest(this.#work);
    }
  }

  #takeTurn(work: BulkWork): void {
    const { shop, operation, faults } = this.#given;
    if (!shop.installation.isInstalled) {
      this.#end("CANCELED");
      return;
    }
    const { stopsAt } = faults;
    for (let piece = 0; piece < piecesAtOnce && !work.isDone; piece += 1) {
      if (operation.objectCount >= this.#dueObjects()) break;
      if (stopsAt !== null && work.progress >= stopsAt.progress) break;
      const failure = work.next();
      if (failure !== null) {
        this.#fail(failure);
        return;
      }
    }
    this.#rest(work);
  }

  /** Plans what comes next: the end, or another turn once more is due. */
  #rest(work: BulkWork): void {
    const { shop, operation, faults } = this.#given;
    const { stopsAt } = faults;
    if (stopsAt !== null && (work.isDone || work.progress >= stopsAt.progress)) {
      if (stopsAt.how === "fails") this.#fail("INTERNAL_SERVER_ERROR");
      return;
    }
    const nowMs = shop.nowMs();
    if (work.isDone) {
      if (faults.endDelayMs > 0) this.#at(nowMs + faults.endDelayMs, () => this.#complete());
      else this.#complete();
      return;
    }
    const dueAtMs = this.#begunAtMs + Math.ceil(((operation.objectCount + 1) * 1_000) / this.#speed());
    this.#at(dueAtMs > nowMs ? Math.max(dueAtMs, nowMs + shortestRestMs) : nowMs, () => this.#takeTurn(work));
  }

  /** How many objects its speed allows by now. */
  #dueObjects(): number {
    const seconds = (this.#given.shop.nowMs() - this.#begunAtMs) / 1_000;
    return Number.isFinite(this.#speed()) ? Math.floor(seconds * this.#speed() + 1e-9) : Number.POSITIVE_INFINITY;
  }

  #speed(): number {
    const { shop, operation } = this.#given;
    const { bulkLinesPerSecond, bulkObjectsPerSecond }: FidelitySwitches = shop.environment.fidelity;
    return operation.type === "MUTATION" ? bulkLinesPerSecond : bulkObjectsPerSecond;
  }

  /** A cancelation on its way has the last word. */
  #complete(): void {
    if (this.#given.operation.status === "RUNNING") this.#end("COMPLETED");
  }

  #fail(errorCode: BulkOperationErrorCode): void {
    this.#given.operation.errorCode = errorCode;
    this.#end("FAILED");
  }

  #end(status: "COMPLETED" | "CANCELED" | "FAILED"): void {
    const { shop, operation, onEnd } = this.#given;
    this.stop();
    operation.status = status;
    operation.endedAtMs = shop.nowMs();
    if (status === "CANCELED" || operation.result.sizeBytes === 0) operation.result.close();
    else {
      operation.resultKey = `bulk-operation-outputs/${randomUUID().replaceAll("-", "").slice(0, 28)}`;
      shop.environment.storage.put(resultBucket, operation.resultKey, operation.result);
    }
    if (shop.installation.isInstalled) tellOfFinish(shop, operation);
    onEnd();
  }
}
