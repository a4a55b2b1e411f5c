import type { GraphqlSettings } from "./graphql/endpoint.ts";
import type { Environment } from "./state/environment.ts";
import type { ShopState } from "./state/shop.ts";

/** What lies behind a simulator. */
export interface SimulatorState {
  readonly environment: Environment;
  readonly shops: ReadonlyMap<string, ShopState>;
  /** Latency and faults; they may change while the simulator runs. */
  readonly graphql: GraphqlSettings;
}
