import fc from "fast-check";
import { expect, test } from "vitest";
import { handleDeliveries } from "#app/domain/reconciliation/handle-deliveries.server.ts";
import { recordWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import type { WebhookDelivery } from "#tests/simulator/webhooks/delivery.ts";
import { compareLinksWithShop } from "#tests/support/reconciliation/compare-links-with-shop.ts";
import { QUICK_BULK, reconcile, upload } from "#tests/support/reconciliation/reconcile-world.ts";
import { shareTime, type SharedTime } from "#tests/support/reconciliation/shared-time.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

type Fate = "now" | "twice" | "late" | "lost";

/** What happens, to one of the products and one of its variants. */
type Step =
  | { what: "upload" | "rename" | "delete-product"; product: number }
  | { what: "delete-variant" | "remake-variant" | "add-variant"; product: number; variant: number }
  | { what: "webhooks"; fates: Fate[] };

/** Further apart than clocks may differ: what is closer is left to the next run. */
const SECONDS_BETWEEN = 11;
const PRODUCTS = 3;

const anyFate = fc.constantFrom<Fate>("now", "now", "twice", "late", "lost");
const anyProduct = fc.nat(PRODUCTS - 1);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ what: fc.constantFrom("upload", "rename", "delete-product"), product: anyProduct }),
  fc.record({
    what: fc.constantFrom("delete-variant", "remake-variant", "add-variant"),
    product: anyProduct,
    variant: fc.nat(2),
  }),
  fc.record({ what: fc.constant("webhooks"), fates: fc.array(anyFate, { minLength: 1, maxLength: 5 }) }),
);

const anyHistory = fc.record({
  before: fc.array(anyStep, { minLength: 2, maxLength: 10 }),
  /** While the run is between the reading of the shop and its comparison. */
  during: fc.array(anyStep, { maxLength: 3 }),
  after: fc.array(anyStep, { maxLength: 5 }),
});

interface Stage {
  world: UploadWorld;
  time: SharedTime;
  productIds: string[];
  /** What Shopify has sent, and the app has not got yet. */
  mail: WebhookDelivery[];
  renames: number;
}

test("whatever merchant, uploads and webhooks do, lost, late or doubled, one run leaves links that are equal to the shop", async () => {
  await using time = await shareTime();
  await fc.assert(
    fc.asyncProperty(anyHistory, async ({ before, during, after }) => {
      await using world = await openUploadWorld({ simulator: { fidelity: QUICK_BULK, clock: time.shopClock } });
      const stage = await openStage(world, time);
      for (const step of before) await take(stage, step, true);
      // What happened up to here may have been told to nobody. What happens from now on is told some time.
      const unfold = whenListIsFetched(world, async () => {
        for (const step of during) await take(stage, step, false);
      });
      await time.advance(SECONDS_BETWEEN);

      await reconcile(unfold);

      for (const step of after) await take(stage, step, false);
      await tellTheRest(stage);
      const { storeId, shop } = onlyStore(world);
      expect(await compareLinksWithShop(world.ctx.db, storeId, shop.products())).toEqual([]);
    }),
    { numRuns: 15 },
  );
}, 300_000);

async function openStage(given: UploadWorld, time: SharedTime): Promise<Stage> {
  const world = Object.assign(given, { ctx: { ...given.ctx, clock: time.clock } });
  const products = [];
  for (let index = 0; index < PRODUCTS; index += 1) products.push(await addProduct(world));
  const stage = { world, time, productIds: products.map(({ id }) => id), mail: [], renames: 0 };
  await upload(world, stage.productIds);
  return stage;
}

/** The same world, in which something happens each time that Shopify's list has been read from Shopify. */
function whenListIsFetched(world: UploadWorld, happen: () => Promise<void>): UploadWorld {
  const { ctx } = world;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await ctx.fetch(input, init);
    if (!String(input instanceof Request ? input.url : input).includes("graphql")) await happen();
    return response;
  };
  return { ...world, ctx: { ...ctx, fetch }, [Symbol.asyncDispose]: () => Promise.resolve() };
}

