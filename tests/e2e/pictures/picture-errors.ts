import type { Browser, Page, Route } from "playwright-core";
import { claimShop, OWNER_USER_ID, type ClaimedShop } from "#tests/bench/filled/filled-shop.ts";
import { openContext } from "#tests/rig/chromium.ts";
import type { DatabaseWire } from "#tests/rig/database-wire.ts";
import type { RigRuntime } from "#tests/rig/open-runtime.ts";
import type { Rig } from "#tests/rig/rig.ts";
import { signSessionToken } from "#tests/simulator/oauth/session-token.ts";
import { addProduct } from "#tests/support/worlds/sample-organization.ts";
import { visitPage } from "../pages/visit-page.ts";
import { MOST_HEIGHT, takePicture } from "../take-picture.ts";

/** A shop in which much goes wrong. */
export const TROUBLED_SHOP = {
  domain: "relay-trouble.myshopify.com",
  name: "Relay Trouble",
  ownerUserId: OWNER_USER_ID,
};

const APP = "https://admin.shopify.com/store/relay-trouble/apps/catalog-relay/app";
const NOTHING = "00000000-0000-7000-8000-000000000000";

interface Scene {
  readonly page: Page;
  readonly rig: Rig;
  readonly wire: DatabaseWire;
  readonly shop: ClaimedShop;
  /** Takes the picture of one kind of error. */
  readonly take: (name: string) => Promise<void>;
}

/** One picture of each kind of error that a person can meet, wide and on a phone (`errors/`). */
export async function pictureErrors(
  browser: Browser,
  { rig, runtime, wire }: { rig: Rig; runtime: RigRuntime; wire: DatabaseWire },
): Promise<void> {
  const shop = await claimShop(runtime, rig, TROUBLED_SHOP.domain);
  const { db, organizationId } = shop.ctx;
  await db.route.create({ data: { organizationId, categoryId: shop.rootCategoryId, storeId: shop.storeId } });
  for (const title of ["Enamel mug", "Linen apron", "Oak board"])
    await addProduct(db, organizationId, { title, categoryId: shop.rootCategoryId });
  for (const { width, suffix } of [
    { width: 1280, suffix: "" },
    { width: 320, suffix: "-phone" },
  ]) {
    const context = await openContext(browser, { width, height: MOST_HEIGHT });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const take = (name: string) => takePicture(page, `errors/${name}${suffix}`, width);
    const scene = { page, rig, wire, shop, take };
    await notFound(scene);
    await notAllowed(scene);
    await notReadable(scene);
    await fieldsRefused(scene);
    await shopSilent(scene);
    await sessionEnded(scene);
    await connectionLost(scene);
    await databaseAway(scene);
    await context.close();
  }
}

const appOf = (page: Page) => page.frameLocator("#app-frame");

async function notFound({ page, take }: Scene): Promise<void> {
  await visitPage(page, `${APP}/batches/${NOTHING}`);
  await take("not-found");
}

/** A viewer opens what only owners may see. */
async function notAllowed({ page, shop, take }: Scene): Promise<void> {
  const { db, organizationId } = shop.ctx;
  await db.staffMember.updateMany({ where: { organizationId }, data: { role: "VIEWER", storeId: shop.storeId } });
  await visitPage(page, `${APP}/api-access`);
  await take("not-allowed");
  await db.staffMember.updateMany({ where: { organizationId }, data: { role: "OWNER", storeId: null } });
}

/** A table is away for a moment, which is a fault on our side. */
async function notReadable({ page, shop, take }: Scene): Promise<void> {
  await shop.ctx.db.$executeRaw`ALTER TABLE activity RENAME TO activity_away`;
  await visitPage(page, `${APP}/activity`);
  await take("not-readable");
  await shop.ctx.db.$executeRaw`ALTER TABLE activity_away RENAME TO activity`;
}

async function fieldsRefused({ page, take }: Scene): Promise<void> {
  await visitPage(page, `${APP}/settings`);
  const app = appOf(page);
  await app.getByLabel("Name", { exact: true }).fill("");
  await app.getByLabel("Keep what was sent to Shopify for").fill("0");
  await page.locator("#save-actions").getByRole("button", { name: "Save" }).click();
  await app.getByText("The settings were not saved").waitFor();
  await take("fields-refused");
  await page.locator("#save-actions").getByRole("button", { name: "Discard" }).click();
}

async function shopSilent({ page, rig, shop, take }: Scene): Promise<void> {
  rig.simulator.faults.add({
    shop: TROUBLED_SHOP.domain,
    operation: "publications",
    every: 1,
    point: "before-apply",
    effect: "status",
    status: 503,
  });
  await openRoute(page, shop);
  const app = appOf(page);
  await app.getByRole("button", { name: "Ask again" }).scrollIntoViewIfNeeded();
  await take("shop-silent");
  rig.simulator.faults.clear();
}

/** The session of the admin ends while somebody writes. */
async function sessionEnded(scene: Scene): Promise<void> {
  const { domain: shopDomain } = TROUBLED_SHOP;
  await refuseProduct(scene, "session-ended", "Your session in the Shopify admin has ended.", (route) => {
    const issuedAt = new Date(Date.now() - 3 * 60_000);
    const token = signSessionToken({ ...scene.rig.shopifyApp, shopDomain, userId: OWNER_USER_ID, issuedAt });
    return route.continue({ headers: { ...route.request().headers(), authorization: `Bearer ${token}` } });
  });
}

async function connectionLost(scene: Scene): Promise<void> {
  await refuseProduct(scene, "connection-lost", "The connection was lost before an answer came.", (route) =>
    route.abort("connectionreset"),
  );
}

/** Somebody rejects a product, and what is sent meets with an accident. */
async function refuseProduct(
  { page, take }: Scene,
  name: string,
  told: string,
  meddle: (route: Route) => Promise<void>,
): Promise<void> {
  await visitPage(page, `${APP}/approvals`);
  const app = appOf(page);
  const isAction = (url: URL) => url.pathname === "/app/approvals.data";
  await page.route(isAction, (route) => (route.request().method() === "POST" ? meddle(route) : route.continue()));
  await app.getByRole("checkbox", { name: "Select Linen apron" }).check({ force: true });
  await app.getByRole("button", { name: "Reject", exact: true }).click();
  const dialog = app.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("The colour is wrong.");
  await dialog.getByRole("button", { name: "Reject", exact: true }).click();
  await dialog.getByText(told).waitFor();
  await take(name);
  await page.unroute(isAction);
}

/** The database is away while somebody has the app open. */
async function databaseAway({ page, wire, take }: Scene): Promise<void> {
  await visitPage(page, APP);
  const app = appOf(page);
  await wire.hangUp();
  await app.getByRole("link", { name: "All batches" }).click();
  await app.getByRole("heading", { name: "Catalog Relay is not available at the moment" }).waitFor();
  await take("database-away");
  await wire.open();
  await app.getByRole("button", { name: "Try again" }).click();
  await app.getByRole("heading", { name: "Batches", level: 1 }).waitFor();
}

const openRoute = (page: Page, { rootCategoryId, storeId }: ClaimedShop): Promise<void> =>
  visitPage(page, `${APP}/routing/edit?categoryId=${rootCategoryId}&storeId=${storeId}`);
