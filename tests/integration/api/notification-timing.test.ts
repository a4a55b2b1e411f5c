import { expect, test } from "vitest";
import { action as changeRule, loader as readRule } from "#app/routes/api.v1.notification-rules.$ruleId._index.ts";
import { action as createRule, loader as listRules } from "#app/routes/api.v1.notification-rules._index.ts";
import { listActivity } from "#app/domain/activity/activity-queries.server.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const open = async (world: UploadWorld) => openApi({ ...world.ctx, queue: world.queue }, ["view", "configure"]);

const RULE = { name: "Mornings", channel: "EMAIL", kinds: ["batch.failed"], destination: "owner@shop.example" };
const NIGHT = { from: "22:00", until: "07:00" };

test("a rule is made with a digest and quiet hours, reads as it was made, and goes back to telling at once", async () => {
  await using world = await openUploadWorld();
  const call = await open(world);

  const body = { ...RULE, digestAt: "08:00", quietHours: NIGHT, timeZone: "Europe/Berlin" };
  const made = await call(createRule, { method: "POST", body });
  const params = { ruleId: (made.body as { id: string }).id };
  const read = await call(readRule, { params });
  const renamed = await call(changeRule, { params, method: "PATCH", body: { name: "Evenings" } });
  const atOnce = await call(changeRule, { params, method: "PATCH", body: { digestAt: null, quietHours: null } });
  const { items } = await listActivity(world.ctx, {}, { limit: 3 });

  const timing = { digestAt: "08:00", quietHours: { ...NIGHT, letsUrgentThrough: false }, timeZone: "Europe/Berlin" };
  expect(read.body).toMatchObject({ ...timing, nextDigestAt: expect.stringMatching(/T0[67]:00:00\.000Z$/) });
  expect(renamed.body).toMatchObject({ ...timing, name: "Evenings" });
  expect(atOnce.body).toMatchObject({ digestAt: null, quietHours: null, nextDigestAt: null });
  expect(items.map(({ details }) => details)).toEqual([
    { changed: [], digestAt: null, quietHours: null },
    { changed: ["name"] },
    { name: RULE.name, channel: "EMAIL", kinds: RULE.kinds, ...timing },
  ]);
});

test.each([
  [
    "a digest to a webhook",
    { channel: "WEBHOOK", destination: "https://erp.example/hook", digestAt: "08:00" },
    "digestAt",
  ],
  ["quiet hours of Flow", { channel: "FLOW", destination: "a.myshopify.com", quietHours: NIGHT }, "quietHours"],
  ["a digest without a zone", { digestAt: "08:00", timeZone: null }, "timeZone"],
  ["a zone that is none", { digestAt: "08:00", timeZone: "Europe/Atlantis" }, "timeZone"],
  ["a time that is none", { digestAt: "8 o'clock" }, "digestAt"],
  ["quiet hours that never end", { quietHours: { from: "22:00", until: "22:00" } }, "quietHours"],
  ["quiet hours of half a day", { quietHours: { from: "22:00", until: "25:00" } }, "quietHours.until"],
])("%s is refused at its field, and nothing is kept", async (_what, wanted, field) => {
  await using world = await openUploadWorld();
  const call = await open(world);

  const answer = await call(createRule, { method: "POST", body: { ...RULE, timeZone: "Europe/Berlin", ...wanted } });

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  expect(await call(listRules)).toMatchObject({ body: { items: [] } });
});

test("a change that a rule cannot have is refused, and the rule stays as it was", async () => {
  await using world = await openUploadWorld();
  const call = await open(world);
  const { body } = await call(createRule, { method: "POST", body: RULE });
  const params = { ruleId: (body as { id: string }).id };

  const refused = await call(changeRule, { params, method: "PATCH", body: { name: "Other", digestAt: "08:00" } });

  expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: "timeZone" }] } });
  expect((await call(readRule, { params })).body).toMatchObject({ name: RULE.name, digestAt: null });
});
