import type { Runtime } from "#app/domain/context.ts";
import type { OpenStoreCalls } from "#app/domain/stores/calls/open-store-calls.server.ts";
import type { StockScope } from "./stock-targets-sql.server.ts";

/** One worker's dealings with the stock of one store. */
export interface Runner {
  readonly runtime: Runtime;
  readonly organizationId: string;
  readonly storeId: string;
  /** The fence: runs and calls that carry another token are no longer this runner's. */
  readonly claimToken: string;
  readonly calls: OpenStoreCalls;
  /** Aborted when the worker stops, and when the store or a claim turns out to be lost: no call goes out after it. */
  readonly signal: AbortSignal;
  /** Keeps back what has not been sent yet. What is under way lands. */
  close(): void;
  /** When the worker hands over. */
  readonly endsAtMs: number;
}

/** A run that this runner has taken up. */
export interface TakenRun {
  id: string;
  kind: "DAILY" | "ON_DEMAND" | "INCREMENTAL" | "DRY_RUN";
  stage: "READING" | "WEIGHING" | "SETTING";
  categoryId: string | null;
  productId: string | null;
  isShopRead: boolean;
  stageThrough: string | null;
  plannedAt: Date | null;
  levelsRead: number;
  brakeReleasedAt: Date | null;
  cancelRequestedAt: Date | null;
}

/** Another runner has taken over: nothing more may be sent or stored. */
export class RunLostError extends Error {
  override readonly name = "RunLostError";
}

export const scopeOf = ({ storeId }: Pick<Runner, "storeId">, run: TakenRun): StockScope => ({
  storeId,
  categoryId: run.categoryId,
  productId: run.productId,
  arrivalsOf: run.kind === "INCREMENTAL" ? run.id : null,
});

/** Whether the runner's time is up, or its store closed. */
export const isOver = ({ signal, runtime, endsAtMs }: Runner): boolean =>
  signal.aborted || runtime.clock.now().getTime() >= endsAtMs;
