import { readFile } from "node:fs/promises";
import { z } from "zod";
import { openBaselineShop } from "../upload/baselines/baseline-shop.ts";
import type { CreateInput } from "../upload/baselines/baseline-products.ts";

/**
 * A process that makes the calls of an upload and nothing else: each product created one after the other, the ids of
 * every hundred read back. It goes the way to Shopify that a worker goes, and prints what it did as JSON.
 */

const PRODUCTS_PER_READ = 100;

const order = z.object({
  domain: z.string(),
  accessToken: z.string(),
  variantsPerProduct: z.int(),
  products: z.array(z.custom<CreateInput>()),
});

async function upload(file: string): Promise<{ seconds: number; products: number; variants: number }> {
  const { domain, accessToken, variantsPerProduct, products } = order.parse(JSON.parse(await readFile(file, "utf8")));
  const shop = await openBaselineShop(fetch, { domain, accessToken });
  let created: string[] = [];
  let variants = 0;
  const startedAtMs = performance.now();
  for (const [index, product] of products.entries()) {
    created.push(await shop.create(product));
    if (created.length < PRODUCTS_PER_READ && index < products.length - 1) continue;
    variants += await shop.readBack(created, variantsPerProduct);
    created = [];
  }
  return { seconds: (performance.now() - startedAtMs) / 1_000, products: products.length, variants };
}

process.stdout.write(`${JSON.stringify(await upload(process.argv[2] ?? ""))}\n`);
