import type { Context } from "#app/domain/context.ts";
import { ensureCategories } from "#app/domain/catalog/ensure-categories.server.ts";
import { createApiToken } from "#app/domain/organizations/create-api-token.server.ts";
import { createOrganization } from "#app/domain/organizations/create-organization.server.ts";
import { connectSimulatedStore } from "#tests/rig/connect-simulated-store.ts";
import type { Simulator } from "#tests/simulator/simulator.ts";
import { demoStores, OWNER_USER_ID, type DemoStore } from "./demo-stores.ts";

export interface DemoSeed {
  ctx: Context;
  apiToken: string;
}

/** An organization whose owner works in all three stores, with routes by category and the rest to the default store. */
export async function seedDemo(
  runtime: Omit<Context, "organizationId" | "actor">,
  simulator: Simulator,
): Promise<DemoSeed> {
  const organization = await createOrganization(runtime.db, { name: "Relay Demo", slug: "demo" });
  const owner = await runtime.db.staffMember.create({
    data: {
      organizationId: organization.id,
      displayName: "Demo owner",
      role: "OWNER",
      identities: {
        create: demoStores.map((store) => ({
          organizationId: organization.id,
          shopDomain: store.domain,
          shopifyUserId: String(OWNER_USER_ID),
        })),
      },
    },
  });
  const ctx: Context = {
    ...runtime,
    organizationId: organization.id,
    actor: { type: "STAFF", id: owner.id, name: owner.displayName, role: "OWNER", storeId: null },
  };
  const stores = new Map<DemoStore, string>();
  for (const store of demoStores) stores.set(store, await connectSimulatedStore(ctx, simulator, store.domain));
  await route(ctx, stores, organization.rootCategoryId);
  const { token } = await createApiToken(ctx, { name: "Demo", scopes: ["view", "upload"] });
  return { ctx, apiToken: token };
}

async function route(ctx: Context, stores: ReadonlyMap<DemoStore, string>, rootCategoryId: string): Promise<void> {
  const paths = demoStores.flatMap((store) => store.categoryPaths);
  const categoryIds = await ensureCategories(ctx.db, ctx.organizationId, paths);
  const { organizationId } = ctx;
  for (const [store, storeId] of stores) {
    if (store.categoryPaths.length === 0) {
      await ctx.db.route.create({ data: { organizationId, categoryId: rootCategoryId, storeId } });
      continue;
    }
    const defaultStoreIds = [...stores].filter(([other]) => other.categoryPaths.length === 0).map(([, id]) => id);
    for (const path of store.categoryPaths) {
      const categoryId = categoryIds.get(path) ?? rootCategoryId;
      await ctx.db.route.createMany({
        data: [
          { organizationId, categoryId, storeId },
          ...defaultStoreIds.map((id) => ({ organizationId, categoryId, storeId: id, isExcluded: true })),
        ],
      });
    }
  }
}
