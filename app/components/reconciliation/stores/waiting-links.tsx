import { BlockStack, Link, Text } from "@shopify/polaris";
import type { StoreSummary } from "#app/domain/reconciliation/runs/store-summary-queries.server.ts";
import { countWords } from "../words/delivery-words.ts";

/** What waits for a person in a store, each with the way to it. */
export function WaitingLinks({ summary: { store, waiting } }: { summary: StoreSummary }) {
  const url = `/app/reconciliation/${store.id}`;
  const parts = [
    { count: waiting.findings, one: "open finding", many: "open findings", url: `${url}/findings` },
    { count: waiting.proposed, one: "match to confirm", many: "matches to confirm", url: `${url}/adopt` },
    {
      count: waiting.ambiguous,
      one: "ambiguous match",
      many: "ambiguous matches",
      url: `${url}/adopt?state=AMBIGUOUS`,
    },
  ].filter(({ count }) => count.count > 0);
  if (parts.length === 0) return <Text as="span">Nothing</Text>;
  return (
    <BlockStack gap="200" inlineAlign="start">
      {parts.map((part) => (
        <Link key={part.url} url={part.url}>
          {`${countWords(part.count)} ${part.count.count === 1 ? part.one : part.many}`}
        </Link>
      ))}
    </BlockStack>
  );
}
