import { expect, test } from "vitest";
import { listActivity } from "#app/domain/activity/activity-queries.server.ts";
import { loadSampleCatalog } from "#app/domain/catalog/load-sample-catalog.server.ts";
import type { Context } from "#app/domain/context.ts";
import {
  changeOrganizationSettings,
  getOrganizationSettings,
  type OrganizationSettings,
} from "#app/domain/organizations/settings/organization-settings.server.ts";
import { pruneAttempts } from "#app/domain/uploads/sweeping/prune-attempts.server.ts";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { addProduct, onlyStore, openUploadWorld } from "#tests/support/worlds/upload-world.ts";

const WANTED: OrganizationSettings = {
  name: "Lovelace Living",
  attemptsKeptDays: 30,
  defaultCanaryProducts: 5,
  defaultOnDailyLimit: "fail",
};

test("an owner changes the settings of the organization once, however often they save the same", async () => {
  await using world = await openUploadWorld();

  await changeOrganizationSettings(world.ctx, { ...WANTED, name: "  Lovelace Living " });
  await changeOrganizationSettings(world.ctx, WANTED);

  expect(await getOrganizationSettings(world.ctx)).toEqual(WANTED);
  const { items } = await listActivity(world.ctx, { about: "organization" }, { limit: 10 });
  expect(items).toHaveLength(1);
});

test("settings that nothing can have are refused with every field named, and none is saved", async () => {
  await using world = await openUploadWorld();
  const before = await getOrganizationSettings(world.ctx);

  const saving = changeOrganizationSettings(world.ctx, { ...WANTED, name: " ", attemptsKeptDays: 0.5 });

  await expect(saving).rejects.toMatchObject({
    code: "organization.invalid-settings",
    problems: [{ field: "name" }, { field: "attemptsKeptDays" }],
  });
  expect(await getOrganizationSettings(world.ctx)).toEqual(before);
});

test("only an owner changes the settings", async () => {
  await using world = await openUploadWorld();
  const staff: Context = {
    ...world.ctx,
    actor: { type: "STAFF", id: world.ctx.organizationId, name: "Ada", role: "STAFF", storeId: null },
  };

  await expect(changeOrganizationSettings(staff, WANTED)).rejects.toMatchObject({ code: "permission.denied" });
});

test("an organization keeps what was sent shorter than the operator, never longer", async () => {
  await using world = await openUploadWorld();
  const { ctx } = world;
  const { id } = await addProduct(world);
  const { batchId } = await approveProducts(ctx, { selection: { kind: "products", ids: [id] } });
  await drainStore(ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);
  const longAgo = new Date(Date.now() - 10 * 86_400_000);
  await ctx.db.shopifyUploadBatch.update({ where: { id: batchId }, data: { completedAt: longAgo } });
  await ctx.db.uploadAttempt.updateMany({ where: { batchId }, data: { startedAt: longAgo } });
  const kept = () => ctx.db.uploadAttempt.count({ where: { batchId } });

  await pruneAttempts(ctx, { keptDays: 90 });
  expect(await kept()).toBeGreaterThan(0);
  await changeOrganizationSettings(ctx, { ...WANTED, attemptsKeptDays: 5 });
  await pruneAttempts(ctx, { keptDays: 90 });

  expect(await kept()).toBe(0);
});

test("the sample catalog fills an empty catalog in the currency of its store, and no other", async () => {
  await using world = await openUploadWorld();
  const { ctx } = world;
  await ctx.db.store.updateMany({ where: { organizationId: ctx.organizationId }, data: { currencyCode: "CHF" } });

  const { products, rejectedLines } = await loadSampleCatalog(ctx);
  const variants = await ctx.db.variant.groupBy({
    by: ["currencyCode"],
    where: { organizationId: ctx.organizationId },
  });

  expect(products.created).toBeGreaterThan(10);
  expect(rejectedLines).toBe(0);
  expect(variants.map(({ currencyCode }) => currencyCode)).toEqual(["CHF"]);
  await expect(loadSampleCatalog(ctx)).rejects.toMatchObject({ code: "catalog.not-empty" });
});
