import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { Context } from "#app/domain/context.ts";
import { findStaffByIdentity } from "#app/domain/organizations/find-staff-by-identity.server.ts";
import { withinStore } from "#app/domain/organizations/within-store.ts";
import { ConflictError } from "#app/platform/errors.ts";
import { authenticate } from "#app/shopify.server.ts";
import { problemResponse, requestIdOf, toProblem, type Problem } from "../error-responses.server.ts";
import { getRuntime } from "../runtime.server.ts";

export interface ExtensionArgs {
  /** Of the person who looks at the shop's admin, within its store alone. */
  ctx: Context;
  storeId: string;
  request: Request;
}

type Answer = (args: ExtensionArgs) => Promise<unknown>;
type Handle = (args: LoaderFunctionArgs | ActionFunctionArgs) => Promise<Response>;

/** GET of one of the app's extensions in the Shopify admin. */
export const extensionLoader = (answer: Answer): Handle => handle("GET", answer);

/** POST of one of them. */
export const extensionAction = (answer: Answer): Handle => handle("POST", answer);

/**
 * The admin adds the person's session token to what an extension fetches from the app, and asks beforehand, as a browser
 * does for another origin; Shopify's library answers that itself and names the headers. A failure is told as a problem in
 * words that the extension shows.
 * https://shopify.dev/docs/api/admin-extensions/latest/network-features
 */
function handle(method: "GET" | "POST", answer: Answer): Handle {
  return async ({ request }) => {
    const requestId = requestIdOf(request);
    if (request.method !== "OPTIONS" && !request.headers.has("authorization"))
      return refuse(requestId, {
        status: 401,
        code: "session.missing",
        message: "Only the app's extensions in the Shopify admin are answered here: they send a session token.",
      });
    const { session, sessionToken, cors } = await authenticate.admin(request);
    if (request.method !== method && !(method === "GET" && request.method === "HEAD"))
      return cors(refuse(requestId, { status: 405, code: "request.method-not-allowed", message: `Send a ${method}.` }));
    const runtime = await getRuntime();
    try {
      const known = await findStaffByIdentity(runtime, { shopDomain: session.shop, shopifyUserId: sessionToken.sub });
      if (known === null) throw new ConflictError("organization.none", JOIN_FIRST);
      const { organizationId, storeId } = known;
      const ctx = { ...runtime, organizationId, actor: withinStore(known.actor, storeId) };
      const headers = { "X-Request-Id": requestId, "Cache-Control": "no-store" };
      return cors(Response.json(await answer({ ctx, storeId, request }), { headers }));
    } catch (error) {
      return cors(problemResponse(toProblem(error, { log: runtime.log, requestId })));
    }
  };
}

const JOIN_FIRST =
  "This shop belongs to no organization yet. Open Catalog Relay from the Apps menu and take the first steps there.";

const refuse = (requestId: string, told: Pick<Problem, "status" | "code" | "message">): Response =>
  problemResponse({ ...told, requestId, errors: [], retryAfterSeconds: null });
