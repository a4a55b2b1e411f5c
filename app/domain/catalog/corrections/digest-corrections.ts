import { createHash } from "node:crypto";
import type { LineProblem } from "./correction-file.ts";
import type { FieldChange, PlannedCorrections } from "./plan-corrections.ts";

/** How much of a large file a person reads before they confirm it. */
const SHOWN_PRODUCTS = 100;
const SHOWN_PROBLEMS = 100;

/** What a corrected file would change, for the person who is about to say so. */
export interface CorrectionPreview {
  /** The first products, with all of their changes. */
  products: { productId: string; title: string; stores: string[]; rows: number; changes: FieldChange[] }[];
  totals: { products: number; fields: number; rows: number; unchangedLines: number; problems: number };
  /** While there is one, nothing can be saved. */
  problems: LineProblem[];
  /** Names exactly these changes: whoever confirms sends it along. */
  digest: string;
}

export function digestCorrections({ products, unchangedLines, problems }: PlannedCorrections): CorrectionPreview {
  const shown = products.map(({ product, changes, rows }) => ({
    productId: product.id,
    title: product.content.title,
    stores: [...new Set(rows.map(({ storeName }) => storeName ?? "No store"))],
    rows: rows.length,
    changes,
  }));
  const named = products.map(({ product, changes, rows }) => [
    product.id,
    product.version,
    changes,
    rows.map(({ id }) => id),
  ]);
  return {
    products: shown.slice(0, SHOWN_PRODUCTS),
    totals: {
      products: products.length,
      fields: products.reduce((sum, { changes }) => sum + changes.length, 0),
      rows: products.reduce((sum, { rows }) => sum + rows.length, 0),
      unchangedLines,
      problems: problems.length,
    },
    problems: problems.slice(0, SHOWN_PROBLEMS),
    digest: createHash("sha256").update(JSON.stringify(named)).digest("hex").slice(0, 32),
  };
}
