import type { ShopPlan } from "#tests/simulator/options.ts";
import { measureApproval } from "./measure-approval.ts";
import type { UploadOrganization, UploadWorld } from "./upload-world.ts";

const FILLING_WORKERS = 1;

/**
 * Uploads everything to the shops once, on a plan without limits and without latency. The workers that did it are ended,
 * the shops get their plan, and what was learned of their budgets is forgotten: what follows begins as on a usual day.
 */
export async function fillShops(
  world: UploadWorld,
  organization: UploadOrganization,
  { plan, say }: { plan: ShopPlan; say: (line: string) => void },
): Promise<void> {
  const { simulator, client } = world;
  const { stores } = organization;
  for (const { domain } of stores) await simulator.setPlan(domain, "unlimited");
  const workers = await world.startWorkers(FILLING_WORKERS, stores.length);
  const filled = await measureApproval(world, { organization, workers }, say);
  const missing = filled.stores.filter(({ rows, succeededRows }) => succeededRows < rows || rows === 0);
  if (missing.length > 0) throw new Error(`${missing.length} shops could not be filled.`);
  for (const worker of workers) await worker.stop();
  for (const { domain } of stores) await simulator.setPlan(domain, plan);
  const storeIds = stores.map(({ storeId }) => storeId);
  await client.query("DELETE FROM store_budgets WHERE store_id = ANY ($1)", [storeIds]);
}

/** Makes everything a little dearer, which asks for approval again. */
export async function changePrices({ client }: UploadWorld, { ctx }: UploadOrganization): Promise<void> {
  await client.query("UPDATE variants SET price = price + 1, approval_status = 'PENDING' WHERE organization_id = $1", [
    ctx.organizationId,
  ]);
  await client.query(
    "UPDATE products SET approval_status = 'PENDING', approved_at = NULL, content_changed_at = now() WHERE organization_id = $1",
    [ctx.organizationId],
  );
  await client.query("VACUUM (ANALYZE) products, variants");
}
