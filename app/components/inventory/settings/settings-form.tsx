import { SaveBar } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Card, Checkbox, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { LocalTime } from "../../local-time.tsx";
import { Phrase, useTexts } from "../../texts/use-texts.tsx";
import { isSameDraft, readSettingsDraft, shareWords, type SettingsDraft } from "./settings-draft.ts";

interface SettingsFormProps {
  storeName: string;
  saved: SettingsDraft;
  shopTimeZone: string;
  timeZones: readonly string[];
  nextDailyAt: Date | null;
  isSending: boolean;
  problem: string | null;
  /** Absent for who may only look. */
  onSave?: (draft: SettingsDraft) => void;
}

const BAR = "stock-settings";

/** When a store is compared by itself, and how much may go to zero without a person's word. */
export function SettingsForm({
  saved,
  shopTimeZone,
  timeZones,
  nextDailyAt,
  isSending,
  problem,
  onSave,
  storeName,
}: SettingsFormProps) {
  const t = useTexts();
  const [edited, setEdited] = useState<Partial<SettingsDraft>>({});
  const draft = { ...saved, ...edited };
  const change = (changes: Partial<SettingsDraft>) => setEdited({ ...edited, ...changes });
  const isDirty = !isSameDraft(saved, draft);
  const { errors } = readSettingsDraft(draft);
  const isDisabled = onSave === undefined || isSending;
  const zone = draft.timeZone === "" ? shopTimeZone : draft.timeZone;
  const savedZone = saved.timeZone === "" ? shopTimeZone : saved.timeZone;
  return (
    <>
      {onSave !== undefined && (
        <SaveBar id={BAR} open={isDirty}>
          <button
            type="button"
            variant="primary"
            disabled={isSending || Object.keys(errors).length > 0}
            onClick={() => onSave(draft)}
          >
            {t("Save")}
          </button>
          <button type="button" disabled={isSending} onClick={() => setEdited({})}>
            {t("Discard")}
          </button>
        </SaveBar>
      )}
      {problem !== null && (
        <Banner tone="critical" title={t("The settings were not saved")}>
          {problem}
        </Banner>
      )}
      {onSave === undefined && (
        <Banner tone="info">{t("An owner or staff member of the organization may change these settings.")}</Banner>
      )}
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("Daily sync")}
          </Text>
          <Text as="p" tone="subdued">
            {t(
              "Once a day the app reads all stock of {{store}}, reports what had moved, and sets it right. Stock that arrives between is set within a minute.",
              { store: storeName },
            )}
          </Text>
          <FormLayout>
            <Checkbox
              label={t("Sync once a day")}
              checked={draft.isDailyOn}
              disabled={isDisabled}
              onChange={(isDailyOn) => change({ isDailyOn })}
            />
            <FormLayout.Group>
              <TextField
                label={t("Time of day")}
                type="time"
                value={draft.dailyAt}
                disabled={isDisabled || !draft.isDailyOn}
                error={errors.dailyAt !== undefined && t(errors.dailyAt)}
                helpText={t("By the clock in {{zone}}", { zone })}
                autoComplete="off"
                onChange={(dailyAt) => change({ dailyAt: dailyAt.slice(0, 5) })}
              />
              <Select
                label={t("Time zone")}
                options={[
                  { label: t("The shop's own ({{zone}})", { zone: shopTimeZone }), value: "" },
                  ...timeZones.map((name) => ({ label: name.replaceAll("_", " "), value: name })),
                ]}
                value={draft.timeZone}
                disabled={isDisabled || !draft.isDailyOn}
                onChange={(timeZone) => change({ timeZone })}
              />
            </FormLayout.Group>
          </FormLayout>
          {nextDailyAt !== null && saved.isDailyOn && (
            <Text as="p" variant="bodySm" tone="subdued">
              <Phrase
                text="Next daily sync: <time/> ({{zone}})"
                values={{ zone: savedZone }}
                parts={{ time: <LocalTime at={nextDailyAt} timeZone={savedZone} /> }}
              />
            </Text>
          )}
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("Brake")}
          </Text>
          <Text as="p" tone="subdued">
            {t(
              "A wrong file can empty a shop. A sync that would take more than this to zero sets nothing and asks a person first; it asks as well when a location was closed or is no longer in any route.",
            )}
          </Text>
          <FormLayout>
            <TextField
              label={t("Stop when more than this goes to zero")}
              type="number"
              min={0}
              max={100}
              suffix={t("% of the levels")}
              value={draft.maxZeroPercent}
              disabled={isDisabled}
              error={errors.maxZeroPercent !== undefined && t(errors.maxZeroPercent)}
              helpText={shareWords(t, draft.maxZeroPercent)}
              autoComplete="off"
              onChange={(maxZeroPercent) => change({ maxZeroPercent })}
            />
          </FormLayout>
        </BlockStack>
      </Card>
    </>
  );
}
