import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { applyCorrections } from "#app/domain/catalog/corrections/apply-corrections.server.ts";
import { previewCorrections } from "#app/domain/catalog/corrections/preview-corrections.server.ts";
import type { Context } from "#app/domain/context.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { failedRowLines } from "#app/http/corrections/failed-row-lines.server.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

type Line = Record<string, string>;

const drain = (world: UploadWorld) =>
  drainStore(world.ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);

async function download(ctx: Context, batchId: string): Promise<Line[]> {
  const lines: string[] = [];
  for await (const line of failedRowLines(ctx, { batchId })) lines.push(line);
  return parse(lines.join(""), { bom: true, columns: true });
}

function fileOf(lines: readonly Line[], delimiter = ","): Uint8Array {
  const cell = (text: string) => (/[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const header = Object.keys(lines[0] ?? {});
  const rows = [header, ...lines.map((line) => header.map((name) => line[name] ?? ""))];
  return new TextEncoder().encode(rows.map((row) => row.map(cell).join(delimiter)).join("\r\n"));
}

/** A mug that goes through, and a cap of three variants whose price no shop takes. */
async function failedBatch(world: UploadWorld): Promise<{ batchId: string; capId: string; mugId: string }> {
  const { ctx } = world;
  const cap = await addProduct(world, { title: "Cap", price: "0.0001" });
  const mug = await addProduct(world, { title: "Mug" });
  await ctx.db.variant.updateMany({ where: { productId: cap.id }, data: { currencyCode: "SEK" } });
  const { batchId } = await approveProducts(ctx, { selection: { kind: "products", ids: [cap.id, mug.id] } });
  await drain(world);
  return { batchId, capId: cap.id, mugId: mug.id };
}

const contentOf = ({ db }: Context, productId: string) =>
  db.product.findUniqueOrThrow({ where: { id: productId }, include: { variants: { orderBy: { position: "asc" } } } });

test("the file of failed rows says of each what is wrong, what to do, and what the catalog holds", async () => {
  await using world = await openUploadWorld();
  const { batchId } = await failedBatch(world);

  const lines = await download(world.ctx, batchId);

  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatchObject({ Title: "Cap", Currency: "SEK", "Option 1 name": "Size", "Option 1 value": "S" });
  expect(lines.every((line) => line["Error"] !== "" && line["What to do"] !== "")).toBe(true);
});

test("a corrected file shows what would change, field by field, and saves nothing", async () => {
  await using world = await openUploadWorld();
  const { batchId, capId } = await failedBatch(world);
  const before = await contentOf(world.ctx, capId);
  const lines = (await download(world.ctx, batchId)).map((line) => ({ ...line, Currency: "USD" }));

  const preview = await previewCorrections(world.ctx, { batchId, file: fileOf(lines) });

  expect(preview.problems).toEqual([]);
  expect(preview.totals).toMatchObject({ products: 1, fields: 3, rows: 3, unchangedLines: 0 });
  expect(preview.products[0]?.changes[0]).toEqual({ field: "Currency", variant: "S", from: "SEK", to: "USD" });
  expect(await contentOf(world.ctx, capId)).toEqual(before);
});

test("confirmed corrections change the catalog and send exactly those rows again, in a batch that names the first", async () => {
  await using world = await openUploadWorld();
  const { ctx } = world;
  const { batchId, capId } = await failedBatch(world);
  const lines = (await download(ctx, batchId)).map((line) => ({ ...line, Currency: "USD", Price: "12,50" }));
  const file = fileOf(lines, ";");
  const { digest } = await previewCorrections(ctx, { batchId, file });

  const applied = await applyCorrections(ctx, { batchId, file, digest });
  await drain(world);

  const batch = await ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: applied.batchId } });
  expect(batch).toMatchObject({ status: "COMPLETED", rowsTotal: 3, rowsSucceeded: 3, correctsBatchId: batchId });
  const cap = await contentOf(ctx, capId);
  expect(cap.approvalStatus).toBe("APPROVED");
  expect(cap.variants.map(({ price, currencyCode }) => [price.toFixed(2), currencyCode])).toEqual([
    ["12.50", "USD"],
    ["12.50", "USD"],
    ["12.50", "USD"],
  ]);
});

test("only lines that were corrected are sent again", async () => {
  await using world = await openUploadWorld();
  const { batchId } = await failedBatch(world);
  const other = await addProduct(world, { title: "Bag" });
  await world.ctx.db.variant.updateMany({ where: { productId: other.id }, data: { currencyCode: "SEK" } });
  const second = await approveProducts(world.ctx, { selection: { kind: "products", ids: [other.id] } });
  await drain(world);
  const lines = await download(world.ctx, second.batchId);
  const untouched = await previewCorrections(world.ctx, { batchId: second.batchId, file: fileOf(lines) });

  expect(untouched.totals).toMatchObject({ rows: 0, unchangedLines: 3 });
  await expect(applyCorrections(world.ctx, { batchId: second.batchId, file: fileOf(lines) })).rejects.toMatchObject({
    code: "correction.nothing-changed",
  });
  await expect(
    applyCorrections(world.ctx, { batchId, file: fileOf(lines.map((line) => ({ ...line, Currency: "USD" }))) }),
  ).rejects.toThrow(/This batch has no such row/);
});

