import type { SimulatorClock } from "./clock.ts";
import type { WebhookTarget } from "./webhooks/courier.ts";

export type ShopPlan = "standard" | "advanced" | "plus" | "enterprise" | "unlimited";

/** Whether Shopify serves the shop: not while its bill is unpaid, it is suspected of fraud, locked or closed. */
export type ShopStanding = "open" | "frozen" | "forbidden" | "locked" | "closed";

export interface ShopOptions {
  /** `<name>.myshopify.com` */
  domain: string;
  name?: string;
  currencyCode?: string;
  ianaTimezone?: string;
  plan?: ShopPlan;
  /** Names of its locations; one called "Shop location" when left out. */
  locations?: string[];
  /** Names of its publications; "Online Store" when left out. */
  publications?: string[];
  ownerUserId?: number;
}

/** Where nobody outside Shopify knows the answer, a switch: the app must be right under each setting. */
export interface FidelitySwitches {
  /** How `productSet` on an existing product treats a variant sent without `id`: matched by its option values, or always made anew (and the old one deleted). */
  variantsWithoutId: "match-option-values" | "recreate";
  /** Whether `nodes(ids:)` counts its object once (recorded up to 8 ids) or once for each id. */
  nodesCost: "once" | "per-id";
  /** Milliseconds after which a THROTTLED answer arrives. */
  throttledAnswerDelayMs: number;
  /** From how many variants in a shop on, how many more a day may be made; null = no limit. Plus and Enterprise are exempt. */
  dailyVariantLimit: { aboveVariants: number; perDay: number } | null;
  /** HTTP status of VARIANT_THROTTLE_EXCEEDED. */
  dailyVariantLimitStatus: 200 | 429;
  /** Two mutations of one product at once: one after the other, or the later one refused ("being modified"). */
  parallelProductWrites: "serialize" | "refuse";
  /** Repeating an idempotency key whose first try ended in userErrors: the stored answer, or IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED. */
  idempotencyAfterFailure: "stored-answer" | "previous-attempt-failed";
  /** Whether `publicationUpdate` is allowed for the publication of a sales channel or answers CANNOT_MODIFY_APP_CATALOG_PUBLICATION. */
  channelPublicationUpdate: "allowed" | "refused";
  /** Whether definitions that the app owns survive its uninstall. */
  appDefinitionsAfterUninstall: "kept" | "deleted";
  /** A collection that the shop does not have, in `productSet` and `productUpdate`; `productCreate` passes over it (recorded). */
  unknownCollections: "refused" | "ignored";
  /** Milliseconds from the acceptance of a file until it is READY. */
  fileProcessingMs: number;
  /** Milliseconds for which the search index (`products(query:)`) lags behind writes. */
  searchIndexLagMs: number;
  /** Milliseconds that an asynchronous `productSet` takes. */
  asyncProductSetMs: number;
  /** How many full variants a products/* webhook carries; the rest only as `variant_gids`. */
  webhookFullVariants: number;
  /** Milliseconds from the acceptance of a bulk operation until it runs. Recorded ones of one line or 1,456 products ended within 1 to 3 seconds. */
  bulkStartDelayMs: number;
  /** Lines a second of one bulk mutation. */
  bulkLinesPerSecond: number;
  /** Objects a second of one bulk query (recorded: 1,456 products within about a second). */
  bulkObjectsPerSecond: number;
  /** Milliseconds that a cancelation takes; lines are applied meanwhile. */
  bulkCancelMs: number;
  /** Bulk queries, and bulk mutations, that run at once. Shopify: five since 2026-01, one before. */
  bulkOperationsAtOnce: number;
  /** Order in which the lines of a bulk mutation are run, and their results written. */
  bulkLineOrder: "shuffled" | "as-uploaded";
  /** A line that is no JSON object: its result line carries an error, or the operation fails there. */
  bulkBrokenLine: "line-error" | "operation-failed";
  /** Order of `bulkOperations` without `reverse` (recorded: newest first when neither `sortKey` nor `reverse` is sent). */
  bulkOperationsOrder: "newest-first" | "oldest-first";
  /** What is answered for a Flow trigger that the app does not have, or for a payload that it cannot take. */
  flowTriggerRefusals: "user-error" | "accepted";
  /** Whether products/update is sent too when stock is set; for an order it always is. */
  stockChangesTellOfProduct: boolean;
  /** What a refresh is answered whose token is not active (any more). */
  refusedRefresh: "401-invalid-request" | "400-invalid-grant";
  /** What retires a refresh token that has been used: the use of the refresh token that replaced it, or already of the access token beside that. */
  refreshTokenRetiredBy: "refresh" | "first-use";
  /** Whether an offline access token that a refresh or another grant replaced opens the shop until its own end, or no longer. */
  replacedAccessToken: "lives-on" | "revoked";
  /** Whether the Admin API takes offline tokens that never expire (custom apps) or refuses them (public apps since 2026-04-01). */
  nonExpiringTokens: "accepted" | "refused";
}

