import { Checkbox, FormLayout, Select, TextField } from "@shopify/polaris";
import type { QuietHours, RuleTiming } from "#app/domain/notifications/rules/rule-timing.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** A zone is chosen before it is needed. */
export type TimingDraft = RuleTiming & { timeZone: string };

interface RuleTimingFieldsProps {
  timing: TimingDraft;
  timeZones: readonly string[];
  isDisabled: boolean;
  errorOf: (field: keyof RuleTiming) => string | undefined;
  onChange: (changes: Partial<TimingDraft>) => void;
}

const USUAL_DIGEST_AT = "08:00";
const USUAL_QUIET_HOURS: QuietHours = { from: "22:00", until: "07:00", letsUrgentThrough: true };

/** When people are told: at once or once a day, and not by night. */
export function RuleTimingFields({ timing, timeZones, isDisabled, errorOf, onChange }: RuleTimingFieldsProps) {
  const t = useTexts();
  const { digestAt, quietHours, timeZone } = timing;
  return (
    <>
      <FormLayout.Group>
        <Select
          label={t("When")}
          options={[
            { value: "at-once", label: t("At once") },
            { value: "digest", label: t("Daily digest") },
          ]}
          value={digestAt === null ? "at-once" : "digest"}
          onChange={(value) => onChange({ digestAt: value === "digest" ? USUAL_DIGEST_AT : null })}
          helpText={
            digestAt === null
              ? t("One message for each thing that happens.")
              : t("One message a day with all that happened; none on a day on which nothing did.")
          }
          disabled={isDisabled}
        />
        {digestAt !== null && (
          <TextField
            label={t("Time of the digest")}
            type="time"
            value={digestAt}
            onChange={(at) => onChange({ digestAt: at.slice(0, 5) })}
            error={errorOf("digestAt") ?? false}
            autoComplete="off"
            disabled={isDisabled}
          />
        )}
      </FormLayout.Group>
      <Checkbox
        label={t("Quiet hours")}
        checked={quietHours !== null}
        onChange={(isQuiet) => onChange({ quietHours: isQuiet ? USUAL_QUIET_HOURS : null })}
        helpText={t("Messages wait in them and are sent when they end.")}
        disabled={isDisabled}
      />
      {quietHours !== null && (
        <QuietHoursFields
          {...{ quietHours, isDisabled }}
          isUrgentAsked={digestAt === null}
          error={errorOf("quietHours")}
          onChange={(changes) => onChange({ quietHours: { ...quietHours, ...changes } })}
        />
      )}
      {(digestAt !== null || quietHours !== null) && (
        <Select
          label={t("Time zone")}
          options={[...new Set([timeZone, ...timeZones])]
            .toSorted()
            .map((name) => ({ label: name.replaceAll("_", " "), value: name }))}
          value={timeZone}
          onChange={(zone) => onChange({ timeZone: zone })}
          error={errorOf("timeZone") ?? false}
          disabled={isDisabled}
        />
      )}
    </>
  );
}

interface QuietHoursFieldsProps {
  quietHours: QuietHours;
  isDisabled: boolean;
  /** A digest is never urgent. */
  isUrgentAsked: boolean;
  error: string | undefined;
  onChange: (changes: Partial<QuietHours>) => void;
}

function QuietHoursFields({ quietHours, isDisabled, isUrgentAsked, error, onChange }: QuietHoursFieldsProps) {
  const t = useTexts();
  return (
    <>
      <FormLayout.Group>
        <TextField
          label={t("Quiet from")}
          type="time"
          value={quietHours.from}
          onChange={(from) => onChange({ from: from.slice(0, 5) })}
          error={error ?? false}
          autoComplete="off"
          disabled={isDisabled}
        />
        <TextField
          label={t("Quiet until")}
          type="time"
          value={quietHours.until}
          onChange={(until) => onChange({ until: until.slice(0, 5) })}
          autoComplete="off"
          disabled={isDisabled}
        />
      </FormLayout.Group>
      {isUrgentAsked && (
        <Checkbox
          label={t("Send urgent messages in quiet hours, too")}
          checked={quietHours.letsUrgentThrough}
          onChange={(letsUrgentThrough) => onChange({ letsUrgentThrough })}
          helpText={t("Urgent are: batch failed, store disconnected, stock brake pulled.")}
          disabled={isDisabled}
        />
      )}
    </>
  );
}
