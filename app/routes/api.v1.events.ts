import type { LoaderFunctionArgs } from "@remix-run/node";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { watchEvents } from "#app/http/api/operations/event-operations.ts";
import { openEvents } from "#app/http/stream/stream-handlers.server.ts";

export const loader = (args: LoaderFunctionArgs) =>
  apiRoute(answers(watchEvents, ({ ctx }) => openEvents(args, { scope: ctx, expiresAt: null })))(args);
export const action = loader;
