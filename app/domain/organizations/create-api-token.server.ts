import { randomBytes } from "node:crypto";
import { z } from "zod";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { sha256Hex } from "#app/platform/crypto.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { InvalidInputError } from "#app/platform/errors.ts";
import { TOKEN_SCOPES, type TokenScope } from "./permissions.ts";
import { requirePermission } from "./require-permission.ts";

export const TOKEN_PREFIX = "crt_";
const SECRET_BYTES = 32;

const input = z.object({
  name: z.string().trim().min(1, "Name the system that will use the token.").max(100, "At most 100 characters."),
  scopes: z
    .array(z.enum(TOKEN_SCOPES, { error: `One of ${TOKEN_SCOPES.join(", ")}.` }))
    .min(1, "Choose at least one scope."),
});

export interface CreateApiTokenInput {
  name: string;
  scopes: readonly TokenScope[];
}

export interface CreatedApiToken {
  id: string;
  /** Shown this once; only its SHA-256 is stored. */
  token: string;
}

/**
 * Makes a bearer token of the JSON API for a system of the organization.
 * @throws {ForbiddenError} for anybody but an owner, {InvalidInputError} naming the field.
 */
export async function createApiToken(ctx: Context, wanted: CreateApiTokenInput): Promise<CreatedApiToken> {
  requirePermission(ctx.actor, "administer");
  const parsed = input.safeParse(wanted);
  if (!parsed.success) {
    throw new InvalidInputError(
      "token.invalid",
      "The API token could not be made.",
      parsed.error.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message })),
    );
  }
  const { name, scopes } = parsed.data;
  const token = `${TOKEN_PREFIX}${randomBytes(SECRET_BYTES).toString("base64url")}`;
  return inTransaction(ctx.db, async (tx) => {
    const { id } = await tx.apiToken.create({
      data: {
        organizationId: ctx.organizationId,
        name,
        tokenHash: sha256Hex(token),
        scopes: [...new Set(scopes)],
      },
      select: { id: true },
    });
    await recordActivity(tx, ctx, {
      action: "token.created",
      subjectType: "token",
      subjectId: id,
      details: { name, scopes },
    });
    return { id, token };
  });
}
