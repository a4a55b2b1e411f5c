import type { World } from "../world/world.ts";

interface CountedTie {
  store_id: string;
  variant_id: string;
  sku: string;
  shopify_variant_id: string;
  on_hand: number;
}

/** What the shops have in the end: what was counted, less what the shops sold since where they count the orders. */
export async function checkStock(world: World): Promise<void> {
  if (!world.shape.hasStock) return;
  const { observer } = world.database;
  const open = await observer.query<{ what: string }>(
    `SELECT format('at the end stock sync %s is %s', id, status) AS what FROM inventory_runs WHERE completed_at IS NULL
     UNION ALL SELECT format('at the end the stock call %s is %s', id, outcome) FROM inventory_calls WHERE outcome IN ('PLANNED', 'INTENT')
     UNION ALL SELECT format('the counters of stock sync %s differ from its rows', run.id) FROM inventory_runs run
       CROSS JOIN LATERAL (SELECT count(*) AS all_rows, count(*) FILTER (WHERE status = 'SUCCESS') AS succeeded,
         count(*) FILTER (WHERE status = 'FAILED') AS failed FROM inventory_run_rows mine WHERE mine.run_id = run.id) AS truth
       WHERE run.rows_total <> truth.all_rows OR run.rows_succeeded <> truth.succeeded OR run.rows_failed <> truth.failed`,
  );
  for (const { what } of open.rows) world.report(what);
  const { rows } = await observer.query<CountedTie>(
    `SELECT tie.store_id, tie.variant_id, v.sku, tie.shopify_variant_id, counted.on_hand
     FROM variant_links tie JOIN variants v ON v.id = tie.variant_id JOIN stock_levels counted ON counted.variant_id = v.id
     WHERE tie.gone_at IS NULL ORDER BY tie.store_id, tie.variant_id`,
  );
  for (const { id, domain } of world.furnishing.stores) {
    const shown = new Map(
      world.simulator
        .shop(domain)
        .products()
        .flatMap(({ variants }) => variants.map((variant) => [variant.gid, variant])),
    );
    for (const tie of rows.filter(({ store_id }) => store_id === id)) {
      const variant = shown.get(tie.shopify_variant_id);
      const wanted = wantedOf(world, tie);
      const available = variant?.stock[0]?.available ?? 0;
      if (variant?.tracked && wanted !== null && available !== wanted)
        world.report(`at the end ${domain} has ${available} of ${tie.sku} and shall have ${wanted}`);
    }
  }
}

/** Null where nobody can know it. */
function wantedOf({ shape, memory }: World, { store_id, variant_id, on_hand }: CountedTie): number | null {
  if (!shape.countsOrders) return on_hand;
  const { items, isUnsure } = memory.salesOf(store_id, variant_id);
  // What is deleted together with its last sales tells nobody of them.
  if (isUnsure || items.some((item) => memory.deletedGids.has(item))) return null;
  return Math.max(0, on_hand - items.length);
}
