import type { Context, StaffRole } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";

export const LIVE_TOPICS = ["batch", "store", "stock-run", "notification"] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** Something that changed, as it is now. */
export interface LiveChange {
  topic: LiveTopic;
  organizationId: string;
  /** The transaction that changed it last. */
  changedIn: bigint;
  /** Of the stores that somebody is bound to who watches: those that it concerns. */
  storeIds: readonly string[];
  /** Whose batch it is: theirs to see wherever it goes. */
  actorId: string | null;
  /** What anybody may know of it who may see it. */
  data: Readonly<Record<string, unknown>>;
}

/** Somebody who watches. */
export type LiveScope = Pick<Context, "organizationId" | "actor">;

/** Whether the change is of the organization and, for who is bound to one store, concerns that store. */
export function maySee({ organizationId, actor }: LiveScope, change: LiveChange): boolean {
  if (change.organizationId !== organizationId) return false;
  const storeId = visibleStoreId(actor);
  if (storeId === null) return true;
  return change.storeIds.includes(storeId) || (change.actorId !== null && change.actorId === actor.id);
}

/** What those who watch may do now. */
export interface LiveRights {
  /** Tokens that were not revoked. */
  tokenIds: ReadonlySet<string>;
  staff: ReadonlyMap<string, { role: StaffRole; storeId: string | null }>;
}

/** Whether somebody is still who they were when they began to watch. */
export function keepsRights({ actor }: LiveScope, { tokenIds, staff }: LiveRights): boolean {
  if (actor.type === "SYSTEM") return true;
  if (actor.type === "API_TOKEN") return tokenIds.has(actor.id);
  const now = staff.get(actor.id);
  return now !== undefined && now.role === actor.role && now.storeId === actor.storeId;
}
