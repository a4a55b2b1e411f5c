import type { FrameLocator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { addProduct } from "#tests/support/worlds/sample-organization.ts";
import { findAccessibilityFaults } from "./accessibility.ts";
import { chooseOption } from "./choose-option.ts";
import { giveOrganization } from "./journey-organization.ts";
import { journeyStores } from "./journey-stores.ts";
import { openAdmin } from "./open-admin.ts";

/** A browser writes every refusal to its console. */
const unexpected = (complaints: readonly string[]) => complaints.filter((line) => !/status of 40[01349]/.test(line));

const appUrl = (page: Page, path: string): string => page.url().replace(/\/app(\/|$|\?).*/, path);

test("an owner brings a second shop in by a code, is the same owner there, and routes a category to it", async () => {
  const { id, homeId, db } = await giveOrganization("organizing");
  await addProduct(db, id, { title: "Enamel mug", categoryId: homeId });
  const joining = journeyStores.joining.name;
  const { page, app, complaints } = await openAdmin("organizing", { path: "/app/members" });
  await app.getByText("Owners see everybody here").waitFor();
  await db.staffMember.updateMany({ where: { organizationId: id }, data: { role: "OWNER", storeId: null } });

  await page.goto(appUrl(page, "/app/stores/join"));
  await app.getByRole("button", { name: "Make code" }).click();
  const code = await app.getByLabel("Code", { exact: true }).inputValue();
  const faults = await findAccessibilityFaults(page);
  const there = await openAdmin("joining");
  await there.app.getByLabel("Code from the other store").fill("0000-0000");
  await there.app.getByRole("button", { name: "Join" }).click();
  await there.app.getByText("This code is not good here").waitFor();
  faults.push(...(await findAccessibilityFaults(there.page)));
  await there.app.getByLabel("Code from the other store").fill(code.toLowerCase());
  await there.app.getByRole("button", { name: "Join" }).click();
  await there.page.locator("#app-navigation").getByRole("link", { name: "Members" }).click();
  await there.app.getByText("Everything, and stores, people and API tokens.").waitFor();

  await page.goto(appUrl(page, "/app/routing"));
  await app.getByRole("link", { name: "Home", exact: true }).click();
  faults.push(...(await findAccessibilityFaults(page)));
  await app.getByRole("link", { name: `Set route: ${joining}` }).click();
  await chooseOption(app, `Go to ${joining}`);
  await app.getByLabel("Factor").fill("0");
  faults.push(...(await findAccessibilityFaults(page)));
  await page.locator("#save-actions").getByRole("button", { name: "Save" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Save route" }).click();
  await app.getByText("must be more than 0").first().waitFor();
  await app.getByLabel("Factor").fill("1.1");
  await page.locator("#save-actions").getByRole("button", { name: "Save" }).click();
  await app.getByText(`1 product in 2 categories will go to ${joining}.`).waitFor();
  faults.push(...(await findAccessibilityFaults(page)));
  await app.getByRole("dialog").getByRole("button", { name: "Save route" }).click();
  await app.getByText("prices × 1.1").waitFor();

  await page.goto(appUrl(page, "/app/routing/products?text=mug"));
  await app.getByRole("link", { name: "Enamel mug" }).click();
  await app.getByText("Home decides").waitFor();
  faults.push(...(await findAccessibilityFaults(page)));
  const store = await db.store.findUniqueOrThrow({ where: { shopDomain: journeyStores.joining.domain } });
  expect(store).toMatchObject({ organizationId: id, status: "CONNECTED" });
  expect(faults).toEqual([]);
  expect([...unexpected(complaints), ...unexpected(there.complaints)]).toEqual([]);
}, 120_000);

test("an owner invites and changes roles; staff, merchant and viewer see what they may, and no more", async () => {
  const { id, storeId, db } = await giveOrganization("roles");
  const { page, app, complaints } = await openAdmin("roles", { path: "/app/members", width: 320, height: 700 });
  await app.getByText("Owners see everybody here").waitFor();
  const faults = await findAccessibilityFaults(page);
  const become = async (role: "OWNER" | "STAFF" | "MERCHANT" | "VIEWER") => {
    const bound = role === "MERCHANT" || role === "VIEWER";
    await db.staffMember.updateMany({ where: { organizationId: id }, data: { role, storeId: bound ? storeId : null } });
  };

  await become("OWNER");
  await page.reload();
  await app.getByRole("button", { name: "Invite" }).click();
  await app.getByRole("dialog").getByLabel("Their name").fill("Grace");
  await chooseOption(app, "Merchant");
  await app.getByRole("button", { name: "Make invitation code" }).click();
  await app.getByText("Choose the store that they may see.").waitFor();
  faults.push(...(await findAccessibilityFaults(page)));
  await app.getByLabel("Store", { exact: true }).selectOption({ label: journeyStores.roles.name });
  await app.getByRole("button", { name: "Make invitation code" }).click();
  await app.getByText("Keep this code now").waitFor();
  await app.getByRole("button", { name: /^Change role: / }).click();
  await chooseOption(app, "Staff");
  await app.getByRole("button", { name: "Make staff" }).click();
  await app.getByText("An organization needs an owner.").waitFor();
  faults.push(...(await findAccessibilityFaults(page)));
  const seen: Record<string, boolean[]> = {};
  for (const role of ["OWNER", "STAFF", "MERCHANT", "VIEWER"] as const) {
    await become(role);
    seen[role] = await readPages(page, app);
  }

  expect(seen).toEqual({
    OWNER: [true, true, true],
    STAFF: [true, false, true],
    MERCHANT: [false, false, true],
    VIEWER: [false, false, false],
  });
  expect(await app.locator("html").evaluate((element) => element.scrollWidth)).toBe(320);
  expect(faults).toEqual([]);
  expect(unexpected(complaints)).toEqual([]);
});

/** Whether they may set a route, bring stores in, and approve. */
async function readPages(page: Page, app: FrameLocator): Promise<boolean[]> {
  await page.goto(appUrl(page, "/app/routing"));
  await app.getByRole("heading", { name: "Stores of All products" }).waitFor();
  const maySetRoutes = await app.getByRole("link", { name: / route: / }).isVisible();
  await page.goto(appUrl(page, "/app/stores/join"));
  const heading = app.getByRole("heading", { level: 1 });
  await heading.waitFor();
  const mayJoin = (await heading.textContent()) !== "You may not do this";
  await page.goto(appUrl(page, "/app/approvals"));
  await app.getByRole("heading", { name: "Approvals" }).waitFor();
  return [maySetRoutes, mayJoin, !(await app.getByText("You may look at products.").isVisible())];
}
