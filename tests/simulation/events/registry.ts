import { departureEvents } from "./departure-events.ts";
import type { SimulatedEvent } from "./event.ts";
import { merchantEvents } from "./merchant-events.ts";
import { merchantVariantEvents } from "./merchant-variant-events.ts";
import { networkEvents } from "./network-events.ts";
import { staffEvents } from "./staff-events.ts";
import { stockEvents } from "./stock-events.ts";
import { storeLifeEvents } from "./store-life-events.ts";
import { workerEvents } from "./worker-events.ts";

/** Everything that may happen. Here an event is added; seeds that are kept change with it, for they choose from the list. */
export const events: readonly SimulatedEvent[] = [
  ...staffEvents,
  ...workerEvents,
  ...networkEvents,
  ...merchantEvents,
  ...merchantVariantEvents,
  ...storeLifeEvents,
  ...stockEvents,
  ...departureEvents,
];
