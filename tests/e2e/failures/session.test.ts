import type { Page, Route } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { signSessionToken } from "#tests/simulator/oauth/session-token.ts";
import { TEST_CLIENT } from "#tests/support/test-runtime.ts";
import { addProduct } from "#tests/support/worlds/sample-organization.ts";
import { findAccessibilityFaults } from "../accessibility.ts";
import { giveOrganization } from "../journey-organization.ts";
import { journeyStores } from "../journey-stores.ts";
import { openAdmin } from "../open-admin.ts";

/** A session token of the same shop and person that ran out two minutes ago. */
const expiredToken = () =>
  signSessionToken({
    ...TEST_CLIENT,
    shopDomain: journeyStores.session.domain,
    userId: 1,
    issuedAt: new Date(Date.now() - 3 * 60_000),
  });

/** Does something with each of the next actions that the app sends, until it is told to stop. Counts them. */
async function meddle(page: Page, handle: (route: Route, number: number) => Promise<void>) {
  let actions = 0;
  const isAction = (url: URL) => url.pathname === "/app/approvals.data";
  await page.route(isAction, async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    actions += 1;
    await handle(route, actions);
  });
  return { count: () => actions, stop: () => page.unroute(isAction) };
}

const withExpiredToken = (route: Route) =>
  route.continue({ headers: { ...route.request().headers(), authorization: `Bearer ${expiredToken()}` } });

test("a session that ends, or a connection that is lost, in the middle of an action loses nothing that was entered", async () => {
  const { id, rootId, db } = await giveOrganization("session");
  for (const title of ["Enamel mug", "Linen apron", "Oak board"])
    await addProduct(db, id, { title, categoryId: rootId });
  const { page, app } = await openAdmin("session", { path: "/app/approvals", width: 320, height: 700 });
  await app.getByText("You may look at products.").waitFor();
  await db.staffMember.updateMany({ where: { organizationId: id }, data: { role: "OWNER", storeId: null } });
  await page.reload();
  const dialog = app.getByRole("dialog");
  const rejectButton = dialog.getByRole("button", { name: "Reject", exact: true });
  const openRejection = async (title: string, reason: string) => {
    await dialog.waitFor({ state: "detached" });
    await app.getByRole("checkbox", { name: `Select ${title}` }).check({ force: true });
    await app.getByRole("button", { name: "Reject", exact: true }).click();
    await dialog.getByText("Reject 1 product?").waitFor();
    await dialog.getByLabel("Reason").fill(reason);
  };
  const rejections = () =>
    db.product.findMany({
      where: { organizationId: id, approvalStatus: "REJECTED" },
      orderBy: { title: "asc" },
      select: { title: true, rejectionReason: true },
    });

  const once = await meddle(page, (route, number) => (number === 1 ? withExpiredToken(route) : route.continue()));
  onTestFinished(() => once.stop());
  await openRejection("Enamel mug", "The picture is missing.");
  await rejectButton.click();
  await app.getByText("Enamel mug", { exact: true }).waitFor({ state: "detached" });
  expect(once.count()).toBe(2);
  await once.stop();

  const ended = await meddle(page, withExpiredToken);
  await openRejection("Linen apron", "The colour is wrong.");
  await rejectButton.click();
  await dialog.getByText("Your session in the Shopify admin has ended.").waitFor();
  expect(await dialog.getByLabel("Reason").inputValue()).toBe("The colour is wrong.");
  expect(await rejections()).toHaveLength(1);
  await ended.stop();
  await rejectButton.click();
  await app.getByText("Linen apron", { exact: true }).waitFor({ state: "detached" });

  const lost = await meddle(page, (route) => route.abort("connectionreset"));
  await openRejection("Oak board", "The price is missing.");
  await rejectButton.click();
  await dialog.getByText("The connection was lost before an answer came.").waitFor();
  expect(await dialog.getByLabel("Reason").inputValue()).toBe("The price is missing.");
  expect(await findAccessibilityFaults(page)).toEqual([]);
  await lost.stop();
  await rejectButton.click();
  await app.getByText("Oak board", { exact: true }).waitFor({ state: "detached" });

  expect(await rejections()).toEqual([
    { title: "Enamel mug", rejectionReason: "The picture is missing." },
    { title: "Linen apron", rejectionReason: "The colour is wrong." },
    { title: "Oak board", rejectionReason: "The price is missing." },
  ]);
});
