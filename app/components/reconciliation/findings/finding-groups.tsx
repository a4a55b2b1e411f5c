import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { EmptyNote } from "../../empty-note.tsx";
import { useTexts } from "../../texts/use-texts.tsx";
import { WhatToDo } from "../../texts/what-to-do.tsx";
import { findingWords } from "../words/finding-words.ts";
import { FindingLine } from "./finding-line.tsx";
import type { ShownFinding } from "./shown-finding.ts";

interface FindingGroupsProps {
  findings: readonly ShownFinding[];
  shopDomain: string;
  isFiltered: boolean;
  isSending: boolean;
  /** Absent when the viewer may not. */
  onDismiss?: (findings: readonly ShownFinding[]) => void;
  onChoose?: (finding: ShownFinding) => void;
}

/** Findings by kind: one explanation for all of a kind, and what to do. */
export function FindingGroups({ findings, isFiltered, onDismiss, onChoose, ...line }: FindingGroupsProps) {
  const t = useTexts();
  if (findings.length === 0)
    return (
      <Card>
        {isFiltered ? (
          <EmptyNote title={t("No finding matches")} message={t("Choose another state or kind.")} />
        ) : (
          <EmptyNote
            title={t("Nothing to decide")}
            message={t("All links follow the shop. What the next reconciliation cannot repair by itself appears here.")}
          />
        )}
      </Card>
    );
  return (
    <>
      {[...Map.groupBy(findings, ({ kind }) => kind)].map(([kind, ofKind]) => {
        const open = ofKind.filter(({ state }) => state === "OPEN");
        const { label, explanation, whatToDo } = findingWords[kind];
        return (
          <Card key={kind}>
            <BlockStack gap="300">
              <InlineStack align="space-between" blockAlign="center" gap="200">
                <Text as="h2" variant="headingMd">
                  {t(label)}
                </Text>
                {onDismiss !== undefined && open.length > 1 && (
                  <Button disabled={line.isSending} onClick={() => onDismiss(open)}>
                    {t("Put all {{open, number}} shown aside", { open: open.length })}
                  </Button>
                )}
              </InlineStack>
              <BlockStack gap="100">
                <Text as="p">{t(explanation)}</Text>
                <Text as="p">
                  <WhatToDo text={t(whatToDo)} />
                </Text>
              </BlockStack>
              {ofKind.map((finding) => (
                <FindingLine
                  key={finding.id}
                  finding={finding}
                  {...line}
                  {...(onDismiss ? { onDismiss: () => onDismiss([finding]) } : {})}
                  {...(onChoose && kind === "AMBIGUOUS_VARIANTS" ? { onChoose: () => onChoose(finding) } : {})}
                />
              ))}
            </BlockStack>
          </Card>
        );
      })}
    </>
  );
}
