import { topLevelError } from "../graphql/errors.ts";
import type { AdminRequest } from "../graphql/request.ts";
import { hasScope } from "../state/installation.ts";

/** @throws GraphQLError ACCESS_DENIED when the token lacks the scope. Recorded: productResourceFeedback. */
export function requireScope(request: AdminRequest, field: string, scope: string, requiredAccess: string): void {
  if (hasScope(request.scopes, scope)) return;
  throw topLevelError(`Access denied for ${field} field. Required access: ${requiredAccess}`, "ACCESS_DENIED", {
    requiredAccess,
  });
}
