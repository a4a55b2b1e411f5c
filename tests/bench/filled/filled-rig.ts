import pg from "pg";
import type { Context } from "#app/domain/context.ts";
import { createOrganization } from "#app/domain/organizations/create-organization.server.ts";
import { connectSimulatedStore } from "#tests/rig/connect-simulated-store.ts";
import { ensureBuild } from "#tests/rig/ensure-build.ts";
import { openRuntime } from "#tests/rig/open-runtime.ts";
import { startRig, type Rig } from "#tests/rig/rig.ts";
import type { SampleIds } from "#tests/support/matrix/matrix-world.ts";
import type { BenchRun } from "../bench.ts";
import { fillOrganization } from "./filled-organization.ts";

export const FILLED_SHOP = "relay-large.myshopify.com";
/** Has the app, and belongs to no organization. */
export const NEW_SHOP = "relay-new.myshopify.com";
const OWNER_USER_ID = 1;

export interface FilledRig {
  readonly rig: Rig;
  readonly ids: SampleIds;
  /** As the owner of the filled organization. */
  readonly ctx: Context;
}

/** Starts a web process and no worker before a filled organization, of which one store has a simulated shop. */
export async function openFilledRig(
  run: BenchRun,
  { purpose, rows, stores }: { purpose: string; rows: number; stores: number },
): Promise<FilledRig> {
  ensureBuild((line) => run.say(line));
  run.say("Starting PostgreSQL, the simulated Shopify and a web process …");
  const rig = await run.parts.open(
    () =>
      startRig({
        purpose,
        storage: "thrown-away",
        simulator: {
          shops: [{ domain: FILLED_SHOP, name: "Relay Large", ownerUserId: OWNER_USER_ID }, { domain: NEW_SHOP }],
        },
        installedShops: [NEW_SHOP],
        workers: 0,
        shows: "problems",
      }),
    (started) => started.stop(),
  );
  const runtime = await run.parts.open(
    () => openRuntime(rig, "bench"),
    (opened) => opened.close(),
  );
  const { id: organizationId, rootCategoryId } = await createOrganization(runtime.db, { name: "Large", slug: "large" });
  const identity = { organizationId, shopDomain: FILLED_SHOP, shopifyUserId: String(OWNER_USER_ID) };
  const owner = await runtime.db.staffMember.create({
    data: { organizationId, displayName: "Ada Owner", role: "OWNER", identities: { create: identity } },
  });
  const actor = { type: "STAFF", id: owner.id, name: owner.displayName, role: "OWNER", storeId: null } as const;
  const ctx: Context = { ...runtime, organizationId, actor };
  const storeId = await connectSimulatedStore(ctx, rig.simulator, FILLED_SHOP);
  const client = await run.parts.open(
    async () => {
      const connecting = new pg.Client({ connectionString: rig.databaseUrl });
      await connecting.connect();
      return connecting;
    },
    (connected) => connected.end(),
  );
  const ids = await fillOrganization(client, { organizationId, rootCategoryId, storeId, rows, stores }, run.say);
  return { rig, ids, ctx };
}
