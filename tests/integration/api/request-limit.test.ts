import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Runtime } from "#app/domain/context.ts";
import { REQUESTS_AT_ONCE, REQUESTS_PER_SECOND } from "#app/domain/organizations/request-limit.ts";
import { spendApiRequest } from "#app/domain/organizations/spend-api-request.server.ts";
import { systemClock } from "#app/platform/clock.ts";
import { revokeApiToken } from "#app/domain/organizations/revoke-api-token.server.ts";
import { loader as listStores } from "#app/routes/api.v1.stores._index.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { openUploadWorld } from "#tests/support/worlds/upload-world.ts";
import { startTestRuntime } from "#tests/support/test-runtime.ts";

test("a token may send so many requests at once, over all processes together, and then so many a second", async () => {
  let now = new Date("2026-11-30T12:00:00Z");
  const clock = { ...systemClock, now: () => now };
  const processes = [await startTestRuntime({ clock }), await startTestRuntime({ clock })];
  const tokenId = randomUUID();
  const spend = async (requests: number) => {
    const waits = await Promise.all(
      Array.from({ length: requests }, (_, at) => spendApiRequest(processes[at % 2] as Runtime, tokenId)),
    );
    return waits.filter((seconds) => seconds === null).length;
  };

  const atOnce = await spend(REQUESTS_AT_ONCE + 20);
  now = new Date(now.getTime() + 1_000);
  const later = await spend(REQUESTS_PER_SECOND + 10);
  now = new Date(now.getTime() + 3_600_000);
  const rested = await spend(REQUESTS_AT_ONCE + 5);

  expect([atOnce, later, rested]).toEqual([REQUESTS_AT_ONCE, REQUESTS_PER_SECOND, REQUESTS_AT_ONCE]);
});

test("a clock that goes back neither fills nor drains what a token may send", async () => {
  let now = new Date("2026-11-30T12:00:00Z");
  const runtime = await startTestRuntime({ clock: { ...systemClock, now: () => now } });
  const tokenId = randomUUID();
  await spendApiRequest(runtime, tokenId);

  now = new Date(now.getTime() - 60_000);
  await spendApiRequest(runtime, tokenId);

  expect(await runtime.db.apiTokenBudget.findUnique({ where: { tokenId } })).toMatchObject({
    available: REQUESTS_AT_ONCE - 2,
    measuredAt: new Date("2026-11-30T12:00:00Z"),
  });
});

test("too many requests are answered 429 with when to come again, and a revoked token is out at once", async () => {
  await using world = await openUploadWorld();
  const { ctx, queue } = world;
  const call = await openApi({ ...ctx, queue }, ["view"]);
  const token = await ctx.db.apiToken.findFirstOrThrow({ where: { organizationId: ctx.organizationId } });
  const before = await call(listStores);
  await ctx.db.apiTokenBudget.update({ where: { tokenId: token.id }, data: { available: -1_000 } });

  const tired = await call(listStores);
  await revokeApiToken(ctx, { tokenId: token.id });
  const revoked = await call(listStores);

  expect(before.status).toBe(200);
  expect(tired).toMatchObject({ status: 429, body: { code: "token.too-many-requests" } });
  expect(Number(tired.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(revoked).toMatchObject({ status: 401, body: { code: "token.invalid" } });
});
