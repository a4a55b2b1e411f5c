import { Box, Button, InlineGrid, InlineStack, Select, Text } from "@shopify/polaris";
import { DELIVERY_STATES } from "#app/domain/reconciliation/delivery-states.ts";
import type { InboxFilter } from "#app/http/reconciliation/read-inbox.server.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { deliveryStateMeaning, deliveryStateWords, topicChoices } from "../words/delivery-words.ts";

interface InboxFiltersProps {
  filter: InboxFilter;
  stores: readonly { id: string; name: string }[];
  onChange: (filter: InboxFilter) => void;
}

/** Narrows the inbox by state, topic, store, and the one thing that webhooks are about. */
export function InboxFilters({ filter, stores, onChange }: InboxFiltersProps) {
  const t = useTexts();
  const all = { value: "", label: t("All") };
  const { state, topic, storeId, resource } = filter;
  return (
    <Box padding="300">
      <InlineGrid columns={{ xs: 1, sm: stores.length > 1 ? 3 : 2 }} gap="300">
        <Select
          label={t("State")}
          options={[all, ...DELIVERY_STATES.map((value) => ({ value, label: t(deliveryStateWords[value].label) }))]}
          value={state ?? ""}
          onChange={(value) => onChange({ ...filter, state: DELIVERY_STATES.find((one) => one === value) })}
          {...(state === undefined ? {} : { helpText: t(deliveryStateMeaning[state]) })}
        />
        <Select
          label={t("Topic")}
          options={[all, ...topicChoices(t)]}
          value={topic ?? ""}
          onChange={(value) => onChange({ ...filter, topic: value === "" ? undefined : value })}
        />
        {stores.length > 1 && (
          <Select
            label={t("Store")}
            options={[all, ...stores.map(({ id, name }) => ({ value: id, label: name }))]}
            value={storeId ?? ""}
            onChange={(value) => onChange({ ...filter, storeId: value === "" ? undefined : value })}
          />
        )}
      </InlineGrid>
      {resource !== undefined && (
        <Box paddingBlockStart="300">
          <InlineStack gap="200" blockAlign="center">
            <Text as="span" breakWord>
              {t("Only about {{resource}}", { resource })}
            </Text>
            <Button variant="plain" onClick={() => onChange({ ...filter, resource: undefined })}>
              {t("Show all")}
            </Button>
          </InlineStack>
        </Box>
      )}
    </Box>
  );
}

/** The search parameters of the inbox for a filter. */
export function writeInboxFilter(filter: InboxFilter): URLSearchParams {
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) written.set(name, String(value));
  return written;
}
