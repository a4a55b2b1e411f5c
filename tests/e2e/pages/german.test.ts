import { expect, test } from "vitest";
import { addProduct } from "#tests/support/worlds/sample-organization.ts";
import { findAccessibilityFaults } from "../accessibility.ts";
import { giveOrganization } from "../journey-organization.ts";
import { openAdmin } from "../open-admin.ts";

test("who uses Shopify in German reads the app in German, also after a reload, and on a phone", async () => {
  const { id, homeId, db } = await giveOrganization("german");
  await addProduct(db, id, { title: "Enamel mug", categoryId: homeId });
  const { page, app, complaints } = await openAdmin("german", { locale: "de-DE", width: 320, height: 700 });
  await app.getByRole("heading", { name: "Shops", exact: true }).waitFor();

  await page.locator("#app-navigation").getByRole("link", { name: "Freigaben" }).click();
  await app.getByText("Enamel mug").waitFor();
  const frame = page.frame({ name: "app" });
  await frame?.evaluate(() => setTimeout(() => location.reload()));
  await frame?.waitForURL(/approvals\?.*locale=de-DE/);
  await app.getByText("Sie dürfen Produkte ansehen.").waitFor();

  expect(await frame?.evaluate(() => document.documentElement.lang)).toBe("de");
  expect(await frame?.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  expect(await findAccessibilityFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
