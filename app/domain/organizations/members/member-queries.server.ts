import type { CodePurpose } from "@prisma/client";
import type { Context, StaffRole } from "#app/domain/context.ts";
import { cutPage, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { can } from "../permissions.ts";
import { requirePermission } from "../require-permission.ts";

export interface MemberView {
  id: string;
  displayName: string;
  role: StaffRole;
  /** The one store of a merchant or viewer. */
  store: { id: string; name: string } | null;
  /** The shops in which they have a user, by name of the shop's address. */
  shops: string[];
  isMyself: boolean;
}

/** A code that has not been used and is still good, without its secret. */
export interface OpenCodeView {
  id: string;
  purpose: CodePurpose;
  displayName: string | null;
  role: StaffRole | null;
  storeName: string | null;
  createdBy: string;
  expiresAt: Date;
}

const MOST_CODES = 100;

const shown = {
  id: true,
  displayName: true,
  role: true,
  store: { select: { id: true, name: true } },
  identities: { select: { shopDomain: true }, orderBy: { shopDomain: "asc" } },
} as const;

/** The people of the organization, in the order in which they came; for all but owners only themselves. */
export async function listMembers(ctx: Context, page: PageRequest): Promise<Page<MemberView>> {
  const isBackward = page.before !== undefined && page.after === undefined;
  const key = page.after ?? page.before;
  const read = await ctx.db.staffMember.findMany({
    where: {
      organizationId: ctx.organizationId,
      AND: [
        can(ctx.actor, "administer") ? {} : { id: ctx.actor.id ?? "" },
        key === undefined ? {} : { id: isBackward ? { lt: key } : { gt: key } },
      ],
    },
    select: shown,
    orderBy: { id: isBackward ? "desc" : "asc" },
    take: page.limit + 1,
  });
  const members = read.map(({ identities, ...member }) => ({
    ...member,
    shops: [...new Set(identities.map(({ shopDomain }) => shopDomain))],
    isMyself: member.id === ctx.actor.id,
  }));
  return cutPage(members, page, ({ id }) => id);
}

/** Whoever asks, as the others see them; null for a system. */
export async function findMyself(ctx: Context): Promise<MemberView | null> {
  if (ctx.actor.type !== "STAFF") return null;
  const found = await ctx.db.staffMember.findFirst({
    where: { id: ctx.actor.id, organizationId: ctx.organizationId },
    select: shown,
  });
  if (!found) return null;
  const { identities, ...member } = found;
  return { ...member, shops: [...new Set(identities.map(({ shopDomain }) => shopDomain))], isMyself: true };
}

/**
 * The codes that still let somebody in, newest first.
 * @throws {ForbiddenError} for anybody but an owner.
 */
export async function listOpenCodes(ctx: Context, purposes: readonly CodePurpose[]): Promise<OpenCodeView[]> {
  requirePermission(ctx.actor, "administer");
  const codes = await ctx.db.oneTimeCode.findMany({
    where: {
      organizationId: ctx.organizationId,
      purpose: { in: [...purposes] },
      usedAt: null,
      revokedAt: null,
      expiresAt: { gt: ctx.clock.now() },
    },
    select: {
      id: true,
      purpose: true,
      displayName: true,
      role: true,
      store: { select: { name: true } },
      createdBy: true,
      expiresAt: true,
    },
    orderBy: { id: "desc" },
    take: MOST_CODES,
  });
  return codes.map(({ store, ...code }) => ({ ...code, storeName: store?.name ?? null }));
}
