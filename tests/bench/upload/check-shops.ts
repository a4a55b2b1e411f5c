import { compareWithLedger } from "#tests/rig/compare-with-ledger.ts";
import type { MeasuredApproval, StoreEnd } from "./measure-approval.ts";
import type { UploadOrganization, UploadWorld } from "./upload-world.ts";

export interface CheckedShops {
  /** Products that a shop has more than once. */
  readonly duplicates: number;
  readonly wrong: readonly string[];
}

export interface ExpectedShop {
  readonly products: number;
  readonly variantsPerProduct: number;
}

/** What was lost, doubled or failed in the stores of an organization after an upload of everything has ended. */
export async function checkShops(
  { simulator }: UploadWorld,
  { ctx }: UploadOrganization,
  { stores }: MeasuredApproval,
  expected: ExpectedShop,
): Promise<CheckedShops> {
  let duplicates = 0;
  const wrong: string[] = [];
  for (const end of stores) {
    const { domain, storeId } = end.store;
    const ledger = await simulator.ledger(domain);
    const products = await simulator.products(domain);
    const doubled = Math.max(ledger.duplicateIdentities, products.length - expected.products, 0);
    duplicates += doubled;
    if (doubled > 0) wrong.push(`${domain}: ${doubled} products are there twice.`);
    if (products.length < expected.products)
      wrong.push(`${domain}: ${products.length} of ${expected.products} products are there.`);
    wrong.push(...faultsOfRows(end, expected));
    // Identities that were created twice are counted above: the other process tells how many, and not which.
    const shop = { products: () => products, ledger: { duplicatesByIdentity: () => [] } };
    wrong.push(...(await compareWithLedger(ctx.db, { shop: () => shop }, storeId)).slice(0, 20));
  }
  return { duplicates, wrong };
}

function faultsOfRows(end: StoreEnd, { products, variantsPerProduct }: ExpectedShop): string[] {
  const rows = products * variantsPerProduct;
  if (end.succeededRows === rows && end.rows === rows) return [];
  return [
    `${end.store.domain}: ${end.succeededRows} of ${rows} rows are SUCCESS, ${end.failedRows} FAILED, ${end.skippedRows} SKIPPED.`,
  ];
}
