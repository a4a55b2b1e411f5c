import { BlockStack, Button, Card, ChoiceList, InlineStack, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { DELETED_PRODUCT_RULES } from "#app/domain/reconciliation/runs/finding-kinds.ts";
import type { ReconciliationSettings } from "#app/domain/reconciliation/runs/reconciliation-settings.server.ts";

type Rule = ReconciliationSettings["deletedProductRule"];
type Settings = Pick<ReconciliationSettings, "deletedProductRule" | "quietHour">;

interface SettingsFormProps {
  settings: Settings;
  /** IANA name of the shop's own. */
  timeZone: string;
  isSending: boolean;
  /** Absent when the viewer may only look. */
  onSave?: (settings: Settings) => void;
}

const RULES: Record<Rule, { label: string; helpText: string }> = {
  CREATE_ANEW: {
    label: "Make it anew",
    helpText: "The next approval of the product creates it in the shop again.",
  },
  ASK: {
    label: "Ask first",
    helpText: "Its rows are skipped until somebody says under Deleted products that it may be made anew.",
  },
};

const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));

/** When a store is reconciled by itself, and what becomes of products that were deleted in its shop. */
export function SettingsForm({ settings, timeZone, isSending, onSave }: SettingsFormProps) {
  const [quietHour, setQuietHour] = useState(settings.quietHour);
  const [rule, setRule] = useState<Rule>(settings.deletedProductRule);
  const isChanged = quietHour !== settings.quietHour || rule !== settings.deletedProductRule;
  const isLocked = onSave === undefined;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Settings
        </Text>
        {isLocked && (
          <Text as="p" tone="subdued">
            Changing them needs the role staff or owner.
          </Text>
        )}
        <Select
          label="Reconcile every night from"
          helpText={`In the shop's time zone, ${timeZone}. It starts within the hour.`}
          options={HOURS}
          value={String(quietHour)}
          disabled={isLocked}
          onChange={(value) => setQuietHour(Number(value))}
        />
        <ChoiceList
          title="When a product was deleted in the shop"
          choices={DELETED_PRODUCT_RULES.map((value) => ({ value, ...RULES[value], disabled: isLocked }))}
          selected={[rule]}
          onChange={([chosen]) => setRule(DELETED_PRODUCT_RULES.find((one) => one === chosen) ?? rule)}
        />
        {onSave !== undefined && (
          <InlineStack>
            <Button
              disabled={!isChanged}
              loading={isSending}
              onClick={() => onSave({ quietHour, deletedProductRule: rule })}
            >
              Save settings
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
