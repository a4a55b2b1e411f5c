import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Db, type Tx } from "#app/platform/db.server.ts";
import { NoAnswerError } from "#app/shopify/errors.ts";
import { moveRun, type ClaimedRun } from "./claimed-run.server.ts";
import { BulkQueryFailedError, SnapshotCutError, SnapshotLostError } from "./run-errors.ts";
import { linesOf, parseSnapshotLine, type SnapshotLine, type TextLine } from "./snapshot-lines.ts";
import { readBulkQuery, type RunTools } from "./take-snapshot.server.ts";

const LINES_PER_SLICE = 2_000;

/**
 * Reads Shopify's answer as a stream into the staging tables, slice by slice, and goes on behind the lines that an
 * earlier try has stored. Memory holds one slice, however large the shop is.
 * A file that does not get any further, or has more lines than Shopify announced, is asked for anew; nothing of it is used.
 * @throws {SnapshotCutError} when the file broke off; the next try goes on there.
 */
export async function stageSnapshot(tools: RunTools, given: ClaimedRun): Promise<ClaimedRun> {
  const { runtime, signal } = tools;
  const total = given.linesTotal ?? 0n;
  let run = given;
  if (run.linesStaged === 0n) await deleteSnapshot(runtime.db, run.id);
  if (run.linesStaged < total) {
    const body = await download(tools, run);
    let line = 0;
    let slice: SnapshotLine[] = [];
    for await (const text of linesOf(textOf(body))) {
      if (BigInt(line + 1) <= run.linesStaged) {
        line += 1;
        continue;
      }
      const read = readLine(text, line + 1);
      if (read === null) break;
      line += 1;
      slice.push(read);
      if (slice.length < LINES_PER_SLICE) continue;
      run = await stage(tools, run, slice, line);
      slice = [];
      if (signal.aborted) return run;
    }
    if (slice.length > 0) run = await stage(tools, run, slice, line);
  }
  if (run.linesStaged > total || (run.linesStaged < total && run.linesStaged === given.linesStaged))
    return askAnew(runtime, run);
  if (run.linesStaged < total) throw new SnapshotCutError(run.linesStaged, total);
  return moveRun(runtime.db, run, { step: "LINKS", cursor: null });
}

function askAnew(runtime: Runtime, run: ClaimedRun): Promise<ClaimedRun> {
  const { id: runId, linesStaged, linesTotal } = run;
  runtime.log.warn({ runId, linesStaged, linesTotal }, "Shopify's list of a shop is not whole and is asked for anew.");
  const nothing = { bulkOperationId: null, snapshotAt: null, linesTotal: null, linesStaged: 0, cursor: null };
  return moveRun(runtime.db, run, { step: "QUERY", ...nothing });
}

/** Null for a line that was cut. What was not asked for does not become readable by being asked for again. */
function readLine({ text, isEnded }: TextLine, line: number): SnapshotLine | null {
  try {
    return parseSnapshotLine(text, line);
  } catch {
    if (!isEnded) return null;
    throw new BulkQueryFailedError(`line ${line} of its answer cannot be read`);
  }
}

async function download(tools: RunTools, run: ClaimedRun): Promise<ReadableStream<Uint8Array>> {
  const operation = await readBulkQuery(tools, run);
  if (!operation?.url) throw new BulkQueryFailedError("its answer is no longer there");
  try {
    const response = await tools.runtime.fetch(String(operation.url), { signal: tools.signal });
    if (response.ok && response.body) return response.body;
    throw new Error(`The answer's address answered ${response.status}.`);
  } catch (error) {
    throw new NoAnswerError(error);
  }
}

/** A connection that breaks ends the text; how much of it is missing is seen by the lines. */
async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new NoAnswerError(error);
      });
      if (done) break;
      yield decoder.decode(value, { stream: true });
    }
    yield decoder.decode();
  } finally {
    // Whoever stops reading in the middle leaves no connection open.
    await reader.cancel().catch(() => undefined);
  }
}

async function stage(
  { runtime }: RunTools,
  run: ClaimedRun,
  lines: readonly SnapshotLine[],
  lastLine: number,
): Promise<ClaimedRun> {
  const products = lines.flatMap((line) => (line.kind === "product" ? [line.row] : []));
  const variants = lines.flatMap((line) => (line.kind === "variant" ? [line.row] : []));
  return inTransaction(runtime.db, async (tx) => {
    await tx.$executeRaw`
      INSERT INTO shop_snapshot_products (run_id, line, shopify_product_id, handle, title, status, identity, shopify_updated_at)
      SELECT ${run.id}::uuid, line, shopify_product_id, handle, title, status, identity, shopify_updated_at
      FROM jsonb_to_recordset(${JSON.stringify(products)}::jsonb) AS told(line bigint, shopify_product_id text, handle text,
        title text, status text, identity text, shopify_updated_at timestamptz)
      ON CONFLICT DO NOTHING`;
    await tx.$executeRaw`
      INSERT INTO shop_snapshot_variants (run_id, line, shopify_product_id, shopify_variant_id, shopify_inventory_item_id, sku, barcode, option_values)
      SELECT ${run.id}::uuid, line, shopify_product_id, shopify_variant_id, shopify_inventory_item_id, sku, barcode, option_values
      FROM jsonb_to_recordset(${JSON.stringify(variants)}::jsonb) AS told(line bigint, shopify_product_id text,
        shopify_variant_id text, shopify_inventory_item_id text, sku text, barcode text, option_values text[])
      ON CONFLICT DO NOTHING`;
    return moveRun(tx, run, { linesStaged: BigInt(lastLine) });
  });
}

/**
 * Makes sure, within the transaction that compares, that what was read is still there.
 * @throws {SnapshotLostError} when a crash of the database has emptied it.
 */
export async function requireSnapshot(tx: Tx, run: ClaimedRun): Promise<void> {
  if (run.linesTotal === 0n) return;
  const [found] = await tx.$queryRaw<{ exists: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM shop_snapshot_products WHERE run_id = ${run.id}::uuid AND line = 1) AS exists`;
  // The tables are emptied as a whole, and the first line is read once.
  if (!found?.exists) throw new SnapshotLostError("The snapshot is no longer there.");
}

const LINES_PER_DELETE = 20_000n;

/** Forgets what a run has read, in bounded statements. */
export async function deleteSnapshot(db: Db, runId: string): Promise<void> {
  const [last] = await db.$queryRaw<{ line: bigint }[]>`
    SELECT greatest(
      coalesce((SELECT max(line) FROM shop_snapshot_products WHERE run_id = ${runId}::uuid), 0),
      coalesce((SELECT max(line) FROM shop_snapshot_variants WHERE run_id = ${runId}::uuid), 0)) AS line`;
  for (let line = 0n; line < (last?.line ?? 0n); line += LINES_PER_DELETE) {
    const end = line + LINES_PER_DELETE;
    await db.$executeRaw`DELETE FROM shop_snapshot_products WHERE run_id = ${runId}::uuid AND line <= ${end}`;
    await db.$executeRaw`DELETE FROM shop_snapshot_variants WHERE run_id = ${runId}::uuid AND line <= ${end}`;
  }
  for (let deleted = 1; deleted > 0;) {
    deleted = await db.$executeRaw`
      DELETE FROM adoption_matches WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM adoption_matches WHERE run_id = ${runId}::uuid LIMIT ${Number(LINES_PER_DELETE)}))`;
  }
}
