import { requestReconciliation } from "#app/domain/reconciliation/runs/request-reconciliation.server.ts";
import { GONE_AT_LEAST_MS, reinstallApp } from "../world/reconnect-stores.ts";
import type { SimulatedEvent } from "./event.ts";

/** Apps that come and go, and shops that are compared with what is known of them. */
export const storeLifeEvents: readonly SimulatedEvent[] = [
  {
    name: "uninstall",
    weight: 2,
    async happen({ shape, simulator, dice, memory, time }) {
      const installed = simulator.shops().filter(({ isAppInstalled }) => isAppInstalled);
      if (!shape.mayLeave || installed.length === 0) return null;
      const { domain } = dice.pick(installed);
      memory.leftAtMs.set(domain, time.nowMs);
      simulator.uninstallApp(domain);
      return domain;
    },
  },
  {
    name: "reinstall",
    weight: 4,
    async happen(world) {
      const { simulator, dice, memory, time } = world;
      const gone = simulator.shops().filter(({ isAppInstalled, domain }) => {
        return !isAppInstalled && time.nowMs - (memory.leftAtMs.get(domain) ?? 0) > GONE_AT_LEAST_MS;
      });
      if (gone.length === 0) return null;
      const { domain } = dice.pick(gone);
      reinstallApp(world, domain);
      return domain;
    },
  },
  {
    name: "reconcile",
    weight: 4,
    async happen(world) {
      const { id: storeId, domain } = world.dice.pick(world.furnishing.stores);
      world.ask("reconcile", (ctx) => requestReconciliation(ctx, { storeId }));
      return domain;
    },
  },
];
