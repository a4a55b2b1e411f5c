import type { Tx } from "#app/platform/db.server.ts";
import type { Settlement } from "./settlement.ts";

/**
 * Notes products that have left their store. Nothing counts as accepted there any more: whatever brings such a product
 * back is compared with the shop, and publishes anew what was unpublished.
 */
export async function saveDepartures(tx: Tx, settlements: readonly Settlement[]): Promise<void> {
  const departed = settlements.flatMap((settlement) =>
    settlement.departed ? [{ id: settlement.groupId.toString(), rule: settlement.departed.by }] : [],
  );
  if (departed.length === 0) return;
  await tx.$executeRaw`
    UPDATE product_links link SET departed_at = now(), departed_as = departed.rule::departure_rule, accepted_hash = NULL,
      published_to = CASE WHEN departed.rule = 'UNPUBLISH' THEN '{}' ELSE link.published_to END
    FROM jsonb_to_recordset(${JSON.stringify(departed)}::jsonb) AS departed(id bigint, rule text)
    JOIN upload_groups held ON held.id = departed.id
    WHERE link.store_id = held.store_id AND link.product_id = held.product_id AND link.gone_at IS NULL`;
}
