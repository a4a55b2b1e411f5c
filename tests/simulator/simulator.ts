import { advanceInSteps, isManualClock, type SimulatorClock, systemClock } from "./clock.ts";
import { ClockedBulkRunner } from "./bulk/bulk-runner.ts";
import type { Answer, Call, StreamedAnswer } from "./exchange.ts";
import { FaultScript } from "./faults/script.ts";
import { signSessionToken } from "./oauth/session-token.ts";
import { changeScopes, type InstalledApp, installApp, uninstallApp } from "./oauth/installing.ts";
import { defaultFidelity, defaultScopes, type FidelitySwitches, type SimulatorOptions } from "./options.ts";
import { routeCall } from "./router.ts";
import { parseShopOptions } from "./shop-options.ts";
import { SimulatedShop } from "./shop-view.ts";
import type { SimulatorState } from "./simulator-state.ts";
import { appIdOf } from "./state/app-namespace.ts";
import { type Environment, idCounters } from "./state/environment.ts";
import { ObjectStorage } from "./state/object-storage.ts";
import { ShopState } from "./state/shop.ts";
import { createFetch, handleRequest } from "./transport.ts";
import { WebhookOutbox } from "./webhooks/outbox.ts";
import { SubscriptionBook } from "./webhooks/subscribing/subscriptions.ts";
import { mayHear, simulatedTopics } from "./webhooks/subscribing/topics.ts";
import type { Latency } from "./options.ts";
import { OFFLINE_TOKEN_SECONDS } from "./oauth/tokens.ts";

export type { ShopOptions, SimulatorOptions } from "./options.ts";
export type { SimulatorClock } from "./clock.ts";
export type { SimulatedProduct } from "./shop-view.ts";
export { parseShopOptions } from "./shop-options.ts";
export { SimulatedShop } from "./shop-view.ts";

/** Shopify, as far as the app can see it: shops with their Admin API, tokens and webhooks, in this process. */
export interface Simulator {
  /** An in-process transport with the signature of `globalThis.fetch`. */
  readonly fetch: typeof globalThis.fetch;
  /** The same router for a server; rejects where a fault drops the call. */
  handle(request: Request): Promise<Response>;
  /** The same in the simulator's own terms, for its server. */
  answer(call: Call): Promise<Answer | StreamedAnswer>;
  /** @throws Error when there is no such shop. */
  shop(domain: string): SimulatedShop;
  shops(): SimulatedShop[];
  /** What App Bridge would hand to the app. `issuedAt` lies in the past for an expired one. */
  issueSessionToken(domain: string, options?: { userId?: number; issuedAt?: Date }): string;
  /** The merchant installs the app (again); answers a fresh expiring offline token. */
  installApp(domain: string, options?: { scopes?: readonly string[] }): InstalledApp;
  /** All tokens die at once; the app is told by app/uninstalled. */
  uninstallApp(domain: string): void;
  /** Tokens die, the installation stays, nobody is told. */
  revokeTokens(domain: string): void;
  /** The merchant grants other scopes; the app is told by app/scopes_update. */
  changeScopes(domain: string, scopes: readonly string[]): void;
  setLatency(latency: Partial<Latency>): void;
  readonly fidelity: Readonly<FidelitySwitches>;
  /** Sets switches; they count from now on. */
  setFidelity(changes: Partial<FidelitySwitches>): void;
  readonly faults: FaultScript;
  readonly webhooks: WebhookOutbox;
  readonly clock: SimulatorClock;
  /**
   * Moves the simulator's clock; what becomes due on the way (retries of webhooks, shop/redact) happens at its own time.
   * @throws RangeError when the simulator does not run on a manual clock.
   */
  advance(durationMs: number): Promise<void>;
  close(): void;
}

