import { type ConnectionArguments, paginate } from "../graphql/connections.ts";
import { defineObjectType } from "../graphql/object-types.ts";
import { gid } from "../state/gids.ts";
import type { PublicationRecord } from "../state/records.ts";
import type { ShopState } from "../state/shop.ts";
import { locationLimitOf } from "../rules/locations/location-add.ts";
import { maximumOptions } from "../rules/products/options-input.ts";
import { maximumVariantsPerProduct } from "../rules/variants/variants-bulk-create.ts";
import { dateTime } from "./times.ts";

const planNames = {
  standard: "Basic",
  advanced: "Advanced",
  plus: "Shopify Plus",
  enterprise: "Shopify Plus",
  unlimited: "Shopify Plus",
} as const;

defineObjectType<ShopState>("Shop", {
  id: (shop) => gid("Shop", shop.id),
  name: (shop) => shop.name,
  email: (shop) => `owner@${shop.domain}`,
  contactEmail: (shop) => `owner@${shop.domain}`,
  myshopifyDomain: (shop) => shop.domain,
  url: (shop) => `https://${shop.domain}`,
  primaryDomain: (shop) => ({ host: shop.domain, url: `https://${shop.domain}` }),
  currencyCode: (shop) => shop.currencyCode,
  ianaTimezone: (shop) => shop.ianaTimezone,
  timezoneAbbreviation: (shop) =>
    new Intl.DateTimeFormat("en-US", { timeZone: shop.ianaTimezone, timeZoneName: "short" })
      .formatToParts(new Date(shop.nowMs()))
      .find((part) => part.type === "timeZoneName")?.value,
  weightUnit: () => "KILOGRAMS",
  unitSystem: () => "METRIC_SYSTEM",
  plan: (shop) => ({
    publicDisplayName: planNames[shop.plan],
    partnerDevelopment: false,
    shopifyPlus: planNames[shop.plan] === "Shopify Plus",
  }),
  resourceLimits: (shop) => ({
    maxProductVariants: maximumVariantsPerProduct,
    maxProductOptions: maximumOptions,
    locationLimit: locationLimitOf(shop.plan),
    redirectLimitReached: false,
    skuResourceLimits: { available: null, quantityLimit: null, quantityUsed: shop.catalog.variantCount },
  }),
  createdAt: (shop) => dateTime(shop.createdAtMs),
});

defineObjectType<PublicationRecord>("Publication", {
  id: (publication) => gid("Publication", publication.id),
  name: (publication) => publication.name,
  autoPublish: (publication) => publication.autoPublish,
  supportsFuturePublishing: () => false,
  catalog: (publication) => ({
    kind: "AppCatalog",
    id: `gid://shopify/AppCatalog/${publication.catalogId}`,
    title: publication.name,
    status: "ACTIVE",
  }),
  products: (publication, args: ConnectionArguments, { shop }) => {
    const published = [...shop.catalog.products()].filter((product) => product.publicationIds.includes(publication.id));
    return paginate(published, args);
  },
});

defineObjectType<ShopState>("AppInstallation", {
  id: (shop) => gid("AppInstallation", shop.installationId),
  accessScopes: (shop) => grantedScopes(shop.installation.scopes).map((handle) => ({ handle, description: handle })),
  app: (shop) => ({ shop }),
});

defineObjectType<{ shop: ShopState }>("App", {
  id: ({ shop }) => gid("App", shop.environment.appId),
  apiKey: ({ shop }) => shop.environment.clientId,
});

/** Shopify lists the reading scope that a writing one includes. */
export function grantedScopes(scopes: readonly string[]): string[] {
  const granted = new Set<string>();
  for (const scope of scopes) {
    granted.add(scope);
    if (scope.startsWith("write_")) granted.add(`read_${scope.slice("write_".length)}`);
  }
  return [...granted].sort();
}
