import { fillCatalog } from "#tests/bench/approve/fill-catalog.ts";
import { openUploadWorld, type UploadOrganization, type UploadWorld } from "#tests/bench/upload/upload-world.ts";
import type { ProductProcess } from "#tests/rig/processes.ts";
import type { ShopPlan } from "#tests/simulator/options.ts";
import type { FaultRun } from "../fault.ts";

const VARIANTS_PER_PRODUCT = 3;

export const PRODUCT_SIZE = { variantsPerProduct: VARIANTS_PER_PRODUCT } as const;

export interface PointsStage {
  readonly world: UploadWorld;
  readonly workers: readonly ProductProcess[];
  /** An organization with the next shop as its only store, and so many new products for it. */
  readonly openStore: (products: number) => Promise<UploadOrganization>;
}

/** The product before so many shops of one plan; all of it real processes on the machine's clock, one worker. */
export async function openPointsStage(
  fault: FaultRun,
  { plan, shops }: { plan: ShopPlan; shops: number },
): Promise<PointsStage> {
  fault.say("Starting PostgreSQL, the simulated Shopify and a worker …");
  const domains = Array.from({ length: shops }, (_, index) => `fault-${index + 1}.myshopify.com`);
  const world = await openUploadWorld(fault.parts, {
    purpose: "faults",
    shops: domains.map((domain) => ({ domain, plan })),
  });
  const workers = await world.startWorkers(1, 1);
  await world.simulator.setLatency({ mutationMs: 200, queryMs: 70 });
  return {
    world,
    workers,
    async openStore(products) {
      const domain = domains.shift();
      if (domain === undefined) throw new Error(`This stage has ${shops} shops and not one more.`);
      const organization = await world.addOrganization(domain.replace(".myshopify.com", ""), [domain]);
      await fillCatalog(world.client, {
        organizationId: organization.ctx.organizationId,
        categoryIds: organization.stores.map(({ categoryId }) => categoryId),
        variants: products * VARIANTS_PER_PRODUCT,
        hasImages: false,
      });
      return organization;
    },
  };
}

/** What a batch has spent of the tries of its products and rows, in words; empty when it is nothing. */
export async function retriesConsumed({ client }: UploadWorld, batchId: string): Promise<string[]> {
  const found = await client.query<{ tries: number; retries: number }>(
    `SELECT (SELECT coalesce(sum(failed_attempts), 0)::int FROM upload_groups WHERE batch_id = $1) AS tries,
       (SELECT coalesce(sum(retry_count), 0)::int FROM shopify_upload_products WHERE batch_id = $1) AS retries`,
    [batchId],
  );
  const { tries, retries } = found.rows[0] ?? { tries: Number.NaN, retries: Number.NaN };
  return [
    ...(tries === 0 ? [] : [`${tries} tries of products were consumed`]),
    ...(retries === 0 ? [] : [`${retries} retries of rows were consumed`]),
  ];
}
