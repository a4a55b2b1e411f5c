import { wireFaults } from "../world/shop-wire.ts";
import type { World } from "../world/world.ts";
import type { SimulatedEvent } from "./event.ts";

const REFUSED = ["productSet", "productSet", "productUpdate", "productVariantsBulkUpdate"] as const;

/** A shop refuses the next writes of a kind: their rows fail, and may be tried again. */
export function refuseWrites({ dice, simulator }: World, operation: string): string {
  const { domain } = dice.pick(simulator.shops());
  simulator.faults.add({
    operation,
    shop: domain,
    every: 1,
    times: dice.between(2, 6),
    point: "before-apply",
    effect: "userError",
    userError: { field: ["input", "title"], message: "Title is not what the shop wants", code: "INVALID" },
  });
  return `${operation} in ${domain}`;
}

export const networkEvents: readonly SimulatedEvent[] = [
  {
    name: "calls-go-wrong",
    weight: 16,
    async happen({ dice, wire }) {
      const faults = Array.from({ length: dice.between(1, 3) }, () => dice.weighted(wireFaults).fault);
      wire.plan(faults);
      return faults.join(", ");
    },
  },
  {
    name: "throttle",
    weight: 6,
    async happen({ dice, simulator }) {
      const { bucket, domain } = dice.pick(simulator.shops());
      bucket.setAvailable(dice.between(0, 10));
      return domain;
    },
  },
  {
    name: "lower-rate",
    weight: 2,
    async happen({ dice, simulator }) {
      const { bucket, domain } = dice.pick(simulator.shops());
      bucket.reduceTo(dice.pick([0.2, 0.5, 1]));
      return domain;
    },
  },
  {
    name: "refused-write",
    weight: 7,
    happen: (world) => Promise.resolve(refuseWrites(world, world.dice.pick(REFUSED))),
  },
  {
    name: "token-expiry",
    weight: 3,
    async happen({ database, dice, simulator, time, shape }) {
      // Its end tells when a token was given out, and so whether the app was installed since it was removed.
      if (shape.mayLeave) return null;
      const { domain } = dice.pick(simulator.shops());
      await database.observer.query("UPDATE shopify_sessions SET expires = $2 WHERE shop = $1", [
        domain,
        new Date(time.nowMs),
      ]);
      return domain;
    },
  },
];
