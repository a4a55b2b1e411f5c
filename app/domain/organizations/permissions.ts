import type { Actor, StaffRole } from "#app/domain/context.ts";

/**
 * view: see products, batches and stores. upload: approve, reject, upload, retry, cancel, pause and resume.
 * configure: routes, price rules, stock brakes, adoption. administer: stores join and leave, API tokens, roles, retention.
 */
export const ACTIONS = ["view", "upload", "configure", "administer"] as const;
export type Action = (typeof ACTIONS)[number];

/** What an API token may be allowed. Administration stays with people. */
export const TOKEN_SCOPES = ["view", "upload", "configure"] as const satisfies readonly Action[];
export type TokenScope = (typeof TOKEN_SCOPES)[number];

const ALLOWED: Record<StaffRole, ReadonlySet<Action>> = {
  OWNER: new Set(ACTIONS),
  STAFF: new Set(["view", "upload", "configure"]),
  MERCHANT: new Set(["view", "upload"]),
  VIEWER: new Set(["view"]),
};

const isBoundToOneStore = (role: StaffRole): boolean => role === "MERCHANT" || role === "VIEWER";

/**
 * Whether the actor may do this in the store, or, without a store, in all stores of the organization.
 * A merchant and a viewer act in their own store alone, so they may do nothing organization-wide. Owners, staff,
 * tokens and the system reach every store of their organization; that a store is of the organization is the query's duty.
 */
export function can(actor: Actor, action: Action, storeId?: string): boolean {
  if (actor.type === "SYSTEM") return true;
  if (actor.type === "API_TOKEN")
    return TOKEN_SCOPES.some((scope) => scope === action) && actor.scopes.includes(action);
  if (!ALLOWED[actor.role].has(action)) return false;
  return !isBoundToOneStore(actor.role) || (storeId !== undefined && storeId === actor.storeId);
}
