import { setTimeout as pause } from "node:timers/promises";
import type { Figure } from "../../bench.ts";
import { round } from "../../statistics.ts";
import type { CreateInput } from "./baseline-products.ts";
import { openBaselineShop, RefusedCallError, type BaselineShop } from "./baseline-shop.ts";
import { blindRetryDelayMs, nextCronTickMs } from "./baseline-pace.ts";
import type { SimulatorProcess } from "../simulator-process.ts";

export const BASELINE_PRODUCTS = 300;
export const CASE_STUDY_SHOP = "case-study.myshopify.com";
export const UNPACED_SHOP = "unpaced.myshopify.com";

const PRODUCTS_PER_READ = 100;
const CASE_STUDY_DELAY_MS = 500;
const UNPACED_WORKERS = 5;
const UNPACED_TRIES = 5;

interface Baseline {
  readonly name: string;
  readonly domain: string;
  /** Uploads everything. Answers for how many variants it got their ids. */
  upload(shop: BaselineShop, products: readonly CreateInput[]): Promise<number>;
}

/**
 * One product after the other, half a second between any two calls, begun by a cron job of every two minutes, as the
 * case study describes its processor. What fails stays failed until somebody asks for it again.
 */
const caseStudy: Baseline = {
  name: "case-study",
  domain: CASE_STUDY_SHOP,
  async upload(shop, products) {
    await pause(nextCronTickMs(Date.now()) - Date.now());
    const created: string[] = [];
    for (const product of products) {
      const id = await unlessFailed(() => shop.create(product));
      if (id !== null) created.push(id);
      await pause(CASE_STUDY_DELAY_MS);
    }
    let read = 0;
    for (let at = 0; at < created.length; at += PRODUCTS_PER_READ) {
      const ids = created.slice(at, at + PRODUCTS_PER_READ);
      read += (await unlessFailed(() => shop.readBack(ids, variantsOf(products)))) ?? 0;
      await pause(CASE_STUDY_DELAY_MS);
    }
    return read;
  },
};

/**
 * Five workers that send whatever comes next, as job queues do it without a budget: a call that fails, throttled or
 * not, is tried again after 1, 2, 4 and 8 s, whatever the answer says about the points; after five tries it is given up.
 */
const unpaced: Baseline = {
  name: "unpaced",
  domain: UNPACED_SHOP,
  async upload(shop, products) {
    const waiting = [...products];
    const unread: string[] = [];
    let read = 0;
    let underWay = 0;
    const readBack = async (): Promise<void> => {
      const ids = unread.splice(0, PRODUCTS_PER_READ);
      read += (await withBlindRetries(() => shop.readBack(ids, variantsOf(products)))) ?? 0;
    };
    const work = async (): Promise<void> => {
      for (let product = waiting.shift(); product !== undefined; product = waiting.shift()) {
        const input = product;
        underWay += 1;
        const id = await withBlindRetries(() => shop.create(input));
        underWay -= 1;
        if (id !== null) unread.push(id);
        const isLast = waiting.length === 0 && underWay === 0;
        if (unread.length >= PRODUCTS_PER_READ || (isLast && unread.length > 0)) await readBack();
      }
    };
    await Promise.all(Array.from({ length: UNPACED_WORKERS }, work));
    return read;
  },
};

/** All baselines at once, each in its own shop, from now on. The products are the same that the product uploads. */
export async function runBaselines(
  simulator: SimulatorProcess,
  products: readonly CreateInput[],
  say: (line: string) => void,
): Promise<Figure[]> {
  return Promise.all(
    [caseStudy, unpaced].map(async (baseline) => {
      const { name, domain } = baseline;
      const { accessToken } = await simulator.installApp(domain);
      const shop = await openBaselineShop(simulator.fetch, { domain, accessToken });
      await simulator.setPoints(domain, { available: (await simulator.shop(domain)).points.maximumAvailable });
      const before = (await simulator.shop(domain)).traffic;
      const startedAtMs = Date.now();
      const read = await baseline.upload(shop, products);
      const seconds = (Date.now() - startedAtMs) / 1_000;
      const { traffic } = await simulator.shop(domain);
      const { duplicateIdentities } = await simulator.ledger(domain);
      const complete = Math.floor(read / Math.max(1, variantsOf(products)));
      const figures = {
        name,
        products: products.length,
        seconds: round(seconds),
        calls: traffic.calls - before.calls,
        throttled: traffic.throttled - before.throttled,
        failed: products.length - complete,
        duplicates: duplicateIdentities,
      };
      say(`Baseline ${name}: ${JSON.stringify(figures)}`);
      return figures;
    }),
  );
}

const variantsOf = ([product]: readonly CreateInput[]): number =>
  Array.isArray(product?.variants) ? product.variants.length : 0;

async function unlessFailed<Answer>(call: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof RefusedCallError)) throw error;
    return null;
  }
}

async function withBlindRetries<Answer>(call: () => Promise<Answer>): Promise<Answer | null> {
  for (let tries = 1; ; tries += 1) {
    const answer = await unlessFailed(call);
    if (answer !== null || tries === UNPACED_TRIES) return answer;
    await pause(blindRetryDelayMs(tries));
  }
}
