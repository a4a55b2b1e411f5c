import { failpoints } from "#app/platform/failpoint.server.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import type { SimulatedEvent } from "./event.ts";

const FREEZE_MS = { least: 5_000, most: 60_000 };

export const workerEvents: readonly SimulatedEvent[] = [
  {
    name: "kill-at-failpoint",
    weight: 10,
    async happen({ workers, dice }) {
      const process = dice.pick(workers);
      const name = dice.chance(0.3) ? null : dice.pick(failpoints);
      process.armKill(name, dice.between(1, 4));
      return `${process.name} at ${name ?? "any"}`;
    },
  },
  {
    name: "kill-now",
    weight: 6,
    async happen({ workers, dice }) {
      const process = dice.pick(workers);
      process.kill("whatever it did");
      return process.name;
    },
  },
  {
    name: "freeze",
    weight: 4,
    async happen({ workers, dice, time }) {
      const process = dice.pick(workers);
      process.frozenUntilMs = time.nowMs + dice.between(FREEZE_MS.least, FREEZE_MS.most);
      time.schedule(process.frozenUntilMs, () => undefined);
      return process.name;
    },
  },
  {
    name: "stop",
    weight: 3,
    async happen(world) {
      const process = world.dice.pick(world.workers);
      process.isStopping = true;
      process.stop.abort();
      world.startWorker();
      return process.name;
    },
  },
  {
    name: "duplicate-job",
    weight: 6,
    async happen({ dice, furnishing, queue }) {
      const { id: storeId, domain } = dice.pick(furnishing.stores);
      queue.runTwice({ name: drainStore.name, key: storeId, payload: { storeId } });
      return domain;
    },
  },
  {
    name: "lose-job",
    weight: 3,
    async happen({ queue }) {
      const lost = await queue.lose();
      return lost && `${lost.name} ${lost.key}`;
    },
  },
];
