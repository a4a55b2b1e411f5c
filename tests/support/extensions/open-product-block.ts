import { randomBytes, randomUUID } from "node:crypto";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { onTestFinished, vi } from "vitest";
import type { StaffRole } from "#app/domain/context.ts";
import type { ProductBlockAnswer } from "#app/http/extensions/product-block-answer.ts";
import { provideRuntime } from "#app/http/runtime.server.ts";
import { createEncryption } from "#app/platform/crypto.server.ts";
import { startTestRuntime, TEST_CLIENT } from "#tests/support/test-runtime.ts";
import { addProduct, addStore, makeOrganization } from "#tests/support/worlds/sample-organization.ts";
import { addSampleStore, newShopDomain, simulateShops } from "#tests/support/worlds/sample-store.ts";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const ENCRYPTION_KEY = `test:${randomBytes(32).toString("base64")}`;
const USER = 42;

/** The product of the shop whose page is open. */
export const SHOWN = "gid://shopify/Product/7001";

/** Settings of the web process, for Shopify's library reads them as it is loaded. */
export function stubWebEnvironment(): void {
  vi.stubEnv("SHOPIFY_API_KEY", TEST_CLIENT.clientId);
  vi.stubEnv("SHOPIFY_API_SECRET", TEST_CLIENT.clientSecret);
  vi.stubEnv("SHOPIFY_APP_URL", "https://app.test");
  vi.stubEnv("TOKEN_ENCRYPTION_KEYS", ENCRYPTION_KEY);
}

/** A shop whose staff member looks at a product that is linked with the catalog, and a second store of the organization. */
export async function openBlock(role: StaffRole = "OWNER") {
  const shopDomain = newShopDomain();
  const { simulator } = simulateShops(shopDomain);
  const runtime = await startTestRuntime({ fetch: simulator.fetch, encryption: createEncryption([ENCRYPTION_KEY]) });
  provideRuntime(Promise.resolve({ ...runtime, close: () => Promise.resolve() }));
  onTestFinished(() => {
    globalThis.catalogRelayRuntime = undefined;
    vi.resetModules();
  });
  const { db } = runtime;
  const organization = await makeOrganization(db);
  const { storeId } = await addSampleStore(runtime, { shopDomain, organizationId: organization.id });
  await db.route.create({ data: { organizationId: organization.id, categoryId: organization.homeId, storeId } });
  const otherStoreId = await addStore(db, organization.id, "Elsewhere", organization.homeId);
  const isBound = role === "MERCHANT" || role === "VIEWER";
  await db.staffMember.create({
    data: {
      organizationId: organization.id,
      displayName: "Sam",
      role,
      storeId: isBound ? storeId : null,
      identities: { create: { organizationId: organization.id, shopDomain, shopifyUserId: String(USER) } },
    },
  });
  const productId = await addProduct(db, organization.id, { categoryId: organization.homeId, title: "Lamp" });
  await db.productLink.create({
    data: { storeId, productId, organizationId: organization.id, shopifyProductId: SHOWN, isCreatedByApp: true },
  });
  const route = await import("#app/routes/app.extension.product.ts");
  setAbstractFetchFunc(simulator.fetch);
  const token = () => simulator.issueSessionToken(shopDomain, { userId: USER });
  const send = async (method: string, { id = SHOWN, headers = {}, body }: Sent = {}) => {
    const request = new Request(
      `https://app.test/app/extension/product?${new URLSearchParams({ shopifyProductId: id })}`,
      {
        method,
        headers: {
          authorization: `Bearer ${token()}`,
          origin: "https://extensions.shopifycdn.com",
          "user-agent": BROWSER,
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
    );
    if (headers["authorization"] === "") request.headers.delete("authorization");
    const handle = method === "GET" || method === "OPTIONS" ? route.loader : route.action;
    return handle({ request, params: {}, context: {} }).catch((thrown: unknown) => thrown as Response);
  };
  const show = async (sent?: Sent) => (await (await send("GET", sent)).json()) as ProductBlockAnswer;
  const again = (body: unknown = { shopifyProductId: SHOWN }) => send("POST", { body });
  return { runtime, db, organization, storeId, otherStoreId, shopDomain, productId, send, show, again };
}

interface Sent {
  id?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

interface OfProduct {
  db: Awaited<ReturnType<typeof openBlock>>["db"];
  organizationId: string;
  productId: string;
  storeId: string;
}

/** An upload whose one variant Shopify refused. */
export async function addFailedUpload({ db, organizationId, productId, storeId, name }: OfProduct & { name: string }) {
  const variant = await db.variant.findFirstOrThrow({ where: { productId } });
  const batch = await db.shopifyUploadBatch.create({
    data: { organizationId, name, actorType: "SYSTEM", actorName: "Test", plannedAt: new Date() },
  });
  const own = { organizationId, batchId: batch.id, storeId, productId };
  const failure = {
    errorCategory: "VALIDATION",
    errorCode: "shopify.too-long",
    errorMessage: "Title is too long",
  } as const;
  const { id: groupId } = await db.uploadGroup.create({
    data: { ...own, status: "FAILED", rowCount: 1, payload: {}, payloadHash: "h", endedAt: new Date() },
  });
  await db.shopifyUploadProduct.create({
    data: {
      ...own,
      ...failure,
      groupId,
      variantId: variant.id,
      status: "FAILED",
      payload: {},
      payloadHash: "h",
      errorFingerprint: "0123456789abcdef",
      processedAt: new Date(),
    },
  });
  await db.uploadAttempt.create({
    data: {
      organizationId,
      groupId,
      batchId: batch.id,
      storeId,
      step: "CREATE_PRODUCT",
      operationId: randomUUID(),
      claimToken: randomUUID(),
      requestHash: "h",
      request: {},
      outcome: "REFUSED",
      ...failure,
      endedAt: new Date(),
    },
  });
}

/** One variant of the product counted in one warehouse, at a location of which the shop's quantity is known. */
export async function addCountedLevel(level: OfProduct & { onHand: number; known: number }) {
  const { db, organizationId, productId, storeId, onHand, known } = level;
  const { primaryLocationId } = await db.store.findUniqueOrThrow({ where: { id: storeId } });
  const locationId = primaryLocationId ?? "";
  const { id: variantId } = await db.variant.findFirstOrThrow({ where: { productId } });
  const inventoryItemId = "gid://shopify/InventoryItem/1";
  const warehouse = await db.warehouse.create({ data: { organizationId, code: "main", name: "Main" } });
  await db.stockLevel.create({
    data: { variantId, warehouseId: warehouse.id, organizationId, onHand, asOf: new Date() },
  });
  await db.variantLink.create({
    data: {
      storeId,
      variantId,
      productId,
      organizationId,
      shopifyVariantId: "gid://shopify/ProductVariant/1",
      shopifyInventoryItemId: inventoryItemId,
    },
  });
  await db.inventoryLevel.create({
    data: {
      storeId,
      variantId,
      locationId,
      organizationId,
      inventoryItemId,
      knownQuantity: known,
      knownAt: new Date(),
    },
  });
}
