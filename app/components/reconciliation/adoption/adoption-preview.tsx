import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { BoundedCount } from "#app/domain/bounded-count.ts";
import type { StoreSummary } from "#app/domain/reconciliation/runs/store-summary-queries.server.ts";
import { ADOPTION_MATCHES } from "#app/domain/reconciliation/adoption/adoption-states.ts";
import { FactList } from "../../fact-list.tsx";
import { useTexts } from "../../texts/use-texts.tsx";
import { RunProgress } from "../stores/run-progress.tsx";
import { adoptionMatchWords, previewWords, type AdoptionMatch, type AdoptionState } from "../words/adoption-words.ts";
import { countWords } from "../words/delivery-words.ts";
import { unmatchedOf } from "../words/run-words.ts";

export type AdoptionCounts = readonly {
  state: AdoptionState;
  matchedBy: AdoptionMatch;
  products: number;
  isMore: boolean;
}[];

interface AdoptionPreviewProps {
  summary: StoreSummary;
  counts: AdoptionCounts;
  isSending: boolean;
  /** Absent when the viewer may not. */
  onLook?: () => void;
  onConfirmAll?: () => void;
}

/** How many proposals of a state there are, whatever key matched them. */
export function countState(counts: AdoptionCounts, state: AdoptionState): BoundedCount {
  const found = counts.filter((one) => one.state === state);
  return {
    count: found.reduce((sum, { products }) => sum + products, 0),
    isMore: found.some(({ isMore }) => isMore),
  };
}

/** What adopting would link, before anybody confirms it. */
export function AdoptionPreview({ summary, counts, isSending, onLook, onConfirmAll }: AdoptionPreviewProps) {
  const t = useTexts();
  const { openRun, lastRun, store } = summary;
  const proposed = countState(counts, "PROPOSED");
  const ambiguous = countState(counts, "AMBIGUOUS");
  const unmatched = lastRun?.kind === "ADOPT" ? unmatchedOf(lastRun.proposals) : null;
  const wasLooked = counts.length > 0 || unmatched !== null;
  const byKey = ADOPTION_MATCHES.map((key) => ({
    name: t("Proposed by {{key}}", { key: t(adoptionMatchWords[key]) }),
    found: countState(
      counts.filter(({ matchedBy }) => matchedBy === key),
      "PROPOSED",
    ),
  })).filter(({ found }) => found.count > 0);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {wasLooked ? previewWords(t, { proposed, ambiguous, unmatched }) : t("Not looked for yet")}
        </Text>
        <Text as="p">
          {t(
            "The app compares the products of the shop with the catalog: by the catalog’s id, then SKU, barcode and handle. Nothing is linked or changed until you confirm it; afterwards uploads update those products instead of creating them.",
          )}
        </Text>
        {openRun !== null && <RunProgress run={openRun} />}
        {byKey.length > 0 && (
          <FactList layout="beside" facts={byKey.map(({ name, found }) => ({ name, value: countWords(t, found) }))} />
        )}
        <InlineStack gap="200">
          {onConfirmAll !== undefined && proposed.count > 0 && openRun === null && (
            <Button variant="primary" disabled={isSending} onClick={onConfirmAll}>
              {t("Link all {{shown}} proposed", { count: proposed.count, shown: countWords(t, proposed) })}
            </Button>
          )}
          {onLook !== undefined && openRun?.kind !== "ADOPT" && store.status === "CONNECTED" && (
            <Button disabled={isSending} onClick={onLook} {...(wasLooked ? {} : { variant: "primary" as const })}>
              {wasLooked ? t("Look for matches again") : t("Look for matches")}
            </Button>
          )}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
