import type { Clock } from "#app/platform/clock.ts";
import type { Encryption } from "#app/platform/crypto.server.ts";
import type { Database } from "#app/platform/db.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import type { JobSender } from "#app/platform/queue.server.ts";

export type StaffRole = "OWNER" | "STAFF" | "MERCHANT" | "VIEWER";

/** Who asks. A MERCHANT or VIEWER acts within `storeId` alone. */
export type Actor =
  | { type: "STAFF"; id: string; name: string; role: StaffRole; storeId: string | null }
  | { type: "API_TOKEN"; id: string; name: string; scopes: readonly string[] }
  | { type: "SYSTEM"; id: null; name: string };

/** The app's own identity at Shopify. */
export interface ShopifyAppCredentials {
  clientId: string;
  clientSecret: string;
}

/** What every process has, whoever asks. Everything outside the process comes through here, so that tests can own it. */
export interface Runtime {
  db: Database;
  queue: JobSender;
  clock: Clock;
  log: Logger;
  /** All calls to Shopify. */
  fetch: typeof globalThis.fetch;
  shopifyApp: ShopifyAppCredentials;
  /** Opens and seals the tokens of the stores. */
  encryption: Encryption;
}

/** One organization's view of the product: every query is scoped by `organizationId`. */
export interface Context extends Runtime {
  organizationId: string;
  actor: Actor;
}
