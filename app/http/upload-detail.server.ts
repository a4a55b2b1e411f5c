import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { listTimelines } from "#app/domain/uploads/queries/timeline-queries.server.ts";
import { getUploadDetail } from "#app/domain/uploads/queries/upload-detail-queries.server.ts";
import { encodePage } from "./cursors.ts";
import { pageParams, parseParams, parseSearchParams, toPageRequest } from "./parse-input.server.ts";

const DETAIL_ROWS = 100;

/** One product's upload in a batch, from the address of its page. */
export async function readUploadDetail(ctx: Context, request: Request, params: unknown) {
  const ids = parseParams(params, z.object({ batchId: z.uuid(), productId: z.uuid() }));
  const page = parseSearchParams(request, z.object(pageParams("bigint")));
  const { rows, ...detail } = await getUploadDetail(ctx, ids, toPageRequest(page, DETAIL_ROWS));
  return { ...detail, timelines: await listTimelines(ctx, ids), rows: rows.items, ...encodePage(rows) };
}
