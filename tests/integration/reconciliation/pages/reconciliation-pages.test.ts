import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Actor, Context } from "#app/domain/context.ts";
import { recordWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { reconcileStore } from "#app/domain/reconciliation/runs/reconcile-store.server.ts";
import { summarizeStores } from "#app/domain/reconciliation/runs/store-summary-queries.server.ts";
import { readAdoptions } from "#app/http/reconciliation/read-adoptions.server.ts";
import { readDeletedProducts } from "#app/http/reconciliation/read-deleted-products.server.ts";
import { readFindings } from "#app/http/reconciliation/read-findings.server.ts";
import { readInbox } from "#app/http/reconciliation/read-inbox.server.ts";
import { readStorePage } from "#app/http/reconciliation/read-store-page.server.ts";
import { settleAdoptions } from "#app/http/reconciliation/settle-adoptions.server.ts";
import { settleFindings } from "#app/http/reconciliation/settle-findings.server.ts";
import { steerReconciliation } from "#app/http/reconciliation/steer-reconciliation.server.ts";
import { ForbiddenError, InvalidInputError, NotFoundError } from "#app/platform/errors.ts";
import { addPlainProducts, makeByHand } from "#tests/support/reconciliation/handmade-shop.ts";
import { QUICK_BULK, reconcile, upload } from "#tests/support/reconciliation/reconcile-world.ts";
import { staff } from "#tests/support/worlds/sample-organization.ts";
import {
  addProduct,
  addProducts,
  onlyStore,
  openUploadWorld,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

const openWorld = () => openUploadWorld({ simulator: { fidelity: QUICK_BULK } });
const address = (search = "") => new Request(`https://app.test/app/reconciliation${search}`);
const asked = (body: object) =>
  new Request("https://app.test/app/reconciliation", { method: "POST", body: JSON.stringify(body) });
const as = (ctx: Context, actor: Actor): Context => ({ ...ctx, actor });

/** A shop whose products A and B match one of the catalog each, C two, and D none. */
async function openHandmade(world: UploadWorld) {
  makeByHand(
    world,
    ["A", "B", "C", "D"].map((sku) => ({ title: `Handmade ${sku}`, sku })),
  );
  await addPlainProducts(
    world,
    ["A", "B", "C", "C"].map((sku) => ({ sku })),
  );
  await reconcile(world, "ADOPT");
  return onlyStore(world).storeId;
}

test("the adoption page counts what would be linked by key, and tells candidates apart by what a person knows", async () => {
  await using world = await openWorld();
  const storeId = await openHandmade(world);

  const proposed = await readAdoptions(world.ctx, address("?matchedBy=SKU"), { storeId });
  const ambiguous = await readAdoptions(world.ctx, address("?state=AMBIGUOUS"), { storeId });

  expect(proposed.counts).toEqual([
    { state: "PROPOSED", matchedBy: "SKU", products: 2, isMore: false },
    { state: "AMBIGUOUS", matchedBy: "SKU", products: 1, isMore: false },
  ]);
  expect(proposed.summary.lastRun?.proposals).toEqual({ PROPOSED: 2, AMBIGUOUS: 1, unmatched: 1 });
  expect(proposed.adoptions.map(({ title, product }) => [title, product?.title])).toEqual([
    ["Handmade A", "Product A"],
    ["Handmade B", "Product B"],
  ]);
  expect(ambiguous.adoptions).toMatchObject([{ title: "Handmade C", reason: "several-products", product: null }]);
  expect(ambiguous.adoptions[0]?.candidates).toMatchObject([
    { product: { title: "Product C", variants: [{ sku: "C" }], variantCount: 1 }, matchedVariants: 1 },
    { product: { title: "Product C", variants: [{ sku: "C" }], variantCount: 1 }, matchedVariants: 1 },
  ]);
});

test("proposals are linked in bulk, one left to the merchant, and an ambiguous one linked to the product that is chosen", async () => {
  await using world = await openWorld();
  const storeId = await openHandmade(world);
  const act = (body: object) => settleAdoptions(world.ctx, asked(body), { storeId });
  const { adoptions } = await readAdoptions(world.ctx, address(), { storeId });
  const [c] = (await readAdoptions(world.ctx, address("?state=AMBIGUOUS"), { storeId })).adoptions;
  const productId = c?.candidates[1]?.product.id ?? "";

  const rejected = await act({ intent: "reject", selection: { ids: [adoptions[1]?.id] } });
  const confirmed = await act({ intent: "confirm", selection: { filter: {} } });
  const resolved = await act({ intent: "resolve", proposalId: c?.id, productId });

  expect(rejected).toEqual({ done: "rejected", rejected: 1 });
  expect(confirmed).toEqual({ done: "confirmed", confirmed: 1, refused: 0, underWay: 0, isMore: false });
  expect(resolved).toEqual({ done: "resolved" });
  const linked = await world.ctx.db.productLink.findMany({ where: { storeId }, select: { productId: true } });
  expect(linked.map((link) => link.productId).toSorted()).toEqual([adoptions[0]?.productId, productId].toSorted());
});

test("a merchant sees what may be adopted in the own store, and neither adopts nor sees another store", async () => {
  await using world = await openWorld();
  const storeId = await openHandmade(world);
  const merchant = as(world.ctx, staff("MERCHANT", storeId));
  const stranger = as(world.ctx, staff("MERCHANT", randomUUID()));

  const seen = await readAdoptions(merchant, address(), { storeId });

  expect([seen.mayAdopt, seen.adoptions.length]).toEqual([false, 2]);
  for (const body of [{ intent: "look" }, { intent: "confirm", selection: { filter: {} } }])
    await expect(settleAdoptions(merchant, asked(body), { storeId })).rejects.toThrow(ForbiddenError);
  await expect(readAdoptions(stranger, address(), { storeId })).rejects.toThrow(NotFoundError);
  await expect(readFindings(stranger, address(), { storeId })).rejects.toThrow(NotFoundError);
  await expect(readDeletedProducts(stranger, address(), { storeId })).rejects.toThrow(NotFoundError);
  await expect(readStorePage(stranger, address(), { storeId })).rejects.toThrow(NotFoundError);
  expect(await summarizeStores(stranger)).toEqual([]);
});

test("a store's page follows a run from its start to what it found, and a deleted product waits there", async () => {
  await using world = await openWorld();
  const { storeId, shop } = onlyStore(world);
  await upload(world, await addProducts(world, 2));
  shop.merchant.deleteProduct(shop.products()[0]?.gid ?? "");

  const steered = await steerReconciliation(world.ctx, asked({ intent: "reconcile", storeId }));
  const again = await steerReconciliation(world.ctx, asked({ intent: "reconcile", storeId }));
  const during = await readStorePage(world.ctx, address(), { storeId });
  await reconcileStore(world.ctx, { storeId }, new AbortController().signal);
  const after = await readStorePage(world.ctx, address(), { storeId });
  const found = await readFindings(world.ctx, address("?state=ALL"), { storeId });
  const deleted = await readDeletedProducts(world.ctx, address(), { storeId });

  expect([steered, again]).toEqual([{ done: "started" }, { done: "under-way" }]);
  expect(during.summary).toMatchObject({ openRun: { status: "PENDING" }, lastRun: null });
  expect(after.summary).toMatchObject({
    openRun: null,
    lastRun: { status: "COMPLETED", linksCompared: 2, findings: { PRODUCT_GONE: { repaired: 1, open: 0 } } },
    waiting: { findings: { count: 0 }, deleted: { count: 1, isMore: false } },
  });
  expect(after.summary.nextNightlyAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  expect(found.findings).toMatchObject([{ kind: "PRODUCT_GONE", state: "REPAIRED" }]);
  expect(deleted).toMatchObject({ rule: "CREATE_ANEW", products: [{ mayBeMadeAnew: false }] });
});

test("an ambiguous variant is shown with what tells its candidates apart, and linked to the one that is chosen", async () => {
  await using world = await openWorld();
  const { storeId, shop } = onlyStore(world);
  const product = await addProduct(world);
  await upload(world, [product.id]);
  await world.ctx.db.variantLink.updateMany({ data: { updatedAt: new Date(Date.now() - 60_000) } });
  const [shown] = shop.products();
  const [small] = shown?.variants ?? [];
  shop.merchant.deleteVariant(small?.gid ?? "");
  for (const size of ["XS", "XXS"])
    shop.merchant.addVariant(shown?.gid ?? "", { optionValues: [size], inventoryItem: { sku: small?.sku ?? "" } });
  await reconcile(world);
  const act = (body: object, ctx = world.ctx) => settleFindings(ctx, asked(body), { storeId });

  const { findings, openByKind } = await readFindings(world.ctx, address("?kind=AMBIGUOUS_VARIANTS"), { storeId });
  const [finding] = findings;
  const candidates = finding?.details.candidates ?? [];
  const merchant = as(world.ctx, staff("MERCHANT", storeId));
  const relink = { intent: "relink", findingId: finding?.id, shopifyVariantId: candidates[1]?.shopifyVariantId };
  await expect(act(relink, merchant)).rejects.toThrow(ForbiddenError);
  const settled = await act(relink);

  expect(openByKind).toEqual({ AMBIGUOUS_VARIANTS: { count: 1, isMore: false } });
  expect(finding?.variant).toMatchObject({ sku: small?.sku });
  expect(candidates).toMatchObject([
    { sku: small?.sku, optionValues: ["XS"] },
    { sku: small?.sku, optionValues: ["XXS"] },
  ]);
  expect(settled).toEqual({ dismissed: 0, isRelinked: true });
  const link = await world.ctx.db.variantLink.findFirstOrThrow({
    where: { storeId, variantId: finding?.variantId ?? "" },
  });
  expect([link.shopifyVariantId, link.goneAt]).toEqual([candidates[1]?.shopifyVariantId, null]);
});

test("the inbox is narrowed by topic, state and store, paged by cursors, and empty for who may see no store", async () => {
  await using world = await openWorld();
  const { storeId, shop } = onlyStore(world);
  for (let number = 0; number < 30; number += 1)
    await recordWebhook(world.ctx, {
      shopDomain: shop.domain,
      webhookId: randomUUID(),
      topic: number % 10 === 0 ? "shop/update" : "products/update",
      triggeredAt: new Date(),
      payloadJson: JSON.stringify({ id: number, admin_graphql_api_id: `gid://shopify/Product/${number}` }),
    });

  const first = await readInbox(world.ctx, address(`?storeId=${storeId}`));
  const second = await readInbox(world.ctx, address(`?storeId=${storeId}&after=${first.nextCursor}`));
  const updates = await readInbox(world.ctx, address("?topic=shop/update&state=WAITING"));
  const one = await readInbox(world.ctx, address("?resource=gid://shopify/Product/7"));
  const nobody = await readInbox(as(world.ctx, staff("VIEWER", randomUUID())), address());

  expect([first.deliveries.length, second.deliveries.length, second.nextCursor]).toEqual([25, 5, null]);
  expect(first.counts.waiting).toEqual({ count: 30, isMore: false });
  expect(new Set(updates.deliveries.map(({ topic }) => topic))).toEqual(new Set(["shop/update"]));
  expect([updates.deliveries.length, one.deliveries.length, nobody.deliveries.length]).toEqual([3, 1, 0]);
  await expect(readInbox(world.ctx, address("?state=LOST"))).rejects.toThrow(InvalidInputError);
});

test("settings are changed by staff alone, and what is out of range changes nothing", async () => {
  await using world = await openWorld();
  const { storeId } = onlyStore(world);
  const settings = { deletedProductRule: "ASK", departureRule: "LEAVE", quietHour: 5, maxGoneShare: 0.4 };
  const wanted = { intent: "settings", storeId, ...settings };
  const merchant = as(world.ctx, staff("MERCHANT", storeId));

  await expect(steerReconciliation(merchant, asked(wanted))).rejects.toThrow(ForbiddenError);
  await expect(steerReconciliation(world.ctx, asked({ ...wanted, quietHour: 24 }))).rejects.toThrow(InvalidInputError);
  const before = await readStorePage(world.ctx, address(), { storeId });
  await steerReconciliation(world.ctx, asked(wanted));
  const after = await readStorePage(world.ctx, address(), { storeId });

  expect(before.settings).toMatchObject({ deletedProductRule: "CREATE_ANEW", departureRule: "ARCHIVE", quietHour: 3 });
  expect(after.settings).toMatchObject(settings);
});

test("a brake on what seems to be gone is shown with its report, and let go by staff alone", async () => {
  await using world = await openWorld();
  const { storeId, shop } = onlyStore(world);
  await upload(world, await addProducts(world, 12));
  for (const { gid } of shop.products()) shop.merchant.deleteProduct(gid);
  await steerReconciliation(world.ctx, asked({ intent: "reconcile", storeId }));
  const outcome = await reconcileStore(world.ctx, { storeId }, new AbortController().signal);
  const release = asked({ intent: "release", storeId });

  const stopped = await readStorePage(world.ctx, address(), { storeId });
  await expect(steerReconciliation(as(world.ctx, staff("MERCHANT", storeId)), release.clone())).rejects.toThrow(
    ForbiddenError,
  );
  const released = await steerReconciliation(world.ctx, release);
  const after = await readStorePage(world.ctx, address(), { storeId });

  expect(outcome).toBe("failed");
  expect(stopped.brake.report).toMatchObject({ source: "RECONCILIATION", products: 12, liveProducts: 12 });
  expect(stopped.summary.waiting.deleted.count).toBe(0);
  expect(released).toEqual({ done: "released" });
  expect([after.brake.stoppedAt, after.summary.openRun?.status]).toEqual([null, "PENDING"]);
});
