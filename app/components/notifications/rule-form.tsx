import { Banner, Button, Card, Checkbox, ChoiceList, Form, FormLayout, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import {
  CHANNELS,
  EVENT_KINDS,
  isForPeople,
  type Channel,
  type EventKind,
} from "#app/domain/notifications/events/event-kinds.ts";
import type { RuleView } from "#app/domain/notifications/rules/rule-queries.server.ts";
import type { QuietHours } from "#app/domain/notifications/rules/rule-timing.ts";
import { said } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { channelWords, kindWords } from "./notification-words.ts";
import { RuleTimingFields, type TimingDraft } from "./rule-timing-fields.tsx";

/** What the form sends; an empty destination of a rule that is there leaves it as it is. */
export interface WantedRule {
  name: string;
  channel: Channel;
  kinds: EventKind[];
  storeId: string | null;
  destination: string;
  digestAt: string | null;
  quietHours: QuietHours | null;
  timeZone: string | null;
  isEnabled: boolean;
}

interface RuleFormProps {
  rule: RuleView | null;
  stores: readonly { id: string; name: string }[];
  /** Without a mail server no e-mail can be sent. */
  isMailSetUp: boolean;
  /** IANA names, and the one that a new rule has. */
  timeZones: readonly string[];
  usualTimeZone: string;
  mayChange: boolean;
  isSending: boolean;
  problems: readonly { field: string; message: string }[];
  onSave: (wanted: WantedRule) => void;
}

const ALL_STORES = "all";
const USUAL: readonly EventKind[] = EVENT_KINDS.filter((kind) => kind !== "batch.finished" && kind !== "batch.resumed");

const isChannel = (text: string): text is Channel => CHANNELS.some((channel) => channel === text);

/** A rule: what is told, of which store, how, and to whom. */
export function RuleForm({
  rule,
  stores,
  isMailSetUp,
  timeZones,
  usualTimeZone,
  mayChange,
  isSending,
  problems,
  onSave,
}: RuleFormProps) {
  const t = useTexts();
  const [wanted, setWanted] = useState<WantedRule & TimingDraft>({
    name: rule?.name ?? "",
    channel: rule?.channel ?? (isMailSetUp ? "EMAIL" : "WEBHOOK"),
    kinds: rule?.kinds ?? [...USUAL],
    storeId: rule?.storeId ?? null,
    destination: "",
    digestAt: rule?.digestAt ?? null,
    quietHours: rule?.quietHours ?? null,
    timeZone: rule?.timeZone ?? usualTimeZone,
    isEnabled: rule?.isEnabled ?? true,
  });
  const change = (changes: Partial<WantedRule & TimingDraft>) => setWanted((known) => ({ ...known, ...changes }));
  const errorOf = (field: string) => {
    const problem = problems.find((one) => one.field.split(".")[0] === field);
    return problem && said(t, problem.message);
  };
  const words = channelWords[wanted.channel];
  return (
    <Card>
      <Form onSubmit={() => onSave(asSaved(wanted))}>
        <FormLayout>
          {!isMailSetUp && wanted.channel === "EMAIL" && (
            <Banner tone="warning">
              {t("No mail server is set up yet, so nothing is sent by e-mail. Ask who runs the app.")}
            </Banner>
          )}
          <TextField
            label={t("Name")}
            value={wanted.name}
            onChange={(name) => change({ name })}
            error={errorOf("name") ?? false}
            helpText={t("For example: Failures to the night shift.")}
            autoComplete="off"
            maxLength={100}
            disabled={!mayChange}
          />
          <Select
            label={t("How")}
            options={CHANNELS.map((value) => ({ value, label: t(channelWords[value].label) }))}
            value={wanted.channel}
            onChange={(value) => isChannel(value) && change({ channel: value })}
            disabled={rule !== null || !mayChange}
            {...(rule === null ? {} : { helpText: t("For another way, add another rule.") })}
          />
          <TextField
            label={t(rule === null ? words.destination : words.newDestination)}
            value={wanted.destination}
            onChange={(destination) => change({ destination })}
            error={errorOf("destination") ?? false}
            helpText={
              rule === null
                ? t(words.helpText)
                : t("Now: {{destination}}. Leave it empty to keep it.", { destination: rule.destination })
            }
            autoComplete="off"
            maxLength={2_000}
            disabled={!mayChange}
          />
          <Select
            label={t("Of which stores")}
            options={[
              { value: ALL_STORES, label: t("All stores") },
              ...stores.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={wanted.storeId ?? ALL_STORES}
            onChange={(value) => change({ storeId: value === ALL_STORES ? null : value })}
            error={errorOf("storeId") ?? false}
            disabled={!mayChange}
          />
          <ChoiceList
            allowMultiple
            title={t("What")}
            choices={EVENT_KINDS.map((value) => ({
              value,
              label: t(kindWords[value].label),
              helpText: t(kindWords[value].helpText),
            }))}
            selected={wanted.kinds}
            onChange={(chosen) => change({ kinds: EVENT_KINDS.filter((kind) => chosen.includes(kind)) })}
            error={errorOf("kinds") ?? ""}
            disabled={!mayChange}
          />
          {isForPeople(wanted.channel) && (
            <RuleTimingFields timing={wanted} isDisabled={!mayChange} onChange={change} {...{ timeZones, errorOf }} />
          )}
          {rule !== null && (
            <Checkbox
              label={t("On")}
              checked={wanted.isEnabled}
              onChange={(isEnabled) => change({ isEnabled })}
              helpText={t("What waits to be sent is dropped when a rule is switched off.")}
              disabled={!mayChange}
            />
          )}
          {mayChange && (
            <Button submit variant="primary" loading={isSending}>
              {rule === null ? t("Add rule") : t("Save")}
            </Button>
          )}
        </FormLayout>
      </Form>
    </Card>
  );
}

/** Programs are told at once, and a zone without times says nothing. */
function asSaved(wanted: WantedRule): WantedRule {
  if (!isForPeople(wanted.channel)) return { ...wanted, digestAt: null, quietHours: null, timeZone: null };
  return wanted.digestAt === null && wanted.quietHours === null ? { ...wanted, timeZone: null } : wanted;
}
