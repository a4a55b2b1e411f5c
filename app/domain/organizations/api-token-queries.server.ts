import type { Context } from "#app/domain/context.ts";
import { TOKEN_SCOPES, type TokenScope } from "./permissions.ts";
import { requirePermission } from "./require-permission.ts";

export interface ApiTokenView {
  id: string;
  name: string;
  scopes: TokenScope[];
  createdAt: Date;
  /** To the minute. */
  lastUsedAt: Date | null;
}

/** An organization has a handful; more than these nobody reads. */
const MOST_TOKENS = 200;

/**
 * The tokens of the organization that still open the JSON API, newest first, without their secrets.
 * @throws {ForbiddenError} for anybody but an owner.
 */
export async function listApiTokens(ctx: Context): Promise<ApiTokenView[]> {
  requirePermission(ctx.actor, "administer");
  const tokens = await ctx.db.apiToken.findMany({
    where: { organizationId: ctx.organizationId, revokedAt: null },
    select: { id: true, name: true, scopes: true, createdAt: true, lastUsedAt: true },
    orderBy: { id: "desc" },
    take: MOST_TOKENS,
  });
  return tokens.map(({ scopes, ...token }) => ({
    ...token,
    scopes: TOKEN_SCOPES.filter((scope) => scopes.includes(scope)),
  }));
}
