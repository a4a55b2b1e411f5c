import { expect, test } from "vitest";
import { giveOrganization } from "./journey-organization.ts";
import { openAdmin } from "./open-admin.ts";

test("an owner makes a token that a system can use at once, and ends it; nobody else gets to see the page", async () => {
  const { id, db } = await giveOrganization("systems");
  const { page, app, complaints } = await openAdmin("systems", { path: "/app/api-access" });
  await app.getByRole("heading", { name: "You may not do this" }).waitFor();
  await db.staffMember.updateMany({ where: { organizationId: id }, data: { role: "OWNER", storeId: null } });
  const askApi = (token: string) =>
    app.locator("html").evaluate(async (_html, bearer) => {
      const answer = await fetch("/api/v1/batches", { headers: { Authorization: `Bearer ${bearer}` } });
      return answer.status;
    }, token);

  await page.reload();
  await page.locator("#app-navigation").getByRole("link", { name: "API access" }).waitFor();
  await app.getByRole("button", { name: "Make token" }).click();
  await app.getByText("Name the system that will use the token.").waitFor();
  await app.getByLabel("Name of the system").fill("ERP");
  await app.getByRole("button", { name: "Make token" }).click();
  const token = await app.getByLabel("Token", { exact: true }).inputValue();
  const whileValid = await askApi(token);
  await app.getByRole("button", { name: "Revoke ERP" }).click();
  await app.getByRole("button", { name: "Revoke token" }).click();
  await app.getByText("No system may use the API yet.").waitFor();

  expect(whileValid).toBe(200);
  expect(await askApi(token)).toBe(401);
  // A browser writes every refusal to its console.
  expect(complaints.filter((line) => !/status of 40[013]/.test(line))).toEqual([]);
});
