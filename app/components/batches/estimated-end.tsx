import { BlockStack, List, Text } from "@shopify/polaris";
import type { Estimate } from "#app/domain/uploads/estimate-duration.ts";
import { LocalTime } from "../local-time.tsx";
import { estimateWords } from "./estimate-words.ts";

/** How long a batch will still take, and at which of its stores. */
export function EstimatedEnd({ estimate }: { estimate: Estimate }) {
  if (estimate.stores.length === 0) return null;
  return (
    <BlockStack gap="100">
      <Text as="p">
        {`Time left: ${estimateWords(estimate)}`}
        {estimate.endsAt !== null && (
          <>
            . Ends at about <LocalTime at={estimate.endsAt} />
          </>
        )}
      </Text>
      {estimate.stores.length > 1 && (
        <List>
          {estimate.stores.map((store) => (
            <List.Item key={store.storeId}>{`${store.storeName}: ${estimateWords(store)}`}</List.Item>
          ))}
        </List>
      )}
    </BlockStack>
  );
}
