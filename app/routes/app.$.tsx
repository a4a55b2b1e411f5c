import { pageLoader } from "#app/http/page-handlers.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";

/** Addresses that the app does not have keep its navigation around them. */
export const loader = pageLoader(() => Promise.reject(new NotFoundError("page")));

export default function NoPage() {
  return null;
}
