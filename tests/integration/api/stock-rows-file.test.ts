import { expect, test } from "vitest";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { loader as download } from "#app/routes/api.v1.inventory.runs.$runId.rows[.]csv.ts";
import { createApiToken } from "#app/domain/organizations/create-api-token.server.ts";
import { provideRuntime } from "#app/http/runtime.server.ts";
import { openStockWorld, type StockWorld } from "#tests/support/inventory/stock-world.ts";

async function openDownload({ ctx, queue }: StockWorld) {
  provideRuntime(Promise.resolve({ ...ctx, queue, close: () => Promise.resolve() }));
  const { token } = await createApiToken(ctx, { name: "Test system", scopes: ["view"] });
  return (runId: string, search = "") =>
    download({
      request: new Request(`https://app.test/api/v1/inventory/runs/${runId}/rows.csv${search}`, {
        headers: { authorization: `Bearer ${token}` },
      }),
      params: { runId },
      context: {},
    });
}

async function ranWorld(products = 1): Promise<{ world: StockWorld; runId: string }> {
  const world = await openStockWorld({ products });
  await world.count(4);
  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();
  return { world, runId };
}

async function chunksOf({ body }: Response): Promise<string[]> {
  const chunks: string[] = [];
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) chunks.push(read.value);
  return chunks;
}

const linesOf = (text: string): string[] => text.split("\r\n").slice(0, -1);

test("the rows of a run come as a file that a spreadsheet opens, with a name of its own", async () => {
  const { world: ran, runId } = await ranWorld();
  await using world = ran;
  const file = await openDownload(world);

  const answer = await file(runId);
  const [header, ...lines] = linesOf(await answer.text());

  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="stock-sync-${runId}.csv"`);
  expect(header).toMatch(/^Product,Variant,SKU,Location,/);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain(",SUCCESS,0,4,");
});

test("a title that a spreadsheet would calculate is written as text", async () => {
  const { world: ran, runId } = await ranWorld();
  await using world = ran;
  await world.ctx.db.product.updateMany({
    where: { organizationId: world.ctx.organizationId },
    data: { title: '=HYPERLINK("https://bad.example","Open")' },
  });
  const file = await openDownload(world);

  const [, line] = linesOf(await (await file(runId)).text());

  expect(line).toMatch(/^"'=HYPERLINK\(""https:\/\/bad\.example"",""Open""\)",/);
});

test("the file is written page after page while it is read, every row once and in order", async () => {
  const { world: ran, runId } = await ranWorld();
  await using world = ran;
  const { ctx, storeId, variants, locationIds } = world;
  const [variant] = variants;
  await ctx.db.$executeRaw`
    INSERT INTO inventory_run_rows (organization_id, run_id, store_id, variant_id, location_id, inventory_item_id, status, target, change_from)
    SELECT ${ctx.organizationId}::uuid, ${runId}::uuid, ${storeId}::uuid, ${variant?.variantId ?? ""}::uuid, ${locationIds[0] ?? ""}, 'item',
      'SUCCESS', number, 0
    FROM generate_series(1, 2500) AS number`;
  const file = await openDownload(world);

  const answer = await file(runId);
  const chunks = await chunksOf(answer);

  const targets = linesOf(chunks.join(""))
    .slice(4)
    .map((line) => Number(line.split(",")[7]));
  expect(chunks.length).toBeGreaterThan(3);
  expect(targets).toEqual(Array.from({ length: 2_500 }, (_one, place) => place + 1));
});

test("rows of one status are a file, and a status that there is not is refused before anything is written", async () => {
  const { world: ran, runId } = await ranWorld();
  await using world = ran;
  const file = await openDownload(world);

  const failed = await file(runId, "?status=FAILED");
  const wrong = await file(runId, "?status=LOST");

  expect(linesOf(await failed.text())).toHaveLength(1);
  expect(wrong.status).toBe(422);
});

test("a run of another organization is not found, and nothing of it is written", async () => {
  const { world: ran } = await ranWorld();
  await using world = ran;
  const { world: foreign, runId } = await ranWorld();
  await using other = foreign;
  const file = await openDownload(world);

  const answer = await file(runId);

  expect(other.ctx.organizationId).not.toBe(world.ctx.organizationId);
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toContain("json");
});
