import type { StaffRole } from "#app/domain/context.ts";

/** From the most to the least. */
export const STAFF_ROLES = ["OWNER", "STAFF", "MERCHANT", "VIEWER"] as const satisfies readonly StaffRole[];

/** Whether the role sees one store alone. */
export const isBoundToStore = (role: StaffRole): boolean => role === "MERCHANT" || role === "VIEWER";
