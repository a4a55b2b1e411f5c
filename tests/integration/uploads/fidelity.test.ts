import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { HANDLED_TOPICS } from "#app/domain/reconciliation/handled-topics.ts";
import { handleDeliveries } from "#app/domain/reconciliation/handle-deliveries.server.ts";
import { recordWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import type { FidelitySwitches } from "#tests/simulator/options.ts";
import {
  addProduct,
  addVariant,
  onlyStore,
  openUploadWorld,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

/* Where nobody knows what Shopify does, the simulator has a switch, and the promises of an upload hold either way. */

const calm = () => new AbortController().signal;

/** Approves products, uploads them, and answers how their rows ended and what was tried for them. */
async function upload(world: UploadWorld, ids: string[]) {
  const { db } = world.ctx;
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm());
  const rows = await db.shopifyUploadProduct.findMany({ where: { batchId } });
  const attempts = await db.uploadAttempt.findMany({ where: { batchId }, orderBy: { id: "asc" } });
  return {
    rows: rows.map(({ status }) => status).sort(),
    unclear: attempts.map(({ step, outcome }) => `${step} ${outcome}`).filter((line) => /UNKNOWN|ADOPTED/.test(line)),
  };
}

/** Somebody else spends the app's points just before its first write: what it believes to have is not there. */
function spendBeforeFirstWrite({ ctx, simulator }: UploadWorld): void {
  const { bucket } = simulator.shops()[0] ?? {};
  let isSpent = false;
  ctx.fetch = (input, init) => {
    if (!isSpent && typeof init?.body === "string" && init.body.includes("productSet(")) {
      isSpent = true;
      bucket?.setAvailable(0);
    }
    return simulator.fetch(input, init);
  };
}

/** Hands the app every webhook that the shop has for it. */
async function tellEverything({ ctx, simulator }: UploadWorld, shopDomain: string): Promise<void> {
  await simulator.webhooks.deliverTo(async ({ webhookId, topic, triggeredAtMs, body }) => {
    const webhook = { shopDomain, webhookId, topic, triggeredAt: new Date(triggeredAtMs) };
    await recordWebhook(ctx, { ...webhook, payloadJson: body });
    return { status: 200 };
  });
  await handleDeliveries(ctx, { shopDomain });
}

/** The default of every switch, and the other setting of each that an upload can meet. */
const settings: Partial<FidelitySwitches>[] = [
  {},
  { variantsWithoutId: "recreate" },
  { nodesCost: "per-id" },
  { throttledAnswerDelayMs: 300 },
  { parallelProductWrites: "refuse" },
  { webhookFullVariants: 1 },
];

test.each(settings)(
  "creates, adds a variant beside the merchant's, adopts after a lost answer and keeps its links: %o",
  async (fidelity) => {
    await using world = await openUploadWorld({
      shops: [{ plan: "standard" }],
      simulator: {
        fidelity,
        // Long enough for a second write of a product to meet the first one.
        latency: { mutationMs: 20, queryMs: 5 },
        webhookSubscriptions: HANDLED_TOPICS.map((topic) => ({ topic, uri: "/webhooks" })),
      },
    });
    const { shop } = onlyStore(world);
    spendBeforeFirstWrite(world);
    const [shirt, hat] = [await addProduct(world, { title: "Shirt" }), await addProduct(world, { title: "Hat" })];
    const created = await upload(world, [shirt.id]);
    const shirtGid = shop.products()[0]?.gid ?? "";
    shop.merchant.addVariant(shirtGid, { optionValues: ["Handmade"], price: "5.00" });
    const before = shop.findProduct(shirtGid)?.variants.map(({ gid }) => gid) ?? [];
    await addVariant(world, shirt.id, "XL");
    const extended = await upload(world, [shirt.id]);
    world.simulator.faults.add({ operation: "productSet", nth: 1, point: "after-apply", effect: "drop" });
    const adopted = await upload(world, [hat.id]);
    await tellEverything(world, shop.domain);

    const after = shop.findProduct(shirtGid)?.variants ?? [];
    const links = await world.ctx.db.variantLink.findMany({ where: { organizationId: world.ctx.organizationId } });

    expect(created).toEqual({ rows: ["SUCCESS", "SUCCESS", "SUCCESS"], unclear: [] });
    expect(extended).toEqual({ rows: ["SKIPPED", "SKIPPED", "SKIPPED", "SUCCESS"], unclear: [] });
    expect(adopted).toEqual({
      rows: ["SUCCESS", "SUCCESS", "SUCCESS"],
      unclear: ["CREATE_PRODUCT UNKNOWN", "LOOK_UP ADOPTED"],
    });
    expect(after.map(({ title }) => title).sort()).toEqual(["Handmade", "L", "M", "S", "XL"]);
    expect(after.map(({ gid }) => gid)).toEqual(expect.arrayContaining(before));
    expect(links.filter(({ goneAt }) => goneAt === null)).toHaveLength(7);
    expect(shop.ledger.summary()).toMatchObject({ productsCreated: 2, productsDeleted: 0, duplicateIdentities: 0 });
    expect(shop.traffic.throttled).toBe(1);
  },
);
