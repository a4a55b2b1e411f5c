import { SaveBar } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Card, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { OrganizationSettings } from "#app/domain/organizations/settings/organization-settings.server.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface SettingsFormProps {
  saved: OrganizationSettings;
  isSending: boolean;
  refusal: string | null;
  /** What is wrong with which fields. */
  problems: readonly { field: string; message: string }[];
  onSave: (settings: OrganizationSettings) => void;
}

const numberOrNull = (text: string): number | null => (text.trim() === "" ? null : Number(text));

/** Name, retention and suggestions of an organization, saved together. */
export function SettingsForm({ saved, isSending, refusal, problems, onSave }: SettingsFormProps) {
  const t = useTexts();
  const [draft, setDraft] = useState(saved);
  const change = (changes: Partial<OrganizationSettings>) => setDraft({ ...draft, ...changes });
  const errorOf = (name: keyof OrganizationSettings) => problems.find(({ field }) => field === name)?.message ?? false;
  const isDirty = JSON.stringify(draft) !== JSON.stringify(saved);
  return (
    <BlockStack gap="400">
      <SaveBar id="organization-settings" open={isDirty}>
        <button type="button" variant="primary" disabled={isSending} onClick={() => onSave(draft)}>
          {t("Save")}
        </button>
        <button type="button" disabled={isSending} onClick={() => setDraft(saved)}>
          {t("Discard")}
        </button>
      </SaveBar>
      {refusal !== null && (
        <Banner tone="critical" title={t("The settings were not saved")}>
          {problems.length > 0 ? t("Correct what is marked below.") : refusal}
        </Banner>
      )}
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("Organization")}
          </Text>
          <TextField
            label={t("Name")}
            autoComplete="organization"
            maxLength={120}
            value={draft.name}
            onChange={(name) => change({ name })}
            error={errorOf("name")}
          />
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("What an approval suggests")}
          </Text>
          <FormLayout>
            <TextField
              label={t("Products to send ahead")}
              type="number"
              min={1}
              autoComplete="off"
              value={draft.defaultCanaryProducts === null ? "" : String(draft.defaultCanaryProducts)}
              onChange={(text) => change({ defaultCanaryProducts: numberOrNull(text) })}
              error={errorOf("defaultCanaryProducts")}
              helpText={t(
                "The rest follows when few enough of them failed. Empty: all go at once. Whoever approves may say otherwise.",
              )}
            />
            <Select
              label={t("When a shop's daily limit of new variants is reached")}
              value={draft.defaultOnDailyLimit}
              onChange={(value) => change({ defaultOnDailyLimit: value === "fail" ? "fail" : "wait" })}
              options={[
                { value: "wait", label: t("Wait for the next day") },
                { value: "fail", label: t("Fail at once") },
              ]}
            />
          </FormLayout>
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("Retention")}
          </Text>
          <TextField
            label={t("Keep what was sent to Shopify for")}
            type="number"
            min={1}
            suffix={t("days")}
            autoComplete="off"
            value={draft.attemptsKeptDays === null ? "" : String(draft.attemptsKeptDays)}
            onChange={(text) => change({ attemptsKeptDays: numberOrNull(text) })}
            error={errorOf("attemptsKeptDays")}
            helpText={t(
              "Counted from the end of a batch. Batches and their rows stay. Empty: as long as whoever runs Catalog Relay keeps it, which is never exceeded.",
            )}
          />
        </BlockStack>
      </Card>
    </BlockStack>
  );
}
