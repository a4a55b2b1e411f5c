import type { Runtime } from "#app/domain/context.ts";
import { systemClock } from "#app/platform/clock.ts";
import { createEncryption } from "#app/platform/crypto.server.ts";
import { createDatabase } from "#app/platform/db.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { startQueue, type Queue } from "#app/platform/queue.server.ts";
import { contracts } from "#jobs/contracts/registry.ts";

/** The database of the product's processes, and the way to the shops that they have too. */
export interface RuntimePlace {
  readonly databaseUrl: string;
  readonly tokenEncryptionKeys: string;
  readonly simulator: { readonly fetch: typeof globalThis.fetch };
}

export interface RigRuntime extends Runtime {
  readonly queue: Queue;
  close(): Promise<void>;
}

/** What the product's verbs need, in this process, beside the processes of a rig. `name` marks its log lines. */
export async function openRuntime(rig: RuntimePlace, name: string): Promise<RigRuntime> {
  const log = createLogger("warn", { process: name });
  const db = createDatabase({ url: rig.databaseUrl, poolSize: 3 });
  const queue = await startQueue({ url: rig.databaseUrl, contracts, role: "web", log });
  return {
    db,
    queue,
    clock: systemClock,
    log,
    fetch: (input, init) => rig.simulator.fetch(input, init),
    shopifyApp: { clientId: "", clientSecret: "" },
    encryption: createEncryption(rig.tokenEncryptionKeys.split(",")),
    async close() {
      await queue.stop();
      await db.$disconnect();
    },
  };
}
