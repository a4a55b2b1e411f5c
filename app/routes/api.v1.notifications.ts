import { listInbox } from "#app/domain/notifications/inbox/inbox-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { listEvents } from "#app/http/api/operations/notification-operations.ts";
import { toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = apiRoute(
  answers(listEvents, async ({ ctx, query: { cursor, limit, ...filter } }) => {
    const events = await listInbox(ctx, toPageRequest({ after: cursor }, limit), filter);
    return viewPage(events, ({ id, kind, title, text, subject, details, storeIds, occurredAt }) => {
      return { id, kind, title, text, subject, details, storeIds, occurredAt };
    });
  }),
);
export const action = loader;
