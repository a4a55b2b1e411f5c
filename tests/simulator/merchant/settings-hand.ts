import type { ShopState } from "../state/shop.ts";
import {
  customerRedactPayload,
  dataRequestPayload,
  shopPayload,
  type SimulatedCustomer,
} from "../webhooks/shop-payloads.ts";

export interface ShopEdit {
  name?: string;
  currencyCode?: string;
  ianaTimezone?: string;
}

/** The merchant's hand on the shop's settings and on the privacy of its customers. */
export class SettingsHand {
  readonly #shop: ShopState;

  constructor(shop: ShopState) {
    this.#shop = shop;
  }

  edit(edit: ShopEdit): void {
    Object.assign(this.#shop, edit);
    this.#tell("shop/update", () => shopPayload(this.#shop));
  }

  /** A customer asks for the data that is kept of them. */
  requestCustomerData(customer: SimulatedCustomer): void {
    const requestId = this.#shop.environment.ids.operation.next();
    this.#tell("customers/data_request", () => dataRequestPayload(this.#shop, customer, requestId));
  }

  /** A customer's data is to be deleted (Shopify tells it at least ten days after the merchant asked). */
  redactCustomer(customer: SimulatedCustomer): void {
    this.#tell("customers/redact", () => customerRedactPayload(this.#shop, customer));
  }

  #tell(topic: string, payload: () => unknown): void {
    const { webhooks } = this.#shop.environment;
    webhooks.startAction();
    webhooks.emit(this.#shop.domain, topic, payload);
  }
}
