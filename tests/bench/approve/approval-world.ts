import pg from "pg";
import { ensureCategories } from "#app/domain/catalog/ensure-categories.server.ts";
import type { Context } from "#app/domain/context.ts";
import { createApiToken } from "#app/domain/organizations/create-api-token.server.ts";
import { createOrganization } from "#app/domain/organizations/create-organization.server.ts";
import { connectSimulatedStore } from "#tests/rig/connect-simulated-store.ts";
import { ensureBuild } from "#tests/rig/ensure-build.ts";
import { openRuntime, type RigRuntime } from "#tests/rig/open-runtime.ts";
import { startRig, type Rig } from "#tests/rig/rig.ts";
import type { ShopOptions } from "#tests/simulator/simulator.ts";
import type { BenchRun } from "../bench.ts";
import { waitUntil } from "../wait-until.ts";
import { fillCatalog } from "./fill-catalog.ts";

/** An organization with a catalog of its own, all of which goes to its one store. */
export interface ApprovingOrganization {
  readonly ctx: Context;
  readonly storeId: string;
  readonly shopDomain: string;
  readonly apiToken: string;
  /** How many calls that create products its shop has received, whether they have been answered or not. */
  creates(): number;
}

export interface ApprovalWorld {
  readonly rig: Rig;
  /** One connection of the benchmark's own to the database of the product. */
  readonly client: pg.Client;
  addOrganization(shopDomain: string, variants: number): Promise<ApprovingOrganization>;
  /** Resolves once no job is under way or waiting, so that the next approval meets a worker that sleeps. */
  untilIdle(): Promise<void>;
}

const CATEGORY_PATHS = Array.from({ length: 20 }, (_, number) => `Department ${number % 5} > Shelf ${number}`);
const BUSY = new Set(["created", "retry", "active"]);

/** Starts the product with one web and one worker process, and the simulated shops, without any organization. */
export async function openApprovalWorld(run: BenchRun, shops: ShopOptions[]): Promise<ApprovalWorld> {
  ensureBuild((line) => run.say(line));
  run.say("Starting PostgreSQL, the simulated Shopify, a web process and a worker …");
  const rig = await run.parts.open(
    () =>
      startRig({
        purpose: "bench-approve",
        storage: "thrown-away",
        simulator: { shops, latency: { mutationMs: 200, queryMs: 70 } },
        installedShops: [],
        shows: "problems",
      }),
    (started) => started.stop(),
  );
  const runtime = await run.parts.open(
    () => openRuntime(rig, "bench"),
    (opened) => opened.close(),
  );
  const client = await run.parts.open(
    async () => {
      const connecting = new pg.Client({ connectionString: rig.databaseUrl });
      await connecting.connect();
      return connecting;
    },
    (connected) => connected.end(),
  );
  return {
    rig,
    client,
    addOrganization: (shopDomain, variants) => addOrganization({ rig, runtime, client }, shopDomain, variants),
    async untilIdle() {
      const options = { what: "the worker is idle", lookEveryMs: 100, deadlineSeconds: 300 };
      await waitUntil(() => isIdle(runtime), options);
    },
  };
}

async function isIdle({ queue }: RigRuntime): Promise<boolean> {
  for (const { name } of await queue.boss.getQueues()) {
    const jobs = await queue.boss.findJobs(name, { limit: 100_000 });
    if (jobs.some((job) => BUSY.has(job.state))) return false;
  }
  return true;
}

async function addOrganization(
  { rig, runtime, client }: { rig: Rig; runtime: RigRuntime; client: pg.Client },
  shopDomain: string,
  variants: number,
): Promise<ApprovingOrganization> {
  const slug = shopDomain.replace(".myshopify.com", "");
  const { id: organizationId, rootCategoryId } = await createOrganization(runtime.db, { name: slug, slug });
  const ctx: Context = { ...runtime, organizationId, actor: { type: "SYSTEM", id: null, name: "Benchmark" } };
  const storeId = await connectSimulatedStore(ctx, rig.simulator, shopDomain);
  await ctx.db.route.create({ data: { organizationId, categoryId: rootCategoryId, storeId } });
  const categories = await ensureCategories(ctx.db, organizationId, CATEGORY_PATHS);
  const { token } = await createApiToken(ctx, { name: "Benchmark", scopes: ["view", "upload"] });
  const categoryIds = CATEGORY_PATHS.map((path) => categories.get(path) ?? rootCategoryId);
  await fillCatalog(client, { organizationId, categoryIds, variants });
  return { ctx, storeId, shopDomain, apiToken: token, creates: countCreates(rig, shopDomain) };
}

/** A fault that never fires, but counts the calls that it might have met, as they come in. */
function countCreates({ simulator }: Rig, shop: string): () => number {
  const name = `creates of ${shop}`;
  simulator.faults.add({ name, shop, operation: "productSet", probability: 0, point: "before-apply", effect: "delay" });
  return () => simulator.faults.counts().find((count) => count.name === name)?.matchingCalls ?? 0;
}
