import { gid } from "../state/gids.ts";
import type { ShopState } from "../state/shop.ts";
import { webhookTime } from "./payloads.ts";

/* Bodies of webhooks about the shop, the app in it and the privacy of its customers, as Shopify's samples show them. */

/** Of a shop the simulator keeps little; the rest of its body is null. */
const unknownOfShops = (
  "province country address1 zip city source phone latitude longitude address2 country_code country_name province_code " +
  "taxes_included auto_configure_tax_inclusivity tax_shipping county_taxes google_apps_domain google_apps_login_enabled " +
  "password_enabled"
).split(" ");

/** shop/update and app/uninstalled. */
export function shopPayload(shop: ShopState): Record<string, unknown> {
  const email = `owner@${shop.domain}`;
  const moneyFormat = "{{amount}}";
  const moneyWithCurrency = `{{amount}} ${shop.currencyCode}`;
  return {
    ...Object.fromEntries(unknownOfShops.map((key) => [key, null])),
    id: shop.id,
    name: shop.name,
    email,
    customer_email: email,
    domain: shop.domain,
    myshopify_domain: shop.domain,
    shop_owner: "Sam Merchant",
    primary_locale: "en",
    created_at: webhookTime(shop.createdAtMs),
    updated_at: webhookTime(shop.nowMs()),
    currency: shop.currencyCode,
    enabled_presentment_currencies: [shop.currencyCode],
    money_format: moneyFormat,
    money_with_currency_format: moneyWithCurrency,
    money_in_emails_format: moneyFormat,
    money_with_currency_in_emails_format: moneyWithCurrency,
    timezone: shop.ianaTimezone,
    iana_timezone: shop.ianaTimezone,
    weight_unit: "kg",
    plan_name: shop.plan,
    plan_display_name: shop.plan,
    primary_location_id: shop.locations[0]?.id ?? null,
    multi_location_enabled: shop.locations.length > 1,
    has_discounts: false,
    has_gift_cards: false,
    has_storefront: true,
    finances: true,
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    checkout_api_supported: true,
    setup_required: false,
    pre_launch_enabled: false,
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  };
}

/** app/scopes_update. */
export function scopesPayload(shop: ShopState, previous: readonly string[]): Record<string, unknown> {
  return {
    id: shop.installationId,
    shop_id: gid("Shop", shop.id),
    previous: [...previous],
    current: [...shop.installation.scopes],
    updated_at: new Date(shop.nowMs()).toISOString(),
  };
}

/** shop/redact. */
export function shopRedactPayload(shop: ShopState): Record<string, unknown> {
  return { shop_id: shop.id, shop_domain: shop.domain };
}

/** Someone whose data a merchant asks about; the app keeps data of no customer, so an id and an address are enough. */
export interface SimulatedCustomer {
  id: number;
  email: string;
  phone?: string | undefined;
}

/** customers/data_request. */
export function dataRequestPayload(shop: ShopState, customer: SimulatedCustomer, requestId: number): object {
  return {
    shop_id: shop.id,
    shop_domain: shop.domain,
    orders_requested: [],
    customer: { phone: null, ...customer },
    data_request: { id: requestId },
  };
}

/** customers/redact. */
export function customerRedactPayload(shop: ShopState, customer: SimulatedCustomer): object {
  return {
    shop_id: shop.id,
    shop_domain: shop.domain,
    customer: { phone: null, ...customer },
    orders_to_redact: [],
  };
}
