import { pageEvents } from "#app/http/stream/stream-handlers.server.ts";

/** What happens in the organization, as it happens. */
export const loader = pageEvents;
