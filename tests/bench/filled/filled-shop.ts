import pg from "pg";
import type { Context } from "#app/domain/context.ts";
import { createOrganization } from "#app/domain/organizations/create-organization.server.ts";
import { connectSimulatedStore } from "#tests/rig/connect-simulated-store.ts";
import type { RigRuntime } from "#tests/rig/open-runtime.ts";
import type { Rig } from "#tests/rig/rig.ts";
import type { SampleIds } from "#tests/support/matrix/matrix-world.ts";
import { fillOrganization } from "./filled-organization.ts";

export const OWNER_USER_ID = 1;

/** Shops for a rig: one whose organization is filled, one of an organization without anything, and one of none. */
export const FILLED_SHOP = { domain: "relay-large.myshopify.com", name: "Relay Large", ownerUserId: OWNER_USER_ID };
export const BARE_SHOP = { domain: "relay-bare.myshopify.com", name: "Relay Bare", ownerUserId: OWNER_USER_ID };
export const NEW_SHOP = { domain: "relay-new.myshopify.com", name: "Relay New", ownerUserId: OWNER_USER_ID };

export interface ClaimedShop {
  /** As the owner of its organization. */
  readonly ctx: Context;
  readonly storeId: string;
  readonly rootCategoryId: string;
}

/** An organization of one shop, whose owner opens the app there. */
export async function claimShop(runtime: RigRuntime, rig: Rig, shopDomain: string): Promise<ClaimedShop> {
  const slug = shopDomain.replace(".myshopify.com", "");
  const { id: organizationId, rootCategoryId } = await createOrganization(runtime.db, { name: slug, slug });
  const identity = { organizationId, shopDomain, shopifyUserId: String(OWNER_USER_ID) };
  const owner = await runtime.db.staffMember.create({
    data: { organizationId, displayName: "Ada Owner", role: "OWNER", identities: { create: identity } },
  });
  const actor = { type: "STAFF", id: owner.id, name: owner.displayName, role: "OWNER", storeId: null } as const;
  const ctx: Context = { ...runtime, organizationId, actor };
  return { ctx, rootCategoryId, storeId: await connectSimulatedStore(ctx, rig.simulator, shopDomain) };
}

export interface ShopSize {
  readonly rows: number;
  readonly stores: number;
  readonly say?: (line: string) => void;
}

/** Fills the organization of a shop, which must have nothing yet. */
export async function fillShop(
  rig: Rig,
  { ctx, storeId, rootCategoryId }: ClaimedShop,
  size: ShopSize,
): Promise<SampleIds> {
  const { rows, stores, say } = size;
  const client = new pg.Client({ connectionString: rig.databaseUrl });
  await client.connect();
  try {
    const organization = { organizationId: ctx.organizationId, rootCategoryId, storeId, rows, stores };
    return await fillOrganization(client, organization, say);
  } finally {
    await client.end();
  }
}
