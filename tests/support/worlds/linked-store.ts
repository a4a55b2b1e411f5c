import { randomUUID } from "node:crypto";
import { createOrganization } from "#app/domain/organizations/create-organization.server.ts";
import { recordWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import type { Clock } from "#app/platform/clock.ts";
import { addSampleStore } from "./sample-store.ts";
import { startTestRuntime, type TestRuntime } from "../test-runtime.ts";

/** When the links of a sample were made. */
export const BEFORE = new Date("2026-11-23T08:00:00Z");
export const TEN = "2026-11-23T10:00:00Z";
export const ELEVEN = "2026-11-23T11:00:00Z";

/** A store with one product of two sizes, S and M, linked to a product of its shop. */
export async function linkedStore(overrides: { clock?: Clock } = {}) {
  const runtime = await startTestRuntime(overrides);
  const { id: organizationId, rootCategoryId } = await createOrganization(runtime.db, {
    name: "Sample",
    slug: `sample-${randomUUID()}`,
  });
  const { storeId, shopDomain } = await addSampleStore(runtime, { organizationId });
  const seed = Math.floor(Math.random() * 1_000_000_000);
  const product = await runtime.db.product.create({
    data: {
      organizationId,
      externalId: "shirt",
      categoryId: rootCategoryId,
      handle: "shirt",
      title: "Shirt",
      options: [{ name: "Size", values: ["S", "M"] }],
      variants: {
        create: ["S", "M"].map((size, position) => ({
          organizationId,
          externalId: `SKU-${size}`,
          sku: `SKU-${size}`,
          position,
          optionValues: [size],
          price: 10,
          currencyCode: "EUR",
        })),
      },
    },
    include: { variants: { orderBy: { position: "asc" } } },
  });
  const tie = {
    storeId,
    productId: product.id,
    organizationId,
    acceptedHash: "h",
    createdAt: BEFORE,
    updatedAt: BEFORE,
  };
  const shopifyProductId = `gid://shopify/Product/${seed}`;
  await runtime.db.productLink.create({ data: { ...tie, shopifyProductId, handle: "shirt" } });
  await runtime.db.variantLink.createMany({
    data: product.variants.map(({ id, position }) => ({
      ...tie,
      variantId: id,
      shopifyVariantId: `gid://shopify/ProductVariant/${seed + position}`,
      shopifyInventoryItemId: `gid://shopify/InventoryItem/${seed + position}`,
    })),
  });
  return { runtime, organizationId, storeId, shopDomain, seed, productId: product.id };
}

export type Linked = Awaited<ReturnType<typeof linkedStore>>;

/** The product's body as it was uploaded, with what the merchant did to it. */
export const bodyOf = ({ seed }: Linked, updatedAt: string, change: object = {}) => ({
  id: seed,
  admin_graphql_api_id: `gid://shopify/Product/${seed}`,
  handle: "shirt",
  updated_at: updatedAt,
  variants: ["S", "M"].map((size, position) => variantBody(seed + position, { sku: `SKU-${size}`, option1: size })),
  ...change,
});

export const variantBody = (id: number, change: object = {}) => ({
  admin_graphql_api_id: `gid://shopify/ProductVariant/${id}`,
  inventory_item_id: id,
  sku: null,
  option1: null,
  option2: null,
  option3: null,
  ...change,
});

/** Keeps a webhook of the shop. */
export async function tell(
  { runtime, shopDomain }: { runtime: TestRuntime; shopDomain: string },
  news: News,
): Promise<void> {
  const { topic = "products/update", triggeredAt = TEN, payload } = news;
  const webhook = { shopDomain, webhookId: randomUUID(), topic, triggeredAt: new Date(triggeredAt) };
  await recordWebhook(runtime, { ...webhook, payloadJson: JSON.stringify(payload) });
}

export interface News {
  topic?: string;
  triggeredAt?: string;
  payload: unknown;
}

/** What each delivery of the shop did, in the order of its arrival. */
export async function outcomes({ runtime, shopDomain }: Linked): Promise<(string | null)[]> {
  const rows = await runtime.db.webhookDelivery.findMany({ where: { shopDomain }, orderBy: { id: "asc" } });
  return rows.map((row) => row.outcome);
}
