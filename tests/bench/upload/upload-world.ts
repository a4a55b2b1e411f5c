import { createHash } from "node:crypto";
import pg from "pg";
import { ensureCategories } from "#app/domain/catalog/ensure-categories.server.ts";
import type { Context } from "#app/domain/context.ts";
import { createOrganization } from "#app/domain/organizations/create-organization.server.ts";
import { connectSimulatedStore } from "#tests/rig/connect-simulated-store.ts";
import { openRuntime, type RigRuntime } from "#tests/rig/open-runtime.ts";
import type { ProductProcess } from "#tests/rig/processes.ts";
import { startWorker } from "#tests/rig/product.ts";
import { installQueueSchema } from "#tests/rig/template-database.ts";
import type { FidelitySwitches, ShopOptions } from "#tests/simulator/options.ts";
import { openBenchDatabase } from "../bench-database.ts";
import { waitUntil } from "../wait-until.ts";
import type { OwnedParts } from "../owned-parts.ts";
import { startSimulatorProcess, type SimulatorProcess } from "./simulator-process.ts";

const CLIENT_ID = "5a1d0c47e2b94f6d8b3e7c9012f4a6d8";
const CLIENT_SECRET = "simulated-client-secret";
const ENCRYPTION_KEY = `bench:${createHash("sha256").update(CLIENT_SECRET).digest("base64")}`;

/** As many stores as a worker serves at once unless told otherwise. */
const STORES_PER_WORKER = 10;

export interface UploadStore {
  readonly storeId: string;
  readonly domain: string;
  /** What lies in this category goes to this store alone. */
  readonly categoryId: string;
}

/** An organization with stores, and nothing in its catalog yet. */
export interface UploadOrganization {
  readonly ctx: Context;
  readonly stores: readonly UploadStore[];
}

/**
 * The product before simulated shops as its user has it: PostgreSQL, the simulator and each worker are processes of their
 * own, and the workers know nothing of a simulator. There is no web process: approvals are made through the verb behind
 * it, and webhooks wait in the simulator.
 */
export interface UploadWorld {
  readonly databaseUrl: string;
  readonly simulator: SimulatorProcess;
  readonly runtime: RigRuntime;
  /** One connection of the benchmark's own to the database of the product. */
  readonly client: pg.Client;
  addOrganization(slug: string, domains: readonly string[]): Promise<UploadOrganization>;
  /** Starts worker processes that serve so many stores at once together, and waits until they know the stores. */
  startWorkers(count: number, stores: number): Promise<readonly ProductProcess[]>;
}

export interface UploadWorldOptions {
  readonly purpose: string;
  readonly shops: readonly ShopOptions[];
  readonly fidelity?: Partial<FidelitySwitches>;
  readonly simulatorHeapMb?: number;
}

/** Starts everything but the workers. */
export async function openUploadWorld(parts: OwnedParts, options: UploadWorldOptions): Promise<UploadWorld> {
  const databaseUrl = await openBenchDatabase(parts, options.purpose);
  await installQueueSchema(databaseUrl);
  const simulator = await startSimulatorProcess(parts, {
    shops: options.shops,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    ...(options.fidelity ? { fidelity: options.fidelity } : {}),
    ...(options.simulatorHeapMb === undefined ? {} : { heapMb: options.simulatorHeapMb }),
  });
  const runtime = await parts.open(
    () => openRuntime({ databaseUrl, tokenEncryptionKeys: ENCRYPTION_KEY, simulator }, "bench"),
    (opened) => opened.close(),
  );
  const client = await parts.open(
    async () => {
      const connecting = new pg.Client({ connectionString: databaseUrl });
      await connecting.connect();
      return connecting;
    },
    (connected) => connected.end(),
  );
  const startOne = (name: string, storeConcurrency: number) =>
    parts.open(
      () =>
        startWorker(
          {
            databaseUrl,
            clientId: CLIENT_ID,
            clientSecret: CLIENT_SECRET,
            appUrl: "https://app.test",
            proxyPort: simulator.proxyPort,
            certificateFile: simulator.certificateFile,
            shows: "problems",
            environment: {
              TOKEN_ENCRYPTION_KEYS: ENCRYPTION_KEY,
              WORKER_STORE_CONCURRENCY: String(storeConcurrency),
            },
          },
          name,
        ),
      (started) => started.stop(),
    );
  return {
    databaseUrl,
    simulator,
    runtime,
    client,
    addOrganization: (slug, domains) => addOrganization({ runtime, simulator }, slug, domains),
    async startWorkers(count, stores) {
      const each = Math.max(STORES_PER_WORKER, Math.ceil(stores / count));
      const workers: ProductProcess[] = [];
      for (let number = 1; number <= count; number += 1) workers.push(await startOne(`worker-${number}`, each));
      await untilConnected(client);
      return workers;
    },
  };
}

/** What a worker does once for a store, when it is connected, is not part of an upload that somebody approves later. */
async function untilConnected(client: pg.Client): Promise<void> {
  const isConnected = async () => {
    const { rowCount } = await client.query("SELECT 1 FROM stores WHERE identity_defined_at IS NULL LIMIT 1");
    return rowCount === 0;
  };
  await waitUntil(isConnected, { what: "the stores are connected", lookEveryMs: 50, deadlineSeconds: 60 });
}

async function addOrganization(
  { runtime, simulator }: { runtime: RigRuntime; simulator: SimulatorProcess },
  slug: string,
  domains: readonly string[],
): Promise<UploadOrganization> {
  const { id: organizationId } = await createOrganization(runtime.db, { name: slug, slug });
  const ctx: Context = { ...runtime, organizationId, actor: { type: "SYSTEM", id: null, name: "Benchmark" } };
  const categories = await ensureCategories(ctx.db, organizationId, domains);
  const stores: UploadStore[] = [];
  for (const domain of domains) {
    const storeId = await connectSimulatedStore(ctx, simulator, domain);
    const categoryId = categories.get(domain);
    if (categoryId === undefined) throw new Error(`The category of ${domain} was not made.`);
    await ctx.db.route.create({ data: { organizationId, categoryId, storeId } });
    stores.push({ storeId, domain, categoryId });
  }
  return { ctx, stores };
}
