import { InlineStack, Link, Text } from "@shopify/polaris";
import type { DeliveryCount } from "#app/domain/reconciliation/delivery-queries.server.ts";
import { countWords } from "../words/delivery-words.ts";

interface InboxCountsProps {
  counts: Record<"waiting" | "parked" | "unlinked" | "failed", DeliveryCount>;
  /** Narrows the links to a store. */
  storeId?: string | undefined;
}

const PARTS = [
  ["waiting", "WAITING", "waiting"],
  ["parked", "PARKED", "parked"],
  ["unlinked", "UNLINKED", "not linked"],
  ["failed", "FAILED", "failed"],
] as const;

/** How much is left in the inbox, each with the way to it. */
export function InboxCounts({ counts, storeId }: InboxCountsProps) {
  const ofStore = storeId === undefined ? "" : `&storeId=${storeId}`;
  return (
    <InlineStack gap="400">
      {PARTS.map(([key, state, word]) => (
        <Text as="span" key={key} numeric>
          <Link url={`/app/reconciliation/inbox?state=${state}${ofStore}`}>{`${countWords(counts[key])} ${word}`}</Link>
        </Text>
      ))}
    </InlineStack>
  );
}
