import type { Page } from "playwright-core";
import { chooseOption } from "../choose-option.ts";
import { takePicture } from "../take-picture.ts";

/** Who works with the organization, how stores come in, and where products go. */
export async function picturePeopleAndRoutes(page: Page, appUrl: string): Promise<void> {
  const app = page.frameLocator("#app-frame");
  await page.goto(`${appUrl}/members`);
  await app.getByRole("heading", { name: "People" }).waitFor();
  await app.getByRole("button", { name: "Invite" }).click();
  await app.getByLabel("Their name").fill("Grace");
  await app.getByRole("button", { name: "Make invitation code" }).click();
  await app.getByText("Keep this code now").waitFor();
  await takePicture(page, "members");
  await page.goto(`${appUrl}/stores/join`);
  await app.getByRole("button", { name: "Make code" }).waitFor();
  await takePicture(page, "join-store");

  await page.goto(`${appUrl}/routing`);
  await app.getByRole("heading", { name: "Categories below" }).waitFor();
  await takePicture(page, "routing");
  await app
    .getByRole("link", { name: /route: / })
    .first()
    .click();
  await chooseOption(app, /^Do not go to/);
  await page.locator("#save-actions").getByRole("button", { name: "Save" }).click();
  await app
    .getByRole("dialog")
    .getByText(/products? in|Nothing changes place/)
    .waitFor();
  await takePicture(page, "route-change");
  await page.goto(`${appUrl}/routing/products?text=Merino`);
  await app.getByRole("link", { name: "Merino Crew Sweater" }).click();
  await app
    .getByText(/decides$|decides ·/)
    .first()
    .waitFor();
  await takePicture(page, "routing-products");
}
