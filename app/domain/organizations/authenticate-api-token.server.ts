import { timingSafeEqual } from "node:crypto";
import type { Actor, Runtime } from "#app/domain/context.ts";
import { sha256Hex } from "#app/platform/crypto.server.ts";
import { TOKEN_PREFIX } from "./create-api-token.server.ts";

export interface KnownToken {
  organizationId: string;
  actor: Extract<Actor, { type: "API_TOKEN" }>;
}

/** Longer texts are no token of ours, and are not worth hashing. */
const LONGEST_TOKEN = 200;
const USE_IS_NOTED_EVERY_MS = 60_000;

/**
 * Whose bearer token this is; null when it is unknown or revoked. When it was last used is noted at most once a minute,
 * so that a busy caller does not write with every request.
 */
export async function authenticateApiToken(runtime: Runtime, token: string): Promise<KnownToken | null> {
  if (!token.startsWith(TOKEN_PREFIX) || token.length > LONGEST_TOKEN) return null;
  const tokenHash = sha256Hex(token);
  const found = await runtime.db.apiToken.findUnique({ where: { tokenHash } });
  // The look-up by hash tells no time about the token itself; the comparison keeps that so if the look-up ever changes.
  const isSame = found !== null && timingSafeEqual(Buffer.from(found.tokenHash, "hex"), Buffer.from(tokenHash, "hex"));
  if (!isSame || found.revokedAt !== null) return null;
  const now = runtime.clock.now();
  const notedBefore = new Date(now.getTime() - USE_IS_NOTED_EVERY_MS);
  if (found.lastUsedAt === null || found.lastUsedAt <= notedBefore) {
    await runtime.db.apiToken.updateMany({
      where: { id: found.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: notedBefore } }] },
      data: { lastUsedAt: now },
    });
  }
  return {
    organizationId: found.organizationId,
    actor: { type: "API_TOKEN", id: found.id, name: found.name, scopes: found.scopes },
  };
}
