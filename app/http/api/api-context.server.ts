import type { Context } from "#app/domain/context.ts";
import { authenticateApiToken } from "#app/domain/organizations/authenticate-api-token.server.ts";
import { getRuntime } from "../runtime.server.ts";
import { UnauthenticatedError } from "../request-errors.ts";

const BEARER = /^Bearer +(\S+)$/i;

/**
 * Who asks the JSON API, from the bearer token of the request.
 * @throws {UnauthenticatedError} without a token that is ours and valid.
 */
export async function requireApiContext(request: Request): Promise<Context> {
  const runtime = await getRuntime();
  const token = BEARER.exec(request.headers.get("authorization") ?? "")?.[1];
  const known = token === undefined ? null : await authenticateApiToken(runtime, token);
  if (known === null) throw new UnauthenticatedError();
  return { ...runtime, organizationId: known.organizationId, actor: known.actor };
}
