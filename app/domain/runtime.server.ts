import { systemClock } from "#app/platform/clock.ts";
import { createEncryption } from "#app/platform/crypto.server.ts";
import { createDatabase } from "#app/platform/db.server.ts";
import type { Env } from "#app/platform/env.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { startQueue, type Queue } from "#app/platform/queue.server.ts";
import { contracts } from "#jobs/contracts/registry.ts";
import type { Runtime } from "./context.ts";

export interface ProcessRuntime extends Runtime {
  queue: Queue;
  /** Ends the queue first, so that no handler loses its database under it. */
  close(): Promise<void>;
}

/** Who asks a web process hears within ten seconds that the database does not answer. */
const WEB_PATIENCE_SECONDS = 8;

/** Assembles what a web or worker process needs, from its environment. */
export async function startRuntime(env: Env, role: "web" | "worker"): Promise<ProcessRuntime> {
  const log = createLogger(env.LOG_LEVEL, { process: role, pid: process.pid });
  const db = createDatabase({
    url: env.DATABASE_URL,
    poolSize: env.DATABASE_POOL_SIZE,
    ...(role === "web" ? { patienceSeconds: WEB_PATIENCE_SECONDS } : {}),
  });
  const queue = await startQueue({ url: env.DATABASE_URL, contracts, role, log });
  return {
    db,
    queue,
    clock: systemClock,
    log,
    fetch: globalThis.fetch,
    shopifyApp: { clientId: env.SHOPIFY_API_KEY, clientSecret: env.SHOPIFY_API_SECRET },
    encryption: createEncryption(env.TOKEN_ENCRYPTION_KEYS),
    async close() {
      await queue.stop();
      await db.$disconnect();
    },
  };
}
