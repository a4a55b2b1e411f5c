import { Prisma } from "@prisma/client";
import { readAvailable } from "./read-available.server.ts";
import { isOver, scopeOf, type Runner, type TakenRun } from "./runner.ts";
import { endOfSlice, stockTargets } from "./stock-targets-sql.server.ts";
import { reloadRun, updateRun } from "./take-run.server.ts";

const SLICE_VARIANTS = 2_500;

interface UnreadLevel {
  variantId: string;
  locationId: string;
  inventoryItemId: string;
  revision: number | null;
}

/**
 * The stage that reads what the shop has: of every level of the run, or of those of which it is not known. Returns whether
 * it is through; else the next runner goes on where this one stopped.
 */
export async function readLevels(runner: Runner, run: TakenRun): Promise<boolean> {
  const { db } = runner.runtime;
  const scope = scopeOf(runner, run);
  let after = run.stageThrough;
  for (;;) {
    if (isOver(runner)) return false;
    await runner.calls.keep();
    if ((await reloadRun(runner, run.id)).cancelRequestedAt) return false;
    const [end] = await db.$queryRaw<{ variant_id: string }[]>(endOfSlice(scope, after, SLICE_VARIANTS));
    const through = end?.variant_id ?? null;
    const levels = await db.$queryRaw<UnreadLevel[]>`
      SELECT variant_id AS "variantId", location_id AS "locationId", inventory_item_id AS "inventoryItemId", revision
      FROM (${stockTargets(scope, { after, through })}) AS level
      ${run.isShopRead ? Prisma.empty : Prisma.sql`WHERE known_quantity IS NULL`}`;
    await readAvailable(runner, levels);
    await updateRun(runner, run.id, {
      stageThrough: through,
      levelsRead: { increment: levels.length },
      ...(through === null ? { stage: "WEIGHING" as const } : {}),
    });
    if (through === null) return true;
    after = through;
  }
}
