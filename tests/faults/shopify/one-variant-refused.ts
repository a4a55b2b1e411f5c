import { round } from "#tests/bench/statistics.ts";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { randomFrom } from "#tests/simulator/faults/random.ts";
import type { SimulatedProduct } from "#tests/simulator/simulator.ts";
import { addProduct, addVariant } from "#tests/support/worlds/upload-world.ts";
import { expectEqual } from "../check-upload.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import { openUploadStage, untilBatchEnded, type StageStore, type UploadStage } from "../upload-stage.ts";
import { checkStore } from "./check-store.ts";

const VARIANTS = 50;
const FIRST_SIZES = ["S", "M", "L"];
const MERCHANTS_SIZES = ["Merchant 1", "Merchant 2"];
const WORKERS = 1;
const SENT_AGAIN_AT_MOST = 1;

export const oneVariantRefused: Fault = {
  line: 14,
  name: "one-variant-refused",
  summary:
    "Shopify refuses one of 50 variants and with it the whole call, for a new product and for one that merchants have added to",
  measures: "calls after the refused one until the 49 others are right",
  bound: SENT_AGAIN_AT_MOST,
  run,
};

interface RefusedRun {
  readonly sentAgain: number;
  readonly hasFired: boolean;
  readonly problems: readonly string[];
}

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, { workers: WORKERS, stores: 2 * fault.seeds });
  const runs: RefusedRun[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const index = Math.floor(randomFrom(seed)() * VARIANTS);
    for (const [what, upload] of [
      ["a new product", refuseInNewProduct],
      ["a product with merchants' variants", refuseInKnownProduct],
    ] as const) {
      const one = await upload(stage, index);
      const name = `seed ${seed}, variant ${index + 1} of ${what}`;
      fault.say(`${name}: sent again ${one.sentAgain} times, ${one.problems.length} problems`);
      runs.push({ ...one, problems: one.problems.map((problem) => `${name}: ${problem}`) });
    }
  }
  return {
    fired: runs.every(({ hasFired }) => hasFired),
    figure: round(Math.max(...runs.map(({ sentAgain }) => sentAgain))),
    problems: runs.flatMap(({ problems }) => problems),
    more: { refusedCalls: runs.filter(({ hasFired }) => hasFired).length },
  };
}

const sizes = Array.from({ length: VARIANTS }, (_, index) => `Size ${index + 1}`);
const skuEnd = (index: number): string => `-${sizes[index] ?? ""}`;

async function refuseInNewProduct(stage: UploadStage, index: number): Promise<RefusedRun> {
  const store = await stage.openStore();
  const product = await addProduct(store, { sizes });
  const refusal = refuseOnce(stage, store, {
    operation: "productSet",
    code: "INVALID_VARIANT",
    field: ["input", "variants", String(index), "price"],
  });
  const batchId = await approve(store, product.id);
  const problems = [
    ...(await checkRefused(store, batchId, { index, refusal })),
    ...expectEqual("skus in the shop", skusIn(store), skusBut(store, index, [])),
    ...(await checkStore(stage, store, { SUCCESS: VARIANTS - 1, FAILED: 1 })),
  ];
  return { sentAgain: await countSentAgain(store, batchId), hasFired: refusal.hasFired(), problems };
}

/** A product of three variants, to which the merchant has added two when fifty more are approved. */
async function refuseInKnownProduct(stage: UploadStage, index: number): Promise<RefusedRun> {
  const store = await stage.openStore();
  const { shop } = store;
  const product = await addProduct(store, { sizes: FIRST_SIZES });
  await approve(store, product.id);
  const { gid } = onlyProduct(store);
  for (const size of MERCHANTS_SIZES) shop.merchant.addVariant(gid, { optionValues: [size], price: "77.70" });
  const before = merchantsVariants(onlyProduct(store));
  for (const size of sizes) await addVariant(store, product.id, size);
  const refusal = refuseOnce(stage, store, {
    operation: "productVariantsBulkCreate",
    code: "GREATER_THAN_OR_EQUAL_TO",
    field: ["variants", String(index), "price"],
  });
  const batchId = await approve(store, product.id);
  const known = FIRST_SIZES.map((size) => `-${size}`);
  const problems = [
    ...(await checkRefused(store, batchId, { index, refusal })),
    ...expectEqual("skus in the shop", skusIn(store), skusBut(store, index, known)),
    ...expectEqual("merchants' variants", merchantsVariants(onlyProduct(store)), before),
    ...expectEqual("how many merchants' variants there were", before.length, MERCHANTS_SIZES.length),
    ...(await checkRowsOf(store, batchId)),
  ];
  return { sentAgain: await countSentAgain(store, batchId), hasFired: refusal.hasFired(), problems };
}

