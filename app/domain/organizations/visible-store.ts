import type { Actor } from "#app/domain/context.ts";

/** The one store whose products, rows and batches this actor may see; null when they see all of the organization. */
export const visibleStoreId = (actor: Actor): string | null => {
  if (actor.type !== "STAFF") return null;
  return actor.role === "OWNER" || actor.role === "STAFF" ? null : (actor.storeId ?? NO_STORE);
};

/** A merchant or viewer whose store is gone sees nothing, instead of everything. */
const NO_STORE = "00000000-0000-0000-0000-000000000000";
