import { expect, test } from "vitest";
import { giveOrganization } from "./journey-organization.ts";
import { openAdmin } from "./open-admin.ts";

test("a merchant opens the app from the admin and moves between its pages by the navigation", async () => {
  await giveOrganization("opening");
  const { page, app, complaints } = await openAdmin("opening");
  const navigation = page.locator("#app-navigation");

  await app.getByRole("heading", { name: "Catalog Relay" }).waitFor();
  await navigation.getByRole("link", { name: "Batches" }).click();
  await app.getByRole("heading", { name: "Batches", exact: true }).waitFor();
  await page.waitForURL("**/apps/catalog-relay/app/batches");

  expect(await navigation.getByRole("link").allTextContents()).toEqual([
    "Approvals",
    "Batches",
    "Inventory",
    "Reconciliation",
    "Stores",
    "Routing",
    "Members",
    "Notifications",
    "Activity",
  ]);
  expect(complaints).toEqual([]);
});

test("a page that the browser loads anew inside the admin, as after a deployment, finds back to its shop", async () => {
  await giveOrganization("reloading");
  const { page, app, complaints } = await openAdmin("reloading");
  await app.getByRole("heading", { name: "Catalog Relay" }).waitFor();
  await page.locator("#app-navigation").getByRole("link", { name: "Batches" }).click();
  await app.getByRole("heading", { name: "Batches", exact: true }).waitFor();

  const frame = page.frame({ name: "app" });
  await frame?.evaluate(() => setTimeout(() => location.reload()));
  await frame?.waitForURL(/batches\?.*shop=reloading/);
  await app.getByRole("heading", { name: "Batches", exact: true }).waitFor();
  await frame?.evaluate(() => setTimeout(() => location.assign("/app/stores")));
  await frame?.waitForURL(/stores\?.*shop=reloading/);
  await app.getByText("reloading.myshopify.com").waitFor();

  expect(complaints).toEqual([]);
});
