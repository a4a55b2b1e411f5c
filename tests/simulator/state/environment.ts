import type { SimulatorClock } from "../clock.ts";
import type { FidelitySwitches, FlowTrigger } from "../options.ts";
import type { WebhookOutbox } from "../webhooks/outbox.ts";
import type { BulkRunner } from "./bulk-operations.ts";
import { IdCounter } from "./gids.ts";
import type { ObjectStorage } from "./object-storage.ts";

/** What all shops of one simulator share. */
export interface Environment {
  readonly clock: SimulatorClock;
  readonly fidelity: FidelitySwitches;
  readonly clientId: string;
  /** Where the app says it lives; null when nobody said. */
  readonly applicationUrl: string | null;
  readonly clientSecret: string;
  /** The app's numeric id, as it stands in its reserved namespaces. */
  readonly appId: number;
  readonly scopes: readonly string[];
  /** Triggers that the app has deployed for Shopify Flow; null when nobody said. */
  readonly flowTriggers: readonly FlowTrigger[] | null;
  readonly offlineTokenSeconds: number;
  readonly webhooks: WebhookOutbox;
  readonly storage: ObjectStorage;
  readonly bulkRunner: BulkRunner;
  readonly ids: IdCounters;
}

export interface IdCounters {
  shop: IdCounter;
  product: IdCounter;
  variant: IdCounter;
  option: IdCounter;
  optionValue: IdCounter;
  item: IdCounter;
  metafield: IdCounter;
  definition: IdCounter;
  media: IdCounter;
  location: IdCounter;
  publication: IdCounter;
  collection: IdCounter;
  operation: IdCounter;
  adjustment: IdCounter;
  bulkOperation: IdCounter;
  webhookSubscription: IdCounter;
  request: IdCounter;
}

export function idCounters(): IdCounters {
  return {
    shop: new IdCounter(92_891_250_001),
    product: new IdCounter(10_243_000_000_001),
    variant: new IdCounter(51_488_000_000_001),
    option: new IdCounter(12_804_000_000_001),
    optionValue: new IdCounter(8_322_000_000_001),
    item: new IdCounter(53_593_000_000_001),
    metafield: new IdCounter(42_965_000_000_001),
    definition: new IdCounter(203_971_000_001),
    media: new IdCounter(44_072_000_000_001),
    location: new IdCounter(113_884_000_001),
    publication: new IdCounter(302_900_000_001),
    collection: new IdCounter(512_507_000_001),
    operation: new IdCounter(79_454_000_001),
    adjustment: new IdCounter(55_007_000_000_001),
    bulkOperation: new IdCounter(8_066_000_000_001),
    webhookSubscription: new IdCounter(1_928_258_000_001),
    request: new IdCounter(1),
  };
}
