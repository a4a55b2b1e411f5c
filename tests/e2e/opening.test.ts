import { expect, test } from "vitest";
import { giveOrganization } from "./journey-organization.ts";
import { openAdmin } from "./open-admin.ts";

test("a merchant opens the app from the admin and moves between its pages by the navigation", async () => {
  await giveOrganization("opening");
  const { page, app, complaints, savePicture } = await openAdmin("opening");
  const navigation = page.locator("#app-navigation");

  await app.getByRole("heading", { name: "Catalog Relay" }).waitFor();
  await savePicture("home-empty");
  await navigation.getByRole("link", { name: "Batches" }).click();
  await app.getByRole("heading", { name: "Batches", exact: true }).waitFor();
  await page.waitForURL("**/apps/catalog-relay/app/batches");

  expect(await navigation.getByRole("link").allTextContents()).toEqual(["Approvals", "Batches", "Stores"]);
  expect(complaints).toEqual([]);
});
