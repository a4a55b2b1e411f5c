import { expect, test } from "vitest";
import { addProduct } from "#tests/support/worlds/sample-organization.ts";
import { giveOrganization } from "./journey-organization.ts";
import { openAdmin } from "./open-admin.ts";

test("a product that Shopify refuses is explained, can be looked into, and is retried without a change to the database", async () => {
  const { id, rootId, db } = await giveOrganization("failing");
  await addProduct(db, id, { title: "Enamel mug", categoryId: rootId });
  const refusedId = await addProduct(db, id, { title: "Linen apron", categoryId: rootId });
  const metafields = [{ namespace: "custom", key: "pockets", type: "number_integer", value: "many" }];
  await db.product.update({ where: { id: refusedId }, data: { metafields } });
  const { page, app, complaints } = await openAdmin("failing", { path: "/app/approvals" });
  await app.getByText("You may look at products.").waitFor();
  await db.staffMember.updateMany({ where: { organizationId: id }, data: { role: "OWNER", storeId: null } });

  await page.reload();
  await app.getByRole("checkbox", { name: /select all products/i }).check({ force: true });
  await app.getByRole("button", { name: "Approve", exact: true }).click();
  await app.getByRole("button", { name: "Approve 2 products" }).click();
  await app.getByRole("link", { name: "View batch" }).click();
  await app.getByText("Completed with failures").waitFor();
  await app.getByText("Why rows failed").waitFor();
  await app.getByRole("tab", { name: /^Failed/ }).click();
  await expect.poll(() => app.getByRole("list", { name: /^Rows of/ }).count()).toBe(1);
  await app.getByText("Value must be an integer", { exact: false }).last().waitFor();
  await app.getByRole("button", { name: "Retry 1 failed row" }).click();
  await app.getByText("1 retry", { exact: true }).waitFor();
  await app.getByText("Completed with failures").waitFor();
  await app.locator("#rows").getByRole("link").first().click();
  await app.getByRole("heading", { name: "Attempts" }).waitFor();
  await app.getByRole("button", { name: "What was sent and answered" }).first().click();
  await app.getByLabel("Sent, as JSON").waitFor();

  expect(await app.getByRole("heading", { name: /Create the product/ }).count()).toBe(2);
  await app.getByRole("button", { name: "Retry 1 failed row" }).click();
  await app.getByRole("heading", { name: "Products and their rows" }).waitFor();
  await app.getByText("2 retries", { exact: true }).waitFor();
  expect(complaints).toEqual([]);
});