async function take(stage: Stage, step: Step, mayLose: boolean): Promise<void> {
  const { world, time } = stage;
  await time.advance(SECONDS_BETWEEN);
  collect(stage);
  if (step.what === "webhooks") return tell(stage, step.fates, mayLose);
  const productId = stage.productIds[step.product] ?? "";
  if (step.what === "upload") return uploadAnew(stage, productId);
  const { shop, storeId } = onlyStore(world);
  const link = await world.ctx.db.productLink.findUnique({ where: { storeId_productId: { storeId, productId } } });
  const product = shop.products().find(({ gid }) => gid === link?.shopifyProductId);
  if (!product) return;
  if (step.what === "rename") {
    stage.renames += 1;
    shop.merchant.editProduct(product.gid, { handle: `renamed-${stage.renames}` });
  } else if (step.what === "delete-product") shop.merchant.deleteProduct(product.gid);
  else if ("variant" in step) await editVariants(stage, step, product);
}

async function editVariants(
  stage: Stage,
  { what, variant: index }: { what: "delete-variant" | "remake-variant" | "add-variant"; variant: number },
  product: { gid: string; variants: readonly { gid: string; sku: string | null; optionValues: string[] }[] },
): Promise<void> {
  const { merchant } = onlyStore(stage.world).shop;
  stage.renames += 1;
  if (what === "add-variant") {
    merchant.addVariant(product.gid, { optionValues: [`Own ${stage.renames}`] });
    return;
  }
  const variant = product.variants[index % product.variants.length];
  if (!variant || product.variants.length === 1) return;
  merchant.deleteVariant(variant.gid);
  if (what === "remake-variant") {
    await stage.time.advance(2);
    const optionValues = index === 0 ? [`New ${stage.renames}`] : variant.optionValues;
    merchant.addVariant(product.gid, { optionValues, inventoryItem: { sku: variant.sku } });
  }
}

async function uploadAnew({ world }: Stage, productId: string): Promise<void> {
  const { ctx } = world;
  await ctx.db.product.update({
    where: { id: productId },
    data: { title: `Title at ${ctx.clock.now().toISOString()}` },
  });
  await upload(world, [productId]);
}

const PRODUCT_TOPICS = new Set(["products/create", "products/update", "products/delete"]);

function collect({ world, mail }: Stage): void {
  mail.push(...world.simulator.webhooks.pending().filter(({ topic }) => PRODUCT_TOPICS.has(topic)));
  world.simulator.webhooks.discard();
}

async function tell(stage: Stage, fates: readonly Fate[], mayLose: boolean): Promise<void> {
  const told = stage.mail.splice(0);
  for (const [index, webhook] of told.entries()) {
    const fate = fates[index % fates.length] ?? "now";
    if (fate === "lost" && mayLose) continue;
    if (fate === "now" || fate === "twice") await receive(stage, webhook);
    if (fate !== "now") stage.mail.push(webhook);
  }
  await handleDeliveries(stage.world.ctx, { shopDomain: onlyStore(stage.world).shop.domain });
}

/** What is late comes in the wrong order. */
async function tellTheRest(stage: Stage): Promise<void> {
  collect(stage);
  for (const webhook of stage.mail.splice(0).toReversed()) await receive(stage, webhook);
  const { domain: shopDomain } = onlyStore(stage.world).shop;
  await handleDeliveries(stage.world.ctx, { shopDomain });
  await stage.time.advance(300);
  await handleDeliveries(stage.world.ctx, { shopDomain });
}

const receive = ({ world }: Stage, { shopDomain, webhookId, topic, triggeredAtMs, body }: WebhookDelivery) =>
  recordWebhook(world.ctx, {
    shopDomain,
    webhookId,
    topic,
    triggeredAt: new Date(triggeredAtMs),
    payloadJson: body,
  });
