import type { Page } from "playwright-core";
import type { Rig } from "#tests/rig/rig.ts";
import { chooseOption } from "../choose-option.ts";
import { takePicture } from "../take-picture.ts";

/** Who works with the organization, how stores come in, and where products go. */
export async function picturePeopleAndRoutes(page: Page, { simulator }: Rig, appUrl: string): Promise<void> {
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
  const { collections } = simulator.shop("relay-general.myshopify.com").merchant;
  for (const title of ["Autumn", "Gifts", "New in", "Winter in the mountains", "Winter sale"])
    collections.create(title);
  await app.getByRole("link", { name: "Change route: Relay General" }).click();
  await app.getByRole("combobox", { name: "Sales channels" }).click();
  await app.getByRole("option", { name: "Online Store" }).click();
  await app.getByRole("option", { name: "Shop", exact: true }).click();
  await app.getByRole("combobox", { name: "Collections" }).fill("winter");
  await app.getByRole("option", { name: "Autumn" }).waitFor({ state: "detached" });
  await app.getByRole("option", { name: "Winter sale" }).click();
  await takePicture(page, "route-settings");
  await page.keyboard.press("Escape");
  await chooseOption(app, /^Do not go to/);
  await page.locator("#save-actions").getByRole("button", { name: "Save" }).click();
  await app
    .getByRole("dialog")
    .getByText(/products? in/)
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
