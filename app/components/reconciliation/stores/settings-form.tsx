import { BlockStack, Button, Card, ChoiceList, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { DELETED_PRODUCT_RULES } from "#app/domain/reconciliation/runs/finding-kinds.ts";
import type { ReconciliationSettings } from "#app/domain/reconciliation/runs/reconciliation-settings.server.ts";
import { DEPARTURE_RULES } from "#app/domain/uploads/departures/departure-scope.ts";
import type { Text as PageText } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";

type Settings = ReconciliationSettings;
type Rule = ReconciliationSettings["deletedProductRule"];
type LeavingRule = ReconciliationSettings["departureRule"];

interface SettingsFormProps {
  settings: Settings;
  /** IANA name of the shop's own. */
  timeZone: string;
  isSending: boolean;
  /** Absent when the viewer may only look. */
  onSave?: (settings: Settings) => void;
}

const RULES: Record<Rule, { label: PageText; helpText: PageText }> = {
  CREATE_ANEW: {
    label: "Make it anew",
    helpText: "The next approval of the product creates it in the shop again.",
  },
  ASK: {
    label: "Ask first",
    helpText: "Its rows are skipped until somebody says under Deleted products that it may be made anew.",
  },
};

const LEAVING_RULES: Record<LeavingRule, { label: PageText; helpText: PageText }> = {
  ARCHIVE: {
    label: "Archive it",
    helpText: "It is off sale everywhere in the shop. What the shop has archived or keeps as a draft stays as it is.",
  },
  UNPUBLISH: {
    label: "Unpublish it",
    helpText: "It leaves the sales channels that the app has put it in, and stays active.",
  },
  LEAVE: { label: "Leave it as it is", helpText: "It stays on sale, and nothing is sent to it any more." },
};

const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));

const percentText = (share: number): string => String(Math.round(share * 1_000) / 10);

/** When a store is reconciled by itself, and what becomes of products that were deleted in its shop or no longer go there. */
export function SettingsForm({ settings, timeZone, isSending, onSave }: SettingsFormProps) {
  const t = useTexts();
  const [quietHour, setQuietHour] = useState(settings.quietHour);
  const [rule, setRule] = useState<Rule>(settings.deletedProductRule);
  const [leavingRule, setLeavingRule] = useState<LeavingRule>(settings.departureRule);
  const [percent, setPercent] = useState(percentText(settings.maxGoneShare));
  const maxGoneShare = Number(percent) / 100;
  const isPercent = percent.trim() !== "" && maxGoneShare >= 0 && maxGoneShare <= 1;
  const isChanged =
    quietHour !== settings.quietHour ||
    rule !== settings.deletedProductRule ||
    leavingRule !== settings.departureRule ||
    percent !== percentText(settings.maxGoneShare);
  const isLocked = onSave === undefined;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("Settings")}
        </Text>
        {isLocked && (
          <Text as="p" tone="subdued">
            {t("Changing them needs the role staff or owner.")}
          </Text>
        )}
        <Select
          label={t("Reconcile every night from")}
          helpText={t("In the shop's time zone, {{timeZone}}. It starts within the hour.", { timeZone })}
          options={HOURS}
          value={String(quietHour)}
          disabled={isLocked}
          onChange={(value) => setQuietHour(Number(value))}
        />
        <ChoiceList
          title={t("When a product was deleted in the shop")}
          choices={DELETED_PRODUCT_RULES.map((value) => ({
            value,
            label: t(RULES[value].label),
            helpText: t(RULES[value].helpText),
            disabled: isLocked,
          }))}
          selected={[rule]}
          onChange={([chosen]) => setRule(DELETED_PRODUCT_RULES.find((one) => one === chosen) ?? rule)}
        />
        <ChoiceList
          title={t("When a product no longer goes to the store")}
          choices={DEPARTURE_RULES.toReversed().map((value) => ({
            value,
            label: t(LEAVING_RULES[value].label),
            helpText: t(LEAVING_RULES[value].helpText),
            disabled: isLocked,
          }))}
          selected={[leavingRule]}
          onChange={([chosen]) => setLeavingRule(DEPARTURE_RULES.find((one) => one === chosen) ?? leavingRule)}
        />
        <TextField
          type="number"
          label={t("Ask a person before so much of the shop is called gone")}
          helpText={t(
            "A mistake in the shop must not undo all links. Fewer than 10 products never ask; 100 % never asks.",
          )}
          suffix="%"
          min={0}
          max={100}
          value={percent}
          disabled={isLocked}
          error={isPercent ? false : t("Enter a number from 0 to 100.")}
          onChange={setPercent}
          autoComplete="off"
        />
        {onSave !== undefined && (
          <InlineStack>
            <Button
              disabled={!isChanged || !isPercent}
              loading={isSending}
              onClick={() => onSave({ quietHour, deletedProductRule: rule, departureRule: leavingRule, maxGoneShare })}
            >
              {t("Save settings")}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
