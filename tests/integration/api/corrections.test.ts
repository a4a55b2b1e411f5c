import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { action as correct } from "#app/routes/api.v1.batches.$batchId.corrections.ts";
import { loader as exportFailed } from "#app/routes/api.v1.batches.$batchId.failures[.]csv.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const headers = { "content-type": "text/csv; charset=utf-8" };

/** A cap of three variants in a currency that its shop does not sell in. */
async function failedBatch(world: UploadWorld): Promise<string> {
  const { ctx } = world;
  const { id } = await addProduct(world, { title: "Cap", sizes: ["S", "M", "L"] });
  await ctx.db.variant.updateMany({ where: { productId: id }, data: { currencyCode: "SEK" } });
  const { batchId } = await approveProducts(ctx, { selection: { kind: "products", ids: [id] } });
  await drainStore(ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);
  return batchId;
}

test("a system sends back the file of failed rows, sees what would change, and confirms exactly that", async () => {
  await using world = await openUploadWorld();
  const params = { batchId: await failedBatch(world) };
  const call = await openApi({ ...world.ctx, queue: world.queue });
  const { text: file } = await call(exportFailed, { params });
  const sent = { params, headers, method: "POST", body: file.replaceAll("SEK", "USD") };

  const preview = await call(correct, sent);
  const { digest } = (preview.body as { preview: { digest: string } }).preview;
  const other = await call(correct, { ...sent, body: file.replaceAll("SEK", "EUR"), search: { digest } });
  const applied = await call(correct, { ...sent, search: { digest } });

  expect(preview).toMatchObject({
    status: 200,
    body: { preview: { totals: { fields: 3, rows: 3, problems: 0 } }, applied: null },
  });
  expect(other).toMatchObject({ status: 409, body: { code: "correction.changed-meanwhile" } });
  expect(applied).toMatchObject({ status: 200, body: { preview: null, applied: { rows: 3 } } });
});

test("a corrected file may be as large as one that a person sends, and no larger", async () => {
  await using world = await openUploadWorld();
  const params = { batchId: await failedBatch(world) };
  const call = await openApi({ ...world.ctx, queue: world.queue });
  const { text } = await call(exportFailed, { params });
  const rows: { Row: string; Version: string }[] = parse(text, { bom: true, columns: true });
  const lines = rows.map(({ Row, Version }) => `${Row},${Version},${"x".repeat(900_000)},USD\n`);
  const file = `Row,Version,Error,Currency\n${lines.join("")}`;

  const taken = await call(correct, { params, headers, method: "POST", body: file });
  const refused = await call(correct, { params, headers, method: "POST", body: file.padEnd(10_000_001, "\n") });

  expect(file.length).toBeGreaterThan(2_700_000);
  expect(taken).toMatchObject({ status: 200, body: { preview: { totals: { rows: 3, problems: 0 } } } });
  expect(refused).toMatchObject({ status: 413, body: { code: "request.too-large" } });
});
