import type { TokenScope } from "#app/domain/organizations/permissions.ts";
import type { Text } from "../texts/texts.ts";

export const scopeWords: Record<TokenScope, { label: Text; helpText: Text }> = {
  view: { label: "Look", helpText: "Read batches, their products, rows and attempts." },
  upload: { label: "Upload", helpText: "Approve products and retry failed rows." },
  configure: { label: "Configure", helpText: "Change routes and their settings." },
};
