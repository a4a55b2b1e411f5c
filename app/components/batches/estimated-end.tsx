import { BlockStack, List, Text } from "@shopify/polaris";
import type { Estimate } from "#app/domain/uploads/estimate-duration.ts";
import { LocalTime } from "../local-time.tsx";
import { estimateWords } from "./estimate-words.ts";
import { Phrase, useTexts } from "../texts/use-texts.tsx";

/** How long a batch will still take, and at which of its stores. */
export function EstimatedEnd({ estimate }: { estimate: Estimate }) {
  const t = useTexts();
  if (estimate.stores.length === 0) return null;
  return (
    <BlockStack gap="100">
      <Text as="p">
        {estimate.endsAt === null ? (
          t("Time left: {{estimate}}", { estimate: estimateWords(t, estimate) })
        ) : (
          <Phrase
            text="Time left: {{estimate}}. Ends at about <time/>"
            values={{ estimate: estimateWords(t, estimate) }}
            parts={{ time: <LocalTime at={estimate.endsAt} /> }}
          />
        )}
      </Text>
      {estimate.stores.length > 1 && (
        <List>
          {estimate.stores.map((store) => (
            <List.Item key={store.storeId}>{`${store.storeName}: ${estimateWords(t, store)}`}</List.Item>
          ))}
        </List>
      )}
    </BlockStack>
  );
}
