import type { Context } from "#app/domain/context.ts";
import { ensureBuild } from "#tests/rig/ensure-build.ts";
import { openRuntime } from "#tests/rig/open-runtime.ts";
import { startRig, type Rig } from "#tests/rig/rig.ts";
import type { SampleIds } from "#tests/support/matrix/matrix-world.ts";
import type { BenchRun } from "../bench.ts";
import { claimShop, FILLED_SHOP, fillShop, NEW_SHOP } from "./filled-shop.ts";

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
        simulator: { shops: [FILLED_SHOP, NEW_SHOP] },
        installedShops: [NEW_SHOP.domain],
        workers: 0,
        shows: "problems",
      }),
    (started) => started.stop(),
  );
  const runtime = await run.parts.open(
    () => openRuntime(rig, "bench"),
    (opened) => opened.close(),
  );
  const claimed = await claimShop(runtime, rig, FILLED_SHOP.domain);
  return { rig, ids: await fillShop(rig, claimed, { rows, stores, say: (line) => run.say(line) }), ctx: claimed.ctx };
}
