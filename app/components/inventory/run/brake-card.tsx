import { Banner, BlockStack, Button, InlineStack, List, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import type { BrakeReport } from "#app/domain/inventory/stock-brakes.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { brakeFindings, brakeTitle, releaseConsequences } from "./brake-words.ts";

interface BrakeCardProps {
  storeName: string;
  report: BrakeReport;
  isSending: boolean;
  /** Absent for who may not decide about stock rules. */
  onRelease?: () => void;
  /** Absent for who may only look. */
  onCancel?: () => void;
}

/** Why a sync stopped before it set anything, and the two ways on. */
export function BrakeCard({ storeName, report, isSending, onRelease, onCancel }: BrakeCardProps) {
  const t = useTexts();
  const [asking, setAsking] = useState<"release" | "cancel" | null>(null);
  const close = () => setAsking(null);
  return (
    <>
      <Banner tone="critical" title={brakeTitle(t, report)}>
        <BlockStack gap="300">
          <BlockStack gap="100">
            {brakeFindings(t, report).map((finding) => (
              <Text key={finding} as="p">
                {finding}
              </Text>
            ))}
            <Text as="p">
              {t(
                "Nothing was set. If your warehouses are right, release it; if a count or a route is wrong, cancel it and correct that first.",
              )}
            </Text>
          </BlockStack>
          {onRelease === undefined && (
            <Text as="p" fontWeight="semibold">
              {t("An owner or staff member of the organization decides whether it goes on.")}
            </Text>
          )}
          <InlineStack gap="200">
            {onRelease !== undefined && (
              <Button tone="critical" variant="primary" disabled={isSending} onClick={() => setAsking("release")}>
                {t("Release and set stock")}
              </Button>
            )}
            {onCancel !== undefined && (
              <Button disabled={isSending} onClick={() => setAsking("cancel")}>
                {t("Cancel this sync")}
              </Button>
            )}
          </InlineStack>
        </BlockStack>
      </Banner>
      <Modal
        open={asking === "release"}
        onClose={close}
        title={t("Set the stock of {{store}}?", { store: storeName })}
        primaryAction={{
          content: t("Release and set stock"),
          destructive: true,
          onAction: () => {
            close();
            onRelease?.();
          },
        }}
        secondaryActions={[{ content: t("Keep it stopped"), onAction: close }]}
      >
        <Modal.Section>
          <List>
            {releaseConsequences(t, report).map((consequence) => (
              <List.Item key={consequence}>{consequence}</List.Item>
            ))}
          </List>
        </Modal.Section>
      </Modal>
      <Modal
        open={asking === "cancel"}
        onClose={close}
        title={t("Cancel this sync?")}
        primaryAction={{
          content: t("Cancel this sync"),
          destructive: true,
          onAction: () => {
            close();
            onCancel?.();
          },
        }}
        secondaryActions={[{ content: t("Keep it stopped"), onAction: close }]}
      >
        <Modal.Section>
          <Text as="p">
            {t(
              "Nothing of it is set, and {{store}} keeps the stock that it shows now. The next sync compares again, and stops again while the same would go to zero.",
              { store: storeName },
            )}
          </Text>
        </Modal.Section>
      </Modal>
    </>
  );
}
