import { offlineInsteadOfError, type Polled } from "#app/components/use-polled.ts";
import { readOverview, type Overview } from "#app/http/home/overview.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";

/** What the first page asks for again while an upload is under way. */
export const loader = pageLoader(async ({ ctx }): Promise<Polled<Overview>> => ({
  isOffline: false,
  seen: await readOverview(ctx),
}));

export const clientLoader = offlineInsteadOfError<Overview>;
