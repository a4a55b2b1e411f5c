import { z } from "zod";
import { listActivity, listActors, type ActivityFilter } from "#app/domain/activity/activity-queries.server.ts";
import { subjectTypes } from "#app/domain/activity/subject-types.ts";
import type { Context } from "#app/domain/context.ts";
import { encodePage } from "../cursors.ts";
import { pageParams, parseSearchParams, toPageRequest } from "../parse-input.server.ts";

const PAGE_ENTRIES = 50;
const DAY_MS = 86_400_000;

const search = z.object({
  about: z.enum(subjectTypes).optional(),
  who: z.union([z.literal("system"), z.uuid()]).optional(),
  since: z.iso.date().optional(),
  until: z.iso.date().optional(),
  ...pageParams("bigint"),
});

/** A page of activity, from its address. Days are those of UTC; `until` is the last of them. */
export async function readActivity(ctx: Context, request: Request) {
  const { about, who, since, until, ...page } = parseSearchParams(request, search);
  const filter: ActivityFilter = {
    about,
    actorId: who,
    since: since === undefined ? undefined : new Date(since),
    until: until === undefined ? undefined : new Date(Date.parse(until) + DAY_MS),
  };
  const [entries, actors] = await Promise.all([
    listActivity(ctx, filter, toPageRequest(page, PAGE_ENTRIES)),
    listActors(ctx),
  ]);
  const asked = { about: about ?? null, who: who ?? null, since: since ?? null, until: until ?? null };
  return { asked, entries: entries.items, actors, ...encodePage(entries) };
}
