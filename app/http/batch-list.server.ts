import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { BATCH_SORTS, batchKeys, type BatchSort } from "#app/domain/uploads/queries/batch-filter.ts";
import { listBatches, type BatchSummary } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { batchStatuses, type BatchStatus } from "#app/domain/uploads/transitions.ts";
import { encodePage, readSorted } from "./cursors.ts";
import { parseSearchParams, toPageRequest } from "./parse-input.server.ts";

/** What the address of the list asks for; null where it says nothing. */
export interface AskedBatches {
  status: BatchStatus | null;
  storeId: string | null;
  who: string | null;
  /** Days in UTC, as 2026-11-30; `until` is the last of them. */
  since: string | null;
  until: string | null;
  text: string | null;
  sort: BatchSort;
}

export interface BatchList {
  asked: AskedBatches;
  batches: BatchSummary[];
  nextCursor: string | null;
  previousCursor: string | null;
}

const DAY_MS = 86_400_000;

const search = z
  .object({
    status: z.enum(batchStatuses).optional(),
    storeId: z.uuid().optional(),
    who: z.uuid().optional(),
    since: z.iso.date().optional(),
    until: z.iso.date().optional(),
    text: z.string().trim().min(1).max(100).optional(),
    sort: z.enum(BATCH_SORTS).default("newest"),
    after: z.string().optional(),
    before: z.string().optional(),
  })
  .transform(readSorted(batchKeys));

/** A page of batches from its address: the same for the page and for its polls. */
export async function readBatchList(ctx: Context, request: Request): Promise<BatchList> {
  const { after, before, ...asked } = parseSearchParams(request, search);
  const { status, storeId, who, since, until, text, sort } = asked;
  const filter = {
    statuses: status && [status],
    storeId,
    actorId: who,
    since: since === undefined ? undefined : new Date(since),
    until: until === undefined ? undefined : new Date(Date.parse(until) + DAY_MS),
    text,
    sort,
  };
  const batches = await listBatches(ctx, filter, toPageRequest({ after, before }));
  return {
    asked: {
      status: status ?? null,
      storeId: storeId ?? null,
      who: who ?? null,
      since: since ?? null,
      until: until ?? null,
      text: text ?? null,
      sort,
    },
    batches: batches.items,
    ...encodePage(batches, sort),
  };
}
