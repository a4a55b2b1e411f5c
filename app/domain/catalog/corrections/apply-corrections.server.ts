import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { createBatch } from "#app/domain/uploads/create-batch.server.ts";
import { finishPlanning } from "#app/domain/uploads/finish-planning.server.ts";
import { logBatchChanges, type BatchChange } from "#app/domain/uploads/log-batch-changes.server.ts";
import { lockPlanning, planRows } from "#app/domain/uploads/plan-rows.server.ts";
import { getBatch, type BatchSummary } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { ConflictError, InvalidInputError } from "#app/platform/errors.ts";
import { retryConflicts } from "#app/platform/retry-conflicts.server.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import { markApproved } from "../internal/mark-approved.server.ts";
import { updateProducts, updateVariants } from "../internal/product-rows-sql.server.ts";
import { lockCatalogWriting } from "../internal/write-products.server.ts";
import { readCorrectionFile, type CorrectionLine, type LineProblem } from "./correction-file.ts";
import { digestCorrections } from "./digest-corrections.ts";
import { loadCorrected } from "./load-corrected.server.ts";
import { planCorrections, type CorrectedProduct } from "./plan-corrections.ts";
import type { CorrectionInput } from "./preview-corrections.server.ts";
import { requireUpload } from "./require-upload.ts";

export interface ApplyCorrectionsInput extends CorrectionInput {
  /** Of the preview that was agreed to; absent: whatever the file says. */
  digest?: string | undefined;
}

export interface AppliedCorrections {
  /** The batch that sends the corrected rows again. */
  batchId: string;
  products: number;
  fields: number;
  rows: number;
}

/**
 * Brings a corrected file of failed rows into the catalog and sends exactly those rows again, in a batch of their own that
 * names the first one: all of it in one transaction, or nothing. What is sent is content, which is approved anew: an
 * approval is a snapshot, so the failed rows themselves stay what they were. Lines without a change are left alone.
 * The same file a second time changes nothing: its lines are older than the catalog then.
 * @throws {InvalidInputError} naming every line that is wrong. @throws {NotFoundError}
 * @throws {ConflictError} when nothing would change, or something else than the digest says.
 */
export async function applyCorrections(ctx: Context, input: ApplyCorrectionsInput): Promise<AppliedCorrections> {
  requirePermission(ctx.actor, "upload");
  const corrected = await getBatch(ctx, input.batchId);
  requireUpload(corrected);
  const { lines, problems } = await readCorrectionFile(input.file);
  requireNoProblem(problems);
  const { changes, ...applied } = await retryConflicts(() =>
    inTransaction(ctx.db, (tx) => apply(tx, ctx, { corrected, lines, digest: input.digest }), { timeoutMs: 60_000 }),
  );
  ctx.log.info({ ...applied, correctsBatchId: input.batchId }, "Failed rows were corrected and sent again.");
  logBatchChanges(ctx.log, changes);
  return applied;
}

interface Applying {
  corrected: BatchSummary;
  lines: readonly CorrectionLine[];
  digest: string | undefined;
}

async function apply(
  tx: Tx,
  ctx: Context,
  { corrected, lines, digest }: Applying,
): Promise<AppliedCorrections & { changes: BatchChange[] }> {
  const { organizationId } = ctx;
  await lockCatalogWriting(tx, organizationId);
  await lockPlanning(tx, organizationId);
  await lockProductsOfRows(tx, organizationId, lines);
  const planned = planCorrections(lines, await loadCorrected(tx, ctx, corrected.id, lines));
  requireNoProblem(planned.problems);
  const { totals, digest: found } = digestCorrections(planned);
  if (totals.rows === 0)
    throw new ConflictError(
      "correction.nothing-changed",
      "The file says what the catalog says already. Correct the rows in it; to send them as they are, retry them.",
    );
  if (digest !== undefined && digest !== found)
    throw new ConflictError(
      "correction.changed-meanwhile",
      "Something changed meanwhile. Look at the changes once more.",
    );

  await writeCatalog(tx, ctx, planned.products);
  const batchId = await createBatch(tx, ctx, `Corrections of ${corrected.name}`, { priority: corrected.priority });
  await tx.shopifyUploadBatch.update({ where: { id: batchId }, data: { correctsBatchId: corrected.id } });
  await recordApproval(tx, ctx, batchId, planned.products);
  await recordActivity(tx, ctx, {
    action: "batch.failures-corrected",
    subjectType: "batch",
    subjectId: corrected.id,
    details: { newBatchId: batchId, products: totals.products, fields: totals.fields, rows: totals.rows },
  });
  const changes = await planCorrected(tx, ctx, batchId, planned.products);
  const { products, fields, rows } = totals;
  return { batchId, products, fields, rows, changes };
}

