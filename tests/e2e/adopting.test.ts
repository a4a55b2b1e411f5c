import type { FrameLocator, Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { findAccessibilityFaults } from "./accessibility.ts";
import { chooseOption } from "./choose-option.ts";
import { giveOrganization, type JourneyOrganization } from "./journey-organization.ts";
import { journeyStores, type JourneyStore } from "./journey-stores.ts";
import { openAdmin } from "./open-admin.ts";

/** The merchant does something in the shop. Answers what it made. */
async function merchant(store: JourneyStore, action: string, more: object): Promise<{ product?: string }> {
  const answer = await fetch(`${inject("controlUrl")}/merchant`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ action, shop: journeyStores[store].domain, ...more }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as { product?: string };
}

/** A product of the catalog whose handle is the one of a handmade product of this title. */
async function addHandmade(
  { id, rootId, db }: JourneyOrganization,
  { title, variants }: { title: string; variants: readonly string[] },
): Promise<void> {
  const handle = title.toLowerCase().replace(" ", "-");
  await db.product.create({
    data: {
      organizationId: id,
      categoryId: rootId,
      externalId: handle,
      handle,
      title,
      ...(variants.length > 1 ? { options: [{ name: "Size", values: [...variants] }] } : {}),
      variants: {
        create: variants.map((value, position) => ({
          organizationId: id,
          externalId: `${handle}-${value}`,
          sku: `${handle}-${value}`.toUpperCase(),
          position,
          optionValues: variants.length > 1 ? [value] : [],
          price: "10.00",
          currencyCode: "EUR",
        })),
      },
    },
  });
}

/** Looks at what is shown, wide and on a phone: nothing is cut off, and axe finds nothing wrong. */
async function expectUsable(page: Page, what: string): Promise<void> {
  const html = page.frameLocator("#app-frame").locator("html");
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await expect
      .poll(() => html.evaluate((element) => element.scrollWidth - window.innerWidth), { message: what })
      .toBe(0);
    expect([what, width, await findAccessibilityFaults(page)]).toEqual([what, width, []]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

const heading = (app: FrameLocator, name: string | RegExp) => app.getByRole("heading", { name, level: 1 });

test("a shop with handmade products is adopted, an ambiguous one by a person, and every page of it is usable on a phone and with a screen reader", async () => {
  const organization = await giveOrganization("adopting");
  const { id, db, storeId } = organization;
  for (const title of ["Enamel mug", "Oak board", "Linen apron", "Wool blanket"])
    await merchant("adopting", "createProduct", { title });
  for (const title of ["Enamel mug", "Oak board"]) await addHandmade(organization, { title, variants: ["One"] });
  await addHandmade(organization, { title: "Linen apron", variants: ["S", "M"] });
  const { page, app, complaints } = await openAdmin("adopting", { path: `/app/reconciliation/${storeId}/adopt` });
  await app.getByText("Adopting products needs the role staff or owner.").waitFor();
  expect(await app.getByRole("button", { name: "Look for matches" }).count()).toBe(0);
  await expectUsable(page, "what a viewer sees");
  await db.staffMember.updateMany({ where: { organizationId: id }, data: { role: "OWNER", storeId: null } });
  await page.reload();

  await app.getByRole("button", { name: "Look for matches" }).click();
  await heading(app, "Adopt products").waitFor();
  await app.getByRole("heading", { name: "2 proposed, 1 ambiguous, 1 without a match" }).waitFor();
  await expectUsable(page, "proposals");
  await app.getByRole("button", { name: "Link all 2 proposed" }).click();
  await app.getByRole("dialog").getByText("From now on uploads update these products").waitFor();
  await expectUsable(page, "linking all");
  await app.getByRole("button", { name: "Link 2", exact: true }).click();
  await app.getByRole("tab", { name: "Linked (2)" }).waitFor();
  await app.getByRole("tab", { name: "Ambiguous (1)" }).click();
  await app.getByRole("button", { name: "Choose what Linen apron is" }).click();
  await chooseOption(app, "Linen apron (linen-apron)");
  await expectUsable(page, "choosing");
  await app.getByRole("button", { name: "Link this product" }).click();
  await app.getByRole("tab", { name: "Linked (3)" }).waitFor();
  await page.getByRole("status").getByText("The product is linked.").waitFor();

  expect(await db.productLink.count({ where: { storeId, goneAt: null } })).toBe(3);
  await page.locator("#app-navigation").getByRole("link", { name: "Reconciliation" }).click();
  await heading(app, "Reconciliation").waitFor();
  await app.getByRole("button", { name: "Reconcile now: Adopting store" }).click();
  await app.getByText("3 products compared", { exact: false }).waitFor();
  await expectUsable(page, "all stores");
  await app.getByRole("link", { name: "Details of Adopting store" }).click();
  await app.getByRole("heading", { name: "Runs", exact: true }).waitFor();
  await expectUsable(page, "one store");
  await app.getByRole("link", { name: "Open Findings" }).click();
  await heading(app, "Findings").waitFor();
  await expectUsable(page, "findings");
  expect(complaints).toEqual([]);
}, 180_000);

test("a webhook is seen in the inbox and handled again, and a product that was deleted in the shop is allowed anew", async () => {
  const organization = await giveOrganization("reconciling");
  const { id, db, storeId } = organization;
  const { product = "" } = await merchant("reconciling", "createProduct", { title: "Enamel mug" });
  await addHandmade(organization, { title: "Enamel mug", variants: ["One"] });
  const { page, app, complaints } = await openAdmin("reconciling", { path: "/app/reconciliation/inbox" });
  await app.getByText("Handling them again needs the role merchant, staff or owner.").waitFor();
  await db.staffMember.updateMany({ where: { organizationId: id }, data: { role: "OWNER", storeId: null } });
  const links = { organizationId: id, storeId, shopifyProductId: product };
  const [{ id: productId } = { id: "" }] = await db.product.findMany({ where: { organizationId: id } });
  await db.productLink.create({ data: { ...links, productId, createdAt: new Date(0), updatedAt: new Date(0) } });
  await merchant("reconciling", "deleteProduct", { product });
  await expect.poll(() => db.productLink.count({ where: { storeId, goneAt: { not: null } } })).toBe(1);
  await page.reload();

  await app.getByRole("link", { name: "Product deleted" }).waitFor();
  await expectUsable(page, "inbox");
  await app.getByLabel("Topic").selectOption("products/create");
  await page.waitForURL("**topic=products**");
  await app.getByRole("checkbox", { name: /^Select Product created/ }).check({ force: true });
  await app.getByRole("button", { name: "Handle again", exact: true }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Handle again" }).click();
  await page.getByRole("status").getByText("1 webhook will be handled again.").waitFor();
  await app.getByRole("link", { name: "Product created" }).click();
  await app.getByLabel("Body of the webhook, as JSON").waitFor();
  await expectUsable(page, "one webhook");
  await app.getByRole("button", { name: "Handle again" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Handle again" }).click();
  await page.getByRole("status").getByText("It will be handled again.").waitFor();
  const replayed = await db.activity.count({ where: { organizationId: id, action: "webhooks.replayed" } });

  await page.goto(page.url().replace(/\/app\/reconciliation.*/, `/app/reconciliation/${storeId}`));
  await app.getByText("Ask first", { exact: true }).click();
  await app.getByRole("button", { name: "Save settings" }).click();
  await page.getByRole("status").getByText("The settings are saved.").waitFor();
  await app.getByRole("link", { name: "Open Deleted products" }).click();
  await app.getByText("Skips it", { exact: true }).waitFor();
  await expectUsable(page, "deleted products");
  await app.getByRole("checkbox", { name: "Select Enamel mug" }).check({ force: true });
  await app.getByRole("button", { name: "Allow making anew" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Allow" }).click();
  await app.getByText("Makes it anew", { exact: true }).waitFor();

  expect(replayed).toBe(2);
  await page.locator("#app-navigation").getByRole("link", { name: "Stores" }).click();
  await app.getByRole("heading", { name: "Privacy requests" }).waitFor();
  await expectUsable(page, "stores");
  expect(complaints).toEqual([]);
}, 180_000);
