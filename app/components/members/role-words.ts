import type { StaffRole } from "#app/domain/context.ts";
import type { Text, Texts } from "../texts/texts.ts";

export const roleWords: Record<StaffRole, { label: Text; helpText: Text; give: Text }> = {
  OWNER: { label: "Owner", helpText: "Everything, and stores, people and API tokens.", give: "Make owner" },
  STAFF: { label: "Staff", helpText: "Approve, upload, route and set rules in all stores.", give: "Make staff" },
  MERCHANT: { label: "Merchant", helpText: "Approve and upload in one store.", give: "Make merchant" },
  VIEWER: { label: "Viewer", helpText: "Look at one store.", give: "Make viewer" },
};

/** A role with its store, in a few words. */
export function roleInWords(t: Texts, role: StaffRole, store: string | null): string {
  const label = t(roleWords[role].label);
  return store === null ? label : t("{{role}} of {{store}}", { role: label, store });
}
