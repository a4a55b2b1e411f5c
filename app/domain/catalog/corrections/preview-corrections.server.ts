import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getBatch } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { readCorrectionFile } from "./correction-file.ts";
import { requireUpload } from "./require-upload.ts";
import { digestCorrections, type CorrectionPreview } from "./digest-corrections.ts";
import { loadCorrected } from "./load-corrected.server.ts";
import { planCorrections } from "./plan-corrections.ts";

export interface CorrectionInput {
  /** The batch whose failed rows were downloaded. */
  batchId: string;
  file: Uint8Array;
}

/**
 * Says what a corrected file of failed rows would change in the catalog and what would be sent again. Saves nothing.
 * @throws {InvalidInputError} for a file that cannot be read as a whole; what is wrong with lines is in the answer.
 * @throws {NotFoundError} when the organization has no such batch, {ConflictError} for one that takes products off sale.
 */
export async function previewCorrections(ctx: Context, { batchId, file }: CorrectionInput): Promise<CorrectionPreview> {
  requirePermission(ctx.actor, "upload");
  requireUpload(await getBatch(ctx, batchId));
  const { lines, problems } = await readCorrectionFile(file);
  const planned = planCorrections(lines, await loadCorrected(ctx.db, ctx, batchId, lines));
  return digestCorrections({ ...planned, problems: [...problems, ...planned.problems] });
}