test("a file with a wrong line saves nothing, and says which line and why", async () => {
  await using world = await openUploadWorld();
  const { ctx } = world;
  const { batchId, capId } = await failedBatch(world);
  const before = await contentOf(ctx, capId);
  const [first, ...rest] = await download(ctx, batchId);
  const lines = [{ ...first, Price: "a lot", Currency: "USD" }, ...rest.map((line) => ({ ...line, Currency: "USD" }))];

  const { problems } = await previewCorrections(ctx, { batchId, file: fileOf(lines) });
  const applying = applyCorrections(ctx, { batchId, file: fileOf(lines) });

  expect(problems).toEqual([{ line: 2, column: "Price", message: '"a lot" is not a number' }]);
  await expect(applying).rejects.toMatchObject({ code: "correction.invalid-lines" });
  expect(await contentOf(ctx, capId)).toEqual(before);
});

test("lines of one product that disagree about it are refused", async () => {
  await using world = await openUploadWorld();
  const { batchId } = await failedBatch(world);
  const [first = {}, second = {}, third = {}] = await download(world.ctx, batchId);
  const lines = [{ ...first, Title: "Red cap" }, { ...second, Title: "Blue cap" }, third];

  const { problems } = await previewCorrections(world.ctx, { batchId, file: fileOf(lines) });

  expect(problems).toEqual([
    { line: 3, column: "Title", message: "Line 2 says something else about the same product." },
  ]);
});

test("a file that is older than the catalog is refused, also when it is sent twice", async () => {
  await using world = await openUploadWorld();
  const { ctx } = world;
  const { batchId } = await failedBatch(world);
  const file = fileOf((await download(ctx, batchId)).map((line) => ({ ...line, Currency: "USD" })));

  await applyCorrections(ctx, { batchId, file });
  const again = applyCorrections(ctx, { batchId, file });

  await expect(again).rejects.toThrow(/changed in the catalog after this file was made/);
  expect(await ctx.db.shopifyUploadBatch.count({ where: { correctsBatchId: batchId } })).toBe(1);
});

test("a confirmation of other changes than those that were shown is refused", async () => {
  await using world = await openUploadWorld();
  const { ctx } = world;
  const { batchId } = await failedBatch(world);
  const lines = await download(ctx, batchId);
  const shown = await previewCorrections(ctx, {
    batchId,
    file: fileOf(lines.map((line) => ({ ...line, Currency: "USD" }))),
  });

  const applying = applyCorrections(ctx, {
    batchId,
    file: fileOf(lines.map((line) => ({ ...line, Currency: "USD", Price: "1" }))),
    digest: shown.digest,
  });

  await expect(applying).rejects.toMatchObject({ code: "correction.changed-meanwhile" });
});

test("a value that a spreadsheet would calculate goes out as text and comes back as it was", async () => {
  await using world = await openUploadWorld();
  const { ctx } = world;
  const { batchId, capId } = await failedBatch(world);
  await ctx.db.product.update({ where: { id: capId }, data: { title: "=1+1", vendor: "'=quoted" } });

  const lines = await download(ctx, batchId);
  const preview = await previewCorrections(ctx, { batchId, file: fileOf(lines) });

  expect(lines[0]).toMatchObject({ Title: "'=1+1", Vendor: "''=quoted" });
  expect(preview).toMatchObject({ problems: [], totals: { fields: 0, unchangedLines: 3 } });
});

test("a merchant of one store takes the failed rows of that store, and corrects nothing of the organization's catalog", async () => {
  await using world = await openUploadWorld();
  const { batchId } = await failedBatch(world);
  const { storeId } = onlyStore(world);
  const merchant = (own: string): Context => ({
    ...world.ctx,
    actor: { type: "STAFF", id: own, name: "Merchant", role: "MERCHANT", storeId: own },
  });
  const file = fileOf(await download(world.ctx, batchId));

  expect(await download(merchant(storeId), batchId)).toHaveLength(3);
  expect(await download(merchant(world.ctx.organizationId), batchId)).toEqual([]);
  await expect(applyCorrections(merchant(storeId), { batchId, file })).rejects.toMatchObject({
    code: "permission.denied",
  });
});

test("a file without its row numbers, with unknown columns, or empty is refused as a whole", async () => {
  await using world = await openUploadWorld();
  const { batchId } = await failedBatch(world);
  const check = (text: string) => previewCorrections(world.ctx, { batchId, file: new TextEncoder().encode(text) });

  await expect(check("Title,Price\nCap,1\n")).rejects.toThrow(/no column Row and no column Version/);
  await expect(check("Row,Version,Prise\n1,2,3\n")).rejects.toThrow(/not known: Prise/);
  await expect(check("Row,Version\n")).rejects.toMatchObject({ code: "correction.empty" });
});
