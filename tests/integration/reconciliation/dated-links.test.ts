import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { handleDeliveries } from "#app/domain/reconciliation/handle-deliveries.server.ts";
import { recordWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { QUICK_BULK, reconcile, upload } from "#tests/support/reconciliation/reconcile-world.ts";
import { bodyOf, linkedStore, tell, TEN, variantBody, type Linked } from "#tests/support/worlds/linked-store.ts";
import { addProduct, onlyStore, openUploadWorld } from "#tests/support/worlds/upload-world.ts";

const SOON_AFTER_TEN = "2026-11-23T10:00:02Z";
const TEN_PAST_TEN = "2026-11-23T10:10:00Z";

async function handle(linked: Linked, updatedAt: string, change: object): Promise<void> {
  await tell(linked, { triggeredAt: updatedAt, payload: bodyOf(linked, updatedAt, change) });
  await handleDeliveries(linked.runtime, linked);
}

async function linkOfM({ runtime, storeId, productId }: Linked) {
  const { id: variantId } = await runtime.db.variant.findFirstOrThrow({ where: { productId, sku: "SKU-M" } });
  return runtime.db.variantLink.findUniqueOrThrow({ where: { storeId_variantId: { storeId, variantId } } });
}

test("a variant made again two seconds after its deletion is linked again, though both were told late and apart", async () => {
  const linked = await linkedStore();
  const { seed } = linked;
  const small = variantBody(seed, { sku: "SKU-S", option1: "S" });
  await handle(linked, TEN, { variants: [small] });

  await handle(linked, SOON_AFTER_TEN, { variants: [small, variantBody(seed + 50, { sku: "SKU-M", option1: "M" })] });

  expect(await linkOfM(linked)).toMatchObject({
    shopifyVariantId: `gid://shopify/ProductVariant/${seed + 50}`,
    goneAt: null,
  });
});

test("news that are handled late know of a tie that other late news made", async () => {
  const linked = await linkedStore();
  const { seed } = linked;
  const small = variantBody(seed, { sku: "SKU-S", option1: "S" });
  await handle(linked, TEN, { variants: [small, variantBody(seed + 50, { sku: "SKU-M", option1: "M" })] });

  await handle(linked, TEN_PAST_TEN, { variants: [small] });

  expect((await linkOfM(linked)).goneAt).toEqual(new Date(TEN_PAST_TEN));
});

test("a variant whose item was told gone late is linked again, and the new one's end is known, too", async () => {
  const linked = await linkedStore();
  const { seed, runtime } = linked;
  const small = variantBody(seed, { sku: "SKU-S", option1: "S" });
  await tell(linked, { topic: "inventory_items/delete", triggeredAt: TEN, payload: { id: seed + 1 } });
  await handleDeliveries(runtime, linked);
  await handle(linked, SOON_AFTER_TEN, { variants: [small, variantBody(seed + 50, { sku: "SKU-M", option1: "M" })] });
  const again = await linkOfM(linked);

  await handle(linked, TEN_PAST_TEN, { variants: [small] });

  expect(again).toMatchObject({ shopifyVariantId: `gid://shopify/ProductVariant/${seed + 50}`, goneAt: null });
  expect((await linkOfM(linked)).goneAt).toEqual(new Date(TEN_PAST_TEN));
});

test("an upload that sends no variant does not hide that the merchant deleted one", async () => {
  await using world = await openUploadWorld();
  const { ctx, simulator } = world;
  const { id, variantIds } = await addProduct(world);
  await upload(world, [id]);
  const { storeId, shop } = onlyStore(world);
  await ctx.db.variantLink.updateMany({ where: { storeId }, data: { updatedAt: new Date(Date.now() - 3_600_000) } });
  const [shown] = shop.products();
  shop.merchant.deleteVariant(shown?.variants[0]?.gid ?? "");
  await ctx.db.product.update({ where: { id }, data: { title: "Another title" } });
  await upload(world, [id]);

  for (const { triggeredAtMs, body, ...webhook } of simulator.webhooks.pending()) {
    if (webhook.topic !== "products/update") continue;
    await recordWebhook(ctx, { ...webhook, triggeredAt: new Date(triggeredAtMs), payloadJson: body });
  }
  await handleDeliveries(ctx, { shopDomain: shop.domain });

  const links = await ctx.db.variantLink.findMany({ where: { storeId, goneAt: null } });
  expect(links.map(({ variantId }) => variantId).toSorted()).toEqual(variantIds.slice(1).toSorted());
});

test("what a run repaired is not undone by older news that come after it", async () => {
  await using world = await openUploadWorld({ simulator: { fidelity: QUICK_BULK } });
  const { ctx } = world;
  await upload(world, [(await addProduct(world)).id]);
  const { storeId, shop } = onlyStore(world);
  const [shown] = shop.products();
  shop.merchant.editProduct(shown?.gid ?? "", { handle: "winter-shirt" });
  await reconcile(world);

  const minuteAgo = new Date(Date.now() - 60_000);
  const variants = shown?.variants.map(({ gid }) => ({ admin_graphql_api_id: gid }));
  await recordWebhook(ctx, {
    shopDomain: shop.domain,
    webhookId: randomUUID(),
    topic: "products/update",
    triggeredAt: minuteAgo,
    payloadJson: JSON.stringify({
      admin_graphql_api_id: shown?.gid,
      handle: "summer-shirt",
      updated_at: minuteAgo.toISOString(),
      variants,
    }),
  });
  await handleDeliveries(ctx, { shopDomain: shop.domain });

  expect((await ctx.db.productLink.findFirst({ where: { storeId } }))?.handle).toBe("winter-shirt");
});
