import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { rejectProducts } from "#app/domain/catalog/reject-products.server.ts";
import { emptyCatalog, importText, storedCatalog } from "#tests/support/import-text.ts";

const HEADER =
  "Handle,Title,Body (HTML),Product Category,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src";
const SHIRT = [
  "shirt,Shirt,<p>Soft.</p>,Home,Size,S,SHIRT-S,20.00,https://cdn.example.com/shirt.jpg",
  "shirt,,,,,M,SHIRT-M,20.00,",
];
const LAMP = "lamp,Lamp,,Garden,,,LAMP,45.5,";
const file = (...lines: string[]) => [HEADER, ...lines].join("\n");
const FIRST = file(...SHIRT, LAMP);

async function importedAndApproved(content = FIRST) {
  const ctx = await emptyCatalog();
  await importText(ctx, content);
  await approveProducts(ctx, { selection: { kind: "filter", filter: {} } });
  return { ctx, before: await storedCatalog(ctx) };
}

const approvals = (catalog: Awaited<ReturnType<typeof storedCatalog>>) =>
  Object.fromEntries(
    catalog.map(({ externalId, approvalStatus, variants }) => [
      externalId,
      [approvalStatus, ...variants.map((variant) => variant.approvalStatus)],
    ]),
  );

test("the same file again changes nothing: no product, no variant, no approval, no time of change", async () => {
  const { ctx, before } = await importedAndApproved();

  const { summary } = await importText(ctx, FIRST);

  expect(summary.products).toEqual({ created: 0, updated: 0, unchanged: 2 });
  expect(summary.variants).toEqual({ created: 0, updated: 0, unchanged: 3 });
  expect(await storedCatalog(ctx)).toEqual(before);
});

test("a changed price takes back the approval of its variant and its product, and of nothing else", async () => {
  const { ctx, before } = await importedAndApproved();

  const { summary } = await importText(ctx, FIRST.replace("SHIRT-M,20.00", "SHIRT-M,22.00"));

  const after = await storedCatalog(ctx);
  expect(summary.products).toEqual({ created: 0, updated: 1, unchanged: 1 });
  expect(summary.variants).toEqual({ created: 0, updated: 1, unchanged: 2 });
  expect(approvals(after)).toEqual({
    lamp: ["APPROVED", "APPROVED"],
    shirt: ["PENDING", "APPROVED", "PENDING"],
  });
  const [lamp, shirt] = after;
  expect(lamp).toEqual(before[0]);
  expect(shirt?.contentChangedAt.getTime()).toBeGreaterThan(before[1]?.contentChangedAt.getTime() ?? Infinity);
  expect(shirt?.approvedAt).toBeNull();
  expect(shirt?.variants.map(({ id, price }) => [id, price.toString()])).toEqual([
    [before[1]?.variants[0]?.id, "20"],
    [before[1]?.variants[1]?.id, "22"],
  ]);
});

test("a variant that is new in the file joins its product and waits; its sisters keep their approval", async () => {
  const { ctx, before } = await importedAndApproved();

  const { summary } = await importText(ctx, file(...SHIRT, "shirt,,,,,L,SHIRT-L,21.00,", LAMP));

  const [, shirt] = await storedCatalog(ctx);
  expect(summary.variants).toEqual({ created: 1, updated: 0, unchanged: 3 });
  expect(shirt?.variants.map(({ sku, position }) => [sku, position])).toEqual([
    ["SHIRT-S", 1],
    ["SHIRT-M", 2],
    ["SHIRT-L", 3],
  ]);
  expect(approvals(shirt === undefined ? [] : [shirt])).toEqual({
    shirt: ["PENDING", "APPROVED", "APPROVED", "PENDING"],
  });
  expect(shirt?.options).toEqual([{ name: "Size", values: ["S", "M", "L"] }]);
  expect(shirt?.variants[0]?.id).toBe(before[1]?.variants[0]?.id);
});

test("products and variants that the file does not name stay as they are", async () => {
  const { ctx } = await importedAndApproved();

  const { summary } = await importText(ctx, file("shirt,Shirt,<p>Soft.</p>,Home,Size,XL,SHIRT-XL,23.00,"));

  const [lamp, shirt] = await storedCatalog(ctx);
  expect(summary.variants).toEqual({ created: 1, updated: 0, unchanged: 0 });
  expect(lamp?.approvalStatus).toBe("APPROVED");
  expect(shirt?.variants.map(({ sku }) => sku)).toEqual(["SHIRT-S", "SHIRT-M", "SHIRT-XL"]);
  expect(shirt?.options).toEqual([{ name: "Size", values: ["XL", "S", "M"] }]);
});

