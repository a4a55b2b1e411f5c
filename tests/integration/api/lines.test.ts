import { expect, test } from "vitest";
import { action as postProducts } from "#app/routes/api.v1.products._index.ts";
import { action as postStock } from "#app/routes/api.v1.stock-levels.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { addProduct, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const JSON_LINES = { "content-type": "application/jsonl" };

type Line = Record<string, unknown>;

/** Sends JSON Lines, and reads those of the answer. */
async function openLines({ ctx, queue }: UploadWorld) {
  const call = await openApi({ ...ctx, queue }, ["upload"]);
  return async (handler: typeof postProducts, lines: readonly unknown[], search: Record<string, string> = {}) => {
    const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
    const { status, text: answered } = await call(handler, {
      method: "POST",
      body: text,
      headers: JSON_LINES,
      search,
    });
    const results = status === 200 ? answered.trimEnd().split("\n") : [answered];
    return { status, results: results.map((line) => JSON.parse(line) as Line) };
  };
}

const product = (externalId: string, price: string | undefined = "12.50") => ({
  externalId,
  title: `Product ${externalId}`,
  variants: [{ externalId: `${externalId}-1`, sku: `${externalId}-1`, price, currencyCode: "USD" }],
});

test("products are brought in line by line, and a line that cannot be taken keeps none of the others back", async () => {
  await using world = await openUploadWorld();
  const send = await openLines(world);

  const first = await send(postProducts, [product("a"), "{", product("b", "a lot"), "", product("c")]);
  const again = await send(postProducts, [product("a"), product("c", "13")]);

  expect(first.status).toBe(200);
  expect(first.results).toMatchObject([
    { line: 1, externalId: "a", outcome: "created", productId: expect.any(String), problems: [] },
    {
      line: 2,
      outcome: "rejected",
      productId: null,
      problems: [{ code: "line.not-json", whatToDo: expect.any(String) }],
    },
    {
      line: 3,
      externalId: "b",
      outcome: "rejected",
      problems: [{ field: "variants.0.price", code: "price.unreadable" }],
    },
    { line: 5, externalId: "c", outcome: "created" },
    { summary: { products: { created: 2, updated: 0, unchanged: 0 }, rejectedProducts: 2 } },
  ]);
  expect(again.results).toMatchObject([
    { externalId: "a", outcome: "unchanged" },
    { externalId: "c", outcome: "updated" },
    { summary: { products: { created: 0, updated: 1, unchanged: 1 } } },
  ]);
  expect(await world.ctx.db.product.count({ where: { organizationId: world.ctx.organizationId } })).toBe(2);
});

test("a body of more than 10 MB is taken, with a result for each line", async () => {
  await using world = await openUploadWorld();
  const send = await openLines(world);
  const description = "Every piece is checked by hand. ".repeat(200);
  const lines = Array.from({ length: 2_000 }, (_, at) => ({ ...product(`p${at}`), descriptionHtml: description }));

  const { results } = await send(postProducts, lines);

  expect(JSON.stringify(lines).length).toBeGreaterThan(12_000_000);
  expect(results).toHaveLength(2_001);
  expect(results.at(-1)).toMatchObject({ summary: { products: { created: 2_000 }, rejectedProducts: 0 } });
}, 60_000);

test("a body without lines, and one that is no text, change nothing", async () => {
  await using world = await openUploadWorld();
  const send = await openLines(world);

  const empty = await send(postProducts, [""]);
  const list = await send(postProducts, ["[]"]);
  const noStock = await send(postStock, [""]);

  expect([empty, list, noStock]).toMatchObject([
    { status: 422, results: [{ code: "import.empty" }] },
    { status: 422, results: [{ code: "import.json-list" }] },
    { status: 422, results: [{ code: "stock.empty" }] },
  ]);
  expect(await world.ctx.db.catalogImport.count({ where: { organizationId: world.ctx.organizationId } })).toBe(0);
});

test("stock is told by our id or by the ids of the catalog, and an older count never wins", async () => {
  await using world = await openUploadWorld();
  const { variantIds } = await addProduct(world, { handle: "shirt", sizes: ["S", "M"] });
  const send = await openLines(world);
  const [variantId] = variantIds;
  const noon = "2026-11-30T12:00:00Z";
  const createWarehouses = { createWarehouses: "true" };
  const byName = { product: "shirt", variant: "shirt-M", onHand: 3, reserved: 1, warehouse: "berlin", asOf: noon };

  const first = await send(postStock, [{ variantId, onHand: 5, asOf: noon }, byName], createWarehouses);
  const second = await send(postStock, [
    { variantId, onHand: 9, asOf: "2026-11-30T11:59:59Z" },
    { variantId, onHand: 5, asOf: "2026-11-30T12:00:01Z" },
    { ...byName, onHand: 4 },
  ]);

  expect(first.results).toMatchObject([
    { line: 1, outcome: "updated", variantId },
    { line: 2, outcome: "updated", variantId: variantIds[1] },
    { summary: { updated: 2, unchanged: 0, older: 0, rejected: 0 } },
  ]);
  expect(second.results).toMatchObject([
    { line: 1, outcome: "older" },
    { line: 2, outcome: "unchanged" },
    { line: 3, outcome: "updated" },
    { summary: { updated: 1, unchanged: 1, older: 1, rejected: 0 } },
  ]);
  const levels = await world.ctx.db.stockLevel.findMany({
    where: { organizationId: world.ctx.organizationId },
    orderBy: { onHand: "asc" },
  });
  expect(levels).toMatchObject([
    { variantId: variantIds[1], onHand: 4, reserved: 1 },
    { variantId, onHand: 5, asOf: new Date("2026-11-30T12:00:01Z") },
  ]);
});

test("a count that cannot be taken says why, and is the only one that is not", async () => {
  await using world = await openUploadWorld();
  await using other = await openUploadWorld();
  const { variantIds } = await addProduct(world);
  const foreign = await addProduct(other);
  const { organizationId } = world.ctx;
  await world.ctx.db.warehouse.create({ data: { organizationId, code: "main", name: "Main" } });
  const send = await openLines(world);
  const [variantId] = variantIds;

  const { results } = await send(postStock, [
    { variantId, onHand: 1 },
    { variantId: foreign.variantIds[0], onHand: 1 },
    { product: "shirt", onHand: 1 },
    { variantId, warehouse: "nowhere", onHand: 1 },
    { variantId, onHand: 1, asOf: "2999-01-01T00:00:00Z" },
    { variantId, onHand: 1.5, reserved: -1 },
    { product: "a\0b", variant: "x", onHand: 1 },
    "not JSON",
  ]);

  expect(results.map(({ problems }) => (problems as { code: string }[] | undefined)?.map(({ code }) => code))).toEqual([
    [],
    ["stock.variant-unknown"],
    ["stock.variant-unnamed"],
    ["stock.warehouse-unknown"],
    ["stock.time-ahead"],
    ["field.invalid", "field.invalid"],
    ["field.invalid"],
    ["line.not-json"],
    undefined,
  ]);
  expect(results.at(-1)).toMatchObject({ summary: { updated: 1, rejected: 7 } });
  expect(await world.ctx.db.warehouse.count({ where: { code: "nowhere" } })).toBe(0);
});