interface Refusal {
  readonly message: string;
  readonly field: readonly string[];
  hasFired(): boolean;
}

function refuseOnce(
  { rig }: UploadStage,
  { shop }: StageStore,
  { operation, code, field }: { operation: string; code: string; field: string[] },
): Refusal {
  const message = "Price is not one that this shop takes";
  const name = `${operation} of ${shop.domain}`;
  const userError = { field, message, code };
  rig.simulator.faults.add({
    name,
    operation,
    shop: shop.domain,
    nth: 1,
    point: "before-apply",
    effect: "userError",
    userError,
  });
  const hasFired = () => rig.simulator.faults.counts().some((count) => count.name === name && count.fired === 1);
  return { message, field, hasFired };
}

async function approve(store: StageStore, productId: string): Promise<string> {
  const { batchId } = await approveProducts(store.ctx, { selection: { kind: "products", ids: [productId] } });
  await untilBatchEnded(store, batchId);
  return batchId;
}

/** The one row that FAILED is that of the variant which Shopify named, with what Shopify said of it. */
async function checkRefused(
  { ctx: { db } }: StageStore,
  batchId: string,
  { index, refusal }: { index: number; refusal: Refusal },
): Promise<string[]> {
  const failed = await db.shopifyUploadProduct.findMany({ where: { batchId, status: "FAILED" } });
  const variants = await db.variant.findMany({ where: { id: { in: failed.map(({ variantId }) => variantId) } } });
  return [
    ...expectEqual(
      "sizes of FAILED rows",
      variants.flatMap(({ optionValues }) => optionValues),
      [sizes[index]],
    ),
    ...expectEqual(
      "reasons of FAILED rows",
      failed.map(({ errorCategory, errorMessage, errorField }) => [errorCategory, errorMessage, errorField]),
      [["VALIDATION", refusal.message, refusal.field.join(".")]],
    ),
  ];
}

async function checkRowsOf({ ctx: { db } }: StageStore, batchId: string): Promise<string[]> {
  const { status, rowsSucceeded, rowsFailed } = await db.shopifyUploadBatch.findUniqueOrThrow({
    where: { id: batchId },
  });
  return expectEqual("the batch", [status, rowsSucceeded, rowsFailed], ["COMPLETED", VARIANTS - 1, 1]);
}

/** Writes of a batch beyond the one that was refused. */
async function countSentAgain({ ctx: { db } }: StageStore, batchId: string): Promise<number> {
  const writes = await db.uploadAttempt.count({
    where: { batchId, step: { in: ["CREATE_PRODUCT", "ADD_VARIANTS", "UPDATE_VARIANTS", "UPDATE_PRODUCT"] } },
  });
  return writes - 1;
}

function onlyProduct({ shop }: StageStore): SimulatedProduct {
  const [product, ...others] = shop.products();
  if (!product || others.length > 0) throw new Error(`The shop has ${shop.productCount} products instead of one.`);
  return product;
}

const merchantsVariants = (product: SimulatedProduct) =>
  product.variants
    .filter(({ optionValues }) => optionValues.some((value) => MERCHANTS_SIZES.includes(value)))
    .map(
      ({ gid, optionValues, sku, barcode, price, compareAtPrice, inventoryItemGid, tracked, stock, metafields }) => ({
        gid,
        optionValues,
        sku,
        barcode,
        price,
        compareAtPrice,
        inventoryItemGid,
        tracked,
        stock,
        metafields,
      }),
    );

/** What the app sent, by the end of its sku. */
const skusIn = (store: StageStore): string[] =>
  onlyProduct(store)
    .variants.flatMap(({ sku }) => (sku === null ? [] : [sku]))
    .toSorted();

function skusBut(store: StageStore, index: number, known: readonly string[]): string[] {
  const { handle } = onlyProduct(store);
  const ends = sizes.map((_, at) => skuEnd(at)).filter((_, at) => at !== index);
  return [...known, ...ends].map((end) => `${handle}${end}`).toSorted();
}
