import { expect, test } from "vitest";
import { addProduct } from "#tests/support/worlds/sample-organization.ts";
import { giveOrganization } from "./journey-organization.ts";
import { openAdmin } from "./open-admin.ts";

test("on a phone, by keyboard or finger, products are approved and rejected with a reason, and nothing is cut off", async () => {
  const { id, rootId, db } = await giveOrganization("phone");
  for (const title of ["Enamel mug", "Linen apron", "Oak board"])
    await addProduct(db, id, { title, categoryId: rootId });
  const { page, app, complaints } = await openAdmin("phone", { path: "/app/approvals", width: 320, height: 700 });
  await app.getByText("You may look at products.").waitFor();
  await db.staffMember.updateMany({ where: { organizationId: id }, data: { role: "OWNER", storeId: null } });
  await page.reload();

  await app.getByRole("checkbox", { name: "Select Linen apron" }).focus();
  await page.keyboard.press("Space");
  await app.getByRole("button", { name: "Reject", exact: true }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Reject", exact: true }).click();
  await app.getByText("Say why, so that somebody can correct it.").waitFor();
  await app.getByLabel("Reason").fill("The picture is missing.");
  await app.getByRole("dialog").getByRole("button", { name: "Reject", exact: true }).click();
  await app.getByText("Linen apron", { exact: true }).waitFor({ state: "detached" });
  await app.getByRole("dialog").waitFor({ state: "detached" });
  await app.getByRole("checkbox", { name: "Select Enamel mug" }).check({ force: true });
  await app.getByRole("checkbox", { name: "Select Oak board" }).check({ force: true });
  await app.getByRole("button", { name: "Approve", exact: true }).click();
  await app.getByRole("button", { name: "Approve 2 products" }).click();
  await app.getByRole("link", { name: "View batch" }).click();
  await app.getByText("2 of 2 done (100 %)").first().waitFor();

  const widths = await app.locator("html").evaluate((element) => [element.scrollWidth, window.innerWidth]);
  expect(widths).toEqual([320, 320]);
  const decided = await db.product.findMany({ where: { organizationId: id }, orderBy: { title: "asc" } });
  expect(decided.map(({ approvalStatus, rejectionReason }) => [approvalStatus, rejectionReason])).toEqual([
    ["APPROVED", null],
    ["REJECTED", "The picture is missing."],
    ["APPROVED", null],
  ]);
  expect(complaints).toEqual([]);
});
