import { expect, inject, test } from "vitest";
import { addProduct } from "#tests/support/worlds/sample-organization.ts";
import { findAccessibilityFaults } from "./accessibility.ts";
import { giveOrganization } from "./journey-organization.ts";
import { journeyStores } from "./journey-stores.ts";
import { openAdmin } from "./open-admin.ts";

/** More than the points of a shop pay for at once, so that there is time to steer. */
const PRODUCTS = 400;

async function productsInShop(): Promise<number> {
  const answer = await fetch(`${inject("controlUrl")}/shop?shop=${journeyStores.steering.domain}`);
  return ((await answer.json()) as { products: number }).products;
}

test("a batch is paused in the middle, gets another priority, goes on, and is cancelled; what is in the shop stays", async () => {
  const { id, rootId, db } = await giveOrganization("steering");
  for (let number = 1; number <= PRODUCTS; number += 1)
    await addProduct(db, id, { title: `Mug ${number}`, categoryId: rootId });
  const { page, app, complaints } = await openAdmin("steering", { path: "/app/approvals" });
  await app.getByText("You may look at products.").waitFor();
  await db.staffMember.updateMany({ where: { organizationId: id }, data: { role: "OWNER", storeId: null } });
  await page.reload();
  const dialog = app.getByRole("dialog");
  const batch = () => db.shopifyUploadBatch.findFirstOrThrow({ where: { organizationId: id } });
  const underWay = () => db.uploadGroup.count({ where: { organizationId: id, status: "PROCESSING" } });

  await app.getByRole("checkbox", { name: /select all products/i }).check({ force: true });
  await app.getByRole("button", { name: "Select all that match" }).click();
  await app.getByRole("button", { name: "Approve", exact: true }).click();
  await app.getByRole("button", { name: `Approve ${PRODUCTS} products` }).click();
  await app.getByRole("link", { name: "View batch" }).click();
  await expect.poll(productsInShop, { timeout: 30_000 }).toBeGreaterThan(0);
  await app.getByRole("button", { name: "Pause batch" }).click();
  await page.getByRole("status").getByText("Paused. What is under way is finished.").waitFor();
  await app.getByText("Nothing more of it is sent until somebody resumes it.").waitFor();
  expect(await findAccessibilityFaults(page)).toEqual([]);
  await expect.poll(underWay, { timeout: 30_000 }).toBe(0);
  const whenPaused = await productsInShop();
  expect(whenPaused).toBeLessThan(PRODUCTS);

  await app.getByRole("button", { name: "Change priority" }).click();
  await dialog.getByLabel("Priority").fill("7.5");
  await dialog.getByText("The priority must be a whole number from -100 to 100.").waitFor();
  await dialog.getByLabel("Priority").fill("7");
  await dialog.getByRole("button", { name: "Save priority" }).click();
  await expect.poll(async () => (await batch()).priority).toBe(7);
  expect(await productsInShop()).toBe(whenPaused);
  await app.getByRole("button", { name: "Resume batch" }).click();
  await expect.poll(productsInShop, { timeout: 30_000 }).toBeGreaterThan(whenPaused);

  await app.getByRole("button", { name: "Cancel batch" }).click();
  await dialog.getByText("what is already in Shopify stays there").waitFor();
  await dialog.getByRole("button", { name: "Keep uploading" }).click();
  await dialog.waitFor({ state: "detached" });
  await app.getByRole("button", { name: "Cancel batch" }).click();
  await dialog.getByRole("button", { name: "Cancel batch" }).click();
  await app.getByText("Cancelled", { exact: true }).first().waitFor();
  await expect.poll(underWay, { timeout: 30_000 }).toBe(0);

  const { status, productsTotal, productsSucceeded } = await batch();
  expect([status, productsTotal]).toEqual(["CANCELLED", PRODUCTS]);
  expect(productsSucceeded).toBeLessThan(PRODUCTS);
  expect(await productsInShop()).toBe(productsSucceeded);
  const cancelled = { organizationId: id, status: "CANCELLED" } as const;
  expect(await db.uploadGroup.count({ where: cancelled })).toBe(PRODUCTS - productsSucceeded);
  expect(complaints).toEqual([]);
});
