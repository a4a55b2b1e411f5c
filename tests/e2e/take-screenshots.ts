import { createReadStream } from "node:fs";
import { devNull } from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { importCatalog } from "#app/domain/catalog/import-catalog.server.ts";
import { createRejectsFile } from "#app/domain/catalog/imports/rejects-file.server.ts";
import type { Context } from "#app/domain/context.ts";
import { demoStores, toShopOptions } from "#tests/demo/demo-stores.ts";
import { seedDemo } from "#tests/demo/seed-demo.ts";
import { launchChromium, openContext } from "#tests/rig/chromium.ts";
import { openWire, type DatabaseWire } from "#tests/rig/database-wire.ts";
import { ensureBuild } from "#tests/rig/ensure-build.ts";
import { openRuntime, type RigRuntime } from "#tests/rig/open-runtime.ts";
import { startRig, type Rig } from "#tests/rig/rig.ts";
import { pictureReconciliation } from "./pictures/picture-reconciliation.ts";
import { pictureStock } from "./pictures/picture-stock.ts";
import { pictureErrors, TROUBLED_SHOP } from "./pictures/picture-errors.ts";
import { pictureEveryPage } from "./pictures/picture-every-page.ts";
import { picturePeopleAndRoutes } from "./pictures/picture-people.ts";
import { BARE_SHOP, FILLED_SHOP, NEW_SHOP } from "#tests/bench/filled/filled-shop.ts";
import { MOST_HEIGHT, takePicture } from "./take-picture.ts";

const CATALOG = path.resolve(import.meta.dirname, "../../prisma/demo-catalog.csv");
const ADMIN = "https://admin.shopify.com/store/relay-fashion";
const APP = `${ADMIN}/apps/catalog-relay/app`;
const say = (line: string) => void process.stderr.write(`${line}\n`);

/** The pictures of docs/images, taken of the product as it is: the demo's catalog, a real browser, a simulated Shopify. `pages`, `errors` or `journeys` takes a part. */
async function main(only?: string): Promise<void> {
  ensureBuild(say);
  const wires: DatabaseWire[] = [];
  const rig = await startRig({
    purpose: "pictures",
    storage: "thrown-away",
    simulator: {
      shops: [...demoStores.map(toShopOptions), FILLED_SHOP, BARE_SHOP, NEW_SHOP, TROUBLED_SHOP],
      latency: { mutationMs: 200, queryMs: 70 },
    },
    installedShops: [NEW_SHOP.domain],
    shows: "problems",
    async databaseWay(databaseUrl) {
      const wire = await openWire(databaseUrl);
      wires.push(wire);
      return wire.url;
    },
  });
  try {
    const runtime = await openRuntime(rig, "pictures");
    const browser = await launchChromium({ tlsPort: rig.world.tlsPort });
    const isWanted = (part: string) => only === undefined || only === part;
    if (isWanted("pages")) await pictureEveryPage(browser, rig, runtime);
    if (isWanted("errors")) for (const wire of wires) await pictureErrors(browser, { rig, runtime, wire });
    if (isWanted("journeys")) await pictureJourneys(browser, rig, runtime);
    await runtime.close();
    await browser.close();
  } finally {
    await rig.stop();
  }
}

async function pictureJourneys(browser: Browser, rig: Rig, runtime: RigRuntime): Promise<void> {
  const { ctx } = await seedDemo(runtime, rig.simulator);
  await fillCatalog(ctx);
  const firstBatchId = await approveFirstProducts(ctx);
  makeTrouble(rig);
  const page = await (await openContext(browser, { height: MOST_HEIGHT })).newPage();
  page.setDefaultTimeout(60_000);
  await takePictures(page, rig, firstBatchId);
  await pictureStock(page, rig, `${APP}/inventory`);
  await pictureReconciliation(page, rig, `${APP}/reconciliation`);
}

async function fillCatalog(ctx: Context): Promise<void> {
  const rejects = createRejectsFile(devNull);
  await importCatalog(ctx, { source: () => createReadStream(CATALOG), fileName: path.basename(CATALOG), rejects });
  await rejects.close();
}

/** One store has its products already, so that the first page has something to tell. */
async function approveFirstProducts(ctx: Context): Promise<string> {
  const { id } = await ctx.db.store.findUniqueOrThrow({ where: { shopDomain: "relay-home.myshopify.com" } });
  const selection = { kind: "filter" as const, filter: { storeId: id } };
  return (await approveProducts(ctx, { selection, name: "Home and kitchen" })).batchId;
}

/** A merchant has taken a handle of the catalog, and Shopify is slow with every second product. */
function makeTrouble({ simulator }: Rig): void {
  simulator.shop("relay-fashion.myshopify.com").merchant.createProduct({
    title: "Harbour Raincoat (last season)",
    handle: "harbour-raincoat",
  });
  simulator.faults.add({
    shop: "relay-fashion.myshopify.com",
    operation: "productSet",
    every: 2,
    point: "before-apply",
    effect: "delay",
    delayMs: 10_000,
  });
}

async function takePictures(page: Page, rig: Rig, firstBatchId: string): Promise<void> {
  const app = page.frameLocator("#app-frame");
  await page.goto(`${APP}/batches/${firstBatchId}`);
  await app.getByText("Completed", { exact: true }).waitFor();
  await page.goto(APP);
  await app.getByText("wait for approval").waitFor();
  await takePicture(page, "home");

  await page.goto(`${APP}/approvals`);
  await app.getByText("Merino Crew Sweater", { exact: true }).waitFor();
  await takePicture(page, "approvals");
  await app.getByRole("checkbox", { name: /select all products/i }).check({ force: true });
  await app.getByRole("button", { name: "Approve", exact: true }).click();
  const approve = app.getByRole("button", { name: /^Approve \d+ products/ });
  await approve.waitFor();
  await takePicture(page, "approve-dialog");

  await approve.click();
  await app.getByRole("link", { name: "View batch" }).click();
  await page.frame({ name: "app" })?.waitForFunction(isWellUnderWay);
  await takePicture(page, "batch-running");
  await app.getByText("Completed with failures").waitFor();
  await takePicture(page, "batch-completed");

  await app.getByRole("tab", { name: /^Failed/ }).click();
  await page.waitForURL("**status=FAILED");
  await app.getByRole("button", { name: /^Retry \d+ failed rows/ }).click();
  await app.getByText("1 retry", { exact: true }).first().waitFor();
  await app.getByText("Completed with failures").waitFor();
  await app.getByRole("link", { name: "Harbour Raincoat" }).first().click();
  await app.getByRole("heading", { name: "Attempts" }).waitFor();
  await takePicture(page, "product-detail");

  await page.goto(`${APP}/stores`);
  await app.getByRole("button", { name: "Pause uploads to Relay General" }).click();
  await app.getByRole("button", { name: "Resume uploads to Relay General" }).waitFor();
  await takePicture(page, "stores");

  await picturePeopleAndRoutes(page, rig, APP);

  await page.goto(`${ADMIN}/products`);
  await page.getByRole("link", { name: "Merino Crew Sweater" }).waitFor();
  await takePicture(page, "shop-after-upload");
}

/** In the browser: a good part of the rows has ended. */
const isWellUnderWay = () =>
  [...document.querySelectorAll("[role=progressbar]")].some((bar) => Number(bar.getAttribute("aria-valuenow")) >= 30);

await main(process.argv[2]);
process.exit();