test("variants without a sku are found again by handle and option values, in whatever order they come", async () => {
  const poster = ["poster,Poster,,Home,Size,A3,,10.00,", "poster,,,,,A2,,15.00,"];
  const { ctx, before } = await importedAndApproved(file(...poster));

  const reordered = ["poster,Poster,,Home,Size,A2,,15.00,", "poster,,,,,A3,,10.50,"];
  const { summary } = await importText(ctx, file(...reordered));

  const [after] = await storedCatalog(ctx);
  const idOf = (catalog: typeof before, value: string) =>
    catalog[0]?.variants.find(({ optionValues }) => optionValues[0] === value)?.id;
  expect(summary.products).toEqual({ created: 0, updated: 1, unchanged: 0 });
  expect(summary.variants.created).toBe(0);
  expect(after?.variants.map(({ id, price }) => [id, price.toString()])).toEqual([
    [idOf(before, "A2"), "15"],
    [idOf(before, "A3"), "10.5"],
  ]);
});

test("a variant whose sku changes is the same variant, by its option values", async () => {
  const { ctx, before } = await importedAndApproved();

  const { summary } = await importText(ctx, FIRST.replace("SHIRT-M", "TEE-M"));

  const [, shirt] = await storedCatalog(ctx);
  expect(summary.variants).toEqual({ created: 0, updated: 1, unchanged: 2 });
  expect(shirt?.variants[1]).toMatchObject({ id: before[1]?.variants[1]?.id, sku: "TEE-M", externalId: "TEE-M" });
});

test("two variants that exchange their skus change places, and nothing is written twice", async () => {
  const { ctx, before } = await importedAndApproved();
  const exchanged = FIRST.replace("SHIRT-S", "X").replace("SHIRT-M", "SHIRT-S").replace("X", "SHIRT-M");

  const { summary } = await importText(ctx, exchanged);

  const [, shirt] = await storedCatalog(ctx);
  expect(summary.variants.created).toBe(0);
  expect(shirt?.variants.map(({ sku, optionValues }) => [sku, ...optionValues])).toEqual([
    ["SHIRT-M", "S"],
    ["SHIRT-S", "M"],
  ]);
  expect(shirt?.variants.map(({ id }) => id).sort()).toEqual(before[1]?.variants.map(({ id }) => id).sort());
});

test("a product that only moves to another category keeps its approval", async () => {
  const { ctx } = await importedAndApproved();

  const { summary } = await importText(ctx, FIRST.replace("<p>Soft.</p>,Home", "<p>Soft.</p>,Home > Kitchen"));

  const [, shirt] = await storedCatalog(ctx);
  expect(summary.products).toEqual({ created: 0, updated: 1, unchanged: 1 });
  expect(shirt?.category.path).toBe("Home > Kitchen");
  expect(shirt?.approvalStatus).toBe("APPROVED");
});

test("a rejected product whose content changes waits again with all of its variants", async () => {
  const ctx = await emptyCatalog();
  await importText(ctx, FIRST);
  await rejectProducts(ctx, { selection: { kind: "filter", filter: {} }, reason: "Describe it." });

  await importText(ctx, FIRST.replace("<p>Soft.</p>", "<p>Soft and of cotton.</p>"));

  const [lamp, shirt] = await storedCatalog(ctx);
  expect(shirt).toMatchObject({ approvalStatus: "PENDING", rejectionReason: null });
  expect(shirt?.variants.map(({ approvalStatus }) => approvalStatus)).toEqual(["PENDING", "PENDING"]);
  expect(lamp).toMatchObject({ approvalStatus: "REJECTED", rejectionReason: "Describe it." });
});

test("options cannot change under variants that the file does not name: the product stays as it was", async () => {
  const { ctx, before } = await importedAndApproved();

  const { summary, rejects } = await importText(ctx, file("shirt,Shirt,<p>Soft.</p>,Home,,,SHIRT-S,20.00,", LAMP));

  expect(summary.products).toEqual({ created: 0, updated: 0, unchanged: 1 });
  expect(rejects).toMatchObject([{ line: 2, product: "shirt", code: "product.variants-left-behind" }]);
  expect(rejects[0]?.reason).toContain("SHIRT-M");
  expect(await storedCatalog(ctx)).toEqual(before);
});
