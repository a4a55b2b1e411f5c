import type { FrameLocator, Page } from "playwright-core";
import { createDatabase, type Database } from "#app/platform/db.server.ts";
import type { Rig } from "#tests/rig/rig.ts";
import { takePicture } from "../take-picture.ts";

const STORE = "Relay Home";
const DOMAIN = "relay-home.myshopify.com";
const DAY_MS = 86_400_000;

/**
 * The pages of stock, of a store whose products are there: after a check, a sync with a gap, and a brake. No sweep sets stock
 * meanwhile: the links are made old.
 */
export async function pictureStock(page: Page, rig: Rig, inventoryUrl: string): Promise<void> {
  const app = page.frameLocator("#app-frame");
  const db = createDatabase({ url: rig.databaseUrl, poolSize: 2 });
  try {
    const store = await db.store.findUniqueOrThrow({ where: { shopDomain: DOMAIN } });
    await rememberDrift(db, store.organizationId);
    await db.variantLink.updateMany({ data: { createdAt: new Date(0) } });
    await ask(page, app, inventoryUrl, "Sync");
    await app.getByText("Completed", { exact: true }).first().waitFor();
    await sellUnnoticed(rig, db, store.id);
    await ask(page, app, inventoryUrl, "Check");
    await app.getByRole("list", { name: "Levels" }).getByText("Differs", { exact: true }).first().waitFor();
    await pictureWithoutToast(page, "inventory-check");

    await breakOneLink(db, store.id);
    await app.getByRole("button", { name: /^Set \d+ levels? now/ }).click();
    await app.getByText("Completed with gaps").waitFor();
    await app.getByRole("list", { name: "Levels" }).getByText("In quarantine").first().waitFor();
    await pictureWithoutToast(page, "inventory-sync");

    await sellOut(db, store.id);
    await ask(page, app, inventoryUrl, "Sync");
    await app.getByText(/^It would set .* to zero$/).waitFor();
    await pictureWithoutToast(page, "inventory-brake");

    await page.goto(inventoryUrl);
    await app.getByRole("button", { name: "Show as a table" }).waitFor();
    await app.locator("g[data-type]").first().waitFor({ state: "attached" });
    await takePicture(page, "inventory");
    await page.goto(`${inventoryUrl}/quarantine?storeId=${store.id}`);
    await app.getByRole("button", { name: "Release", exact: false }).first().waitFor();
    await takePicture(page, "inventory-quarantine");
    await page.goto(`${inventoryUrl}/settings/${store.id}`);
    await app.getByLabel("Time of day").waitFor();
    await takePicture(page, "inventory-settings");
  } finally {
    await db.$disconnect();
  }
}

async function ask(page: Page, app: FrameLocator, inventoryUrl: string, what: "Check" | "Sync"): Promise<void> {
  await page.goto(inventoryUrl);
  await app.getByRole("heading", { name: "Daily drift" }).waitFor();
  await page.frame({ name: "app" })?.waitForFunction(isAlive);
  await app.getByRole("button", { name: what === "Check" ? "Check only" : "Sync now" }).click();
  const dialog = app.getByRole("dialog");
  await dialog.getByLabel("Store", { exact: true }).selectOption({ label: STORE });
  if (what === "Check") await dialog.getByRole("button", { name: "Check stock" }).click();
  else await dialog.getByRole("button", { name: "Sync stock" }).click();
}

/** In the browser: React has taken over what the server wrote, so that a click does something. */
const isAlive = () =>
  Object.keys(document.querySelector(".Polaris-Page button") ?? {}).some((key) => key.startsWith("__reactProps"));

/** Toasts cover what is pictured. */
async function pictureWithoutToast(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Dismiss" }).first().click();
  await takePicture(page, name);
}

/** Daily runs of the last weeks, so that drift has a past. */
async function rememberDrift(db: Database, organizationId: string): Promise<void> {
  const stores = await db.store.findMany({ where: { organizationId } });
  for (const [place, store] of stores.entries())
    for (let ago = 21; ago >= 2; ago -= 1) {
      const at = new Date(Date.now() - ago * DAY_MS);
      const drifted = (ago * 7 + place * 5) % 11;
      await db.inventoryRun.create({
        data: {
          organizationId: store.organizationId,
          storeId: store.id,
          kind: "DAILY",
          status: "COMPLETED",
          stage: "SETTING",
          isShopRead: true,
          localDay: new Date(at.toISOString().slice(0, 10)),
          actorType: "SYSTEM",
          actorName: "Daily stock sync",
          levelsTotal: 60,
          levelsDrifted: drifted,
          unitsDrifted: drifted * 3,
          rowsTotal: drifted,
          rowsSucceeded: drifted,
          createdAt: at,
          startedAt: at,
          completedAt: new Date(at.getTime() + 40_000),
        },
      });
    }
}

/** The shop's stock moves without a word to the app. */
async function sellUnnoticed({ simulator }: Rig, db: Database, storeId: string): Promise<void> {
  const { merchant } = simulator.shop(DOMAIN);
  const links = await db.variantLink.findMany({ where: { storeId }, orderBy: { variantId: "asc" }, take: 9 });
  for (const [place, { shopifyVariantId }] of links.entries()) merchant.setStock(shopifyVariantId, 2 + place * 3);
}

/** A variant was made anew in the shop, and its old item is gone. */
async function breakOneLink(db: Database, storeId: string): Promise<void> {
  const link = await db.variantLink.findFirstOrThrow({ where: { storeId }, orderBy: { variantId: "asc" } });
  await db.variantLink.updateMany({
    where: { storeId, variantId: link.variantId },
    data: { shopifyInventoryItemId: "gid://shopify/InventoryItem/999999999" },
  });
}

/** A file has come in that counts most of the warehouse as empty. */
async function sellOut(db: Database, storeId: string): Promise<void> {
  const links = await db.variantLink.findMany({ where: { storeId }, orderBy: { variantId: "asc" } });
  const emptied = links.slice(0, Math.ceil(links.length * 0.63)).map(({ variantId }) => variantId);
  await db.stockLevel.updateMany({
    where: { variantId: { in: emptied } },
    data: { onHand: 0, reserved: 0, asOf: new Date() },
  });
}
