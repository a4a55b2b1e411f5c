import { expect, inject, onTestFinished, test } from "vitest";
import { createDatabase } from "#app/platform/db.server.ts";
import { addProduct } from "#tests/support/worlds/sample-organization.ts";
import { journeyStores } from "./journey-stores.ts";
import { openAdmin } from "./open-admin.ts";

/** What an import would bring. */
async function fillCatalog(titles: readonly string[]) {
  const db = createDatabase({ url: inject("rigDatabaseUrl"), poolSize: 2 });
  onTestFinished(() => db.$disconnect());
  const store = await db.store.findUniqueOrThrow({ where: { shopDomain: journeyStores.approving.domain } });
  const { organizationId } = store;
  const root = await db.category.findFirstOrThrow({ where: { organizationId, parentId: null } });
  for (const title of titles) await addProduct(db, organizationId, { title, categoryId: root.id });
}

test("a shop's first user founds an organization, approves its products, and with a colleague watches them arrive in the shop", async () => {
  const { page, app, complaints } = await openAdmin("approving");

  await app.getByRole("heading", { name: "Welcome to Catalog Relay" }).waitFor();
  await app.getByRole("button", { name: "Create organization" }).click();
  await app.getByText("Please fill in a name.").first().waitFor();
  await app.getByLabel("Name of your organization").fill("Lovelace Living");
  await app.getByLabel("Your name").fill("Ada Lovelace");
  await app.getByRole("button", { name: "Create organization" }).click();
  await app.getByText("Needs your attention").waitFor();

  await fillCatalog(["Enamel mug", "Linen apron", "Oak board"]);
  const colleague = await openAdmin("approving", { path: "/app" });
  await colleague.app.getByText("3 products wait for approval.").waitFor();
  await colleague.app.locator("html").evaluate(() => Reflect.set(window, "isTheSame", true));
  await page.locator("#app-navigation").getByRole("link", { name: "Approvals" }).click();
  await app.getByText("Linen apron", { exact: true }).waitFor();
  await app.getByRole("checkbox", { name: /select all products/i }).check({ force: true });
  await app.getByRole("button", { name: "Approve", exact: true }).click();
  const dialog = app.getByRole("dialog");
  await dialog.getByText("3 products to Approving store").waitFor();
  await dialog.getByRole("button", { name: "Check against the stores first" }).click();
  await dialog.getByText("3 would be created, 0 updated, 0 left as they are, 0 need a decision.").waitFor();
  await dialog.getByRole("button", { name: "Approve 3 products" }).click();
  await app.getByRole("link", { name: "View batch" }).click();

  await app.getByText("3 of 3 done (100 %)").first().waitFor();
  await app.getByText("Completed", { exact: true }).waitFor();
  await colleague.app.getByText("3 products, by Ada Lovelace").waitFor();
  await colleague.app.getByText("100 %", { exact: true }).waitFor();
  await colleague.app.getByText("3 products wait for approval.").waitFor({ state: "detached" });
  expect(await colleague.app.locator("html").evaluate((): unknown => Reflect.get(window, "isTheSame"))).toBe(true);
  const rows = app.getByRole("list", { name: /^Rows of/ }).getByRole("listitem");
  expect(await rows.count()).toBe(3);
  expect(await rows.filter({ hasText: "Success" }).count()).toBe(3);
  await page.locator("nav").getByRole("link", { name: "Products" }).click();
  await page.getByText("Enamel mug").first().waitFor();
  // The refusal of the empty form is an answer of 400, which a browser writes to its console.
  expect(colleague.complaints).toEqual([]);
  expect(complaints.filter((line) => !line.includes("status of 400"))).toEqual([]);
});
