import type { Context } from "#app/domain/context.ts";
import { authenticateApiToken } from "#app/domain/organizations/authenticate-api-token.server.ts";
import { spendApiRequest } from "#app/domain/organizations/spend-api-request.server.ts";
import { getRuntime } from "../runtime.server.ts";
import { TooManyRequestsError, UnauthenticatedError } from "../request-errors.ts";

const BEARER = /^Bearer +(\S+)$/i;

/**
 * Who asks the JSON API, from the bearer token of the request, which is counted.
 * @throws {UnauthenticatedError} without a token that is ours and valid.
 * @throws {TooManyRequestsError} when the token has sent too many.
 */
export async function requireApiContext(request: Request): Promise<Context> {
  const runtime = await getRuntime();
  const token = BEARER.exec(request.headers.get("authorization") ?? "")?.[1];
  const known = token === undefined ? null : await authenticateApiToken(runtime, token);
  if (known === null) throw new UnauthenticatedError();
  const waitSeconds = await spendApiRequest(runtime, known.actor.id);
  if (waitSeconds !== null) throw new TooManyRequestsError(waitSeconds);
  return { ...runtime, organizationId: known.organizationId, actor: known.actor };
}
