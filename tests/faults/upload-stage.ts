import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Context } from "#app/domain/context.ts";
import { createOrganization } from "#app/domain/organizations/create-organization.server.ts";
import { isBatchTerminal } from "#app/domain/uploads/transitions.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import { connectSimulatedStore } from "#tests/rig/connect-simulated-store.ts";
import { ensureBuild } from "#tests/rig/ensure-build.ts";
import { openRuntime, type RigRuntime } from "#tests/rig/open-runtime.ts";
import { startRig, type Rig, type RigOptions } from "#tests/rig/rig.ts";
import type { ShopPlan } from "#tests/simulator/options.ts";
import type { Simulator } from "#tests/simulator/simulator.ts";
import { addProducts } from "#tests/support/worlds/upload-world.ts";
import type { FaultRun } from "./fault.ts";

export const VARIANTS_PER_PRODUCT = 3;

const BATCH_ENDS_WITHIN_SECONDS = 180;

export interface UploadStageOptions {
  readonly workers: number;
  /** How many stores may be opened, one after the other or together. */
  readonly stores: number;
  /** How long an offline token lives; as long as Shopify's when left out. */
  readonly offlineTokenSeconds?: number;
  /** Plus when left out: its shops take up more than the engine gives them here. */
  readonly plan?: ShopPlan;
  /** 200 ms when left out. */
  readonly millisecondsPerWrite?: number;
  /** How the processes reach the database; directly when left out. */
  readonly databaseWay?: RigOptions["databaseWay"];
  /** More variables of the product's processes. */
  readonly environment?: RigOptions["environment"];
}

/** The product as real processes before simulated shops, in which nothing has been uploaded yet. */
export interface UploadStage {
  readonly rig: Rig;
  readonly runtime: RigRuntime;
  /** The next store, with an organization of its own whose products all go there, so that nothing earlier is in the way. */
  openStore(): Promise<StageStore>;
}

export interface StageStore {
  readonly ctx: Context;
  readonly storeId: string;
  readonly shop: ReturnType<Simulator["shop"]>;
  readonly rootCategoryId: string;
}

/** Starts PostgreSQL, the simulated Shopify, a web process and the workers. */
export async function openUploadStage(run: FaultRun, options: UploadStageOptions): Promise<UploadStage> {
  ensureBuild((line) => run.say(line));
  run.say(`Starting PostgreSQL, the simulated Shopify, a web process and ${options.workers} workers …`);
  const domains = Array.from({ length: options.stores }, (_, index) => `fault-${index + 1}.myshopify.com`);
  const rig = await run.parts.open(
    () =>
      startRig({
        purpose: "faults",
        storage: "thrown-away",
        simulator: {
          shops: domains.map((domain) => ({ domain, plan: options.plan ?? "plus" })),
          latency: { mutationMs: options.millisecondsPerWrite ?? 200, queryMs: 70 },
          ...(options.offlineTokenSeconds === undefined ? {} : { offlineTokenSeconds: options.offlineTokenSeconds }),
        },
        installedShops: [],
        workers: options.workers,
        shows: "problems",
        // Which worker holds a store is said at this level.
        environment: { LOG_LEVEL: "debug", ...options.environment },
        ...(options.databaseWay ? { databaseWay: options.databaseWay } : {}),
      }),
    (started) => started.stop(),
  );
  const runtime = await run.parts.open(
    () => openRuntime(rig, "faults"),
    (opened) => opened.close(),
  );
  return {
    rig,
    runtime,
    async openStore() {
      const domain = domains.shift();
      if (domain === undefined) throw new Error(`This stage has ${options.stores} stores and not one more.`);
      return openStore(runtime, rig.simulator, domain);
    },
  };
}

async function openStore(runtime: RigRuntime, simulator: Simulator, domain: string): Promise<StageStore> {
  const slug = domain.replace(".myshopify.com", "");
  const { id: organizationId, rootCategoryId } = await createOrganization(runtime.db, { name: domain, slug });
  const ctx: Context = { ...runtime, organizationId, actor: { type: "SYSTEM", id: null, name: "Fault" } };
  const storeId = await connectSimulatedStore(ctx, simulator, domain);
  await ctx.db.route.create({ data: { organizationId, categoryId: rootCategoryId, storeId } });
  return { ctx, storeId, shop: simulator.shop(domain), rootCategoryId };
}

/** Makes so many products of three variants and approves them all at once. Answers the batch. */
export async function approveNewProducts(store: StageStore, count: number): Promise<string> {
  const ids = await addProducts(store, count);
  const { batchId } = await approveProducts(store.ctx, { selection: { kind: "products", ids } });
  return batchId;
}

/** @throws Error when the batch has not ended in time. `meanwhile` is done at every look. */
export async function untilBatchEnded(
  { ctx }: StageStore,
  batchId: string,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<void> {
  const hasEnded = async () => {
    await meanwhile();
    const { status } = await ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
    return isBatchTerminal(status);
  };
  await waitUntil(hasEnded, {
    what: "the batch has ended",
    lookEveryMs: 100,
    deadlineSeconds: BATCH_ENDS_WITHIN_SECONDS,
  });
}
