import { compareLinksWithShop } from "#tests/support/reconciliation/compare-links-with-shop.ts";
import type { World } from "../world/world.ts";

/** What links must say once the shops were looked at and nobody does anything: what the shops say. */
export async function checkLinks(world: World): Promise<void> {
  for (const { id, domain } of world.furnishing.stores) {
    const products = world.simulator.shop(domain).products();
    const differing = await world.scheduler.directly(() =>
      world.web.run(({ db }) => compareLinksWithShop(db, id, products)),
    );
    for (const difference of differing) world.report(`the links of ${domain} are not like it: ${difference}`);
  }
  const { rows } = await world.database.observer.query<{ what: string }>(
    `SELECT format('the delivery %s of %s is %s: %s', id, topic, state, detail) AS what FROM webhook_deliveries
     WHERE state IN ('WAITING', 'PARKED', 'FAILED')`,
  );
  for (const { what } of rows) world.report(what);
}
