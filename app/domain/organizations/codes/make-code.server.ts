import type { CodePurpose } from "@prisma/client";
import type { Context, StaffRole } from "#app/domain/context.ts";
import type { Tx } from "#app/platform/db.server.ts";
import { hashOfCode, newCode } from "./one-time-code.server.ts";

const HOUR_MS = 60 * 60 * 1000;

/** A person may be away for some days; who links their own user sits before both screens. */
const LIFETIME_MS: Record<CodePurpose, number> = { INVITATION: 168 * HOUR_MS, STORE: 72 * HOUR_MS, IDENTITY: HOUR_MS };

export interface MadeCode {
  id: string;
  /** Shown this once; only its SHA-256 is stored. */
  code: string;
  expiresAt: Date;
}

interface WantedCode {
  purpose: CodePurpose;
  displayName?: string;
  role?: StaffRole;
  storeId?: string | null;
  staffMemberId?: string | null;
}

/** Makes a one-time code, in the caller's transaction; the caller has asked whether they may. */
export async function makeCode(tx: Tx, ctx: Context, wanted: WantedCode): Promise<MadeCode> {
  const code = newCode();
  const createdAt = ctx.clock.now();
  const expiresAt = new Date(createdAt.getTime() + LIFETIME_MS[wanted.purpose]);
  const { id } = await tx.oneTimeCode.create({
    data: {
      organizationId: ctx.organizationId,
      codeHash: hashOfCode(code),
      createdBy: ctx.actor.name,
      createdAt,
      expiresAt,
      ...wanted,
    },
    select: { id: true },
  });
  return { id, code, expiresAt };
}
