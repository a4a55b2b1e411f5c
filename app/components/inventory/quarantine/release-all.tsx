import { Button, InlineStack, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import { explainStockReason } from "../stock-reasons.ts";

interface ReleaseAllProps {
  storeName: string;
  /** The reasons of what is shown. */
  reasonCodes: readonly string[];
  isSending: boolean;
  onRelease: (reasonCode: string) => void;
}

/** Releases at once what one store has in quarantine for one reason, also beyond the page that is shown. */
export function ReleaseAll({ storeName, reasonCodes, isSending, onRelease }: ReleaseAllProps) {
  const [asking, setAsking] = useState<string | null>(null);
  const close = () => setAsking(null);
  return (
    <>
      <InlineStack gap="200">
        {reasonCodes.map((code) => (
          <Button key={code} disabled={isSending} onClick={() => setAsking(code)}>
            {`Release all: ${shortReason(code)}`}
          </Button>
        ))}
      </InlineStack>
      <Modal
        open={asking !== null}
        onClose={close}
        title={`Release all of ${storeName} for this reason?`}
        primaryAction={{
          content: "Release all",
          onAction: () => {
            close();
            if (asking !== null) onRelease(asking);
          },
        }}
        secondaryActions={[{ content: "Keep them in quarantine", onAction: close }]}
      >
        <Modal.Section>
          <Text as="p">
            {`${explainStockReason(asking).explanation} All levels of ${storeName} that are held for this reason are set to what your warehouses have, within a minute. What Shopify refuses again comes back here.`}
          </Text>
        </Modal.Section>
      </Modal>
    </>
  );
}

const SHORT: Readonly<Record<string, string>> = {
  "inventory.disconnected": "taken off the location",
  "shopify.invalid-inventory-item": "item is gone",
  "shopify.invalid-location": "location is gone",
  "shopify.non-mutable-inventory-item": "stock cannot be set",
};

const shortReason = (code: string): string => SHORT[code] ?? code.replace("shopify.", "").replaceAll("-", " ");
