import { expect, inject, test } from "vitest";
import { findAccessibilityFaults } from "../accessibility.ts";
import { giveOrganization } from "../journey-organization.ts";
import { journeyStores } from "../journey-stores.ts";
import { openAdmin, type AdminPage } from "../open-admin.ts";
import { visitPage } from "../pages/visit-page.ts";

const SHOP = journeyStores.routing.domain;
const GONE = "gid://shopify/Collection/987654";
const APP = "https://admin.shopify.com/store/routing/apps/catalog-relay";

async function control<Answer>(address: string, body: unknown, method = "POST"): Promise<Answer> {
  const answer = await fetch(`${inject("controlUrl")}${address}`, {
    method,
    headers: { "Content-Type": "application/json" },
    ...(method === "DELETE" ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Answer;
}

const makeCollection = async (title: string): Promise<string> =>
  (await control<{ collection: string }>("/merchant", { action: "createCollection", shop: SHOP, title })).collection;

/** Nothing is cut off or wrong for who cannot see, wide and on a phone. */
async function expectUsable({ page, app }: AdminPage, what: string): Promise<void> {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = () => app.locator("html").evaluate((element) => element.scrollWidth - window.innerWidth);
    await expect.poll(overflow, { message: what }).toBe(0);
    expect([what, width, await findAccessibilityFaults(page)]).toEqual([what, width, []]);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

test("a route's sales channels and collections are chosen from those of the shop, with the keyboard too", async () => {
  const { id, rootId, storeId, db } = await giveOrganization("routing");
  for (let at = 10; at < 40; at += 1) await makeCollection(`Season ${at}`);
  const winter = await makeCollection("Winter in the mountains");
  const route = { categoryId_storeId: { categoryId: rootId, storeId } };
  await db.route.update({ where: route, data: { collectionIds: [GONE] } });
  const opened = await openAdmin("routing", { path: "/app/routing" });
  const { page, app, complaints } = opened;
  await app.getByRole("heading", { level: 1 }).waitFor();
  await expect.poll(() => db.staffMember.count({ where: { organizationId: id } })).toBe(1);
  await db.staffMember.updateMany({ where: { organizationId: id }, data: { role: "OWNER", storeId: null } });

  await visitPage(page, `${APP}/app/routing/edit?categoryId=${rootId}&storeId=${storeId}`);
  const channels = app.getByRole("combobox", { name: "Sales channels" });
  const collections = app.getByRole("combobox", { name: "Collections" });
  await app.getByText("Not in the shop: 987654").waitFor();
  await app.getByText("There are more").waitFor({ state: "detached" });
  await expectUsable(opened, "closed");

  await channels.click();
  await app.getByRole("option", { name: "Point of Sale" }).click();
  await channels.fill("onl");
  await app.getByRole("option", { name: "Shop", exact: true }).waitFor({ state: "detached" });
  await expectUsable(opened, "channels open");
  await channels.fill("online");
  await app.getByRole("option", { name: "Online Store" }).waitFor();
  await channels.press("ArrowDown");
  await channels.press("Enter");
  await app.getByRole("button", { name: "Remove Online Store" }).waitFor();

  await collections.click();
  await app.getByText("There are more").waitFor();
  await collections.fill("mount");
  await app.getByRole("option", { name: "Winter in the mountains" }).click();
  await collections.fill("nothing like that");
  await app.getByText("No collection matches that.").waitFor();
  await expectUsable(opened, "nothing found");
  await collections.press("Escape");

  await app.getByRole("button", { name: "Remove Not in the shop: 987654" }).click();
  await app.getByText("Take it out").waitFor({ state: "detached" });
  await app.getByRole("group", { name: "Chosen: Collections" }).and(app.locator(":focus")).waitFor();
  await page.locator("#save-actions").getByRole("button", { name: "Save" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Save route" }).click();
  await app.getByText("2 sales channels · 1 collection").waitFor();

  const saved = await db.route.findUniqueOrThrow({ where: route });
  expect(saved.publicationIds).toHaveLength(2);
  expect(saved.collectionIds).toEqual([winter]);
  expect(complaints).toEqual([]);
});

test("while the shop does not answer, what is chosen is kept as ids that can be typed, until it is asked again", async () => {
  const { id, rootId, storeId, db } = await giveOrganization("choosing");
  await control("/faults", [
    {
      shop: journeyStores.choosing.domain,
      operation: "publications",
      every: 1,
      point: "before-apply",
      effect: "status",
      status: 503,
    },
  ]);
  const opened = await openAdmin("choosing", { path: "/app/routing", locale: "de-DE" });
  const { page, app, complaints } = opened;
  await app.getByRole("heading", { level: 1 }).waitFor();
  await expect.poll(() => db.staffMember.count({ where: { organizationId: id } })).toBe(1);
  await db.staffMember.updateMany({ where: { organizationId: id }, data: { role: "OWNER", storeId: null } });

  await visitPage(
    page,
    `${APP.replace("routing", "choosing")}/app/routing/edit?categoryId=${rootId}&storeId=${storeId}`,
  );
  await app.getByText("Der Shop nennt seine Vertriebskanäle").waitFor();
  await app.getByRole("textbox", { name: "Kollektionen" }).fill(GONE);
  await expectUsable(opened, "unread");

  await control("/faults", null, "DELETE");
  await app.getByRole("button", { name: "Erneut fragen" }).click();
  await app.getByText("Nicht im Shop: 987654").waitFor();
  await app.getByRole("combobox", { name: "Vertriebskanäle" }).waitFor();

  expect(complaints).toEqual([]);
});
