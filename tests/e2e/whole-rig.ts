import type { TestProject } from "vitest/node";
import { startRig } from "#tests/rig/rig.ts";
import { journeyStores } from "./journey-stores.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly tlsPort: number;
    /** Control API of the simulator. */
    readonly controlUrl: string;
    readonly rigDatabaseUrl: string;
  }
}

/** Vitest global set-up: the product's processes, PostgreSQL and the simulator, once for all journeys. */
export default async function startWholeRig(project: TestProject): Promise<() => Promise<void>> {
  const rig = await startRig({
    purpose: "e2e",
    storage: "thrown-away",
    simulator: { shops: Object.values(journeyStores), latency: { mutationMs: 20, queryMs: 10 } },
    shows: "problems",
  });
  project.provide("tlsPort", rig.world.tlsPort);
  project.provide("controlUrl", rig.controlUrl);
  project.provide("rigDatabaseUrl", rig.databaseUrl);
  return async () => {
    const { refusedHosts } = rig.world;
    await rig.stop();
    if (refusedHosts.length > 0) throw new Error(`The product wanted to reach ${refusedHosts.join(", ")}`);
  };
}
