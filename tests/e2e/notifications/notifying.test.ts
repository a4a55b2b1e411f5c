import { expect, test } from "vitest";
import { findAccessibilityFaults } from "../accessibility.ts";
import { giveOrganization } from "../journey-organization.ts";
import { openAdmin } from "../open-admin.ts";

const tellOf = (organizationId: string, storeId: string, key: string) => ({
  organizationId,
  kind: "store.daily-limit-reached",
  key,
  storeIds: [storeId],
  subjectType: "store",
  subjectId: storeId,
  details: { triedAgainAt: new Date().toISOString() },
});

test("on a phone an owner makes a signed webhook, tests it, sees what became of it, and reads what happened", async () => {
  const { id, db } = await giveOrganization("notifying");
  const { page, app, complaints } = await openAdmin("notifying", {
    path: "/app/notifications",
    width: 320,
    height: 700,
  });
  await app.getByText("Nothing has happened yet").waitFor();
  const faults = await findAccessibilityFaults(page);
  const { id: storeId } = await db.store.findFirstOrThrow({ where: { organizationId: id } });
  await db.staffMember.updateMany({ where: { organizationId: id }, data: { role: "OWNER", storeId: null } });
  await db.notificationEvent.create({ data: tellOf(id, storeId, "today") });

  await page.reload();
  await page.locator("#app-navigation").getByRole("link", { name: "Notifications (1)" }).waitFor();
  await app.getByText("makes no more new variants today").waitFor();
  faults.push(...(await findAccessibilityFaults(page)));
  await app.getByRole("button", { name: "Mark all as read" }).click();
  await page.locator("#app-navigation").getByRole("link", { name: "Notifications", exact: true }).waitFor();

  await page.goto(page.url().replace(/\/app\/notifications.*/, "/app/notifications/rules/new"));
  await app.getByLabel("Name").fill("Night shift");
  await app.getByLabel("How").selectOption("WEBHOOK");
  await app.getByLabel("Address").fill("https://10.0.0.1/hook");
  await app.getByRole("button", { name: "Add rule" }).click();
  await app.getByText("This address is not on the public internet").waitFor();
  faults.push(...(await findAccessibilityFaults(page)));
  await app.getByLabel("Address").fill("https://receiver.example/hook");
  await app.getByRole("button", { name: "Add rule" }).click();
  const secret = await app.getByLabel("Signing secret").inputValue();
  faults.push(...(await findAccessibilityFaults(page)));

  await page.goto(page.url().replace(/\/rules\/new.*/, "/rules"));
  await app.getByRole("button", { name: "Send a test: Night shift" }).click();
  faults.push(...(await findAccessibilityFaults(page)));
  await app.getByRole("link", { name: "Look at deliveries" }).click();
  await app.getByRole("link", { name: "This is a test" }).click();
  await app.getByRole("button", { name: "Try now" }).waitFor();
  faults.push(...(await findAccessibilityFaults(page)));

  await page.goto(page.url().replace(/\/app\/notifications.*/, "/app/notifications/rules/new"));
  await app.getByLabel("How").selectOption("WEBHOOK");
  const isAskedOfPrograms = await app.getByLabel("When").isVisible();
  await app.getByLabel("How").selectOption("SLACK");
  await app.getByLabel("Name").fill("Mornings");
  await app.getByLabel("Address of the incoming webhook").fill("https://hooks.example/T1/B2");
  await app.getByLabel("When").selectOption("digest");
  await app.getByLabel("Quiet hours", { exact: true }).check();
  await app.getByLabel("Quiet until").fill("22:00");
  await app.getByLabel("Time zone").selectOption("Europe/Berlin");
  await app.getByRole("button", { name: "Add rule" }).click();
  await app.getByText("Quiet hours end at another time than they begin.").waitFor();
  faults.push(...(await findAccessibilityFaults(page)));
  await app.getByLabel("Quiet until").fill("07:00");
  await app.getByRole("button", { name: "Add rule" }).click();
  await app.getByText("daily digest at 08:00 (Europe/Berlin) · quiet from 22:00 to 07:00 (Europe/Berlin)").waitFor();
  await app.getByText("Next digest:").waitFor();
  faults.push(...(await findAccessibilityFaults(page)));
  const widths = await app.locator("html").evaluate((element) => [element.scrollWidth, window.innerWidth]);

  expect(secret).toMatch(/^whsec_/);
  expect(isAskedOfPrograms).toBe(false);
  expect(faults).toEqual([]);
  expect(widths).toEqual([320, 320]);
  // A browser writes every refusal to its console.
  expect(complaints.filter((line) => !line.includes("status of 400"))).toEqual([]);
});
