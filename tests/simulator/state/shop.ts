import { Ledger } from "../ledger/ledger.ts";
import type { LedgerMode, ShopOptions, ShopPlan, ShopStanding } from "../options.ts";
import { PointBucket } from "./bucket.ts";
import { BulkOperations } from "./bulk-operations.ts";
import { Catalog } from "./catalog.ts";
import { Definitions } from "./definitions.ts";
import type { Environment } from "./environment.ts";
import { IdempotencyKeys } from "./idempotency-keys.ts";
import { Installation } from "./installation.ts";
import { newLocation } from "./locations.ts";
import type { AsynchronousOperation } from "./operations.ts";
import type { CollectionRecord, LocationRecord, PublicationRecord } from "./records.ts";

/** Calls that reached the shop's Admin API, applied or not. */
export interface Traffic {
  calls: number;
  queries: number;
  mutations: number;
  throttled: number;
  unauthorized: number;
}

/** One time that the app triggered the shop's workflows. */
export interface ReceivedTrigger {
  handle: string;
  payload: Readonly<Record<string, unknown>>;
}

/** Everything one shop keeps. */
export class ShopState {
  readonly environment: Environment;
  readonly id: number;
  readonly domain: string;
  name: string;
  currencyCode: string;
  ianaTimezone: string;
  standing: ShopStanding = "open";
  readonly ownerUserId: number;
  readonly createdAtMs: number;
  readonly catalog = new Catalog();
  readonly definitions: Definitions;
  readonly locations: LocationRecord[];
  readonly publications: PublicationRecord[];
  readonly collections = new Map<number, CollectionRecord>();
  readonly installation = new Installation();
  readonly bucket: PointBucket;
  readonly ledger: Ledger;
  readonly idempotencyKeys: IdempotencyKeys;
  readonly operations = new Map<number, AsynchronousOperation>();
  readonly bulkOperations = new BulkOperations();
  /** What the app has sent to Shopify Flow, oldest first. */
  readonly flowTriggers: ReceivedTrigger[] = [];
  readonly traffic: Traffic = { calls: 0, queries: 0, mutations: 0, throttled: 0, unauthorized: 0 };
  /** Products that a mutation in flight is about to write. */
  readonly productsBeingWritten = new Map<string, number>();
  #variantsMadeToday = { day: "", count: 0 };

  constructor(options: ShopOptions, environment: Environment, ledgerMode: LedgerMode) {
    const { clock, ids } = environment;
    const nowMs = clock.nowMs();
    this.environment = environment;
    this.id = ids.shop.next();
    this.domain = options.domain;
    this.name = options.name ?? options.domain.replace(/\.myshopify\.com$/, "");
    this.currencyCode = options.currencyCode ?? "USD";
    this.ianaTimezone = options.ianaTimezone ?? "America/New_York";
    this.ownerUserId = options.ownerUserId ?? this.id + 7;
    this.createdAtMs = nowMs;
    this.definitions = new Definitions(this.catalog);
    this.locations = (options.locations ?? ["Shop location"]).map((name) => newLocation(environment, name));
    this.publications = (options.publications ?? ["Online Store"]).map((name) => {
      const id = ids.publication.next();
      return { kind: "Publication", id, catalogId: id + 500_000, name, autoPublish: false, isChannel: true };
    });
    this.bucket = new PointBucket(clock, options.plan ?? "standard");
    this.ledger = new Ledger(ledgerMode);
    this.idempotencyKeys = new IdempotencyKeys(clock);
  }

  location(id: number | null): LocationRecord | null {
    return this.locations.find((location) => location.id === id) ?? null;
  }

  publication(id: number | null): PublicationRecord | null {
    return this.publications.find((publication) => publication.id === id) ?? null;
  }

  get plan(): ShopPlan {
    return this.bucket.plan;
  }

  /** Number of the app's installation in this shop. */
  get installationId(): number {
    return this.id + 1;
  }

  nowMs(): number {
    return this.environment.clock.nowMs();
  }

  /**
   * Counts variants about to be made against the daily limit.
   *
   * Answers false, and counts nothing, when the limit forbids them. The day is the one of UTC.
   */
  admitNewVariants(count: number): boolean {
    const limit = this.environment.fidelity.dailyVariantLimit;
    if (!limit || this.plan === "plus" || this.plan === "enterprise") return true;
    if (this.catalog.variantCount + count <= limit.aboveVariants) return true;
    const day = new Date(this.nowMs()).toISOString().slice(0, 10);
    if (this.#variantsMadeToday.day !== day) this.#variantsMadeToday = { day, count: 0 };
    if (this.#variantsMadeToday.count + count > limit.perDay) return false;
    this.#variantsMadeToday.count += count;
    return true;
  }
}
