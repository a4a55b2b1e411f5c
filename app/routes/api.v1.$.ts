import { apiLoader } from "#app/http/api-handlers.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";

/** Addresses that the API does not have answer like the rest of it. */
export const loader = apiLoader(async () => Promise.reject(new NotFoundError("address")));
export const action = loader;
