import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { FrameLocator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { addProduct } from "#tests/support/worlds/sample-organization.ts";
import { findAccessibilityFaults } from "../accessibility.ts";
import { giveOrganization } from "../journey-organization.ts";
import { openAdmin } from "../open-admin.ts";

type Line = Record<string, string>;

/** What a spreadsheet makes of the downloaded file once somebody has changed a column in it. */
async function downloadAndCorrect(page: Page, app: FrameLocator, changes: Line): Promise<Buffer> {
  const download = page.waitForEvent("download");
  await app.getByRole("button", { name: "Download 1 failed row" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  const lines: Line[] = parse(text, { bom: true, columns: true });
  const header = Object.keys(lines[0] ?? {});
  const cell = (value: string) => `"${value.replaceAll('"', '""')}"`;
  const rows = [header, ...lines.map((line) => header.map((name) => changes[name] ?? line[name] ?? ""))];
  return Buffer.from(rows.map((row) => row.map(cell).join(";")).join("\r\n"));
}

test("a failed row is corrected in the downloaded file, its changes are looked at, and it is sent again to success", async () => {
  const { id, rootId, db } = await giveOrganization("correcting");
  await addProduct(db, id, { title: "Enamel mug", categoryId: rootId });
  const wrongId = await addProduct(db, id, { title: "Linen apron", categoryId: rootId });
  await db.variant.updateMany({ where: { productId: wrongId }, data: { currencyCode: "SEK" } });
  const { page, app, complaints } = await openAdmin("correcting", { path: "/app/approvals" });
  await app.getByText("You may look at products.").waitFor();
  await db.staffMember.updateMany({ where: { organizationId: id }, data: { role: "OWNER", storeId: null } });
  await page.reload();
  await app.getByRole("checkbox", { name: /select all products/i }).check({ force: true });
  await app.getByRole("button", { name: "Approve", exact: true }).click();
  await app.getByRole("button", { name: "Approve 2 products" }).click();
  await app.getByRole("link", { name: "View batch" }).click();
  await app.getByText("Completed with failures").waitFor();

  await app.getByRole("link", { name: "Correct failed rows" }).click();
  await app.getByRole("heading", { name: "Download, correct, upload" }).waitFor();
  const file = { name: "corrected.csv", mimeType: "text/csv" };
  const input = app.locator('input[type="file"]');
  await input.setInputFiles({ ...file, buffer: await downloadAndCorrect(page, app, { Currency: "Euro" }) });
  await app.getByText("Line 2, Currency: must be a currency of ISO 4217, e.g. EUR").waitFor();
  expect(await findAccessibilityFaults(page)).toEqual([]);
  await input.setInputFiles({ ...file, buffer: await downloadAndCorrect(page, app, { Currency: "EUR" }) });
  await app.getByRole("heading", { name: "1 change to 1 product" }).waitFor();
  expect(await findAccessibilityFaults(page)).toEqual([]);
  await app.getByRole("button", { name: "Save and send 1 row" }).click();

  await app.getByText("This batch sends corrected rows of").waitFor();
  await app.getByText("1 of 1 done (100 %)").first().waitFor();
  await app.getByText("Completed", { exact: true }).waitFor();
  expect(await db.shopifyUploadProduct.count({ where: { productId: wrongId, status: "SUCCESS" } })).toBe(1);
  await app.getByRole("link", { name: /^Upload of/ }).click();
  await app.getByText("Corrected rows were sent again in").waitFor();
  expect(complaints).toEqual([]);
});
