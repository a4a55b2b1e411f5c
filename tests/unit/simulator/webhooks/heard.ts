import type { SimulatorOptions } from "#tests/simulator/simulator.ts";

/** Subscriptions of the app's TOML to these topics. */
export const heard = (...topics: string[]): Pick<SimulatorOptions, "webhookSubscriptions"> => ({
  webhookSubscriptions: topics.map((topic) => ({ topic, uri: "/webhooks" })),
});
