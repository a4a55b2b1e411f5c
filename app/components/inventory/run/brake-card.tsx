import { Banner, BlockStack, Button, InlineStack, List, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import type { BrakeReport } from "#app/domain/inventory/stock-brakes.ts";
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
  const [asking, setAsking] = useState<"release" | "cancel" | null>(null);
  const close = () => setAsking(null);
  return (
    <>
      <Banner tone="critical" title={brakeTitle(report)}>
        <BlockStack gap="300">
          <BlockStack gap="100">
            {brakeFindings(report).map((finding) => (
              <Text key={finding} as="p">
                {finding}
              </Text>
            ))}
            <Text as="p">
              Nothing was set. If your warehouses are right, release it; if a count or a route is wrong, cancel it and
              correct that first.
            </Text>
          </BlockStack>
          {onRelease === undefined && (
            <Text as="p" fontWeight="semibold">
              An owner or staff member of the organization decides whether it goes on.
            </Text>
          )}
          <InlineStack gap="200">
            {onRelease !== undefined && (
              <Button tone="critical" variant="primary" disabled={isSending} onClick={() => setAsking("release")}>
                Release and set stock
              </Button>
            )}
            {onCancel !== undefined && (
              <Button disabled={isSending} onClick={() => setAsking("cancel")}>
                Cancel this sync
              </Button>
            )}
          </InlineStack>
        </BlockStack>
      </Banner>
      <Modal
        open={asking === "release"}
        onClose={close}
        title={`Set the stock of ${storeName}?`}
        primaryAction={{
          content: "Release and set stock",
          destructive: true,
          onAction: () => {
            close();
            onRelease?.();
          },
        }}
        secondaryActions={[{ content: "Keep it stopped", onAction: close }]}
      >
        <Modal.Section>
          <List>
            {releaseConsequences(report).map((consequence) => (
              <List.Item key={consequence}>{consequence}</List.Item>
            ))}
          </List>
        </Modal.Section>
      </Modal>
      <Modal
        open={asking === "cancel"}
        onClose={close}
        title="Cancel this sync?"
        primaryAction={{
          content: "Cancel this sync",
          destructive: true,
          onAction: () => {
            close();
            onCancel?.();
          },
        }}
        secondaryActions={[{ content: "Keep it stopped", onAction: close }]}
      >
        <Modal.Section>
          <Text as="p">
            {`Nothing of it is set, and ${storeName} keeps the stock that it shows now. The next sync compares again, and stops again while the same would go to zero.`}
          </Text>
        </Modal.Section>
      </Modal>
    </>
  );
}
