import { randomBytes, randomUUID } from "node:crypto";
import type { Context } from "#app/domain/context.ts";
import { offlineSessionId } from "#app/domain/stores/internal/offline-token.server.ts";
import { systemClock } from "#app/platform/clock.ts";
import { createEncryption } from "#app/platform/crypto.server.ts";
import { createDatabase } from "#app/platform/db.server.ts";
import { startQueue, type Queue } from "#app/platform/queue.server.ts";
import { contracts } from "#jobs/contracts/registry.ts";
import { createSimulator, type ShopOptions, type Simulator } from "#tests/simulator/simulator.ts";
import { collectingLog, type LogLine } from "../collecting-log.ts";

export interface UploadWorld extends AsyncDisposable {
  ctx: Context;
  queue: Queue;
  simulator: Simulator;
  logLines: LogLine[];
  rootCategoryId: string;
  /** Connected stores by shop domain. */
  storeIds: ReadonlyMap<string, string>;
}

export interface UploadWorldOptions {
  shops?: Partial<ShopOptions>[];
  simulator?: Partial<Omit<Parameters<typeof createSimulator>[0], "shops" | "clientId" | "clientSecret">>;
}

/** An organization of its own, whose root category goes to all of its simulated stores. */
export async function openUploadWorld({
  shops = [{}],
  simulator: options = {},
}: UploadWorldOptions = {}): Promise<UploadWorld> {
  const url = process.env["DATABASE_URL"] ?? "";
  const { log, lines } = collectingLog();
  const db = createDatabase({ url, poolSize: 5 });
  const queue = await startQueue({ url, contracts, role: "web", log });
  const name = randomUUID().slice(0, 8);
  const simulator = createSimulator({
    clientId: "test-client",
    clientSecret: "test-secret",
    ...options,
    shops: shops.map((shop, index) => ({ domain: `shop-${index}-${name}.myshopify.com`, plan: "unlimited", ...shop })),
  });
  const organization = await db.organization.create({ data: { name, slug: name } });
  const rootCategoryId = randomUUID();
  await db.category.create({
    data: {
      id: rootCategoryId,
      organizationId: organization.id,
      name: "All products",
      path: "",
      depth: 0,
      lineage: [rootCategoryId],
    },
  });
  const encryption = createEncryption([`test:${randomBytes(32).toString("base64")}`]);
  const storeIds = new Map<string, string>();
  for (const shop of simulator.shops()) {
    const { accessToken, refreshToken, expiresInSeconds } = simulator.installApp(shop.domain);
    const id = offlineSessionId(shop.domain);
    await db.session.create({
      data: {
        id,
        shop: shop.domain,
        state: "",
        accessToken: encryption.encrypt(accessToken, id),
        refreshToken: encryption.encrypt(refreshToken, id),
        expires: new Date(Date.now() + expiresInSeconds * 1000),
      },
    });
    const store = await db.store.create({
      data: {
        organizationId: organization.id,
        shopDomain: shop.domain,
        name: shop.domain,
        currencyCode: "USD",
        ianaTimezone: "UTC",
        routes: { create: { organizationId: organization.id, categoryId: rootCategoryId } },
      },
    });
    storeIds.set(shop.domain, store.id);
  }
  const ctx: Context = {
    organizationId: organization.id,
    actor: { type: "SYSTEM", id: null, name: "Test" },
    db,
    queue,
    clock: systemClock,
    log,
    fetch: (input, init) => simulator.fetch(input, init),
    shopifyApp: { clientId: "test-client", clientSecret: "test-secret" },
    encryption,
  };
  return {
    ctx,
    queue,
    simulator,
    logLines: lines,
    rootCategoryId,
    storeIds,
    async [Symbol.asyncDispose]() {
      await queue.stop();
      await db.$disconnect();
      simulator.close();
    },
  };
}

export interface ProductSpec {
  title?: string;
  handle?: string;
  type?: "NORMAL" | "GIFT_CARD";
  categoryId?: string;
  sizes?: string[];
  price?: string;
}

