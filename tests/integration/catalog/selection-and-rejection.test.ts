import { expect, test } from "vitest";
import { rejectProducts } from "#app/domain/catalog/reject-products.server.ts";
import { summarizeSelection } from "#app/domain/catalog/selection-queries.server.ts";
import { ForbiddenError } from "#app/platform/errors.ts";
import { addProduct, addStore, contextOf, makeOrganization, staff } from "#tests/support/worlds/sample-organization.ts";
import { startTestRuntime } from "#tests/support/test-runtime.ts";

test("before an approval it is said how many products go to which store, and which go nowhere", async () => {
  const runtime = await startTestRuntime();
  const { id, rootId, homeId, kitchenId, gardenId } = await makeOrganization(runtime.db);
  await addStore(runtime.db, id, "North", homeId);
  await addStore(runtime.db, id, "South", kitchenId);
  await addProduct(runtime.db, id, { categoryId: homeId });
  await addProduct(runtime.db, id, { categoryId: kitchenId });
  await addProduct(runtime.db, id, { categoryId: kitchenId, type: "GIFT_CARD" });
  await addProduct(runtime.db, id, { categoryId: gardenId });

  const summary = await summarizeSelection(contextOf(runtime, id), { kind: "filter", filter: { categoryId: rootId } });

  expect(summary).toMatchObject({ products: 4, ineligibleProducts: 1, unroutedProducts: 1 });
  expect(summary.stores.map(({ name, products }) => [name, products])).toEqual([
    ["North", 2],
    ["South", 1],
  ]);
});

test("a selection counts no product of another organization, even when it is named", async () => {
  const runtime = await startTestRuntime();
  const ours = await makeOrganization(runtime.db);
  const theirs = await makeOrganization(runtime.db);
  const own = await addProduct(runtime.db, ours.id, { categoryId: ours.homeId });
  const foreign = await addProduct(runtime.db, theirs.id, { categoryId: theirs.homeId });

  const summary = await summarizeSelection(contextOf(runtime, ours.id), { kind: "products", ids: [own, foreign] });

  expect(summary.products).toBe(1);
});

test("a rejection keeps its reason, leaves approvals alone and touches no other organization", async () => {
  const runtime = await startTestRuntime();
  const ours = await makeOrganization(runtime.db);
  const theirs = await makeOrganization(runtime.db);
  const waiting = await addProduct(runtime.db, ours.id, { categoryId: ours.homeId });
  const approved = await addProduct(runtime.db, ours.id, { categoryId: ours.homeId, approvalStatus: "APPROVED" });
  const foreign = await addProduct(runtime.db, theirs.id, { categoryId: theirs.homeId });

  const outcome = await rejectProducts(contextOf(runtime, ours.id), {
    selection: { kind: "products", ids: [waiting, approved, foreign] },
    reason: "No picture",
  });

  const stored = await runtime.db.product.findMany({ where: { id: { in: [waiting, approved, foreign] } } });
  const statusOf = (id: string) => stored.find((product) => product.id === id)?.approvalStatus;
  expect(outcome).toEqual({ rejected: 1, alreadyApproved: 1, departureBatchId: null });
  expect([waiting, approved, foreign].map(statusOf)).toEqual(["REJECTED", "APPROVED", "PENDING"]);
  expect(stored.find(({ id }) => id === waiting)?.rejectionReason).toBe("No picture");
});

test("rejecting named variants leaves their sisters waiting", async () => {
  const runtime = await startTestRuntime();
  const { id, homeId } = await makeOrganization(runtime.db);
  const productId = await addProduct(runtime.db, id, { categoryId: homeId, skus: ["A", "B"] });
  const first = await runtime.db.variant.findFirstOrThrow({ where: { productId, sku: "A" } });

  await rejectProducts(contextOf(runtime, id), { selection: { kind: "variants", ids: [first.id] }, reason: "Broken" });

  const variants = await runtime.db.variant.findMany({ where: { productId }, orderBy: { sku: "asc" } });
  expect(variants.map(({ approvalStatus }) => approvalStatus)).toEqual(["REJECTED", "PENDING"]);
});

test("a merchant cannot reject for all stores", async () => {
  const runtime = await startTestRuntime();
  const { id, rootId } = await makeOrganization(runtime.db);
  const storeId = await addStore(runtime.db, id, "North", rootId);
  const merchant = contextOf(runtime, id, staff("MERCHANT", storeId));

  const rejection = rejectProducts(merchant, { selection: { kind: "filter", filter: {} }, reason: "No" });

  await expect(rejection).rejects.toBeInstanceOf(ForbiddenError);
});
