import { BlockStack, Link, Text } from "@shopify/polaris";
import type { StoreSummary } from "#app/domain/reconciliation/runs/store-summary-queries.server.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { countWords } from "../words/delivery-words.ts";

/** What waits for a person in a store, each with the way to it. */
export function WaitingLinks({ summary: { store, waiting } }: { summary: StoreSummary }) {
  const t = useTexts();
  const url = `/app/reconciliation/${store.id}`;
  const parts = [
    { found: waiting.findings, text: "{{shown}} open finding", url: `${url}/findings` },
    { found: waiting.proposed, text: "{{shown}} match to confirm", url: `${url}/adopt` },
    { found: waiting.ambiguous, text: "{{shown}} ambiguous match", url: `${url}/adopt?state=AMBIGUOUS` },
  ] as const;
  const left = parts.filter(({ found }) => found.count > 0);
  if (left.length === 0) return <Text as="span">{t("Nothing")}</Text>;
  return (
    <BlockStack gap="200" inlineAlign="start">
      {left.map((part) => (
        <Link key={part.url} url={part.url}>
          {t(part.text, { count: part.found.count, shown: countWords(t, part.found) })}
        </Link>
      ))}
    </BlockStack>
  );
}