const SIZES = ["S", "M", "L"];

/** A product with one option "Size". Returns its id and its variants' ids in order. */
export async function addProduct(
  world: Pick<UploadWorld, "ctx" | "rootCategoryId">,
  spec: ProductSpec = {},
): Promise<{ id: string; variantIds: string[] }> {
  const { sizes = SIZES, price = "19.9" } = spec;
  const handle = spec.handle ?? `product-${randomUUID()}`;
  const product = await world.ctx.db.product.create({
    data: {
      organizationId: world.ctx.organizationId,
      externalId: handle,
      categoryId: spec.categoryId ?? world.rootCategoryId,
      type: spec.type ?? "NORMAL",
      handle,
      title: spec.title ?? handle,
      options: [{ name: "Size", values: sizes }],
      variants: {
        create: sizes.map((size, index) => ({
          organizationId: world.ctx.organizationId,
          externalId: `${handle}-${size}`,
          sku: `${handle}-${size}`,
          position: index + 1,
          optionValues: [size],
          price,
          currencyCode: "USD",
        })),
      },
    },
    include: { variants: { orderBy: { position: "asc" } } },
  });
  return { id: product.id, variantIds: product.variants.map((variant) => variant.id) };
}

/** So many products of three sizes, in two statements. Returns their ids. */
export async function addProducts(
  world: Pick<UploadWorld, "ctx" | "rootCategoryId">,
  count: number,
): Promise<string[]> {
  const { organizationId } = world.ctx;
  const ids = Array.from({ length: count }, () => randomUUID());
  await world.ctx.db.product.createMany({
    data: ids.map((id, index) => ({
      id,
      organizationId,
      externalId: id,
      categoryId: world.rootCategoryId,
      handle: `product-${id}`,
      title: `Product ${index + 1}`,
      options: [{ name: "Size", values: SIZES }],
    })),
  });
  await world.ctx.db.variant.createMany({
    data: ids.flatMap((id) =>
      SIZES.map((size, index) => ({
        organizationId,
        productId: id,
        externalId: size,
        sku: `${id}-${size}`,
        position: index + 1,
        optionValues: [size],
        price: "19.9",
        currencyCode: "USD",
      })),
    ),
  });
  return ids;
}

export const onlyStore = (world: UploadWorld): { storeId: string; shop: ReturnType<Simulator["shop"]> } => {
  const [entry] = world.storeIds;
  if (!entry) throw new Error("This world has no store.");
  return { storeId: entry[1], shop: world.simulator.shop(entry[0]) };
};

/** One more variant of a product made by `addProduct`. */
export async function addVariant(world: Pick<UploadWorld, "ctx">, productId: string, size: string): Promise<string> {
  const product = await world.ctx.db.product.findUniqueOrThrow({
    where: { id: productId },
    include: { variants: true },
  });
  const values = [...product.variants.map((variant) => variant.optionValues[0] ?? ""), size];
  await world.ctx.db.product.update({ where: { id: productId }, data: { options: [{ name: "Size", values }] } });
  const variant = await world.ctx.db.variant.create({
    data: {
      organizationId: world.ctx.organizationId,
      productId,
      externalId: `${product.externalId}-${size}`,
      sku: `${product.externalId}-${size}`,
      position: values.length,
      optionValues: [size],
      price: "19.9",
      currencyCode: "USD",
    },
  });
  return variant.id;
}

/** How each row of a batch stands, or why it was skipped; those of unchanged products are counted on their groups. */
export async function rowOutcomes({ ctx }: Pick<UploadWorld, "ctx">, batchId: string): Promise<string[]> {
  const rows = await ctx.db.shopifyUploadProduct.findMany({ where: { batchId } });
  const unchanged = await ctx.db.uploadGroup.findMany({ where: { batchId, skipReason: "UNCHANGED" } });
  return [
    ...rows.map((row) => row.skipReason ?? row.status),
    ...unchanged.flatMap(({ rowCount }) => Array.from({ length: rowCount }, () => "UNCHANGED")),
  ];
}
