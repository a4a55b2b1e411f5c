import { setImmediate } from "node:timers/promises";
import { manualClock } from "../../clock.ts";
import { answerGraphql } from "../../graphql/endpoint.ts";
import { createSimulatorState } from "../../simulator.ts";
import type { SimulatorState } from "../../simulator-state.ts";
import type { ShopState } from "../../state/shop.ts";
import type { Json } from "../recordings/json.ts";
import { recordedAnswer, type RecordedAnswer } from "../recordings/recorded.ts";

const domain = "replay.myshopify.com";

/** The recorded app may do everything. */
const scopes = ["products", "inventory", "locations", "publications", "files", "metaobjects"].map(
  (name) => `write_${name}`,
);

/** About what a call takes: files get ready and indexes catch up while a scenario goes on. */
const millisecondsBetweenCalls = 1_000;

/** Longer than anything that goes on in the background: the index, files, bulk operations. */
const settlingMs = 3_600_000;
const searchIndexLagMs = 60_000;

/** Bulk operations of the recorded store took a second; of ours they wait until a recording asks for their end. */
const bulkStartDelayMs = 600_000;

/** A fresh shop with the app in it, on a clock that moves on with each call. */
export class ReplayShop {
  readonly shop: ShopState;
  readonly #state: SimulatorState;
  readonly #clock = manualClock(Date.parse("2026-11-24T10:00:00Z"));
  #calls = 0;

  /** `apiVersion` is the one that was recorded: before 2026-01 one bulk operation of a kind ran at a time. */
  constructor(apiVersion: string) {
    this.#state = createSimulatorState({
      clientId: "replayed-app",
      clientSecret: "replayed-secret",
      clock: this.#clock,
      scopes,
      fidelity: { searchIndexLagMs, bulkStartDelayMs, bulkOperationsAtOnce: apiVersion < "2026-01" ? 1 : 5 },
      shops: [{ domain, plan: "unlimited" }],
    });
    const shop = this.#state.shops.get(domain);
    if (!shop) throw new Error("The replay has no shop.");
    this.shop = shop;
    shop.installation.install(scopes, this.#clock.nowMs());
  }

  async send(document: string, variables: Json): Promise<RecordedAnswer> {
    this.#calls += 1;
    this.#clock.advance(millisecondsBetweenCalls);
    const call = {
      method: "POST",
      url: new URL(`https://${domain}/admin/api/2026-10/graphql.json`),
      header: () => null,
      body: JSON.stringify({ query: document, variables }),
      signal: null,
    };
    const answer = await answerGraphql(this.shop, call, scopes, `replay-${this.#calls}`, this.#state.graphql);
    if (answer.kind === "dropped") throw new Error("The replayed shop dropped a call.");
    return recordedAnswer.parse(JSON.parse(answer.body));
  }

  /** Lets everything that is under way end. */
  async settle(): Promise<void> {
    this.#clock.advance(settlingMs);
    await setImmediate();
  }

  close(): void {
    const { webhooks, bulkRunner, storage } = this.#state.environment;
    webhooks.close();
    bulkRunner.close();
    storage.close();
  }
}