/**
 * Starts a simulator. Nothing runs in the background but the delivery of webhooks to `webhookTarget` and what is
 * scheduled on its clock; `close` ends both.
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  return assemble(createSimulatorState(options));
}

/** What lies behind a simulator, for a reader of recordings that has to look inside. */
export function createSimulatorState(options: SimulatorOptions): SimulatorState {
  const clock = options.clock ?? systemClock();
  const shops = new Map<string, ShopState>();
  const heard = options.webhookSubscriptions ?? simulatedTopics.map((topic) => ({ topic, uri: "/webhooks" }));
  const webhooks = new WebhookOutbox({
    clock,
    clientSecret: options.clientSecret,
    subscriptions: new SubscriptionBook(heard, options.webhookApiVersion ?? "2026-10"),
    target: options.webhookTarget ?? null,
    applicationUrl: options.applicationUrl ?? null,
    mayHear(domain, topic) {
      const shop = shops.get(domain);
      return shop !== undefined && mayHear(topic, shop.installation);
    },
  });
  const faults = new FaultScript();
  const environment: Environment = {
    clock,
    fidelity: { ...defaultFidelity, ...options.fidelity },
    clientId: options.clientId,
    applicationUrl: options.applicationUrl ?? null,
    clientSecret: options.clientSecret,
    appId: appIdOf(options.clientId),
    scopes: options.scopes ?? defaultScopes,
    flowTriggers: options.flowTriggers ?? null,
    offlineTokenSeconds: options.offlineTokenSeconds ?? OFFLINE_TOKEN_SECONDS,
    webhooks,
    storage: new ObjectStorage(options.clientSecret),
    bulkRunner: new ClockedBulkRunner(shops, faults),
    ids: idCounters(),
  };
  for (const shop of parseShopOptions(options.shops)) {
    if (shops.has(shop.domain)) throw new Error(`The shop ${shop.domain} is there twice.`);
    shops.set(shop.domain, new ShopState(shop, environment, options.ledger ?? "full"));
  }
  const latency = { mutationMs: 0, queryMs: 0, ...options.latency };
  return { environment, shops, graphql: { latency, faults } };
}

function assemble(state: SimulatorState): Simulator {
  const { environment, shops, graphql } = state;
  const { clock, webhooks } = environment;
  const views = new Map([...shops].map(([domain, shop]) => [domain, new SimulatedShop(shop)]));
  const stateOf = (domain: string): ShopState => found(shops.get(domain), domain);
  const simulator: Simulator = {
    fetch: createFetch((call) => routeCall(state, simulator, call)),
    handle: (request) => handleRequest((call) => routeCall(state, simulator, call), request),
    answer: (call) => routeCall(state, simulator, call),
    shop: (domain) => found(views.get(domain), domain),
    shops: () => [...views.values()],
    issueSessionToken(domain, subject = {}) {
      const shop = stateOf(domain);
      return signSessionToken({
        shopDomain: shop.domain,
        userId: subject.userId ?? shop.ownerUserId,
        clientId: environment.clientId,
        clientSecret: environment.clientSecret,
        issuedAt: subject.issuedAt ?? new Date(),
      });
    },
    installApp: (domain, { scopes = environment.scopes } = {}) => installApp(stateOf(domain), scopes),
    uninstallApp: (domain) => uninstallApp(stateOf(domain)),
    revokeTokens: (domain) => stateOf(domain).installation.revokeTokens(),
    changeScopes: (domain, scopes) => changeScopes(stateOf(domain), scopes),
    setLatency: (latency) => void Object.assign(graphql.latency, latency),
    fidelity: environment.fidelity,
    setFidelity: (changes) => void Object.assign(environment.fidelity, changes),
    faults: graphql.faults,
    webhooks,
    clock,
    async advance(durationMs) {
      if (!isManualClock(clock)) {
        throw new RangeError("Only a manual clock can be moved; this simulator runs on another.");
      }
      await advanceInSteps(clock, durationMs, () => webhooks.settled());
    },
    close() {
      webhooks.close();
      environment.bulkRunner.close();
      environment.storage.close();
    },
  };
  return simulator;
}

function found<Value>(value: Value | undefined, domain: string): Value {
  if (value === undefined) throw new Error(`The simulator has no shop ${domain}.`);
  return value;
}
