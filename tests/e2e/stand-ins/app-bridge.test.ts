import { expect, test } from "vitest";
import { openSampleAdmin } from "./sample-admin.ts";

test("an embedded page opens in the admin with its navigation and title bar around it", async () => {
  const { page, complaints } = await openSampleAdmin();

  await page.frameLocator("#app-frame").getByRole("heading", { name: "Sample app" }).waitFor();
  await page.getByRole("heading", { name: "Approved products" }).waitFor();
  const links = await page.locator("#app-navigation a").allTextContents();

  expect(links).toEqual(["Batches", "Stores"]);
  expect(await page.getByRole("button", { name: "Later" }).isDisabled()).toBe(true);
  expect(complaints).toEqual([]);
});

test("a page that is opened without a session token comes back with one by the bounce page", async () => {
  const { page, requests, complaints } = await openSampleAdmin("/store/sample/apps/catalog-relay?without-token");

  await page.getByRole("heading", { name: "Approved products" }).waitFor();

  expect(requests.map((one) => one.replace(/\?.*/, ""))).toEqual(["/app", "/auth/session-token", "/app"]);
  expect(requests.at(-1)).toContain("id_token=token-1");
  expect(complaints).toEqual([]);
});

test("buttons of the title bar are pressed in the admin and work in the app", async () => {
  const { page } = await openSampleAdmin();

  await page.getByRole("button", { name: "Approve" }).click();

  await page.frameLocator("#app-frame").locator("#log", { hasText: "approved" }).waitFor();
});

test("links of the navigation lead within the app without loading it anew", async () => {
  const { page, requests } = await openSampleAdmin();
  const log = page.frameLocator("#app-frame").locator("#log");

  await page.getByRole("link", { name: "Batches" }).click();
  await log.filter({ hasText: "went to batches" }).waitFor();
  await page.getByRole("link", { name: "Stores", exact: true }).click();
  await log.filter({ hasText: "navigated to /app/stores" }).waitFor();

  await page.waitForURL("**/apps/catalog-relay/app/batches");
  expect(requests).toHaveLength(1);
});

test("the address of the admin follows the app, without what only the frame needs", async () => {
  const { page } = await openSampleAdmin();

  await page.frameLocator("#app-frame").locator("#move").click();

  await page.waitForURL("https://admin.shopify.com/store/sample/apps/catalog-relay/app/moved?page=2");
});

test("requests of the app carry a session token, and a refused one is tried again with a new token", async () => {
  const { page, requests } = await openSampleAdmin();
  const frame = page.frameLocator("#app-frame");

  await frame.locator("#ask").click();

  await frame.locator("#log", { hasText: "Bearer token-3" }).waitFor();
  expect(requests.filter((one) => one === "/whoami")).toHaveLength(2);
});

test("a toast shows in the admin, and its action works in the app", async () => {
  const { page } = await openSampleAdmin();
  const frame = page.frameLocator("#app-frame");

  await frame.locator("#toast").click();
  await page.getByRole("status").getByText("Saved").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();

  await frame.locator("#log", { hasText: "undone" }).waitFor();
});

test("a form with unsaved changes brings the save bar, whose Save submits it", async () => {
  const { page } = await openSampleAdmin();
  const frame = page.frameLocator("#app-frame");

  await frame.getByLabel("Name").fill("fresh");
  await page.getByRole("region", { name: "Unsaved changes" }).getByRole("button", { name: "Save" }).click();

  await frame.locator("#log", { hasText: "saved fresh" }).waitFor();
  await page.getByRole("region", { name: "Unsaved changes" }).waitFor({ state: "hidden" });
});

test("discarding unsaved changes brings the old values back", async () => {
  const { page } = await openSampleAdmin();
  const name = page.frameLocator("#app-frame").getByLabel("Name");

  await name.fill("fresh");
  await page.getByRole("button", { name: "Discard" }).click();

  await page.getByRole("region", { name: "Unsaved changes" }).waitFor({ state: "hidden" });
  expect(await name.inputValue()).toBe("old");
});

test("a modal shows the buttons of its title bar and says when it is closed", async () => {
  const { page } = await openSampleAdmin();
  const frame = page.frameLocator("#app-frame");

  await frame.locator("#open-modal").click();
  await frame.getByRole("dialog").getByRole("heading", { name: "Really?" }).waitFor();
  await frame.getByRole("dialog").getByRole("button", { name: "Yes" }).click();

  await frame.locator("#log", { hasText: "confirmed" }).waitFor();
  await frame.locator("#log", { hasText: "modal closed" }).waitFor();
});

test("a link into the admin leaves the frame", async () => {
  const { page } = await openSampleAdmin();

  await page.frameLocator("#app-frame").locator("#admin-link").click();

  await page.waitForURL("https://admin.shopify.com/store/sample/products/11");
});

test.for([
  "/",
  "/store/sample/products",
  "/store/sample/products/11",
  "/store/sample/ledger",
  "/store/sample/apps/catalog-relay",
])("the admin's page %s needs no sideways scrolling at 320 pixels", async (path) => {
  const { page } = await openSampleAdmin(path);
  await page.setViewportSize({ width: 320, height: 720 });

  const width = await page.evaluate(() => document.documentElement.scrollWidth);

  expect(width).toBeLessThanOrEqual(320);
});
