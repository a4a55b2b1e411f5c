import { z } from "zod";
import { fingerprintSchema } from "../../parse-input.server.ts";
import { defineOperation } from "../operation.ts";
import { ofBatch } from "./shared-schemas.ts";

export const exportFailedRows = defineOperation({
  id: "exportFailedRows",
  call: "GET /batches/{batchId}/failures.csv",
  summary:
    "The failed rows of a batch, or of one of its error groups, as a CSV file: what is wrong, what to do, and what the catalog holds, to be corrected.",
  params: ofBatch,
  query: z.strictObject({ errorGroup: fingerprintSchema.optional() }),
  answer: z.string(),
  gives: "csv",
});

const change = z.object({
  field: z.string(),
  variant: z.string().nullable(),
  from: z.string(),
  to: z.string(),
});

const preview = z.object({
  products: z.array(
    z.object({
      productId: z.string(),
      title: z.string(),
      stores: z.array(z.string()),
      rows: z.int(),
      changes: z.array(change),
    }),
  ),
  totals: z.object({
    products: z.int(),
    fields: z.int(),
    rows: z.int(),
    unchangedLines: z.int(),
    problems: z.int(),
  }),
  problems: z.array(z.object({ line: z.int(), column: z.string().nullable(), message: z.string() })),
  digest: z.string(),
});

const applied = z.object({ batchId: z.string(), products: z.int(), fields: z.int(), rows: z.int() });

export const correctFailedRows = defineOperation({
  id: "correctFailedRows",
  call: "POST /batches/{batchId}/corrections",
  summary:
    "Takes the corrected file of failed rows, up to 10 MB. Without `digest` it tells what would change and saves nothing; with the digest of that answer it changes the catalog and sends exactly those rows again, in a new batch.",
  scope: "upload",
  params: ofBatch,
  query: z.strictObject({ digest: z.string().min(1).max(64).optional() }),
  body: z.string(),
  takes: "csv",
  answer: z.object({ preview: preview.nullable(), applied: applied.nullable() }),
  conflicts: ["correction.nothing-changed", "correction.changed-meanwhile", "correction.not-an-upload"],
});