/** Whoever changes or rejects one of the products meanwhile waits, or is waited for. */
async function lockProductsOfRows(tx: Tx, organizationId: string, lines: readonly CorrectionLine[]): Promise<void> {
  await tx.$queryRaw`
    SELECT p.id FROM products p
    WHERE p.organization_id = ${organizationId}::uuid AND p.id IN (
      SELECT r.product_id FROM shopify_upload_products r
      WHERE r.id = ANY (${lines.map(({ rowId }) => rowId)}::text[]::bigint[]) AND r.organization_id = ${organizationId}::uuid)
    ORDER BY p.id FOR UPDATE`;
}

async function writeCatalog(tx: Tx, ctx: Context, products: readonly CorrectedProduct[]): Promise<void> {
  const writtenAt = ctx.clock.now();
  await updateProducts(
    tx,
    ctx.organizationId,
    writtenAt,
    products.map(({ product: { id, externalId, categoryId }, content }) => {
      const { handle, title, descriptionHtml, vendor, productTypeName, type, tags, status, ...rest } = content;
      const { seoTitle, seoDescription, options, images, metafields } = rest;
      const texts = { handle, title, descriptionHtml, vendor, productTypeName, type, tags, status };
      const lists = { seoTitle, seoDescription, options, images, metafields };
      return { id, externalId, categoryId, isContentChanged: true, ...texts, ...lists };
    }),
  );
  await updateVariants(
    tx,
    ctx.organizationId,
    writtenAt,
    products.flatMap(({ product, variants }) =>
      variants.map(({ id, externalId, content }) => ({ id, productId: product.id, externalId, ...content })),
    ),
  );
}

const variantIdsOf = (products: readonly CorrectedProduct[]): string[] => [
  ...new Set(products.flatMap(({ rows }) => rows.map(({ variantId }) => variantId))),
];

async function recordApproval(
  tx: Tx,
  ctx: Context,
  batchId: string,
  products: readonly CorrectedProduct[],
): Promise<void> {
  const variantIds = variantIdsOf(products);
  await tx.approval.create({
    data: {
      organizationId: ctx.organizationId,
      batchId,
      selection: { kind: "variants", ids: variantIds },
      actorType: ctx.actor.type,
      actorId: ctx.actor.id,
      plannedAt: ctx.clock.now(),
    },
  });
  await markApproved(tx, { productIds: products.map(({ product }) => product.id), variantIds });
}

/** Each row goes to the one store in which it failed, whatever other stores its product has. */
async function planCorrected(
  tx: Tx,
  ctx: Context,
  batchId: string,
  products: readonly CorrectedProduct[],
): Promise<BatchChange[]> {
  const { organizationId } = ctx;
  const storeIds = new Set(products.flatMap(({ rows }) => rows.flatMap(({ storeId }) => storeId ?? [])));
  const changes: BatchChange[] = [];
  for (const storeId of [...storeIds].toSorted()) {
    const here = products.flatMap((corrected) => {
      const rows = corrected.rows.filter((row) => row.storeId === storeId);
      return rows.length === 0 ? [] : [{ ...corrected, rows }];
    });
    const productIds = here.map(({ product }) => product.id);
    const planned = await planRows(tx, {
      organizationId,
      batchId,
      productIds,
      storeId,
      variantIds: variantIdsOf(here),
    });
    changes.push(...planned.changes);
    for (const woken of planned.storeIds) await ctx.queue.send(tx, drainStore, { storeId: woken });
  }
  return [...changes, ...(await finishPlanning(tx, batchId))];
}

const NAMED_PROBLEMS = 5;

function requireNoProblem(problems: readonly LineProblem[]): void {
  if (problems.length === 0) return;
  const fields = problems.map(({ line, column, message }) => ({
    field: column === null ? `line ${line}` : `line ${line}, ${column}`,
    message,
  }));
  const named = fields.slice(0, NAMED_PROBLEMS).map(({ field, message }) => `${field}: ${message}`);
  const rest = problems.length > NAMED_PROBLEMS ? ` And ${problems.length - NAMED_PROBLEMS} more.` : "";
  throw new InvalidInputError(
    "correction.invalid-lines",
    `Nothing was saved, because lines of the file are wrong. ${named.join(" ")}${rest}`,
    fields.slice(0, 100),
  );
}
