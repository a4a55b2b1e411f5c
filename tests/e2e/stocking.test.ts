import type { FrameLocator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { addProduct } from "#tests/support/worlds/sample-organization.ts";
import { findAccessibilityFaults } from "./accessibility.ts";
import { giveOrganization, type JourneyOrganization } from "./journey-organization.ts";
import { openAdmin } from "./open-admin.ts";

const PRODUCTS = 12;

/** The shop gets the products by an upload; their links are made old, so that no sweep sets their stock before the test. */
async function uploadProducts({ db, id }: JourneyOrganization, app: FrameLocator): Promise<void> {
  await app.getByRole("checkbox", { name: /select all products/i }).check({ force: true });
  await app.getByRole("button", { name: "Approve", exact: true }).click();
  await app.getByRole("button", { name: `Approve ${PRODUCTS} products` }).click();
  await app.getByRole("link", { name: "View batch" }).click();
  await app.getByText(`${PRODUCTS} of ${PRODUCTS} done (100 %)`).first().waitFor();
  await db.variantLink.updateMany({ where: { organizationId: id }, data: { createdAt: new Date(0) } });
}

/** What the organization's only warehouse has of every variant, as counted now. */
async function count({ db, id }: JourneyOrganization, onHand: number): Promise<void> {
  const warehouse = await db.warehouse.upsert({
    where: { organizationId_code: { organizationId: id, code: "main" } },
    create: { organizationId: id, code: "main", name: "Main" },
    update: {},
  });
  const variants = await db.variant.findMany({ where: { organizationId: id }, select: { id: true } });
  for (const variant of variants)
    await db.stockLevel.upsert({
      where: { variantId_warehouseId: { variantId: variant.id, warehouseId: warehouse.id } },
      create: { variantId: variant.id, warehouseId: warehouse.id, organizationId: id, onHand, asOf: new Date() },
      update: { onHand, asOf: new Date() },
    });
}

const stockInShop = async ({ db, storeId }: JourneyOrganization) =>
  (await db.inventoryLevel.findMany({ where: { storeId } })).map(({ knownQuantity }) => knownQuantity);

const widths = (app: FrameLocator) =>
  app.locator("html").evaluate((element) => [element.scrollWidth, window.innerWidth]);

async function goToInventory(page: Page, app: FrameLocator): Promise<void> {
  await page.getByRole("link", { name: "Inventory" }).click();
  await app.getByRole("heading", { name: "Inventory", exact: true }).waitFor();
}

/** Six states are gone over by axe, which takes seconds each where the machine is busy. */
const LONG_JOURNEY = { timeout: 150_000 };

test(
  "stock is checked, set, and stopped by a brake that a person releases, and every state can be read by everybody",
  LONG_JOURNEY,
  async () => {
    const organization = await giveOrganization("stocking");
    const { id, rootId, db } = organization;
    for (let number = 1; number <= PRODUCTS; number += 1)
      await addProduct(db, id, { title: `Enamel mug ${number}`, categoryId: rootId });
    const { page, app, complaints } = await openAdmin("stocking", { path: "/app/approvals" });
    await app.getByText("You may look at products.").waitFor();
    const faults: string[] = [];
    const look = async () => void faults.push(...(await findAccessibilityFaults(page)));

    await goToInventory(page, app);
    await app.getByText("Not measured yet.", { exact: false }).waitFor();
    expect(await app.getByRole("button", { name: "Sync now" }).count()).toBe(0);
    await look();

    await db.staffMember.updateMany({ where: { organizationId: id }, data: { role: "OWNER", storeId: null } });
    await page.goto(page.url().replace(/\/app\/.*$/, "/app/approvals"));
    await uploadProducts(organization, app);
    await count(organization, 5);

    await goToInventory(page, app);
    await app.getByRole("button", { name: "Check only" }).click();
    await app.getByRole("dialog").getByText("nothing is set", { exact: false }).waitFor();
    await look();
    await app.getByRole("dialog").getByRole("button", { name: "Check stock" }).click();
    await app.getByText(`${PRODUCTS} of ${PRODUCTS} levels differed (100 %), by 60 units.`).waitFor();
    await app.getByRole("list", { name: "Levels" }).getByText("Differs").first().waitFor();
    await look();
    const download = page.waitForEvent("download");
    await app.getByRole("button", { name: "Download as CSV" }).click();
    expect((await download).suggestedFilename()).toMatch(/^stock-sync-.+\.csv$/);

    await app.getByRole("button", { name: `Set ${PRODUCTS} levels now` }).click();
    await app.getByText(`${PRODUCTS} set`, { exact: true }).waitFor();
    await app.getByText("Completed", { exact: true }).first().waitFor();
    expect(await stockInShop(organization)).toEqual(Array.from({ length: PRODUCTS }, () => 5));
    await look();

    await count(organization, 0);
    await goToInventory(page, app);
    await app.getByText("100 %", { exact: true }).waitFor();
    await app.getByRole("button", { name: "Show as a table" }).click();
    await app.getByRole("table", { name: "Levels that differed, by day" }).getByRole("cell", { name: "12" }).waitFor();
    await look();
    await app.getByRole("button", { name: "Sync now" }).click();
    await app.getByRole("dialog").getByRole("button", { name: "Sync stock" }).click();
    await app.getByText("It would set 100 % of the stock to zero").waitFor();
    expect(await stockInShop(organization)).toEqual(Array.from({ length: PRODUCTS }, () => 5));
    await look();
    await app.getByRole("button", { name: "Release and set stock" }).click();
    await app.getByRole("dialog").getByText("About 12 levels will be at zero", { exact: false }).waitFor();
    await app.getByRole("dialog").getByRole("button", { name: "Release and set stock" }).click();
    await app.getByText("Completed", { exact: true }).first().waitFor();
    await app.getByText("Brake released").waitFor();
    expect(await stockInShop(organization)).toEqual(Array.from({ length: PRODUCTS }, () => 0));

    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
  },
);

test("the schedule and the brake of a store are changed on a phone, saved from the admin's bar, and nothing is cut off", async () => {
  const organization = await giveOrganization("counting");
  const { id, db, storeId } = organization;
  const { page, app, complaints } = await openAdmin("counting", { path: "/app/inventory", width: 320, height: 700 });
  await app.getByRole("heading", { name: "Stores", exact: true }).waitFor();
  await app.getByRole("link", { name: "Schedule and brakes of Counting store" }).click();
  await app.getByText("An owner or staff member of the organization may change these settings.").waitFor();
  await db.staffMember.updateMany({ where: { organizationId: id }, data: { role: "STAFF", storeId: null } });
  await page.reload();

  await app.getByLabel("Stop when more than this goes to zero").fill("140");
  await app.getByText("Enter a number from 0 to 100.").waitFor();
  await app.getByLabel("Stop when more than this goes to zero").fill("35");
  await app.getByLabel("Time of day").fill("22:15");
  await app.getByLabel("Time zone").selectOption("Europe/Berlin");
  const faults = await findAccessibilityFaults(page);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved", { exact: true }).waitFor();
  await app.getByText("(Europe/Berlin)", { exact: false }).waitFor();
  const onSettings = await widths(app);
  await page.goto(page.url().replace(/\/app\/.*$/, "/app/inventory/quarantine"));
  await app.getByText("Nothing is in quarantine").waitFor();
  const onQuarantine = await widths(app);
  await goToInventory(page, app);
  await app.getByText("No sync yet").waitFor();

  expect(await db.inventorySettings.findUniqueOrThrow({ where: { storeId } })).toMatchObject({
    dailyAt: "22:15",
    timeZone: "Europe/Berlin",
    maxZeroShare: 0.35,
  });
  expect([onSettings, onQuarantine, await widths(app)]).toEqual([320, 320, 320].map((width) => [width, width]));
  expect(faults).toEqual([]);
  expect(complaints).toEqual([]);
});
