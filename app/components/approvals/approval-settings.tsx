import { BlockStack, Button, Checkbox, Collapsible, FormLayout, Select, TextField } from "@shopify/polaris";
import { useId, useState } from "react";
import type { Text } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** How a batch is to run, as somebody is typing it. */
export interface SettingsDraft {
  name: string;
  priority: "-50" | "0" | "50";
  hasCanary: boolean;
  canaryProducts: string;
  canaryFailedPercent: string;
  /** Empty: no deadline. */
  deadlineHours: string;
  onDailyLimit: "wait" | "fail";
}

export interface SettingsDefaults {
  canaryProducts: number | null;
  onDailyLimit: "wait" | "fail";
}

/** What the dialog begins with. */
export const suggestSettings = ({ canaryProducts, onDailyLimit }: SettingsDefaults): SettingsDraft => ({
  name: "",
  priority: "0",
  hasCanary: canaryProducts !== null,
  canaryProducts: String(canaryProducts ?? 10),
  canaryFailedPercent: "10",
  deadlineHours: "",
  onDailyLimit,
});

interface ApprovalSettingsProps {
  draft: SettingsDraft;
  onChange: (draft: SettingsDraft) => void;
}

/** Name, priority, canary and deadline of the batch that an approval makes; closed until somebody asks for it. */
export function ApprovalSettings({ draft, onChange }: ApprovalSettingsProps) {
  const t = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const set = (changes: Partial<SettingsDraft>) => onChange({ ...draft, ...changes });
  return (
    <BlockStack gap="300" inlineAlign="start">
      <Button
        variant="plain"
        disclosure={isOpen ? "up" : "down"}
        ariaExpanded={isOpen}
        ariaControls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t("How to upload")}
      </Button>
      <Collapsible id={id} open={isOpen} transition={false}>
        <FormLayout>
          <TextField
            label={t("Name of the batch")}
            autoComplete="off"
            maxLength={120}
            value={draft.name}
            onChange={(name) => set({ name })}
            helpText={t("Empty: named by the time.")}
          />
          <Select
            label={t("Priority")}
            value={draft.priority}
            onChange={(value) => set({ priority: PRIORITIES.find((one) => one.value === value)?.value ?? "0" })}
            options={PRIORITIES.map(({ value, label }) => ({ value, label: t(label) }))}
          />
          <Checkbox
            label={t("Send the first products alone, then wait")}
            helpText={t("The rest follows when few enough of them failed. Otherwise the batch is paused for you.")}
            checked={draft.hasCanary}
            onChange={(hasCanary) => set({ hasCanary })}
          />
          {draft.hasCanary && (
            <FormLayout.Group condensed>
              <TextField
                label={t("Products ahead")}
                type="number"
                min={1}
                autoComplete="off"
                value={draft.canaryProducts}
                onChange={(canaryProducts) => set({ canaryProducts })}
              />
              <TextField
                label={t("May fail")}
                type="number"
                min={0}
                max={100}
                suffix="%"
                autoComplete="off"
                value={draft.canaryFailedPercent}
                onChange={(canaryFailedPercent) => set({ canaryFailedPercent })}
              />
            </FormLayout.Group>
          )}
          <TextField
            label={t("Give up after")}
            type="number"
            min={1}
            suffix={t("hours")}
            autoComplete="off"
            value={draft.deadlineHours}
            onChange={(deadlineHours) => set({ deadlineHours })}
            helpText={t("What still waits for Shopify's limits then fails. Empty: it waits as long as it takes.")}
          />
          <Select
            label={t("When the shop's daily limit of new variants is reached")}
            value={draft.onDailyLimit}
            onChange={(value) => set({ onDailyLimit: value === "fail" ? "fail" : "wait" })}
            options={[
              { value: "wait", label: t("Wait for the next day") },
              { value: "fail", label: t("Fail at once") },
            ]}
          />
        </FormLayout>
      </Collapsible>
    </BlockStack>
  );
}

const PRIORITIES = [
  { value: "50", label: "High: before other batches" },
  { value: "0", label: "Normal" },
  { value: "-50", label: "Low: after other batches" },
] as const satisfies readonly { value: string; label: Text }[];

/** What is sent of a draft: only what differs from how batches run anyway. */
export function settingsOf(draft: SettingsDraft) {
  const { name, priority, hasCanary, canaryProducts, canaryFailedPercent, deadlineHours, onDailyLimit } = draft;
  return {
    ...(name.trim() === "" ? {} : { name: name.trim() }),
    settings: {
      ...(priority === "0" ? {} : { priority: Number(priority) }),
      ...(hasCanary
        ? { canary: { products: Number(canaryProducts), maxFailedShare: Number(canaryFailedPercent) / 100 } }
        : {}),
      ...(deadlineHours === "" ? {} : { deadlineHours: Number(deadlineHours) }),
      ...(onDailyLimit === "wait" ? {} : { onDailyLimit }),
    },
  };
}
