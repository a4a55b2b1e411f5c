import { expect, test } from "vitest";
import { openAdmin } from "./open-admin.ts";

test("a merchant opens the app from the admin and finds its pages in the navigation", async () => {
  const { page, app, complaints, savePicture } = await openAdmin("opening", { path: "/app/batches" });

  await app.getByRole("main").waitFor();
  await page.locator("#app-navigation").getByRole("link").first().waitFor();
  await savePicture("batches-empty");

  expect(complaints).toEqual([]);
});
