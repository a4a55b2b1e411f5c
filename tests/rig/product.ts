import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { findFreePort } from "./free-port.ts";
import { answersWithSuccess, startProductProcess, type ProductProcess, type ShownLines } from "./processes.ts";

/** What the product's processes are told about the world around them. */
export interface ProductSettings {
  readonly databaseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly appUrl: string;
  /** Port of the CONNECT proxy that leads to the simulator. */
  readonly proxyPort: number;
  readonly certificateFile: string;
  readonly shows?: ShownLines;
  /** More variables, or other values, e.g. LOG_LEVEL. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface WebProcess extends ProductProcess {
  readonly port: number;
}

/**
 * The environment of a product process whose way to Shopify leads to the simulator. Node's own proxy support does it:
 * no line of the product knows.
 */
function productEnvironment(settings: ProductSettings): Record<string, string> {
  return {
    NODE_ENV: "production",
    DATABASE_URL: settings.databaseUrl,
    SHOPIFY_API_KEY: settings.clientId,
    SHOPIFY_API_SECRET: settings.clientSecret,
    SHOPIFY_APP_URL: settings.appUrl,
    HOST: "127.0.0.1",
    NODE_USE_ENV_PROXY: "1",
    HTTPS_PROXY: `http://127.0.0.1:${settings.proxyPort}`,
    NO_PROXY: "127.0.0.1,localhost",
    NODE_EXTRA_CA_CERTS: settings.certificateFile,
    ...settings.environment,
  };
}

/** Starts the web process and waits until it answers `GET /healthz`. */
export async function startWeb(settings: ProductSettings, port?: number): Promise<WebProcess> {
  const ownPort = port ?? (await findFreePort());
  const web = await startProductProcess({
    name: "web",
    script: ["app/server.ts"],
    environment: { ...productEnvironment(settings), PORT: String(ownPort) },
    isReady: () => answersWithSuccess(`http://127.0.0.1:${ownPort}/healthz`),
    shows: settings.shows ?? "everything",
  });
  return { ...web, port: ownPort };
}

const PACKAGE = path.resolve(import.meta.dirname, "../../package.json");

const manifest = z.object({
  scripts: z.object({ worker: z.string().regex(/^([A-Z_]+=\S+ )*node( --[a-z-]+=\S+)* \S+\.ts$/) }),
});

/**
 * How `npm run worker` starts a worker: the settings of its environment and the arguments of `node` that bound its memory,
 * and its script, or another script that runs a worker.
 */
export function workerCall(script?: readonly string[]): {
  environment: Record<string, string>;
  arguments: readonly string[];
} {
  const words = manifest.parse(JSON.parse(readFileSync(PACKAGE, "utf8"))).scripts.worker.split(" ");
  const node = words.indexOf("node");
  const given = words.slice(node + 1);
  return {
    environment: Object.fromEntries(words.slice(0, node).map((word) => word.split("=", 2) as [string, string])),
    arguments: script === undefined ? given : [...given.filter((argument) => argument.startsWith("--")), ...script],
  };
}

/** Starts a worker process as `npm run worker` does, or a script of its own that runs one, and waits until it takes jobs. */
export async function startWorker(
  settings: ProductSettings,
  name = "worker",
  script?: readonly string[],
): Promise<ProductProcess> {
  const call = workerCall(script);
  return startProductProcess({
    name,
    script: call.arguments,
    environment: { ...call.environment, ...productEnvironment(settings) },
    isReady: (process) => /"msg":"The worker[^"]* started/.test(process.log()),
    shows: settings.shows ?? "everything",
  });
}
