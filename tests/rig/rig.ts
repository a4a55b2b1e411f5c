import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { startSimulatorServer } from "#tests/simulator/server.ts";
import { createSimulator, type Simulator, type SimulatorOptions } from "#tests/simulator/simulator.ts";
import { readAppConfiguration, simulatorOptionsOf } from "#tests/simulator/webhooks/subscribing/app-configuration.ts";
import { applyMigrations } from "./apply-migrations.ts";
import type { EmbeddedPostgresOptions } from "./embedded-postgres.ts";
import { findFreePort } from "./free-port.ts";
import { dropDatabase, ensureDatabase, openPostgresServer } from "./postgres-server.ts";
import type { ProductProcess, ShownLines } from "./processes.ts";
import { startWeb, startWorker, type ProductSettings, type WebProcess } from "./product.ts";
import { APP_URL, openSimulatedWorld, type SimulatedWorld } from "./simulated-world.ts";
import { installQueueSchema } from "./template-database.ts";

export interface RigOptions extends Pick<EmbeddedPostgresOptions, "purpose" | "storage" | "isFresh"> {
  readonly simulator: Omit<SimulatorOptions, "clientId" | "clientSecret" | "webhookTarget">;
  /** Shops in which the app is installed from the start; all when left out. */
  readonly installedShops?: readonly string[];
  readonly workers?: number;
  readonly localPort?: number;
  /** `development` serves the sources with hot reload, `production` the build. */
  readonly mode?: "production" | "development";
  /** Which lines of the product's processes stderr shows. */
  readonly shows?: ShownLines;
  /** More variables of the product's processes, e.g. LOG_LEVEL. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How the product's processes reach the database, from its own URL; directly when left out, as the rig does. */
  readonly databaseWay?: (databaseUrl: string) => Promise<string>;
}

/** The whole product running against a simulated Shopify. */
export interface Rig {
  readonly simulator: Simulator;
  /** Base of the simulator's control API, for other processes. */
  readonly controlUrl: string;
  readonly world: SimulatedWorld;
  readonly web: WebProcess;
  readonly workers: readonly ProductProcess[];
  readonly databaseUrl: string;
  /** As the product's processes know the app. */
  readonly shopifyApp: { readonly clientId: string; readonly clientSecret: string };
  /** As TOKEN_ENCRYPTION_KEYS of the product's processes. */
  readonly tokenEncryptionKeys: string;
  /** One more worker process, or a script that runs one, ended with the rig. */
  addWorker(name?: string, script?: readonly string[]): Promise<ProductProcess>;
  stop(): Promise<void>;
}

const CLIENT_ID = "5a1d0c47e2b94f6d8b3e7c9012f4a6d8";
const CLIENT_SECRET = "simulated-client-secret";
const APP_TOML = path.resolve(import.meta.dirname, "../../shopify.app.toml");
const BUILD = path.resolve(import.meta.dirname, "../../build/server/index.js");

/**
 * Starts PostgreSQL, the simulator, the network between, the web process and the workers, in this order, and ends them in
 * the opposite one. Whatever was started is ended again when a later part fails to start.
 */
export async function startRig(options: RigOptions): Promise<Rig> {
  const mode = options.mode ?? "production";
  if (mode === "production" && !existsSync(BUILD))
    throw new Error("There is no build of the app. Run npm run build first.");
  const endings: (() => Promise<unknown>)[] = [];
  const endAll = async () => {
    for (const end of endings.splice(0).toReversed()) await end();
  };
  try {
    const database = await openDatabase(options);
    endings.push(() => database.close());
    const appPort = await findFreePort();
    const simulator = createSimulator({
      ...simulatorOptionsOf(readAppConfiguration(APP_TOML)),
      ...options.simulator,
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      webhookTarget: `http://127.0.0.1:${appPort}`,
    });
    endings.push(async () => simulator.close());
    for (const domain of options.installedShops ?? simulator.shops().map((shop) => shop.domain)) {
      simulator.installApp(domain);
    }
    const control = await startSimulatorServer(simulator, { port: 0 });
    endings.push(() => control.close());
    const world = await openSimulatedWorld({
      simulator,
      appPort,
      ...(options.localPort === undefined ? {} : { localPort: options.localPort }),
    });
    endings.push(() => world.close());

    const settings: ProductSettings = {
      databaseUrl: options.databaseWay ? await options.databaseWay(database.url) : database.url,
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      appUrl: APP_URL,
      proxyPort: world.proxyPort,
      certificateFile: world.certificateFile,
      shows: options.shows ?? "everything",
      environment: { NODE_ENV: mode, TOKEN_ENCRYPTION_KEYS: encryptionKey(), ...options.environment },
    };
    const web = await startWeb(settings, appPort);
    endings.push(() => web.stop());
    const workers: ProductProcess[] = [];
    const addWorker = async (name = `worker-${workers.length + 1}`, script?: readonly string[]) => {
      const worker = await startWorker(settings, name, script);
      endings.push(() => worker.stop());
      workers.push(worker);
      return worker;
    };
    for (let count = 0; count < (options.workers ?? 1); count += 1) await addWorker();
    return {
      simulator,
      controlUrl: `${control.url}/__control`,
      world,
      web,
      workers,
      databaseUrl: database.url,
      shopifyApp: { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET },
      tokenEncryptionKeys: encryptionKey(),
      addWorker,
      stop: endAll,
    };
  } catch (error) {
    await endAll();
    throw error;
  }
}

async function openDatabase(options: RigOptions): Promise<{ url: string; close(): Promise<void> }> {
  const { purpose, storage, isFresh = false } = options;
  const server = await openPostgresServer({ purpose, storage, isFresh });
  const isThrownAway = storage === "thrown-away";
  const name = `catalog_relay_${purpose}${isThrownAway ? `_${process.pid}` : ""}`;
  try {
    if (isFresh) await dropDatabase(server, name);
    await ensureDatabase(server, name);
    await applyMigrations(server.databaseUrl(name));
    await installQueueSchema(server.databaseUrl(name));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url: server.databaseUrl(name),
    async close() {
      if (isThrownAway) await dropDatabase(server, name);
      await server.stop();
    },
  };
}

// The same at every start, or kept data would hold tokens that nobody can read any more.
const encryptionKey = () => `rig:${createHash("sha256").update(CLIENT_SECRET).digest("base64")}`;
