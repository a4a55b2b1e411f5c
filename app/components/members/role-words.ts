import type { StaffRole } from "#app/domain/context.ts";

export const roleWords: Record<StaffRole, { label: string; helpText: string }> = {
  OWNER: { label: "Owner", helpText: "Everything, and stores, people and API tokens." },
  STAFF: { label: "Staff", helpText: "Approve, upload, route and set rules in all stores." },
  MERCHANT: { label: "Merchant", helpText: "Approve and upload in one store." },
  VIEWER: { label: "Viewer", helpText: "Look at one store." },
};

/** A role with its store, in a few words. */
export const roleInWords = (role: StaffRole, storeName: string | null): string =>
  storeName === null ? roleWords[role].label : `${roleWords[role].label} of ${storeName}`;
