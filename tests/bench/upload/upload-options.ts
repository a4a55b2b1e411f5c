import { BenchUsageError, flag, oneOf, wholeNumber, type BenchOption, type ValuesOf } from "../bench-options.ts";

/** As Shopify is taken to answer: 200 ms for a write and 70 ms for a read. */
const latency: BenchOption<{ mutationMs: number; queryMs: number }> = {
  argument: "L",
  meaning: "milliseconds that every call takes, or WRITE/READ",
  byDefault: "200/70",
  read(text, name) {
    const [mutationMs = Number.NaN, queryMs = mutationMs, ...more] = text.split("/").map(readMs);
    if (more.length === 0 && Number.isInteger(mutationMs) && Number.isInteger(queryMs)) return { mutationMs, queryMs };
    throw new BenchUsageError(`--${name} takes whole milliseconds, or two such numbers as 200/70, not "${text}".`);
  },
};

const readMs = (text: string): number => (/^\d{1,5}$/.test(text) ? Number(text) : Number.NaN);

export const uploadOptions = {
  plan: oneOf(
    "the shops' plan, which gives their points",
    ["standard", "advanced", "plus", "enterprise", "unlimited"],
    "standard",
  ),
  products: wholeNumber("products for each store", { byDefault: 2_000, least: 1, most: 1_000_000 }),
  variants: wholeNumber("variants of each product", { byDefault: 3, least: 1, most: 2_048 }),
  stores: wholeNumber("stores, each with products of its own", { byDefault: 1, least: 1, most: 200 }),
  "latency-ms": latency,
  update: oneOf(
    "fill the shops first, then change this field everywhere and upload that",
    ["nothing", "price"],
    "nothing",
  ),
  unchanged: flag("approve everything although the shops have it already"),
  baselines: flag("beside it, upload 300 products each in the two usual ways, to shops of their own"),
  workers: wholeNumber("worker processes", { byDefault: 1, least: 1, most: 32 }),
  "throttled-ms": wholeNumber("milliseconds that a throttled answer takes", { byDefault: 0, least: 0, most: 60_000 }),
  "nodes-cost": oneOf("how the simulator charges a list of ids", ["once", "per-id"], "once"),
} as const;

export type UploadOptions = ValuesOf<typeof uploadOptions>;