export const defaultFidelity: FidelitySwitches = {
  variantsWithoutId: "match-option-values",
  nodesCost: "once",
  throttledAnswerDelayMs: 0,
  dailyVariantLimit: { aboveVariants: 500_000, perDay: 10_000 },
  dailyVariantLimitStatus: 200,
  parallelProductWrites: "serialize",
  idempotencyAfterFailure: "stored-answer",
  channelPublicationUpdate: "allowed",
  appDefinitionsAfterUninstall: "kept",
  unknownCollections: "refused",
  fileProcessingMs: 2_000,
  searchIndexLagMs: 0,
  asyncProductSetMs: 1_000,
  webhookFullVariants: 100,
  bulkStartDelayMs: 5_000,
  bulkLinesPerSecond: 10,
  bulkObjectsPerSecond: 1_500,
  bulkCancelMs: 1_000,
  bulkOperationsAtOnce: 5,
  bulkLineOrder: "shuffled",
  bulkBrokenLine: "line-error",
  bulkOperationsOrder: "newest-first",
  flowTriggerRefusals: "user-error",
  stockChangesTellOfProduct: true,
  refusedRefresh: "401-invalid-request",
  refreshTokenRetiredBy: "refresh",
  replacedAccessToken: "lives-on",
  nonExpiringTokens: "accepted",
};

/** Latency that answers of the Admin API take on the simulator's clock. */
export interface Latency {
  mutationMs: number;
  queryMs: number;
}

/** `hashes` keeps no entries, only counters and one number per identity: for runs of a million rows. */
export type LedgerMode = "full" | "hashes";

export interface SimulatorOptions {
  clientId: string;
  clientSecret: string;
  shops: ShopOptions[];
  clock?: SimulatorClock;
  latency?: Latency;
  fidelity?: Partial<FidelitySwitches>;
  ledger?: LedgerMode;
  /** Base URL of the app, or a function in its place. Absent: webhooks stay in an outbox that tests drain. */
  webhookTarget?: WebhookTarget;
  /** What the app subscribes to in its TOML; without it every topic the simulator can send, to `/webhooks`. */
  webhookSubscriptions?: WebhookSubscription[];
  /** Version of the webhooks' payloads, as the app's TOML names it. */
  webhookApiVersion?: string;
  /** Where the app says it lives; webhooks to an address there go to `webhookTarget`. */
  applicationUrl?: string;
  /** Scopes that a merchant grants when the app is installed. */
  scopes?: string[];
  /** Triggers that the app has deployed for Shopify Flow; without them every handle is one. */
  flowTriggers?: FlowTrigger[];
  /** How long an expiring offline token lives; 60 minutes when left out, as Shopify has it. */
  offlineTokenSeconds?: number;
}

export interface FlowTrigger {
  handle: string;
  /** Key of each field -> its type, as in `shopify.extension.toml`. */
  fields: Readonly<Record<string, string>>;
}

export interface WebhookSubscription {
  topic: string;
  /** Absolute, or relative to `webhookTarget`. */
  uri: string;
  /** Search syntax: only payloads that match are sent. */
  filter?: string;
  /** Paths of the payload's fields that are sent; all when left out. */
  includeFields?: string[];
  name?: string;
}

export const defaultScopes = [
  "write_products",
  "write_inventory",
  "read_locations",
  "write_publications",
  "write_files",
];

/** Points a second by plan. Shopify: "Rate limits" of the GraphQL Admin API. */
export const restoreRateOfPlan: Record<ShopPlan, number> = {
  standard: 100,
  advanced: 200,
  plus: 1_000,
  enterprise: 2_000,
  unlimited: 1_000_000,
};
