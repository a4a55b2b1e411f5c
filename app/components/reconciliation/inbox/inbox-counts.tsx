import { InlineStack, Link, Text } from "@shopify/polaris";
import type { BoundedCount } from "#app/domain/bounded-count.ts";
import type { Text as PageText } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { countWords } from "../words/delivery-words.ts";

interface InboxCountsProps {
  counts: Record<"waiting" | "parked" | "unlinked" | "failed", BoundedCount>;
  /** Narrows the links to a store. */
  storeId?: string | undefined;
}

const PARTS = [
  ["waiting", "WAITING", "{{shown}} waiting"],
  ["parked", "PARKED", "{{shown}} parked"],
  ["unlinked", "UNLINKED", "{{shown}} not linked"],
  ["failed", "FAILED", "{{shown}} failed"],
] as const satisfies readonly (readonly [string, string, PageText])[];

/** How much is left in the inbox, each with the way to it. */
export function InboxCounts({ counts, storeId }: InboxCountsProps) {
  const t = useTexts();
  const ofStore = storeId === undefined ? "" : `&storeId=${storeId}`;
  return (
    <InlineStack gap="400">
      {PARTS.map(([key, state, text]) => (
        <Text as="span" key={key} numeric>
          <Link url={`/app/reconciliation/inbox?state=${state}${ofStore}`}>
            {t(text, { shown: countWords(t, counts[key]) })}
          </Link>
        </Text>
      ))}
    </InlineStack>
  );
}
