import type { RejectedLine } from "./findings.ts";

/** One line of a catalog that belongs to a product: what it says, or why it cannot be read. */
export interface CatalogLine<Row> {
  line: number;
  /** The product's external id in this file. */
  key: string;
  row: Row | null;
  fault: RejectedLine | null;
}

/** All lines of one product, in the order of the file. */
export interface ProductBlock<Row> {
  key: string;
  lines: CatalogLine<Row>[];
}

/** Reads the file from its start; called once per pass. */
export type ReadLines<Row> = () => AsyncIterable<CatalogLine<Row>[]>;

/** Products whose lines do not stand together, with the number of their last line. */
export interface ScatteredProducts {
  lastLineByKey: ReadonlyMap<string, number>;
  /** How many lines are meant, the first runs of each product not counted. */
  lineCount: number;
}

/** Lines of scattered products that are held in memory at a time. */
const MAX_HELD_LINES = 20_000;

/**
 * The first pass over a file: finds the products that come back after another product's lines. Holds the keys of the
 * file's products and nothing else.
 */
export async function findScatteredProducts<Row>(readLines: ReadLines<Row>): Promise<ScatteredProducts> {
  const seen = new Set<string>();
  const lastLineByKey = new Map<string, number>();
  let lineCount = 0;
  let current: string | null = null;
  for await (const lines of readLines()) {
    for (const { key, line } of lines) {
      if (key !== current && seen.has(key)) lastLineByKey.set(key, line);
      if (lastLineByKey.has(key)) {
        lastLineByKey.set(key, line);
        lineCount += 1;
      }
      seen.add(key);
      current = key;
    }
  }
  return { lastLineByKey, lineCount };
}

/**
 * Gives each product once, with all of its lines, wherever in the file they stand. Products whose lines stand together
 * are never held; the scattered ones are held until their last line. When these are too many to hold at once, the file
 * is read once more per 20,000 of their lines, so memory stays bounded for a file in any order.
 */
export async function* groupProducts<Row>(
  readLines: ReadLines<Row>,
  { lastLineByKey, lineCount }: ScatteredProducts,
  maxHeldLines = MAX_HELD_LINES,
): AsyncGenerator<ProductBlock<Row>> {
  const passes = Math.max(1, Math.ceil(lineCount / maxHeldLines));
  for (let pass = 0; pass < passes; pass += 1) {
    const held = new Map<string, ProductBlock<Row>>();
    let open: ProductBlock<Row> | null = null;
    for await (const lines of readLines()) {
      for (const line of lines) {
        const lastLine = lastLineByKey.get(line.key);
        if (lastLine === undefined) {
          if (pass > 0) continue;
          if (open !== null && open.key !== line.key) {
            yield open;
            open = null;
          }
          open ??= { key: line.key, lines: [] };
          open.lines.push(line);
          continue;
        }
        if (passOf(line.key, passes) !== pass) continue;
        const block = held.get(line.key) ?? { key: line.key, lines: [] };
        block.lines.push(line);
        if (line.line < lastLine) {
          held.set(line.key, block);
        } else {
          held.delete(line.key);
          yield block;
        }
      }
    }
    if (open !== null) yield open;
  }
}

/** Spreads keys evenly over the passes; the same key always falls into the same one. */
function passOf(key: string, passes: number): number {
  let hash = 2166136261;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 16777619);
  return (hash >>> 0) % passes;
}
