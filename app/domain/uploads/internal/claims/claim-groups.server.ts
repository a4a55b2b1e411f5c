import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { failpoint } from "#app/platform/failpoint.server.ts";
import { findConflicts } from "../../preflight/find-conflicts.server.ts";
import { preflightGroups } from "../../preflight/preflight-groups.server.ts";
import type { ClaimedDeparture, ClaimedGroup } from "./claimed-group.ts";
import { sortDepartures } from "../departures/sort-departures.server.ts";
import { beginLimitTrial } from "../settling/daily-limit.server.ts";
import { dueGroups, openBatches, type OpenBatch } from "./due-batches.server.ts";
import { logBatchChanges } from "../../log-batch-changes.server.ts";
import { loadClaimed, type UnreadableGroup } from "./load-claimed.server.ts";
import { foldCounters } from "../settling/fold-counters.server.ts";
import { settleGroups } from "../settling/settle-groups.server.ts";
import type { Settlement } from "../settling/settlement.ts";
import { takeGroups, type TakenGroups } from "./take-groups.server.ts";

export interface ClaimInput {
  storeId: string;
  claimToken: string;
  limit: number;
  /** Rows in all; the group that goes beyond is the last one. What a worker holds in memory depends on them. */
  rowLimit: number;
}

export interface ClaimedGroups {
  uploads: ClaimedGroup[];
  departures: ClaimedDeparture[];
}

/**
 * Takes due groups of a store for one worker and returns them with all that their next step needs: those of batches with
 * a higher priority first, batches of one priority in turns, so that a small one is not stuck behind a large one. Groups
 * of paused or cancelled batches stay, and so does a group whose product is under way in another, what a running canary
 * keeps back, and at a store that has reached its daily limit whatever needs new variants.
 * A group whose content cannot be read FAILS at once, and so do rows that preflight refuses; what was to leave the store and
 * goes there again is SKIPPED. When nothing else is left of a claim, the next follows.
 */
export async function claimGroups(runtime: Runtime, input: ClaimInput): Promise<ClaimedGroups> {
  for (let round = 0; round < MAX_REFUSED_CLAIMS; round += 1) {
    const { ids, changes, postponed } = await inTransaction(runtime.db, (tx) => claim(tx, input));
    logBatchChanges(runtime.log, changes);
    await foldCounters(runtime, postponed);
    if (ids.length === 0) return NOTHING_READY;
    failpoint("uploads.after-claim");
    const ready = await readyGroups(runtime, input, ids);
    failpoint("uploads.after-load");
    if (ready.uploads.length + ready.departures.length > 0) return ready;
  }
  return NOTHING_READY;
}

const NOTHING_READY: ClaimedGroups = { uploads: [], departures: [] };

/** A worker looks again whether its store is open after so many claims of which nothing may be sent. */
const MAX_REFUSED_CLAIMS = 25;

async function readyGroups(runtime: Runtime, input: ClaimInput, ids: readonly bigint[]): Promise<ClaimedGroups> {
  const [{ groups, departures, unreadable }, conflicts] = await Promise.all([
    loadClaimed(runtime.db, input.storeId, ids),
    findConflicts(runtime.db, input.storeId, ids),
  ]);
  const { ready, refusals } = await preflightGroups(runtime, groups, conflicts);
  const { leaving, stays } = await sortDepartures(runtime.db, input.storeId, departures);
  const ended = [...unreadable.map(failUnreadable), ...refusals, ...stays];
  if (ended.length > 0) await settleGroups(runtime, input.claimToken, ended);
  return { uploads: ready, departures: leaving };
}

function failUnreadable({ id, rowIds, field, problem }: UnreadableGroup): Settlement {
  const message = `What was approved of this product cannot be read at "${field}": ${problem}.`;
  const failure = { category: "VALIDATION", code: UNREADABLE, message, field } as const;
  return { groupId: id, errorCode: UNREADABLE, rows: rowIds.map((rowId) => ({ rowId, status: "FAILED", failure })) };
}

const UNREADABLE = "upload.unreadable-content";

async function claim(tx: Tx, input: ClaimInput): Promise<TakenGroups> {
  const { storeId, claimToken, limit, rowLimit } = input;
  const batches = await openBatchesForClaim(tx, storeId);
  if (batches.length === 0) return NOTHING;
  const due = await tx.$queryRaw<DueGroup[]>`
    WITH turns AS (
      SELECT id, row_number() OVER (PARTITION BY rank ORDER BY due_at, id) AS turn, priority, rank
      FROM (${dueGroups({ storeId, batches, onlyFreeProducts: true, limit })}) AS due
    ),
    first AS (SELECT id, priority, turn, rank FROM turns ORDER BY priority DESC, turn, rank LIMIT ${limit}),
    sized AS (
      SELECT first.*, sum(of_group.row_count) OVER (ORDER BY priority DESC, turn, rank) - of_group.row_count AS rows_before
      FROM first JOIN upload_groups of_group ON of_group.id = first.id
    ),
    chosen AS MATERIALIZED (SELECT id, priority, turn, rank FROM sized WHERE rows_before < ${rowLimit})
    SELECT waiting.id, waiting.product_id, waiting.makes_variants
    FROM chosen JOIN upload_groups waiting ON waiting.id = chosen.id AND waiting.status = 'PENDING'
    ORDER BY chosen.priority DESC, chosen.turn, chosen.rank
    FOR UPDATE OF waiting SKIP LOCKED`;
  const firstOfProduct = [...new Map(due.toReversed().map((group) => [group.product_id, group])).values()].toReversed();
  const trial = batches[0]?.parking === "trial" ? firstOfProduct.find((group) => group.makes_variants) : undefined;
  const chosen = trial ? firstOfProduct.filter((group) => !group.makes_variants || group === trial) : firstOfProduct;
  if (chosen.length === 0) return NOTHING;
  const canaryBatchIds = batches.filter(({ canaryRoom }) => canaryRoom !== null).map(({ id }) => id);
  const groupIds = chosen.map(({ id }) => id);
  const taken = await takeGroups(tx, { storeId, claimToken, groupIds, canaryBatchIds });
  if (trial) await beginLimitTrial(tx, storeId, trial.id);
  return taken;
}

const NOTHING: TakenGroups = { ids: [], changes: [], postponed: [] };

interface DueGroup {
  id: bigint;
  product_id: string;
  makes_variants: boolean;
}

/** Claims of a batch whose canary runs go one after the other, so that two stores together take no more than it has. */
async function openBatchesForClaim(tx: Tx, storeId: string): Promise<OpenBatch[]> {
  const batches = await openBatches(tx, storeId);
  const canaries = batches.filter(({ canaryRoom }) => canaryRoom !== null);
  if (canaries.length === 0) return batches;
  for (const { id } of canaries)
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`uploads.canary:${id}`}, 0))`;
  return openBatches(tx, storeId);
}
