import { countWaitingProducts } from "#app/domain/catalog/product-queries.server.ts";
import type { Context } from "#app/domain/context.ts";
import { listStoreStock, type StoreStock } from "#app/domain/inventory/queries/store-overview-queries.server.ts";
import { countUndelivered } from "#app/domain/notifications/deliveries/delivery-queries.server.ts";
import { findFirstSteps, type FirstSteps } from "#app/domain/organizations/first-steps-queries.server.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { findWaitingForPerson, type WaitingForPerson } from "#app/domain/reconciliation/runs/waiting-queries.server.ts";
import type { Estimate } from "#app/domain/uploads/estimate-duration.ts";
import { listBatches, type BatchSummary } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { findEstimate } from "#app/domain/uploads/queries/estimate-queries.server.ts";
import { listFailureCauses, type FailureCause } from "#app/domain/uploads/queries/failure-cause-queries.server.ts";
import { listUploadDays, type UploadDay } from "#app/domain/uploads/queries/upload-day-queries.server.ts";
import { listStoresAtWork, type StoreAtWork } from "../stores/stores-at-work.server.ts";

/** What waits is counted no further than this. */
const COUNTED = 1_000;
const SHOWN_BATCHES = 5;
const SHOWN_CAUSES = 5;
const FAILURE_DAYS = 7;
const CHART_DAYS = 14;

export interface OverviewStore extends StoreAtWork {
  /** Null for a store from which the app was removed. */
  stock: StoreStock | null;
}

export interface OverviewBatch extends BatchSummary {
  /** Null once it has ended. */
  estimate: Estimate | null;
}

export interface Overview {
  countedUpTo: number;
  /** Products without a decision. */
  waiting: number;
  stores: OverviewStore[];
  /** Those under way, filled up with the latest that have ended. */
  batches: OverviewBatch[];
  /** Why rows of the last days failed. */
  causes: FailureCause[];
  failureDays: number;
  forPerson: WaitingForPerson;
  /** Messages of the last days that were given up. */
  undelivered: number;
  days: UploadDay[];
  /** Null once the organization is past them. */
  firstSteps: FirstSteps | null;
}

/** What the first page shows: the same for the page and for its polls. */
export async function readOverview(ctx: Context): Promise<Overview> {
  const limit = COUNTED + 1;
  const [waiting, stores, batches, causes, forPerson, undelivered, days, firstSteps] = await Promise.all([
    countWaitingProducts(ctx, limit),
    readStores(ctx),
    readBatches(ctx),
    listFailureCauses(ctx, { days: FAILURE_DAYS, limit: SHOWN_CAUSES }),
    findWaitingForPerson(ctx, limit),
    can(ctx.actor, "view") ? countUndelivered(ctx, { days: FAILURE_DAYS, limit }) : 0,
    listUploadDays(ctx, CHART_DAYS),
    findFirstSteps(ctx),
  ]);
  const found = { waiting, stores, batches, causes, forPerson, undelivered, days, firstSteps };
  return { ...found, countedUpTo: COUNTED, failureDays: FAILURE_DAYS };
}

async function readStores(ctx: Context): Promise<OverviewStore[]> {
  const [stores, stocks] = await Promise.all([listStoresAtWork(ctx), listStoreStock(ctx)]);
  const stockOf = new Map(stocks.map((stock) => [stock.id, stock]));
  return stores.map((store) => ({ ...store, stock: stockOf.get(store.id) ?? null }));
}

async function readBatches(ctx: Context): Promise<OverviewBatch[]> {
  const page = { limit: SHOWN_BATCHES };
  const [underWay, latest] = await Promise.all([
    listBatches(ctx, { statuses: ["PENDING", "PROCESSING"] }, page),
    listBatches(ctx, {}, page),
  ]);
  const shown = new Map([...underWay.items, ...latest.items].map((batch) => [batch.id, batch]));
  return Promise.all(
    [...shown.values()].slice(0, SHOWN_BATCHES).map(async (batch) => ({
      ...batch,
      estimate: await findEstimate(ctx, batch),
    })),
  );
}
