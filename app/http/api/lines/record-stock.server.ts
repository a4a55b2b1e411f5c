import { readSourceLines, type SourceLine } from "#app/domain/catalog/imports/source-lines.ts";
import type { Context } from "#app/domain/context.ts";
import { recordStockCounts } from "#app/domain/inventory/counts/record-stock-counts.server.ts";
import {
  stockCountSchema,
  stockRejections,
  type StockCount,
  type StockOutcome,
} from "#app/domain/inventory/counts/stock-count.ts";
import { InvalidInputError } from "#app/platform/errors.ts";
import { readInput } from "../../parse-input.server.ts";
import type { ApiFile } from "../api-file.server.ts";
import { answerLines, type TellResult } from "./answer-lines.server.ts";

const SLICE_LINES = 1_000;

interface StockProblem {
  field: string | null;
  code: string;
  message: string;
}

interface ReadLine {
  line: number;
  count: StockCount | null;
  problems: StockProblem[];
}

/** Brings the counts of a body into the catalog, slice by slice, and tells of each line what became of it. */
export const recordStock = (ctx: Context, request: Request, makesWarehouses: boolean): Promise<ApiFile> =>
  answerLines(request, async (source, tell) => {
    const summary: Record<StockOutcome, number> = { updated: 0, unchanged: 0, older: 0, rejected: 0 };
    let slice: ReadLine[] = [];
    const end = async () => {
      for (const outcome of await recordSlice(ctx, slice, { makesWarehouses, tell })) summary[outcome] += 1;
      slice = [];
    };
    for await (const block of readSourceLines(source()))
      for (const line of block) {
        if (line.text.trim() === "") continue;
        slice.push(readLine(line));
        if (slice.length === SLICE_LINES) await end();
      }
    if (slice.length > 0) await end();
    if (Object.values(summary).every((lines) => lines === 0))
      throw new InvalidInputError("stock.empty", "The body has no lines. Send one JSON object per line.");
    await tell({ summary });
  });

function readLine({ number: line, text, hasBadEncoding }: SourceLine): ReadLine {
  const faulty = (code: string, message: string): ReadLine => {
    return { line, count: null, problems: [{ field: null, code, message }] };
  };
  if (hasBadEncoding) return faulty("line.encoding", "holds bytes that are not UTF-8");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return faulty("line.not-json", error instanceof Error ? error.message.slice(0, 200) : "is not JSON");
  }
  const read = readInput(stockCountSchema, json);
  if ("data" in read) return { line, count: read.data, problems: [] };
  const problems = read.problems.map(({ field, message }) => ({
    field: field || null,
    code: "field.invalid",
    message,
  }));
  return { line, count: null, problems };
}

async function recordSlice(
  ctx: Context,
  slice: readonly ReadLine[],
  { makesWarehouses, tell }: { makesWarehouses: boolean; tell: TellResult },
): Promise<StockOutcome[]> {
  const counts = slice.flatMap(({ count }) => count ?? []);
  const recorded = await recordStockCounts(ctx, { counts, makesWarehouses });
  const results = recorded.values();
  const outcomes: StockOutcome[] = [];
  for (const { line, count, problems } of slice) {
    const { outcome, variantId, code } = (count && results.next().value) ?? REJECTED;
    const refused = code === null ? [] : [{ field: null, code, message: stockRejections[code] }];
    await tell({ line, outcome, variantId, problems: [...problems, ...refused] });
    outcomes.push(outcome);
  }
  return outcomes;
}

const REJECTED = { outcome: "rejected", variantId: null, code: null } as const;
