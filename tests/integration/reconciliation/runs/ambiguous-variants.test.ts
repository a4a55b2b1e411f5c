import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { handleDeliveries } from "#app/domain/reconciliation/handle-deliveries.server.ts";
import { recordWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { listFindings, summarizeOpenFindings } from "#app/domain/reconciliation/runs/finding-queries.server.ts";
import { dismissFindings, relinkVariant } from "#app/domain/reconciliation/runs/settle-findings.server.ts";
import { ConflictError, ForbiddenError, InvalidInputError } from "#app/platform/errors.ts";
import { QUICK_BULK, reconcile, upload } from "#tests/support/reconciliation/reconcile-world.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const openWorld = () => openUploadWorld({ simulator: { fidelity: QUICK_BULK } });

/** A product whose small variant the merchant has replaced with two of the same sku. */
async function openTwins(world: UploadWorld) {
  const product = await addProduct(world);
  await upload(world, [product.id]);
  await world.ctx.db.variantLink.updateMany({ data: { updatedAt: new Date(Date.now() - 60_000) } });
  const { shop, storeId } = onlyStore(world);
  const [shown] = shop.products();
  const [small] = shown?.variants ?? [];
  shop.merchant.deleteVariant(small?.gid ?? "");
  const [one, other] = ["XS", "XXS"].map((size) =>
    shop.merchant.addVariant(shown?.gid ?? "", { optionValues: [size], inventoryItem: { sku: small?.sku ?? "" } }),
  );
  const variantId = product.variantIds[0] ?? "";
  return { shop, storeId, variantId, one: one ?? "", other: other ?? "", gid: shown?.gid ?? "" };
}

const openFindings = async (world: UploadWorld) => {
  const { storeId } = onlyStore(world);
  const { items } = await listFindings(world.ctx, { storeId, state: "OPEN" }, { limit: 10 });
  return items;
};

const linkOf = (world: UploadWorld, variantId: string) =>
  world.ctx.db.variantLink.findFirstOrThrow({ where: { storeId: onlyStore(world).storeId, variantId } });

test("what a webhook leaves ambiguous is listed at once, with its candidates, and once however often it is told", async () => {
  await using world = await openWorld();
  const { shop, variantId, one, other } = await openTwins(world);
  const [news] = world.simulator.webhooks
    .pending()
    .filter(({ topic }) => topic === "products/update")
    .slice(-1);
  for (let time = 0; time < 2; time += 1) {
    await recordWebhook(world.ctx, {
      shopDomain: shop.domain,
      webhookId: randomUUID(),
      topic: "products/update",
      triggeredAt: new Date(news?.triggeredAtMs ?? 0),
      payloadJson: news?.body ?? "",
    });
    await handleDeliveries(world.ctx, { shopDomain: shop.domain });
  }

  const found = await openFindings(world);

  expect(found).toMatchObject([
    {
      kind: "AMBIGUOUS_VARIANTS",
      variantId,
      runId: null,
      details: { candidates: [{ shopifyVariantId: one }, { shopifyVariantId: other }] },
    },
  ]);
});

test("a person tells which variant is meant, once, and only one of the candidates", async () => {
  await using world = await openWorld();
  const { storeId, variantId, other, shop } = await openTwins(world);
  await reconcile(world);
  const [finding] = await openFindings(world);
  const input = { storeId, findingId: finding?.id ?? "", shopifyVariantId: other };
  const elsewhere = shop.products()[0]?.variants[0]?.gid ?? "";
  await expect(relinkVariant(world.ctx, { ...input, shopifyVariantId: elsewhere })).rejects.toBeInstanceOf(
    InvalidInputError,
  );

  await relinkVariant(world.ctx, input);

  await expect(relinkVariant(world.ctx, input)).rejects.toBeInstanceOf(ConflictError);
  expect(await linkOf(world, variantId)).toMatchObject({ shopifyVariantId: other, goneAt: null, acceptedHash: null });
  expect(await openFindings(world)).toEqual([]);
  expect((await reconcile(world)).findings).toEqual({});
});

test("what a person has put aside does not come back every night, and what is no longer so is settled by itself", async () => {
  await using world = await openWorld();
  const { storeId, shop, other } = await openTwins(world);
  await reconcile(world);
  const [finding] = await openFindings(world);
  await dismissFindings(world.ctx, { storeId, findingIds: [finding?.id ?? ""] });
  await reconcile(world);
  const dismissed = await summarizeOpenFindings(world.ctx, { storeId });
  await world.ctx.db.reconciliationFinding.updateMany({
    where: { storeId, state: "DISMISSED" },
    data: { state: "OPEN" },
  });
  shop.merchant.deleteVariant(other);

  await reconcile(world);

  expect(dismissed).toEqual({});
  expect(await openFindings(world)).toEqual([]);
});

test("a viewer decides nothing", async () => {
  await using world = await openWorld();
  const { storeId } = onlyStore(world);
  const ctx = {
    ...world.ctx,
    actor: { type: "STAFF" as const, id: randomUUID(), name: "Vic", role: "VIEWER" as const, storeId },
  };

  await expect(dismissFindings(ctx, { storeId, findingIds: ["1"] })).rejects.toBeInstanceOf(ForbiddenError);
});
